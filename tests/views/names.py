"""What a screen reader is told: the name of everything that takes keys."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.views.shell.page import Page

INPUTS = (QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QAbstractButton)
PARTS_OF = (QComboBox, QAbstractSpinBox, QAbstractItemView, QLineEdit)


class NamelessInputs(QObject):
    """Looks at every dialog of ours that gets the keys, and keeps which of its inputs tell nothing."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.found: list[str] = []
        app.focusWindowChanged.connect(self._look)

    @Slot()
    def _look(self) -> None:
        front = QApplication.activeWindow()
        if isinstance(front, QDialog) and type(front).__module__.startswith("app."):
            self.found += [described(each) for each in inputs(front) if each.isVisible() and not name_of(each)]


def inputs(widget: QWidget) -> Iterator[QWidget]:
    """What takes keys, as far as it is one thing to its user: not the line inside a box, not the corner of a table."""
    for each in widget.findChildren(QWidget):
        inside = any(isinstance(around, PARTS_OF) for around in surroundings(each))
        if isinstance(each, INPUTS) and not inside and each.objectName()[:3] != "qt_":
            yield each


def surroundings(widget: QWidget) -> Iterator[QWidget]:
    """What it lies in, from the inside outwards."""
    at = widget.parentWidget()
    while at is not None:
        yield at
        at = at.parentWidget()


def name_of(widget: QWidget) -> str:
    """What a screen reader says."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found is not None else ""


def described(widget: QWidget) -> str:
    ways = []
    at: object = widget
    while isinstance(at, QWidget) and not isinstance(at, Page):
        ways.append(type(at).__name__)
        at = at.parent()
    return " < ".join(ways[:3])
