"""What a repair goes through every day: contact, dispatch, arrival, result, finish, and what the user is told."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from app.services.matters.board_groups import least_together
from app.services.repairs.crew import building_words
from app.views.board.act_set import ActSet
from app.views.board.sifting import is_work, jobs
from app.views.board.slips_in_turn import SlipsInTurn
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.services.repairs.together import SentTogether
    from app.services.repairs.values import Dispatched
    from app.views.board.page import BoardPage


class CommonActs(ActSet):
    """已联系 to 电话办结, in the order of the day."""

    title = "办理"

    def __init__(self, page: "BoardPage") -> None:
        super().__init__(page)
        self.contact_action = self.act("已联系", "contact", "board.contact", self._contact)
        self.dispatch_action = self.act("派工", "dispatch", "board.dispatch", self._dispatch)
        self.together_action = self.act("同楼派工", "district", "board.together", self._dispatch_together)
        self.arrive_action = self.act("已到场", "arrive", "board.arrive", self._arrive)
        self.finish_action = self.act("完工", "done", "board.finish", self._finish)
        self.result_action = self.act("上门结果", "house", "board.result", self._visit_result)
        self.explain_action = self.act("说明", "explain", "board.explain", self._explain)
        self.urge_action = self.act("催办", "overdue", "board.urge", self._urge)
        self.reschedule_action = self.act("改约", "calendar", "board.reschedule", self._reschedule)
        self.phone_action = self.act("电话办结", "callback", "board.phone", self._solve_by_phone)

    @property
    def _arrived(self) -> bool:
        card = self.card()
        visits = card.facts.visits if card else ()
        return bool(visits) and visits[-1].arrived_at is not None and not visits[-1].over

    @Slot()
    def _contact(self) -> None:
        from app.views.repairs.contact_dialogs import ContactDialog

        self.open(ContactDialog)

    @Slot()
    def _dispatch(self) -> None:
        from app.views.repairs.dispatch_dialog import DispatchDialog

        dialog = self.open(DispatchDialog, jobs(self.page.lines()))
        if dialog is not None:
            dialog.sent.connect(self._after_dispatch)

    @Slot(object, bool)
    def _after_dispatch(self, sent: "Dispatched", wants_print: bool) -> None:
        sheet = f"，回执单 {sent.sheet_number}" if sent.sheet_number else ""
        self.session.notice(f"{sent.number} 已派工{sheet}。", Tone.GREEN)
        if wants_print and sent.sheet_id is not None:
            self.page.in_front.show_slip(sent.sheet_id, sent.sheet_number)

    @Slot()
    def _dispatch_together(self) -> None:
        """The open repairs of the building in hand, to one man."""
        from app.views.board.together_dialog import TogetherDialog

        row = self.page.row_in_hand()
        if row is None or row.building_id is None:
            self.session.notice("这一行没有台账里的楼，请单张派工。", Tone.AMBER)
            return
        here = [line for line in self.page.lines() if line.first.building_id == row.building_id]
        here = [line for line in here if is_work(line.first)]
        if len(here) < least_together():
            self.session.notice("这栋楼只有这一张未完工的报修，请单张派工。", Tone.AMBER)
            return
        busy = jobs(self.page.lines())
        dialog = TogetherDialog(self.session, building_words(row), here, row.matter_id, busy, self.page)
        dialog.sent.connect(self._after_together)
        dialog.open()

    @Slot(object, bool)
    def _after_together(self, sent: "SentTogether", wants_print: bool) -> None:
        left = f"；{sent.left_out} 已不用派工" if sent.left_out else ""
        self.session.notice(f"{sent.count} 张一起派工{left}。", Tone.GREEN)
        if wants_print:
            SlipsInTurn(self.page, sent.sheet_numbers).next()

    @Slot()
    def _arrive(self) -> None:
        from app.views.repairs.visit_dialogs import ArrivalDialog

        self.open(ArrivalDialog)

    @Slot()
    def _finish(self) -> None:
        from app.views.repairs.finish_dialogs import FinishDialog

        card = self.card()
        if card is not None:
            self.open(FinishDialog, self._arrived, card.head.fault_group)

    @Slot()
    def _visit_result(self) -> None:
        from app.views.repairs.visit_dialogs import VisitResultDialog

        self.open(VisitResultDialog, self._arrived, self.page.settings)

    @Slot()
    def _explain(self) -> None:
        from app.views.repairs.contact_dialogs import ExplainDialog

        self.open(ExplainDialog)

    @Slot()
    def _urge(self) -> None:
        from app.views.repairs.contact_dialogs import UrgeDialog

        self.open(UrgeDialog)

    @Slot()
    def _reschedule(self) -> None:
        from app.views.repairs.contact_dialogs import RescheduleDialog

        self.open(RescheduleDialog)

    @Slot()
    def _solve_by_phone(self) -> None:
        from app.views.repairs.finish_dialogs import PhoneSolvedDialog

        self.open(PhoneSolvedDialog)
