"""Colour and pattern of a flat; the cells and the legend are painted by the same hand."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from app.views.elevation.words import Look
from app.views.theme import Tone, colours_now

Pattern = Qt.BrushStyle
# Strong enough to tell patterns apart on a grey print, weak enough to read the word above it.
STRENGTH = 70
LATE_WIDE = 4


@dataclass(frozen=True, slots=True)
class Ground:
    """How one look is painted; a look without pattern says it by its border and word."""

    tone: Tone
    pattern: Pattern
    filled: bool = True
    border: Qt.PenStyle = Qt.PenStyle.SolidLine


GROUNDS = {
    Look.COLD: Ground(Tone.RED, Pattern.BDiagPattern),
    Look.REPAIR: Ground(Tone.AMBER, Pattern.VerPattern),
    Look.LATELY: Ground(Tone.RED, Pattern.FDiagPattern, filled=False, border=Qt.PenStyle.DashLine),
    Look.STOPPED: Ground(Tone.NEUTRAL, Pattern.Dense6Pattern),
    Look.NO_FILE: Ground(Tone.NEUTRAL, Pattern.DiagCrossPattern, filled=False, border=Qt.PenStyle.DashLine),
    Look.DOUBT: Ground(Tone.ACCENT, Pattern.NoBrush, filled=False, border=Qt.PenStyle.DotLine),
}


def ink_of(look: Look | None) -> QColor:
    """The colour of the word."""
    colours = colours_now()
    if look is None or GROUNDS[look].tone is Tone.NEUTRAL:
        return QColor(colours.text)
    return colours.of(GROUNDS[look].tone)[0]


def paint_ground(painter: QPainter, area: QRectF, look: Look | None) -> None:
    """Fill, pattern and border of one place."""
    colours = colours_now()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    if look is None:
        painter.fillRect(area, QColor(colours.surface))
        painter.setPen(QPen(QColor(colours.line), 1))
    else:
        ground = GROUNDS[look]
        ink, soft = colours.of(ground.tone)
        painter.fillRect(area, soft if ground.filled else QColor(colours.surface))
        veil = QColor(ink)
        veil.setAlpha(STRENGTH)
        painter.fillRect(area, QBrush(veil, ground.pattern))
        edge = QColor(ink)
        edge.setAlpha(200)
        painter.setPen(QPen(edge, 1, ground.border))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(0, 0, -1, -1))
    painter.restore()


def paint_late(painter: QPainter, area: QRectF, look: Look | None) -> None:
    """超时: a solid bar down the right side, also where no word fits any more."""
    painter.fillRect(QRectF(area.right() - LATE_WIDE, area.top(), LATE_WIDE, area.height()), ink_of(look))
