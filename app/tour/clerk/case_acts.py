"""Questions, what is forwarded from above, complaints and tip-offs: taken and worked on by keys."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt

from app.services.complaints.words import complaint_words
from app.tour.clerk.clerk import Clerk
from app.tour.keyboard import focused, until
from app.views.complaints.act_dialogs import AnswerDialog, PassOnDialog
from app.views.complaints.intake_dialogs import TipOffDialog
from app.views.complaints.page import ComplaintsPage
from app.views.forwarding.forwarded_dialogs import ContactDialog, ReplyDialog
from app.views.forwarding.page import ForwardingPage
from app.views.matters.case_list import CaseList

CONTROL = Qt.KeyboardModifier.ControlModifier


class CaseActs:
    """Each finds its matter in the list of its page, by the arrow keys."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk

    def take_tip_off(self, **said: object) -> Any:
        """`said`: words, anonymous, about_head, caller, phone, channel."""
        clerk = self._clerk
        with clerk.at_work():
            clerk.go_to("complaints", ComplaintsPage)
            dialog = clerk.open("complaints.tip_off", TipOffDialog)
            clerk.typing.fill(dialog.form, **said)
            return clerk.save(dialog)

    def pass_on(self, matter_id: int, to: str, received_by: str, at: datetime) -> None:
        """转递: to one of those on the list, or to whom is typed."""
        clerk = self._clerk
        with clerk.at_work():
            self._stand_on_complaint(matter_id)
            dialog = clerk.open("complaints.pass", PassOnDialog)
            known = dialog.to_row.place_of(to) is not None
            said = {"to": to} if known else {"other": to}
            clerk.typing.fill(dialog.form, **said, received_by=received_by, at=at)
            clerk.save(dialog)

    def answer(self, matter_id: int, words: str, content: bool | None, at: datetime) -> None:
        clerk = self._clerk
        with clerk.at_work():
            self._stand_on_complaint(matter_id)
            dialog = clerk.open("complaints.answer", AnswerDialog)
            how = complaint_words()["told_how"][0]
            clerk.typing.fill(dialog.form, note=words, told_how=how, content=content, at=at)
            clerk.save(dialog)

    def contact(self, matter_id: int, words: str, at: datetime) -> None:
        with self._clerk.at_work():
            self._stand_on_forwarded(matter_id)
            dialog = self._clerk.open("forwarding.contact", ContactDialog)
            self._clerk.typing.fill(dialog.form, note=words, at=at)
            self._clerk.save(dialog)

    def reply(self, matter_id: int, words: str, received_by: str, at: datetime, *, final: bool) -> None:
        with self._clerk.at_work():
            self._stand_on_forwarded(matter_id)
            dialog = self._clerk.open("forwarding.result" if final else "forwarding.progress", ReplyDialog)
            self._clerk.typing.fill(dialog.form, note=words, received_by=received_by, at=at)
            self._clerk.save(dialog)

    def _stand_on_complaint(self, matter_id: int) -> None:
        self._stand_on(self._clerk.go_to("complaints", ComplaintsPage).cases, matter_id)

    def _stand_on_forwarded(self, matter_id: int) -> None:
        self._stand_on(self._clerk.go_to("forwarding", ForwardingPage).forwarded.cases, matter_id)

    def _stand_on(self, cases: CaseList[Any, Any], matter_id: int) -> None:
        table = cases.table
        until(lambda: cases.model.index_of(matter_id).isValid() and table is focused(), "the list")
        self._clerk.keys.press(Qt.Key.Key_Home, CONTROL)
        for _ in range(cases.model.rowCount()):
            if table.current_id() == matter_id:
                break
            self._clerk.keys.press(Qt.Key.Key_Down)
        until(lambda: cases.card is not None and cases.card.head.matter_id == matter_id, "the case in hand")
