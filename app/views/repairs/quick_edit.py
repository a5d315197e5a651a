"""速记: one typed line, always at the top of the board; Enter saves it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.services.kernel.errors import AppError
from app.views.icons import wear
from app.views.repairs.quick_draft import QuickDraft
from app.views.session import Session
from app.views.settings import Settings
from app.views.theme import Tone
from app.views.widgets.search_box import Hit, SearchBox

if TYPE_CHECKING:
    from app.services.kernel.desk import Desk
    from app.services.matters.values import Done, Taken
    from app.services.outages.banner import IntakeBanner
    from app.services.repairs.quick_line import QuickLine


class QuickEdit(SearchBox):
    """Premises that fit the line's address are offered while typing; with several, none is chosen by itself.

    Enter with one fitting premises takes it; with none the address is kept as typed; with several the first
    Enter asks to choose, the second keeps the address as typed. A line waiting to be saved may be followed by the
    next one: each line as typed has its own key. 催办 and the incident stand behind the premises: arrow keys take them.
    """

    # Something with the id of its matter.
    taken = Signal(object)
    # Escape: the line stays as it is, the cursor goes elsewhere.
    left = Signal()

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, _find, "速记：3-2-1102 喷水 13800001234，回车保存", parent)
        self.setAccessibleName("速记")
        self.setProperty("role", "quick")
        wear(self._icon, "quick")
        self.key = uuid4()
        self._asked = False
        self.chosen.connect(self._take_hit)
        self.submitted.connect(self._take_as_typed)
        self.textEdited.connect(self._begin_again)
        self.draft_kept = QuickDraft(self, session, settings)

    def meant(self, hits: Sequence[Hit]) -> list[Hit]:
        """The premises; 催办 and the incident are only offered."""
        return [hit for hit in hits if hit.kind == "premises"]

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
            count = len(self.meant(self.hits()))
            if self._asked or not count:
                self.close_popup()
                self._save(None)
            else:
                self._asked = True
                self._session.notice(f"有 {count} 户符合，用 ↓ 选一户；都不是，再按一次回车按原话记。", Tone.AMBER)
            return
        super().keyPressEvent(event)

    def _choose_first(self) -> None:
        index = self.popup.model.index(0) if len(self.meant(self.hits())) == 1 else QModelIndex()
        self.popup.view.setCurrentIndex(index)

    @Slot()
    def _begin_again(self) -> None:
        self.key = uuid4()
        self._asked = False

    @Slot(object)
    def _take_hit(self, hit: Hit) -> None:
        match hit.kind:
            case "urge":
                self._urge(hit.id)
            case "join":
                self._save(self._home(), partial(self._join, hit.id))
            case "storm":
                self._save(self._home(), self._ask_about_storm)
            case _:
                self._save(hit.id)

    @Slot(str)
    def _take_as_typed(self, text: str) -> None:
        self._save(None)

    def _home(self) -> int | None:
        """The flat an offer is about: the one the line means."""
        homes = self.meant(self.hits())
        return homes[0].id if len(homes) == 1 else None

    def _save(self, premises_id: int | None, follow: "Callable[[Taken], None] | None" = None) -> None:
        from app.services.repairs.intake import take_quick_line

        text = self.text()
        then = partial(self._saved, text, premises_id, follow)
        rang = self.draft_kept.rang_at
        self._session.ask(take_quick_line, text, premises_id, self.key, rang, then=then, failed=self._refused)

    def _saved(
        self, text: str, premises_id: int | None, follow: "Callable[[Taken], None] | None", taken: "Taken"
    ) -> None:
        from app.services.repairs.quick_line import read_quick_line

        line = read_quick_line(text)
        self._clear(text)
        self._session.notice(said(taken, line), Tone.AMBER if line.gaps else Tone.GREEN)
        self.taken.emit(taken)
        if follow is not None:
            follow(taken)

    def _clear(self, text: str) -> None:
        """The line is written down; what was typed after it stays."""
        if self.text() == text:
            self.key = uuid4()
            self._asked = False
            self.forget()
            self.draft_kept.end()

    def _urge(self, matter_id: int) -> None:
        """The caller asks about an open repair again: no second one."""
        from app.services.matters.values import Noted
        from app.services.repairs.contacts import urge
        from app.services.repairs.quick_line import read_quick_line

        text = self.text()
        note = Noted(note=read_quick_line(text).words)
        self._session.ask(urge, matter_id, note, self.key, then=partial(self._urged, text), failed=self._refused)

    def _urged(self, text: str, done: "Done") -> None:
        self._clear(text)
        self._session.notice(f"{done.number} 已记催办。", Tone.GREEN)
        self.taken.emit(done)

    def _join(self, outage_id: int, taken: "Taken") -> None:
        """The line is written down; its caller has just heard of the incident."""
        from app.services.outages.joining import join
        from app.services.outages.values import JoinDraft

        then, failed = partial(self._joined, taken), partial(self._not_joined, taken)
        self._session.ask(join, outage_id, taken.matter_id, JoinDraft(in_call=True), uuid4(), then=then, failed=failed)

    def _joined(self, taken: "Taken", _done: "Done") -> None:
        self._session.notice(f"{taken.number} 已并入停热事件，用户已告知。", Tone.GREEN)

    def _not_joined(self, taken: "Taken", error: AppError) -> None:
        self._session.notice(f"{taken.number} 已受理，没有并入：{error.message}", Tone.AMBER)

    def _ask_about_storm(self, taken: "Taken") -> None:
        """The calls that make the incident, this one among them."""
        self._session.ask(_banner_of, taken.matter_id, then=partial(self._begin_incident, taken))

    def _begin_incident(self, taken: "Taken", found: "IntakeBanner") -> None:
        from app.views.outages.outage_dialog import OutageDialog

        if found.storm is not None:
            OutageDialog(self._session, self.window(), found.storm, (taken.matter_id,)).open()

    def _refused(self, error: AppError) -> None:
        self._session.notice(f"没有记下：{error.message}", Tone.RED)


def said(taken: "Taken", line: "QuickLine") -> str:
    """What was saved, and what somebody still has to ask."""
    gaps = f"，待补：{'、'.join(line.gaps)}" if line.gaps else ""
    return f"{taken.number} 已受理{gaps}。"


def _find(desk: "Desk", line: str) -> Sequence[Hit]:
    """Loaded by the first key."""
    from app.views.repairs.quick_offers import find_for_line

    return find_for_line(desk, line)


def _banner_of(desk: "Desk", matter_id: int) -> "IntakeBanner":
    from app.services.matters.steps import matter_row
    from app.services.outages.banner import intake_banner

    matter = matter_row(desk.store, matter_id)
    return intake_banner(desk, matter.premises_id)
