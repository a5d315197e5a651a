"""A checked copy of the data once a day, in the background, and at once when somebody asks for it."""

import logging
from functools import partial

from PySide6.QtCore import QObject, Slot

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn
from app.services.trust.making_backups import BY_HAND, DAILY, BackupMade, backup_due, make_backup
from app.views.keeper import Keeper
from app.views.session import Session
from app.views.tasks import Task
from app.views.theme import Tone

logger = logging.getLogger(__name__)

# Start-up comes first; after that an hour more or less does not matter.
FIRST_MS = 3 * 60_000
LOOK_MS = 60 * 60_000


class BackupKeeper(Keeper):
    """A server keeps its copies itself."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(session, parent, look_ms=LOOK_MS, first_ms=FIRST_MS)
        self._asked = False
        if session.desk.store.folder() is not None:
            self.begin()

    def look(self) -> None:
        """Make the copy of the day, unless there is one."""
        self.session.ask(backup_due, then=self._begin_daily)

    @Slot()
    def make_now(self) -> None:
        """立即备份: the operator hears how it went."""
        self._asked = True
        self.session.notice("正在备份并核验，可以继续工作。")
        self._begin(BY_HAND)

    def done(self, result: BackupMade) -> None:
        logger.info("backup %s made and checked, %d older ones removed", result.name, result.removed)
        if self._asked:
            self.session.notice(f"已备份并核验：{result.name}。", Tone.GREEN)
        self._asked = False

    def put_off(self, error: AppError) -> None:
        """A copy that could not be made is said whoever asked: the station believes it has one."""
        self._asked = False
        self.session.notice(error.message, Tone.RED)

    def _begin_daily(self, due: bool) -> None:
        if due:
            self._begin(DAILY)

    def _begin(self, reason: str) -> None:
        if not self.is_working:
            self.work(Task(self.session.desk, partial(_make, reason), self))


def _make(reason: str, desk: Desk, _go_on: GoOn) -> BackupMade:
    return make_backup(desk, reason)
