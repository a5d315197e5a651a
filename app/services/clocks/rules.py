"""The rules a desk works by: policies and calendar, one immutable snapshot with a version."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Self

from app.paths import resource, resource_json
from app.services.clocks import due as reckoning
from app.services.clocks.calendar import Calendar, YearPlan
from app.services.clocks.engine import ClockState, Fact, Tick, clock_states, ticks
from app.services.clocks.facts import Subject, TimedFact
from app.services.clocks.plans import parse_plan
from app.services.clocks.policies import BadPolicy, PolicyOverride, PolicySet, PolicySource

REGULATION = "regulation"


@dataclass(frozen=True, slots=True)
class Rules:
    """Policies and calendar as of now; `version` differs whenever their content does."""

    policies: PolicySet
    calendar: Calendar
    version: str

    @classmethod
    def shipped(
        cls, overrides: Sequence[PolicyOverride] = (), years: Sequence[YearPlan] = (), policies: str = REGULATION
    ) -> Self:
        """The shipped set `policies` and calendar, with a station's overrides and imported years over them.

        BadPolicy with a sentence when an override does not fit.
        """
        sources = _shipped_policies(policies)
        plans = (*_shipped_plans(), *years)
        content = repr((sources, [_content(override) for override in overrides], plans))
        return cls(
            policies=PolicySet.of(sources, overrides) if overrides else _shipped_set(policies),
            calendar=Calendar.of(plans) if years else _shipped_calendar(),
            version=f"{zlib.crc32(content.encode()):08x}",
        )

    def due(self, policy_id: str, start: datetime) -> reckoning.Due:
        """When the limit `policy_id` started at `start` runs out, step by step; NotFound without a valid version."""
        return reckoning.due(self.policies.at(policy_id, start), start, self.calendar)

    def states(self, subject: Subject, events: Iterable[TimedFact], now: datetime) -> list[ClockState]:
        """The clocks of one matter at `now`."""
        return clock_states(self.policies, events, self.calendar, now, subject)

    def ticks(self, subject: Subject, facts: Sequence[Fact], now: int) -> list[Tick]:
        """The same on integers (milliseconds), for long lists."""
        return ticks(self.policies, facts, self.calendar, now, subject)


def _content(override: PolicyOverride) -> tuple[object, ...]:
    return override.policy_id, sorted(override.changes.items()), override.valid_from, override.valid_until


@cache
def _shipped_policies(name: str) -> tuple[PolicySource, ...]:
    file = f"{name}.json"
    raw: Any = resource_json(f"policies/{file}")
    if not isinstance(raw, dict) or raw.keys() - {"title", "extends", "policies", "without"} or "policies" not in raw:
        raise BadPolicy(f"{file}：应含 title、policies，可另含 extends、without。")
    own = tuple(PolicySource(file, policy) for policy in raw["policies"])
    if "extends" not in raw:
        return own
    # A set that extends another replaces whole policies by id.
    replaced = {source.raw.get("id") for source in own} | set(raw.get("without", ()))
    return (*(source for source in _shipped_policies(raw["extends"]) if source.raw["id"] not in replaced), *own)


@cache
def _shipped_set(name: str) -> PolicySet:
    return PolicySet.of(_shipped_policies(name))


@cache
def _shipped_plans() -> tuple[YearPlan, ...]:
    files = sorted(resource("calendars").glob("*.json"))
    return tuple(parse_plan(file.read_bytes(), file.name) for file in files)


@cache
def _shipped_calendar() -> Calendar:
    return Calendar.of(_shipped_plans())
