"""Paints one flat: its ground, its number, its words."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.services.repairs.elevation import Flat
from app.views.elevation.cell_model import DIM_ROLE, EDGE_ROLE, FLAT_ROLE
from app.views.elevation.ground import LATE_WIDE, ink_of, paint_ground, paint_late
from app.views.elevation.words import cell_words, is_late, look, time_word
from app.views.session import Session
from app.views.theme import colours_now

SMALL = 0.86
# Of the height of a line, what its letters may take.
LINE_SHARE = 0.82
DIMMED = 0.22
GAP = 2
ONE_LINE = Qt.TextFlag.TextSingleLine


def small_font(font: QFont, share: float = SMALL) -> QFont:
    made = QFont(font)
    made.setPixelSize(max(9, round(font.pixelSize() * share)))
    return made


def low_font(font: QFont, height: float) -> QFont:
    """As large as a line of that height allows, never larger than a cell's."""
    made = small_font(font)
    made.setPixelSize(max(8, min(made.pixelSize(), round(height * LINE_SHARE))))
    return made


class CellDelegate(QStyledItemDelegate):
    """Two lines when the cell is high enough, else one."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        flat = index.data(FLAT_ROLE)
        whole = QRectF(option.rect)
        colours = colours_now()
        painter.save()
        if isinstance(flat, Flat):
            area = whole.adjusted(GAP, 1, -GAP, -1)
            if index.data(DIM_ROLE):
                painter.setOpacity(DIMMED)
            kind = look(flat)
            paint_ground(painter, area, kind)
            if flat.repairs and is_late(flat, self._session.desk.now()):
                paint_late(painter, area, kind)
            self._write(painter, area, option.font, flat)
            painter.setOpacity(1)
            if option.state & QStyle.StateFlag.State_Selected:
                wide = 3 if area.height() > option.fontMetrics.height() else 2
                painter.setPen(QPen(QColor(colours.accent), wide))
                painter.drawRect(area.adjusted(1, 1, -2, -2) if wide == 3 else area)
        if index.data(EDGE_ROLE):
            painter.fillRect(QRectF(whole.left() - 1, whole.top(), 2, whole.height()), QColor(colours.strong_line))
        painter.restore()

    def _write(self, painter: QPainter, area: QRectF, font: QFont, flat: Flat) -> None:
        kind, words = look(flat), cell_words(flat)
        inside = area.adjusted(5, 1, -LATE_WIDE, -1)
        room_font = small_font(font)
        two_lines = area.height() >= QFontMetricsF(room_font).height() * 2
        if not two_lines:
            self._write_line(painter, inside, font, flat)
            return
        top, below = QRectF(inside), QRectF(inside)
        top.setHeight(inside.height() / 2)
        below.setTop(top.bottom())
        painter.setFont(room_font)
        painter.setPen(QColor(colours_now().text if kind else colours_now().muted))
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter | ONE_LINE, flat.room)
        if not words:
            return
        word_font = small_font(font)
        word_font.setBold(kind is not None)
        painter.setFont(word_font)
        painter.setPen(ink_of(kind))
        metrics = QFontMetricsF(word_font)
        text = words[0]
        left = below.width() - metrics.horizontalAdvance(text)
        for more in (*words[1:], *(time_word(repair, self._session.desk.now()) for repair in flat.repairs[:1])):
            step = metrics.horizontalAdvance(f" {more}")
            if more and step <= left:
                text, left = f"{text} {more}", left - step
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | ONE_LINE, text)

    def _write_line(self, painter: QPainter, area: QRectF, font: QFont, flat: Flat) -> None:
        """One line: the word where there is one, else the number."""
        kind, words = look(flat), cell_words(flat)
        fitted = low_font(font, area.height() + 2)
        fitted.setBold(kind is not None)
        painter.setFont(fitted)
        metrics = QFontMetricsF(fitted)
        text = words[0] if words else flat.room
        both = f"{flat.room} {text}"
        if words and metrics.horizontalAdvance(both) <= area.width():
            text = both
        painter.setPen(ink_of(kind) if words else QColor(colours_now().muted))
        painter.drawText(area.adjusted(-2, -2, 2, 2), Qt.AlignmentFlag.AlignVCenter | ONE_LINE, text)
