"""The user manual beside the program: the pages of docs/manual as they stand, links and pictures too."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QUrl, Slot
from PySide6.QtGui import (
    QAction,
    QFontInfo,
    QImage,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from app.paths import manual_page
from app.views.actions import command

CONTENTS = "README.md"
MARKDOWN = QTextDocument.ResourceType.MarkdownResource
# How large a heading of each level is beside the text.
HEADINGS = {1: 1.5, 2: 1.2}
LETTERS_WIDE, LETTERS_HIGH = 62, 44


class ManualText(QTextBrowser):
    """Pictures are as wide as there is room; what leads out of the manual leads nowhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("使用手册")
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._follow)
        # Always there, so that a picture does not become too wide when it comes.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._room = 0
        self._shown: QTextDocument | None = None

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        image = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        ratio = self.devicePixelRatioF()
        room = round((self.viewport().width() - 2 * self.document().documentMargin() - 2) * ratio)
        if image.width() > room:
            image = image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        return image

    def doSetSource(self, name: QUrl | str, kind: QTextDocument.ResourceType = MARKDOWN) -> None:
        # A new document: in the one there is, the first lines would get the letters the cursor stood in.
        before, self._shown = self._shown, QTextDocument(self)
        self.setDocument(self._shown)
        if before is not None:
            before.deleteLater()
        super().doSetSource(name, kind)
        self._set_headings()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._room != (room := self.viewport().width()):
            self._room = room
            self._read_again()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and not self.source().isEmpty():
            self._read_again()

    def _read_again(self) -> None:
        at = self.verticalScrollBar().value()
        self.reload()
        self.verticalScrollBar().setValue(at)

    def _set_headings(self) -> None:
        """As large as the program's own, with room above."""
        size = QFontInfo(self.document().defaultFont()).pixelSize()
        cursor = QTextCursor(self.document())
        block = self.document().begin()
        while block.isValid():
            if level := block.blockFormat().headingLevel():
                cursor.setPosition(block.position())
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                letters = cursor.charFormat()
                letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)
                letters.setProperty(QTextFormat.Property.FontPixelSize, round(size * HEADINGS.get(level, 1.0)))
                cursor.setCharFormat(letters)
                above = QTextBlockFormat()
                above.setTopMargin(size * (2 if level > 1 else 1))
                above.setBottomMargin(size / 2)
                cursor.mergeBlockFormat(above)
            block = block.next()

    @Slot(QUrl)
    def _follow(self, link: QUrl) -> None:
        if Path(link.toLocalFile()).is_file():
            self.setSource(link)


class ManualWindow(QWidget):
    """A window of its own: one reads on while one does it. Keys of the main window that work everywhere work here."""

    def __init__(self, parent: QWidget, lent: list[QAction]) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle("使用手册")
        self.text = ManualText(self)
        buttons = QHBoxLayout()
        self.contents_action = command(self, "目录", "text", "manual.contents", self.show_contents)
        self.back_action = command(self, "后退", "back", "manual.back", self.text.backward)
        self.forward_action = command(self, "前进", "forward", "manual.forward", self.text.forward)
        self.close_action = command(self, "关闭", "close", "manual.close", self.close)
        for action in (self.contents_action, self.back_action, self.forward_action, self.close_action):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.addLayout(buttons)
        column.addWidget(self.text, 1)
        self.text.backwardAvailable.connect(self.back_action.setEnabled)
        self.text.forwardAvailable.connect(self.forward_action.setEnabled)
        self.back_action.setEnabled(False)
        self.forward_action.setEnabled(False)
        self.addActions(lent)
        letter = self.fontMetrics().horizontalAdvance("温")
        screen = self.screen().availableSize()
        self.resize(min(LETTERS_WIDE * letter, screen.width() - 40), min(LETTERS_HIGH * letter, screen.height() - 60))

    def open_at(self, page: str) -> None:
        """Show this page of the manual, in front of the other windows."""
        self.text.setSource(QUrl.fromLocalFile(str(manual_page(page))))
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        # A window-modal dialog blocks every window that hangs on the same one.
        self.windowHandle().setTransientParent(None)  # type: ignore[arg-type]
        self.activateWindow()
        self.text.setFocus()

    @Slot()
    def show_contents(self) -> None:
        """The list of what happens and where it is told."""
        self.open_at(CONTENTS)
