"""The command palette: every command of the menus by a few letters, for the keys nobody remembers."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.views.icons import ICON_PROPERTY
from app.views.shell.listed import Listed, chosen, listed_in
from app.views.widgets.composing import Composing
from app.views.widgets.hit_list import HitList
from app.views.widgets.labels import label
from app.views.widgets.search_box import Hit

if TYPE_CHECKING:
    from app.views.shell.window import MainWindow

LETTERS_WIDE = 44
MOST_ROWS = 12
FAR = 8
ABOVE = 6
# Around the list, inside its own frame.
FRAME = 14
HINT = "↑ ↓ 选　回车 做　Esc 关闭"
NOT_NOW = "现在不能做"
# The menu of the line itself, or another window: the focus comes back.
BORROWED = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class Palette(QFrame):
    """Lies over the window while it has the focus; what it does is what the menu does."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._entries: list[Listed] = []
        self._shown: list[Listed] = []
        self._before: QWidget | None = None
        self.setProperty("role", "popup")
        self.edit = QLineEdit(placeholderText="命令的字、拼音首字母或按键", maxLength=40)
        self.edit.setAccessibleName("找命令")
        self.edit.textChanged.connect(self._search)
        self.edit.installEventFilter(self)
        Composing(self.edit)
        self.list = HitList()
        self.list.setProperty("role", "")
        self.list.view.setAccessibleName("命令")
        self.list.view.clicked.connect(self._do)
        self.count = label(role="hint")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 6)
        column.setSpacing(4)
        column.addWidget(self.edit)
        column.addWidget(self.list, 1)
        column.addWidget(self.count)
        self.list.show()
        self.hide()

    def open(self, first: QMenu | None = None) -> None:
        """List the window's commands of this moment, those of the menu `first` on top."""
        self._before = QApplication.focusWidget()
        self._entries = listed_in(self._window.menuBar(), first)
        self.edit.clear()
        self._search()
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle(self, first: QMenu | None = None) -> None:
        """The key that opens it also closes it."""
        if self.isVisible():
            self.leave()
        else:
            self.open(first)

    def shown(self) -> list[Listed]:
        """What is listed just now, the best first."""
        return list(self._shown)

    def leave(self) -> None:
        """Close it; the cursor goes back to where it was."""
        self.hide()
        # A card told anew has other buttons: the one that had the cursor may be gone.
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self._window.page.begin()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._key(Qt.Key(event.key()))
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        elif isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in BORROWED:
            self.hide()
        return False

    def _key(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: FAR, Qt.Key.Key_PageUp: -FAR}
        if key in steps:
            self._choose(self.list.view.currentIndex().row() + steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do(self.list.view.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            return False
        return True

    @Slot()
    def _search(self) -> None:
        found = chosen(self._entries, self.edit.text())
        # What cannot be done now is still found, below the rest.
        found.sort(key=lambda each: not each[0].action.isEnabled())
        self._shown = [entry for entry, _ in found]
        self.list.model.show([_hit(place, entry, part) for place, (entry, part) in enumerate(found)])
        self._choose(0)
        self.count.setText(f"{len(found)} 个命令　{HINT}" if found else "没有这样的命令，换几个字试试。")
        self._place()

    def _choose(self, row: int) -> None:
        row = max(0, min(row, len(self._shown) - 1))
        self.list.view.setCurrentIndex(self.list.model.index(row))

    @Slot(QModelIndex)
    def _do(self, index: QModelIndex) -> None:
        entry = self._shown[index.row()] if index.isValid() else None
        if entry is not None and entry.action.isEnabled():
            self.leave()
            entry.action.trigger()

    def _place(self) -> None:
        """As wide as the longest command needs, as high as what was found, never beyond the window."""
        around = self._window.centralWidget() or self._window
        width = min(LETTERS_WIDE * self.fontMetrics().averageCharWidth(), around.width() - 40)
        row = self.list.row_height()
        corner = around.mapTo(self._window, QPoint((around.width() - width) // 2, ABOVE))
        edges = self._column.contentsMargins()
        beside = self.edit.sizeHint().height() + self.count.sizeHint().height() + edges.top() + edges.bottom()
        beside += 2 * self._column.spacing() + FRAME
        rows = min(max(len(self._shown), 1), MOST_ROWS, (around.height() - 2 * ABOVE - beside) // row)
        self.setGeometry(corner.x(), corner.y(), width, rows * row + beside)


def _hit(place: int, entry: Listed, part: str) -> Hit:
    detail = entry.menu if entry.action.isEnabled() else f"{entry.menu}　{NOT_NOW}"
    icon = entry.action.property(ICON_PROPERTY) or "theme"
    return Hit("command", place, entry.words, detail, icon, entry.key, (part,) if part else ())
