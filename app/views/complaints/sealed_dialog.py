"""The words of a tip-off, on screen once they were asked for and that was put on record."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.views.covering import text_shown
from app.views.session import Session
from app.views.widgets.labels import label


class SealedDialog(QDialog):
    """Covered, the words are gone from it."""

    def __init__(self, session: Session, number: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._words = words
        self.setWindowTitle(f"举报原文 {number}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.words = label(wrap=True)
        back = QPushButton("看过了")
        back.setDefault(True)
        back.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(back)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(12)
        column.addWidget(label("这次查看已记入办理过程和查看记录。", "hint"))
        column.addWidget(self.words, 1)
        column.addLayout(buttons)
        session.covered_changed.connect(self._cover)
        self._cover()
        wide = self.fontMetrics().horizontalAdvance("温") * 34
        self.resize(wide, column.totalHeightForWidth(wide))

    @Slot()
    def _cover(self) -> None:
        self.words.setText(text_shown(self._session, self._words))
