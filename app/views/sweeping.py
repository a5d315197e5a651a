"""Once a day, in a quiet moment: files of photos and scans that nothing names any more are removed."""

import logging

from PySide6.QtCore import QObject, QTimer, Slot

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn
from app.services.trust.attachments import sweep_attachments
from app.views.session import Session
from app.views.settings import SWEPT_ON, Settings
from app.views.tasks import Task

logger = logging.getLogger(__name__)

# Start-up comes first; after that it is enough to see a new day begin.
FIRST_MS = 60_000
LOOK_MS = 60 * 60 * 1000


class AttachmentSweep(QObject):
    """Lives as long as the window, and works beside it. A server keeps its files itself."""

    def __init__(self, session: Session, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._task: Task | None = None
        self._timer = QTimer(self, interval=FIRST_MS)
        self._timer.timeout.connect(self.look)
        if session.desk.store.folder() is not None:
            self._timer.start()

    @Slot()
    def look(self) -> None:
        """Sweep, unless it was done today."""
        self._timer.setInterval(LOOK_MS)
        if self._task is not None or self._settings.get(SWEPT_ON) == self._session.desk.today().isoformat():
            return
        self._task = Task(self._session.desk, _sweep, self)
        self._task.succeeded.connect(self._done)
        self._task.failed.connect(self._put_off)
        self._task.start()

    @Slot(object)
    def _done(self, removed: int) -> None:
        self._task = None
        self._settings.put(SWEPT_ON, self._session.desk.today().isoformat())
        if removed:
            logger.info("removed %d files that nothing names", removed)

    @Slot(object)
    def _put_off(self, error: AppError) -> None:
        # Nobody waits for it: an hour later is early enough.
        self._task = None
        logger.warning("files that nothing names were not removed: %s", error.message)


def _sweep(desk: Desk, _go_on: GoOn) -> int:
    return sweep_attachments(desk)
