"""The list under the groups: open matters, or what waits beside the clocks; what is chosen stays chosen."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from app.services.reports.waiting_values import WAITING_WORDS
from app.views.board.board_table import BoardTable
from app.views.board.lines import Line
from app.views.board.sifting import Sift, of_view, sifted, views
from app.views.board.waiting_list import WaitingList
from app.views.session import Session
from app.views.widgets.empty import EmptyState
from app.views.widgets.list_or_empty import ListOrEmpty

HINT = "来电时按 F2 录入，或在上面写一行速记。"


class BoardLists(QStackedWidget):
    """`sift` is what of the board is shown, also while another list is in front."""

    # The id of the matter under the cursor, or None.
    current_changed = Signal(object)

    def __init__(self, session: Session, widths: bytes) -> None:
        super().__init__()
        self.sift = Sift()
        self.table = BoardTable(session, widths)
        self.empty = EmptyState("done", "没有待办的工单", HINT)
        self.stack = ListOrEmpty(self.table, self.empty)
        self.waiting = WaitingList(session)
        self.addWidget(self.stack)
        self.addWidget(self.waiting)
        self.setFocusProxy(self.stack)
        self.table.current_changed.connect(self._announce_matter)
        self.waiting.current_changed.connect(self.current_changed)

    @property
    def shows_waiting(self) -> bool:
        """Whether sheets, approvals or doubts are in front of the matters."""
        return self.currentWidget() is self.waiting

    def current_id(self) -> int | None:
        """The matter under the cursor of the list in front; None for a row that belongs to none."""
        if not self.shows_waiting:
            return self.table.current_id()
        row = self.waiting.row_in_hand()
        return row.matter_id if row is not None else None

    def show_view(self, name: str) -> None:
        """Bring a group to the front; the lines of a group of matters are given by `show_lines`."""
        front = self.waiting if name in WAITING_WORDS else self.stack
        self.setCurrentWidget(front)
        self.setFocusProxy(front)
        if name in WAITING_WORDS:
            self.waiting.show_kind(name)
        else:
            self.sift = of_view(self.sift, name)

    def show_lines(self, lines: Mapping[int, Line]) -> None:
        """The open matters as far as they are let through."""
        shown = sifted(lines, self.sift)
        self.table.lines.give(shown)
        if not shown:
            self.empty.say(*self._nothing(bool(lines)))
        self.stack.show_list(bool(shown))

    @Slot(object)
    def _announce_matter(self, matter_id: int | None) -> None:
        """The list behind the one in front moves unseen."""
        if not self.shows_waiting:
            self.current_changed.emit(matter_id)

    def _nothing(self, any_open: bool) -> tuple[str, str]:
        if not any_open:
            return "没有待办的工单", HINT
        if self.sift.open:
            return f"没有“{dict(views())[self.sift.view]}”的工单", HINT
        return "没有符合筛选的工单", "清除筛选就看到全部。"
