"""A photo as large as the window allows; any of the usual keys closes it."""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from app.services.customers.places.buildings import valve_photo
from app.services.kernel.errors import AppError
from app.views.session import Session
from app.views.widgets.labels import label

SHARE = 0.85


class PhotoDialog(QDialog):
    """The valves of one building; what is not there or no picture is said in a sentence."""

    def __init__(self, session: Session, building_id: int, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.picture = QPixmap()
        self.view = QLabel()
        self.view.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.view.setMinimumSize(1, 1)
        self.problem = label(role="muted", wrap=True)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.addWidget(self.view, 1)
        column.addWidget(self.problem)
        self.resize(parent.window().size() * SHARE)
        session.ask(valve_photo, building_id, then=self._show, failed=self._say)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show(self, body: bytes | None) -> None:
        if body is None:
            self._tell("这栋楼的阀门照片已删去。可在“片区楼栋”页重新添加。")
        elif self.picture.loadFromData(QByteArray(body)):
            self._fit()
        else:
            self._tell("这个附件不是能显示的图片。请在“楼栋”页重新添加。")

    def _say(self, error: AppError) -> None:
        self._tell(error.message)

    def _tell(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

    def _fit(self) -> None:
        if not self.picture.isNull():
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.view.setPixmap(self.picture.scaled(self.view.size(), keep, smooth))
