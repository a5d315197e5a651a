"""What an earlier act made of each row, read from the images it sealed, for taking that act back."""

import json
from dataclasses import dataclass
from typing import Any

from app.models.base import Table
from app.models.kernel import RowImage
from app.models.kernel import Unit as SealedUnit
from app.services.kernel.store import Store

# No value of the row itself.
_OWN = frozenset({"id", "version"})


@dataclass(frozen=True, slots=True)
class RowBefore:
    """A row the act touched. `values` are the columns that differ, raw, as before; None for a row the act made.

    `changed_since`: another act has touched the row after it.
    """

    table: str
    row_id: int
    values: dict[str, Any] | None
    changed_since: bool


def rows_before(store: Store, model: type[Table], row_id: int) -> list[RowBefore]:
    """Every row touched by the act that made this row, in the order of its images, each once."""
    made = store.scalar(
        RowImage.select(RowImage.id).where(
            RowImage.table_name == model._meta.table_name, RowImage.row_id == row_id, RowImage.op == "I"
        )
    )
    bounds = store.tuples(
        SealedUnit.select(SealedUnit.first_seq, SealedUnit.last_seq).where(
            SealedUnit.first_seq <= made, SealedUnit.last_seq >= made
        )
    )
    first, last = bounds[0]
    images = store.tuples(
        RowImage.select(RowImage.table_name, RowImage.row_id, RowImage.op)
        .where(RowImage.id.between(first, last))
        .order_by(RowImage.id)
    )
    found: dict[tuple[str, int], RowBefore] = {}
    for table, touched_id, op in images:
        if (table, touched_id) not in found:
            found[table, touched_id] = _before(store, table, touched_id, op, first, last)
    return list(found.values())


def _before(store: Store, table: str, row_id: int, op: str, first: int, last: int) -> RowBefore:
    of_row = (RowImage.table_name == table) & (RowImage.row_id == row_id)
    newest = store.tuples(
        RowImage.select(RowImage.id, RowImage.image).where(of_row).order_by(RowImage.id.desc()).limit(1)
    )
    since = newest[0][0] > last
    if op == "I":
        return RowBefore(table, row_id, None, since)
    earlier = RowImage.select(RowImage.image).where(of_row, RowImage.id < first).order_by(RowImage.id.desc()).limit(1)
    before, now = json.loads(store.scalar(earlier)), json.loads(newest[0][1])
    # A column of a later schema is not in an older image: nothing was known of it then.
    values = {name: value for name, value in before.items() if name not in _OWN and now.get(name) != value}
    values |= {name: None for name in now.keys() - before.keys() - _OWN if now[name] is not None}
    return RowBefore(table, row_id, values, since)
