"""值班: shifts and who works them, what was written down and handed over, and what paper took over in a power cut."""

from app.models.base import (
    DayField,
    ForeignKeyField,
    IntegerField,
    ShortText,
    Table,
    TextField,
    UtcField,
    one_of,
)
from app.models.matters import Matter
from app.models.papers import Sheet
from app.models.people import Caller
from app.models.station import Staff
from app.models.work import Approval


class ShiftTime(Table):
    """One shift of the station's day, minutes after midnight in China; a night shift ends on the next day."""

    name = ShortText(10)
    begins_minute = IntegerField()
    ends_minute = IntegerField()
    valid_from = DayField()
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "shift_time"


class RosterLine(Table):
    """Who works on a day: at the desk (值班), answers for it (带班领导), or is called out at night (夜间备班)."""

    day = DayField()
    shift = ShortText(10, default="")
    post = ShortText(8, constraints=[one_of("post", "desk", "leader", "standby")])
    staff = ForeignKeyField(Staff, on_delete="RESTRICT")
    remark = ShortText(80, default="")
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "roster_line"
        indexes = ((("day",), False),)


class DutyReading(Table):
    """Weather and running of the net as read off and typed in: hundredths of a degree, kilopascals."""

    append_only = True

    at = UtcField()
    weather = ShortText(20, default="")
    outdoor_c = IntegerField(null=True)
    low_c = IntegerField(null=True)
    high_c = IntegerField(null=True)
    supply_c = IntegerField(null=True)
    return_c = IntegerField(null=True)
    supply_kpa = IntegerField(null=True)
    return_kpa = IntegerField(null=True)
    remark = ShortText(200, default="")
    entered_at = UtcField()
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "duty_reading"
        indexes = ((("at",), False),)


class DutyNote(Table):
    """One line of the 值班记录; a correction is a new line that names the old one."""

    append_only = True

    at = UtcField()
    sort = ShortText(10)
    words = TextField()
    matter = ForeignKeyField(Matter, null=True, on_delete="RESTRICT")
    corrects = ForeignKeyField("self", null=True, on_delete="RESTRICT")
    entered_at = UtcField()
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "duty_note"
        indexes = ((("at",), False),)


class Handover(Table):
    """交接班记录: written by who leaves, accepted by who comes; `counted` keeps the figures as they were then."""

    number = ShortText(40, unique=True, bytewise=True)
    day = DayField()
    shift = ShortText(10)
    leaving = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    coming = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    since_at = UtcField()
    written_at = UtcField()
    signed_at = UtcField(null=True)
    accepted_at = UtcField(null=True)
    promises = TextField(default="")
    notices = TextField(default="")
    orders = TextField(default="")
    things = TextField(default="")
    remark = TextField(default="")
    late_reason = ShortText(200, default="")
    counted = TextField(default="{}")
    void_reason = ShortText(200, default="")
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "handover"
        indexes = ((("written_at",), False),)


class HandoverLine(Table):
    """What the next one ticks as 已接: overdue, promised, asked by phone; and what runs on without a tick."""

    handover = ForeignKeyField(Handover, on_delete="RESTRICT")
    sort = ShortText(10, constraints=[one_of("sort", "overdue", "promised", "asked", "unsigned", "running")])
    matter = ForeignKeyField(Matter, null=True, on_delete="RESTRICT")
    approval = ForeignKeyField(Approval, null=True, on_delete="RESTRICT")
    words = ShortText(300, default="")
    due_at = UtcField(null=True)
    ticked_at = UtcField(null=True)
    ticked_by = ForeignKeyField(Staff, column_name="ticked_by_id", null=True, on_delete="RESTRICT")
    version = IntegerField(default=1)

    class Meta:
        table_name = "handover_line"
        indexes = ((("handover",), False),)


class PowerCut(Table):
    """From when to when the desk worked on paper; `matter` is the incident the cut is, if heat stopped, too."""

    began_at = UtcField()
    ended_at = UtcField(null=True)
    matter = ForeignKeyField(Matter, null=True, on_delete="RESTRICT")
    remark = ShortText(200, default="")
    settled_at = UtcField(null=True)
    settled_by = ForeignKeyField(Staff, column_name="settled_by_id", null=True, on_delete="RESTRICT")
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "power_cut"


class FolderCopy(Table):
    """A 断电夹 that was written: why, where to, and the SHA-256 of its bytes."""

    append_only = True

    at = UtcField()
    reason = ShortText(10, constraints=[one_of("reason", "evening", "handover", "asked")])
    file_name = ShortText(200)
    pages = IntegerField()
    file_sha256 = ShortText(64)
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "folder_copy"
        indexes = ((("at",), False),)


class CallLine(Table):
    """One line of a 来电登记表, typed in afterwards with its real time, and what became of it."""

    sheet = ForeignKeyField(Sheet, on_delete="RESTRICT")
    line_no = IntegerField()
    power_cut = ForeignKeyField(PowerCut, null=True, on_delete="RESTRICT")
    told_at = UtcField(null=True)
    caller = ForeignKeyField(Caller, null=True, on_delete="RESTRICT")
    place_text = ShortText(160, default="")
    words = TextField(default="")
    told_what = ShortText(200, default="")
    taken_by = ForeignKeyField(Staff, column_name="taken_by_id", null=True, on_delete="RESTRICT")
    outcome = ShortText(
        10, constraints=[one_of("outcome", "taken", "joined", "urged", "answered", "empty", "unreadable")]
    )
    matter = ForeignKeyField(Matter, null=True, on_delete="RESTRICT")
    reason = ShortText(200, default="")
    entered_at = UtcField()
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")
    version = IntegerField(default=1)

    class Meta:
        table_name = "call_line"
        indexes = ((("sheet", "line_no"), True), (("matter",), False))
