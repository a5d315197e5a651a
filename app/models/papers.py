"""Numbered sheets, each printing of them, and each signed sheet that came back."""

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
from app.models.station import Staff


class Sheet(Table):
    """A numbered paper. A blank has no matter until it comes back."""

    number = ShortText(40, unique=True, bytewise=True)
    form = ShortText(20)
    matter = ForeignKeyField(Matter, null=True, on_delete="RESTRICT")
    visit_no = IntegerField(null=True)
    repairer = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    state = ShortText(10, default="out", constraints=[one_of("state", "out", "returned", "void")])
    key_id = ShortText(16)
    callback_mac = ShortText(64, default="")
    made_at = UtcField()
    void_reason = ShortText(200, default="")
    version = IntegerField(default=1)

    class Meta:
        table_name = "sheet"
        indexes = ((("matter",), False), (("state", "repairer"), False))


class PrintRecord(Table):
    """One making of a sheet's bytes: which copies, by whom, handed to which printer or file."""

    append_only = True

    sheet = ForeignKeyField(Sheet, on_delete="RESTRICT")
    ordinal = IntegerField()
    copies = ShortText(20)
    at = UtcField()
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")
    target = ShortText(200)
    sha256 = ShortText(64)
    approved_by = ShortText(40, default="")

    class Meta:
        table_name = "print_record"
        indexes = ((("sheet", "ordinal"), True),)


class SheetReturn(Table):
    """A signed sheet that came back; it points to the print that was signed."""

    append_only = True

    sheet = ForeignKeyField(Sheet, on_delete="RESTRICT")
    print_record = ForeignKeyField(PrintRecord, null=True, on_delete="RESTRICT")
    print_sha256 = ShortText(64, default="")
    copy = ShortText(2, default="")
    scan_sha256 = ShortText(64, default="")
    returned_at = UtcField()
    signed = ShortText(10, constraints=[one_of("signed", "signed", "refused", "absent")])
    signed_at = UtcField(null=True)
    signer = ShortText(20, default="")
    witness = ShortText(80, default="")
    refused_reason = ShortText(120, default="")
    view = ShortText(8, default="")
    words = TextField(default="")
    amount_fen = IntegerField(default=0)
    receipt_no = ShortText(30, default="")
    arrived_written_at = UtcField(null=True)
    finished_written_at = UtcField(null=True)
    difference_reason = ShortText(200, default="")
    showed_badge = FlagField(default=0)
    shoe_covers = FlagField(default=0)
    radiator_bags = FlagField(default=0)
    cleaned_up = FlagField(default=0)
    state_before = ShortText(80, default="")
    alteration_agreed = FlagField(default=0)
    room_before_c = IntegerField(null=True)
    supply_before_c = IntegerField(null=True)
    return_before_c = IntegerField(null=True)
    room_after_c = IntegerField(null=True)
    supply_after_c = IntegerField(null=True)
    return_after_c = IntegerField(null=True)
    charge_kind = ShortText(8, default="", constraints=[one_of("charge_kind", "", "无偿", "有偿", "自愿委托")])
    left_over = ShortText(200, default="")
    signer_relation = ShortText(10, default="")
    signed_how = ShortText(4, default="", constraints=[one_of("signed_how", "", "签名", "捺印", "代签")])

    class Meta:
        table_name = "sheet_return"
        indexes = ((("sheet",), False),)


class SheetSignature(Table):
    """补签: a signature that came after the sheet did, with its real date."""

    append_only = True

    sheet_return = ForeignKeyField(SheetReturn, on_delete="RESTRICT")
    signed_at = UtcField()
    signer = ShortText(20, default="")
    relation = ShortText(10, default="")
    signed_how = ShortText(4, default="签名", constraints=[one_of("signed_how", "签名", "捺印", "代签")])
    reason = ShortText(120, default="")
    at = UtcField()
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "sheet_signature"
        indexes = ((("sheet_return",), False),)
