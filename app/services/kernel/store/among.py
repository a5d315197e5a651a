"""`column IN (…)` for hundreds of plain values, of which peewee would make an object each."""

from collections.abc import Collection

from peewee import ColumnBase, Context, Field


class Among(ColumnBase):
    """The column is one of these texts or whole numbers; goes into `where` like any condition. Never empty."""

    def __init__(self, column: Field, values: Collection[str] | Collection[int]) -> None:
        if not values:
            raise ValueError("nothing to be among")
        self._column = column
        self._plain = values

    def __sql__(self, ctx: Context) -> Context:
        ctx.sql(self._column)
        before = " IN ("
        for value in self._plain:
            ctx.literal(before).value(value, converter=False)
            before = ", "
        ctx.literal(")")
        return ctx
