"""Acts on a repair that are seldom wanted: they stand under 更多 and have their keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.views.actions import command
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.services.matters.sheets import Issued, SheetRow
    from app.services.matters.values import Taken
    from app.views.board.page import BoardPage
    from app.views.widgets.act_dialog import ActDialog


# Opens a dialog made for the repair that is shown (its id and its one-line description), if one is.
OpenDialog = Callable[["Callable[[int, str], ActDialog]"], "ActDialog | None"]


class RareActs(QObject):
    """重开, 更正户号, 遗失补办, 作废单据 and 挂空白单; their keys work while `table` has the focus."""

    def __init__(
        self, page: "BoardPage", table: QWidget, open_dialog: OpenDialog, show_slip: Callable[[int, str], object]
    ) -> None:
        super().__init__(page)
        self._page = page
        self._open = open_dialog
        self._show_slip = show_slip

        def act(text: str, icon: str, keys: str, run: Callable[[], object]) -> QAction:
            action = command(page, text, icon, keys, run, within=table)
            action.setIconText(f" {text} {keys}")
            return action

        self.reopen_action = act("重开", "refresh", "O", self._reopen)
        self.premises_action = act("更正户号", "house", "H", self._change_premises)
        self.replace_action = act("遗失补办", "slip", "L", self._replace_sheet)
        self.void_sheet_action = act("作废单据", "void", "Z", self._void_sheet)
        self.attach_action = act("挂空白单", "slip", "B", self._attach_sheet)
        self.commands = [
            self.reopen_action,
            self.premises_action,
            self.replace_action,
            self.void_sheet_action,
            self.attach_action,
        ]

    @Slot()
    def _reopen(self) -> None:
        from app.views.repairs.again_dialogs import ReopenDialog

        dialog = self._open(lambda matter_id, about: ReopenDialog(self._page.session, matter_id, about, self._page))
        if dialog is not None:
            dialog.succeeded.connect(self._after_reopen)

    @Slot(object)
    def _after_reopen(self, taken: "Taken") -> None:
        self._page.session.notice(f"{taken.number} 已受理。", Tone.GREEN)
        self._page.go_to("matter", taken.matter_id)

    @Slot()
    def _change_premises(self) -> None:
        from app.views.repairs.again_dialogs import ChangePremisesDialog

        self._open(lambda matter_id, about: ChangePremisesDialog(self._page.session, matter_id, about, self._page))

    @Slot()
    def _replace_sheet(self) -> None:
        from app.views.repairs.sheet_dialogs import ReplaceSheetDialog

        if out := self._sheets_out():
            dialog = self._open(
                lambda matter_id, about: ReplaceSheetDialog(self._page.session, matter_id, about, out, self._page)
            )
            if dialog is not None:
                dialog.succeeded.connect(self._after_replacing)

    @Slot(object)
    def _after_replacing(self, issued: "Issued") -> None:
        self._show_slip(issued.sheet_id, issued.number)

    @Slot()
    def _void_sheet(self) -> None:
        from app.views.repairs.sheet_dialogs import VoidSheetDialog

        if out := self._sheets_out():
            self._open(lambda matter_id, about: VoidSheetDialog(self._page.session, matter_id, about, out, self._page))

    @Slot()
    def _attach_sheet(self) -> None:
        from app.views.repairs.sheet_dialogs import AttachSheetDialog

        card = self._page.current_card()
        if card is not None:
            visits = max((visit.ordinal for visit in card.facts.visits), default=1)
            self._open(
                lambda matter_id, about: AttachSheetDialog(self._page.session, matter_id, about, visits, self._page)
            )

    def _sheets_out(self) -> "list[SheetRow]":
        from app.views.repairs.sheet_dialogs import sheets_out

        card = self._page.current_card()
        out = sheets_out(card) if card is not None else []
        if card is not None and not out:
            self._page.session.notice("没有未收回的回执单。", Tone.AMBER)
        return out
