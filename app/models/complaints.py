"""投诉 and 举报: what was brought forward, whom it was passed to, how it was answered."""

from app.models.base import FlagField, ForeignKeyField, IntegerField, ShortText, Table, TextField, UtcField
from app.models.matters import Matter
from app.models.papers import Sheet


class Complaint(Table):
    """1:1 with its matter; `sheet` when the words stood on a slip (转投诉)."""

    matter = ForeignKeyField(Matter, unique=True, on_delete="RESTRICT")
    sheet = ForeignKeyField(Sheet, null=True, on_delete="RESTRICT")
    passed_on_at = UtcField(null=True)
    passed_to = ShortText(40, default="")
    answered_at = UtcField(null=True)
    answer = TextField(default="")
    content = FlagField(null=True)
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "complaint"


class TipOff(Table):
    """1:1 with its matter. The words stay here, apart from every list; `summary` is what may be passed on (11b.6)."""

    matter = ForeignKeyField(Matter, unique=True, on_delete="RESTRICT")
    anonymous = FlagField(default=1)
    words = TextField(default="")
    summary = ShortText(300, default="")
    about_head = FlagField(default=0)
    passed_on_at = UtcField(null=True)
    passed_to = ShortText(40, default="")
    answered_at = UtcField(null=True)
    answer = TextField(default="")
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "tip_off"
