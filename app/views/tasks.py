"""Long work beside the window: a connection of its own, on a thread or in another process; it answers here."""

import threading
import time
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from app.services.kernel.apart import Work, run_apart
from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn
from app.views.garbage import begin_work, end_work

# For how long a work gives way to the window between two of its steps.
PATIENCE_S = 0.1
# While the window is in front, somebody may type: what he saves comes between two steps, and the steps stay short.
# Whoever asks more often than every so many seconds is no burden and gets no pause.
BREATH_MS, BREATH_EVERY_S = 8, 0.01

# Tasks whose thread runs: it signals, so nothing may destroy them before it has ended.
_running: set["Task"] = set()


class Task(QObject):
    """`work(desk, go_on)` runs once; exactly one of `succeeded` and `failed` follows. A bug flies to the net.

    The work is asked to stop when `owner` is destroyed. Whenever it asks to go on it gives way: both share the place
    to write and, on a thread, the interpreter; a step that begins while a key is being answered makes that answer
    several times as slow. `apart`: in another process, for work of many seconds that can be sent there.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    # It has ended, in whatever way: before either of the two, and where a bug leaves neither.
    over = Signal()
    _ended = Signal(object, object)
    _asked = Signal()

    def __init__(self, desk: Desk, work: Work, owner: QObject | None = None, *, apart: bool = False) -> None:
        super().__init__()
        self._apart = apart
        self._desk = desk
        self._work = work
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="task", daemon=True)
        self._ended.connect(self._deliver)
        self._turn = threading.Event()
        self._went_on = time.monotonic()
        self._asked.connect(self._let_it_go_on)
        if owner is not None:
            owner.destroyed.connect(self.stop)

    def start(self) -> None:
        _running.add(self)
        if not self._apart:
            begin_work(self)
        self._thread.start()

    @Slot()
    def stop(self) -> None:
        """Ask the work to end at its next unit; what was written stays."""
        self._stop.set()

    def wait(self) -> None:
        """Until the thread has ended, before the program closes."""
        self._thread.join()

    def _run(self) -> None:
        result: Any = None
        error: BaseException | None = None
        try:
            result = (run_apart if self._apart else _run_here)(self._desk, self._work, self._go_on)
        except Exception as caught:  # noqa: BLE001 - carried to the main thread, which raises what it does not know
            error = caught
        self._ended.emit(result, error)

    def _go_on(self, done: int, of: int) -> bool:
        self.progressed.emit(done, of)
        if not self._stop.is_set():
            self._turn.clear()
            self._asked.emit()
            self._turn.wait(PATIENCE_S)
        return not self._stop.is_set()

    @Slot()
    def _let_it_go_on(self) -> None:
        # Behind whatever else the window has to do now.
        in_front = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        burden = time.monotonic() - self._went_on > BREATH_EVERY_S
        QTimer.singleShot(BREATH_MS if in_front and burden else 0, self._let_go)

    @Slot()
    def _let_go(self) -> None:
        self._went_on = time.monotonic()
        self._turn.set()

    @Slot(object, object)
    def _deliver(self, result: Any, error: BaseException | None) -> None:
        end_work(self)
        _running.discard(self)
        self.over.emit()
        if error is None:
            self.succeeded.emit(result)
        elif isinstance(error, AppError):
            self.failed.emit(error)
        else:
            raise error


def _run_here(desk: Desk, work: Work, go_on: GoOn) -> Any:
    store = desk.store.sibling()
    try:
        return work(replace(desk, store=store), go_on)
    finally:
        store.close()
