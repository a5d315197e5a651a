"""The work on a repair, as it is phoned in and typed in: who goes, when he came, how it ended."""

from dataclasses import replace
from uuid import UUID

from app.models.repairs import Repair
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput
from app.services.kernel.unit import Unit, writing
from app.services.matters import sheets
from app.services.matters.values import Done, Happening, Noted
from app.services.repairs.facts import Event
from app.services.repairs.steps import (
    Life,
    done,
    happening,
    read_life,
    record,
    require_repairer,
    visit_to_arrive,
    visit_to_dispatch,
    visit_to_end,
)
from app.services.repairs.values import (
    ContactDraft,
    DispatchDraft,
    Dispatched,
    ExplanationDraft,
    FaultGroup,
    FinishDraft,
    VisitDraft,
    VisitResultDraft,
)
from app.services.staff.validity import expired, expired_words


def record_contact(desk: Desk, matter_id: int, draft: ContactDraft, key: UUID) -> Done:
    """Somebody spoke with the user, perhaps agreeing on a time."""
    return _one(desk, "repair.contact", matter_id, Event.CONTACTED, draft, key, until=draft.appointment_at)


def reschedule(desk: Desk, matter_id: int, draft: ContactDraft, key: UUID) -> Done:
    """改约: the user asked for another time; the clocks go on and say why it became late."""
    if draft.appointment_at is None:
        raise InvalidInput({"appointment_at": "请填写用户改约到的时间。"})
    return _one(desk, "repair.reschedule", matter_id, Event.RESCHEDULED, draft, key, until=draft.appointment_at)


def explain(desk: Desk, matter_id: int, draft: ExplanationDraft, key: UUID) -> Done:
    """说明: why it takes longer was told to the user, by whom, in which words, until when."""
    if not draft.note.strip():
        raise InvalidInput({"note": "请写明对用户说了什么。"})
    told_by = draft.told_by_id or desk.actor.staff_id
    return _one(desk, "repair.explain", matter_id, Event.EXPLAINED, draft, key, staff_id=told_by, until=draft.until)


def urge(desk: Desk, matter_id: int, draft: Noted, key: UUID) -> Done:
    """催办 +1: the user asked again, with the words."""
    return _one(desk, "repair.urge", matter_id, Event.URGED, draft, key)


def solve_by_phone(desk: Desk, matter_id: int, draft: Noted, key: UUID) -> Done:
    """电话指导办结: the advice in `note` helped and the user agrees that no visit is needed; the callback stays."""
    if not draft.note.strip():
        raise InvalidInput({"note": "请写明给用户的指导。"})
    return _one(desk, "repair.phone_solved", matter_id, Event.PHONE_SOLVED, draft, key)


def join_outage(desk: Desk, matter_id: int, draft: ExplanationDraft, key: UUID) -> Done:
    """并入停热事件: the caller heard until when; owes no visit and no slip. `note` names the incident."""
    return _one(desk, "repair.join_outage", matter_id, Event.JOINED_OUTAGE, draft, key, until=draft.until)


def refuse_price(desk: Desk, matter_id: int, draft: Noted, key: UUID) -> Done:
    """用户不同意收费, at the door or over the phone: nothing was repaired, the risk was told; the words in `note`."""
    return _one(desk, "repair.price_refused", matter_id, Event.PRICE_REFUSED, draft, key)


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
        life = read_life(unit.store, matter_id)
        require_repairer(unit, draft.repairer_id)
        draft = _with_override(unit, life, draft)
        visit_no = visit_to_dispatch(life.facts)
        sheet = _sheet(unit, life, draft, visit_no)
        code = sheet.number if sheet else ""
        fact = happening(unit, Event.DISPATCHED, draft, staff_id=draft.repairer_id, visit_no=visit_no, code=code)
        matter = record(unit, life, fact).matter
        sheet_id = sheet.sheet_id if sheet else None
        return unit.result(Dispatched(matter.id, matter.number, matter.version, visit_no, sheet_id, code))


def set_out(desk: Desk, matter_id: int, draft: VisitDraft, key: UUID) -> Done:
    """The repairer is on his way."""
    return _visit(desk, "repair.set_out", matter_id, Event.SET_OUT, draft, key)


def record_arrival(desk: Desk, matter_id: int, draft: VisitDraft, key: UUID) -> Done:
    """到场: phoned in by the repairer; allowed without contact and without dispatch."""
    return _visit(desk, "repair.arrive", matter_id, Event.ARRIVED, draft, key)


def record_leaving(desk: Desk, matter_id: int, draft: VisitDraft, key: UUID) -> Done:
    """The repairer has left."""
    return _visit(desk, "repair.leave", matter_id, Event.LEFT, draft, key)


def record_visit_result(desk: Desk, matter_id: int, draft: VisitResultDraft, key: UUID) -> Done:
    """How a visit ended without ending the repair: 临时处理, 待备件, 无人在家, 拒绝入户 and so on.

    Refused without the arrival of that visit; `draft.arrived_at` records it in the same save.
    """
    desk.require(Role.CLERK)
    with writing(desk, "repair.visit_result", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = _arrived(unit, read_life(unit.store, matter_id), draft)
        visit_no = draft.visit_no or visit_to_end(life.facts)
        fact = happening(
            unit, Event(draft.result), draft, staff_id=draft.repairer_id, visit_no=visit_no, until=draft.until
        )
        return unit.result(done(record(unit, life, fact)))


def finish(desk: Desk, matter_id: int, draft: FinishDraft, key: UUID) -> Done:
    """完工: the fault is gone; the callback clock starts. `arrived_at` records the arrival in the same save."""
    desk.require(Role.CLERK)
    with writing(desk, "repair.finish", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = _arrived(unit, read_life(unit.store, matter_id), draft)
        visit_no = draft.visit_no or visit_to_end(life.facts)
        shown = {"原因": draft.cause, "处理": draft.done, "责任": draft.responsibility}
        fact = happening(
            unit,
            Event.FINISHED,
            draft,
            staff_id=draft.repairer_id,
            visit_no=visit_no,
            shown={word: value for word, value in shown.items() if value},
        )
        life = record(unit, life, fact)
        found = {"cause": draft.cause[:20], "done": draft.done[:60], "responsibility": draft.responsibility}
        if any(found.values()):
            unit.update(Repair, life.repair_id, None, **found)
        return unit.result(done(life))


def _one(desk: Desk, act: str, matter_id: int, kind: Event, draft: Noted, key: UUID, **values: object) -> Done:
    desk.require(Role.CLERK)
    with writing(desk, act, key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, matter_id)
        return unit.result(done(record(unit, life, happening(unit, kind, draft, **values))))


def _visit(desk: Desk, act: str, matter_id: int, kind: Event, draft: VisitDraft, key: UUID) -> Done:
    desk.require(Role.CLERK)
    with writing(desk, act, key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, matter_id)
        facts = life.facts
        leaving = kind is Event.LEFT and facts.visits
        visit_no = draft.visit_no or (facts.visits[-1].ordinal if leaving else visit_to_arrive(facts))
        fact = happening(unit, kind, draft, staff_id=_who(life, draft, visit_no), visit_no=visit_no)
        return unit.result(done(record(unit, life, fact)))


def _arrived(unit: Unit, life: Life, draft: VisitResultDraft | FinishDraft) -> Life:
    if draft.arrived_at is None:
        return life
    visit_no = draft.visit_no or visit_to_arrive(life.facts)
    told_at = draft.told_at or unit.desk.now()
    staff_id = _who(life, draft, visit_no)
    return record(unit, life, Happening(Event.ARRIVED, draft.arrived_at, told_at, staff_id, visit_no))


def _who(life: Life, draft: VisitDraft, visit_no: int) -> int | None:
    visit = life.facts.visit(visit_no)
    sent = visit.repairer_id if visit is not None else None
    return draft.repairer_id or sent or life.facts.repairer_id


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
