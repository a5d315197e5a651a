"""The 断电夹 is written by itself: in the evening, and when a shift was handed over; and where its files lie."""

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QTimer, Slot

from app.services.duty.power_settings import power_settings
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn
from app.services.kernel.times import SystemClock
from app.services.reports.power_copies import due_reason
from app.views.keeper import Keeper
from app.views.session import Session
from app.views.settings import Settings
from app.views.tasks import Task
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.services.reports.power_folder import FolderWritten

logger = logging.getLogger(__name__)

# Long enough after start-up that nobody waits for it, often enough for an evening.
LOOK_MS = 60_000
# A handover is signed, then its page reads itself anew.
SOON_MS = 2_000


def folder_place(session: Session, settings: Settings) -> Path:
    """Where this computer's folders lie: beside an embedded database, else beside the window's settings."""
    return (session.desk.store.folder() or settings.folder) / power_settings().folder


def writing_task(session: Session, settings: Settings, reason: str, key: UUID, owner: QObject) -> Task:
    """The folder written beside the window; it is started by whoever wants it. Tried again with the same `key`, it
    keeps its number."""
    return Task(session.desk, partial(_write, folder_place(session, settings), reason, key), owner)


class FolderKeeper(Keeper):
    """Nobody is asked; that the folder was written, or was not, stands in the notice line."""

    def __init__(self, session: Session, settings: Settings, parent: QObject) -> None:
        super().__init__(session, parent, look_ms=LOOK_MS)
        self._settings = settings
        self._key = uuid4()
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self.look)
        # A practice day or a test moves its own clock: there nothing happens by itself.
        if isinstance(session.desk.clock, SystemClock):
            self.begin()
            session.changed.connect(self._hear)

    @Slot()
    def look(self) -> None:
        """Write it when it is due and somebody is signed in who may."""
        session = self.session
        may = session.desk.actor.roles & {Role.CLERK, Role.MANAGER}
        if not self.is_working and may and session.desk.station.founded and not session.read_only:
            place = folder_place(session, self._settings)
            session.ask(due_reason, place, then=self._begin, failed=self.put_off)

    def done(self, result: "FolderWritten") -> None:
        self._key = uuid4()
        self.session.notice(f"断电夹 {result.number} 已写好，{result.pages} 页；请打印并换下旧夹。", Tone.GREEN)

    def put_off(self, error: AppError) -> None:
        """A minute later it is tried again; the clerk has to know, for the night may be dark."""
        logger.warning("the folder for a power cut was not written: %s", error.message)
        self.session.notice(error.message, Tone.AMBER)

    @Slot(list)
    def _hear(self, changes: list[object]) -> None:
        if any(getattr(change, "kind", "") == "handover" for change in changes):
            self._soon.start()

    def _begin(self, reason: str) -> None:
        if reason and not self.is_working:
            self.work(writing_task(self.session, self._settings, reason, self._key, self))


def _write(place: Path, reason: str, key: UUID, desk: Desk, _go_on: GoOn) -> "FolderWritten":
    from app.services.reports.power_folder import write_folder

    return write_folder(desk, place, reason, key)
