"""上级转办, and 处理意见 reported to the dispatch room."""

from app.models.base import ForeignKeyField, IntegerField, ShortText, Table, TextField, UtcField, one_of
from app.models.matters import Matter
from app.models.papers import Sheet
from app.models.station import Staff


class Forwarded(Table):
    """1:1 with its matter: who sent it down, their number, where the result goes (4.5b)."""

    matter = ForeignKeyField(Matter, unique=True, on_delete="RESTRICT")
    sender = ShortText(40, default="")
    their_number = ShortText(40, default="")
    reply_to = ShortText(60, default="")
    progress_at = UtcField(null=True)
    replied_at = UtcField(null=True)
    result = TextField(default="")
    received_by = ShortText(40, default="")
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "forwarded"


class OpinionReport(Table):
    """处理意见 that went to the dispatch room, singly or as the summary of an hour (4.5a); numbered as its sheet."""

    append_only = True

    sheet = ForeignKeyField(Sheet, unique=True, on_delete="RESTRICT")
    form = ShortText(8, constraints=[one_of("form", "single", "summary")])
    from_at = UtcField(null=True)
    until_at = UtcField(null=True)
    sent_at = UtcField()
    how = ShortText(20, default="")
    received_by = ShortText(40, default="")
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "opinion_report"
        indexes = ((("sent_at",), False),)


class OpinionLine(Table):
    """One matter on a report, with the opinion as it was sent."""

    append_only = True

    report = ForeignKeyField(OpinionReport, on_delete="RESTRICT")
    matter = ForeignKeyField(Matter, on_delete="RESTRICT")
    words = ShortText(300, default="")

    class Meta:
        table_name = "opinion_line"
        indexes = ((("report",), False), (("matter",), False))
