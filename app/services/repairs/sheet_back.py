"""回单录入: the signed sheet is in the clerk's hand; what stands on it is typed in the order of the paper."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from app.models.repairs import Repair, Visit
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.unit import Unit, writing
from app.services.matters import sheets
from app.services.matters.moments import refuse_future
from app.services.matters.steps import record_correction
from app.services.matters.values import Happening
from app.services.repairs.charges import add_charges, amount_charged
from app.services.repairs.facts import Event, RepairFacts
from app.services.repairs.materials import keep_materials
from app.services.repairs.return_checks import problems
from app.services.repairs.room_limit import is_below
from app.services.repairs.sheet_values import VOLUNTARY, ChargeDraft
from app.services.repairs.steps import Life, archive_when_answered, change_findings, read_life, record, settle
from app.services.repairs.values import FaultGroup, FindingsDraft, SheetBack, SheetReturnDraft
from app.services.repairs.work_values import Temperatures

AS_ON_PAPER = "据回执单"
_COLD = (FaultGroup.COLD, FaultGroup.TEMPERATURE)


def return_sheet(desk: Desk, draft: SheetReturnDraft, key: UUID) -> SheetBack:
    """收单: keep what the signed sheet says, beside what was phoned in.

    An arrival or a finish nobody phoned in is taken from the paper; cause, remedy, responsibility and materials on it
    replace what was phoned in, the old ones stay readable. Refused when the sheet came back before, was voided or does
    not come back at all, and where its charge is not allowed; InvalidInput names what the paper leaves open, such as
    the reason for times too far apart, reason and witness of a refused signature, relation and reason of 代签.
    """
    desk.require(Role.CLERK)
    with writing(desk, "sheet.return", key) as unit:
        if first := unit.earlier(SheetBack):
            return first
        sheet = sheets.find_sheet(unit.store, draft.number)
        life, returned_at = _checked(unit, sheet, draft)
        visit_no = sheet.visit_no or 1
        happened = [*_from_paper(draft, life.facts, visit_no, returned_at)]
        happened.append(
            Happening(
                Event.SHEET_RETURNED,
                returned_at,
                returned_at,
                visit_no=visit_no,
                code=draft.view,
                note=draft.words,
                shown=_shown(draft),
            )
        )
        life = record(unit, life, *happened)
        life = _take_findings(unit, life, draft, visit_no, AS_ON_PAPER)
        if draft.charges:
            _charge(unit, life, draft, visit_no)
        sheets.record_return(unit, sheet, _as_kept(unit, life, draft, returned_at))
        matter = archive_when_answered(unit, life, unit.desk.now()).matter
        return unit.result(_back(unit, life, draft, sheet, matter.version))


def correct_return(desk: Desk, draft: SheetReturnDraft, reason: str, key: UUID) -> SheetBack:
    """更正收单: the sheet was typed wrongly; the new typing stands beside the old one, with the reason.

    Charges are left alone, `charges.correct_charge` corrects them. Refused for a sheet that has not come back.
    """
    desk.require(Role.CLERK)
    if not reason.strip():
        raise InvalidInput({"reason": "更正要写明原因。"})
    with writing(desk, "sheet.correct_return", key) as unit:
        if first := unit.earlier(SheetBack):
            return first
        sheet = sheets.find_sheet(unit.store, draft.number)
        if sheet.state != sheets.RETURNED:
            raise Refused(f"{sheet.number} 还没有收单，请直接收单。")
        life, _ = _checked(unit, sheet, draft)
        visit_no = sheet.visit_no or 1
        known = [event for event in life.events if event.kind == Event.SHEET_RETURNED and event.visit_no == visit_no]
        if known:
            record_correction(unit, life.matter, known[-1].id, reason, {"code": draft.view})
            settle(unit, life.matter.id)
            life = read_life(unit.store, life.matter.id)
        life = _take_findings(unit, life, draft, visit_no, f"更正收单：{reason.strip()}")
        returned_at = draft.returned_at or (known[-1].happened_at if known else unit.desk.now())
        sheets.keep_return(unit, sheet, _as_kept(unit, life, draft, returned_at))
        return unit.result(_back(unit, life, draft, sheet, life.matter.version))


def as_typed(desk: Desk, sheet_id: int) -> sheets.ReturnedSheet:
    """What the sheet was taken in with, as typed last; NotFound when it has not come back."""
    return sheets.last_return(desk.store, sheet_id)


def _checked(unit: Unit, sheet: sheets.SheetRow, draft: SheetReturnDraft) -> tuple[Life, datetime]:
    """The repair of the sheet and when the sheet came back; raises when the paper cannot be taken in like this."""
    if not sheet.comes_back:
        raise Refused(f"{sheet.number} 是{sheet.word}，不收单。")
    if sheet.matter_id is None:
        raise Refused(f"{sheet.number} 是空白单，还没有挂到工单。请先挂单。")
    life = read_life(unit.store, sheet.matter_id)
    returned_at = draft.returned_at or unit.desk.now()
    refuse_future(returned_at, unit.desk.now(), "收单时间")
    found = dict(problems(draft, life.facts, sheet.visit_no or 1, returned_at))
    if found:
        raise InvalidInput(found)
    return life, returned_at


def _take_findings(unit: Unit, life: Life, draft: SheetReturnDraft, visit_no: int, reason: str) -> Life:
    if life.facts.finished_at is not None:
        life = change_findings(unit, life, FindingsDraft(draft.cause, draft.done, draft.responsibility, reason))
    if draft.materials:
        keep_materials(unit, life.matter.id, visit_no, draft.materials, reason)
    found = {"user_words": draft.words.strip(), "left_over": draft.left_over.strip()[:200]}
    said = {name: text for name, text in found.items() if text}
    if said:
        unit.update(Repair, life.repair_id, None, **said)
    _keep_temperatures(unit, life.matter.id, visit_no, draft.temperatures)
    return life


def _keep_temperatures(unit: Unit, matter_id: int, visit_no: int, read: Temperatures) -> None:
    """A visit nobody phoned a reading in for has that of the paper; phoned ones stay, the paper's are on the return."""
    given = {name: getattr(read, name) for name in Temperatures.__slots__ if getattr(read, name) is not None}
    if not given:
        return
    columns = [getattr(Visit, name) for name in given]
    query = Visit.select(Visit.id, *columns).where(Visit.matter == matter_id, Visit.ordinal == visit_no)
    for visit_id, *phoned in unit.store.tuples(query):
        missing = {name: value for (name, value), old in zip(given.items(), phoned, strict=True) if old is None}
        if missing:
            unit.update(Visit, visit_id, None, **missing)


def _charge(unit: Unit, life: Life, draft: SheetReturnDraft, visit_no: int) -> None:
    at = draft.finished_written_at or life.facts.finished_at
    money = ChargeDraft(draft.charges, draft.charge_kind == VOLUNTARY, draft.receipt_no, visit_no, at)
    before = amount_charged(unit.store, life.matter.id)
    add_charges(unit, life, money, draft.responsibility or None)
    lines = amount_charged(unit.store, life.matter.id) - before
    if draft.amount_fen and draft.amount_fen != lines:
        written, summed = f"{draft.amount_fen / 100:.2f}", f"{lines / 100:.2f}"
        raise InvalidInput({"amount_fen": f"单上金额 {written} 元，按收费标准合计 {summed} 元。请核对项目和数量。"})


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


def _shown(draft: SheetReturnDraft) -> dict[str, str]:
    """What of the paper is worth reading in the history."""
    words = {"refused": "拒签", "absent": "未签"}
    shown = {
        "签字": words.get(draft.signed, draft.signed_how),
        "代签原因": draft.signed_for_reason.strip(),
        "时间不同": draft.difference_reason.strip(),
    }
    return {name: text for name, text in shown.items() if text}


def _as_kept(unit: Unit, life: Life, draft: SheetReturnDraft, returned_at: datetime) -> sheets.ReturnedSheet:
    own = set(sheets.ReturnedSheet.__slots__) & set(SheetReturnDraft.__slots__)
    values = {name: getattr(draft, name) for name in own}
    values |= {name: getattr(draft.temperatures, name) for name in Temperatures.__slots__}
    if draft.signed == "signed":
        # 转投诉 counts from when the repairer took the sheet: with the work done, unless the paper says otherwise.
        values["signed_at"] = draft.signed_at or draft.finished_written_at or life.facts.finished_at or returned_at
    if draft.charges and not draft.amount_fen:
        values["amount_fen"] = amount_charged(unit.store, life.matter.id)
    values["returned_at"] = returned_at
    return sheets.ReturnedSheet(**values)


def _back(unit: Unit, life: Life, draft: SheetReturnDraft, sheet: sheets.SheetRow, version: int) -> SheetBack:
    unhappy = draft.view == "不满意" or bool(draft.words.strip())
    group = unit.store.scalar(Repair.select(Repair.fault_group).where(Repair.id == life.repair_id))
    measured_at = draft.finished_written_at or life.facts.finished_at or unit.desk.now()
    cold = group in _COLD and is_below(draft.temperatures.room_after_c, measured_at)
    return SheetBack(life.matter.id, life.matter.number, version, sheet.id, int(unhappy), int(cold))
