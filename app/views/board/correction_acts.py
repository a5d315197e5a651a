"""What was wrong is put right: 更正, 更正户号, 重开, 作废; and how a limit came about."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from app.views.board.act_set import ActSet
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.services.matters.explain import ClockExplained
    from app.services.matters.values import Taken
    from app.views.board.page import BoardPage


class CorrectionActs(ActSet):
    """更正 to 作废, and 期限怎么来的."""

    title = "更正"

    def __init__(self, page: "BoardPage") -> None:
        super().__init__(page)
        self.correct_action = self.act("更正", "correct", "board.correct", self._correct)
        self.premises_action = self.act("更正户号", "house", "board.premises", self._change_premises)
        self.reopen_action = self.act("重开", "refresh", "board.reopen", self._reopen)
        self.void_action = self.act("作废", "void", "board.void", self._void)
        self.why_action = self.act("期限怎么来的", "why", "board.why", self._why, any_kind=True)
        page.panel.why_wanted.connect(self._why_policy)

    @Slot()
    def _correct(self) -> None:
        from app.views.repairs.correction_dialogs import CorrectDialog

        card = self.card()
        if card is not None:
            self.open(CorrectDialog, card.timeline)

    @Slot()
    def _change_premises(self) -> None:
        from app.views.repairs.again_dialogs import ChangePremisesDialog

        self.open(ChangePremisesDialog)

    @Slot()
    def _reopen(self) -> None:
        from app.views.repairs.again_dialogs import ReopenDialog

        dialog = self.open(ReopenDialog)
        if dialog is not None:
            dialog.succeeded.connect(self._after_reopen)

    @Slot(object)
    def _after_reopen(self, taken: "Taken") -> None:
        self.session.notice(f"{taken.number} 已受理。", Tone.GREEN)
        self.page.go_to("matter", taken.matter_id)

    @Slot()
    def _void(self) -> None:
        from app.views.repairs.correction_dialogs import VoidDialog

        self.open(VoidDialog)

    @Slot()
    def _why(self) -> None:
        """The clock that runs out next; of a closed matter the last one."""
        found = self.page.in_hand()
        clocks = found.clocks if found is not None else ()
        if clocks:
            running = sorted((clock for clock in clocks if clock.stopped is None), key=lambda clock: clock.due)
            self._why_policy(running[0].policy_id if running else clocks[-1].policy_id)
        elif found is not None:
            self.session.notice("这张工单没有时限。", Tone.AMBER)

    @Slot(str)
    def _why_policy(self, policy_id: str) -> None:
        found = self.page.in_hand()
        if found is not None:
            from app.services.matters.explain import explain_clock

            self.session.ask(explain_clock, found.head.matter_id, policy_id, then=self._show_why)

    def _show_why(self, explained: "ClockExplained") -> None:
        from app.views.board.why_dialog import WhyDialog

        WhyDialog(explained, self.page).open()
