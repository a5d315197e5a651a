"""Matters that go together, who answers for one, and the page a matter of another kind is worked on."""

from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Slot

from app.views.board.act_set import ActSet
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.services.matters.values import Done
    from app.views.board.page import BoardPage

ENQUIRY = "enquiry"


class JointActs(ActSet):
    """并件 to 接件, the incident a repair belongs to, and 打开."""

    title = "合并与转交"

    def __init__(self, page: "BoardPage") -> None:
        super().__init__(page)
        self.open_action = self.act("打开", "eye", "board.open", self.open_page, any_kind=True)
        self.merge_action = self.act("并件", "merge", "board.merge", self._merge, any_kind=True)
        self.unmerge_action = self.act("撤销并件", "merge", "board.unmerge", self._unmerge)
        self.join_action = self.act("并入停热事件", "outage", "board.join", self._join)
        self.leave_action = self.act("撤出停热事件", "outage", "board.leave", self._leave)
        self.hand_on_action = self.act("转交", "arrive", "board.hand_on", self._hand_on, any_kind=True)
        self.accept_action = self.act("接件", "done", "board.accept", self._accept, any_kind=True)

    @Slot()
    def open_page(self) -> None:
        """A matter of another kind on its own page; a question is answered from here, a repair shown wide."""
        from app.views.board.cards import PAGE_OF

        found = self.page.in_hand()
        if found is None or found.repair is not None:
            self.page.widen_panel()
        elif found.kind in PAGE_OF:
            self.page.thing_wanted.emit(PAGE_OF[found.kind], found.head.matter_id)
        elif found.kind == ENQUIRY:
            from app.views.repairs.answer_dialog import AnswerDialog

            self.open(AnswerDialog)

    @Slot()
    def _merge(self) -> None:
        from app.views.matters.merge_dialogs import MergeDialog

        self.open(MergeDialog)

    @Slot()
    def _unmerge(self) -> None:
        from app.views.matters.merge_dialogs import UnmergeDialog

        found = self.page.in_hand()
        main = found.details.main if found is not None and found.details is not None else None
        if main is None:
            self.session.notice("这张工单没有并件。", Tone.AMBER)
        else:
            self.open(UnmergeDialog, main.number)

    @Slot()
    def _join(self) -> None:
        from app.views.repairs.outage_dialogs import JoinOutageDialog

        self.open(JoinOutageDialog)

    @Slot()
    def _leave(self) -> None:
        from app.views.repairs.outage_dialogs import LeaveOutageDialog

        card = self.card()
        if card is not None and not card.head.outage_number:
            self.session.notice("这张工单没有并入停热事件。", Tone.AMBER)
        else:
            self.open(LeaveOutageDialog)

    @Slot()
    def _hand_on(self) -> None:
        from app.views.matters.hand_on_dialog import HandOnDialog

        self.open(HandOnDialog)

    @Slot()
    def _accept(self) -> None:
        from app.services.matters.handing import accept

        found = self.page.in_hand()
        if found is not None:
            self.session.ask(accept, found.head.matter_id, uuid4(), then=self._accepted)

    def _accepted(self, done: "Done") -> None:
        self.session.notice(f"{done.number} 已接件，由您负责。", Tone.GREEN)
