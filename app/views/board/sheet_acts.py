"""The slips of the repair in hand: print, replace, void, attach a blank; and the money on them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from app.views.board.act_set import ActSet
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.services.matters.sheets import Issued, SheetRow
    from app.services.repairs.charges import ChargeRow
    from app.views.board.cards import InHand
    from app.views.board.page import BoardPage


class SheetActs(ActSet):
    """打回执单, 遗失补办, 补签, 作废单据, 挂空白单, 收费, 收费更正."""

    title = "单据"

    def __init__(self, page: "BoardPage") -> None:
        super().__init__(page)
        self.print_action = self.act("打回执单", "print", "board.print", self._print)
        self.replace_action = self.act("遗失补办", "slip", "board.replace", self._replace_sheet)
        self.sign_later_action = self.act("补签", "correct", "board.sign_later", self._ask_unsigned)
        self.void_sheet_action = self.act("作废单据", "void", "board.void_sheet", self._void_sheet)
        self.attach_action = self.act("挂空白单", "slip", "board.attach", self._attach_sheet)
        self.charge_action = self.act("收费", "slip", "board.charge", self._charge)
        self.correct_charge_action = self.act("收费更正", "correct", "board.correct_charge", self._ask_charges)

    @Slot()
    def _print(self) -> None:
        """The newest sheet that is not voided."""
        card = self.card()
        usable = [found.sheet for found in card.sheets if found.sheet.state != "void"] if card else []
        if not usable:
            self.session.notice("还没有回执单。派工时会编号并打印。", Tone.AMBER)
            return
        self.page.in_front.show_slip(usable[-1].id, usable[-1].number)

    @Slot()
    def _replace_sheet(self) -> None:
        from app.views.repairs.sheet_dialogs import ReplaceSheetDialog, sheets_to_replace

        card = self.card()
        known = sheets_to_replace(card) if card is not None else []
        if card is not None and not known:
            self.session.notice("还没有回执单。派工时会编号并打印。", Tone.AMBER)
        if known:
            dialog = self.open(ReplaceSheetDialog, known)
            if dialog is not None:
                dialog.succeeded.connect(self._after_replacing)

    @Slot(object)
    def _after_replacing(self, issued: "Issued") -> None:
        self.page.in_front.show_slip(issued.sheet_id, issued.number)

    @Slot()
    def _ask_unsigned(self) -> None:
        from app.services.repairs.sheet_life import unsigned_sheets

        found = self.page.in_hand()
        if found is not None:
            self.session.ask(unsigned_sheets, found.head.matter_id, then=partial(self._sign_later, found))

    def _sign_later(self, matter: "InHand", unsigned: "list[SheetRow]") -> None:
        from app.views.repairs.sheet_dialogs import SignLaterDialog

        if unsigned:
            self.open(SignLaterDialog, unsigned, matter=matter)
        else:
            self.session.notice("没有待补签的回执单：收单时记了拒签或未签的才补签。", Tone.AMBER)

    @Slot()
    def _void_sheet(self) -> None:
        from app.views.repairs.sheet_dialogs import VoidSheetDialog

        if out := self._sheets_out():
            self.open(VoidSheetDialog, out)

    @Slot()
    def _attach_sheet(self) -> None:
        from app.views.repairs.sheet_dialogs import AttachSheetDialog

        card = self.card()
        if card is not None:
            self.open(AttachSheetDialog, max((visit.ordinal for visit in card.facts.visits), default=1))

    @Slot()
    def _charge(self) -> None:
        from app.views.returns.money_dialogs import ChargeDialog

        card = self.card()
        if card is not None:
            self.open(ChargeDialog, max((visit.ordinal for visit in card.facts.visits), default=None))

    @Slot()
    def _ask_charges(self) -> None:
        from app.services.repairs.charges import charges_of

        found = self.page.in_hand()
        if found is not None:
            self.session.ask(charges_of, found.head.matter_id, then=partial(self._correct_charge, found))

    def _correct_charge(self, matter: "InHand", rows: "list[ChargeRow]") -> None:
        from app.views.returns.money_dialogs import CorrectChargeDialog

        if rows:
            self.open(CorrectChargeDialog, rows, matter=matter)
        else:
            self.session.notice("这张工单没有记过收费。", Tone.AMBER)

    def _sheets_out(self) -> "list[SheetRow]":
        from app.views.repairs.sheet_dialogs import sheets_out

        card = self.card()
        out = sheets_out(card) if card is not None else []
        if card is not None and not out:
            self.session.notice("没有未收回的回执单。", Tone.AMBER)
        return out
