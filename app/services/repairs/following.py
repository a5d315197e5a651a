"""随主件: how a repair's history differs from what the main job's arrival and finish make of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.services.matters.events import EffectiveEvent
from app.services.repairs.facts import FOLLOWED, Event


@dataclass(frozen=True, slots=True)
class Difference:
    """What a merged repair lacks, and what it has taken over that is not so any more.

    `changes` are corrections by event id; `missing` are facts to record: kind, moment, who.
    """

    number: str
    changes: tuple[tuple[int, dict[str, Any]], ...]
    missing: tuple[tuple[Event, datetime, int | None], ...]

    @property
    def reason(self) -> str:
        """Why a fact that was taken over changes."""
        return f"随主件 {self.number}"

    @classmethod
    def between(
        cls, own: Sequence[EffectiveEvent], main: Sequence[EffectiveEvent], number: str, told_at: datetime
    ) -> "Difference":
        """Compare the repair's own events with those of the main job with this number.

        Whoever was there before the user rang was there when he rang.
        """
        changes: list[tuple[int, dict[str, Any]]] = []
        missing: list[tuple[Event, datetime, int | None]] = []
        for kind in sorted(FOLLOWED):
            wanted = [(max(event.happened_at, told_at), event.staff_id) for event in main if event.kind == kind]
            taken_over = [event for event in own if event.kind == kind and event.code == number]
            stale = []
            for event in taken_over:
                if (event.happened_at, event.staff_id) in wanted:
                    wanted.remove((event.happened_at, event.staff_id))
                else:
                    stale.append(event)
            for event, (at, staff_id) in zip(stale, wanted, strict=False):
                changes.append((event.id, {"happened_at": at, "staff_id": staff_id}))
            changes += [(event.id, {"withdrawn": True}) for event in stale[len(wanted) :]]
            missing += [(kind, at, staff_id) for at, staff_id in wanted[len(stale) :]]
        return cls(number, tuple(changes), tuple(missing))
