"""Title and value, line by line, painted by one widget: as labels, a dozen of them would each cost their style."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views.theme import colours_now

GAP, BETWEEN = 10, 3
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
ENDLESS = 100_000


class FactLines(QWidget):
    """Titles in grey, values beside them, wrapped where they must; a screen reader is told the same."""

    def __init__(self, lines: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = list(lines)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tell()

    def set_value(self, title: str, value: str) -> None:
        """Another value under that title."""
        self._lines = [(known, value if known == title else old) for known, old in self._lines]
        self._tell()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(height + BETWEEN for _, height in self._places(width))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = self._titles_width() + max((metrics.horizontalAdvance(value) for _, value in self._lines), default=0)
        return QSize(width, len(self._lines) * (metrics.height() + BETWEEN))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = colours_now()
        left = self._titles_width()
        for (title, value), (top, height) in zip(self._lines, self._places(self.width()), strict=True):
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRect(0, top, left, height), WRAPPED, title)
            painter.setPen(QColor(colours.text))
            painter.drawText(QRect(left, top, self.width() - left, height), WRAPPED, value)

    def _titles_width(self) -> int:
        metrics = self.fontMetrics()
        return max((metrics.horizontalAdvance(title) for title, _ in self._lines), default=0) + GAP

    def _places(self, width: int) -> list[tuple[int, int]]:
        """Top and height of each line at that width."""
        metrics, room, top = self.fontMetrics(), max(width - self._titles_width(), 1), 0
        places = []
        for _, value in self._lines:
            height = metrics.boundingRect(QRect(0, 0, room, ENDLESS), WRAPPED, value).height()
            height = max(height, metrics.height())
            places.append((top, height))
            top += height + BETWEEN
        return places

    def _tell(self) -> None:
        self.setAccessibleName("\n".join(f"{title} {value}" for title, value in self._lines))
