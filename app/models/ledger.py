"""Ledger imports: which file, and what became of each of its lines (values stay in the ledger tables)."""

from app.models.base import FlagField, ForeignKeyField, IntegerField, ShortText, Table, TextField, UtcField, one_of


class ImportBatch(Table):
    """One ledger file taken in."""

    file_name = ShortText(200)
    file_hash = ShortText(64, index=True)
    season = ShortText(12)
    started_at = UtcField()
    finished_at = UtcField(null=True)
    lines = IntegerField(default=0)
    cancelled = FlagField(default=0)
    undone_at = UtcField(null=True)
    undo_reason = ShortText(200, default="")
    version = IntegerField(default=1)

    class Meta:
        table_name = "import_batch"


class ImportLine(Table):
    """What became of one source line; with the batch and the line's hash it makes an import repeatable."""

    append_only = True

    batch = ForeignKeyField(ImportBatch, on_delete="RESTRICT")
    sheet = ShortText(80, default="")
    line_no = IntegerField()
    line_hash = ShortText(64)
    outcome = ShortText(
        10,
        constraints=[
            one_of("outcome", "created", "updated", "unchanged", "duplicate", "rejected", "skipped"),
        ],
    )
    reason = ShortText(200, default="")
    premises_id = IntegerField(null=True, index=True)

    class Meta:
        table_name = "import_line"
        indexes = ((("batch", "sheet", "line_no"), True),)


class LedgerLayout(Table):
    """Which field each column of one file shape was taken for by a person; the next file of that shape follows it."""

    shape = ShortText(64, unique=True)
    fields = TextField()
    used_at = UtcField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "ledger_layout"
