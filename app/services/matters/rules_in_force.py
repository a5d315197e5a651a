"""The rules a desk works by: shipped policies and calendars under this station's own, kept in its database."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.models.matters import Matter
from app.models.station import CalendarYear, Staff
from app.models.station import PolicyOverride as OverrideTable
from app.services.clocks.plans import parse_plan, plan_json
from app.services.clocks.policies import PolicyOverride
from app.services.clocks.recompute import OpenMatter, recompute
from app.services.clocks.rules import Rules
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput
from app.services.kernel.store import Store
from app.services.kernel.unit import writing
from app.services.matters.clocks import subject_of, timed_facts
from app.services.matters.events import effective_events


def load_rules(store: Store) -> Rules:
    """What is in force in this database, as an immutable snapshot."""
    years = [
        parse_plan(plan.encode(), f"{year}")
        for year, plan in store.tuples(CalendarYear.select(CalendarYear.year, CalendarYear.plan))
    ]
    return Rules.shipped(overrides=list_overrides(store), years=years)


def list_overrides(store: Store) -> list[PolicyOverride]:
    """Every limit this station ever changed, oldest first."""
    query = (
        OverrideTable.select(
            OverrideTable.policy_id,
            OverrideTable.changes,
            OverrideTable.valid_from,
            OverrideTable.valid_until,
            OverrideTable.reason,
            Staff.name.alias("by"),
        )
        .join(Staff, "LEFT JOIN", on=(OverrideTable.by == Staff.id))
        .order_by(OverrideTable.id)
    )
    return store.rows(query, _override)


@dataclass(frozen=True, slots=True)
class OverrideDraft:
    """A limit to change: field names and value forms of the policy files, from when to when (aware), and why."""

    policy_id: str
    changes: dict[str, Any]
    valid_from: datetime
    reason: str
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Overridden:
    override_id: int


def override_policy(desk: Desk, draft: OverrideDraft, key: UUID) -> Overridden:
    """Change a limit for clocks that start within the span; what was in force before stays readable.

    Only the manager may; BadPolicy with a sentence when the change does not fit the policy.
    """
    desk.require(Role.MANAGER)
    if not draft.reason.strip():
        raise InvalidInput({"reason": "请写明更改时限的依据。"})
    override = PolicyOverride(
        policy_id=draft.policy_id,
        changes=draft.changes,
        valid_from=draft.valid_from,
        valid_until=draft.valid_until,
        reason=draft.reason.strip(),
        by=desk.actor.name,
    )
    Rules.shipped(overrides=[*list_overrides(desk.store), override])
    with writing(desk, "policy.override", key) as unit:
        if first := unit.earlier(Overridden):
            return first
        override_id = unit.insert(
            OverrideTable,
            policy_id=override.policy_id,
            changes=json.dumps(override.changes, ensure_ascii=False),
            valid_from=override.valid_from,
            valid_until=override.valid_until,
            reason=override.reason,
            by=desk.actor.staff_id,
            made_at=unit.at,
        )
        unit.changed("rules", override_id)
        return unit.result(Overridden(override_id))


@dataclass(frozen=True, slots=True)
class YearLoaded:
    year: int
    source: str
    holidays: int
    worked: int


@dataclass(frozen=True, slots=True)
class MovedDue:
    """A running clock that the new plan gave another due, or whose provisional due it settled."""

    number: str
    title: str
    old_due: datetime
    new_due: datetime
    provisional: bool


def load_calendar_year(desk: Desk, data: bytes, name: str, key: UUID) -> YearLoaded:
    """Take in a year's plan of working days (see clocks.plans for the file); a year loaded again is replaced.

    Only the manager may: every deadline moves with it. BadCalendar names line and field when the file is not
    sound. `moved_dues` says what it does to running clocks.
    """
    desk.require(Role.MANAGER)
    plan = parse_plan(data, name)
    with writing(desk, "calendar.load", key) as unit:
        if first := unit.earlier(YearLoaded):
            return first
        values: dict[str, Any] = {"source": plan.source, "plan": plan_json(plan), "loaded_at": unit.at}
        known = desk.store.scalar(CalendarYear.select(CalendarYear.id).where(CalendarYear.year == plan.year))
        if known is None:
            known = unit.insert(CalendarYear, year=plan.year, **values)
        else:
            unit.update(CalendarYear, known, **values)
        unit.changed("rules", known)
        return unit.result(YearLoaded(plan.year, plan.source, len(plan.holidays), len(plan.worked)))


def moved_dues(desk: Desk, before: Rules) -> list[MovedDue]:
    """Running clocks whose due, or its provisional mark, differs between `before` and the rules now in force."""
    open_matters = desk.store.tuples(Matter.select(Matter.id, Matter.number).where(Matter.closed_at.is_null()))
    running = [
        OpenMatter(
            number, subject_of(desk.store, matter_id), tuple(timed_facts(effective_events(desk.store, matter_id)))
        )
        for matter_id, number in open_matters
    ]
    return [
        MovedDue(found.ref, found.title, found.old_due, found.new_due, found.provisional)
        for found in recompute(before, load_rules(desk.store), running, desk.now())
    ]


def _override(**columns: Any) -> PolicyOverride:
    return PolicyOverride(**{**columns, "changes": json.loads(columns["changes"]), "by": columns["by"] or ""})
