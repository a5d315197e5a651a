"""What the window does by itself, beside everything else: it looks from time to time, and does one work at once."""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from app.services.kernel.errors import AppError
from app.views.session import Session
from app.views.tasks import Task


class Keeper(QObject):
    """Lives as long as the window. A subclass says in `look` whether something is due, and begins it."""

    def __init__(self, session: Session, parent: QObject, *, look_ms: int, first_ms: int | None = None) -> None:
        """Looks every `look_ms` once `begin` was called; `first_ms` before the first look, start-up comes first."""
        super().__init__(parent)
        self.session = session
        self._task: Task | None = None
        self._look_ms = look_ms
        self._timer = QTimer(self, interval=look_ms if first_ms is None else first_ms)
        self._timer.timeout.connect(self._look_in_time)

    @property
    def is_working(self) -> bool:
        """Whether its work is being done at this moment."""
        return self._task is not None

    def begin(self) -> None:
        """Look from now on."""
        self._timer.start()

    def look(self) -> None:
        """Begin the work if it is due."""
        raise NotImplementedError

    def work(self, task: Task) -> None:
        """Begin this one, unless the last has not ended."""
        if self._task is None:
            self._task = task
            task.over.connect(self._forget)
            task.succeeded.connect(self.done)
            task.failed.connect(self.put_off)
            task.start()

    def done(self, result: Any) -> None:
        """The work has ended well."""

    def put_off(self, error: AppError) -> None:
        """The work could not be done; the next look may begin it again."""

    @Slot()
    def _look_in_time(self) -> None:
        self._timer.setInterval(self._look_ms)
        self.look()

    @Slot()
    def _forget(self) -> None:
        # Also after a bug, which flies to the net: the next look begins the work again.
        self._task = None
