"""The photo of a posted notice, as large as the window allows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.views.widgets.picture_box import PictureBox

SHARE = 0.85


class PhotoDialog(QDialog):
    """Escape closes it."""

    def __init__(self, body: bytes | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("张贴照片")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.box = PictureBox("")
        self.box.show_body(body)
        column = QVBoxLayout(self)
        column.addWidget(self.box)
        self.resize(parent.window().size() * SHARE)
