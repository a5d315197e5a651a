"""Who saw a whole telephone number, which lists and which case files left the program."""

from app.models.base import FlagField, ForeignKeyField, IntegerField, ShortText, Table, UtcField
from app.models.matters import Matter
from app.models.people import Caller, Person
from app.models.premises import Premises
from app.models.station import Staff


class Disclosure(Table):
    """A masked value that somebody asked to see whole; never the value itself."""

    append_only = True

    staff = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    premises = ForeignKeyField(Premises, null=True, on_delete="RESTRICT")
    person = ForeignKeyField(Person, null=True, on_delete="RESTRICT")
    caller = ForeignKeyField(Caller, null=True, on_delete="RESTRICT")
    field = ShortText(12)
    place = ShortText(30)
    shown_at = UtcField()

    class Meta:
        table_name = "disclosure"
        indexes = ((("shown_at",), False),)


class ExportRecord(Table):
    """A list written to a file: what, why, how many rows, masked or not, and the SHA-256 of its bytes."""

    append_only = True

    staff = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    subject = ShortText(30)
    reason = ShortText(200)
    rows = IntegerField()
    masked = FlagField(default=1)
    file_name = ShortText(200)
    sha256 = ShortText(64)
    made_at = UtcField()

    class Meta:
        table_name = "export_record"
        indexes = ((("made_at",), False),)


class CaseFile(Table):
    """案卷: one PDF of one matter or household, for whom and what for; its bytes are kept by their SHA-256."""

    append_only = True

    number = ShortText(40, unique=True, bytewise=True)
    matter = ForeignKeyField(Matter, null=True, on_delete="RESTRICT")
    premises = ForeignKeyField(Premises, null=True, on_delete="RESTRICT")
    receiver = ShortText(80)
    receiver_kind = ShortText(12)
    purpose = ShortText(200)
    pages = IntegerField()
    sha256 = ShortText(64)
    made_at = UtcField()
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "case_file"
        indexes = ((("matter",), False), (("premises",), False))
