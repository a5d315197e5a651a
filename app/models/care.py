"""Care of the customer files: marks on premises, merges, pairs that look alike, changes people told us."""

from app.models.base import DayField, ForeignKeyField, IntegerField, ShortText, Table, UtcField
from app.models.matters import Matter
from app.models.people import Person
from app.models.premises import Premises


class PremisesFlag(Table):
    """A word worth showing while the caller speaks; stands up to and including `until_day`."""

    premises = ForeignKeyField(Premises, on_delete="RESTRICT")
    word = ShortText(16)
    source = ShortText(120)
    from_day = DayField()
    until_day = DayField(null=True)
    ended_at = UtcField(null=True)
    end_reason = ShortText(120, default="")
    version = IntegerField(default=1)

    class Meta:
        table_name = "premises_flag"
        indexes = ((("premises", "ended_at"), False),)


class PremisesMerge(Table):
    """并入: two files of one flat made one; `merged` is voided and points to `kept` until it is taken back."""

    kept = ForeignKeyField(Premises, on_delete="RESTRICT")
    merged = ForeignKeyField(Premises, on_delete="RESTRICT")
    reason = ShortText(200, default="")
    merged_at = UtcField()
    taken_back_at = UtcField(null=True)
    taken_back_reason = ShortText(200, default="")
    version = IntegerField(default=1)

    class Meta:
        table_name = "premises_merge"
        indexes = ((("merged", "taken_back_at"), False), (("kept",), False))


class DistinctPair(Table):
    """Two premises that look alike and were said to be two; `first` has the smaller id."""

    first = ForeignKeyField(Premises, on_delete="RESTRICT")
    second = ForeignKeyField(Premises, on_delete="RESTRICT")
    said_at = UtcField()
    voided_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "distinct_pair"
        indexes = ((("first", "second"), True), (("second",), False))


class InformationChange(Table):
    """信息变更登记: what somebody told us has changed. People stand as rows of `person`, never as text here."""

    append_only = True

    premises = ForeignKeyField(Premises, on_delete="RESTRICT")
    field = ShortText(20)
    told_by = ShortText(8)
    channel = ShortText(8)
    basis = ShortText(120, default="")
    before = ShortText(200, default="")
    after = ShortText(200, default="")
    person_before = ForeignKeyField(Person, null=True, on_delete="RESTRICT")
    person_after = ForeignKeyField(Person, null=True, on_delete="RESTRICT")
    matter = ForeignKeyField(Matter, null=True, on_delete="RESTRICT")
    told_at = UtcField()
    entered_at = UtcField()

    class Meta:
        table_name = "information_change"
        indexes = ((("premises", "told_at"), False),)
