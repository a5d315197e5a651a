"""What a new plan or a changed policy does to the clocks that are running."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from app.services.clocks.engine import as_facts
from app.services.clocks.facts import Subject, TimedFact
from app.services.clocks.rules import Rules
from app.services.kernel.times import from_ms, to_ms

Ref = TypeVar("Ref")


@dataclass(frozen=True, slots=True)
class OpenMatter(Generic[Ref]):
    """A matter as the clocks see it; `ref` is whatever the caller knows it by."""

    ref: Ref
    subject: Subject
    events: tuple[TimedFact, ...]


@dataclass(frozen=True, slots=True)
class Recomputed(Generic[Ref]):
    """A running clock whose due moved, or whose due was provisional and is settled (or the reverse)."""

    ref: Ref
    policy_id: str
    title: str
    start: datetime
    old_due: datetime
    new_due: datetime
    was_provisional: bool
    provisional: bool

    @property
    def moved(self) -> bool:
        return self.old_due != self.new_due


def recompute(old: Rules, new: Rules, matters: Iterable[OpenMatter[Ref]], now: datetime) -> list[Recomputed[Ref]]:
    """The clocks still running under `new` that `old` gave another due or another provisional mark."""
    moment = to_ms(now)
    found = []
    for matter in matters:
        facts = as_facts(matter.events)
        before = {(tick.policy.id, tick.round): tick for tick in old.ticks(matter.subject, facts, moment)}
        for tick in new.ticks(matter.subject, facts, moment):
            was = before.get((tick.policy.id, tick.round))
            if was is None or tick.stopped is not None:
                continue
            if (was.due, was.provisional) != (tick.due, tick.provisional):
                found.append(
                    Recomputed(
                        ref=matter.ref,
                        policy_id=tick.policy.id,
                        title=tick.policy.title,
                        start=from_ms(tick.start),
                        old_due=from_ms(was.due),
                        new_due=from_ms(tick.due),
                        was_provisional=was.provisional,
                        provisional=tick.provisional,
                    )
                )
    return found
