"""Everything a desk can do with an enquiry."""

from uuid import UUID

from app.models.enquiries import Enquiry
from app.models.matters import Matter
from app.services.enquiries.facts import Event, fold
from app.services.enquiries.steps import KIND, answer_enquiry, content_code, open_enquiry
from app.services.enquiries.values import AnswerDraft, EnquiryCard, EnquiryDraft
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.unit import Unit, writing
from app.services.matters.answering import store_recorded
from app.services.matters.events import effective_events
from app.services.matters.steps import MatterRow, matter_row, record_event
from app.services.matters.values import Done, Happening, Taken


def take_enquiry(desk: Desk, draft: EnquiryDraft, key: UUID) -> Taken:
    """Write down a question; with an answer it is answered and archived in the same save."""
    desk.require(Role.CLERK)
    with writing(desk, "enquiry.take", key) as unit:
        if first := unit.earlier(Taken):
            return first
        taken = open_enquiry(unit, draft)
        if draft.answer.strip():
            at = draft.answered_at or unit.desk.now()
            _answer(unit, matter_row(unit.store, taken.matter_id), AnswerDraft(at, at, draft.answer, draft.content))
        return unit.result(taken)


def answer(desk: Desk, matter_id: int, draft: AnswerDraft, key: UUID) -> Done:
    """Answer an open enquiry; that closes it. Refused without words, or when it was answered before."""
    desk.require(Role.CLERK)
    if not draft.note.strip():
        raise InvalidInput({"note": "请写明答复内容。"})
    with writing(desk, "enquiry.answer", key) as unit:
        if first := unit.earlier(Done):
            return first
        _answer(unit, _enquiry(unit, matter_id), draft)
        return unit.result(_done(unit, matter_id))


def void_enquiry(desk: Desk, matter_id: int, reason: str, key: UUID) -> Done:
    """作废: number and reason stay. Refused when it has been answered."""
    desk.require(Role.CLERK)
    if not reason.strip():
        raise InvalidInput({"reason": "作废要写明原因。"})
    with writing(desk, "enquiry.void", key) as unit:
        if first := unit.earlier(Done):
            return first
        matter = _enquiry(unit, matter_id)
        if fold(effective_events(unit.store, matter_id)).closed_at is not None:
            raise Refused("这条咨询已答复或已作废，不能再作废。")
        now = unit.desk.now()
        fact = Happening(Event.VOIDED, now, now, note=reason.strip())
        record_event(unit, matter_id, matter.told_at, fact)
        facts = fold(effective_events(unit.store, matter_id))
        store_recorded(unit, matter, fact, facts, answer=Event.ANSWERED)
        return unit.result(_done(unit, matter_id))


def enquiry_card(desk: Desk, matter_id: int) -> EnquiryCard:
    """The enquiry as a page shows it; NotFound when there is none."""
    query = (
        Matter.select(
            Matter.id.alias("matter_id"),
            Matter.number,
            Matter.phase,
            Matter.told_at,
            Matter.words,
            Enquiry.topic,
            Enquiry.answer,
            Enquiry.answered_at,
            Enquiry.content,
            Matter.version,
        )
        .join(Enquiry, on=(Enquiry.matter == Matter.id))
        .where(Matter.id == matter_id)
    )
    found = desk.store.first(query, EnquiryCard)
    if found is None:
        raise NotFound("这条咨询不存在。请核对编号。")
    return found


def _answer(unit: Unit, matter: MatterRow, draft: AnswerDraft) -> None:
    now = unit.desk.now()
    code = content_code(draft.content)
    fact = Happening(Event.ANSWERED, draft.at or now, draft.told_at or now, code=code, note=draft.note.strip())
    answer_enquiry(unit, matter, fact, draft.content)


def _enquiry(unit: Unit, matter_id: int) -> MatterRow:
    matter = matter_row(unit.store, matter_id)
    if matter.kind != KIND:
        raise Refused(f"{matter.number} 不是咨询。")
    return matter


def _done(unit: Unit, matter_id: int) -> Done:
    matter = matter_row(unit.store, matter_id)
    return Done(matter.id, matter.number, matter.version)
