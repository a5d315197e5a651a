"""转交, 接件, 更正 and 期限怎么来的: what every kind of case offers by key."""

from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.services.matters.handing import accept
from app.services.matters.values import Done
from app.views.actions import command
from app.views.matters.case_panel import CasePanel
from app.views.session import Session
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.services.matters.explain import ClockExplained
    from app.views.matters.correct_fact_dialog import Correct


class HandingActs(QObject):
    """About the case the panel shows; keys work while `within` has the focus. `correct` is the chapter's own 更正."""

    def __init__(self, session: Session, panel: CasePanel, owner: QWidget, within: QWidget, correct: "Correct") -> None:
        super().__init__(owner)
        self._session = session
        self._panel = panel
        self._owner = owner
        self._correct = correct
        self.hand_action = command(owner, "转交", "dispatch", "handing.hand", self._hand_on, within=within)
        self.accept_action = command(owner, "接件", "staff", "handing.accept", self._accept, within=within)
        self.why_action = command(owner, "期限怎么来的", "why", "handing.why", self._why_first, within=within)
        self.correct_action = command(owner, "更正", "correct", "handing.correct", self._correct_fact, within=within)
        self.commands: list[QAction] = [self.hand_action, self.accept_action, self.correct_action, self.why_action]
        panel.why_wanted.connect(self._why)

    def enable(self, *, is_open: bool, shown: bool, voided: bool) -> None:
        """Only what can be done with the case in hand."""
        self.hand_action.setEnabled(is_open)
        self.accept_action.setEnabled(is_open)
        self.why_action.setEnabled(shown)
        self.correct_action.setEnabled(shown and not voided)

    @Slot()
    def _hand_on(self) -> None:
        from app.views.matters.hand_on_dialog import HandOnDialog

        case = self._panel.case
        if case is not None:
            dialog = HandOnDialog(self._session, case.matter_id, case.about, self._owner)
            dialog.succeeded.connect(self._handed_on)
            dialog.open()

    @Slot(object)
    def _handed_on(self, done: Done) -> None:
        self._session.notice(f"{done.number} 已转交，接件前仍由现责任人负责。", Tone.GREEN)

    @Slot()
    def _accept(self) -> None:
        case = self._panel.case
        if case is not None:
            self._session.ask(accept, case.matter_id, uuid4(), then=self._accepted)

    def _accepted(self, done: Done) -> None:
        self._session.notice(f"{done.number} 已接件，由{self._session.desk.actor.name}负责。", Tone.GREEN)

    @Slot()
    def _correct_fact(self) -> None:
        from app.views.matters.correct_fact_dialog import CorrectFactDialog

        case = self._panel.case
        if case is not None:
            dialog = CorrectFactDialog(
                self._session, case.matter_id, case.about, case.timeline, self._correct, self._owner
            )
            dialog.succeeded.connect(self._corrected)
            dialog.open()

    @Slot(object)
    def _corrected(self, done: Done) -> None:
        self._session.notice(f"{done.number} 已更正，原来的内容保留。", Tone.GREEN)

    @Slot()
    def _why_first(self) -> None:
        case = self._panel.case
        if case is not None and case.clocks:
            open_ones = [clock for clock in case.clocks if clock.stopped is None] or list(case.clocks)
            self._why(min(open_ones, key=lambda clock: clock.due).policy_id)

    @Slot(str)
    def _why(self, policy_id: str) -> None:
        from app.services.matters.explain import explain_clock

        case = self._panel.case
        if case is not None:
            self._session.ask(explain_clock, case.matter_id, policy_id, then=self._show_why)

    def _show_why(self, explained: "ClockExplained") -> None:
        from app.views.board.why_dialog import WhyDialog

        WhyDialog(explained, self._owner).open()
