"""The facts of an enquiry: asked, answered, taken back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from app.services.matters.facts import Fact


class Event(StrEnum):
    """Kinds of events in an enquiry's life."""

    TOLD = "told"
    ANSWERED = "answered"
    PREMISES_CHANGED = "premises_changed"
    HANDED_ON = "handed_on"
    ACCEPTED = "accepted"
    OPINION_SENT = "opinion_sent"
    MERGED = "merged"
    UNMERGED = "unmerged"
    VOIDED = "voided"


class Phase(StrEnum):
    """Where an enquiry stands."""

    TAKEN = "已受理"
    ARCHIVED = "已归档"
    VOID = "作废"


@dataclass(frozen=True, slots=True)
class EnquiryFacts:
    """An enquiry as it stands; `content` None when nobody asked whether the answer helped."""

    told_at: datetime | None = None
    answered_at: datetime | None = None
    content: bool | None = None
    voided_at: datetime | None = None

    @property
    def closed_at(self) -> datetime | None:
        return self.voided_at or self.answered_at

    @property
    def phase(self) -> Phase:
        if self.voided_at is not None:
            return Phase.VOID
        return Phase.TAKEN if self.answered_at is None else Phase.ARCHIVED


CONTENT, NOT_CONTENT = "content", "not_content"


def fold(events: Iterable[Fact]) -> EnquiryFacts:
    """The facts these effective events lead to."""
    facts = EnquiryFacts()
    for event in events:
        match event.kind:
            case Event.TOLD:
                facts = replace(facts, told_at=event.happened_at)
            case Event.ANSWERED:
                content = {CONTENT: True, NOT_CONTENT: False}.get(event.code)
                facts = replace(facts, answered_at=event.happened_at, content=content)
            case Event.VOIDED:
                facts = replace(facts, voided_at=event.happened_at)
            case _:
                pass
    return facts
