"""断电夹 that were written, and whether another is due. Loads nothing that makes papers: it is asked every minute."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.models.duty import FolderCopy, Handover
from app.models.matters import Matter
from app.models.station import Staff
from app.services.duty.power_settings import power_settings
from app.services.kernel.desk import Desk
from app.services.kernel.times import china

EVENING, HANDOVER, ASKED = "evening", "handover", "asked"


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A folder that was written."""

    id: int
    at: datetime
    reason: str
    file_name: str
    pages: int
    by: str | None

    @property
    def reason_word(self) -> str:
        return power_settings().reasons[self.reason]


def folder_copies(desk: Desk, limit: int = 30) -> list[CopyRow]:
    """The newest folders that were written."""
    query = (
        FolderCopy.select(
            FolderCopy.id,
            FolderCopy.at,
            FolderCopy.reason,
            FolderCopy.file_name,
            FolderCopy.pages,
            Staff.name.alias("by"),
        )
        .left_outer_join(Staff, on=(Staff.id == FolderCopy.by))
        .order_by(FolderCopy.id.desc())
        .limit(limit)
    )
    return desk.store.rows(query, CopyRow)


def due_reason(desk: Desk, place: Path) -> str:
    """Why a folder is due in `place`; '' when none is.

    One is due when the evening has come, or a shift was handed over, and none was written since that still lies there.
    A station that has not begun to work, without a folder and without a matter, needs none.
    """
    written = _last_written(desk, place)
    if written is None and not _has_begun(desk):
        return ""
    handed = desk.store.scalar(
        Handover.select(Handover.accepted_at)
        .where(Handover.accepted_at.is_null(False), Handover.voided_at.is_null())
        .order_by(Handover.accepted_at.desc())
        .limit(1)
    )
    if handed is not None and handed > last_evening(desk) and (written is None or written < handed):
        return HANDOVER
    return EVENING if written is None or written < last_evening(desk) else ""


def last_evening(desk: Desk) -> datetime:
    """The last moment a folder should have been written by itself, aware."""
    now = china(desk.now())
    evening = power_settings().evening_at
    today = now.replace(hour=evening.hour, minute=evening.minute, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


def _has_begun(desk: Desk) -> bool:
    known = (FolderCopy.select(FolderCopy.id).limit(1), Matter.select(Matter.id).limit(1))
    return any(desk.store.scalars(query) for query in known)


def _last_written(desk: Desk, place: Path) -> datetime | None:
    """When the newest folder was written that lies in `place`; None without one. Another computer's lies elsewhere."""
    newest = FolderCopy.select(FolderCopy.at, FolderCopy.file_name).order_by(FolderCopy.id.desc())
    rows = desk.store.tuples(newest.limit(power_settings().files_kept))
    # A place that cannot be reached holds none; Path.exists would raise.
    return next((at for at, name in rows if os.path.exists(place / name)), None)
