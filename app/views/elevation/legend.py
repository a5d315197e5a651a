"""What the patterns mean, each with its count."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.services.customers.words import GRAVE_STATES
from app.services.repairs.elevation import Elevation, Flat, Mark
from app.views.elevation.ground import paint_ground, paint_late
from app.views.elevation.words import LATELY_COLD, Look, cell_words, is_late
from app.views.widgets.choice_row import FlowLayout

Entry = tuple[Look, str, bool]


class LegendEntry(QWidget):
    """A swatch and its words."""

    def __init__(self, look: Look, text: str, late: bool = False) -> None:
        super().__init__()
        self._look = look
        self._late = late
        self.text = text
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(self._swatch + 6 + metrics.horizontalAdvance(self.text) + 8, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        high = self.fontMetrics().height() - 2
        swatch = QRectF(0, (self.height() - high) // 2, self._swatch, high)
        paint_ground(painter, swatch, self._look)
        if self._late:
            paint_late(painter, swatch, self._look)
        words = self.rect().adjusted(self._swatch + 6, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self.text)

    @property
    def _swatch(self) -> int:
        return round(self.fontMetrics().height() * 1.5)


class Legend(QWidget):
    """The looks that this picture has, in order of gravity."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=10)
        self.setAccessibleName("图例")

    def show_picture(self, picture: Elevation | None, now: datetime) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for look, text, late in entries(picture, now) if picture else ():
            self._flow.addWidget(LegendEntry(look, text, late))
        self._flow.invalidate()
        self.updateGeometry()

    def texts(self) -> list[str]:
        """What the legend says."""
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        return [widget.text for item in items if item and isinstance(widget := item.widget(), LegendEntry)]


def entries(picture: Elevation, now: datetime) -> Sequence[Entry]:
    """Look, words with counts, whether the late bar is drawn; what no flat has is left out."""
    flats = picture.flats

    def count(holds: Callable[[Flat], bool]) -> int:
        return sum(map(holds, flats))

    found = [
        (Look.COLD, "不热", count(lambda flat: any(repair.cold for repair in flat.repairs)), False),
        (Look.REPAIR, "别的报修", count(lambda flat: any(not repair.cold for repair in flat.repairs)), False),
        (Look.COLD, "超时", count(lambda flat: is_late(flat, now)), True),
        (Look.LATELY, LATELY_COLD, count(lambda flat: LATELY_COLD in cell_words(flat)), False),
        (Look.STOPPED, _stopped(flats), count(lambda flat: Mark.STOPPED in flat.marks), False),
        (Look.NO_FILE, "无档", count(lambda flat: Mark.NO_FILE in flat.marks), False),
        (Look.DOUBT, "待核", count(lambda flat: Mark.DOUBT in flat.marks), False),
    ]
    return [
        (look, word if look is Look.STOPPED else f"{word} {number}", late)
        for look, word, number, late in found
        if number
    ]


def _stopped(flats: Sequence[Flat]) -> str:
    """`停热 3 · 未入网 1`: one pattern, three words."""
    counted = ((word, sum(flat.state == word for flat in flats)) for word in GRAVE_STATES)
    return " · ".join(f"{word} {number}" for word, number in counted if number)
