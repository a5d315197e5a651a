"""The frozen heads of the picture: floors at the left, units and doors above; those of the cursor stand out."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from app.views.elevation.cell_delegate import low_font, small_font
from app.views.elevation.cell_model import CellModel
from app.views.theme import colours_now


class FlatHeader(QHeaderView):
    """Painted by hand: the letters shrink with low rows, where a style sheet would cut them."""

    def __init__(self, orientation: Qt.Orientation, parent: QTableView) -> None:
        super().__init__(orientation, parent)
        self._table = parent
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(8)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        if self.orientation() == Qt.Orientation.Vertical:
            model = self.model()
            labels = [str(model.headerData(row, self.orientation())) for row in range(model.rowCount())]
            return QSize(max((metrics.horizontalAdvance(text) for text in labels), default=0) + 16, 0)
        lines = max((len(self._lines(section)) for section in range(self.count())), default=1)
        return QSize(0, metrics.height() * lines + 6)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours = colours_now()
        painter.save()
        painter.fillRect(rect, QColor(colours.surface))
        current = self._table.currentIndex()
        across = self.orientation() == Qt.Orientation.Horizontal
        here = current.isValid() and logicalIndex == (current.column() if across else current.row())
        suspect = across and self._is_suspect(logicalIndex)
        lines = self._lines(logicalIndex)
        font = small_font(self.font()) if across else low_font(self.font(), rect.height())
        font.setBold(here or suspect)
        painter.setFont(font)
        painter.setPen(QColor(colours.red if suspect else colours.accent if here else colours.muted))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "\n".join(lines))
        painter.restore()

    def _lines(self, section: int) -> list[str]:
        return str(self.model().headerData(section, self.orientation()) or "").split("\n")

    def _is_suspect(self, column: int) -> bool:
        """A riser the remarks above speak of."""
        model = self.model()
        if not isinstance(model, CellModel) or model.picture is None:
            return False
        head = model.picture.columns[column]
        return any((hint.unit, hint.position) == (head.unit, head.position) for hint in model.picture.hints)
