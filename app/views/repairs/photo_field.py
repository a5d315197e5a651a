"""A photo as a field of a form: dropped on it or chosen, kept as soon as it is there."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.services.kernel.errors import AppError
from app.services.kernel.pictures import Fitted, fitted_photo
from app.services.repairs.photos import keep_photo
from app.views.session import Session
from app.views.settings import Settings
from app.views.widgets.labels import label
from app.views.widgets.picture_box import PictureBox
from app.views.widgets.picture_source import PHOTOS, PictureSource


class PhotoField(QWidget):
    """`sha256` names the kept photo, '' while there is none."""

    kept = Signal()

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.sha256 = ""
        self.setProperty("tall", True)
        self.box = PictureBox("把照片拖到这里")
        self.box.setFixedHeight(self.fontMetrics().height() * 5)
        self.source = PictureSource(session, settings, fitted_photo, PHOTOS, self)
        self.choose_button = QPushButton("选择照片…")
        self.choose_button.setAutoDefault(False)
        self.problem = label(role="message", wrap=True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.box)
        column.addWidget(self.choose_button)
        column.addWidget(self.problem)
        self.choose_button.clicked.connect(self.source.choose)
        self.box.dropped.connect(self.source.take)
        self.source.ready.connect(self.take)
        self.source.failed.connect(self._say)
        self.setFocusProxy(self.choose_button)

    @Slot(object)
    def take(self, photo: Fitted) -> None:
        """Keep this photo and show it."""
        self._say("")
        self.box.show_body(photo.body)
        self._session.ask(keep_photo, photo, then=self._name, failed=self._refused)

    def _name(self, sha256: str) -> None:
        self.sha256 = sha256
        self.kept.emit()

    def _refused(self, error: AppError) -> None:
        self.box.show_body(None)
        self._say(error.message)

    @Slot(str)
    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
