"""A list of matters with the case of the row in hand beside it: what pages of one kind of matter are made of."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.views.matters.case_panel import Case, CasePanel
from app.views.session import Session
from app.views.theme import Tone
from app.views.widgets.empty import EmptyState
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

# A limit runs down by the minute.
REPAINT_MS = 15_000


class _Line(Protocol):
    @property
    def matter_id(self) -> int: ...


L = TypeVar("L", bound=_Line)
C = TypeVar("C")


class CaseList(QWidget, Generic[L, C]):
    """Left the list, right the case; `card` is what is in hand, also a matter that the list does not have any more."""

    # The rows as they were read.
    listed = Signal(object)
    # The case in hand changed, or is none.
    changed = Signal()
    premises_wanted = Signal(int)

    def __init__(
        self,
        session: Session,
        columns: Sequence[Column[L]],
        stretch: int,
        read: tuple[Callable[[Desk], list[L]], Callable[[Desk, int], C], Callable[[C], Case]],
        nothing: str,
        empty: EmptyState,
        name: str,
    ) -> None:
        """`read` are the service of the list, that of one case, and the case as the panel shows it."""
        super().__init__()
        self.session = session
        self.card: C | None = None
        self._read_list, self._read_card, self._case_of = read
        self._wanted: int | None = None
        # The one whose case the panel shows or awaits.
        self._in_hand: int | None = None
        self.model: BlockTableModel[L] = BlockTableModel(session, columns, parent=self)
        self.table = Table(self.model, stretch, name=name)
        self.table.stays = True
        self.panel = CasePanel(session, nothing)
        self.list_or_empty = ListOrEmpty(self.table, empty)
        self.setFocusProxy(self.list_or_empty)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(self.list_or_empty, 5)
        across.addWidget(self.panel, 3)
        self.table.current_changed.connect(self._select)
        self.panel.premises_wanted.connect(self.premises_wanted)
        session.covered_changed.connect(self.model.repaint)
        minute = QTimer(self, interval=REPAINT_MS)
        minute.timeout.connect(self.model.repaint)
        minute.start()

    @Slot()
    def read(self) -> None:
        """The list anew, and the case in hand with it."""
        self.session.ask(self._read_list, then=self._take)

    def go_to(self, matter_id: int) -> None:
        """Show this matter, also one that the list does not have any more."""
        if not self.table.go_to(matter_id):
            self.table.let_go()
            self._wanted = matter_id
            self._bring(matter_id)

    def _take(self, rows: Iterable[L]) -> None:
        by_id = {row.matter_id: row for row in rows}
        self.model.give(by_id)
        self.list_or_empty.show_list(bool(by_id))
        self.listed.emit(list(by_id.values()))
        if self._wanted is not None and self.table.go_to(self._wanted):
            self._wanted = None
        # One that has left the list stays in hand until somebody moves the cursor.
        if (wanted := self._wanted or self.table.current_id() or self._in_hand) is not None:
            self._bring(wanted)

    @Slot(object)
    def _select(self, matter_id: int | None) -> None:
        self._wanted = None
        if matter_id is None:
            self._in_hand = None
            self._show(None)
        else:
            self._bring(matter_id)

    def _bring(self, matter_id: int) -> None:
        if matter_id != self._in_hand:
            # Keys are never about another matter than the one the cursor has come to.
            self._in_hand, self.card = matter_id, None
            self.changed.emit()
        then = partial(self._arrived, matter_id)
        self.session.ask(self._read_card, matter_id, then=then, failed=self._not_there)

    def _arrived(self, matter_id: int, card: C) -> None:
        if matter_id == self._in_hand:
            self._show(card)

    def _not_there(self, error: AppError) -> None:
        self._wanted = None
        self.session.notice(error.message, Tone.AMBER)

    def _show(self, card: C | None) -> None:
        self.card = card
        self.panel.show_case(None if card is None else self._case_of(card))
        self.changed.emit()
