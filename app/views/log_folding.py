"""The log of what was saved is folded into the data file beside the window: a clerk's commit never waits for it."""

from PySide6.QtCore import QObject, QTimer, Slot

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn
from app.views.session import Session
from app.views.tasks import Task

LOOK_MS = 10_000
# As much as SQLite itself would let come together, about.
LONG_BYTES = 4 * 2**20


class LogFolding(QObject):
    """Lives as long as the window. A server folds its own."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        store = session.desk.store
        if store.folder() is not None:
            store.fold_elsewhere()
            self._timer.start()

    @property
    def is_working(self) -> bool:
        """Whether the log is being folded."""
        return self._task is not None

    @Slot()
    def look(self) -> None:
        """Fold the log when it has become long."""
        if self._task is None and self._session.desk.store.unfolded_bytes() > LONG_BYTES:
            self._task = Task(self._session.desk, _fold, self)
            self._task.succeeded.connect(self._done)
            self._task.failed.connect(self._put_off)
            self._task.start()

    @Slot(object)
    def _done(self, _nothing: None) -> None:
        self._task = None

    @Slot(object)
    def _put_off(self, _error: AppError) -> None:
        # Nothing is lost in a long log; the next look tries again.
        self._task = None


def _fold(desk: Desk, _go_on: GoOn) -> None:
    desk.store.fold()
