"""打印回访记录表: the days, a look at the paper, then numbered, journalled and handed to a printer or a file."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.services.kernel.errors import AppError
from app.services.matters.printing import Printed
from app.services.repairs.callback_record import preview_record, print_record
from app.views.printing import NotPrinted, PaperDocument, print_pdf, printer_named, printer_names
from app.views.session import Session
from app.views.settings import SLIP_FOLDER, Settings
from app.views.theme import Tone
from app.views.widgets.day_edit import NOT_A_DAY, DayEdit
from app.views.widgets.labels import label

# Somebody who types a date is not shown a paper for every digit of it.
SOON_MS = 300


class RecordDialog(QDialog):
    """The number is given out when the paper is printed or saved, not when it is looked at."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.settings = settings
        self._key = uuid4()
        self._asking = False
        self._ready = False
        self.setWindowTitle("打印回访记录表")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._build()
        self._connect()
        self.resize(1080, 700)
        self._preview()

    def save_to(self, path: Path) -> None:
        """Journal the file, then write it."""
        self._make(str(path), partial(self._write, path))

    def _build(self) -> None:
        today = self.session.desk.today()
        self.first_edit, self.last_edit = DayEdit(today), DayEdit(today)
        for edit in (self.first_edit, self.last_edit):
            edit.setFixedWidth(self.fontMetrics().horizontalAdvance("2026-11-15") + 40)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.problem = label(role="message", wrap=True)
        self.problem.hide()
        names = printer_names()
        self.printer_box = QComboBox()
        self.printer_box.setAccessibleName("打印机")
        self.printer_box.addItems(names)
        self.printer_box.setVisible(bool(names))
        self.print_button = QPushButton("打印")
        self.print_button.setProperty("role", "primary")
        self.save_button = QPushButton("另存为文件")
        self.later_button = QPushButton("返回")
        for button in (self.print_button, self.save_button, self.later_button):
            button.setAutoDefault(False)
        days = QHBoxLayout()
        for part in (label("从"), self.first_edit, label("到"), self.last_edit):
            days.addWidget(part)
        days.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(label("打印机" if names else "没有找到打印机，可以另存为文件。"))
        buttons.addWidget(self.printer_box)
        buttons.addStretch(1)
        for button in (self.later_button, self.save_button, self.print_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(days)
        column.addWidget(self.problem)
        column.addWidget(self.view, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._preview)
        for edit in (self.first_edit, self.last_edit):
            edit.textEdited.connect(self._wait)
            edit.returnPressed.connect(self._preview)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._choose_file)
        self.later_button.clicked.connect(self.reject)

    @Slot()
    def _wait(self) -> None:
        self._ready = False
        self._show_buttons()
        self._soon.start()

    @Slot()
    def _preview(self) -> None:
        self._soon.stop()
        days = self._days()
        if days is None:
            self._refuse(NotPrinted(NOT_A_DAY))
        else:
            self.session.ask(preview_record, *days, then=self._show, failed=self._refuse)

    def _days(self) -> tuple[date, date] | None:
        first, last = self.first_edit.day(), self.last_edit.day()
        return None if first is None or last is None else (first, last)

    def _show(self, pdf: bytes) -> None:
        self.problem.hide()
        self._ready = True
        self._show_buttons()
        self.view.setDocument(PaperDocument(pdf, self))
        self.view.show()

    @Slot()
    def _print(self) -> None:
        name = self.printer_box.currentText()
        try:
            printer = printer_named(name)
        except NotPrinted as error:
            self._refuse(error)
            return
        self._make(name, partial(self._hand_over, printer))

    def _make(self, target: str, then: Callable[[Printed], object]) -> None:
        days = self._days()
        if self._asking or days is None:
            return
        self._asking = True
        self._show_buttons()
        done = partial(self._journalled, then)
        self.session.ask(print_record, *days, target[-200:], self._key, then=done, failed=self._refuse)

    def _journalled(self, then: Callable[[Printed], object], made: Printed) -> None:
        self._asking = False
        self._key = uuid4()
        self._show_buttons()
        then(made)

    def _hand_over(self, printer: QPrinter, made: Printed) -> None:
        try:
            print_pdf(made.pdf, printer, made.number)
        except NotPrinted as error:
            self._refuse(error)
            return
        self._done(f"{made.number} 已交给打印机。")

    def _write(self, path: Path, made: Printed) -> None:
        try:
            path.write_bytes(made.pdf)
        except OSError:
            self._refuse(NotPrinted(f"无法写入“{path.name}”。请检查磁盘空间和文件夹权限，或换一个位置。"))
            return
        self.settings.put(SLIP_FOLDER, str(path.parent))
        self._done(f"{made.number} 已另存为 {path.name}。")

    @Slot()
    def _choose_file(self) -> None:
        start = Path(self.settings.get(SLIP_FOLDER)) / f"回访记录表 {self.first_edit.text()}.pdf"
        chosen = QFileDialog(self, "另存回访记录表", str(start), "PDF (*.pdf)")
        chosen.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chosen.setDefaultSuffix("pdf")
        chosen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen.fileSelected.connect(self._file_chosen)
        chosen.open()

    @Slot(str)
    def _file_chosen(self, path: str) -> None:
        self.save_to(Path(path))

    def _show_buttons(self) -> None:
        free = self._ready and not self._asking
        self.save_button.setEnabled(free)
        self.print_button.setEnabled(free and bool(self.printer_box.count()))

    def _done(self, sentence: str) -> None:
        self.session.notice(sentence, Tone.GREEN)
        self.accept()

    def _refuse(self, error: AppError) -> None:
        self._asking = False
        self.problem.setText(error.message)
        self.problem.show()
        self._show_buttons()
