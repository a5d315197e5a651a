"""The 断电夹 to the printer by one key: made beside the window, then handed over band by band."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtPrintSupport import QPrinter

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn
from app.views.duty.folder_keeper import folder_place
from app.views.printing import NotPrinted, printer_named, printer_names
from app.views.session import Session
from app.views.settings import Settings
from app.views.spooling import SpoolJob
from app.views.tasks import Task
from app.views.theme import Tone
from app.views.widgets.paper_dialog import TARGET_LENGTH, PaperDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.matters.printing import Printed


class FolderPrint(QObject):
    """One printing on the computer's own printer. `ended` follows, whatever came of it."""

    ended = Signal()

    def __init__(self, session: Session, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._place = folder_place(session, settings)
        self._task: Task | None = None
        self._job: SpoolJob | None = None

    def start(self) -> bool:
        """Begin; False, with nothing done, when this computer has no printer."""
        names = printer_names()
        if not names:
            return False
        try:
            printer = printer_named(names[0])
        except NotPrinted as error:
            self._fail(error)
            return True
        self._session.notice(f"正在准备断电夹，打印到“{names[0]}”。")
        self._task = Task(self._session.desk, partial(_print, self._place, names[0], uuid4()), self)
        self._task.succeeded.connect(partial(self._hand_over, printer))
        self._task.failed.connect(self._fail)
        self._task.start()
        return True

    def _hand_over(self, printer: QPrinter, made: "Printed") -> None:
        self._task = None
        self._job = SpoolJob(made.pdf, printer, made.number, self)
        self._job.finished.connect(partial(self._done, made.number))
        self._job.failed.connect(self._fail)
        self._job.start()

    def _done(self, number: str) -> None:
        self._session.notice(f"断电夹 {number} 已交给打印机；请换下旧夹。", Tone.GREEN)
        self.ended.emit()

    @Slot(object)
    def _fail(self, error: AppError) -> None:
        self._task = None
        self._session.notice(error.message, Tone.RED)
        self.ended.emit()


def folder_dialog(session: Session, settings: Settings, parent: "QWidget") -> PaperDialog:
    """The folder looked at, for a computer without a printer of its own: saved, or printed elsewhere."""
    place = folder_place(session, settings)

    def preview(desk: Desk) -> bytes:
        from app.services.reports.power_folder import preview_folder

        return preview_folder(desk)

    def make(desk: Desk, target: str, key: UUID, approved_by: str) -> "Printed":
        from app.services.reports.power_folder import print_folder

        return print_folder(desk, place, target, key, approved_by)

    return PaperDialog(session, settings, "断电夹", "", preview, make, parent)


def blank_dialog(
    session: Session, settings: Settings, sheet_id: int, word: str, number: str, parent: "QWidget"
) -> PaperDialog:
    """One blank of the folder by itself."""

    def preview(desk: Desk) -> bytes:
        from app.services.reports.power_folder import preview_blank

        return preview_blank(desk, sheet_id)

    def make(desk: Desk, target: str, key: UUID, approved_by: str) -> "Printed":
        from app.services.reports.power_folder import print_blank

        return print_blank(desk, sheet_id, target, key, approved_by)

    return PaperDialog(session, settings, word, number, preview, make, parent)


def _print(place: Path, target: str, key: UUID, desk: Desk, _go_on: GoOn) -> "Printed":
    from app.services.reports.power_folder import print_folder

    return print_folder(desk, place, target[-TARGET_LENGTH:], key)
