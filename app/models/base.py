"""The base of every table, and the field types that keep one unit and one zone.

No model has a database: only the store reads and only the unit of work writes,
so a forgotten query fails at once instead of touching the wrong file.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from peewee import (
    SQL,
    AutoField,
    BigIntegerField,
    BlobField,
    CharField,
    Check,
    ForeignKeyField,
    IntegerField,
    Model,
    NodeList,
    TextField,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


class UtcField(BigIntegerField):
    """An instant: milliseconds since 1970 UTC in the table, an aware datetime in Python."""

    def db_value(self, value: datetime | int | None) -> int | None:
        if value is None or isinstance(value, int):
            return value
        if value.tzinfo is None:
            raise ValueError(f"{self.name}: a naive datetime has no place on a time line")
        return (value - EPOCH) // MILLISECOND

    def python_value(self, value: Any) -> datetime | None:
        return None if value is None else EPOCH + value * MILLISECOND


class ShortText(CharField):
    """Text with a length both databases hold to (SQLite ignores VARCHAR(n)).

    `bytewise`: compared by code point on both databases, so that a prefix is a range.
    """

    def __init__(self, max_length: int = 60, *, bytewise: bool = False, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)
        self.bytewise = bytewise


class DayField(CharField):
    """A calendar day of China as `YYYY-MM-DD`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=10, **options)


class FlagField(IntegerField):
    """Yes or no as 1 or 0; the same text in both databases' images."""

    def db_value(self, value: Any) -> int | None:
        return None if value is None else int(bool(value))

    def python_value(self, value: Any) -> bool | None:
        return None if value is None else bool(value)


class BytesField(BlobField):
    """Raw bytes, only in columns that no image lists."""

    def _db_hook(self, database: Any) -> None:  # peewee binds the driver's wrapper here; ours is plain bytes
        self._constructor = bytes


class Table(Model):
    """A business table: an id never reused, audited by generated triggers.

    `personal`: columns that may be erased; each has a `<column>_digest` beside it, and images list digests only.
    `unlogged`: columns images leave out for another reason (secrets).
    `append_only`: rows are never changed or deleted; a correction is a new row.
    """

    id = AutoField()

    personal: ClassVar[tuple[str, ...]] = ()
    unlogged: ClassVar[tuple[str, ...]] = ()
    append_only: ClassVar[bool] = False
    audited: ClassVar[bool] = True

    class Meta:
        legacy_table_names = False


class DerivedTable(Model):
    """Rebuilt from business tables at any time (see the rebuild function named beside it); carries no triggers."""

    rebuilt_by: ClassVar[str] = ""

    class Meta:
        legacy_table_names = False


def one_of(column: str, *values: str) -> SQL | NodeList:
    """A CHECK that the text column holds one of the values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return Check(f"{column} IN ({listed})")


__all__ = [
    "AutoField",
    "BigIntegerField",
    "BytesField",
    "Check",
    "DayField",
    "DerivedTable",
    "FlagField",
    "ForeignKeyField",
    "IntegerField",
    "ShortText",
    "Table",
    "TextField",
    "UtcField",
    "one_of",
]
