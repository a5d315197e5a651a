"""Steps of a repair shared by its acts: record a fact by the rules, store what follows from it."""

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
from app.services.kinds import kind_of
from app.services.matters import sheets
from app.services.matters.events import EffectiveEvent, effective_events
from app.services.matters.merging import merged_of
from app.services.matters.moments import spoken
from app.services.matters.steps import (
    MatterRow,
    close_matter,
    matter_row,
    move_place,
    record_correction,
    record_event,
    write_clock_results,
)
from app.services.matters.values import Done, Happening, Noted, PlaceDraft
from app.services.repairs.facts import FOLLOWED, Event, RepairFacts, VisitFacts, fold
from app.services.repairs.following import Difference
from app.services.repairs.phase import Phase, phase
from app.services.repairs.rules import Moment, contradiction, objection
from app.services.repairs.values import FindingsDraft

KIND, PREFIX = "repair", "WX"
INCIDENT = "outage"

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


def record(unit: Unit, life: Life, *happenings: Happening) -> Life:
    """Record facts by the rules of the trade, one after the other, and store what follows from them.

    Arrival and finish count for every repair merged into this one too. Refused with the sentence of the
    first rule that speaks against one of them.
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
    after = Life(matter_row(unit.store, life.matter.id), tuple(events), facts, life.repair_id)
    if any(fact.kind in FOLLOWED for fact in happenings):
        _followers_follow(unit, after)
    return after


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
    _followers_follow(unit, life)


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
    release_incident(unit, life)
    return Life(matter_row(unit.store, life.matter.id), archived.events, archived.facts, life.repair_id)


def release_incident(unit: Unit, life: Life) -> None:
    """The repair is over: an incident it stands in need not wait for its caller any more, and may be over, too."""
    if not life.facts.outage_number:
        return
    incident = Matter.select(Matter.id).where(Matter.number == life.facts.outage_number)
    if (incident_id := unit.store.scalar(incident)) is not None:
        kind_of(INCIDENT).settle(unit, incident_id)


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

    Merged into another repair, this one takes over its arrival and finish (随主件); merged no longer, it gives
    them back. Told that the heat it joined an incident for is back, it is over without visit, slip or callback.
    Refused with the sentence of the first rule that speaks against it.
    """
    life = record(unit, read_life(unit.store, matter_id), fact)
    if fact.kind == Event.MERGED:
        _follow_now(unit, life)
    elif fact.kind == Event.UNMERGED:
        _bring_into_line(unit, life, Difference.between(life.events, (), fact.code, life.matter.told_at))
    elif fact.kind == Event.RESTORED_TOLD and life.facts.finished_at is None:
        archived = record(unit, life, Happening(Event.ARCHIVED, fact.at, fact.told_at))
        close_matter(unit, archived.matter, Phase.ARCHIVED, fact.at)


def _follow_now(unit: Unit, life: Life) -> None:
    main_id = life.matter.merged_into_id
    main = None if main_id is None else matter_row(unit.store, main_id)
    if main is None or main.kind != KIND:
        return
    leading = read_life(unit.store, main.id)
    finished_at = leading.facts.finished_at
    if finished_at is not None and finished_at < life.matter.told_at:
        raise Refused(f"{main.number} 已于 {spoken(finished_at)} 完工，早于这张工单的受理时间。又不好请按新报修办理。")
    _follow(unit, life, leading)


def follow_main(unit: Unit, matter_id: int) -> None:
    """What a merged repair takes over depends on when its own user rang: bring it into line after that changed."""
    life = read_life(unit.store, matter_id)
    main_id = life.matter.merged_into_id
    if main_id is not None and matter_row(unit.store, main_id).kind == KIND:
        _follow(unit, life, read_life(unit.store, main_id))


def _followers_follow(unit: Unit, main: Life) -> None:
    for matter_id in merged_of(unit.store, main.matter.id):
        if matter_row(unit.store, matter_id).kind == KIND:
            _follow(unit, read_life(unit.store, matter_id), main)


def _follow(unit: Unit, life: Life, main: Life) -> None:
    if life.facts.voided_at is None:
        wanted = () if main.facts.voided_at is not None else main.events
        _bring_into_line(unit, life, Difference.between(life.events, wanted, main.matter.number, life.matter.told_at))


def _bring_into_line(unit: Unit, life: Life, difference: Difference) -> None:
    for event_id, changes in difference.changes:
        record_correction(unit, life.matter, event_id, difference.reason, changes)
    if difference.changes:
        try:
            settle(unit, life.matter.id)
        except Refused as refused:
            raise Refused(f"{life.matter.number} 随主件：{refused.message}") from refused
        life = read_life(unit.store, life.matter.id)
    now = unit.desk.now()
    for kind, at, staff_id in difference.missing:
        fact = Happening(kind, at, now, staff_id, code=difference.number, note="随主件")
        if objection(kind, life.facts, Moment(at)) is None:
            life = record(unit, life, fact)
