"""Small parts the card is made of: facts, masked values, buttons that keys reach, two columns that may be one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QIcon, QImageReader, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.views.customers.fact_lines import FactLines
from app.views.widgets.choice_row import FlowLayout
from app.views.widgets.labels import label

# Two columns need so many Chinese characters between them.
TWO_COLUMNS_LETTERS = 33
PHOTO_LINES = 3


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the card; `left` says in which of two columns, `rank` where it stands when there is but one."""

    widget: QWidget
    left: bool
    rank: int


class LinkButton(QToolButton):
    """A word that leads somewhere; Tab reaches it, Enter opens it."""

    def __init__(self, text: str, tip: str, follow: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setToolTip(tip)
        self.setProperty("role", "link")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(follow)

    def sizeHint(self) -> QSize:
        """No higher than the words beside it."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 4, metrics.height() + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class PhotoButton(QPushButton):
    """A small picture that opens large; until it is read there is a word."""

    def __init__(self, text: str, tip: str, follow: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setToolTip(tip)
        self.setAccessibleName(text)
        self.setProperty("role", "photo")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.clicked.connect(follow)

    def show_picture(self, body: bytes) -> None:
        """The picture as high as a few lines; the word stays for a file that is no picture."""
        data = QByteArray(body)
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isValid():
            # A camera's picture is decoded small: that costs a tenth.
            high = self.fontMetrics().height() * PHOTO_LINES
            reader.setScaledSize(size.scaled(high * 2, high, Qt.AspectRatioMode.KeepAspectRatio))
        image = reader.read()
        if not image.isNull():
            self.setText("")
            self.setIcon(QIcon(QPixmap.fromImage(image)))
            self.setIconSize(image.size())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class TwoColumns(QWidget):
    """Sections side by side; one below the other, the most wanted first, where there is no room for two columns."""

    def __init__(self, sections: Sequence[Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections = sections
        self._columns = (QVBoxLayout(), QVBoxLayout())
        self._side_by_side: bool | None = None
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(20)
        for column in self._columns:
            column.setSpacing(10)
            across.addLayout(column, 1)

    def minimumSizeHint(self) -> QSize:
        """Words wrap: it may be as narrow as its place."""
        return QSize(0, super().minimumSizeHint().height())

    def arrange(self, width: int) -> None:
        """Lay out for that width."""
        wide = width >= TWO_COLUMNS_LETTERS * self.fontMetrics().horizontalAdvance("温")
        if wide == self._side_by_side:
            return
        self._side_by_side = wide
        for column in self._columns:
            while column.count():
                column.takeAt(0)
        ordered = self._sections if wide else sorted(self._sections, key=lambda section: section.rank)
        for section in ordered:
            self._columns[0 if section.left or not wide else 1].addWidget(section.widget)
        for column in self._columns:
            column.addStretch(1)
        across = self.layout()
        if isinstance(across, QHBoxLayout):
            across.setSpacing(20 if wide else 0)
            across.setStretch(1, 1 if wide else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(event.size().width())


def section(title: str) -> tuple[QWidget, QVBoxLayout]:
    """An empty section under its heading."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    column.addWidget(label(title, "section"))
    return widget, column


def facts(lines: Sequence[tuple[str, str]], column: QVBoxLayout) -> FactLines:
    """Title and value in two columns; empty values are left out."""
    made = FactLines([line for line in lines if line[1]])
    column.addWidget(made)
    return made


def in_lines(*widgets: QWidget) -> QWidget:
    """Widgets in as many lines as they need."""
    whole = QWidget()
    flow = FlowLayout(whole, gap=8)
    for widget in widgets:
        flow.addWidget(widget)
    return whole


def across(*widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side, from the left; a wrapping label takes what is left over."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    wraps = False
    for widget in widgets:
        wrapping = isinstance(widget, QLabel) and widget.wordWrap()
        wraps = wraps or wrapping
        line.addWidget(widget, 1 if wrapping else 0, Qt.AlignmentFlag.AlignTop if wrapping else Qt.AlignmentFlag(0))
    if not wraps:
        line.addStretch(1)
    return line
