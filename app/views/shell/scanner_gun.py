"""A scanner gun types like a keyboard, wherever the keys go: over a list its letters would be commands."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

# No hand types two keys so close together; a gun takes some 15 ms for one.
SILENCE_MS = 60
# Shorter than any number of a paper.
LEAST_LETTERS = 8
# What a gun may send behind a code.
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class ScannerGun(QObject):
    """Every code begins with a capital letter: in a window, outside of its text fields, such a key waits a moment.

    What follows at a gun's pace is the code and goes to nobody else; `scanned` tells it, with the gun's Enter or
    without. What nothing follows was a key, and does then what it does.
    """

    scanned = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._typed = ""
        self._first: Qt.Key | None = None
        self._silence = QTimer(self, interval=SILENCE_MS, singleShot=True)
        self._silence.timeout.connect(self._end_in_turn)
        window.installEventFilter(self)

    @property
    def is_listening(self) -> bool:
        """Whether a key waits for what follows."""
        return self._first is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if self.is_listening:
            if kind == QEvent.Type.KeyPress:
                self._hear(event)
        elif kind == QEvent.Type.ShortcutOverride and _may_begin_a_code(event):
            self._listen(Qt.Key(event.key()))
        else:
            return False
        event.accept()
        return True

    @Slot()
    def end(self) -> None:
        """Nothing follows: what was typed is a code, or was a key."""
        if self._first is None:
            return
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        # The window's own events are heard again.
        self._window.installEventFilter(self)
        self._silence.stop()
        first, typed = self._first, self._typed
        self._first, self._typed = None, ""
        if len(typed) >= LEAST_LETTERS:
            self.scanned.emit(typed)
        elif len(typed) == 1:
            self._run(QKeySequence(Qt.Modifier.SHIFT | first))

    def _listen(self, first: Qt.Key) -> None:
        self._first = first
        self._window.removeEventFilter(self)
        # From now on keys reach nobody else, not even a dialog that opens meanwhile.
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._silence.start()

    def _hear(self, event: QKeyEvent) -> None:
        if event.key() in ENDS:
            self.end()
        elif event.text().isprintable() and event.text():
            self._typed += event.text()
            self._silence.start()

    @Slot()
    def _end_in_turn(self) -> None:
        # A window that was busy for so long has keys waiting, which come first.
        QTimer.singleShot(0, self, self._end_if_silent)

    @Slot()
    def _end_if_silent(self) -> None:
        if not self._silence.isActive():
            self.end()

    def _run(self, key: QKeySequence) -> None:
        if QApplication.activeModalWidget() is not None:
            return
        focus = QApplication.focusWidget()
        for action in self._window.findChildren(QAction):
            if (
                key in action.shortcuts()
                and action.isEnabled()
                and any(_hears(o, action, focus) for o in _owners(action))
            ):
                action.trigger()
                return


def _may_begin_a_code(event: QKeyEvent) -> bool:
    shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return shift and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z and not event.isAutoRepeat()


def _owners(action: QAction) -> list[QWidget]:
    return [owner for owner in action.associatedObjects() if isinstance(owner, QWidget)]


def _hears(owner: QWidget, action: QAction, focus: QWidget | None) -> bool:
    """Whether the key of this action would reach it through this owner."""
    if action.shortcutContext() == Qt.ShortcutContext.WidgetWithChildrenShortcut:
        return focus is not None and (owner is focus or owner.isAncestorOf(focus))
    return owner.isVisible()
