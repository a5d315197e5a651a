"""责任片区: the buildings one repairer looks after, and who stands in for him."""

from app.models.base import ForeignKeyField, IntegerField, ShortText, Table, UtcField
from app.models.station import Staff


class District(Table):
    """Its buildings point to it; `deputy` is the 备班人."""

    name = ShortText(40, unique=True)
    repairer = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    deputy = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    remark = ShortText(120, default="")
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "district"
