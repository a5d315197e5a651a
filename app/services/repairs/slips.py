"""From committed records to the slip's bytes, and into the print journal before anything leaves the station.

The 回访码 is on the user's copy only and the same on every reprint, because the user may hold any of
them; a preview leaves it out. Bytes are not archived, since they carry it: the journal keeps their digest.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app.models.matters import Matter
from app.models.people import Caller, Person
from app.models.premises import Contact, Premises
from app.models.repairs import Repair
from app.models.station import Staff
from app.services.customers.contacts.tenure import holds_now
from app.services.kernel.desk import Desk
from app.services.kernel.errors import Refused
from app.services.matters import sheets
from app.services.matters.events import EffectiveEvent, effective_events
from app.services.matters.printing import Making, Printed, preview_sheet, print_sheet
from app.services.matters.timeline import word_of
from app.services.paper.kit import Paper
from app.services.paper.profiles import daily_profile
from app.services.repairs.charges import charge_rows
from app.services.repairs.facts import VISIT_RESULTS, Event, RepairFacts, fold
from app.services.repairs.faults import group_word, spoken_answers
from app.services.repairs.sheet_values import PAID, VOLUNTARY
from app.services.repairs.slip import Charge, Slip, Worker, slip_paper

# Answers that fill more than a line stay in the program.
LONGEST_ANSWERS = 60


@dataclass(frozen=True, slots=True)
class _Known:
    number: str
    words: str
    channel: str
    told_at: datetime
    place_text: str
    fault_group: str
    fault: str
    severity: str
    answers: str
    owner: str | None
    caller: str | None
    phone: str | None
    relation: str | None
    premises_id: int | None
    user_number: str | None
    area_c: int | None


def print_slip(desk: Desk, sheet_id: int, target: str, key: UUID, approved_by: str = "") -> Printed:
    """The slip's bytes, journalled; promises as `printing.print_sheet`.

    The first printing is the dispatch print, later ones say 补打第 n 次.
    """

    def declare(making: Making) -> Paper:
        return slip_paper(build_slip(desk, making))

    return print_sheet(desk, sheet_id, declare, daily_profile(desk.station.paper), target, key, approved_by)


def preview_slip(desk: Desk, sheet_id: int) -> bytes:
    """The slip as it would be printed now, without the 回访码; nothing is journalled."""

    def declare(making: Making) -> Paper:
        return slip_paper(replace(build_slip(desk, making), callback_code=""))

    return preview_sheet(desk, sheet_id, declare, daily_profile(desk.station.paper))


def build_slip(desk: Desk, making: Making) -> Slip:
    """What is known about the sheet's matter, for the paper; a blank has only its number."""
    station, sheet = desk.station, making.sheet
    blank = Slip(
        company=station.company,
        station=station.name,
        number=sheet.number,
        check=sheets.check_keys(desk.store)[-1],
        repair_phone=station.repair_phone,
        complaint_phone=station.complaint_phone,
        printed_by=making.by,
        printed_at=making.at,
        print_no=making.print_no,
        qr_prefix=station.qr_prefix,
        season=station.season,
        callback_code=sheets.code_of(desk.store, sheet),
        callback_hours=desk.rules.policies.at("repair.callback", making.at).not_before_minutes // 60,
        company_copy=station.company_copy,
    )
    return blank if sheet.matter_id is None else _filled(desk, blank, sheet, sheet.matter_id)


def _filled(desk: Desk, blank: Slip, sheet: sheets.SheetRow, matter_id: int) -> Slip:
    known = _known(desk, matter_id)
    events = effective_events(desk.store, matter_id)
    facts = fold(events)
    visit_no = sheet.visit_no or 1
    visit = facts.visit(visit_no)
    sent = next((event for event in reversed(events) if _is_dispatch(event, visit_no)), None)
    earlier = _ended_before(events, visit_no)
    return replace(
        blank,
        matter_number=known.number,
        visit=visit_no,
        told_at=known.told_at,
        channel=known.channel,
        caller=known.caller or "",
        relation=known.relation or "",
        taken_by=known.owner or "",
        dispatched_by=_name(desk, sent.actor_id) if sent else "",
        user_number=known.user_number or "",
        customer=_holder(desk, known.premises_id),
        address=known.place_text,
        phone=known.phone or "",
        area_c=known.area_c,
        fault="·".join(filter(None, (group_word(known.fault_group), known.fault, known.severity))),
        words=_words(known),
        **_money(desk, matter_id, visit_no),
        earlier_findings="；".join(f"第{event.visit_no}次：{word_of(event.kind)}" for event in earlier),
        earlier_notes="；".join(event.note for event in earlier if event.note),
        contacted_at=facts.contacted_at,
        appointment_from=facts.appointment_at,
        dispatched_at=sent.happened_at if sent else None,
        arrived_at=visit.arrived_at if visit else None,
        finished_at=_finished(facts, visit_no),
        workers=_workers(desk, sheet.repairer_id),
        corrected=blank.print_no > 1 and any(event.corrected for event in events),
    )


def _known(desk: Desk, matter_id: int) -> _Known:
    query = (
        Matter.select(
            Matter.number,
            Matter.words,
            Matter.channel,
            Matter.told_at,
            Matter.place_text,
            Repair.fault_group,
            Repair.fault,
            Repair.severity,
            Repair.answers,
            Staff.name.alias("owner"),
            Caller.name.alias("caller"),
            Caller.phone,
            Caller.relation,
            Matter.premises.alias("premises_id"),
            Premises.number.alias("user_number"),
            Premises.area_c,
        )
        .join(Repair, on=(Repair.matter == Matter.id))
        .left_outer_join(Staff, on=(Staff.id == Matter.owner))
        .left_outer_join(Caller, on=(Caller.id == Matter.caller))
        .left_outer_join(Premises, on=(Premises.id == Matter.premises))
        .where(Matter.id == matter_id)
    )
    found = desk.store.first(query, _Known)
    if found is None:
        raise Refused("这张单不属于报修工单，不能按回执单打印。")
    return found


def _holder(desk: Desk, premises_id: int | None) -> str:
    if premises_id is None:
        return ""
    query = Person.select(Person.name).join(Contact, on=(Contact.person == Person.id))
    holder = query.where(Contact.premises == premises_id, holds_now())
    return desk.store.scalar(holder.order_by(Contact.id.desc()).limit(1)) or ""


def _workers(desk: Desk, staff_id: int | None) -> tuple[Worker, ...]:
    if staff_id is None:
        return ()
    found = desk.store.tuples(Staff.select(Staff.name, Staff.badge).where(Staff.id == staff_id))
    return tuple(Worker(name, badge) for name, badge in found)


def _name(desk: Desk, staff_id: int | None) -> str:
    if staff_id is None:
        return ""
    return desk.store.scalar(Staff.select(Staff.name).where(Staff.id == staff_id)) or ""


def _words(known: _Known) -> str:
    """What the caller said, and his short answers to the questions of the fault."""
    answers = [f"{question}{answer}" for question, answer in spoken_answers(known.fault_group, known.answers)]
    short = "，".join(answers)
    return f"{known.words}（{short}）" if short and len(short) <= LONGEST_ANSWERS else known.words


def _money(desk: Desk, matter_id: int, visit_no: int) -> dict[str, Any]:
    """The charge of this visit when it is known already; a paid slip has a copy for finance."""
    lines = [row for row in charge_rows(desk.store, matter_id) if row.current and row.visit_no in (None, visit_no)]
    lines = [row for row in lines if row.amount_fen]
    if not lines:
        return {}
    kind = VOLUNTARY if any(row.voluntary for row in lines) else PAID
    receipts = dict.fromkeys(row.receipt_no for row in lines if row.receipt_no)
    items = "、".join(row.name for row in lines)
    charge = Charge(kind, items, sum(row.amount_fen for row in lines), "、".join(receipts))
    return {"paid": True, "charge": charge}


def _is_dispatch(event: EffectiveEvent, visit_no: int) -> bool:
    return event.kind == Event.DISPATCHED and event.visit_no == visit_no


def _finished(facts: RepairFacts, visit_no: int) -> datetime | None:
    visit = facts.visit(visit_no)
    return facts.finished_at if visit is not None and visit.result == "fixed" else None


def _ended_before(events: list[EffectiveEvent], visit_no: int) -> list[EffectiveEvent]:
    return [event for event in events if event.kind in VISIT_RESULTS and (event.visit_no or 0) < visit_no]
