"""A pair of hands: real key events into whatever has the focus, Chinese as an input method commits it."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.shortcuts import keys_of
from app.views.shell.window import MainWindow

PATIENCE_MS = 10_000
STEP_MS = 5


class Keyboard:
    """Counts the keys it presses; a committed Chinese phrase counts as one key per character."""

    def __init__(self) -> None:
        self.keys = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key into the widget that has the focus."""
        self.keys += 1
        QTest.keyClick(focused(), key, modifier)
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow):
                # A capital letter waits for what a scanner gun would type behind it; this is a hand.
                window.gun.end()

    def shortcut(self, name: str) -> None:
        """The key of a command, by its name among the shortcuts."""
        typed = QKeySequence(keys_of(name)[0])[0]  # type: ignore[index]
        self.press(typed.key(), typed.keyboardModifiers())

    def type(self, text: str) -> None:
        """Text into the widget that has the focus."""
        self.keys += len(text)
        target = focused()
        if text.isascii():
            QTest.keyClicks(target, text)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(target, event)

    def digit(self, number: int) -> None:
        """A number key, as on a row of choices."""
        self.press(Qt.Key(Qt.Key.Key_0 + number))


def focused() -> QWidget:
    """The widget keys go to; a tour that lost its focus has gone astray and says so."""
    found = QApplication.focusWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
    if found is None:
        raise RuntimeError("no widget has the focus")
    return found


def until(condition: Callable[[], object], what: str) -> None:
    """Let the window work until the condition holds."""
    clock = QElapsedTimer()
    clock.start()
    while not condition():
        if clock.hasExpired(PATIENCE_MS):
            raise RuntimeError(f"the window did not come to: {what}")
        # Not QTest.qWait: it keeps the interpreter to itself, and work beside the window would stand still.
        loop = QEventLoop()
        QTimer.singleShot(STEP_MS, loop.quit)
        loop.exec()
