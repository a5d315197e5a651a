"""A slow second opinion on the clocks of a repair, written from the clauses and not from the engine.

It counts minute by minute where the engine calculates, and knows only what 9.10 says.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

MINUTE = timedelta(minutes=1)
PUT_OFF = {"rescheduled_by_user", "nobody_home", "refused_entry", "no_adult"}


@dataclass(frozen=True)
class Fact:
    kind: str
    at: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Limit:
    minutes: int
    stops: frozenset[str]
    releases: frozenset[str]
    put_off: frozenset[str]


LEAK = {
    "repair.leak.arrive": Limit(
        30,
        frozenset({"arrived", "finished", "joined_outage"}),
        frozenset({"phone_solved", "user_closed"}),
        frozenset(PUT_OFF),
    )
}
OTHER = {
    "repair.contact": Limit(
        30,
        frozenset({"contacted", "agreed_in_call", "arrived", "finished", "joined_outage", "phone_solved"}),
        frozenset({"user_closed"}),
        frozenset(),
    ),
    "repair.arrive": Limit(
        120,
        frozenset({"arrived", "finished"}),
        frozenset({"phone_solved", "joined_outage", "user_closed"}),
        frozenset(PUT_OFF),
    ),
}
ALWAYS = {
    "repair.finish": Limit(
        1440, frozenset({"finished", "phone_solved"}), frozenset({"joined_outage", "user_closed"}), frozenset(PUT_OFF)
    )
}


def outcomes(facts: list[Fact], now: datetime, *, leak: bool) -> dict[str, str | None]:
    """Policy id → class, None while a clock still runs in time; policies that ask nothing are absent."""
    if any(fact.kind == "voided" for fact in facts):
        return {}
    start = next(fact.at for fact in facts if fact.kind == "told")
    limits = {**(LEAK if leak else OTHER), **ALWAYS}
    found = {policy_id: outcome(limit, start, facts, now) for policy_id, limit in limits.items()}
    return {policy_id: said for policy_id, said in found.items() if said != "released"}


def outcome(limit: Limit, start: datetime, facts: list[Fact], now: datetime) -> str | None:
    due = counted(start, limit.minutes)
    stop = min((fact.at for fact in facts if fact.kind in limit.stops), default=None)
    release = min((fact.at for fact in facts if fact.kind in limit.releases), default=None)
    if release is not None and (stop is None or release <= stop):
        if release <= due:
            return "released"
        stop = release
    if stop is not None and stop <= due:
        return "met"
    if stop is None and now <= due:
        return None
    end = stop or now
    if holds(limit, limit.put_off, facts, start, due, end):
        return "late_user"
    before_the_end = end - timedelta(milliseconds=1) if stop is not None else end
    if holds(limit, frozenset({"explained"}), facts, start, before_the_end, end):
        return "late_explained"
    return "late_unexplained"


def holds(
    limit: Limit, kinds: frozenset[str], facts: list[Fact], first: datetime, last: datetime, end: datetime
) -> bool:
    """Whether a reason given in time still covers the end: for ever, or for the limit counted from what it named."""
    given = [fact for fact in facts if fact.kind in kinds and first <= fact.at <= last]
    return any(fact.until is None or counted(fact.until, limit.minutes) >= end for fact in given)


@cache
def counted(start: datetime, minutes: int) -> datetime:
    at = start
    for _ in range(minutes):
        at += MINUTE
    return at
