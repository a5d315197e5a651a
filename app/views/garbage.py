"""Where cyclic garbage is collected: on the main thread only. It may hold widgets, which must die nowhere else."""

import gc
import time

from PySide6.QtCore import QObject, QTimer, Slot

from app.views.turns import ENOUGH_S

LOOK_MS = 100
# Objects made before the youngest are looked at, and looks at one generation before the next older one: with Python's
# own ten, what a dozen calls leave behind, thousands of objects of dialogs that have grown old, would be taken away at
# once, which takes longer than looking for them.
THRESHOLDS = (700, 3, 2)
# A key that is pressed meanwhile waits for the whole look. One that was long and found little has looked at what stays.
LONG_S, LITTLE = 0.02, 1_000
OLDEST = 2
# A round of the event loop that a key or a paint has filled is no time to look, unless so many follow each other.
MOST_LET_PASS = 8

# Long works on other threads. Their many young objects would make each look a long one, and hold no widgets.
_works: set[object] = set()


class GarbageCollector(QObject):
    """Python's collector runs on whichever thread allocates last; this one looks ten times a second instead."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.set_threshold(*THRESHOLDS)
        self._came_by, self._let_pass = 0.0, 0
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.begin_look)
        self._timer.start()
        self._next_round = QTimer(self, interval=0, singleShot=True)
        self._next_round.timeout.connect(self._look)

    @Slot()
    def begin_look(self) -> None:
        """Look in the next calm round of the event loop, not behind what others have done in this one."""
        if not self._next_round.isActive():
            self._let_pass = 0
            self._wait()

    def _wait(self) -> None:
        self._came_by = time.perf_counter()
        self._next_round.start()

    @Slot()
    def _look(self) -> None:
        calm = time.perf_counter() - self._came_by < ENOUGH_S
        if calm or self._let_pass == MOST_LET_PASS:
            collect_due()
        else:
            self._let_pass += 1
            self._wait()


def collect_due() -> None:
    """Collect the oldest generation whose threshold was passed, as Python's own collector would have. Main thread only.

    What has survived a long look at everything is not looked at again: pages and modules stay as long as the window.
    """
    if _works:
        return
    generation = _oldest_due()
    if generation is None:
        return
    started = time.thread_time()
    found = gc.collect(generation)
    if generation == OLDEST and found < LITTLE and time.thread_time() - started > LONG_S:
        gc.freeze()


def _oldest_due() -> int | None:
    """The oldest generation that is due with all younger ones; looking at it looks at them, too."""
    due = None
    for generation, (counted, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
        if counted <= threshold:
            break
        due = generation
    return due


def keep_for_good() -> None:
    """What is there now stays as long as the window, and is not looked at again."""
    gc.freeze()


def begin_work(work: object) -> None:
    """A long work begins on another thread: nothing is collected until its `end_work`."""
    _works.add(work)


def end_work(work: object) -> None:
    """The work has ended, or never began."""
    _works.discard(work)
