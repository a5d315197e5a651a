"""The hits under a search box: one line each, in a list that lies over the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from app.views.icons import draw
from app.views.theme import colours_now

if TYPE_CHECKING:
    from app.views.widgets.search_box import Hit

HIT_ROLE = Qt.ItemDataRole.UserRole + 2


class HitModel(QAbstractListModel):
    """The hits of the moment."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def show(self, hits: "Sequence[Hit]") -> None:
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


class HitList(QFrame):
    """A frame with the list in it; whoever asked places it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "popup")
        self.hide()
        self.model = HitModel(self)
        self.view = QListView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(HitDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.view)

    def row_height(self) -> int:
        return self.view.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
