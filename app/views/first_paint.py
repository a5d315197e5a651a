"""What nobody waits for is done once the first picture stands: the network, the sign-in, the selected card."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


def after_first_paint(widget: QWidget, run: Callable[[], object]) -> None:
    """Call `run` once, after `widget` has been painted for the first time."""
    _FirstPaint(widget, run)


class _FirstPaint(QObject):
    """Watches its widget for the first paint; only the timer lets the whole picture be finished before."""

    def __init__(self, widget: QWidget, run: Callable[[], object]) -> None:
        super().__init__(widget)
        self._idle = QTimer(self, interval=0, singleShot=True)
        self._idle.timeout.connect(run)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._idle.start()
        return False
