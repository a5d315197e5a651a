"""Everything a desk can do with a complaint, and what complaints and tip-offs share: passing on, answering, voiding."""

from typing import Any
from uuid import UUID

from app.models.complaints import Complaint
from app.models.matters import Matter
from app.models.papers import SheetReturn
from app.models.people import Caller
from app.services.complaints.books import TIP_OFFS
from app.services.complaints.facts import CONTENT, NOT_CONTENT, UNANSWERABLE, Event
from app.services.complaints.steps import complaint_row, open_complaint, record, refuse_the_reported
from app.services.complaints.values import COMPANY, FROM_SHEET, AnswerDraft, ComplaintDraft, PassOnDraft
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing
from app.services.matters.correcting import FactCorrection, correct_step
from app.services.matters.sheets import find_sheet
from app.services.matters.steps import MatterRow, matter_row
from app.services.matters.values import Done, Happening, Taken


def take_complaint(desk: Desk, draft: ComplaintDraft, key: UUID) -> Taken:
    """Write down a complaint; it is owed passing on at once and an answer in working days (11.6)."""
    desk.require(Role.CLERK)
    with writing(desk, "complaint.take", key) as unit:
        if first := unit.earlier(Taken):
            return first
        return unit.result(open_complaint(unit, draft))


def complaint_from_sheet(desk: Desk, sheet_number: str, words: str, key: UUID) -> Taken:
    """转投诉: the words on a returned slip become a complaint that counts from when the repairer took the slip.

    `words` are typed verbatim; empty means those typed in with the slip. Refused when the slip belongs to no matter,
    has not come back, or has become a complaint before.
    """
    desk.require(Role.CLERK)
    with writing(desk, "complaint.from_sheet", key) as unit:
        if first := unit.earlier(Taken):
            return first
        sheet = find_sheet(unit.store, sheet_number.strip().upper())
        back = _return_of(unit.store, sheet.id)
        if sheet.matter_id is None or back is None:
            raise Refused(f"{sheet.number} 还没有收单，不能转投诉。请先录入回单。")
        if number := _complaint_of(unit.store, sheet.id):
            raise Refused(f"{sheet.number} 已转投诉 {number}，不再重复受理。")
        signed_at, returned_at, written = back
        said = clean(words).strip() or written
        if not said:
            raise InvalidInput({"words": "单上没有写话。请按原文录入用户写的内容。"})
        repair = matter_row(unit.store, sheet.matter_id)
        draft = ComplaintDraft(
            words=said,
            premises_id=repair.premises_id,
            channel=FROM_SHEET,
            told_at=signed_at or returned_at,
            sheet_id=sheet.id,
        )
        taken = open_complaint(unit, draft, parent=repair)
        unit.changed("matter", repair.id)
        return unit.result(taken)


def pass_on(desk: Desk, matter_id: int, draft: PassOnDraft, key: UUID) -> Done:
    """转递: to whom, and who took it. A tip-off about the head goes to the company and nowhere else (11b.6)."""
    desk.require(Role.CLERK)
    to = clean(draft.to).strip()
    with writing(desk, "complaint.pass_on", key) as unit:
        if first := unit.earlier(Done):
            return first
        matter = complaint_row(unit.store, matter_id)
        if refuse_the_reported(unit, matter):
            if to not in ("", COMPANY):
                raise Refused(f"反映站长的举报封存转递公司，不能转给{to}。")
            to = COMPANY
        if not to:
            raise InvalidInput({"to": "请写明转给谁。"})
        receiver = clean(draft.received_by).strip()
        code = f"{to}（{receiver}）" if receiver else to
        now = unit.desk.now()
        at = draft.at or now
        shown = {"转给": code[:40]}
        said = draft.note.strip()
        fact = Happening(Event.PASSED_ON, at, draft.told_at or at, code=code[:40], note=said, shown=shown)
        record(unit, matter_id, fact)
        return unit.result(_done(unit, matter_id))


def answer(desk: Desk, matter_id: int, draft: AnswerDraft, key: UUID) -> Done:
    """答复: facts, basis, result, what can be done next, told how and to whom; that closes it (4.4, 11.7).

    `unanswerable` is 无法答复(匿名): Refused where there is somebody to be answered. Nothing closes without words.
    """
    desk.require(Role.CLERK)
    if not draft.note.strip():
        raise InvalidInput({"note": "请写明查明的事实和处理结果。"})
    with writing(desk, "complaint.answer", key) as unit:
        if first := unit.earlier(Done):
            return first
        matter = complaint_row(unit.store, matter_id)
        refuse_the_reported(unit, matter)
        if draft.unanswerable and _has_caller(unit.store, matter):
            raise Refused(f"{matter.number} 留有来电人，不能按匿名办结。请答复本人。")
        now = unit.desk.now()
        at = draft.at or now
        words = _answer_words(draft)
        # What was found about a tip-off stays in its own table, like its words.
        shown = "" if matter.kind == TIP_OFFS.name else words
        fact = Happening(Event.ANSWERED, at, draft.told_at or at, code=_code(draft), note=shown)
        record(unit, matter_id, fact, answer=words)
        return unit.result(_done(unit, matter_id))


def void_complaint(desk: Desk, matter_id: int, reason: str, key: UUID) -> Done:
    """作废: number and reason stay, a tip-off's words too. Refused when it has been answered."""
    desk.require(Role.CLERK)
    if not reason.strip():
        raise InvalidInput({"reason": "作废要写明原因。"})
    with writing(desk, "complaint.void", key) as unit:
        if first := unit.earlier(Done):
            return first
        refuse_the_reported(unit, complaint_row(unit.store, matter_id))
        now = unit.desk.now()
        record(unit, matter_id, Happening(Event.VOIDED, now, now, note=reason.strip()))
        return unit.result(_done(unit, matter_id))


def correct_complaint(desk: Desk, matter_id: int, draft: FactCorrection, key: UUID) -> Done:
    """更正: another time for a recorded fact, or taking it back; an answer taken back opens the matter again."""
    desk.require(Role.CLERK)
    with writing(desk, "complaint.correct", key) as unit:
        if first := unit.earlier(Done):
            return first
        matter = complaint_row(unit.store, matter_id)
        refuse_the_reported(unit, matter)
        correct_step(unit, matter, draft)
        return unit.result(_done(unit, matter_id))


def _answer_words(draft: AnswerDraft) -> str:
    parts = (
        ("", draft.note),
        ("依据：", draft.basis),
        ("可以：", draft.next_steps),
        ("答复方式：", draft.told_how),
        ("答复对象：", draft.told_to),
    )
    return "\n".join(f"{title}{clean(text).strip()}" for title, text in parts if text.strip())


def _code(draft: AnswerDraft) -> str:
    if draft.unanswerable:
        return UNANSWERABLE
    return "" if draft.content is None else CONTENT if draft.content else NOT_CONTENT


def _has_caller(store: Store, matter: MatterRow) -> bool:
    if matter.caller_id is None:
        return False
    query = Caller.select(Caller.name, Caller.phone).where(Caller.id == matter.caller_id)
    return any(value for row in store.tuples(query) for value in row)


def _return_of(store: Store, sheet_id: int) -> Any:
    query = SheetReturn.select(SheetReturn.signed_at, SheetReturn.returned_at, SheetReturn.words)
    found = store.tuples(query.where(SheetReturn.sheet == sheet_id).order_by(SheetReturn.id.desc()).limit(1))
    return found[0] if found else None


def _complaint_of(store: Store, sheet_id: int) -> str:
    query = Matter.select(Matter.number).join(Complaint, on=(Complaint.matter == Matter.id))
    found: str | None = store.scalar(query.where(Complaint.sheet == sheet_id, Complaint.voided_at.is_null()).limit(1))
    return found or ""


def _done(unit: Unit, matter_id: int) -> Done:
    matter = complaint_row(unit.store, matter_id)
    return Done(matter.id, matter.number, matter.version)
