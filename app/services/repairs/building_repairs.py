"""What is being repaired in a building, flat by flat, with the next limit of each repair."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.models.matters import Matter
from app.models.repairs import Repair
from app.services.clocks.engine import State, clock_states
from app.services.clocks.facts import Subject
from app.services.customers.lately import lately_days
from app.services.customers.places.floors import rules
from app.services.kernel.desk import Desk
from app.services.matters.clocks import timed_facts
from app.services.matters.events import EventRow, effective, event_rows
from app.services.repairs.faults import short_word


@dataclass(frozen=True, slots=True)
class OpenRepair:
    """A repair that is not finished; `due` is when its next limit runs out."""

    matter_id: int
    number: str
    word: str
    cold: bool
    place: str
    phase: str
    due: datetime | None


@dataclass(frozen=True, slots=True)
class BuildingRepairs:
    """Open repairs by flat, the newest cold call of the last days by flat, and open repairs of no flat."""

    open_at: Mapping[int, tuple[OpenRepair, ...]]
    cold_at: Mapping[int, datetime]
    elsewhere: tuple[OpenRepair, ...]


@dataclass(frozen=True, slots=True)
class _Job:
    matter_id: int
    number: str
    kind: str
    premises_id: int | None
    place: str
    place_kind: str
    phase: str
    told_at: datetime
    closed_at: datetime | None
    fault_group: str
    finished_at: datetime | None


def repairs_in(desk: Desk, building_ids: Sequence[int], stands_for: Mapping[int, int]) -> BuildingRepairs:
    """Of these buildings. `stands_for`: under which flat each is shown, its own id and those merged into it."""
    merged = [row_id for row_id, shown_id in stands_for.items() if row_id != shown_id]
    jobs = desk.store.rows(_jobs(desk, building_ids, merged), _Job)
    unfinished = [job for job in jobs if job.closed_at is None and job.finished_at is None]
    due = _dues(desk, unfinished)
    open_at: dict[int, list[OpenRepair]] = defaultdict(list)
    elsewhere: list[OpenRepair] = []
    for job in unfinished:
        word = short_word(job.fault_group)
        moment = due.get(job.matter_id)
        repair = OpenRepair(job.matter_id, job.number, word, _is_cold(job), job.place, job.phase, moment)
        flat = _flat_of(job, stands_for)
        (elsewhere if flat is None else open_at[flat]).append(repair)
    since = _since(desk)
    cold_at = {
        flat: job.told_at
        for job in jobs
        if (flat := _flat_of(job, stands_for)) is not None and _is_cold(job) and job.told_at >= since
    }
    return BuildingRepairs({row_id: _urgent(found) for row_id, found in open_at.items()}, cold_at, _urgent(elsewhere))


def _jobs(desk: Desk, building_ids: Sequence[int], merged: Sequence[int]) -> Any:
    """Open repairs, and cold ones of the last days whatever became of them."""
    here = Matter.building.in_(building_ids)
    if merged:
        # A flat merged into one of this building may have stood in another, or in none.
        here |= Matter.premises.in_(merged)
    lately_cold = (Matter.told_at >= _since(desk)) & Repair.fault_group.in_(rules()["cold_groups"])
    return (
        Matter.select(
            Matter.id.alias("matter_id"),
            Matter.number,
            Matter.kind,
            Matter.premises.alias("premises_id"),
            Matter.place_text.alias("place"),
            Matter.place_kind,
            Matter.phase,
            Matter.told_at,
            Matter.closed_at,
            Repair.fault_group,
            Repair.finished_at,
        )
        .join(Repair, on=(Repair.matter == Matter.id))
        .where(here, Repair.voided_at.is_null(), Matter.closed_at.is_null() | lately_cold)
        .order_by(Matter.told_at)
    )


def _since(desk: Desk) -> datetime:
    return desk.now() - timedelta(days=lately_days())


def _is_cold(job: _Job) -> bool:
    return job.fault_group in rules()["cold_groups"]


def _flat_of(job: _Job, stands_for: Mapping[int, int]) -> int | None:
    """The flat of the picture the repair is in; None where it is the building's own."""
    return stands_for.get(job.premises_id or 0) if job.place_kind == "home" else None


def _urgent(repairs: Iterable[OpenRepair]) -> tuple[OpenRepair, ...]:
    return tuple(sorted(repairs, key=lambda repair: (repair.due is None, repair.due, repair.matter_id)))


def _dues(desk: Desk, jobs: Sequence[_Job]) -> dict[int, datetime]:
    """When the next limit of each runs out."""
    if not jobs:
        return {}
    histories: dict[int, list[EventRow]] = defaultdict(list)
    for row in event_rows(desk.store, [job.matter_id for job in jobs]):
        histories[row.matter_id].append(row)
    now = desk.now()
    found: dict[int, datetime] = {}
    for job in jobs:
        facts = timed_facts(effective(histories[job.matter_id]))
        subject = Subject(job.kind, job.fault_group)
        states = clock_states(desk.rules.policies, facts, desk.rules.calendar, now, subject)
        dues = [state.due for state in states if state.stopped is None and state.state is not State.WAITING_WINDOW]
        if dues:
            found[job.matter_id] = min(dues)
    return found
