"""Beats of an event loop: what one comes late by is a time in which no key was heard."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Slot

BEAT_MS = 5


@dataclass(frozen=True, slots=True)
class Stall:
    """From one beat to the next, in seconds of the system's own clock, which all processes share.

    `worked` is how much of it this thread worked; the rest waited: for the disk, the database, for a computer that does
    something else. `after` is what had been pressed before.
    """

    began: float
    seconds: float
    worked: float
    after: str = ""

    def beside(self, others: "Sequence[Stall]") -> float:
        """The seconds of it in which none of the others was deaf as well."""
        end = self.began + self.seconds
        shared = sum(max(0.0, min(end, other.began + other.seconds) - max(self.began, other.began)) for other in others)
        return self.seconds - shared


class Heart(QObject):
    """Beats until it is stopped."""

    def __init__(self, pressed: Callable[[], str] = str) -> None:
        super().__init__()
        self._stalls: list[Stall] = []
        self._pressed = pressed
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def stop(self) -> list[Stall]:
        """What was heard late, in order."""
        self._timer.stop()
        return self._stalls

    @Slot()
    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        due = self._last + BEAT_MS / 1000
        self._stalls.append(Stall(due, now - due, worked - self._worked, self._pressed()))
        self._last, self._worked = now, worked
