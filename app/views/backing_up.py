"""A checked copy of the data once a day, in the background, and at once when somebody asks for it."""

import logging
from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn
from app.services.trust.making_backups import BY_HAND, DAILY, BackupMade, backup_due, make_backup
from app.views.session import Session
from app.views.tasks import Task
from app.views.theme import Tone

logger = logging.getLogger(__name__)

# Start-up comes first; after that an hour more or less does not matter.
FIRST_MS = 3 * 60_000
LOOK_MS = 60 * 60_000


class BackupKeeper(QObject):
    """Lives as long as the window, and works beside it. A server keeps its copies itself."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self._asked = False
        self._timer = QTimer(self, interval=FIRST_MS)
        self._timer.timeout.connect(self.look)
        if session.desk.store.folder() is not None:
            self._timer.start()

    @property
    def is_working(self) -> bool:
        """Whether a copy is being made."""
        return self._task is not None

    @Slot()
    def look(self) -> None:
        """Make the copy of the day, unless there is one."""
        self._timer.setInterval(LOOK_MS)
        self._session.ask(backup_due, then=self._begin_daily)

    @Slot()
    def make_now(self) -> None:
        """立即备份: the operator hears how it went."""
        self._asked = True
        self._session.notice("正在备份并核验，可以继续工作。")
        self._begin(BY_HAND)

    def _begin_daily(self, due: bool) -> None:
        if due:
            self._begin(DAILY)

    def _begin(self, reason: str) -> None:
        if self._task is not None:
            return
        self._task = Task(self._session.desk, partial(_make, reason), self)
        self._task.succeeded.connect(self._done)
        self._task.failed.connect(self._refuse)
        self._task.start()

    @Slot(object)
    def _done(self, made: BackupMade) -> None:
        self._task = None
        logger.info("backup %s made and checked, %d older ones removed", made.name, made.removed)
        if self._asked:
            self._session.notice(f"已备份并核验：{made.name}。", Tone.GREEN)
        self._asked = False

    @Slot(object)
    def _refuse(self, error: AppError) -> None:
        """A copy that could not be made is said whoever asked: the station believes it has one."""
        self._task = None
        self._asked = False
        self._session.notice(error.message, Tone.RED)


def _make(reason: str, desk: Desk, _go_on: GoOn) -> BackupMade:
    return make_backup(desk, reason)
