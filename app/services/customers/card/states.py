"""When a premises was 供热, 停热 and so on: read from the images that every act on its row has left."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.models.kernel import RowImage, Unit
from app.models.premises import Premises
from app.services.kernel.store import Store
from app.services.kernel.store.prepared import Prepared, gap
from app.services.kernel.times import china, from_ms


@dataclass(frozen=True, slots=True)
class StateChange:
    """The state of a premises became another one; `seq` is the place of the image in the whole history."""

    seq: int
    before: str
    after: str
    basis: str
    at: datetime
    by: str


_IMAGES = Prepared(
    lambda: (
        RowImage.select(RowImage.id, RowImage.image)
        .where(RowImage.table_name == Premises._meta.table_name, RowImage.row_id == gap("premises"))
        .order_by(RowImage.id)
    )
)
_NEWEST_UNIT = Prepared(lambda: Unit.select(Unit.id, Unit.first_seq).order_by(Unit.id.desc()).limit(1))
_UNIT_FROM = Prepared(
    lambda: (
        Unit.select(Unit.id, Unit.first_seq, Unit.last_seq, Unit.at, Unit.actor_name)
        .where(Unit.id >= gap("first"))
        .order_by(Unit.id)
        .limit(1)
    )
)


def state_changes(store: Store, premises_id: int) -> list[StateChange]:
    """Every change of state since the file was opened, oldest first, with when and by whom it was written."""
    changes = []
    for seq, before, image in _turns(store, premises_id):
        at, by = _act_of(store, seq)
        changes.append(StateChange(seq, before, image["state"], image["state_basis"], at, by))
    return changes


def state_since(store: Store, premises_id: int, state: str) -> str:
    """The day on which the present state was written, as YYYY-MM-DD; '' when the file was opened with it."""
    last = None
    for turn in _turns(store, premises_id):
        last = turn
    if last is None or last[2]["state"] != state:
        return ""
    return f"{china(_act_of(store, last[0])[0]):%Y-%m-%d}"


def _turns(store: Store, premises_id: int) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Images whose state differs from that of the image before, with the state before."""
    before: str | None = None
    for seq, text in _IMAGES.rows(store, premises=premises_id):
        image: dict[str, Any] = text if isinstance(text, dict) else json.loads(text)
        state = image.get("state")
        if before is not None and state is not None and state != before:
            yield seq, before, image
        before = state or before


def _act_of(store: Store, seq: int) -> tuple[datetime, str]:
    """When and by whom the image with this place was made: units follow one another, so halving finds the unit."""
    newest, first_seq = _NEWEST_UNIT.rows(store)[0]
    low, high = 1, newest
    if first_seq <= seq:
        low = newest
    while low < high:
        middle = (low + high) // 2
        _, _, last_seq, _, _ = _UNIT_FROM.rows(store, first=middle)[0]
        if last_seq >= seq:
            high = middle
        else:
            low = middle + 1
    _, _, _, at, by = _UNIT_FROM.rows(store, first=low)[0]
    return from_ms(at), by
