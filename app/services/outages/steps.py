"""Steps of an incident shared by its acts: open it, record a fact by the rules, store what follows from it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from app.models.matters import Matter
from app.models.outages import Outage
from app.models.premises import Premises
from app.services.kernel.errors import NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit
from app.services.matters.check import kind_problems
from app.services.matters.clocks import clocks_of
from app.services.matters.events import EffectiveEvent, effective_events
from app.services.matters.moments import TOLERANCE, refuse_future, whole_minute
from app.services.matters.steps import (
    MatterRow,
    close_matter,
    keep_place,
    matter_row,
    move_place,
    open_matter,
    record_correction,
    record_event,
    write_clock_results,
)
from app.services.matters.values import Done, FoldProblem, FollowUp, Happening, NewMatter, PlaceDraft, Taken
from app.services.outages.areas import add_areas, areas_of, place_of, words_of
from app.services.outages.facts import Event, OutageFacts, Phase, fold
from app.services.outages.rules import contradiction, objection
from app.services.outages.values import AreaDraft, Cause, OutageDraft
from app.services.outages.waiting import still_joined

KIND, PREFIX = "outage", "SJ"
# The limit whose length an expected end is measured by (regulation 9.3).
LONG = "outage.hours8"

_FOLDED = ("expected_at", "arrived_at", "users_told_at", "restored_at", "voided_at")
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Life:
    """An incident read inside a unit: the spine, its effective events, the facts they lead to, its own row."""

    matter: MatterRow
    events: tuple[EffectiveEvent, ...]
    facts: OutageFacts
    outage_id: int


def read_life(store: Store, matter_id: int) -> Life:
    """The incident; NotFound or Refused when the id belongs to nothing or to another kind."""
    matter = matter_row(store, matter_id)
    if matter.kind != KIND:
        raise Refused(f"{matter.number} 不是停热事件。")
    events = tuple(effective_events(store, matter_id))
    outage_id = store.scalar(Outage.select(Outage.id).where(Outage.matter == matter_id))
    return Life(matter, events, fold(events), outage_id)


def open_outage(unit: Unit, draft: OutageDraft, *, parent: MatterRow | None = None) -> Taken:
    """A new incident with its number, its areas, and the facts `told`, `began` (or `planned`) and the expected end.

    Refused when a time lies in the future, but for the beginning of planned work, or when the end is expected
    before the beginning.
    """
    now = unit.desk.now()
    told_at = draft.told_at or now
    began_at = draft.began_at or told_at
    planned = draft.cause == Cause.PLANNED and began_at > now + TOLERANCE
    if not planned:
        refuse_future(began_at, now, "停热开始时间")
    taken = open_matter(
        unit,
        NewMatter(
            kind=KIND,
            prefix=PREFIX,
            words=draft.words or draft.reason,
            phase=Phase.PLANNED if planned else Phase.OFF,
            told_at=told_at,
            channel=draft.channel,
            place=PlaceDraft("", place_of(()).kind),
            caller=draft.caller,
            caller_id=parent.caller_id if parent else None,
            parent_id=parent.id if parent else None,
        ),
    )
    outage_id = unit.insert(
        Outage,
        matter_id=taken.matter_id,
        cause=draft.cause,
        reason=clean(draft.reason).strip()[:200],
        began_at=began_at,
    )
    add_areas(unit, outage_id, draft.areas)
    place_matter(unit, taken.matter_id, outage_id)
    if planned:
        facts = [Happening(Event.PLANNED, told_at, told_at, until=began_at)]
    else:
        facts = [Happening(Event.BEGAN, began_at, told_at)]
    if draft.expected_at is not None:
        known_at = told_at if planned else max(told_at, began_at)
        facts.append(Happening(Event.EXPECTED, known_at, known_at, until=draft.expected_at, note=draft.reason))
    record(unit, read_life(unit.store, taken.matter_id), *facts)
    return taken


def place_matter(unit: Unit, matter_id: int, outage_id: int) -> None:
    """The matter stands where the areas are."""
    areas = areas_of(unit.store, [outage_id]).get(outage_id, ())
    move_place(unit, matter_row(unit.store, matter_id), None, place_of(areas))


def record(unit: Unit, life: Life, *happenings: Happening) -> Life:
    """Record facts by the rules, one after the other, and store what follows from them.

    Refused with the sentence of the first rule that speaks against one of them.
    """
    events, facts = list(life.events), life.facts
    for fact in happenings:
        sentence = objection(Event(fact.kind), facts, fact.at, fact.until)
        if sentence is not None:
            raise Refused(sentence)
        # Heat may be off for a while before anybody tells the station.
        events.append(record_event(unit, life.matter.id, min(life.matter.told_at, fact.at), fact))
        events.sort(key=lambda event: (event.happened_at, event.id))
        facts = fold(events)
    life = _with_long(unit, replace(life, events=tuple(events), facts=facts))
    _store(unit, life)
    return replace(life, matter=matter_row(unit.store, life.matter.id))


def archive_when_done(unit: Unit, matter_id: int) -> None:
    """Archive an incident that is restored, whose callers all know, and that no limit waits for; else leave it."""
    life = read_life(unit.store, matter_id)
    if life.facts.restored_at is None or life.facts.closed_at is not None or still_joined(unit.store, life.outage_id):
        return
    if any(clock.stopped is None for clock in clocks_of(unit.desk, matter_id)):
        return
    now = unit.desk.now()
    life = record(unit, life, Happening(Event.ARCHIVED, now, now))
    close_matter(unit, life.matter, Phase.ARCHIVED, now)


def begin(unit: Unit, life: Life, fact: Happening) -> Life:
    """Heat goes off as planned. A long stop that users were told of before is told; else that duty begins now."""
    life = record(unit, life, fact)
    long_at, told_at = life.facts.long_expected_at, life.facts.users_told_at
    known = [expected.known_at for expected in life.facts.expectations]
    if long_at is not None and told_at is not None and known and whole_minute(min(known)) <= told_at:
        life = record(unit, life, Happening(Event.LONG_NOTIFIED, max(told_at, long_at), fact.told_at))
    return life


def settle(unit: Unit, matter_id: int) -> None:
    """Store what the events lead to after a correction, or after a matter inside ended; archive it when all is done.

    Refused when the events contradict one another.
    """
    life = read_life(unit.store, matter_id)
    sentence = contradiction(life.facts)
    if sentence is not None:
        raise Refused(sentence)
    life = _with_long(unit, life)
    _store(unit, life)
    if life.matter.closed_at is not None and life.facts.voided_at is None:
        write_clock_results(unit, matter_id, life.matter.closed_at)
    archive_when_done(unit, matter_id)


def follow_up(unit: Unit, draft: FollowUp) -> Taken:
    """An incident out of another matter: heat is off in its building (its unit, where the ledger knows it)."""
    parent = matter_row(unit.store, draft.parent_id)
    unit_name = ""
    if parent.premises_id is not None:
        unit_name = unit.store.scalar(Premises.select(Premises.unit).where(Premises.id == parent.premises_id)) or ""
    areas = () if parent.building_id is None else (AreaDraft(building_id=parent.building_id, unit=unit_name),)
    cause = Cause(draft.facts.get("cause", Cause.FAULT))
    taken = open_outage(unit, OutageDraft(cause, draft.words, areas=areas, told_at=draft.told_at), parent=parent)
    if not areas:
        keep_place(unit, taken, parent)
    return taken


def note(unit: Unit, matter_id: int, fact: Happening) -> None:
    """Record a fact that another chapter knows of: reported to the dispatch room, handed on.

    Refused with the sentence of the first rule that speaks against it, and for a fact that no incident has.
    """
    if fact.kind not in set(Event):
        raise Refused("停热事件没有这一种办理经过。")
    record(unit, read_life(unit.store, matter_id), fact)
    archive_when_done(unit, matter_id)


def move(unit: Unit, matter_id: int, premises_id: int | None, place: PlaceDraft | None, reason: str) -> None:
    """An incident has areas, not an address; always Refused with what to do instead."""
    raise Refused("停热事件按范围登记，不改户号。请在停热事件页改停热范围。")


def fold_problems(store: Store) -> list[FoldProblem]:
    """Stored facts of incidents that their events do not lead to."""
    return kind_problems(store, KIND, Outage, fold, _columns)


def done(unit: Unit, matter_id: int) -> Done:
    matter = matter_row(unit.store, matter_id)
    return Done(matter.id, matter.number, matter.version)


def area_words(store: Store, outage_id: int) -> str:
    """Where heat is off, in one line."""
    return words_of(areas_of(store, [outage_id]).get(outage_id, ()))


def long_known_at(unit: Unit, facts: OutageFacts) -> datetime | None:
    """When it became known that heat is off for so long that it must be told or posted; None while it is not.

    That is the first expected end so far away, or else the moment the length was really reached; never before heat
    went off, however early it was planned.
    """
    if facts.began_at is None or facts.told_at is None:
        return None
    try:
        limit = unit.desk.rules.policies.at(LONG, facts.began_at).limit_minutes
    except NotFound:
        return None
    if limit is None:
        return None
    reached = facts.began_at + timedelta(minutes=limit)
    known = [expected.known_at for expected in facts.expectations if expected.until >= reached]
    if (facts.restored_at or unit.desk.now()) >= reached:
        known.append(reached)
    return max(min(known), facts.told_at, facts.began_at) if known else None


def _with_long(unit: Unit, life: Life) -> Life:
    """Bring the fact that it takes long into line with the times it follows from."""
    if life.facts.voided_at is not None:
        return life
    known_at = long_known_at(unit, life.facts)
    standing = next((event for event in life.events if event.kind == Event.LONG_EXPECTED), None)
    if known_at == (standing.happened_at if standing else None):
        return life
    earliest = replace(life.matter, told_at=min(life.matter.told_at, life.facts.began_at or life.matter.told_at))
    if standing is None and known_at is not None:
        record_event(unit, life.matter.id, earliest.told_at, Happening(Event.LONG_EXPECTED, known_at, known_at))
    elif standing is not None:
        changes: _Row = {"withdrawn": True} if known_at is None else {"happened_at": known_at}
        record_correction(unit, earliest, standing.id, "按更正后的时间重算", changes)
    events = tuple(effective_events(unit.store, life.matter.id))
    return replace(life, events=events, facts=fold(events))


def _store(unit: Unit, life: Life) -> None:
    unit.update(Outage, life.outage_id, None, **_columns(life.facts))
    told_at = life.facts.told_at or life.matter.told_at
    unit.update(Matter, life.matter.id, None, phase=life.facts.phase, told_at=told_at)


def _columns(facts: OutageFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in _FOLDED} | {"began_at": facts.begins_at}
