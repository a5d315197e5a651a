"""Who goes: a dispatch gives the visit its sheet in the same save."""

from dataclasses import replace
from uuid import UUID

from app.models.repairs import Repair
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput
from app.services.kernel.unit import Unit, writing
from app.services.matters import sheets
from app.services.repairs.facts import Event
from app.services.repairs.steps import Life, happening, read_life, record, require_repairer
from app.services.repairs.values import DispatchDraft, Dispatched, FaultGroup
from app.services.repairs.visit_numbers import visit_to_dispatch
from app.services.staff.approvals import CERTIFICATE, record_approval
from app.services.staff.validity import expired, expired_words


def dispatch(desk: Desk, matter_id: int, draft: DispatchDraft, key: UUID) -> Dispatched:
    """Send a repairer. The sheet of this visit gets its number in the same unit; print it after the commit.

    Another man for a visit that has not begun voids the first sheet (改派). Nothing is needed before a
    leak is dispatched. Refused when the person is not a repairer of this station; InvalidInput when his
    certificate has run out and no reason is given, except for a leak (regulation 1.3).
    """
    desk.require(Role.CLERK)
    with writing(desk, "repair.dispatch", key) as unit:
        if first := unit.earlier(Dispatched):
            return first
        return unit.result(send(unit, read_life(unit.store, matter_id), draft))


def send(unit: Unit, life: Life, draft: DispatchDraft) -> Dispatched:
    """One dispatch inside the act that makes it; promises as `dispatch`."""
    require_repairer(unit, draft.repairer_id)
    draft = _with_override(unit, life, draft)
    visit_no = visit_to_dispatch(life.facts, draft.repairer_id)
    sheet = _sheet(unit, life, draft, visit_no)
    code = sheet.number if sheet else ""
    fact = happening(unit, Event.DISPATCHED, draft, staff_id=draft.repairer_id, visit_no=visit_no, code=code)
    matter = record(unit, life, fact).matter
    sheet_id = sheet.sheet_id if sheet else None
    return Dispatched(matter.id, matter.number, matter.version, visit_no, sheet_id, code)


def _with_override(unit: Unit, life: Life, draft: DispatchDraft) -> DispatchDraft:
    """The draft with the reason for sending somebody whose certificate has run out among its words."""
    today = unit.desk.today()
    found = expired(unit.store, today, [draft.repairer_id]).get(draft.repairer_id)
    if not found:
        return draft
    words, reason = expired_words(found, today), draft.override_reason.strip()
    if not reason:
        group = unit.store.scalar(Repair.select(Repair.fault_group).where(Repair.id == life.repair_id))
        if group == FaultGroup.LEAK:
            return draft
        raise InvalidInput({"override_reason": f"{found[0].name}的{words}。仍要派他去，请写明原因。"})
    if draft.approval is not None:
        record_approval(unit, CERTIFICATE, f"{found[0].name}的{words}：{reason}", draft.approval, life.matter.id)
    note = "；".join(filter(None, (draft.note.strip(), f"{words}，仍派工：{reason}")))
    return replace(draft, note=note)


def _sheet(unit: Unit, life: Life, draft: DispatchDraft, visit_no: int) -> sheets.Issued | None:
    waiting = [sheet for sheet in sheets.outside(unit.store, life.matter.id) if sheet.visit_no == visit_no]
    for sheet in waiting:
        if sheet.repairer_id == draft.repairer_id and not draft.blank_number:
            return sheets.Issued(sheet.id, sheet.number)
        sheets.void_sheet(unit, sheet, "改派")
    if draft.blank_number:
        return sheets.attach_blank(unit, draft.blank_number, life.matter.id, visit_no, draft.repairer_id)
    if not draft.with_sheet:
        return None
    return sheets.issue_sheet(unit, life.matter.id, visit_no, draft.repairer_id)
