"""The history of a matter: raw rows as typed in, and the effective events facts are folded from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from peewee import ModelSelect

from app.models.matters import MatterEvent
from app.services.kernel.store import Store

CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class EventRow:
    """One row of the history, never changed once written."""

    id: int
    matter_id: int
    kind: str
    happened_at: datetime
    told_at: datetime
    entered_at: datetime
    actor_id: int | None
    staff_id: int | None
    visit_no: int | None
    code: str
    until_at: datetime | None
    corrects_id: int | None
    withdrawn: bool
    note: str
    detail: str = "{}"


@dataclass(frozen=True, slots=True)
class EffectiveEvent:
    """A fact as it stands after corrections. `id` stays the one of the first row."""

    id: int
    kind: str
    happened_at: datetime
    told_at: datetime
    entered_at: datetime
    actor_id: int | None = None
    staff_id: int | None = None
    visit_no: int | None = None
    code: str = ""
    until_at: datetime | None = None
    note: str = ""
    corrected: bool = False


def effective(rows: Iterable[EventRow]) -> list[EffectiveEvent]:
    """The facts of one matter after corrections, by time, then by the order they were typed.

    A correcting row carries the whole new set of typed values of the row it corrects, and the reason
    in its note; the last one wins. A withdrawing row takes the fact back.
    """
    current: dict[int, EffectiveEvent] = {}
    root_of: dict[int, int] = {}
    for row in sorted(rows, key=lambda row: row.id):
        if row.corrects_id is None:
            root_of[row.id] = row.id
            current[row.id] = EffectiveEvent(
                row.id,
                row.kind,
                row.happened_at,
                row.told_at,
                row.entered_at,
                row.actor_id,
                row.staff_id,
                row.visit_no,
                row.code,
                row.until_at,
                row.note,
            )
            continue
        root = root_of[row.id] = root_of[row.corrects_id]
        if row.withdrawn:
            current.pop(root, None)
        elif root in current:
            current[root] = replace(
                current[root],
                happened_at=row.happened_at,
                told_at=row.told_at,
                staff_id=row.staff_id,
                visit_no=row.visit_no,
                code=row.code,
                until_at=row.until_at,
                corrected=True,
            )
    return sorted(current.values(), key=lambda event: (event.happened_at, event.id))


def event_rows(store: Store, matter_ids: Sequence[int] | Any) -> list[EventRow]:
    """The raw history of these matters, in the order it was typed. Ids may be a list or a subquery."""
    query: ModelSelect[MatterEvent] = (
        MatterEvent.select(
            MatterEvent.id,
            MatterEvent.matter.alias("matter_id"),
            MatterEvent.kind,
            MatterEvent.happened_at,
            MatterEvent.told_at,
            MatterEvent.entered_at,
            MatterEvent.actor.alias("actor_id"),
            MatterEvent.staff.alias("staff_id"),
            MatterEvent.visit_no,
            MatterEvent.code,
            MatterEvent.until_at,
            MatterEvent.corrects.alias("corrects_id"),
            MatterEvent.withdrawn,
            MatterEvent.note,
            MatterEvent.detail,
        )
        .where(MatterEvent.matter.in_(matter_ids))
        .order_by(MatterEvent.id)
    )
    return store.rows(query, EventRow)


def effective_events(store: Store, matter_id: int) -> list[EffectiveEvent]:
    """The facts of one matter as they stand now."""
    return effective(event_rows(store, [matter_id]))
