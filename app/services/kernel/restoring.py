"""What rows looked like before certain units, read from their images, so that an act can be taken back by another.

Personal values are in no image: a row that lost one cannot be given it back, so acts that may be taken back make a
new row of a person instead.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.models.base import Table
from app.models.registry import AUDITED
from app.services.kernel.store import Store
from app.services.kernel.unit import Unit

# Counts up with every change, so it says nothing about one.
_VERSION = "version"


@dataclass(frozen=True, slots=True)
class Span:
    """The images of one unit, by their first and last number."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class RowBefore:
    """One row a unit touched, values as the table holds them.

    `before` has the columns the unit changed, with their values before; None when the unit made the row. `after` is
    the whole row as the unit left it. `changed_since` names the columns that are different now.
    """

    table: str
    row_id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    changed_since: tuple[str, ...]


def span_that_made(store: Store, model: type[Table], row_id: int) -> Span:
    """The images of the unit that made this row."""
    mark = store.mark
    row = store.run(
        f"SELECT u.first_seq, u.last_seq FROM row_image i JOIN unit u ON i.id BETWEEN u.first_seq AND u.last_seq "
        f"WHERE i.table_name = {mark} AND i.row_id = {mark} AND i.op = 'I'",
        (model._meta.table_name, row_id),
    ).fetchone()
    return Span(*row)


def rows_before(store: Store, span: Span, tables: Collection[type[Table]]) -> list[RowBefore]:
    """The rows of these tables that the unit touched, in the order in which it did."""
    mark = store.mark
    names = sorted(model._meta.table_name for model in tables)
    same = "x.table_name = i.table_name AND x.row_id = i.row_id"
    images = store.run(
        "SELECT i.table_name, i.row_id, i.op, i.image, "
        f"(SELECT x.image FROM row_image x WHERE {same} ORDER BY x.id DESC LIMIT 1), "
        f"CASE WHEN i.op = 'U' THEN (SELECT x.image FROM row_image x WHERE {same} AND x.id < {mark} "
        "ORDER BY x.id DESC LIMIT 1) END "
        f"FROM row_image i WHERE i.id BETWEEN {mark} AND {mark} "
        f"AND i.table_name IN ({', '.join([mark] * len(names))}) ORDER BY i.id",
        (span.first, span.first, span.last, *names),
    ).fetchall()
    made: dict[tuple[str, int], bool] = {}
    found: dict[tuple[str, int], RowBefore] = {}
    for table, row_id, op, image, newest, earlier in images:
        is_new = made.setdefault((table, row_id), op == "I")
        after = _whole(table, image)
        before = None if is_new else _differing(_whole(table, earlier or "{}"), after)
        since = tuple(sorted(_differing(_whole(table, newest), after)))
        found[table, row_id] = RowBefore(table, row_id, before, after, since)
    return list(found.values())


def restore(unit: Unit, row: RowBefore) -> None:
    """Give the columns the values they had before. RuntimeError where one of them is personal."""
    model = _models()[row.table]
    if row.before is None or any(f"{name}_digest" in row.before for name in model.personal):
        raise RuntimeError(f"{row.table} {row.row_id}: nothing that could be given back")
    if row.before:
        unit.update(model, row.row_id, None, **row.before)


def same_rows(rows: Sequence[RowBefore], model: type[Table]) -> list[RowBefore]:
    """Those of one table."""
    name = model._meta.table_name
    return [row for row in rows if row.table == name]


@cache
def _models() -> dict[str, type[Table]]:
    return {model._meta.table_name: model for model in AUDITED}


def _whole(table: str, image: str) -> dict[str, Any]:
    """The image's columns; one that a later version added has its default."""
    values: dict[str, Any] = json.loads(image)
    model = _models()[table]
    hidden = {*model.personal, *model.unlogged}
    for field in model._meta.sorted_fields:
        if field.column_name not in values and field.column_name not in hidden:
            values[field.column_name] = field.default
    return values


def _differing(wanted: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {
        column: value
        for column, value in wanted.items()
        if column != _VERSION and column in other and other[column] != value
    }
