"""报修: the current facts of a repair, and its visits."""

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
from app.models.matters import Matter
from app.models.people import Caller
from app.models.station import Staff

RESPONSIBILITIES = ("", "供热单位", "用户自用设施", "建设单位(保修期内)", "物业", "第三方", "待定")
EVIDENCE = ("", "photo", "notice", "witness", "recording", "signature")
VIEWS = ("", "满意", "基本满意", "不满意")


class Repair(Table):
    """1:1 with its matter. Times and people are folded from the events; the rest is what was found and done."""

    matter = ForeignKeyField(Matter, unique=True, on_delete="RESTRICT")
    fault_group = ShortText(
        8,
        constraints=[one_of("fault_group", "leak", "cold", "temp", "valve", "noise", "public", "other")],
    )
    fault = ShortText(30, default="")
    severity = ShortText(8, default="", constraints=[one_of("severity", "", "喷", "流", "滴")])
    can_close = ShortText(4, default="", constraints=[one_of("can_close", "", "能", "不能", "不详")])
    below_wet = ShortText(4, default="", constraints=[one_of("below_wet", "", "是", "否", "不详")])
    electricity = ShortText(4, default="", constraints=[one_of("electricity", "", "有", "无", "不详")])
    answers = TextField(default="{}")
    fee_told = FlagField(default=0)
    contacted_at = UtcField(null=True)
    appointment_at = UtcField(null=True)
    dispatched_at = UtcField(null=True)
    repairer = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    arrived_at = UtcField(null=True)
    visits = IntegerField(default=0)
    explained_at = UtcField(null=True)
    waiting_until = UtcField(null=True)
    urged = IntegerField(default=0)
    outage_number = ShortText(40, default="")
    finished_at = UtcField(null=True)
    sheet_back_at = UtcField(null=True)
    view = ShortText(8, default="", constraints=[one_of("view", *VIEWS)])
    callback_tries = IntegerField(default=0)
    called_back_at = UtcField(null=True)
    callback_result = ShortText(
        12,
        default="",
        constraints=[one_of("callback_result", "", "solved", "unsolved", "unreached", "refused", "merged")],
    )
    verified = FlagField(default=0)
    user_closed_at = UtcField(null=True)
    voided_at = UtcField(null=True)
    cause = ShortText(20, default="")
    done = ShortText(60, default="")
    responsibility = ShortText(20, default="", constraints=[one_of("responsibility", *RESPONSIBILITIES)])
    left_over = ShortText(200, default="")
    user_words = TextField(default="")
    version = IntegerField(default=1)

    class Meta:
        table_name = "repair"
        indexes = ((("repairer", "sheet_back_at"), False), (("finished_at", "called_back_at"), False))


class Visit(Table):
    """第 n 次上门."""

    matter = ForeignKeyField(Matter, on_delete="RESTRICT")
    ordinal = IntegerField()
    repairer = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    set_out_at = UtcField(null=True)
    arrived_at = UtcField(null=True)
    left_at = UtcField(null=True)
    result = ShortText(
        16,
        default="",
        constraints=[
            one_of(
                "result",
                "",
                "fixed",
                "temporary",
                "waiting_parts",
                "waiting_shutdown",
                "nobody_home",
                "refused_entry",
                "no_adult",
                "wrong_address",
                "emergency_team",
                "not_ours",
            )
        ],
    )
    note = ShortText(300, default="")
    present = ShortText(60, default="")
    risk_told = FlagField(default=0)
    evidence = ShortText(10, default="", constraints=[one_of("evidence", *EVIDENCE)])
    photo_sha256 = ShortText(64, default="")
    receiver = ShortText(60, default="")
    part = ShortText(40, default="")
    room_before_c = IntegerField(null=True)
    supply_before_c = IntegerField(null=True)
    return_before_c = IntegerField(null=True)
    room_after_c = IntegerField(null=True)
    supply_after_c = IntegerField(null=True)
    return_after_c = IntegerField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "visit"
        indexes = ((("matter", "ordinal"), True),)


class CallbackAnswers(Table):
    """What was asked and said at one attempt to call back; `dialled` holds the number when it is not the caller's."""

    append_only = True

    matter = ForeignKeyField(Matter, on_delete="RESTRICT")
    at = UtcField()
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")
    dialled = ForeignKeyField(Caller, null=True, on_delete="RESTRICT")
    result = ShortText(
        12,
        constraints=[one_of("result", "solved", "unsolved", "refused", "no_answer", "busy", "off", "wrong_number")],
    )
    answered_by = ShortText(20, default="")
    on_time = FlagField(null=True)
    polite = FlagField(null=True)
    protected = FlagField(null=True)
    overcharged = FlagField(null=True)
    room_c = IntegerField(null=True)
    satisfaction = ShortText(8, default="")
    words = TextField(default="")

    class Meta:
        table_name = "callback_answers"
        indexes = ((("matter",), False), (("at",), False))
