"""The pages at the left, with icon and word; the key of a page goes there too."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from app.views.widgets.labels import label


class Navigation(QFrame):
    """Shows the window's page actions; the station's name stands above them."""

    def __init__(self, actions: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.station = label(wrap=True)
        self.station.setObjectName("station")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(2)
        column.addWidget(self.station)
        column.addSpacing(4)
        for action in actions:
            if action.data() == "settings":
                column.addStretch(1)
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            policy = button.sizePolicy()
            policy.setHorizontalPolicy(policy.Policy.Expanding)
            button.setSizePolicy(policy)
            column.addWidget(button)
        self._fit()

    def changeEvent(self, event: object) -> None:
        super().changeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        letter = self.fontMetrics().horizontalAdvance("温")
        self.setFixedWidth(letter * 9 + 34)
