"""One case at the right of its list: who, where, what was said, what its kind knows, its clocks and its history."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.clocks.engine import ClockState
from app.services.matters.timeline import TimelineRow
from app.views.board.matter_panel import MatterPanel
from app.views.covering import words_shown
from app.views.customers.fact_lines import FactLines
from app.views.session import Session
from app.views.widgets.labels import label, rule


@dataclass(frozen=True, slots=True)
class Case:
    """What is shown; `facts` are the lines of the kind, title and value, those without a value left out."""

    matter_id: int
    number: str
    phase: str
    place: str
    premises_id: int | None
    caller: str
    relation: str
    phone: str
    words: str
    facts: tuple[tuple[str, str], ...]
    clocks: Sequence[ClockState]
    timeline: Sequence[TimelineRow]

    @property
    def about(self) -> str:
        """One line that says which case a dialog is about."""
        return f"{self.number}　{self.place}"


class CasePanel(MatterPanel):
    """The panel of the board, filled with a case of any kind."""

    def __init__(self, session: Session, nothing: str, parent: QWidget | None = None) -> None:
        self._nothing = nothing
        self.case: Case | None = None
        super().__init__(session, parent)
        self.show_case(None)

    def show_case(self, case: Case | None) -> None:
        """Show this case, or say what the page is for."""
        self.case = case
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(7)
        if case is None:
            hint = label(self._nothing, "muted", wrap=True)
            hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(hint)
        else:
            self._add_case(column, case)
        column.addStretch(1)
        self._area.setWidget(inside)

    def _add_case(self, column: QVBoxLayout, case: Case) -> None:
        self._add_number(column, case.number, case.phase)
        self._add_place(column, case.place, case.premises_id)
        self._add_caller(column, case.caller, case.relation, case.phone)
        if case.words:
            column.addWidget(label(f"“{words_shown(self.session, case.words)}”", wrap=True))
        told = [(title, words_shown(self.session, value)) for title, value in case.facts if value]
        if told:
            column.addWidget(FactLines(told))
        if case.clocks:
            column.addWidget(rule())
            self._add_clocks(column, case.clocks)
        column.addWidget(rule())
        self._add_history(column, case.timeline)

    @Slot()
    def _cover(self) -> None:
        self.show_case(self.case)
