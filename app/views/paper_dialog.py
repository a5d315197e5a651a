"""A finished paper on screen, with the two ways it can go."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.views.printing import NotPrinted, PaperDocument, print_pdf, printer_named, printer_names
from app.views.widgets.labels import label


class PaperDialog(QDialog):
    """Shows the very bytes that go to the printer or into the file; journalling them is the caller's.

    `handed_over` names the printer or the file after the fact; it says no more than that the spooler took the job.
    """

    handed_over = Signal(str)

    def __init__(self, content: bytes, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._name = name
        self.setWindowTitle(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(PaperDocument(content, self))
        self.printer_box = QComboBox()
        self.printer_box.setAccessibleName("打印机")
        self.printer_box.addItems(printer_names())
        self.problem = label(role="message", wrap=True)
        self.problem.hide()
        self.print_button = QPushButton("打印(&P)")
        self.print_button.setProperty("role", "primary")
        self.print_button.setDefault(True)
        self.save_button = QPushButton("另存(&S)")
        self.back_button = QPushButton("返回")
        buttons = QHBoxLayout()
        buttons.addWidget(self.printer_box)
        buttons.addStretch(1)
        for button in (self.back_button, self.save_button, self.print_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(self.view, 1)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        self.resize(960, 720)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._choose_file)
        self.back_button.clicked.connect(self.reject)

    def save_to(self, path: Path) -> None:
        """Write the shown bytes; a failure is said in place."""
        try:
            path.write_bytes(self._content)
        except OSError:
            self._say(f"无法写入“{path.name}”。请检查磁盘空间和文件夹权限，或换一个位置。")
            return
        self._done(str(path))

    @Slot()
    def _print(self) -> None:
        name = self.printer_box.currentText()
        try:
            print_pdf(self._content, printer_named(name), self._name)
        except NotPrinted as problem:
            self._say(problem.message)
            return
        self._done(name)

    @Slot()
    def _choose_file(self) -> None:
        chosen = QFileDialog(self, "另存", f"{self._name}.pdf", "PDF (*.pdf)")
        chosen.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chosen.setDefaultSuffix("pdf")
        chosen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen.fileSelected.connect(lambda path: self.save_to(Path(path)))
        chosen.open()

    def _done(self, where: str) -> None:
        self.handed_over.emit(where)
        self.accept()

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.show()
