"""A list whose rows are each marked by one digit: 1 已告知, 2 未接通, 0 neither."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.services.repairs.to_explain import ToExplain
from app.views.covering import name_shown, phone_shown, words_shown
from app.views.session import Session
from app.views.texts import day_and_time, short_number, short_place
from app.views.theme import Tone
from app.views.widgets.badge import BADGE_ROLE, Badge, BadgeDelegate

Index = QModelIndex | QPersistentModelIndex
TITLES = ("结果", "单号", "地址", "来电人", "号码", "诉求", "来电")


class Mark(Enum):
    """What came of ringing the user."""

    NONE = "—"
    TOLD = "已告知"
    UNREACHED = "未接通"


BADGES = {
    Mark.TOLD: Badge("已告知", Tone.GREEN, "done"),
    Mark.UNREACHED: Badge("未接通", Tone.AMBER, "callback"),
}
KEYS = {Qt.Key.Key_1: Mark.TOLD, Qt.Key.Key_2: Mark.UNREACHED, Qt.Key.Key_0: Mark.NONE}


class TickModel(QAbstractTableModel):
    """Rows and their marks."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: list[ToExplain] = []
        self.marks: dict[int, Mark] = {}

    def give(self, rows: Sequence[ToExplain]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def mark(self, place: int, mark: Mark) -> None:
        self.marks[self.rows[place].matter_id] = mark
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(TITLES) - 1))

    def repaint(self) -> None:
        """The same rows in other words: covered or uncovered."""
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(TITLES) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        mark = self.marks.get(row.matter_id, Mark.NONE)
        if role == BADGE_ROLE and index.column() == 0:
            return BADGES.get(mark)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, mark, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return words_shown(self._session, row.words)
        return None

    def _text(self, row: ToExplain, mark: Mark, column: int) -> str:
        now = self._session.desk.now()
        texts = (
            mark.value,
            short_number(row.number),
            short_place(row.place),
            name_shown(self._session, row.caller),
            phone_shown(self._session, row.phone),
            words_shown(self._session, row.words),
            day_and_time(row.told_at, now) + ("　已说明过" if row.explained_at else ""),
        )
        return texts[column]


class TickList(QTableView):
    """The digit marks the row of the cursor (or all chosen rows) and goes on to the next one."""

    marked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks = TickModel(session)
        self.setModel(self.ticks)
        self.setAccessibleName("逐户打电话的名单")
        self.setItemDelegateForColumn(0, BadgeDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        letter = self.fontMetrics().horizontalAdvance("温")
        for column, letters in enumerate((6, 7, 12, 5, 8, 10, 11)):
            header.resizeSection(column, letters * letter)
        header.setSectionResizeMode(5, QHeaderView.ResizeMode.Stretch)

    def give(self, rows: Sequence[ToExplain]) -> None:
        self.ticks.give(rows)
        if rows:
            self.selectRow(0)

    def marked_ids(self, mark: Mark) -> tuple[int, ...]:
        """The matters marked so, in the order of the list."""
        marks = self.ticks.marks
        return tuple(row.matter_id for row in self.ticks.rows if marks.get(row.matter_id) is mark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mark = KEYS.get(Qt.Key(event.key()))
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        if mark is None or not chosen:
            super().keyPressEvent(event)
            return
        for place in chosen:
            self.ticks.mark(place, mark)
        if len(chosen) == 1 and chosen[0] + 1 < self.ticks.rowCount():
            self.selectRow(chosen[0] + 1)
        self.marked.emit()
