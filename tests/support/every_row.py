"""At least one row in every table, with a value in every column, made from the models alone."""

import re
from typing import Any
from uuid import uuid4

from peewee import Field, ForeignKeyField, IntegerField

from app.models.base import BytesField, DayField, FlagField, Table, UtcField
from app.models.kernel import IssuedNumber, NumberCounter, RowImage, Secret, Unit
from app.models.registry import DERIVED, TABLES
from app.models.station import StationSettings
from app.services.kernel.desk import Desk
from app.services.kernel.unit import Unit as UnitOfWork
from app.services.kernel.unit import writing

# The kernel makes these rows itself.
_MADE_BY_THE_KERNEL = (Unit, RowImage, IssuedNumber, Secret, StationSettings)

DAY = "2026-11-15"


def fill_every_table(desk: Desk) -> dict[type[Table], int]:
    """A row of each table, by one unit; returns its id by model. The station must be founded."""
    made: dict[type[Table], int] = {StationSettings: 1, Secret: 1, Unit: 1, RowImage: 1}
    with writing(desk, "test.fill", uuid4()) as unit:
        unit.number("WX", desk.today())
        made[IssuedNumber] = 1
        for model in TABLES:
            if model not in _MADE_BY_THE_KERNEL:
                made[model] = _insert(unit, model, made)
        for derived in DERIVED:
            if derived is not NumberCounter:
                row = [sample(field, unit, {}) for field in derived._meta.sorted_fields]
                unit.derive_many(derived, [row])
    return made


def _insert(unit: UnitOfWork, model: type[Table], made: dict[type[Table], int]) -> int:
    fields = [field for field in model._meta.sorted_fields if not _written_by_the_unit(field)]
    # Two rows: the first for a row that points to its own table.
    for _ in range(2 if any(field.rel_model is model for field in _keys(model)) else 1):
        made[model] = unit.insert(model, **{field.column_name: sample(field, unit, made) for field in fields})
    return made[model]


def _keys(model: type[Table]) -> list[Any]:
    return [field for field in model._meta.sorted_fields if isinstance(field, ForeignKeyField)]


def _written_by_the_unit(field: Field) -> bool:
    name = field.column_name
    return name in ("id", "version", "salt", "erased_at") or name.endswith("_digest")


def choices(field: Field) -> list[str]:
    """What a CHECK allows a text column, in order; empty when it is free."""
    for check in field.constraints or ():
        if f"{field.column_name} IN" in check.sql:
            return re.findall(r"'([^']*)'", check.sql)
    return []


def sample(field: Field, unit: UnitOfWork, made: dict[type[Table], int]) -> Any:
    """A value the column takes; never NULL and never empty, except a first row's pointer to its own table."""
    if isinstance(field, ForeignKeyField):
        return made.get(field.rel_model)
    if isinstance(field, FlagField):
        return 1
    if isinstance(field, UtcField):
        return unit.at
    if isinstance(field, IntegerField):
        return 8 if field.model in made else 7
    if isinstance(field, DayField):
        return DAY
    if isinstance(field, BytesField):
        return b"bytes"
    allowed = [value for value in choices(field) if value]
    if allowed:
        return allowed[0]
    return f"{'二' if field.model in made else '一'}{field.column_name}"[: getattr(field, "max_length", None)]


def another(field: Field, value: Any) -> Any:
    """A different value of the same type, short enough for the column's CHECK."""
    if isinstance(value, int):
        return 1 - value if isinstance(field, FlagField) else value + 1
    if isinstance(value, bytes):
        return value + b"!"
    allowed = [choice for choice in choices(field) if choice != value]
    if allowed:
        return allowed[-1]
    return value[:-1] + ("乙" if not value.endswith("乙") else "丙") if value else "乙"
