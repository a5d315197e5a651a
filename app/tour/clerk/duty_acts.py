"""The desk changes hands by keys: 交接班 with both signatures, 换人 by PIN, 待站长补签."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.tour.clerk.clerk import ENTER, Clerk
from app.tour.keyboard import until
from app.views.board.approvals_dialog import ApprovalsDialog
from app.views.board.page import BoardPage
from app.views.duty.handover_dialogs import AcceptDialog, SignDialog, WriteDialog
from app.views.duty.handover_view import HandoverView
from app.views.duty.page import DutyPage
from app.views.widgets.pin_dialog import PinDialog

LATE = "路上堵车"


class DutyActs:
    """Persons are named by name, initials or badge, with their PIN."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk

    def write_handover(self, pin: str, **said: str) -> int:
        """Who leaves writes and signs; its id. `said`: promises, notices, orders, things."""
        clerk = self._clerk
        with clerk.at_work():
            view = self._handover()
            dialog = clerk.open("duty.hand_write", WriteDialog)
            clerk.typing.fill(dialog.form, **said)
            written: Any = clerk.save(dialog)
            until(view.sign_action.isEnabled, "the handover to be signed")
            sign = clerk.open("duty.hand_sign", SignDialog)
            clerk.typing.fill(sign.form, pin=pin)
            clerk.save(sign)
            return int(written.handover_id)

    def take_over(self, who: str, pin: str) -> None:
        """Who comes ticks everything and signs: the window is his."""
        clerk = self._clerk
        with clerk.at_work():
            view = self._handover()
            until(view.accept_action.isEnabled, "the handover to be accepted")
            if view.tick_all_action.isEnabled():
                clerk.keys.shortcut("duty.hand_tick_all")
                until(lambda: not view.tick_all_action.isEnabled(), "everything ticked")
            dialog = clerk.open("duty.hand_accept", AcceptDialog)
            clerk.typing.fill(dialog.form, late_reason=LATE, who=who, pin=pin)
            clerk.save(dialog)

    def sit_down(self, who: str, pin: str) -> None:
        """F9: somebody else at the window."""
        clerk = self._clerk
        with clerk.at_work():
            dialog = clerk.open("window.operator", PinDialog)
            clerk.typing.fill(dialog.form, who=who, pin=pin)
            if QApplication.activeModalWidget() is dialog:
                clerk.keys.press(ENTER)
            until(lambda: QApplication.activeModalWidget() is not dialog, f"{who} at the window")
            clerk.windows.to_front()

    def sign_approvals(self) -> int:
        """The head signs what was done in his name, one after the other; how many."""
        clerk = self._clerk
        with clerk.at_work():
            clerk.go_to("board", BoardPage)
            dialog = clerk.open("board.approvals", ApprovalsDialog)
            signed = 0
            while dialog.agree_button.isEnabled():
                before = dialog.row.value()
                clerk.keys.shortcut("dialog.save")
                until(lambda before=before: dialog.row.value() != before, "the next one to be signed")  # type: ignore[misc]
                signed += 1
            clerk.keys.press(Qt.Key.Key_Escape)
            clerk.windows.closed(dialog)
            return signed

    def _handover(self) -> HandoverView:
        page = self._clerk.go_to("duty", DutyPage)
        view = next(view for view in page.views if isinstance(view, HandoverView))
        self._clerk.keys.shortcut(f"duty.view#{1 + page.views.index(view)}")
        until(view.isVisible, "the handovers")
        return view
