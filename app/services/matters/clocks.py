"""From the history of a matter to its clocks: what the engine is asked, and what is kept at closing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.models.matters import Matter
from app.models.repairs import Repair
from app.services.clocks.engine import ClockState, clock_states
from app.services.clocks.facts import Subject, TimedFact
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound
from app.services.kernel.store import Store
from app.services.kernel.store.prepared import Prepared, gap
from app.services.matters.events import AT_ONCE, EffectiveEvent, effective, effective_events, histories


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one clock came out; `outcome` is the engine's class."""

    policy_id: str
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    outcome: str


def timed_facts(events: Iterable[EffectiveEvent]) -> list[TimedFact]:
    """The effective events as the engine reads them."""
    return [TimedFact(event.kind, event.happened_at, event.until_at) for event in events]


_SUBJECT = Prepared(
    lambda: (
        Matter.select(Matter.kind, Repair.fault_group)
        .left_outer_join(Repair, on=(Repair.matter == Matter.id))
        .where(Matter.id == gap("matter_id"))
    )
)


def subject_of(store: Store, matter_id: int) -> Subject:
    """What the policies ask about the matter; NotFound when there is none."""
    found = _SUBJECT.rows(store, matter_id=matter_id)
    if not found:
        raise NotFound("这张工单不存在。请核对编号。")
    kind, group = found[0]
    return Subject(kind, group or "")


def clocks_of(desk: Desk, matter_id: int, at: datetime | None = None) -> list[ClockState]:
    """Every clock of the matter as it stands at `at`, or now."""
    return clock_states(
        desk.rules.policies,
        timed_facts(effective_events(desk.store, matter_id)),
        desk.rules.calendar,
        at or desk.now(),
        subject_of(desk.store, matter_id),
    )


def clocks_of_many(desk: Desk, matter_ids: Sequence[int]) -> dict[int, list[ClockState]]:
    """Every clock of these matters as it stands now, read together."""
    found: dict[int, list[ClockState]] = {}
    rules, now, rows = desk.rules, desk.now(), histories(desk.store, matter_ids)
    for start in range(0, len(matter_ids), AT_ONCE):
        chunk = matter_ids[start : start + AT_ONCE]
        kinds = Matter.select(Matter.id, Matter.kind, Repair.fault_group)
        kinds = kinds.left_outer_join(Repair, on=(Repair.matter == Matter.id)).where(Matter.id.in_(list(chunk)))
        for matter_id, kind, group in desk.store.tuples(kinds):
            facts, subject = timed_facts(effective(rows[matter_id])), Subject(kind, group or "")
            found[matter_id] = clock_states(rules.policies, facts, rules.calendar, now, subject)
    return found


def final_outcomes(desk: Desk, matter_id: int, closed_at: datetime) -> list[Outcome]:
    """The verdict on each clock that has one when the matter closes."""
    return [
        Outcome(state.policy_id, state.start, state.due, state.stopped, state.classification)
        for state in clocks_of(desk, matter_id, closed_at)
        if state.classification is not None
    ]
