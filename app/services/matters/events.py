"""The history of a matter: raw rows as typed in, and the effective events facts are folded from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.models.matters import MatterEvent
from app.services.kernel.store import Store
from app.services.kernel.store.prepared import PreparedForIds
from app.services.kernel.times import from_ms

CORRECTED = "corrected"
# Matters asked for in one text; both databases have a limit for values in one.
AT_ONCE = 500


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


_OF_MATTERS = PreparedForIds(
    lambda ids: (
        MatterEvent.select(
            MatterEvent.id,
            MatterEvent.matter,
            MatterEvent.kind,
            MatterEvent.happened_at,
            MatterEvent.told_at,
            MatterEvent.entered_at,
            MatterEvent.actor,
            MatterEvent.staff,
            MatterEvent.visit_no,
            MatterEvent.code,
            MatterEvent.until_at,
            MatterEvent.corrects,
            MatterEvent.withdrawn,
            MatterEvent.note,
            MatterEvent.detail,
        )
        .where(MatterEvent.matter.in_(ids))
        .order_by(MatterEvent.id)
    )
)


def event_rows(store: Store, matter_ids: Sequence[int]) -> list[EventRow]:
    """The raw history of these matters, of each in the order it was typed."""
    return [_event_row(*row) for row in _OF_MATTERS.rows(store, matter_ids)]


def histories(store: Store, matter_ids: Sequence[int]) -> dict[int, list[EventRow]]:
    """The raw history of each of any number of matters."""
    found: dict[int, list[EventRow]] = {matter_id: [] for matter_id in matter_ids}
    for start in range(0, len(matter_ids), AT_ONCE):
        for row in event_rows(store, matter_ids[start : start + AT_ONCE]):
            found[row.matter_id].append(row)
    return found


def _event_row(
    row_id: int,
    matter_id: int,
    kind: str,
    happened_at: int,
    told_at: int,
    entered_at: int,
    actor_id: int | None,
    staff_id: int | None,
    visit_no: int | None,
    code: str,
    until_at: int | None,
    corrects_id: int | None,
    withdrawn: int,
    note: str,
    detail: str,
) -> EventRow:
    return EventRow(
        row_id,
        matter_id,
        kind,
        from_ms(happened_at),
        from_ms(told_at),
        from_ms(entered_at),
        actor_id,
        staff_id,
        visit_no,
        code,
        None if until_at is None else from_ms(until_at),
        corrects_id,
        bool(withdrawn),
        note,
        detail,
    )


def effective_events(store: Store, matter_id: int) -> list[EffectiveEvent]:
    """The facts of one matter as they stand now."""
    return effective(event_rows(store, [matter_id]))
