"""停热事件: heat is off somewhere; who was told, what was posted, what is true today."""

from app.models.base import DayField, ForeignKeyField, IntegerField, ShortText, Table, TextField, UtcField, one_of
from app.models.matters import Matter
from app.models.papers import Sheet
from app.models.premises import Building, Community
from app.models.station import Staff


class Outage(Table):
    """1:1 with its matter. Times are folded from the events; `expected_at` is the end users are told."""

    matter = ForeignKeyField(Matter, unique=True, on_delete="RESTRICT")
    cause = ShortText(8, constraints=[one_of("cause", "fault", "planned", "power", "other")])
    reason = ShortText(200, default="")
    began_at = UtcField()
    expected_at = UtcField(null=True)
    arrived_at = UtcField(null=True)
    users_told_at = UtcField(null=True)
    restored_at = UtcField(null=True)
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "outage"
        indexes = ((("restored_at", "began_at"), False),)


class OutageArea(Table):
    """One part of where the heat is off: a community, a building, a unit of it or a riser. Voided, never deleted."""

    outage = ForeignKeyField(Outage, on_delete="RESTRICT")
    community = ForeignKeyField(Community, null=True, on_delete="RESTRICT")
    building = ForeignKeyField(Building, null=True, on_delete="RESTRICT")
    unit = ShortText(10, default="")
    riser = ShortText(30, default="")
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "outage_area"
        indexes = ((("outage",), False), (("building",), False), (("community",), False))


class OutageCall(Table):
    """Somebody was told about an outage, or could not be reached; `matter` is the caller's own."""

    append_only = True

    outage = ForeignKeyField(Outage, on_delete="RESTRICT")
    matter = ForeignKeyField(Matter, on_delete="RESTRICT")
    what = ShortText(10, constraints=[one_of("what", "joined", "left", "updated", "restored", "unreached")])
    at = UtcField()
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")
    until_at = UtcField(null=True)
    note = ShortText(200, default="")

    class Meta:
        table_name = "outage_call"
        indexes = ((("outage", "what"), False), (("matter",), False))


class Posting(Table):
    """A notice was posted: which, where, when, with a photo."""

    append_only = True

    outage = ForeignKeyField(Outage, on_delete="RESTRICT")
    sheet = ForeignKeyField(Sheet, null=True, on_delete="RESTRICT")
    what = ShortText(10, constraints=[one_of("what", "stopped", "restored")])
    place = ShortText(120)
    posted_at = UtcField()
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")
    photo_sha256 = ShortText(64, default="")

    class Meta:
        table_name = "posting"
        indexes = ((("outage",), False),)


class TodaysWord(Table):
    """今日口径: one paragraph of today's truth, shown in every intake window; the newest of the day counts."""

    append_only = True

    day = DayField()
    words = TextField(default="")
    at = UtcField()
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "todays_word"
        indexes = ((("day",), False),)
