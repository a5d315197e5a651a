"""The facts of an incident and how each event changes them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from app.services.matters.facts import Fact


class Event(StrEnum):
    """Kinds of events in an incident's life. The strings stand in the history and in the policies."""

    TOLD = "told"
    PLANNED = "planned"
    BEGAN = "began"
    EXPECTED = "expected"
    ARRIVED = "arrived"
    USERS_TOLD = "users_told"
    POSTED = "posted"
    LONG_EXPECTED = "long_expected"
    LONG_NOTIFIED = "long_notified"
    SHEET_ISSUED = "sheet_issued"
    RESTORED = "restored"
    AREAS_CHANGED = "areas_changed"
    HANDED_ON = "handed_on"
    ACCEPTED = "accepted"
    OPINION_SENT = "opinion_sent"
    VOIDED = "voided"
    ARCHIVED = "archived"


class Phase(StrEnum):
    """Where an incident stands."""

    PLANNED = "计划停热"
    OFF = "停热中"
    RESTORED = "已恢复"
    ARCHIVED = "已归档"
    VOID = "作废"


@dataclass(frozen=True, slots=True)
class Expected:
    """An expected end, and when it became known."""

    known_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class OutageFacts:
    """An incident as it stands. `expectations` is every expected end there was, the last one counts.

    `planned_at` is when heat is to go off by the last plan; only `began_at` says that it really did.
    """

    told_at: datetime | None = None
    planned_at: datetime | None = None
    began_at: datetime | None = None
    expectations: tuple[Expected, ...] = ()
    arrived_at: datetime | None = None
    users_told_at: datetime | None = None
    long_expected_at: datetime | None = None
    long_notified_at: datetime | None = None
    restored_at: datetime | None = None
    opinion_at: datetime | None = None
    voided_at: datetime | None = None
    archived_at: datetime | None = None

    @property
    def is_planned(self) -> bool:
        """Announced, and heat is not off yet."""
        return self.began_at is None and self.planned_at is not None

    @property
    def begins_at(self) -> datetime | None:
        """When heat went off, else when it is to go off."""
        return self.began_at or self.planned_at

    @property
    def expected_at(self) -> datetime | None:
        """The end users are told."""
        return self.expectations[-1].until if self.expectations else None

    @property
    def closed_at(self) -> datetime | None:
        return self.voided_at or self.archived_at

    @property
    def phase(self) -> Phase:
        if self.voided_at is not None:
            return Phase.VOID
        if self.archived_at is not None:
            return Phase.ARCHIVED
        if self.is_planned:
            return Phase.PLANNED
        return Phase.OFF if self.restored_at is None else Phase.RESTORED


def fold(events: Iterable[Fact]) -> OutageFacts:
    """The facts these effective events lead to, in the order given."""
    facts = OutageFacts()
    for event in events:
        facts = apply(facts, event)
    return facts


def apply(facts: OutageFacts, event: Fact) -> OutageFacts:
    """The facts after `event`; a kind that only tells a story changes nothing."""
    at = event.happened_at
    match event.kind:
        case Event.TOLD:
            return replace(facts, told_at=at)
        case Event.PLANNED if event.until_at is not None:
            return replace(facts, planned_at=event.until_at)
        case Event.BEGAN:
            return replace(facts, began_at=at)
        case Event.EXPECTED if event.until_at is not None:
            return replace(facts, expectations=(*facts.expectations, Expected(at, event.until_at)))
        case Event.ARRIVED:
            return replace(facts, arrived_at=facts.arrived_at or at)
        case Event.USERS_TOLD:
            return replace(facts, users_told_at=facts.users_told_at or at)
        case Event.LONG_EXPECTED:
            return replace(facts, long_expected_at=at)
        case Event.LONG_NOTIFIED:
            return replace(facts, long_notified_at=facts.long_notified_at or at)
        case Event.RESTORED:
            return replace(facts, restored_at=at)
        case Event.OPINION_SENT:
            return replace(facts, opinion_at=facts.opinion_at or at)
        case Event.VOIDED:
            return replace(facts, voided_at=at)
        case Event.ARCHIVED:
            return replace(facts, archived_at=at)
        case _:
            return facts
