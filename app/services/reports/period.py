"""Everything the figures of a period are counted from: its matters, their clocks, the callbacks decided in it.

A closed matter's verdicts were written down when it closed; an open matter's are asked of the clocks now.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, ModelSelect

from app.models.matters import ClockResult, Matter
from app.models.premises import Building, Community
from app.models.repairs import CallbackAnswers, Repair
from app.models.station import Staff
from app.services.clocks.engine import Classification, ClockState, clock_states
from app.services.clocks.facts import Subject
from app.services.kernel.desk import Desk
from app.services.kinds import SEALED, SEALED_WORDS
from app.services.matters.clocks import timed_facts
from app.services.matters.events import EffectiveEvent, effective, histories
from app.services.matters.steps import NO_VERDICT
from app.services.repairs.callback_attempts import REACHED
from app.services.repairs.facts import Event
from app.services.reports.span import Span

CALLBACK = "repair.callback"


@dataclass(frozen=True, slots=True)
class Case:
    """One matter as the figures see it; `place` of a sealed kind says only that it is sealed."""

    matter_id: int
    number: str
    kind: str
    place: str
    told_at: datetime
    closed: bool
    community: str
    group: str
    responsibility: str
    repairer: str
    outage: str
    callback_result: str
    voided: bool
    merged: bool
    user_closed: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """One clock of a matter; without an outcome it runs and is not yet due."""

    case: Case
    policy_id: str
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    outcome: str

    @property
    def decided_at(self) -> datetime:
        """When it was settled whether the limit is kept: at the stop, at the latest when the limit ran out."""
        return self.due_at if self.stopped_at is None else min(self.due_at, self.stopped_at)


@dataclass(frozen=True, slots=True)
class Period:
    """`clocks` are those of matters told in the span, `callbacks` those decided or falling due in it.

    `given_up` are limits that 因用户原因办结 ended before they ran out: not late, and yet never met.
    `satisfaction` is the word given at the callback, by matter.
    """

    span: Span
    at: datetime
    cases: tuple[Case, ...]
    clocks: tuple[Judged, ...]
    given_up: tuple[Judged, ...]
    callbacks: tuple[Judged, ...]
    satisfaction: dict[int, str]


def read_period(desk: Desk, span: Span) -> Period:
    """The matters told in `span` and the callbacks decided in it, as they stand now."""
    told = (Matter.told_at >= span.begins) & (Matter.told_at < span.ends)
    cases = {case.matter_id: case for case in desk.store.rows(_cases().where(told), _case)}
    open_cases = {case.matter_id: case for case in desk.store.rows(_cases().where(Matter.closed_at.is_null()), _case)}
    running = list(_running(desk, open_cases))
    clocks = [clock for clock in running if clock.case.matter_id in cases and clock.policy_id != CALLBACK]
    clocks += _written(desk, cases, told & (ClockResult.policy_id != CALLBACK))
    callbacks = [clock for clock in running if clock.policy_id == CALLBACK and span.holds(clock.decided_at)]
    callbacks += _callbacks_written(desk, span)
    return Period(
        span,
        desk.now(),
        tuple(cases.values()),
        tuple(clocks),
        tuple(_given_up(desk, cases)),
        tuple(callbacks),
        _satisfaction(desk, span, {clock.case.matter_id for clock in callbacks}),
    )


def _running(desk: Desk, cases: dict[int, Case]) -> Iterator[Judged]:
    for matter_id, rows in histories(desk.store, list(cases)).items():
        case = cases[matter_id]
        for state in _states(desk, case, effective(rows), desk.now()):
            outcome = "" if state.classification is None else str(state.classification)
            yield Judged(case, state.policy_id, state.start, state.due, state.stopped, outcome)


def _given_up(desk: Desk, cases: dict[int, Case]) -> Iterator[Judged]:
    """The clocks that still ran when the user's reason ended the repair; only those a user can be the reason of."""
    user_closed = [case.matter_id for case in cases.values() if case.user_closed]
    for matter_id, rows in histories(desk.store, user_closed).items():
        case, events = cases[matter_id], effective(rows)
        closed = next((event for event in events if event.kind == Event.USER_CLOSED), None)
        if closed is None:
            continue
        before = [event for event in events if event is not closed]
        for state in _states(desk, case, before, closed.happened_at):
            policy = desk.rules.policies.at(state.policy_id, state.start)
            if state.stopped is None and state.classification is None and policy.user_reasons:
                outcome = str(Classification.LATE_USER)
                yield Judged(case, state.policy_id, state.start, state.due, closed.happened_at, outcome)


def _states(desk: Desk, case: Case, events: Iterable[EffectiveEvent], at: datetime) -> list[ClockState]:
    rules, subject = desk.rules, Subject(case.kind, case.group)
    return clock_states(rules.policies, timed_facts(events), rules.calendar, at, subject)


def _written(desk: Desk, cases: dict[int, Case], where: Any) -> list[Judged]:
    return [
        Judged(cases[matter_id], *rest)
        for matter_id, *rest in desk.store.tuples(_results().where(where))
        if matter_id in cases
    ]


def _callbacks_written(desk: Desk, span: Span) -> list[Judged]:
    near = (ClockResult.stopped_at >= span.begins) & (ClockResult.stopped_at < span.ends)
    near |= (ClockResult.due_at >= span.begins) & (ClockResult.due_at < span.ends)
    mine = (ClockResult.policy_id == CALLBACK) & near
    query = _cases().join(ClockResult, on=(ClockResult.matter == Matter.id)).where(mine)
    cases = {case.matter_id: case for case in desk.store.rows(query, _case)}
    return [clock for clock in _written(desk, cases, mine) if span.holds(clock.decided_at)]


def _satisfaction(desk: Desk, span: Span, wanted: set[int]) -> dict[int, str]:
    row = CallbackAnswers
    query = row.select(row.matter, row.satisfaction).where(row.at >= span.begins, row.result.in_(sorted(REACHED)))
    # A callback that was taken back and made again has two rows; the newer one is what was said.
    return {matter_id: word for matter_id, word in desk.store.tuples(query.order_by(row.id)) if matter_id in wanted}


def _results() -> "ModelSelect[ClockResult]":
    return (
        ClockResult.select(
            ClockResult.matter,
            ClockResult.policy_id,
            ClockResult.started_at,
            ClockResult.due_at,
            ClockResult.stopped_at,
            ClockResult.outcome,
        )
        .join(Matter, on=(Matter.id == ClockResult.matter))
        .where(ClockResult.outcome != NO_VERDICT, Matter.closed_at.is_null(False))
    )


def _cases() -> "ModelSelect[Matter]":
    return (
        Matter.select(
            Matter.id.alias("matter_id"),
            Matter.number,
            Matter.kind,
            Matter.place_text.alias("place"),
            Matter.told_at,
            Matter.closed_at,
            Matter.void_reason,
            Matter.merged_into.alias("merged_id"),
            Community.name.alias("community"),
            Repair.fault_group,
            Repair.responsibility,
            Staff.name.alias("repairer"),
            Repair.outage_number,
            Repair.callback_result,
            Repair.voided_at,
            Repair.user_closed_at,
        )
        .join(Repair, JOIN.LEFT_OUTER, on=(Repair.matter == Matter.id))
        .join_from(Matter, Building, JOIN.LEFT_OUTER, on=(Building.id == Matter.building))
        .join_from(Building, Community, JOIN.LEFT_OUTER, on=(Community.id == Building.community))
        .join_from(Repair, Staff, JOIN.LEFT_OUTER, on=(Staff.id == Repair.repairer))
    )


def _case(**row: Any) -> Case:
    return Case(
        row["matter_id"],
        row["number"],
        row["kind"],
        SEALED_WORDS if row["kind"] in SEALED else row["place"],
        row["told_at"],
        row["closed_at"] is not None,
        row["community"] or "",
        row["fault_group"] or "",
        row["responsibility"] or "",
        row["repairer"] or "",
        row["outage_number"] or "",
        row["callback_result"] or "",
        row["voided_at"] is not None or bool(row["void_reason"]),
        row["merged_id"] is not None,
        row["user_closed_at"] is not None,
    )
