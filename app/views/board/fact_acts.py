"""Money and the user's own reasons: what he was told, what he refused, what he broke, and the ending that follows."""

from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Slot

from app.views.board.act_set import ActSet
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.services.matters.values import Done
    from app.views.board.page import BoardPage


class FactActs(ActSet):
    """告知收费 to 因用户原因办结."""

    title = "收费与用户原因"

    def __init__(self, page: "BoardPage") -> None:
        super().__init__(page)
        self.fee_action = self.act("已告知收费", "explain", "board.fee", self._tell_fee)
        self.price_action = self.act("不同意收费", "void", "board.price", self._refuse_price)
        self.damage_action = self.act("用户责任损坏", "flag", "board.damage", self._find_damage)
        self.user_close_action = self.act("因用户原因办结", "done", "board.user_close", self._close_for_user)

    @Slot()
    def _tell_fee(self) -> None:
        """One key: nothing is asked, Ctrl+Z takes it back."""
        from app.services.matters.values import Noted
        from app.services.repairs.contacts import tell_fee

        card = self.card()
        if card is not None:
            self.session.ask(tell_fee, card.head.matter_id, Noted(), uuid4(), then=self._said)

    def _said(self, done: "Done") -> None:
        self.session.notice(f"{done.number} 已记：收费规则已告知用户。", Tone.GREEN)

    @Slot()
    def _refuse_price(self) -> None:
        from app.views.repairs.user_reason_dialogs import PriceRefusedDialog

        self.open(PriceRefusedDialog)

    @Slot()
    def _find_damage(self) -> None:
        from app.views.repairs.user_reason_dialogs import DamageDialog

        self.open(DamageDialog)

    @Slot()
    def _close_for_user(self) -> None:
        from app.views.repairs.user_reason_dialogs import UserCloseDialog

        card = self.card()
        if card is not None:
            self.open(UserCloseDialog, self._known())

    def _known(self) -> str:
        """What already shows that the station tried."""
        from app.services.repairs.evidence import EVIDENCE_WORDS
        from app.views.board.repair_sections import RESULT_WORDS

        card = self.card()
        visits = card.visits if card is not None else ()
        found = [
            f"第 {visit.ordinal} 次上门{RESULT_WORDS.get(visit.result, '')}（{EVIDENCE_WORDS[visit.evidence]}）"
            for visit in visits
            if visit.evidence
        ]
        return "；".join(found)
