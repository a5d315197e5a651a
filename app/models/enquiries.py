"""咨询: an enquiry answered in one window."""

from app.models.base import FlagField, ForeignKeyField, IntegerField, ShortText, Table, TextField, UtcField
from app.models.matters import Matter


class Enquiry(Table):
    """1:1 with its matter: what was answered, and whether the caller was content."""

    matter = ForeignKeyField(Matter, unique=True, on_delete="RESTRICT")
    topic = ShortText(30, default="")
    answer = TextField(default="")
    answered_at = UtcField(null=True)
    content = FlagField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "enquiry"
