"""What a clerk keeps of the worklist."""

from app.models.base import FlagField, ForeignKeyField, IntegerField, ShortText, Table, TextField, UtcField
from app.models.station import Staff


class SavedFilter(Table):
    """A choice of matters with a name, for its author or for the whole desk; `body` is JSON."""

    staff = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    name = ShortText(40)
    body = TextField()
    shared = FlagField(default=0)
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "saved_filter"
