"""Hides the whole window while somebody stands at the counter."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.views.icons import IconLabel
from app.views.widgets.labels import label


class Cover(QWidget):
    """Lies over everything; any key or click takes it away, and the key goes nowhere else."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(IconLabel("cover", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label("屏幕已遮挡", "title"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label("按任意键继续", "muted"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._before: QWidget | None = None
        window.installEventFilter(self)
        self.hide()

    def lay(self) -> None:
        self._before = self._window.focusWidget()
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()
        self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._lift()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._lift()

    def _lift(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus()
