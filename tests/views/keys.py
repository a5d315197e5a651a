"""Typing as a clerk does: Latin keys one by one, Chinese as an input method commits it."""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.views.shell.window import MainWindow


def settle() -> None:
    """What the last key brought is on screen before the next one, as it is for a hand."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow):
            window.gun.end()
            window.session.catch_up()


def type_text(widget: QWidget, text: str, enter: bool = False) -> None:
    """Type into the widget that has, or gets, the focus."""
    widget.setFocus()
    target = widget.focusProxy() or widget
    for latin, letters in groupby(text, key=str.isascii):
        word = "".join(letters)
        if latin:
            QTest.keyClicks(target, word)
        else:
            event = QInputMethodEvent()
            event.setCommitString(word)
            QApplication.sendEvent(target, event)
    if enter:
        press(target, Qt.Key.Key_Return)


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key on the widget; commands of its window hear it too."""
    QTest.keyClick(widget, key, modifier)
    settle()
