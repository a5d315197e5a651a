"""The facts of a forwarded matter: told, replied in part, replied with the result."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from app.services.matters.facts import Fact


class Event(StrEnum):
    """Kinds of events in a forwarded matter's life."""

    TOLD = "told"
    CONTACTED = "contacted"
    EXPLAINED = "explained"
    REPLIED_PROGRESS = "replied_progress"
    REPLIED_RESULT = "replied_result"
    URGED = "urged"
    PREMISES_CHANGED = "premises_changed"
    HANDED_ON = "handed_on"
    ACCEPTED = "accepted"
    OPINION_SENT = "opinion_sent"
    MERGED = "merged"
    UNMERGED = "unmerged"
    VOIDED = "voided"


class Phase(StrEnum):
    """Where a forwarded matter stands."""

    TAKEN = "已受理"
    PARTLY = "已阶段回复"
    ARCHIVED = "已归档"
    VOID = "作废"


@dataclass(frozen=True, slots=True)
class ForwardedFacts:
    """A forwarded matter as it stands; `progress_at` is the last 阶段回复, `received_by` who took the result."""

    told_at: datetime | None = None
    progress_at: datetime | None = None
    replied_at: datetime | None = None
    result: str = ""
    received_by: str = ""
    voided_at: datetime | None = None

    @property
    def closed_at(self) -> datetime | None:
        return self.voided_at or self.replied_at

    @property
    def phase(self) -> Phase:
        if self.voided_at is not None:
            return Phase.VOID
        if self.replied_at is not None:
            return Phase.ARCHIVED
        return Phase.TAKEN if self.progress_at is None else Phase.PARTLY


def fold(events: Iterable[Fact]) -> ForwardedFacts:
    """The facts these effective events lead to."""
    facts = ForwardedFacts()
    for event in events:
        match event.kind:
            case Event.TOLD:
                facts = replace(facts, told_at=event.happened_at)
            case Event.REPLIED_PROGRESS:
                facts = replace(facts, progress_at=event.happened_at)
            case Event.REPLIED_RESULT:
                facts = replace(facts, replied_at=event.happened_at, result=event.note, received_by=event.code)
            case Event.VOIDED:
                facts = replace(facts, voided_at=event.happened_at)
            case _:
                pass
    return facts
