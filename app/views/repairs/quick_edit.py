"""速记: one typed line, always at the top of the board; Enter saves it."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.services.kernel.errors import AppError
from app.views.finding import find_for_line
from app.views.icons import wear
from app.views.session import Session
from app.views.theme import Tone
from app.views.widgets.search_box import Hit, SearchBox

if TYPE_CHECKING:
    from app.services.matters.values import Taken
    from app.services.repairs.quick_line import QuickLine


class QuickEdit(SearchBox):
    """Premises that fit the line's address are offered while typing; with several, none is chosen by itself.

    Enter with one fitting premises takes it; with none the address is kept as typed; with several the first
    Enter asks to choose, the second keeps the address as typed. A line waiting to be saved may be followed by the
    next one: each line as typed has its own key.
    """

    taken = Signal(object)
    # Escape: the line stays as it is, the cursor goes elsewhere.
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, find_for_line, "速记：3-2-1102 喷水 13800001234，回车保存", parent)
        self.setProperty("role", "quick")
        wear(self._icon, "quick")
        self._key = uuid4()
        self._asked = False
        self.chosen.connect(self._take_hit)
        self.submitted.connect(self._take_as_typed)
        self.textEdited.connect(self._begin_again)

    def event(self, event: QEvent) -> bool:
        # An empty line has nothing to undo: the key belongs to the line that was just saved.
        nothing = event.type() == QEvent.Type.ShortcutOverride and not self.text()
        if nothing and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.popup_is_open():
            self.left.emit()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.popup_is_open() and not self.popup.view.currentIndex().isValid() and not self.is_searching():
            if self._asked:
                self.close_popup()
                self._save(None)
            else:
                self._asked = True
                count = len(self.hits())
                self._session.notice(f"有 {count} 户符合，用 ↓ 选一户；都不是，再按一次回车按原话记。", Tone.AMBER)
            return
        super().keyPressEvent(event)

    def _choose_first(self) -> None:
        index = self.popup.model.index(0) if len(self.hits()) == 1 else QModelIndex()
        self.popup.view.setCurrentIndex(index)

    @Slot()
    def _begin_again(self) -> None:
        self._key = uuid4()
        self._asked = False

    @Slot(object)
    def _take_hit(self, hit: Hit) -> None:
        self._save(hit.id)

    @Slot(str)
    def _take_as_typed(self, text: str) -> None:
        self._save(None)

    def _save(self, premises_id: int | None) -> None:
        from app.services.repairs.intake import take_quick_line

        text = self.text()
        then = partial(self._saved, text)
        self._session.ask(take_quick_line, text, premises_id, self._key, then=then, failed=self._refused)

    def _saved(self, text: str, taken: "Taken") -> None:
        from app.services.repairs.quick_line import read_quick_line

        line = read_quick_line(text)
        if self.text() == text:
            self._key = uuid4()
            self._asked = False
            self.forget()
        self._session.notice(said(taken, line), Tone.AMBER if line.gaps else Tone.GREEN)
        self.taken.emit(taken)

    def _refused(self, error: AppError) -> None:
        self._session.notice(f"没有记下：{error.message}", Tone.RED)


def said(taken: "Taken", line: "QuickLine") -> str:
    """What was saved, and what somebody still has to ask."""
    gaps = f"，待补：{'、'.join(line.gaps)}" if line.gaps else ""
    return f"{taken.number} 已受理{gaps}。"
