"""The pages at the left, with icon and word; the key of a page goes there too."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.views.widgets.labels import label


class Navigation(QFrame):
    """Shows the window's page actions; the station's name stands above them.

    More pages than the screen is high are scrolled; the one in front is always to be seen.
    """

    def __init__(self, actions: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.station = label(wrap=True)
        self.station.setObjectName("station")
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QVBoxLayout(inside)
        buttons.setContentsMargins(8, 0, 8, 0)
        buttons.setSpacing(2)
        for action in actions:
            if action.data() == "settings":
                buttons.addStretch(1)
            buttons.addWidget(self._button(action))
        self._area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(6)
        column.addWidget(self.station)
        column.addWidget(self._area, 1)
        self._fit()

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = button.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        button.setSizePolicy(policy)
        action.toggled.connect(partial(self._show_page, button))
        return button

    def _show_page(self, button: QToolButton, chosen: bool) -> None:
        if chosen:
            self._area.ensureWidgetVisible(button)

    def changeEvent(self, event: object) -> None:
        super().changeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        letter = self.fontMetrics().horizontalAdvance("温")
        self.setFixedWidth(letter * 9 + 34)
