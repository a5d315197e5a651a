"""While an input method composes, Enter, Escape, digits and arrows are its own: they save, leave and pick nothing."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

_ITS_OWN = frozenset(
    {
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        *(Qt.Key(Qt.Key.Key_0 + digit) for digit in range(10)),
    }
)


class Composing(QObject):
    """Lives with its field. Most input methods keep these keys to themselves; one passed on changes nothing."""

    def __init__(self, edit: QWidget) -> None:
        super().__init__(edit)
        self.goes_on = False
        edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.InputMethod:
            self.goes_on = isinstance(event, QInputMethodEvent) and bool(event.preeditString())
        elif kind == QEvent.Type.FocusOut:
            # Whatever was composed was taken or dropped with the cursor; not every input method says so.
            self.goes_on = False
        elif self.goes_on and kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return self._keep(event)
        return False

    def _keep(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() not in _ITS_OWN:
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        # No command of the window takes it either.
        event.accept()
        return True
