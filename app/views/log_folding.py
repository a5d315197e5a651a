"""The log of what was saved is folded into the data file beside the window: a clerk's commit never waits for it."""

from PySide6.QtCore import QObject, Slot

from app.services.kernel.changes import Change
from app.services.kernel.desk import Desk
from app.services.kernel.progress import GoOn
from app.views.keeper import Keeper
from app.views.session import Session
from app.views.tasks import Task

LOOK_MS = 10_000
# As much as SQLite itself would let come together, about.
LONG_BYTES = 4 * 2**20


class LogFolding(Keeper):
    """A server folds its own; nothing is lost in a log that could not be folded: the next one that is long is."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(session, parent, look_ms=LOOK_MS)
        # Whether anything was saved since the last fold.
        self._saved = True
        store = session.desk.store
        if store.folder() is not None:
            store.fold_elsewhere(LONG_BYTES)
            session.changed.connect(self._hear)
            self.begin()

    def look(self) -> None:
        """Fold the log when it has become long."""
        desk = self.session.desk
        if self._saved and not self.is_working and desk.store.unfolded_bytes() > LONG_BYTES:
            self._saved = False
            self.work(Task(desk, _fold, self))

    @Slot(list)
    def _hear(self, _changes: list[Change]) -> None:
        self._saved = True


def _fold(desk: Desk, _go_on: GoOn) -> None:
    desk.store.fold()
