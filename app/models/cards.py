"""维修服务卡: which household was given whose card, and when."""

from app.models.base import ForeignKeyField, ShortText, Table, UtcField, one_of
from app.models.papers import Sheet
from app.models.premises import Premises
from app.models.station import Staff


class CardIssue(Table):
    """One card handed out (9.9); the newest of a premises counts."""

    append_only = True

    premises = ForeignKeyField(Premises, on_delete="RESTRICT")
    repairer = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    sheet = ForeignKeyField(Sheet, null=True, on_delete="RESTRICT")
    issued_at = UtcField()
    receipt = ShortText(8, constraints=[one_of("receipt", "signed", "door", "property")])
    signer = ShortText(20, default="")
    note = ShortText(120, default="")
    by = ForeignKeyField(Staff, column_name="by_id", null=True, on_delete="RESTRICT")

    class Meta:
        table_name = "card_issue"
        indexes = ((("premises",), False),)
