"""The hits under a search box: one line each, in a list that lies over the window."""

import re
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


def pieces(text: str, matched: Sequence[str]) -> list[tuple[str, bool]]:
    """The text in runs, True for those that were looked for; a number is not looked for inside a longer one."""
    marks = [rf"(?<!\d){re.escape(part)}" if part.isdigit() else re.escape(part) for part in matched if part]
    if not marks:
        return [(text, False)] if text else []
    parts = re.split(f"({'|'.join(marks)})", text, flags=re.IGNORECASE)
    return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]


class HitDelegate(QStyledItemDelegate):
    """Icon, title, detail in grey, aside at the right, all on one line; what was looked for is bold."""

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
        # Where nothing was looked for the title stands out whole.
        title = pieces(hit.title, hit.matched) if hit.matched else [(hit.title, True)]
        self._draw(painter, inside, title, QColor(colours.text))
        inside.setLeft(inside.left() + 14)
        self._draw(painter, inside, pieces(hit.detail, hit.matched), QColor(colours.muted), QColor(colours.text))
        painter.restore()

    def _draw(
        self,
        painter: QPainter,
        inside: QRect,
        runs: list[tuple[str, bool]],
        colour: QColor,
        strong: QColor | None = None,
    ) -> None:
        """Draw runs one behind the other and take what they use off `inside`."""
        font = QFont(painter.font())
        for text, is_bold in runs:
            font.setBold(is_bold)
            painter.setFont(font)
            painter.setPen(strong if is_bold and strong is not None else colour)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, inside.width()))
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
            inside.setLeft(inside.left() + painter.fontMetrics().horizontalAdvance(shown))
        font.setBold(False)
        painter.setFont(font)


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
