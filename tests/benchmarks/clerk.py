"""A clerk who takes one call after the other by keys."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
# What is pressed, and what to call it.
Stroke = tuple[Qt.Key, Qt.KeyboardModifier, str]


class Clerk(QObject):
    """Takes a call for each of the customers' numbers, speaks to the caller, and calls `done`."""

    def __init__(self, window: QWidget, numbers: Sequence[str], stroke_ms: int, done: Callable[[], Any]) -> None:
        super().__init__()
        self.pressed = "nothing"
        self._window = window
        self._strokes = self._all(numbers)
        self._done = done
        self._timer = QTimer(self, interval=stroke_ms)
        self._timer.timeout.connect(self._press)

    def start(self) -> None:
        self._timer.start()

    @Slot()
    def _press(self) -> None:
        window: QWindow | None = QApplication.focusWindow()
        if window is None:
            # The offscreen platform has nobody who brings the window below a closed dialog to the front.
            (QApplication.activeModalWidget() or self._window).activateWindow()
            return
        stroke = next(self._strokes, None)
        if stroke is None:
            self._timer.stop()
            self._done()
            return
        key, modifier, self.pressed = stroke
        QTest.keyClick(window, key, modifier)

    def _all(self, numbers: Sequence[str]) -> Iterator[Stroke]:
        for number in numbers:
            yield Key.Key_F2, NONE, "F2, the intake"
            for place, digit in enumerate(number, 1):
                yield Key(ord(digit)), NONE, f"digit {place} of the search"
            yield Key.Key_Return, NONE, "Return, the customer chosen"
            yield Key.Key_2, Qt.KeyboardModifier.AltModifier, "Alt+2, the fault chosen"
            yield Key.Key_Return, NONE, "Return, the repair saved"
            yield Key.Key_C, NONE, "C, the contact's dialog"
            yield Key.Key_Return, NONE, "Return, the contact saved"
