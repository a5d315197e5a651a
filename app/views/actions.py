"""Every command is one QAction: menus, toolbars and keys share it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.views.icons import wear


def command(
    owner: QWidget, text: str, icon: str, keys: str, run: Callable[[], object], within: QWidget | None = None
) -> QAction:
    """A command of `owner`; with `within` its keys work only while that widget or a child of it has the focus."""
    action = QAction(text, owner)
    action.setIconText(f" {text}")  # the style leaves no gap between icon and word
    wear(action, icon)
    if keys:
        action.setShortcuts([QKeySequence(key) for key in keys.split("|")])
        action.setToolTip(f"{text}　{action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)}")
    action.triggered.connect(run)
    if within is not None:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        within.addAction(action)
    else:
        owner.addAction(action)
    return action
