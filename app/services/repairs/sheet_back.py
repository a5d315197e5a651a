"""回单录入: the signed sheet is in the clerk's hand; what stands on it is typed in the order of the paper."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.models.repairs import VIEWS, Repair
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.unit import Unit, writing
from app.services.matters import sheets
from app.services.matters.moments import refuse_future, spoken
from app.services.matters.values import Done, Happening
from app.services.paper.payload import Payload, Verdict, judge, parse_payload
from app.services.repairs.facts import Event, RepairFacts
from app.services.repairs.steps import Life, archive_when_answered, change_findings, done, read_life, record
from app.services.repairs.values import FindingsDraft, SheetBack, SheetReturnDraft

# Written and phoned times further apart than this are explained.
APART = timedelta(minutes=10)
AS_ON_PAPER = "据回执单"
_COPY_WORDS = {1: "第一联（存根）", 2: "第二联（用户）", 3: "第三联（财务）", 4: "第四联（公司）"}


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """A scanned or typed code led to this sheet; `warning` is for the clerk, empty when all is well."""

    sheet_id: int
    number: str
    matter_id: int | None
    visit_no: int | None
    state: str
    copy: str
    warning: str


@dataclass(frozen=True, slots=True)
class Blanks:
    """Pre-numbered blanks handed to a repairer: from and to."""

    first: str
    last: str
    count: int


def find_by_code(desk: Desk, text: str) -> FoundSheet:
    """The sheet a scanner gun typed, or a number typed by hand.

    NotFound when there is no number in the text or no such sheet; Refused for another station's slip (外站单据)
    and when number and check code do not belong together (核对不符).
    """
    payload = parse_payload(text)
    if payload is None:
        raise NotFound("扫到的内容里没有单据编号。请再扫一次，或手工输入编号。")
    station = payload.number.split("-")[1]
    if station != desk.station.code.upper():
        raise Refused(f"{payload.number} 是外站单据（站码 {station}），本站站码是 {desk.station.code}。请退回原站。")
    verdict = judge(payload, sheets.check_keys(desk.store), sheets.STATION_COPY)
    if verdict is Verdict.MISMATCH:
        raise Refused(f"{payload.number} 核对不符：编号和校验码对不上。请再扫一次，或核对原件后手工输入编号。")
    sheet = sheets.find_sheet(desk.store, payload.number)
    return FoundSheet(
        sheet.id,
        sheet.number,
        sheet.matter_id,
        sheet.visit_no,
        sheet.state,
        str(payload.copy or ""),
        "；".join(_warnings(payload, verdict, sheet)),
    )


def return_sheet(desk: Desk, draft: SheetReturnDraft, key: UUID) -> SheetBack:
    """收单: keep what the signed sheet says, beside what was phoned in.

    An arrival or a finish nobody phoned in is taken from the paper; cause, remedy and responsibility on it
    replace what was phoned in. Refused when the sheet came back before
    or was voided; InvalidInput when times differ by more than ten minutes without a reason, or when a
    refused signature has no reason or witness.
    """
    desk.require(Role.CLERK)
    with writing(desk, "sheet.return", key) as unit:
        if first := unit.earlier(SheetBack):
            return first
        sheet = sheets.find_sheet(unit.store, draft.number)
        if sheet.matter_id is None:
            raise Refused(f"{sheet.number} 是空白单，还没有挂到工单。请先挂单。")
        life = read_life(unit.store, sheet.matter_id)
        visit_no = sheet.visit_no or 1
        returned_at = draft.returned_at or unit.desk.now()
        refuse_future(returned_at, unit.desk.now(), "收单时间")
        problems = dict(_problems(draft, life.facts, visit_no))
        if problems:
            raise InvalidInput(problems)
        sheets.record_return(unit, sheet, _as_kept(draft, returned_at))
        happened = [*_from_paper(draft, life.facts, visit_no, returned_at)]
        happened.append(
            Happening(
                Event.SHEET_RETURNED, returned_at, returned_at, visit_no=visit_no, code=draft.view, note=draft.words
            )
        )
        life = record(unit, life, *happened)
        if life.facts.finished_at is not None:
            found = FindingsDraft(draft.cause, draft.done, draft.responsibility, AS_ON_PAPER)
            life = change_findings(unit, life, found)
        if draft.words:
            unit.update(Repair, life.repair_id, None, user_words=draft.words)
        matter = archive_when_answered(unit, life, unit.desk.now()).matter
        unhappy = draft.view == "不满意" or bool(draft.words.strip())
        return unit.result(SheetBack(matter.id, matter.number, matter.version, sheet.id, int(unhappy)))


def void_sheet(desk: Desk, sheet_id: int, reason: str, key: UUID) -> Done:
    """A sheet that will not come back: its number stays with the reason, and never blocks the callback."""
    desk.require(Role.CLERK)
    with writing(desk, "sheet.void", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = _void(unit, sheets.sheet_row(unit.store, sheet_id), reason)
        return unit.result(done(archive_when_answered(unit, life, unit.desk.now())))


def replace_sheet(desk: Desk, sheet_id: int, reason: str, key: UUID) -> sheets.Issued:
    """遗失补办: the old number is voided with the reason, a new one issued for the same visit."""
    desk.require(Role.CLERK)
    with writing(desk, "sheet.replace", key) as unit:
        if first := unit.earlier(sheets.Issued):
            return first
        old = sheets.sheet_row(unit.store, sheet_id)
        life = _void(unit, old, reason)
        issued = sheets.issue_sheet(unit, life.matter.id, old.visit_no, old.repairer_id)
        _note_issue(unit, life, issued, old.visit_no, old.repairer_id)
        return unit.result(issued)


def attach_sheet(desk: Desk, matter_id: int, number: str, visit_no: int, key: UUID) -> sheets.Issued:
    """A numbered blank filled by hand belongs to this visit; the printer was down or the power was off."""
    desk.require(Role.CLERK)
    with writing(desk, "sheet.attach", key) as unit:
        if first := unit.earlier(sheets.Issued):
            return first
        life = read_life(unit.store, matter_id)
        visit = life.facts.visit(visit_no)
        repairer_id = visit.repairer_id if visit else life.facts.repairer_id
        issued = sheets.attach_blank(unit, number, matter_id, visit_no, repairer_id)
        _note_issue(unit, life, issued, visit_no, repairer_id)
        return unit.result(issued)


def issue_blanks(desk: Desk, repairer_id: int, count: int, key: UUID) -> Blanks:
    """单据领用: pre-numbered blanks for a repairer's pocket."""
    desk.require(Role.CLERK)
    if not 1 <= count <= 50:
        raise InvalidInput({"count": "一次领用 1 到 50 张。"})
    with writing(desk, "sheet.blanks", key) as unit:
        if first := unit.earlier(Blanks):
            return first
        issued = [sheets.issue_sheet(unit, None, None, repairer_id) for _ in range(count)]
        return unit.result(Blanks(issued[0].number, issued[-1].number, count))


def void_blank(desk: Desk, number: str, reason: str, key: UUID) -> sheets.Issued:
    """A blank that was spoiled or never used: the number stays with the reason. Refused for a used one."""
    desk.require(Role.CLERK)
    with writing(desk, "sheet.void_blank", key) as unit:
        if first := unit.earlier(sheets.Issued):
            return first
        sheet = sheets.find_sheet(unit.store, number)
        if sheet.matter_id is not None:
            raise Refused(f"{sheet.number} 已用于工单，请在工单里作废。")
        sheets.void_sheet(unit, sheet, reason)
        return unit.result(sheets.Issued(sheet.id, sheet.number))


def _warnings(payload: Payload, verdict: Verdict, sheet: sheets.SheetRow) -> Iterator[str]:
    if verdict is Verdict.WRONG_COPY and payload.copy is not None:
        word = _COPY_WORDS.get(payload.copy, f"第 {payload.copy} 联")
        yield f"扫到的是{word}，应收{_COPY_WORDS[1]}。"
    if verdict is Verdict.UNVERIFIABLE and payload.code:
        yield "无法核验：这张单的校验码不是本站现有的密钥做的。请核对原件。"
    if sheet.state == sheets.VOID:
        yield f"{sheet.number} 已作废：{sheet.void_reason}。"
    if sheet.state == sheets.RETURNED:
        yield f"{sheet.number} 已收单。"
    if sheet.matter_id is None:
        yield f"{sheet.number} 是空白单，请先挂到工单。"


def _problems(draft: SheetReturnDraft, facts: RepairFacts, visit_no: int) -> Iterator[tuple[str, str]]:
    if draft.signed not in ("signed", "refused", "absent"):
        yield "signed", "请选择：已签字、拒签或未签。"
    if draft.view not in VIEWS:
        yield "view", "请选择：满意、基本满意或不满意。"
    if draft.signed == "refused" and not draft.refused_reason.strip():
        yield "refused_reason", "拒签要写明原因。"
    if draft.signed == "refused" and not draft.witness.strip():
        yield "witness", "拒签要有见证人。"
    arrived, finished = draft.arrived_written_at, draft.finished_written_at
    if arrived is not None and finished is not None and finished < arrived:
        yield "finished_written_at", f"单上完工 {spoken(finished)} 早于到场 {spoken(arrived)}。请核对。"
    if not draft.difference_reason.strip():
        apart = "".join(_apart(draft, facts, visit_no))
        if apart:
            yield "difference_reason", f"{apart}请写明原因。"


def _apart(draft: SheetReturnDraft, facts: RepairFacts, visit_no: int) -> Iterator[str]:
    visit = facts.visit(visit_no)
    phoned = visit.arrived_at if visit else None
    ended = facts.finished_at if visit is not None and visit.result == "fixed" else None
    pairs: Iterable[tuple[str, datetime | None, datetime | None]] = (
        ("到场", draft.arrived_written_at, phoned),
        ("完工", draft.finished_written_at, ended),
    )
    for word, written, said in pairs:
        if written is not None and said is not None and abs(written - said) > APART:
            minutes = abs(written - said) // timedelta(minutes=1)
            yield f"{word}：单上 {spoken(written)}，电话 {spoken(said)}，相差 {minutes} 分。"


def _from_paper(
    draft: SheetReturnDraft, facts: RepairFacts, visit_no: int, returned_at: datetime
) -> Iterator[Happening]:
    visit = facts.visit(visit_no)
    staff_id = visit.repairer_id if visit else None
    arrived = visit is not None and visit.arrived_at is not None
    if draft.arrived_written_at is not None and not arrived and facts.voided_at is None:
        yield Happening(Event.ARRIVED, draft.arrived_written_at, returned_at, staff_id, visit_no, note=AS_ON_PAPER)
        arrived = True
    if draft.finished_written_at is not None and arrived and facts.finished_at is None and facts.voided_at is None:
        yield Happening(Event.FINISHED, draft.finished_written_at, returned_at, staff_id, visit_no, note=AS_ON_PAPER)


def _as_kept(draft: SheetReturnDraft, returned_at: datetime) -> sheets.ReturnedSheet:
    values = {name: getattr(draft, name) for name in sheets.ReturnedSheet.__slots__ if name != "returned_at"}
    return sheets.ReturnedSheet(returned_at=returned_at, **values)


def _void(unit: Unit, sheet: sheets.SheetRow, reason: str) -> Life:
    if sheet.matter_id is None:
        raise Refused(f"{sheet.number} 是空白单，请在单据领用里作废。")
    sheets.void_sheet(unit, sheet, reason)
    life = read_life(unit.store, sheet.matter_id)
    now = unit.desk.now()
    fact = Happening(Event.SHEET_VOIDED, now, now, visit_no=sheet.visit_no, code=sheet.number, note=reason.strip())
    return record(unit, life, fact)


def _note_issue(unit: Unit, life: Life, issued: sheets.Issued, visit_no: int | None, staff_id: int | None) -> None:
    now = unit.desk.now()
    record(unit, life, Happening(Event.SHEET_ISSUED, now, now, staff_id, visit_no, issued.number))
