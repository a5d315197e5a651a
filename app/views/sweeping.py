"""Once a day, in a quiet moment: files of photos and scans that nothing names any more are removed."""

import logging

from PySide6.QtCore import QObject

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn
from app.services.trust.attachments import sweep_attachments
from app.views.keeper import Keeper
from app.views.session import Session
from app.views.settings import SWEPT_ON, Settings
from app.views.tasks import Task

logger = logging.getLogger(__name__)

# Start-up comes first; after that it is enough to see a new day begin.
FIRST_MS = 60_000
LOOK_MS = 60 * 60 * 1000


class AttachmentSweep(Keeper):
    """A server keeps its files itself."""

    def __init__(self, session: Session, settings: Settings, parent: QObject) -> None:
        super().__init__(session, parent, look_ms=LOOK_MS, first_ms=FIRST_MS)
        self._settings = settings
        if session.desk.store.folder() is not None:
            self.begin()

    def look(self) -> None:
        """Sweep, unless it was done today."""
        desk = self.session.desk
        if not self.is_working and self._settings.get(SWEPT_ON) != desk.today().isoformat():
            self.work(Task(desk, _sweep, self))

    def done(self, result: int) -> None:
        self._settings.put(SWEPT_ON, self.session.desk.today().isoformat())
        if result:
            logger.info("removed %d files that nothing names", result)

    def put_off(self, error: AppError) -> None:
        # Nobody waits for it: an hour later is early enough.
        logger.warning("files that nothing names were not removed: %s", error.message)


def _sweep(desk: Desk, _go_on: GoOn) -> int:
    return sweep_attachments(desk)
