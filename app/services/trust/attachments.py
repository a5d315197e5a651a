"""Scans and photos that rows point to: the one list of those columns, and the sweep of what none of them names."""

from collections.abc import Iterator

from peewee import Field

from app.models.disclosure import CaseFile
from app.models.outages import Posting
from app.models.papers import SheetReturn
from app.models.premises import Building
from app.models.qualifications import Certificate
from app.models.repairs import Visit
from app.services.kernel import blobs
from app.services.kernel.desk import Desk
from app.services.kernel.store import Store

# Every column that holds the SHA-256 of a blob.
BLOB_COLUMNS: tuple[Field, ...] = (
    SheetReturn.scan_sha256,
    Certificate.scan,
    Building.valve_photo,
    Visit.photo_sha256,
    Posting.photo_sha256,
    CaseFile.sha256,
)


def named_blobs(store: Store) -> Iterator[tuple[Field, int, str]]:
    """Column, row and SHA-256 of everything a row points to, voided rows too."""
    for column in BLOB_COLUMNS:
        model = column.model
        for row_id, name in store.tuples(model.select(model.id, column).where(column != "")):
            yield column, row_id, name


def sweep_attachments(desk: Desk) -> int:
    """Remove files older than a day that no row names; returns how many. For a quiet moment once a day."""
    return blobs.sweep(desk.store, {name for _, _, name in named_blobs(desk.store)})
