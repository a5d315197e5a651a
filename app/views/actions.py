"""Every command is one QAction: menus, toolbars and keys share it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.shortcuts import key_of, keys_of
from app.views.icons import wear


def command(
    owner: QWidget, text: str, icon: str, name: str, run: Callable[[], object], within: QWidget | None = None
) -> QAction:
    """A command of `owner`; with `within` its keys work only while that widget or a child of it has the focus.

    `name` is its name among the shortcuts, "" for a command without a key; UnknownShortcut for an unknown one.
    """
    action = QAction(text, owner)
    action.setIconText(f" {text}")  # the style leaves no gap between icon and word
    wear(action, icon)
    if name:
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(key) for key in keys_of(name)])
        action.setToolTip(f"{text}　{key_of(name)}")
    action.triggered.connect(run)
    if within is not None:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        within.addAction(action)
    else:
        owner.addAction(action)
    return action


def shortcut(owner: QWidget, name: str, run: Callable[[], object]) -> None:
    """A key of a dialog that has no button of its own."""
    for key in keys_of(name):
        QShortcut(QKeySequence(key), owner, run)


def pressed(event: QKeyEvent, name: str) -> bool:
    """Whether this is a key named `name`; the number pad counts as the row of digits."""
    typed = event.keyCombination()
    plain = Qt.KeyboardModifier(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
    return any(QKeySequence(plain | typed.key()) == QKeySequence(key) for key in keys_of(name))
