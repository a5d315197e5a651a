"""A picture chosen from the disk or dropped on the window, read and made small beside the window."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.pictures import Fitted, picture_file
from app.services.kernel.progress import GoOn
from app.views.session import Session
from app.views.settings import PICTURE_FOLDER, Settings
from app.views.tasks import Task

PHOTOS = "照片 (*.jpg *.jpeg *.png)"
SCANS = "扫描件 (*.jpg *.jpeg *.png *.pdf)"


class PictureSource(QWidget):
    """`fit` makes the bytes fit to keep; `ready` brings them, `failed` the sentence why not. Shows nothing itself."""

    ready = Signal(object)
    failed = Signal(str)

    def __init__(
        self, session: Session, settings: Settings, fit: Callable[[bytes], Fitted], kinds: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._fit = fit
        self._kinds = kinds
        self._task: Task | None = None
        self.hide()

    @Slot()
    def choose(self) -> None:
        """Ask which file."""
        dialog = QFileDialog(self.parentWidget(), "选择文件", self._settings.get(PICTURE_FOLDER), self._kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    @Slot(object)
    def take(self, path: Path) -> None:
        """Read this file; a second one waits for nobody and is not taken while the first is read."""
        if self._task is not None:
            return
        self._settings.put(PICTURE_FOLDER, str(path.parent))
        self._start(partial(_read, path, self._fit))

    def take_body(self, body: bytes) -> None:
        """The same for bytes in hand: a picture pasted from the clipboard."""
        if self._task is None:
            self._start(partial(_fit_body, body, self._fit))

    def _start(self, work: Callable[[Desk, GoOn], Fitted]) -> None:
        self._task = Task(self._session.desk, work, self)
        self._task.succeeded.connect(self._bring)
        self._task.failed.connect(self._say)
        self._task.start()

    @Slot(str)
    def _chosen(self, path: str) -> None:
        self.take(Path(path))

    @Slot(object)
    def _bring(self, fitted: Fitted) -> None:
        self._task = None
        self.ready.emit(fitted)

    @Slot(object)
    def _say(self, error: AppError) -> None:
        self._task = None
        self.failed.emit(error.message)


def _read(path: Path, fit: Callable[[bytes], Fitted], _desk: Desk, _go_on: GoOn) -> Fitted:
    return fit(picture_file(path))


def _fit_body(body: bytes, fit: Callable[[bytes], Fitted], _desk: Desk, _go_on: GoOn) -> Fitted:
    return fit(body)
