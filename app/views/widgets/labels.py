"""Labels in the few sizes the program has."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

# So many Chinese characters wide may the longest word of a text make its label at least.
LONGEST_WORD = 20


class WrappedLabel(QLabel):
    """A text of several lines; an endless word in it (an address of the web, a key held down) widens no window."""

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(min(least.width(), self.fontMetrics().horizontalAdvance("温") * LONGEST_WORD), least.height())


def label(text: str = "", role: str = "", wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Plain text (never markup: names come from outside), styled by its role in heatdesk.qss."""
    made = WrappedLabel(text, parent) if wrap else QLabel(text, parent)
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
