"""The clock engine: from facts and the present moment to the state of every clock of a matter.

Pure and stateless. Clocks never pause; what happened on the way only says which kind of lateness it is.
`ticks` works on integers for lists of a thousand matters, `clock_states` gives the same as values.

Rounds: a `reopened` fact begins a new round with clocks of its own; clocks of the round before that
still ran and were not yet late end there without a verdict.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from app.services.clocks.calendar import Calendar
from app.services.clocks.due import MINUTE, reckon
from app.services.clocks.facts import Subject, TimedFact
from app.services.clocks.policies import Policy, PolicySet, StartRule, Take
from app.services.kernel.times import from_ms, to_ms


class State(StrEnum):
    """Where a clock stands now."""

    WAITING_WINDOW = "waiting_window"  # started, but must not be met yet
    RUNNING = "running"
    WARNING = "warning"
    OVERDUE = "overdue"
    STOPPED = "stopped"

    @property
    def word(self) -> str:
        return _STATE_WORDS[self]


class Classification(StrEnum):
    """How a clock came out; a late one that still runs has its class as of now."""

    MET = "met"
    LATE_EXPLAINED = "late_explained"
    LATE_USER = "late_user"
    LATE_UNEXPLAINED = "late_unexplained"

    @property
    def word(self) -> str:
        return _CLASS_WORDS[self]


_STATE_WORDS = {
    State.WAITING_WINDOW: "未到时间",
    State.RUNNING: "计时中",
    State.WARNING: "临近",
    State.OVERDUE: "超时",
    State.STOPPED: "已办",
}
_CLASS_WORDS = {
    Classification.MET: "及时",
    Classification.LATE_EXPLAINED: "超时·已说明",
    Classification.LATE_USER: "超时·用户原因",
    Classification.LATE_UNEXPLAINED: "超时·未说明",
}

Fact = tuple[str, int, int | None]  # kind, at, until; milliseconds


class Tick(NamedTuple):
    """One clock on integers (milliseconds); the fields mean what they mean in ClockState."""

    policy: Policy
    round: int
    start: int
    due: int
    not_before: int | None
    closing: int | None
    stopped: int | None
    provisional: bool
    state: State
    classification: Classification | None
    next_change: int | None


@dataclass(frozen=True, slots=True)
class ClockState:
    """One clock of one matter; moments are aware, UTC.

    `remaining` is whole minutes from now (or from the stop) to `due`, rounded down, negative when late.
    `next_change` is when `state` or `classification` will change by itself, None when never.
    """

    policy_id: str
    clause: str
    title: str
    severity: int
    round: int
    start: datetime
    due: datetime
    not_before: datetime | None
    closing: datetime | None
    stopped: datetime | None
    provisional: bool
    state: State
    classification: Classification | None
    remaining: int
    next_change: datetime | None


def clock_states(
    policies: PolicySet, events: Iterable[TimedFact], calendar: Calendar, now: datetime, subject: Subject
) -> list[ClockState]:
    """The state of every clock that applies to `subject`, given its effective `events`, at `now`.

    A policy without a starting fact, or whose clock was released before it was late, gives no state;
    a voided matter gives none at all. `now` and all events are aware.
    """
    moment = to_ms(now)
    return [_state(tick, moment) for tick in ticks(policies, as_facts(events), calendar, moment, subject)]


def as_facts(events: Iterable[TimedFact]) -> list[Fact]:
    """`events` on integers, as `ticks` wants them."""
    return [(fact.kind, to_ms(fact.at), None if fact.until is None else to_ms(fact.until)) for fact in events]


def ticks(policies: PolicySet, facts: Sequence[Fact], calendar: Calendar, now: int, subject: Subject) -> list[Tick]:
    """`clock_states` on integers; facts that happened at the same moment count in the order given."""
    kinds = {fact[0] for fact in facts}
    if "voided" in kinds:
        return []
    clocks = policies.for_subject(subject)
    in_order = sorted(facts, key=_at)
    rounds = _rounds(in_order) if "reopened" in kinds else [(in_order, None)]
    found: list[Tick] = []
    for number, (facts_of_round, ended) in enumerate(rounds, 1):
        for versions in clocks:
            for since, until, policy in versions:
                start = _start(policy.start, facts_of_round)
                if start is not None and since <= start < until:
                    tick = _tick(policy, number, start, facts_of_round, ended, calendar, now)
                    if tick is not None:
                        found.append(tick)
                    break
    return found


_at = itemgetter(1)


def _rounds(facts: list[Fact]) -> list[tuple[list[Fact], int | None]]:
    begins = [0, *(index for index, fact in enumerate(facts) if fact[0] == "reopened")]
    ends: list[int | None] = [*begins[1:], None]
    return [(facts[a:b], None if b is None else facts[b][1]) for a, b in zip(begins, ends, strict=True)]


def _start(rule: StartRule, facts: list[Fact]) -> int | None:
    kinds = rule.kinds
    if rule.take is Take.FIRST:
        start = next((fact[1] for fact in facts if fact[0] in kinds), None)
    elif rule.take is Take.LAST:
        start = next((fact[1] for fact in reversed(facts) if fact[0] in kinds), None)
    else:
        first: dict[str, int] = {}
        for kind, at, _ in facts:
            if kind in kinds:
                first.setdefault(kind, at)
        start = max(first.values()) if len(first) == len(kinds) else None
    if start is not None and rule.after:
        start = max([start, *(fact[1] for fact in facts if fact[0] in rule.after)])
    return start


def _tick(
    policy: Policy, number: int, start: int, facts: list[Fact], ended: int | None, calendar: Calendar, now: int
) -> Tick | None:
    due, not_before, provisional, closing = reckon(policy, start, calendar)
    opens = start if not_before is None else not_before
    stopped: int | None = None
    released: int | None = None
    for kind, at, _ in facts:
        if stopped is not None and at > stopped:
            break
        if kind in policy.stops and (not_before is None or at >= not_before):
            stopped = at
        elif kind in policy.releases and (released is None or at < released):
            released = at
    if stopped is None and released is None:
        released = ended
    if released is not None and (stopped is None or released <= stopped):
        if released <= due:
            return None
        # Too late to let the clock go: what ended it ends a late clock.
        stopped = released

    classification: Classification | None = None
    next_change: int | None = None
    if stopped is not None:
        state = _STOPPED
        classification = _MET
        if stopped > due:
            # What was said in the very moment of the stop was not said before it.
            classification = _lateness(policy, start, due, stopped, stopped - 1, facts, calendar)[0]
    elif now > due:
        state = _OVERDUE
        # Nothing is said after it: what a PC's clock that ran ahead has put into the future was said, too.
        classification, next_change = _lateness(policy, start, due, now, _FOR_EVER, facts, calendar)
    elif now < opens:
        state, next_change = _WAITING, opens
    else:
        warned = opens + (due - opens) * policy.thresholds[0] // 100
        state, next_change = (_RUNNING, warned) if now < warned else (_WARNING, due + 1)
    return Tick(
        policy, number, start, due, not_before, closing, stopped, provisional, state, classification, next_change
    )


_FOR_EVER = 1 << 62
_STOPPED, _OVERDUE, _WAITING = State.STOPPED, State.OVERDUE, State.WAITING_WINDOW
_RUNNING, _WARNING, _MET = State.RUNNING, State.WARNING, Classification.MET


def _lateness(
    policy: Policy, start: int, due: int, judged: int, said_by: int, facts: list[Fact], calendar: Calendar
) -> tuple[Classification, int | None]:
    """Which lateness it is at `judged`, by what was said up to `said_by`; and when that changes by itself."""
    for kinds, latest, classification in (
        # A user who put us off after the limit had passed did not cause the lateness.
        (policy.user_reasons, min(due, said_by), Classification.LATE_USER),
        (policy.explanations, said_by, Classification.LATE_EXPLAINED),
    ):
        covers = list(_covers(policy, kinds, start, latest, facts, calendar))
        if None in covers:
            return classification, None
        until = max((cover for cover in covers if cover is not None), default=start)
        if until >= judged:
            return classification, until + 1
    return Classification.LATE_UNEXPLAINED, None


def _covers(
    policy: Policy, kinds: frozenset[str], first: int, last: int, facts: list[Fact], calendar: Calendar
) -> Iterator[int | None]:
    """Until when each reason holds: for ever, or for the limit counted anew from the time it named."""
    for kind, at, until in facts:
        if kind in kinds and first <= at <= last:
            yield None if until is None else reckon(policy, until, calendar).due


def _state(tick: Tick, now: int) -> ClockState:
    policy = tick.policy
    return ClockState(
        policy_id=policy.id,
        clause=policy.clause,
        title=policy.title,
        severity=policy.severity,
        round=tick.round,
        start=from_ms(tick.start),
        due=from_ms(tick.due),
        not_before=None if tick.not_before is None else from_ms(tick.not_before),
        closing=None if tick.closing is None else from_ms(tick.closing),
        stopped=None if tick.stopped is None else from_ms(tick.stopped),
        provisional=tick.provisional,
        state=tick.state,
        classification=tick.classification,
        remaining=(tick.due - (now if tick.stopped is None else tick.stopped)) // MINUTE,
        next_change=None if tick.next_change is None else from_ms(tick.next_change),
    )
