"""A numbered paper before it leaves: looked at, then committed, then handed to the printer or a file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
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

    A paper that something is asked about first comes without both: its dialog puts the questions on top of `column`
    and says `look` when they are answered. Enter in a question shows the paper; the next Enter, on the button, has it
    leave.
    """

    handed_over = Signal(str)
    # What the button says that lets the paper be.
    later = "以后再打"

    def __init__(
        self,
        session: Session,
        settings: Settings,
        paper: str,
        number: str,
        preview: Callable[[Desk], bytes] | None,
        make: "Callable[[Desk, str, UUID, str], Printed] | None",
        parent: QWidget | None,
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.settings = settings
        self.paper = paper
        self.number = number
        self._print_to = make
        # One printing of this dialog, until the journal has it: pressing twice is one print.
        self.print_key = uuid4()
        self.asking = False
        # What is shown can be printed; a paper that cannot be made is not offered.
        self.ready = True
        self.setWindowTitle(f"打印{paper} {number}".strip())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._build(hint)
        self._connect()
        self.resize(980, 700)
        if preview is not None:
            session.ask(preview, then=self.show_paper, failed=self.no_paper)

    def _build(self, hint: str) -> None:
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.problem = label(role="message", wrap=True)
        self.problem.hide()
        self.approval_edit = QLineEdit(placeholderText="同意以〓代印的站长姓名")
        self.approval_edit.setAccessibleName("同意以〓代印的站长")
        self.approval_edit.hide()
        self.printer_box = QComboBox()
        self.printer_box.setAccessibleName("打印机")
        self.printer_box.addItems(printer_names())
        has_printer = bool(self.printer_box.count())
        self.printer_box.setVisible(has_printer)
        self.print_button = QPushButton("打印")
        self.save_button = QPushButton("另存为文件")
        self.later_button = QPushButton(self.later)
        for button in (self.print_button, self.save_button, self.later_button):
            button.setAutoDefault(False)
        self.first_button = self.print_button if has_printer else self.save_button
        self.first_button.setProperty("role", "primary")
        self.first_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(label("打印机" if has_printer else "没有找到打印机，可以另存为文件。"))
        buttons.addWidget(self.printer_box)
        buttons.addWidget(label(hint, "hint"))
        buttons.addStretch(1)
        for button in (self.later_button, self.save_button, self.print_button):
            buttons.addWidget(button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(10)
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self.problem)
        self.column.addWidget(self.approval_edit)
        self.column.addLayout(buttons)
        self.show_buttons()

    def _connect(self) -> None:
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._choose_file)
        self.later_button.clicked.connect(self.reject)

    def look(self, preview: Callable[[Desk], bytes], make: "Callable[[Desk, str, UUID, str], Printed]") -> None:
        """Show this paper instead; from now on it is the one that is printed."""
        self._print_to = make
        self.session.ask(preview, then=self.show_paper, failed=self.no_paper)

    def save_to(self, path: Path) -> None:
        """Journal the file, then write it."""
        self._make(str(path), partial(self._write, path))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(asked, QLineEdit) and asked is not self.approval_edit:
            if self.first_button.isEnabled():
                self.first_button.setFocus()
            return
        super().keyPressEvent(event)

    def file_name(self) -> str:
        """What the file is called that is offered; without its ending."""
        return self.number

    def begin_making(self, target: str, then: "Callable[[Printed], None]") -> None:
        """Journal the print for `target`, then go on with `journalled`."""
        if self._print_to is None:
            return
        approved_by = self.approval_edit.text().strip()
        done = partial(self.journalled, then)
        self.session.ask(self._print_to, target, self.print_key, approved_by, then=done, failed=self.refuse)

    def journalled(self, then: "Callable[[Printed], None]", made: "Printed") -> None:
        """The journal has it: the next print is another one."""
        self.print_key = uuid4()
        self.number = made.number
        self.set_asking(False)
        then(made)

    def hand_over(self, printer: QPrinter, made: "Printed") -> None:
        """Let the printer have the pages."""
        try:
            print_pdf(made.pdf, printer, made.number)
        except NotPrinted as error:
            self.refuse(error)
            return
        self.done_with(f"{made.number} 已交给打印机。")

    def done_with(self, sentence: str) -> None:
        """The paper has left."""
        self.session.notice(sentence, Tone.GREEN)
        self.handed_over.emit(self.number)
        self.accept()

    def set_asking(self, asking: bool) -> None:
        """While the paper is made nothing else is printed."""
        self.asking = asking
        self.show_buttons()

    def show_buttons(self) -> None:
        """Print and save as far as there is a paper and a printer."""
        free = self.ready and not self.asking
        self.print_button.setEnabled(free and bool(self.printer_box.count()))
        self.save_button.setEnabled(free)

    def show_paper(self, pdf: bytes) -> None:
        """This is what would be printed."""
        self.problem.hide()
        self.ready = True
        self.show_buttons()
        self.view.setDocument(PaperDocument(pdf, self))

    def no_paper(self, error: AppError) -> None:
        """There is nothing to print; a missing character can be allowed by the head."""
        self.ready = isinstance(error, MissingGlyph)
        self.refuse(error)

    def refuse(self, error: AppError) -> None:
        """Say why it does not go."""
        self.set_asking(False)
        self.problem.setText(error.message)
        self.problem.show()
        if isinstance(error, MissingGlyph):
            self.approval_edit.show()
            self.approval_edit.setFocus()

    @Slot()
    def _print(self) -> None:
        name = self.printer_box.currentText()
        try:
            printer = printer_named(name)
        except NotPrinted as error:
            self.refuse(error)
            return
        self._make(name, partial(self.hand_over, printer))

    def _make(self, target: str, then: "Callable[[Printed], None]") -> None:
        if self.asking:
            return
        self.problem.hide()
        self.set_asking(True)
        self.begin_making(target[-TARGET_LENGTH:], then)

    def _write(self, path: Path, made: "Printed") -> None:
        try:
            path.write_bytes(made.pdf)
        except OSError:
            self.refuse(NotPrinted(f"无法写入“{path.name}”。请检查磁盘空间和文件夹权限，或换一个位置。"))
            return
        self.settings.put(SLIP_FOLDER, str(path.parent))
        self.done_with(f"{made.number} 已另存为 {path.name}。")

    @Slot()
    def _choose_file(self) -> None:
        start = Path(self.settings.get(SLIP_FOLDER)) / f"{self.file_name()}.pdf"
        chosen = QFileDialog(self, f"另存{self.paper}", str(start), "PDF (*.pdf)")
        chosen.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chosen.setDefaultSuffix("pdf")
        chosen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen.fileSelected.connect(self._file_chosen)
        chosen.open()

    @Slot(str)
    def _file_chosen(self, path: str) -> None:
        self.save_to(Path(path))
