"""The facts of complaints and tip-offs: told, passed on, answered."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from app.services.matters.facts import Fact


class Event(StrEnum):
    """Kinds of events in the life of a complaint or a tip-off."""

    TOLD = "told"
    PASSED_ON = "passed_on"
    EXPLAINED = "explained"
    ANSWERED = "answered"
    URGED = "urged"
    PREMISES_CHANGED = "premises_changed"
    HANDED_ON = "handed_on"
    ACCEPTED = "accepted"
    OPINION_SENT = "opinion_sent"
    MERGED = "merged"
    UNMERGED = "unmerged"
    WORDS_READ = "words_read"
    VOIDED = "voided"


class Phase(StrEnum):
    """Where a complaint or tip-off stands."""

    TAKEN = "已受理"
    PASSED_ON = "已转递"
    ARCHIVED = "已归档"
    UNANSWERABLE = "无法答复"
    VOID = "作废"


CONTENT, NOT_CONTENT, UNANSWERABLE = "content", "not_content", "unanswerable"


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """As it stands: `passed_on_at` is the first passing on, `passed_to` the last receiver.

    `content` None when nobody asked; `unanswerable` when nobody was there to be answered.
    """

    told_at: datetime | None = None
    passed_on_at: datetime | None = None
    passed_to: str = ""
    answered_at: datetime | None = None
    content: bool | None = None
    unanswerable: bool = False
    voided_at: datetime | None = None

    @property
    def closed_at(self) -> datetime | None:
        return self.voided_at or self.answered_at

    @property
    def phase(self) -> Phase:
        if self.voided_at is not None:
            return Phase.VOID
        if self.answered_at is not None:
            return Phase.UNANSWERABLE if self.unanswerable else Phase.ARCHIVED
        return Phase.TAKEN if self.passed_on_at is None else Phase.PASSED_ON


def fold(events: Iterable[Fact]) -> ComplaintFacts:
    """The facts these effective events lead to."""
    facts = ComplaintFacts()
    for event in events:
        match event.kind:
            case Event.TOLD:
                facts = replace(facts, told_at=event.happened_at)
            case Event.PASSED_ON:
                first = facts.passed_on_at or event.happened_at
                facts = replace(facts, passed_on_at=first, passed_to=event.code)
            case Event.ANSWERED:
                facts = replace(
                    facts,
                    answered_at=event.happened_at,
                    content={CONTENT: True, NOT_CONTENT: False}.get(event.code),
                    unanswerable=event.code == UNANSWERABLE,
                )
            case Event.VOIDED:
                facts = replace(facts, voided_at=event.happened_at)
            case _:
                pass
    return facts
