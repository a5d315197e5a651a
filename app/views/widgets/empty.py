"""What a page says when it has nothing to show: what to do first."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.views.icons import IconLabel
from app.views.widgets.labels import label


class EmptyState(QWidget):
    """An icon, a sentence, a hint, and the command that starts the work."""

    def __init__(self, icon: str, title: str, hint: str, action: QAction | None = None) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(IconLabel(icon, 48), 0, centre)
        self.title = label(title, "heading")
        column.addWidget(self.title, 0, centre)
        self.hint = label(hint, "muted", wrap=True)
        self.hint.setAlignment(centre)
        column.addWidget(self.hint)
        if action is not None:
            button = QPushButton(action.text())
            button.setProperty("role", "primary")
            button.clicked.connect(action.trigger)
            column.addWidget(button, 0, centre)
        column.addStretch(3)

    def say(self, title: str, hint: str = "") -> None:
        self.title.setText(title)
        self.hint.setText(hint)
