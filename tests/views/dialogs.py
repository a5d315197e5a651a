"""The dialog in front, found as a clerk finds it."""

from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog

D = TypeVar("D", bound=QDialog)


def shown(kind: type[D]) -> D:
    """The one visible dialog of this kind."""
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]
    assert len(found) == 1, found
    return found[0]


def is_shown(kind: type[QDialog]) -> bool:
    """Whether a dialog of this kind is still open."""
    return any(isinstance(widget, kind) and widget.isVisible() for widget in QApplication.topLevelWidgets())
