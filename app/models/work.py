"""What a repair used and cost, what the head was asked by phone, and calls for help."""

from app.models.base import FlagField, ForeignKeyField, IntegerField, ShortText, Table, UtcField, one_of
from app.models.matters import Matter
from app.models.station import Staff


class Charge(Table):
    """One line of money by the tariff of its day; a correction is a new line that names the old one (收费更正)."""

    append_only = True

    matter = ForeignKeyField(Matter, on_delete="RESTRICT")
    visit_no = IntegerField(null=True)
    item_code = ShortText(20)
    name = ShortText(60)
    unit = ShortText(8, default="")
    quantity_c = IntegerField()
    price_fen = IntegerField()
    amount_fen = IntegerField()
    voluntary = FlagField(default=0)
    receipt_no = ShortText(30, default="")
    at = UtcField()
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")
    corrects = ForeignKeyField("self", null=True, on_delete="RESTRICT")
    reason = ShortText(200, default="")

    class Meta:
        table_name = "charge"
        indexes = ((("matter",), False),)


class Material(Table):
    """One line of material used; a correction is a new line that names the old one. Quantity in hundredths."""

    append_only = True

    matter = ForeignKeyField(Matter, on_delete="RESTRICT")
    visit_no = IntegerField(null=True)
    name = ShortText(60)
    unit = ShortText(8, default="")
    quantity_c = IntegerField()
    at = UtcField()
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")
    corrects = ForeignKeyField("self", null=True, on_delete="RESTRICT")
    reason = ShortText(200, default="")

    class Meta:
        table_name = "material"
        indexes = ((("matter",), False),)


class Approval(Table):
    """电话请示: what the head was asked over the phone and what he said; stands 待站长补签 until he signs."""

    matter = ForeignKeyField(Matter, null=True, on_delete="RESTRICT")
    subject = ShortText(20)
    reason = ShortText(300, default="")
    asked_of = ForeignKeyField(Staff, column_name="asked_of_id", null=True, on_delete="RESTRICT")
    asked_at = UtcField()
    said = ShortText(300, default="")
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")
    verdict = ShortText(10, default="", constraints=[one_of("verdict", "", "agreed", "objected")])
    signed_at = UtcField(null=True)
    signed_by = ForeignKeyField(Staff, column_name="signed_by_id", null=True, on_delete="RESTRICT")
    remark = ShortText(200, default="")
    version = IntegerField(default=1)

    class Meta:
        table_name = "approval"
        indexes = ((("signed_at",), False), (("matter",), False))


class SupportRequest(Table):
    """请求支援: too many faults at once, help was asked for."""

    append_only = True

    at = UtcField()
    asked_of = ShortText(40)
    words = ShortText(300, default="")
    answer = ShortText(200, default="")
    open_count = IntegerField(default=0)
    late_count = IntegerField(default=0)
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "support_request"
