"""One piece of long work after another, with the card that shows how far it is."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn
from app.views.ledger.running_card import RunningCard
from app.views.session import Session
from app.views.tasks import Task

# Small files are read before anybody could see that they are.
PATIENCE_MS = 150


class Errand(QObject):
    """Runs one task at a time; `shown` when it lasts long enough to be shown."""

    shown = Signal()
    progressed = Signal(int, int)

    def __init__(self, session: Session, card: RunningCard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.task: Task | None = None
        self._session = session
        self._card = card
        self._then: Callable[[Any], None] = _nobody
        self._failed: Callable[[AppError], None] = _nobody
        self._patience = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(self.shown)

    def run(
        self,
        title: str,
        work: Callable[[Desk, GoOn], Any],
        then: Callable[[Any], None],
        failed: Callable[[AppError], None],
        note: str = "",
    ) -> None:
        """Start `work` beside the window; with a note for the reader its card is shown at once."""
        self._card.begin(title, note)
        self._then, self._failed = then, failed
        self.task = Task(self._session.desk, work, self, apart=True)
        self.task.progressed.connect(self._progress)
        self.task.succeeded.connect(self._succeed)
        self.task.failed.connect(self._fail)
        if note:
            self.shown.emit()
        else:
            self._patience.start()
        self.task.start()

    def stop(self) -> None:
        """Ask the work to end at its next step."""
        if self.task is not None:
            self._card.stopping()
            self.task.stop()

    def leave(self) -> None:
        """The window closes: what was written stays."""
        if self.task is not None:
            self.task.stop()
            self.task.wait()

    @Slot(int, int)
    def _progress(self, done: int, of: int) -> None:
        self._card.show_progress(done, of)
        self.progressed.emit(done, of)

    @Slot(object)
    def _succeed(self, result: Any) -> None:
        self._end()
        self._then(result)

    @Slot(object)
    def _fail(self, error: AppError) -> None:
        self._end()
        self._failed(error)

    def _end(self) -> None:
        self.task = None
        self._patience.stop()


def _nobody(result: Any) -> None:
    """Nothing has been started yet."""
