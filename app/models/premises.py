"""Where heat goes: communities, buildings, premises, who holds them, and their season accounts."""

from app.models.base import (
    Check,
    DayField,
    FlagField,
    ForeignKeyField,
    IntegerField,
    ShortText,
    Table,
    UtcField,
    one_of,
)
from app.models.districts import District
from app.models.people import Person


class Community(Table):
    """小区. `form` says how addresses look there; `former_names`, one a line, are what older ledgers call it."""

    name = ShortText(60, unique=True)
    short_name = ShortText(60)
    former_names = ShortText(300, default="")
    form = ShortText(8, default="楼房", constraints=[one_of("form", "楼房", "平房", "商铺", "村庄")])
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "community"


class Building(Table):
    """楼栋, with where its valves are and a photo of them: what a leak call needs first."""

    community = ForeignKeyField(Community, on_delete="RESTRICT")
    name = ShortText(20)
    valves = ShortText(300, default="")
    valve_photo = ShortText(64, default="")
    district = ForeignKeyField(District, null=True, on_delete="RESTRICT")
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "building"
        indexes = ((("community", "name"), True),)


class Premises(Table):
    """户: keeps its number for life, whoever lives there."""

    number = ShortText(30, null=True)
    building = ForeignKeyField(Building, on_delete="RESTRICT")
    unit = ShortText(20, default="")
    room = ShortText(20)
    floor = IntegerField(null=True)
    address = ShortText(120)
    use = ShortText(20, default="居民")
    low_income = FlagField(default=0)
    area_c = IntegerField(null=True, constraints=[Check("area_c IS NULL OR area_c >= 0")])
    heating = ShortText(20, default="")
    position = ShortText(20, default="")
    state = ShortText(8, default="供热", constraints=[one_of("state", "未入网", "供热", "停热", "断热", "复热中")])
    state_basis = ShortText(60, default="期初台账")
    connected_on = ShortText(10, default="")
    origin = ShortText(8, default="ledger", constraints=[one_of("origin", "ledger", "call")])
    remark = ShortText(300, default="")
    voided_at = UtcField(null=True)
    void_reason = ShortText(200, default="")
    merged_into = ForeignKeyField("self", null=True, on_delete="RESTRICT")
    version = IntegerField(default=1)

    class Meta:
        table_name = "premises"
        indexes = (
            (("building", "unit", "room"), True),
            (("number",), False),
        )


class Contact(Table):
    """A person at a premises with a relation to it, from when to when; 户主 is the holder. Voided: it never was."""

    premises = ForeignKeyField(Premises, on_delete="RESTRICT")
    person = ForeignKeyField(Person, on_delete="RESTRICT")
    relation = ShortText(
        8,
        default="户主",
        constraints=[one_of("relation", "户主", "家属", "租户", "物业", "邻居", "其他")],
    )
    from_day = DayField(null=True)
    until_day = DayField(null=True)
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "contact"
        indexes = ((("premises", "until_day"), False), (("person",), False))


class SeasonAccount(Table):
    """One premises in one 采暖季: area, state, whether paid."""

    premises = ForeignKeyField(Premises, on_delete="RESTRICT")
    season = ShortText(12)
    heated_area_c = IntegerField(null=True)
    charged_area_c = IntegerField(null=True)
    state = ShortText(8)
    paid = ShortText(8, default="", constraints=[one_of("paid", "", "已缴", "欠费", "部分")])
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "season_account"
        indexes = ((("premises", "season"), True),)


class Doubt(Table):
    """待核: a value taken in although it looks wrong, until somebody settles it.

    `settlement` says how it was settled; until `ask_on` nobody is asked.
    """

    premises = ForeignKeyField(Premises, on_delete="RESTRICT")
    field = ShortText(20)
    reason = ShortText(120)
    found_at = UtcField()
    settled_at = UtcField(null=True)
    settlement = ShortText(60, default="")
    ask_on = DayField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "doubt"
        indexes = ((("premises", "field"), False), (("settled_at",), False))
