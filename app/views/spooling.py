"""A paper of many pages on its way to the printer while the window goes on working."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtPrintSupport import QPrinter

from app.views.printing import NotPrinted, spooled


class SpoolJob(QObject):
    """Exactly one of `finished` and `failed` follows, unless it is stopped before."""

    progressed = Signal(int, int)
    finished = Signal()
    failed = Signal(object)

    def __init__(self, content: bytes, printer: QPrinter, name: str, parent: QObject) -> None:
        super().__init__(parent)
        # The steps need the printer until their end.
        self._printer = printer
        self._steps = spooled(content, printer, name)
        self._page = 0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        """Take the job back."""
        self._timer.stop()
        self._steps.close()

    @Slot()
    def _step(self) -> None:
        try:
            page, pages = next(self._steps)
        except StopIteration:
            self._timer.stop()
            self.finished.emit()
        except NotPrinted as error:
            self._timer.stop()
            self.failed.emit(error)
        else:
            if page != self._page:
                self._page = page
                self.progressed.emit(page, pages)
