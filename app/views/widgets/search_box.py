"""One line to find anything: hits appear while typing, arrow keys and Enter choose."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.views.icons import draw, wear
from app.views.session import Session
from app.views.theme import colours_now

TYPING_MS = 60
SHOWN = 12
HIT_ROLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is, which one, and the words that tell it from its neighbours."""

    kind: str
    id: int
    title: str
    detail: str
    icon: str
    aside: str = ""


Find = Callable[[Any, str], Sequence[Hit]]


class HitModel(QAbstractListModel):
    """The hits of the moment."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def show(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = list(hits)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{hit.title} {hit.detail} {hit.aside}".strip()
        return hit if role == HIT_ROLE else None


class HitDelegate(QStyledItemDelegate):
    """Icon, title, detail in grey, aside at the right, all on one line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, QFontMetrics(QApplication.font()).height() + 10)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit: Hit = index.data(HIT_ROLE)
        rect: QRect = option.rect
        colours = colours_now()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.accent_soft))
        metrics = option.fontMetrics
        side = metrics.height() - 2
        place = QRect(rect.left() + 8, rect.center().y() - side // 2, side, side)
        draw(painter, hit.icon, QColor(colours.muted), place.toRectF())
        inside = rect.adjusted(side + 16, 0, -8, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setPen(QColor(colours.muted))
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, hit.aside)
        inside.setRight(inside.right() - metrics.horizontalAdvance(hit.aside) - 12)
        bold = QFont(painter.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(colours.text))
        title = painter.fontMetrics().elidedText(hit.title, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, middle, title)
        used = painter.fontMetrics().horizontalAdvance(title) + 14
        bold.setBold(False)
        painter.setFont(bold)
        painter.setPen(QColor(colours.muted))
        inside.setLeft(inside.left() + used)
        painter.drawText(inside, middle, metrics.elidedText(hit.detail, Qt.TextElideMode.ElideRight, inside.width()))
        painter.restore()


class SearchBox(QLineEdit):
    """`chosen` gives the hit taken; `submitted` the text when Enter was pressed and nothing was found."""

    chosen = Signal(object)
    submitted = Signal(str)

    def __init__(self, session: Session, find: Find, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._find = find
        self.setPlaceholderText(placeholder)
        self.setProperty("role", "search")
        self.setClearButtonEnabled(True)
        self.setMaxLength(120)
        self._icon = self.addAction(self.windowIcon(), QLineEdit.ActionPosition.LeadingPosition)
        wear(self._icon, "search")
        self._popup = QFrame()
        self._popup.setProperty("role", "popup")
        self._popup.hide()
        self.model = HitModel(self)
        self.list = QListView(self._popup)
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QVBoxLayout(self._popup)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.list)
        self._timer = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._timer.timeout.connect(self._search)
        self.textEdited.connect(self._typed)
        self.list.clicked.connect(self._take)
        self._entered = False

    def hits(self) -> list[Hit]:
        return list(self.model.hits)

    def is_searching(self) -> bool:
        """Keys were typed that the list does not know yet."""
        return self._timer.isActive()

    def popup_is_open(self) -> bool:
        return self._popup.isVisible()

    def forget(self) -> None:
        """Empty the box, close the list."""
        self.clear()
        self.close_popup()

    @Slot()
    def close_popup(self) -> None:
        self._timer.stop()
        self._popup.hide()

    def event(self, event: QEvent) -> bool:
        # Escape closes the list before it closes the dialog around it.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.popup_is_open()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive() or not self.popup_is_open():
                # A scanner gun types the whole code and Enter faster than the list appears.
                self._timer.stop()
                self._entered = True
                self._search()
            else:
                self._take(self.list.currentIndex())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.popup_is_open():
            step = 1 if key == Qt.Key.Key_Down else -1
            row = max(0, min(self.list.currentIndex().row() + step, self.model.rowCount() - 1))
            self.list.setCurrentIndex(self.model.index(row))
        elif key == Qt.Key.Key_Escape and self.popup_is_open():
            self.close_popup()
        elif key == Qt.Key.Key_Escape and self.text():
            self.forget()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.close_popup()

    @Slot()
    def _typed(self) -> None:
        if self.text().strip():
            self._timer.start()
        else:
            self.close_popup()

    @Slot()
    def _search(self) -> None:
        text = self.text().strip()
        if text:
            self._session.ask(self._find, text, then=partial(self._show, text))

    def _show(self, text: str, hits: Sequence[Hit]) -> None:
        if text != self.text().strip():
            return
        entered, self._entered = self._entered, False
        self.model.show(hits)
        if entered and len(hits) == 1:
            self._take(self.model.index(0))
        elif entered and not hits:
            self.close_popup()
            self.submitted.emit(text)
        elif not hits:
            self.close_popup()
        elif self.hasFocus() or entered:
            self._choose_first()
            self._place()

    def _choose_first(self) -> None:
        self.list.setCurrentIndex(self.model.index(0))

    def _place(self) -> None:
        window = self.window()
        if self._popup.parentWidget() is not window:
            self._popup.setParent(window)
        row = self.list.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        height = row * min(self.model.rowCount(), SHOWN) + 14
        corner = self.mapTo(window, QPoint(0, self.height() + 2))
        width = min(max(self.width(), 40 * self.fontMetrics().averageCharWidth()), window.width() - corner.x() - 8)
        height = min(height, window.height() - corner.y() - 8)
        self._popup.setGeometry(QRect(corner, QSize(width, height)))
        self._popup.raise_()
        self._popup.show()

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        hit = self.model.hits[index.row()]
        self.close_popup()
        self.chosen.emit(hit)
