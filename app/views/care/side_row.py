"""One field of two premises: left or right, one key each."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.views.widgets.focus_frame import FocusFrame

LEFT, RIGHT = 0, 1
KEYS = {Qt.Key.Key_Left: LEFT, Qt.Key.Key_1: LEFT, Qt.Key.Key_Right: RIGHT, Qt.Key.Key_2: RIGHT}


class SideRow(FocusFrame):
    """← or 1 takes the left value, → or 2 the right one, ↑ ↓ go to the next question; the row has the focus.

    `touched` is False while the choice is only proposed.
    """

    picked = Signal(int)

    def __init__(self, left: str, right: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.touched = False
        self._texts = (left, right)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(3, 2, 3, 2)
        line.setSpacing(8)
        for side, text in enumerate(self._texts):
            button = QPushButton(text or "（空）")
            button.setProperty("role", "choice")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setToolTip(text)
            self._group.addButton(button, side)
            line.addWidget(button, 1)
        self._group.idClicked.connect(self._click)

    def value(self) -> int:
        return self._group.checkedId()

    def propose(self, side: int) -> None:
        """Choose a side for the one who has not chosen."""
        if not self.touched:
            self._group.button(side).setChecked(True)

    def set_texts(self, left: str, right: str) -> None:
        """The same values said otherwise: a number shown whole."""
        self._texts = (left, right)
        self._elide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        side = KEYS.get(Qt.Key(event.key()))
        if side is not None:
            self._click(side)
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    @Slot(int)
    def _click(self, side: int) -> None:
        self._group.button(side).setChecked(True)
        self.touched = True
        self.picked.emit(side)

    def _elide(self) -> None:
        for side, text in enumerate(self._texts):
            button = self._group.button(side)
            room = max(button.width() - 2 * self.fontMetrics().horizontalAdvance("温"), 0)
            button.setText(self.fontMetrics().elidedText(text or "（空）", Qt.TextElideMode.ElideRight, room))
            button.setToolTip(text)
