"""Which field each column of a sheet was taken for by a person: the next sheet of that layout follows it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.models.ledger import LedgerLayout
from app.services.customers.ledger.columns import TELLS_NOTHING, Columns, Shape
from app.services.customers.ledger.headings import Field
from app.services.kernel.desk import Desk, Role
from app.services.kernel.unit import writing


@dataclass(frozen=True, slots=True)
class Remembered:
    """How many layouts an act has kept."""

    layouts: int


def any_remembered(desk: Desk) -> bool:
    """Whether anybody has ever mapped a sheet by hand."""
    return desk.store.scalar(LedgerLayout.select(LedgerLayout.id).limit(1)) is not None


def remembered(desk: Desk, shapes: Mapping[str, Shape]) -> dict[str, Columns]:
    """What people decided for sheets of these layouts, by sheet; sheets nobody has mapped are not in it."""
    keys = sorted({shape.key for shape in shapes.values()})
    query = LedgerLayout.select(LedgerLayout.shape, LedgerLayout.fields).where(LedgerLayout.shape.in_(keys))
    known = {shape: _columns(fields) for shape, fields in desk.store.tuples(query)}
    return {sheet: known[shape.key] for sheet, shape in shapes.items() if shape.key in known}


def remember(desk: Desk, shapes: Mapping[str, Shape], mapping: Mapping[str, Columns], key: UUID) -> Remembered:
    """Keep what a person decided for the next file of these layouts; a later decision replaces an earlier one.

    Sheets that `mapping` does not name are left as they are. Raises NotAllowed for other roles than clerk and manager.
    """
    desk.require(Role.CLERK)
    wanted = {shapes[sheet].key: _text(columns) for sheet, columns in mapping.items() if sheet in shapes}
    with writing(desk, "ledger.layout", key) as unit:
        if first := unit.earlier(Remembered):
            return first
        query = LedgerLayout.select(LedgerLayout.shape, LedgerLayout.id, LedgerLayout.fields)
        known = {
            shape: (row_id, fields)
            for shape, row_id, fields in desk.store.tuples(query.where(LedgerLayout.shape.in_(sorted(wanted))))
        }
        for shape, fields in wanted.items():
            if shape not in known:
                unit.insert(LedgerLayout, shape=shape, fields=fields, used_at=unit.at)
            elif known[shape][1] != fields:
                unit.update(LedgerLayout, known[shape][0], fields=fields, used_at=unit.at)
        return unit.result(Remembered(len(wanted)))


def _text(columns: Columns) -> str:
    told = {str(column): field.value for column, field in sorted(columns.items()) if field not in TELLS_NOTHING}
    return json.dumps(told)


def _columns(text: str) -> Columns:
    """Fields a later version no longer knows are left out."""
    known = {field.value for field in Field}
    return {int(column): Field(name) for column, name in json.loads(text).items() if name in known}
