"""The net under the window: an AppError becomes a plain message, anything else a report with the place of the log."""

import logging
import sys
import threading
from pathlib import Path
from traceback import format_exception
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.services.kernel.errors import AppError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

logger = logging.getLogger(__name__)


class CrashReporter(QObject):
    """Qt calls sys.excepthook on the thread that failed; the signal hops to the main thread."""

    _caught = Signal(str, str)

    def __init__(self, log_file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_file = log_file
        # Held here: a box nobody holds is collected before it is painted.
        self.shown: QMessageBox | None = None
        self._caught.connect(self._show)

    def install(self) -> None:
        sys.excepthook = self.handle
        threading.excepthook = self._handle_thread

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        elif isinstance(error, AppError):
            logger.warning("%s: %s", kind.__name__, error.message)
            self._caught.emit(error.message, "")
        else:
            report = "".join(format_exception(kind, error, trace))
            logger.critical("unexpected error\n%s", report)
            self._caught.emit("程序出了差错，刚才这一步可能没有保存。可以接着用；请把运行日志交给维护人员。", report)

    def _handle_thread(self, args: threading.ExceptHookArgs) -> None:
        self.handle(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)

    @Slot(str, str)
    def _show(self, message: str, report: str) -> None:
        if self.shown is not None:
            return
        from PySide6.QtWidgets import QMessageBox

        from app.views.messages import box

        self.shown = box(None, QMessageBox.Icon.Warning, message)
        if report:
            self.shown.setInformativeText(f"运行日志：{self._log_file}")
            self.shown.setDetailedText(report)
        self.shown.finished.connect(self._forget)
        self.shown.open()

    @Slot()
    def _forget(self) -> None:
        self.shown = None
