"""The grid of a week: a row per post, a column per day; a badge where somebody is missing."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.services.duty.week import DAYS, Week, WeekCell
from app.views.texts import WEEKDAYS
from app.views.theme import Tone
from app.views.widgets.badge import BADGE_ROLE, Badge, BadgeDelegate, paint_badge

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NAMES_ROLE = BADGE_ROLE + 1
# Lines of a cell.
LINES = 2
MISSING = Badge("待排", Tone.AMBER, "soon")


class RosterModel(QAbstractTableModel):
    """Days that are past say what was; only days to come miss somebody."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._week: Week | None = None

    def show(self, week: Week) -> None:
        """Another week, or the same one anew; the cursor stays where it is when the posts are the same."""
        old = self._week
        same = old is not None and [row.title for row in old.rows] == [row.title for row in week.rows]
        if not same:
            self.beginResetModel()
        self._week = week
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(len(week.rows) - 1, DAYS - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, DAYS - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(week.rows) - 1)
        else:
            self.endResetModel()

    def cell(self, index: Index) -> WeekCell | None:
        """What stands at a place of the grid."""
        if self._week is None or not index.isValid():
            return None
        return self._week.rows[index.row()].cells[index.column()]

    def title(self, index: Index) -> str:
        """`11-15 夜班`: how the place is called."""
        cell = self.cell(index)
        if self._week is None or cell is None:
            return ""
        return f"{cell.cell.day:%m-%d} 周{WEEKDAYS[cell.cell.day.weekday()]} {self._week.rows[index.row()].title}"

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or self._week is None else len(self._week.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or self._week is None else DAYS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        week = self._week
        if week is None or role != Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            row = week.rows[section]
            return f"{row.title}\n{row.hours}" if row.hours else row.title
        day = week.days[section]
        return f"{'今天' if day == week.today else '周' + WEEKDAYS[day.weekday()]} {day:%m-%d}"

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is None:
            return None
        badge = _badge(cell)
        if role == BADGE_ROLE:
            return badge
        if role == Role.DisplayRole:
            return "\n".join(filter(None, (_names(cell), badge.text if badge else ""))) or ("" if cell.asked else "—")
        if role == NAMES_ROLE:
            return cell.names
        if role == Role.AccessibleTextRole:
            return " ".join(
                (self.title(index), cell.names or "没有排人", badge.text if badge and cell.lines else "")
            ).strip()
        if role == Role.ToolTipRole:
            return "\n".join(f"{line.name} {line.remark}".strip() for line in cell.lines)
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class CellDelegate(BadgeDelegate):
    """Names above, the mark below them; a mark without names stands alone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        badge, names = index.data(BADGE_ROLE), index.data(NAMES_ROLE)
        if not isinstance(badge, Badge) or not names:
            super().paint(painter, option, index)
            return
        QStyledItemDelegate.paint(self, painter, option, index)
        cell = QRectF(option.rect).adjusted(8, 3, -4, -3)
        half = cell.height() / 2
        above = cell.adjusted(0, 0, 0, -half)
        painter.save()
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        text = option.fontMetrics.elidedText(names, Qt.TextElideMode.ElideRight, int(above.width()))
        painter.drawText(above, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        painter.restore()
        paint_badge(painter, cell.adjusted(-2, half, 0, 0), badge)


class RosterGrid(QTableView):
    """Arrow keys go from post to post and from day to day; Enter opens the place."""

    current_changed = Signal()
    opened = Signal()

    def __init__(self, model: RosterModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setAccessibleName("排班表")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(CellDelegate(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setCornerButtonEnabled(False)
        self._fit_height()
        self.doubleClicked.connect(self._open)

    @property
    def cell(self) -> WeekCell | None:
        """What is under the cursor."""
        return self._model.cell(self.currentIndex())

    @property
    def title(self) -> str:
        """How the place under the cursor is called."""
        return self._model.title(self.currentIndex())

    def fit(self, week: Week) -> None:
        """A new grid: the cursor goes to today, or to the first day."""
        if not self.currentIndex().isValid():
            column = week.days.index(week.today) if week.today in week.days else 0
            self.setCurrentIndex(self._model.index(0, column))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.cell is not None:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_height()

    def _fit_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * 2 + 18)

    @Slot()
    def _open(self) -> None:
        self.opened.emit()


def _names(cell: WeekCell) -> str:
    """One name a line as far as the cell has lines."""
    names = [line.name for line in cell.lines]
    return "\n".join(names) if len(names) <= LINES else f"{names[0]}\n等 {len(names)} 人"


def _badge(cell: WeekCell) -> Badge | None:
    if cell.missing:
        return MISSING
    if cell.on_end:
        return Badge("连班", Tone.AMBER, "overdue")
    if cell.lines and not cell.asked:
        return Badge("班次已撤", Tone.AMBER, "overdue")
    return None
