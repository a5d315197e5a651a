"""The log of what was saved is folded into the data file beside the window: a clerk's commit never waits for it."""

from PySide6.QtCore import QObject, QTimer, Slot

from app.services.kernel.changes import Change
from app.services.kernel.desk import Desk
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
        # Whether anything was saved since the last fold.
        self._saved = True
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        store = session.desk.store
        if store.folder() is not None:
            store.fold_elsewhere(LONG_BYTES)
            session.changed.connect(self._hear)
            self._timer.start()

    @property
    def is_working(self) -> bool:
        """Whether the log is being folded."""
        return self._task is not None

    @Slot()
    def look(self) -> None:
        """Fold the log when it has become long."""
        if self._saved and self._task is None and self._session.desk.store.unfolded_bytes() > LONG_BYTES:
            self._saved = False
            self._task = Task(self._session.desk, _fold, self)
            # Nothing is lost in a log that could not be folded; the next one that is long is.
            self._task.succeeded.connect(self._end)
            self._task.failed.connect(self._end)
            self._task.start()

    @Slot(list)
    def _hear(self, _changes: list[Change]) -> None:
        self._saved = True

    @Slot(object)
    def _end(self, _answer: object) -> None:
        self._task = None


def _fold(desk: Desk, _go_on: GoOn) -> None:
    desk.store.fold()
