"""Photos taken at the door: kept before the act that names them, read again by the visit they belong to."""

from app.models.repairs import Visit
from app.services.kernel import blobs
from app.services.kernel.desk import Desk, Role
from app.services.kernel.pictures import Fitted


def keep_photo(desk: Desk, photo: Fitted) -> str:
    """Keep the photo; returns its SHA-256 for the draft that names it. What no visit names is swept after a day."""
    desk.require(Role.CLERK)
    return blobs.put(desk.store, photo.body)


def visit_photo(desk: Desk, matter_id: int, visit_no: int) -> bytes | None:
    """The photo of this visit; None when it has none. NotFound or Damaged when its file is not what it was."""
    query = Visit.select(Visit.photo_sha256).where(Visit.matter == matter_id, Visit.ordinal == visit_no)
    name = desk.store.scalar(query)
    return blobs.get(desk.store, name) if name else None
