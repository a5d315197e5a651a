"""Steps of a repair shared by its acts: open it, record a fact by the rules, store what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.models.matters import Matter
from app.models.repairs import Repair, Visit
from app.models.station import Staff
from app.services.kernel.errors import Refused
from app.services.kernel.store import Store
from app.services.kernel.unit import Unit
from app.services.matters import sheets
from app.services.matters.events import EffectiveEvent, effective_events
from app.services.matters.steps import (
    MatterRow,
    close_matter,
    keep_place,
    matter_row,
    move_place,
    open_matter,
    record_event,
    write_clock_results,
)
from app.services.matters.values import Done, FollowUp, Happening, NewMatter, Noted, PlaceDraft, Taken
from app.services.repairs.facts import Event, RepairFacts, VisitFacts, fold
from app.services.repairs.phase import Phase, phase
from app.services.repairs.rules import Moment, contradiction, objection
from app.services.repairs.values import FaultGroup, FindingsDraft, RepairDraft

KIND, PREFIX = "repair", "WX"

# Facts of the row that are folded from events; the rest of the row is what was found and done.
FOLDED = (
    "contacted_at",
    "appointment_at",
    "dispatched_at",
    "repairer_id",
    "arrived_at",
    "visits",
    "explained_at",
    "waiting_until",
    "urged",
    "outage_number",
    "finished_at",
    "sheet_back_at",
    "view",
    "callback_tries",
    "called_back_at",
    "callback_result",
    "verified",
    "user_closed_at",
    "voided_at",
)
FOLDED_OF_VISIT = ("repairer_id", "set_out_at", "arrived_at", "left_at", "result")


@dataclass(frozen=True, slots=True)
class Life:
    """A repair read inside a unit: the spine, its effective events and the facts they lead to."""

    matter: MatterRow
    events: tuple[EffectiveEvent, ...]
    facts: RepairFacts
    repair_id: int


def read_life(store: Store, matter_id: int) -> Life:
    """The repair; NotFound or Refused when the id belongs to nothing or to another kind."""
    matter = matter_row(store, matter_id)
    if matter.kind != KIND:
        raise Refused(f"{matter.number} 不是报修工单。")
    events = tuple(effective_events(store, matter_id))
    repair_id = store.scalar(Repair.select(Repair.id).where(Repair.matter == matter_id))
    return Life(matter, events, fold(events), repair_id)


def columns(facts: RepairFacts) -> dict[str, Any]:
    """The folded columns of the repair's row for these facts."""
    values = {name: getattr(facts, name) for name in FOLDED if name != "visits"}
    return {**values, "visits": facts.visited}


def visit_columns(visit: VisitFacts) -> dict[str, Any]:
    """The folded columns of a visit's row."""
    return {name: getattr(visit, name) for name in FOLDED_OF_VISIT}


def open_repair(unit: Unit, draft: RepairDraft, *, parent_id: int | None = None, caller_id: int | None = None) -> Taken:
    """A new repair with its number and the fact `told`; an appointment made in the call is recorded with it."""
    first = Phase.TAKEN if draft.agreed_at is None else Phase.CONTACTED
    taken = open_matter(
        unit,
        NewMatter(
            kind=KIND,
            prefix=PREFIX,
            words=draft.words,
            phase=first,
            told_at=draft.told_at,
            channel=draft.channel,
            premises_id=draft.premises_id,
            place=draft.place,
            caller=draft.caller,
            caller_id=caller_id,
            parent_id=parent_id,
        ),
    )
    told_at = draft.told_at or unit.desk.now()
    agreed = draft.agreed_at is not None
    unit.insert(
        Repair,
        matter_id=taken.matter_id,
        fault_group=draft.fault_group,
        fault=draft.fault[:30],
        severity=draft.severity,
        can_close=draft.can_close,
        below_wet=draft.below_wet,
        electricity=draft.electricity,
        fee_told=draft.fee_told,
        contacted_at=told_at if agreed else None,
        appointment_at=draft.agreed_at,
    )
    if agreed:
        agreement = Happening(Event.AGREED_IN_CALL, told_at, told_at, until=draft.agreed_at)
        record_event(unit, taken.matter_id, told_at, agreement)
    return taken


def record(unit: Unit, life: Life, *happenings: Happening) -> Life:
    """Record facts by the rules of the trade, one after the other, and store what follows from them.

    Refused with the sentence of the first rule that speaks against one of them.
    """
    events, facts = list(life.events), life.facts
    for fact in happenings:
        sentence = objection(Event(fact.kind), facts, Moment(fact.at, fact.visit_no))
        if sentence is not None:
            raise Refused(sentence)
        events.append(record_event(unit, life.matter.id, life.matter.told_at, fact))
        events.sort(key=lambda event: (event.happened_at, event.id))
        facts = fold(events)
    store_facts(unit, life, facts)
    return Life(matter_row(unit.store, life.matter.id), tuple(events), facts, life.repair_id)


def store_facts(unit: Unit, life: Life, facts: RepairFacts) -> None:
    """Bring the rows into line with the facts: the repair, its visits, the matter's phase and version."""
    old, new = columns(life.facts), columns(facts)
    changed = {name: value for name, value in new.items() if value != old[name]}
    if changed:
        unit.update(Repair, life.repair_id, None, **changed)
    _store_visits(unit, life.matter.id, life.facts.visits, facts.visits)
    unit.update(Matter, life.matter.id, life.matter.version, phase=phase(facts))


def settle(unit: Unit, matter_id: int) -> None:
    """Fold all events again and store what they lead to, after a correction has been recorded.

    Refused when the facts then contradict one another.
    """
    life = read_life(unit.store, matter_id)
    facts = life.facts
    sentence = contradiction(facts)
    if sentence is not None:
        raise Refused(sentence)
    unit.update(Repair, life.repair_id, None, **columns(facts))
    _store_visits(unit, matter_id, None, facts.visits)
    extra: dict[str, Any] = {} if facts.told_at is None else {"told_at": facts.told_at}
    unit.update(Matter, matter_id, life.matter.version, phase=phase(facts), **extra)
    if life.matter.closed_at is not None and facts.voided_at is None:
        write_clock_results(unit, matter_id, life.matter.closed_at)


def change_findings(unit: Unit, life: Life, draft: FindingsDraft) -> Life:
    """Cause, remedy and responsibility as they turned out, an empty one as it was.

    The old ones stand in the history with the reason.
    """
    columns = Repair.select(Repair.cause, Repair.done, Repair.responsibility)
    old = unit.store.tuples(columns.where(Repair.id == life.repair_id))[0]
    new = {
        "cause": draft.cause[:20] or old[0],
        "done": draft.done[:60] or old[1],
        "responsibility": draft.responsibility or old[2],
    }
    if old == tuple(new.values()):
        return life
    now = unit.desk.now()
    shown = dict(zip(("原原因", "原处理", "原责任"), old, strict=True))
    life = record(unit, life, Happening(Event.FINDINGS_CHANGED, now, now, note=draft.reason.strip(), shown=shown))
    unit.update(Repair, life.repair_id, None, **new)
    return life


def archive_when_answered(unit: Unit, life: Life, at: datetime) -> Life:
    """Archive a repair that was called back and has no sheet outside any more; else leave it."""
    if life.facts.called_back_at is None or life.facts.archived_at is not None:
        return life
    if sheets.outside(unit.store, life.matter.id):
        return life
    archived = record(unit, life, Happening(Event.ARCHIVED, at, at))
    close_matter(unit, archived.matter, Phase.ARCHIVED, at)
    return Life(matter_row(unit.store, life.matter.id), archived.events, archived.facts, life.repair_id)


def follow_up(unit: Unit, draft: FollowUp) -> Taken:
    """A repair out of another matter: same place, same caller. `draft.facts` may name fault_group and fault."""
    parent = matter_row(unit.store, draft.parent_id)
    return open_again(unit, parent, draft)


def open_again(unit: Unit, parent: MatterRow, draft: FollowUp) -> Taken:
    """A new repair at the parent's place for the parent's caller, linked to it."""
    group = draft.facts.get("fault_group", FaultGroup.OTHER)
    taken = open_repair(
        unit,
        RepairDraft(
            fault_group=FaultGroup(group),
            fault=draft.facts.get("fault", ""),
            words=draft.words,
            premises_id=parent.premises_id,
            told_at=draft.told_at,
            channel=draft.facts.get("channel", "电话"),
        ),
        parent_id=parent.id,
        caller_id=parent.caller_id,
    )
    keep_place(unit, taken, parent)
    return taken


def happening(unit: Unit, kind: Event, draft: Noted, **values: Any) -> Happening:
    """The fact a draft tells, with its missing times filled in: now."""
    now = unit.desk.now()
    at = draft.at or now
    return Happening(kind, at, draft.told_at or now, note=draft.note.strip(), **values)


def require_repairer(unit: Unit, staff_id: int) -> None:
    """Raise Refused when nobody of this id repairs for the station today."""
    found = unit.store.tuples(Staff.select(Staff.name, Staff.is_repairer, Staff.left_on).where(Staff.id == staff_id))
    if not found or not found[0][1] or found[0][2] is not None:
        name = found[0][0] if found else "这个人"
        raise Refused(f"{name}不是本站在岗的维修员。请另选一人。")


def done(life: Life) -> Done:
    return Done(life.matter.id, life.matter.number, life.matter.version)


def visit_to_dispatch(facts: RepairFacts) -> int:
    """The ordinal of the visit a dispatch starts: the one still waiting to begin, or the next."""
    last = facts.visits[-1] if facts.visits else None
    if last is None:
        return 1
    return last.ordinal + 1 if last.over or last.arrived_at is not None else last.ordinal


def visit_to_arrive(facts: RepairFacts) -> int:
    """The ordinal of the visit an arrival belongs to; without a dispatch it begins one."""
    last = facts.visits[-1] if facts.visits else None
    if last is None:
        return 1
    return last.ordinal + 1 if last.over else last.ordinal


def visit_to_end(facts: RepairFacts) -> int:
    """The ordinal of the visit a result belongs to: the one at the door, or the one still expected."""
    open_ones = [visit for visit in facts.visits if not visit.result]
    at_the_door = [visit for visit in open_ones if visit.arrived_at is not None]
    for visit in reversed(at_the_door or open_ones):
        return visit.ordinal
    return len(facts.visits) + 1


def _store_visits(unit: Unit, matter_id: int, before: Sequence[VisitFacts] | None, after: Sequence[VisitFacts]) -> None:
    """Bring the visits' rows into line; `before` None means nobody knows what the rows say."""
    if before is not None and tuple(before) == tuple(after):
        return
    query = Visit.select(Visit.ordinal, Visit.id).where(Visit.matter == matter_id)
    rows: dict[int, int] = dict(unit.store.tuples(query))
    for visit in after:
        if visit.ordinal not in rows:
            unit.insert(Visit, matter_id=matter_id, ordinal=visit.ordinal, **visit_columns(visit))
        elif before is None or visit not in before:
            unit.update(Visit, rows[visit.ordinal], None, **visit_columns(visit))
    # A visit that a withdrawn event had made keeps its number, empty.
    for ordinal in rows.keys() - {visit.ordinal for visit in after}:
        unit.update(Visit, rows[ordinal], None, **visit_columns(VisitFacts(ordinal)))


def move(unit: Unit, matter_id: int, premises_id: int | None, place: PlaceDraft | None, reason: str) -> None:
    """更正户号: the repair belongs to another address; the old one stays readable and the clocks keep their start."""
    life = read_life(unit.store, matter_id)
    now = unit.desk.now()
    shown = {"原地址": life.matter.place_text}
    life = record(unit, life, Happening(Event.PREMISES_CHANGED, now, now, note=reason.strip(), shown=shown))
    move_place(unit, life.matter, premises_id, place)


def note(unit: Unit, matter_id: int, fact: Happening) -> None:
    """Record a fact that another chapter knows of: joined an outage, merged, handed on, reported to the dispatch room.

    Refused with the sentence of the first rule that speaks against it.
    """
    record(unit, read_life(unit.store, matter_id), fact)
