"""A line of the 来电登记表 is typed in: with its true time it becomes a repair, joins an incident, urges, is answered.

The line and what comes of it are one act, so nothing is taken twice and nothing is half there.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from app.services.duty.call_register import FORM, KeptLine, Outcome, keep_line, line_to_type
from app.services.enquiries.facts import Event as EnquiryEvent
from app.services.enquiries.steps import answer_enquiry, open_enquiry
from app.services.enquiries.values import EnquiryDraft
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing
from app.services.matters.moments import refuse_future, spoken, whole_minute
from app.services.matters.sheets import SheetRow, sheet_row
from app.services.matters.steps import keep_caller, matter_row
from app.services.matters.values import CallerDraft, Happening, PlaceDraft
from app.services.outages.joining import join_matter
from app.services.outages.values import JoinDraft
from app.services.repairs.facts import Event
from app.services.repairs.opening import open_repair
from app.services.repairs.quick_line import guess_fault, guess_group, guess_severity
from app.services.repairs.steps import read_life, record
from app.services.repairs.values import RepairDraft

# These need to know when the telephone rang.
_CALLS = frozenset({Outcome.TAKEN, Outcome.JOINED, Outcome.URGED, Outcome.ANSWERED})


@dataclass(frozen=True, slots=True)
class LineDraft:
    """What stands on one line, and what it is.

    `told_at` is when the telephone rang; every outcome but an empty or unreadable line needs it. `outage_id` and
    `matter_id` (of the incident, of the open repair) are asked of a line that joins or urges; `agreed_at` is an
    appointment made in the call. `taken_by_id` None: whoever types it in.
    """

    sheet_id: int
    line_no: int
    outcome: Outcome
    told_at: datetime | None = None
    caller: CallerDraft = field(default_factory=CallerDraft)
    premises_id: int | None = None
    place: str = ""
    words: str = ""
    told_what: str = ""
    taken_by_id: int | None = None
    agreed_at: datetime | None = None
    outage_id: int | None = None
    matter_id: int | None = None
    cut_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LineTyped:
    """What a line became; `left` lines of the paper are still to be typed in."""

    line_no: int
    outcome: str
    matter_id: int | None
    number: str
    left: int


def type_line(desk: Desk, draft: LineDraft, key: UUID) -> LineTyped:
    """Type in one line of a register.

    Refused for a line something came of before, a time in the future or before the paper was made, and by the rules
    of what it becomes. InvalidInput where the outcome asks for more. An empty or unreadable line may be typed again.
    """
    desk.require(Role.CLERK)
    if problems := _problems(draft):
        raise InvalidInput(problems)
    with writing(desk, "call_line.type", key) as unit:
        if first := unit.earlier(LineTyped):
            return first
        line_to_type(unit, draft.sheet_id, draft.line_no)
        sheet = sheet_row(unit.store, draft.sheet_id)
        _refuse_impossible(unit, sheet, draft)
        matter_id, caller_id = _become(unit, draft)
        matter = matter_row(unit.store, matter_id) if matter_id is not None else None
        kept = keep_line(
            unit,
            KeptLine(
                sheet_id=draft.sheet_id,
                line_no=draft.line_no,
                outcome=draft.outcome,
                told_at=draft.told_at,
                caller_id=caller_id,
                place=draft.place if matter is None else draft.place or matter.place_text,
                words=draft.words,
                told_what=draft.told_what,
                taken_by_id=draft.taken_by_id or desk.actor.staff_id,
                matter_id=matter_id,
                cut_id=draft.cut_id,
                reason=draft.reason,
            ),
        )
        number = matter.number if matter is not None else ""
        return unit.result(LineTyped(draft.line_no, draft.outcome.value, matter_id, number, kept.left))


def _become(unit: Unit, draft: LineDraft) -> tuple[int | None, int | None]:
    """The matter the line led to, and who rang up."""
    match draft.outcome:
        case Outcome.TAKEN:
            matter_id = _take(unit, draft)
        case Outcome.JOINED:
            assert draft.outage_id is not None
            matter_id = _take(unit, replace(draft, agreed_at=None))
            join_matter(unit, draft.outage_id, matter_id, JoinDraft(words=draft.told_what, at=draft.told_at))
        case Outcome.URGED:
            assert draft.matter_id is not None
            _urge(unit, draft, draft.matter_id)
            return draft.matter_id, keep_caller(unit, draft.caller)
        case Outcome.ANSWERED:
            matter_id = _answer(unit, draft)
        case _:
            return None, keep_caller(unit, draft.caller)
    return matter_id, matter_row(unit.store, matter_id).caller_id


def _take(unit: Unit, draft: LineDraft) -> int:
    group = guess_group(draft.words)
    taken = open_repair(
        unit,
        RepairDraft(
            fault_group=group,
            fault=guess_fault(draft.words, group),
            severity=guess_severity(draft.words, group),
            words=draft.words,
            premises_id=draft.premises_id,
            place=_place(draft),
            caller=draft.caller,
            told_at=draft.told_at,
            agreed_at=draft.agreed_at,
        ),
    )
    return taken.matter_id


def _urge(unit: Unit, draft: LineDraft, matter_id: int) -> None:
    at = draft.told_at or unit.at
    said = clean("；".join(filter(None, (draft.words.strip(), draft.told_what.strip()))))
    record(unit, read_life(unit.store, matter_id), Happening(Event.URGED, at, at, note=said))


def _answer(unit: Unit, draft: LineDraft) -> int:
    at = draft.told_at or unit.at
    asked = EnquiryDraft(
        words=draft.words, premises_id=draft.premises_id, place=_place(draft), caller=draft.caller, told_at=at
    )
    taken = open_enquiry(unit, asked)
    said = Happening(EnquiryEvent.ANSWERED, at, at, note=clean(draft.told_what).strip())
    answer_enquiry(unit, matter_row(unit.store, taken.matter_id), said, None)
    return taken.matter_id


def _place(draft: LineDraft) -> PlaceDraft | None:
    return PlaceDraft(draft.place) if draft.premises_id is None and draft.place.strip() else None


def _problems(draft: LineDraft) -> dict[str, str]:
    found: dict[str, str] = {}
    if draft.outcome in _CALLS and draft.told_at is None:
        found["told_at"] = "请填来电时间，照登记表上写的。"
    if draft.outcome is Outcome.JOINED and draft.outage_id is None:
        found["outage"] = "请选并入哪一件停热事件；没有的请先登记。"
    if draft.outcome is Outcome.URGED and draft.matter_id is None:
        found["matter"] = "请选催办的是哪张工单；没有未办的工单请按报修录入。"
    if draft.outcome is Outcome.ANSWERED and not draft.told_what.strip():
        found["told_what"] = "请照登记表填写答复内容。"
    if draft.outcome is Outcome.UNREADABLE and not draft.reason.strip():
        found["reason"] = "请写明看清了什么、怎么处理的。"
    wanted = draft.outcome in (Outcome.TAKEN, Outcome.JOINED)
    given = (draft.words, draft.place, draft.caller.phone, draft.caller.name)
    if wanted and draft.premises_id is None and not any(text.strip() for text in given):
        found["words"] = "这一行什么都没填。没写字的行请选“空行”，认不出的选“看不清”。"
    return found


def _refuse_impossible(unit: Unit, sheet: SheetRow, draft: LineDraft) -> None:
    if sheet.form != FORM or draft.told_at is None:
        return
    refuse_future(draft.told_at, unit.at, "来电时间")
    if draft.told_at < whole_minute(sheet.made_at):
        raise Refused(f"来电时间 {spoken(draft.told_at)} 早于登记表编号 {spoken(sheet.made_at)}。请核对日期和时间。")
    if draft.agreed_at is not None and draft.agreed_at < draft.told_at:
        raise InvalidInput({"agreed_at": "约定的时间早于来电时间。请核对两个时间。"})
