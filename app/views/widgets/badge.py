"""A mark of icon, word and colour; the same painting serves table cells and labels."""

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.views.icons import stamp
from app.views.theme import Tone, colours_now

BADGE_ROLE = Qt.ItemDataRole.UserRole + 1
IN_THE_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True, slots=True)
class Badge:
    """`text` alone must be understood; colour and icon only repeat it."""

    text: str
    tone: Tone
    icon: str


def badge_size(badge: Badge, metrics: QFontMetrics) -> QSize:
    height = metrics.height() + 2
    return QSize(metrics.horizontalAdvance(badge.text) + ceil(metrics.height() * 0.8) + 15, height)


def paint_badge(painter: QPainter, area: QRectF, badge: Badge) -> None:
    """Paint at the left of `area`, in the middle of its height."""
    metrics = QFontMetrics(painter.font())
    size = badge_size(badge, metrics)
    ink, ground = colours_now().of(badge.tone)
    pill = QRectF(area.left(), area.center().y() - size.height() / 2, min(size.width(), area.width()), size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(pill, 4, 4)
    side = metrics.height() * 0.8
    stamp(painter, badge.icon, ink, QRectF(pill.left() + 5, pill.center().y() - side / 2, side, side))
    painter.setPen(QColor(ink))
    words = pill.adjusted(side + 9, 0, -4, 0)
    text = metrics.elidedText(badge.text, Qt.TextElideMode.ElideRight, ceil(words.width()))
    painter.drawText(words, IN_THE_MIDDLE, text)
    painter.restore()


class BadgeDelegate(QStyledItemDelegate):
    """Paints the Badge a model gives under BADGE_ROLE; cells without one are ordinary text."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        badge = index.data(BADGE_ROLE)
        if isinstance(badge, Badge):
            # Only the ground of an ordinary cell: all that is asked for its text would be asked in vain.
            ground = QStyle.PrimitiveElement.PE_PanelItemViewItem
            option.widget.style().drawPrimitive(ground, option, painter, option.widget)
            paint_badge(painter, QRectF(option.rect).adjusted(3, 0, -3, 0), badge)
        else:
            super().paint(painter, option, index)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if isinstance(index.data(BADGE_ROLE), Badge):
            # Its words are in the mark.
            option.text = ""


class BadgeLabel(QWidget):
    """One badge standing alone."""

    def __init__(self, badge: Badge | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge = badge
        self.setAccessibleName(self.text)

    @property
    def text(self) -> str:
        return self._badge.text if self._badge else ""

    def show_badge(self, badge: Badge) -> None:
        """Another one in its place."""
        if badge != self._badge:
            self._badge = badge
            self.setAccessibleName(badge.text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return badge_size(self._badge, self.fontMetrics()) if self._badge else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._badge:
            paint_badge(QPainter(self), QRectF(self.rect()), self._badge)
