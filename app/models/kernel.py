"""Units of work, their images, numbers, secrets: what every act leaves behind."""

from peewee import CompositeKey

from app.models.base import BigIntegerField, DerivedTable, IntegerField, ShortText, Table, TextField, UtcField


class Unit(Table):
    """One act: one transaction, sealed over its images and chained to the act before."""

    append_only = True
    audited = False

    key = ShortText(36, unique=True)
    act = ShortText(60)
    actor_id = IntegerField(null=True)
    actor_name = ShortText(40)
    at = UtcField(index=True)
    first_seq = BigIntegerField()
    last_seq = BigIntegerField()
    result = TextField()
    prev = ShortText(64)
    mac = ShortText(64)
    key_id = ShortText(16)

    class Meta:
        table_name = "unit"


class RowImage(Table):
    """What a row looked like after an act, written by the database's own triggers."""

    append_only = True
    audited = False

    table_name = ShortText(60)
    row_id = BigIntegerField()
    op = ShortText(1)
    image = TextField()

    class Meta:
        table_name = "row_image"
        indexes = ((("table_name", "row_id"), False),)


class IssuedNumber(Table):
    """Every official number ever given out."""

    append_only = True

    number = ShortText(40, unique=True)
    series = ShortText(8)
    day = ShortText(8)
    value = IntegerField()

    class Meta:
        table_name = "issued_number"
        indexes = ((("series", "day", "value"), True),)


class NumberCounter(DerivedTable):
    """The last value of a series on a day; its row lock keeps numbers without gap or double."""

    rebuilt_by = "app.services.kernel.numbering.rebuild_counters"

    series = ShortText(8)
    day = ShortText(8)
    last = IntegerField()

    class Meta:
        table_name = "number_counter"
        primary_key = CompositeKey("series", "day")


class Secret(Table):
    """Keys for seals and check codes, made at first run; images never show the value."""

    unlogged = ("value",)

    purpose = ShortText(16)
    key_id = ShortText(16, unique=True)
    value = ShortText(64)
    made_at = UtcField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "secret"
