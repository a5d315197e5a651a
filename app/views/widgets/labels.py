"""Labels in the few sizes the program has."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget


def label(text: str = "", role: str = "", wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Plain text (never markup: names come from outside), styled by its role in heatdesk.qss."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def flag(text: str, tone: str = "amber") -> QLabel:
    """A coloured word, such as 停热."""
    made = label(text, "flag")
    made.setProperty("tone", tone)
    return made


def rule() -> QFrame:
    made = QFrame()
    made.setProperty("role", "line")
    return made
