"""What staff may do and have learnt: certificates with their validity, trainings (regulation 1.3)."""

from app.models.base import DayField, ForeignKeyField, IntegerField, ShortText, Table, UtcField, one_of
from app.models.station import Staff


class Certificate(Table):
    """证件: valid up to and including `valid_until`; None is without an end."""

    staff = ForeignKeyField(Staff, on_delete="RESTRICT")
    kind = ShortText(30)
    number = ShortText(40, default="")
    issuer = ShortText(60, default="")
    issued_on = DayField(null=True)
    valid_until = DayField(null=True)
    scan = ShortText(64, default="")
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "certificate"
        indexes = ((("staff", "valid_until"), False),)


class Training(Table):
    """培训 of one person on one day."""

    staff = ForeignKeyField(Staff, on_delete="RESTRICT")
    kind = ShortText(8, default="安全", constraints=[one_of("kind", "安全", "技术", "服务")])
    day = DayField()
    topic = ShortText(80)
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "training"
        indexes = ((("staff", "day"), False),)
