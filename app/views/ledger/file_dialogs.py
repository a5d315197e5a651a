"""Where a ledger is, and where the lines go that could not be taken in; both asked without stopping the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

LEDGERS = "台账 (*.xlsx *.xls *.xlsm *.ods *.csv *.txt);;所有文件 (*)"
ERRORS_NAME = "不能导入的行.xlsx"


def ask_ledger(parent: QWidget, title: str, folder: str, chosen: Callable[[str], object]) -> None:
    """`chosen` is called with the path of an existing file, or not at all."""
    dialog = QFileDialog(parent, title, folder, LEDGERS)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    dialog.open()


def ask_errors_place(parent: QWidget, folder: str, chosen: Callable[[str], object]) -> None:
    """`chosen` is called with the path of a workbook to write, or not at all."""
    dialog = QFileDialog(parent, "另存不能导入的行", str(Path(folder) / ERRORS_NAME), "Excel (*.xlsx)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("xlsx")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    dialog.open()
