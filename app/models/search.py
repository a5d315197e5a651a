"""What a clerk types, as sorted keys."""

from peewee import CompositeKey

from app.models.base import DerivedTable, IntegerField, ShortText


class SearchKey(DerivedTable):
    """One row per thing a clerk may type to find a premises."""

    rebuilt_by = "app.services.customers.finding.index.reindex"

    key = ShortText(80, bytewise=True)
    premises_id = IntegerField(index=True)
    kind = ShortText(12)

    class Meta:
        table_name = "search_key"
        primary_key = CompositeKey("key", "premises_id")
