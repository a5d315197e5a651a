"""What may follow a moment later: a little in each turn of the event loop, so that keys and paint come between."""

import time
from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot
from shiboken6 import isValid

# A turn that has taken so long begins nothing more; a round of the event loop in which something else took as long,
# a key or a paint, begins nothing at all, unless there were so many of them.
ENOUGH_S, MOST_LET_PASS = 0.004, 4

Run = Callable[[], object]


class Turns(QObject):
    """Runs in the order asked for; what is asked for again while it waits runs once. Main thread only."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[Run] = deque()
        # When the event loop last came by, which it does in each of its rounds, and those left to others since a piece.
        self._came_by, self._let_pass = 0.0, 0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._take_turn)

    def later(self, run: Run, *, first: bool = False) -> None:
        """`run` in one of the next turns, or the very next one; a method of an object gone by then is dropped."""
        if run not in self._waiting:
            (self._waiting.appendleft if first else self._waiting.append)(run)
            self._timer.start()

    def catch_up(self) -> None:
        """All of it now."""
        while self._waiting:
            self._run_next()

    def forget(self) -> None:
        """Nothing of it is wanted any more."""
        self._timer.stop()
        self._waiting.clear()

    @Slot()
    def _take_turn(self) -> None:
        begun = time.perf_counter()
        calm, self._came_by = begun - self._came_by < ENOUGH_S, begun
        if self._let_pass < (1 if calm else MOST_LET_PASS):
            # What the last piece changed is painted in this one.
            self._let_pass += 1
            return
        self._let_pass = 0
        while self._waiting and time.perf_counter() - begun < ENOUGH_S:
            self._run_next()
        if not self._waiting:
            self._timer.stop()
        self._came_by = time.perf_counter()

    def _run_next(self) -> None:
        run = self._waiting.popleft()
        method = run.func if isinstance(run, partial) else run
        owner = getattr(method, "__self__", None)
        if not isinstance(owner, QObject) or isValid(owner):
            run()
