"""Ctrl+V with a picture in the clipboard, also while the cursor stands in a line of text."""

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget


class PicturePaste(QObject):
    """`pasted` brings the picture as PNG bytes; text is pasted as ever."""

    pasted = Signal(bytes)

    def watch(self, *places: QWidget) -> None:
        """Hear the keys of these widgets and of the lines of text in them."""
        for place in places:
            for widget in (place, *place.findChildren(QLineEdit)):
                widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            picture = QGuiApplication.clipboard().image() if event.matches(QKeySequence.StandardKey.Paste) else QImage()
            if not picture.isNull():
                self.pasted.emit(png(picture))
                return True
        return super().eventFilter(watched, event)


def png(picture: QImage) -> bytes:
    """The picture as a PNG file's bytes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(buffer.data().data())
