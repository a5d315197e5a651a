"""断电 by keys: the folder written, the cut written down, its register typed in line by line, every paper settled."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.services.duty.call_register import Outcome
from app.tour.clerk.clerk import Clerk
from app.tour.clerk.intake import Spoken
from app.tour.keyboard import until
from app.views.duty.page import DutyPage
from app.views.duty.power_dialogs import CutDialog, VoidPapersDialog
from app.views.duty.power_view import PowerView
from app.views.duty.register_dialog import RegisterDialog


class PowerActs:
    """One power cut at a time, as the view has it."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk

    def write_folder(self) -> None:
        """断电夹 into its folder: from then on its blanks have numbers."""
        with self._clerk.at_work():
            view = self._view()
            self._clerk.keys.shortcut("duty.power_write")
            until(lambda: view.write_action.isEnabled() and view.model.rowCount() > 0, "the folder written")

    def record_cut(self, began_at: datetime, ended_at: datetime | None) -> int:
        """记停电 with the incident it is; the id of the incident's matter."""
        clerk = self._clerk
        with clerk.at_work():
            view = self._view()
            dialog = clerk.open("duty.power_cut", CutDialog)
            clerk.typing.fill(dialog.form, began_at=began_at, ended_at=ended_at)
            taken: Any = clerk.save(dialog)
            until(lambda: view.cut is not None, "the power cut")
            return int(taken.matter_id)

    def type_line(self, spoken: Spoken, told_what: str) -> Any:
        """The next line of the register: somebody who was told of the cut when he rang; what it became."""
        clerk = self._clerk
        with clerk.at_work():
            dialog = self._register()
            clerk.typing.fill(dialog.form, told_at=spoken.told_at, phone=spoken.phone, name=spoken.name)
            if spoken.premises_id is not None:
                clerk.typing.place(dialog.place_edit, spoken.address, spoken.premises_id)
            else:
                clerk.typing.fill(dialog.form, place=spoken.address)
            clerk.typing.fill(dialog.form, words=spoken.words, told_what=told_what, outcome=Outcome.JOINED)
            typed = clerk.save(dialog, stays=True)
            self._close(dialog)
            return typed

    def settle(self) -> None:
        """The rest of the register is empty, what nobody wrote on is voided: the cut is over on paper, too."""
        clerk = self._clerk
        with clerk.at_work():
            dialog = self._register()
            clerk.typing.go_to(dialog.rest_button)
            clerk.keys.press(Qt.Key.Key_Space)
            until(lambda: not dialog.rest_button.isEnabled(), "the rest of the register")
            self._close(dialog)
            view = self._view()
            if view.void_action.isEnabled():
                clerk.save(clerk.open("duty.power_void", VoidPapersDialog))
            until(view.settle_action.isEnabled, "every paper accounted for")
            clerk.keys.shortcut("duty.power_settle")
            until(lambda: view.cut is None, "the cut settled")

    def _view(self) -> PowerView:
        page = self._clerk.go_to("duty", DutyPage)
        view = next(view for view in page.views if isinstance(view, PowerView))
        self._clerk.keys.shortcut(f"duty.view#{1 + page.views.index(view)}")
        until(view.isVisible, "the papers of a power cut")
        return view

    def _register(self) -> RegisterDialog:
        view = self._view()
        until(view.type_action.isEnabled, "a register to be typed in")
        dialog = self._clerk.open("duty.power_type", RegisterDialog)
        until(lambda: dialog.line_no > 0, "the next line")
        return dialog

    def _close(self, dialog: RegisterDialog) -> None:
        self._clerk.keys.press(Qt.Key.Key_Escape)
        until(lambda: QApplication.activeModalWidget() is None, "the register put away")
        self._clerk.windows.to_front()
