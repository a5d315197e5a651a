"""A kept photo or the first page of a PDF on screen; files may be dropped on it."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QSizePolicy, QVBoxLayout, QWidget

from app.services.kernel.pictures import is_pdf
from app.views.theme import colours_now

# A page of paper is drawn this wide, enough to read it full size.
PAGE_WIDTH = 1200


class PictureBox(QWidget):
    """`show_body` takes what a service keeps; Enter or a double click shows it large."""

    dropped = Signal(object)

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._picture = QImage()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(hint)
        self.setAcceptDrops(bool(hint))

    def show_body(self, body: bytes | None) -> None:
        """A JPEG, a PNG or a PDF; None shows the hint."""
        self.show_image(QImage() if body is None else drawn(body))

    def show_image(self, picture: QImage) -> None:
        self._picture = picture
        self.update()

    def is_empty(self) -> bool:
        return self._picture.isNull()

    def sizeHint(self) -> QSize:
        letter = self.fontMetrics().height()
        return QSize(letter * 16, letter * 11)

    def minimumSizeHint(self) -> QSize:
        letter = self.fontMetrics().height()
        return QSize(letter * 8, letter * 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = self.rect().adjusted(0, 0, -1, -1)
        colours = colours_now()
        painter.setPen(QColor(colours.accent if self.hasFocus() else colours.strong_line))
        painter.drawRoundedRect(whole, 5, 5)
        if self._picture.isNull():
            painter.setPen(QColor(colours.muted))
            painter.drawText(
                whole.adjusted(12, 8, -12, -8), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._hint
            )
        else:
            inside = whole.adjusted(4, 4, -3, -3)
            size = self._picture.size().scaled(inside.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(inside.topLeft(), size)
            place.moveCenter(inside.center())
            painter.drawImage(place, self._picture)
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.enlarge()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not self.is_empty():
            self.enlarge()
        else:
            super().keyPressEvent(event)

    def enlarge(self) -> None:
        """The picture alone, nearly as large as the window."""
        if not self.is_empty():
            PictureDialog(self._picture, self).open()


class PictureDialog(QDialog):
    """One picture as large as the window behind allows; Escape closes it."""

    def __init__(self, picture: QImage, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("看大图")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.box = PictureBox("")
        self.box.show_image(picture)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.box)
        behind = parent.window().size()
        size = picture.size().scaled(behind - QSize(80, 80), Qt.AspectRatioMode.KeepAspectRatio)
        self.resize(size + QSize(24, 24))


def drawn(body: bytes) -> QImage:
    """The picture, or the first page of the PDF on white."""
    if not is_pdf(body):
        return QImage.fromData(body)
    from app.views.printing import PaperDocument

    document = PaperDocument(body)
    points = document.pagePointSize(0)
    if document.pageCount() < 1 or points.isEmpty():
        return QImage()
    size = QSize(PAGE_WIDTH, round(PAGE_WIDTH * points.height() / points.width()))
    page = document.render(0, size)
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    ink = QPainter(paper)
    ink.drawImage(0, 0, page)
    ink.end()
    return paper


def _dropped_file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
