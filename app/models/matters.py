"""The spine of everything somebody brought to the station."""

from app.models.base import (
    FlagField,
    ForeignKeyField,
    IntegerField,
    ShortText,
    Table,
    TextField,
    UtcField,
    one_of,
)
from app.models.people import Caller
from app.models.premises import Building, Premises
from app.models.station import Staff


class Matter(Table):
    """工单: what every kind of matter has. Its kind's current facts stand in the kind's own table."""

    number = ShortText(40, unique=True, bytewise=True)
    kind = ShortText(20)
    premises = ForeignKeyField(Premises, null=True, on_delete="RESTRICT")
    building = ForeignKeyField(Building, null=True, on_delete="RESTRICT")
    place_kind = ShortText(
        10,
        default="home",
        constraints=[one_of("place_kind", "home", "building", "riser", "outside", "free")],
    )
    place_text = ShortText(160)
    unlisted = FlagField(default=0)
    caller = ForeignKeyField(Caller, null=True, on_delete="RESTRICT")
    channel = ShortText(10, default="电话")
    words = TextField(default="")
    told_at = UtcField()
    phase = ShortText(16)
    owner = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    parent = ForeignKeyField("self", null=True, on_delete="RESTRICT")
    merged_into = ForeignKeyField("self", null=True, on_delete="RESTRICT")
    late_entry = FlagField(default=0)
    closed_at = UtcField(null=True)
    void_reason = ShortText(200, default="")
    version = IntegerField(default=1)

    class Meta:
        table_name = "matter"
        indexes = (
            (("closed_at", "told_at"), False),
            (("kind", "told_at"), False),
            (("premises", "told_at"), False),
        )


class MatterEvent(Table):
    """One fact in a matter's life: when it happened, when the station was told, when it was typed in.

    Facts are folded from the typed columns; `detail` is for showing only. A correction is a new
    row with `corrects` and a reason in `note`; the row it corrects stays.
    """

    append_only = True

    matter = ForeignKeyField(Matter, on_delete="RESTRICT")
    kind = ShortText(24)
    happened_at = UtcField()
    told_at = UtcField()
    entered_at = UtcField()
    actor = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    staff = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    visit_no = IntegerField(null=True)
    code = ShortText(40, default="")
    until_at = UtcField(null=True)
    corrects = ForeignKeyField("self", null=True, on_delete="RESTRICT")
    withdrawn = FlagField(default=0)
    note = TextField(default="")
    detail = TextField(default="{}")

    class Meta:
        table_name = "matter_event"
        indexes = ((("matter", "happened_at"), False),)


class ClockResult(Table):
    """How a clock came out, written down when its matter closed; `none` when a correction took that away."""

    matter = ForeignKeyField(Matter, on_delete="RESTRICT")
    policy_id = ShortText(40)
    started_at = UtcField()
    due_at = UtcField()
    stopped_at = UtcField(null=True)
    outcome = ShortText(
        20,
        constraints=[one_of("outcome", "met", "late_explained", "late_user", "late_unexplained", "none")],
    )
    version = IntegerField(default=1)

    class Meta:
        table_name = "clock_result"
        indexes = ((("matter", "policy_id"), True), (("policy_id", "started_at"), False))
