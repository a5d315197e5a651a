"""Questions and plain messages; their buttons are verbs, the safe one is the default."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.views.texts import PRODUCT


def box(parent: QWidget | None, icon: QMessageBox.Icon, message: str) -> QMessageBox:
    """A box that is not yet shown; the caller opens it without a loop of its own."""
    made = QMessageBox(icon, PRODUCT, message, QMessageBox.StandardButton.NoButton, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def ask(parent: QWidget, question: str, verb: str, agreed: Callable[[], object], danger: bool = False) -> QMessageBox:
    """Ask before an act; `agreed` runs when its verb was chosen, Escape and the default button leave all as it was."""
    made = box(parent, QMessageBox.Icon.Question, question)
    act = made.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    stay = made.addButton("返回", QMessageBox.ButtonRole.RejectRole)
    if danger:
        act.setProperty("role", "danger")
    made.setDefaultButton(stay if danger else act)
    made.setEscapeButton(stay)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.accepted.connect(agreed)
    made.open()
    return made
