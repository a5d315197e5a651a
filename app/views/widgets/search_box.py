"""One line to find anything: hits appear while typing, arrow keys and Enter choose; empty, it offers what was last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.views.icons import wear
from app.views.session import Session
from app.views.widgets.composing import Composing
from app.views.widgets.covered_text import CoveredText

if TYPE_CHECKING:
    from app.views.widgets.hit_list import HitList

TYPING_MS = 60
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is, which one, and the words that tell it from its neighbours.

    `matched` are the texts in title and detail that were looked for: they are shown in bold. `person` is the name
    in the detail, for the covered window.
    """

    kind: str
    id: int
    title: str
    detail: str
    icon: str
    aside: str = ""
    matched: tuple[str, ...] = ()
    person: str = ""


Recent = Callable[[Any], Sequence[Hit]]
Find = Callable[[Any, str], Sequence[Hit]]


class SearchBox(QLineEdit):
    """`chosen` gives the hit taken; `submitted` the text when Enter was pressed and nothing was found."""

    chosen = Signal(object)
    submitted = Signal(str)

    def __init__(self, session: Session, find: Find, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._find = find
        self.setPlaceholderText(placeholder)
        self.setProperty("role", "search")
        self.setClearButtonEnabled(True)
        self.setMaxLength(120)
        self._icon = self.addAction(self.windowIcon(), QLineEdit.ActionPosition.LeadingPosition)
        wear(self._icon, "search")
        self._made: HitList | None = None
        self._found: list[Hit] = []
        self._timer = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._timer.timeout.connect(self._search_in_turn)
        # Whether the search has its turn soon.
        self._in_turn = False
        self.textEdited.connect(self._typed)
        self._entered = False
        self._recent: Recent | None = None
        Composing(self)
        CoveredText(session, self, _has_number)
        session.covered_changed.connect(self._cover)

    def offer(self, recent: Recent) -> None:
        """What an empty box lists when it is clicked or the down arrow is pressed in it."""
        self._recent = recent
        self.setToolTip("框里没有字时点一下或按 ↓，列出最近来电。")

    @property
    def popup(self) -> "HitList":
        """The list of hits, loaded with the first search."""
        if self._made is None:
            from app.views.widgets.hit_list import HitList

            self._made = HitList()
            self._made.view.clicked.connect(self._take)
        return self._made

    def hits(self) -> list[Hit]:
        return list(self._made.model.hits) if self._made is not None else []

    def meant(self, hits: Sequence[Hit]) -> list[Hit]:
        """Those of the hits the text may mean; a subclass also lists what is only offered."""
        return list(hits)

    def is_searching(self) -> bool:
        """Keys were typed that the list does not know yet."""
        return self._timer.isActive() or self._in_turn

    def popup_is_open(self) -> bool:
        return self._made is not None and self._made.isVisible()

    def forget(self) -> None:
        """Empty the box, close the list."""
        self.clear()
        self.close_popup()

    @Slot()
    def close_popup(self) -> None:
        self._forget_turn()
        if self._made is not None:
            self._made.hide()

    def event(self, event: QEvent) -> bool:
        # Escape closes the list before it closes the dialog around it.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.popup_is_open()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.is_searching() or not self.popup_is_open():
                # A scanner gun types the whole code and Enter faster than the list appears.
                self._forget_turn()
                self._entered = bool(self.text().strip())
                self._search()
            else:
                self._take(self.popup.view.currentIndex())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.popup_is_open():
            step = 1 if key == Qt.Key.Key_Down else -1
            row = max(0, min(self.popup.view.currentIndex().row() + step, self.popup.model.rowCount() - 1))
            self.popup.view.setCurrentIndex(self.popup.model.index(row))
        elif key == Qt.Key.Key_Down and not self.text().strip() and self._recent is not None:
            self._show_recent()
        elif key == Qt.Key.Key_Escape and self.popup_is_open():
            self.close_popup()
        elif key == Qt.Key.Key_Escape and self.text():
            self.forget()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.text().strip():
            self._show_recent()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.close_popup()

    @Slot()
    def _typed(self) -> None:
        self._entered = False
        if self.text().strip():
            self._timer.start()
        else:
            self.close_popup()

    @Slot()
    def _search_in_turn(self) -> None:
        """Not in a round of the event loop that something else fills: the next key would wait for both."""
        self._in_turn = True
        self._session.later(self._take_turn, first=True)

    @Slot()
    def _take_turn(self) -> None:
        if self._in_turn:
            self._in_turn = False
            self._search()

    def _forget_turn(self) -> None:
        self._timer.stop()
        self._in_turn = False

    def _search(self) -> None:
        text = self.text().strip()
        if text:
            self._session.ask(self._find, text, then=partial(self._show, text))

    def _covered(self, hits: Sequence[Hit]) -> list[Hit]:
        from app.views.covering import hit_shown

        return [hit_shown(self._session, hit) for hit in hits]

    @Slot()
    def _cover(self) -> None:
        """The open list says less, or more, at once; the line chosen stays."""
        if self._made is not None and self.popup_is_open():
            row = self._made.view.currentIndex().row()
            self._made.model.show(self._covered(self._found))
            self._made.view.setCurrentIndex(self._made.model.index(row))

    def _show_recent(self) -> None:
        if self._recent is not None and not self.popup_is_open():
            self._session.ask(self._recent, then=partial(self._show, ""))

    def _show(self, text: str, hits: Sequence[Hit]) -> None:
        if text != self.text().strip():
            return
        entered, self._entered = self._entered, False
        self._found = list(hits)
        self.popup.model.show(self._covered(hits) if self._session.covered else hits)
        meant = self.meant(hits)
        if entered and len(meant) == 1:
            self._take(self.popup.model.index(hits.index(meant[0])))
        elif entered and not meant:
            self.close_popup()
            self.submitted.emit(text)
        elif not hits:
            self.close_popup()
        elif self.hasFocus() or entered:
            if text:
                self._choose_first()
            else:
                # Nothing was asked for, so nothing is chosen: Enter alone does nothing.
                self.popup.view.setCurrentIndex(QModelIndex())
            self._place()

    def _choose_first(self) -> None:
        self.popup.view.setCurrentIndex(self.popup.model.index(0))

    def _place(self) -> None:
        window = self.window()
        if self.popup.parentWidget() is not window:
            self.popup.setParent(window)
        row = self.popup.row_height()
        height = row * min(self.popup.model.rowCount(), SHOWN) + 14
        corner = self.mapTo(window, QPoint(0, self.height() + 2))
        width = min(max(self.width(), 52 * self.fontMetrics().averageCharWidth()), window.width() - corner.x() - 8)
        height = min(height, window.height() - corner.y() - 8)
        self.popup.setGeometry(QRect(corner, QSize(width, height)))
        self.popup.raise_()
        self.popup.show()

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        hit = self.popup.model.hits[index.row()]
        self.close_popup()
        self.chosen.emit(hit)


def _has_number(text: str) -> bool:
    from app.services.customers.masks import masked_phones

    return masked_phones(text) != text
