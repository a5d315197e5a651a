"""A numbered paper before it leaves: looked at, then committed, then handed to the printer or a file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.paper.fonts import MissingGlyph
from app.views.printing import NotPrinted, PaperDocument, print_pdf, printer_named, printer_names
from app.views.session import Session
from app.views.settings import SLIP_FOLDER, Settings
from app.views.theme import Tone
from app.views.widgets.labels import label

# The journal keeps the end of a longer path.
TARGET_LENGTH = 200

if TYPE_CHECKING:
    from app.services.matters.printing import Printed


class PaperDialog(QDialog):
    """`preview(desk)` gives the bytes to look at; `make(desk, target, key, approved_by)` journals the print and gives
    the bytes to hand over. A paper that the printer lost is in the journal, one that is not in it never left.
    """

    handed_over = Signal(str)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        paper: str,
        number: str,
        preview: Callable[[Desk], bytes],
        make: "Callable[[Desk, str, UUID, str], Printed]",
        parent: QWidget,
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.settings = settings
        self.paper = paper
        self.number = number
        self._print_to = make
        # One printing of this dialog, until the journal has it: pressing twice is one print.
        self._key = uuid4()
        self._asking = False
        self.setWindowTitle(f"打印{paper} {number}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._build(hint)
        self._connect()
        self.resize(980, 700)
        session.ask(preview, then=self._show, failed=self._refuse)

    def _build(self, hint: str) -> None:
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.problem = label(role="message", wrap=True)
        self.problem.hide()
        self.approval_edit = QLineEdit(placeholderText="同意以〓代印的站长姓名")
        self.approval_edit.hide()
        self.printer_box = QComboBox()
        self.printer_box.setAccessibleName("打印机")
        self.printer_box.addItems(printer_names())
        self.print_button = QPushButton("打印")
        self.print_button.setProperty("role", "primary")
        self.print_button.setDefault(True)
        self.print_button.setEnabled(bool(self.printer_box.count()))
        self.save_button = QPushButton("另存为文件")
        self.later_button = QPushButton("以后再打")
        for button in (self.save_button, self.later_button):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addWidget(label("打印机" if self.printer_box.count() else "没有找到打印机，可以另存为文件。"))
        buttons.addWidget(self.printer_box)
        self.printer_box.setVisible(bool(self.printer_box.count()))
        buttons.addWidget(label(hint, "hint"))
        buttons.addStretch(1)
        for button in (self.later_button, self.save_button, self.print_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.view, 1)
        column.addWidget(self.problem)
        column.addWidget(self.approval_edit)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._choose_file)
        self.later_button.clicked.connect(self.reject)

    def save_to(self, path: Path) -> None:
        """Journal the file, then write it."""
        self._make(str(path), partial(self._write, path))

    @Slot()
    def _print(self) -> None:
        name = self.printer_box.currentText()
        try:
            printer = printer_named(name)
        except NotPrinted as error:
            self._refuse(error)
            return
        self._make(name, partial(self._hand_over, printer))

    def _make(self, target: str, then: "Callable[[Printed], None]") -> None:
        if self._asking:
            return
        self._set_asking(True)
        self.session.ask(
            self._print_to,
            target[-TARGET_LENGTH:],
            self._key,
            self.approval_edit.text().strip(),
            then=partial(self._journalled, then),
            failed=self._refuse,
        )

    def _journalled(self, then: "Callable[[Printed], None]", made: "Printed") -> None:
        self._key = uuid4()
        self._set_asking(False)
        then(made)

    def _set_asking(self, asking: bool) -> None:
        self._asking = asking
        self.print_button.setEnabled(not asking and bool(self.printer_box.count()))
        self.save_button.setEnabled(not asking)

    def _hand_over(self, printer: QPrinter, made: "Printed") -> None:
        try:
            print_pdf(made.pdf, printer, made.number)
        except NotPrinted as error:
            self._refuse(error)
            return
        self._done(f"{made.number} 已交给打印机。")

    def _write(self, path: Path, made: "Printed") -> None:
        try:
            path.write_bytes(made.pdf)
        except OSError:
            self._refuse(NotPrinted(f"无法写入“{path.name}”。请检查磁盘空间和文件夹权限，或换一个位置。"))
            return
        self.settings.put(SLIP_FOLDER, str(path.parent))
        self._done(f"{made.number} 已另存为 {path.name}。")

    @Slot()
    def _choose_file(self) -> None:
        start = Path(self.settings.get(SLIP_FOLDER)) / f"{self.number}.pdf"
        chosen = QFileDialog(self, f"另存{self.paper}", str(start), "PDF (*.pdf)")
        chosen.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chosen.setDefaultSuffix("pdf")
        chosen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen.fileSelected.connect(self._file_chosen)
        chosen.open()

    @Slot(str)
    def _file_chosen(self, path: str) -> None:
        self.save_to(Path(path))

    def _show(self, pdf: bytes) -> None:
        self.view.setDocument(PaperDocument(pdf, self))

    def _done(self, sentence: str) -> None:
        self.session.notice(sentence, Tone.GREEN)
        self.handed_over.emit(self.number)
        self.accept()

    def _refuse(self, error: AppError) -> None:
        self._set_asking(False)
        self.problem.setText(error.message)
        self.problem.show()
        if isinstance(error, MissingGlyph):
            self.approval_edit.show()
            self.approval_edit.setFocus()
