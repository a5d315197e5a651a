"""All questions of an intake window in one form, by what the caller wants; each kind of call has its draft."""

from collections.abc import Callable, Iterator
from enum import StrEnum

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.complaints.values import ComplaintDraft
from app.services.enquiries.values import EnquiryDraft
from app.services.forwarding.values import ForwardedDraft
from app.services.repairs.values import RepairDraft
from app.views.repairs.intake_enquiry import EnquiryPart
from app.views.repairs.intake_forwarded import ForwardedPart
from app.views.repairs.intake_told import ToldPart
from app.views.repairs.intake_what import WhatPart
from app.views.repairs.intake_where import WherePart
from app.views.repairs.intake_who import WhoPart
from app.views.session import Session
from app.views.widgets.form import Form
from app.views.widgets.time_edit import TimeEdit


class CallKind(StrEnum):
    """What the caller wants."""

    REPAIR = "repair"
    ENQUIRY = "enquiry"
    FORWARDED = "forwarded"
    COMPLAINT = "complaint"


KINDS = (
    (CallKind.REPAIR, "报修"),
    (CallKind.ENQUIRY, "咨询"),
    (CallKind.FORWARDED, "上级转办"),
    (CallKind.COMPLAINT, "投诉"),
)
WORDS_TITLES = {
    CallKind.REPAIR: "诉求",
    CallKind.ENQUIRY: "问的话",
    CallKind.FORWARDED: "转办内容",
    CallKind.COMPLAINT: "投诉内容",
}


class IntakeParts(QObject):
    """Who, what, where, and what was told, in the order they are asked; what was typed stays when the kind changes."""

    def __init__(self, session: Session, form: Form, time_field: Callable[..., TimeEdit], parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self.who = WhoPart(session, parent)
        self.where = WherePart(parent)
        self.what = WhatPart(session, parent)
        self.enquiry = EnquiryPart(parent)
        self.forwarded = ForwardedPart(session, parent)
        self.told = ToldPart(time_field, parent)

    def add_all(self) -> Iterator[None]:
        """Each of them into the form, a few rows with each step."""
        form = self._form
        self.who.add_to(form)
        yield
        self.what.add_to(form)
        yield
        self.where.add_to(form)
        self.forwarded.add_to(form)
        self.enquiry.add_topic(form)
        self.what.add_words(form)
        yield
        self.enquiry.add_answer(form)
        self.told.add_to(form)

    def show_kind(self, kind: CallKind) -> None:
        """Ask what belongs to this kind of call."""
        repair = kind is CallKind.REPAIR
        with self._form.laid_out_once():
            self.where.show_rows(repair)
            self.what.show_rows(repair)
            self.told.show_rows(repair, kind is not CallKind.FORWARDED)
            self.enquiry.show_rows(kind is CallKind.ENQUIRY)
            self.forwarded.show_rows(kind is CallKind.FORWARDED)
        self._form.set_title("words", WORDS_TITLES[kind])

    def as_repair(self) -> RepairDraft:
        """The call as a repair."""
        return RepairDraft(
            fault_group=self.what.group(),
            words=self.what.words_edit.text(),
            premises_id=self.who.premises_id,
            place=self.where.place(self.who.place()),
            caller=self.who.caller(),
            fault=self.what.fault_row.value() or "",
            severity=self.what.severity_row.value() or "",
            can_close=self.what.can_close_row.value() or "",
            below_wet=self.what.below_wet_row.value() or "",
            electricity=self.what.electricity_row.value() or "",
            fee_told=self.told.fee_check.isChecked(),
            agreed_at=self.told.agreed_edit.moment(),
            told_at=self.told.told_edit.moment(),
            channel=self.told.channel_row.value() or "电话",
            answers=self.what.answers(),
        )

    def as_enquiry(self) -> EnquiryDraft:
        """The call as an enquiry."""
        return EnquiryDraft(
            words=self.what.words_edit.text() or self.enquiry.topic(),
            topic=self.enquiry.topic(),
            answer=self.enquiry.answer(),
            content=self.enquiry.content(),
            premises_id=self.who.premises_id,
            place=self.who.place(),
            caller=self.who.caller(),
            channel=self.told.channel_row.value() or "电话",
            told_at=self.told.told_edit.moment(),
        )

    def as_forwarded(self) -> ForwardedDraft:
        """The call as a matter the dispatch room sends down."""
        return ForwardedDraft(
            words=self.what.words_edit.text(),
            sender=self.forwarded.sender_edit.text().strip(),
            their_number=self.forwarded.number_edit.text().strip(),
            reply_to=self.forwarded.reply_edit.text().strip(),
            premises_id=self.who.premises_id,
            place=self.who.place(),
            caller=self.who.caller(),
            told_at=self.told.told_edit.moment(),
        )

    def as_complaint(self) -> ComplaintDraft:
        """The call as a complaint."""
        return ComplaintDraft(
            words=self.what.words_edit.text(),
            premises_id=self.who.premises_id,
            place=self.who.place(),
            caller=self.who.caller(),
            channel=self.told.channel_row.value() or "电话",
            told_at=self.told.told_edit.moment(),
        )
