"""The station itself: its settings, its staff, its own limits and calendar years."""

from app.models.base import (
    Check,
    DayField,
    FlagField,
    ForeignKeyField,
    IntegerField,
    ShortText,
    Table,
    TextField,
    UtcField,
    one_of,
)


class StationSettings(Table):
    """One row: what stands on papers and how this station works."""

    code = ShortText(8)
    company = ShortText(80)
    name = ShortText(80)
    repair_phone = ShortText(30)
    complaint_phone = ShortText(30, default="")
    season = ShortText(12)
    paper = ShortText(8, default="A5", constraints=[one_of("paper", "A5", "A4", "241x140")])
    company_copy = FlagField(default=0)
    qr_prefix = ShortText(120, default="")
    version = IntegerField(default=1)

    class Meta:
        table_name = "station_settings"
        constraints = (Check("id = 1"),)


class Staff(Table):
    """Somebody who works here; roles add up. Without a PIN a person cannot sign in (a repairer on the road)."""

    name = ShortText(40)
    initials = ShortText(12)
    badge = ShortText(20)
    phone = ShortText(30, default="")
    post = ShortText(20, default="")
    pin_hash = ShortText(160, null=True)
    is_manager = FlagField(default=0)
    is_clerk = FlagField(default=0)
    is_repairer = FlagField(default=0)
    is_viewer = FlagField(default=0)
    left_on = DayField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "staff"
        indexes = ((("badge",), True), (("initials",), False))


class PolicyOverride(Table):
    """A limit this station changed, from when to when, and why: the history of its own numbers."""

    policy_id = ShortText(40)
    changes = TextField()
    valid_from = UtcField()
    valid_until = UtcField(null=True)
    reason = ShortText(200)
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")
    made_at = UtcField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "policy_override"
        indexes = ((("policy_id", "valid_from"), False),)


class CalendarYear(Table):
    """A year's plan of working days as published, loaded by the station."""

    year = IntegerField(unique=True)
    source = ShortText(200)
    plan = TextField()
    loaded_at = UtcField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "calendar_year"
