"""Tables of any length: all ids up front, rows in blocks when painted."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.views.session import Session
from app.views.widgets.badge import BADGE_ROLE, Badge

BLOCK = 100
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ANSWERED = frozenset(
    (Role.DisplayRole, Role.TextAlignmentRole, Role.AccessibleTextRole, Role.ToolTipRole, int(BADGE_ROLE))
)
AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: its heading, its text, and (for marks) its badge, whose words replace the text."""

    title: str
    text: Callable[[R], str]
    badge: Callable[[R], Badge | None] | None = None
    right: bool = False
    tip: Callable[[R], str] | None = None


class BlockTableModel(QAbstractTableModel, Generic[R]):
    """`load_ids(desk)` names every line in order; `load_rows(desk, ids)` brings those of a block that still exist.

    A list that is always given whole (`give`) has no `load_rows`.
    """

    loaded = Signal()

    def __init__(
        self,
        session: Session,
        columns: Sequence[Column[R]],
        load_rows: Callable[[Any, Sequence[int]], Mapping[int, R]] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._columns = tuple(columns)
        self._load_rows = load_rows
        self._load_ids: Callable[[Any], list[int]] = _none
        self._ids: list[int] = []
        self._places: dict[int, int] = {}
        self._rows: dict[int, R] = {}
        self._asked: set[int] = set()
        self._round = 0

    def show(self, load_ids: Callable[[Any], list[int]]) -> None:
        """Show another list; the rows already known are kept out of it."""
        self._load_ids = load_ids
        self._session.ask(load_ids, then=self._show_ids)

    def give(self, rows: Mapping[int, R]) -> None:
        """Show a closed list whose rows are all known, in the order of the mapping."""
        if list(rows) != self._ids:
            self._replace(list(rows))
            self._rows = dict(rows)
            self.loaded.emit()
            return
        self._rows = dict(rows)
        self.repaint()

    def refresh(self, changed: Collection[int]) -> None:
        """Bring the changed rows anew; the list is rebuilt only if its ids or their order moved."""
        self._session.ask(self._load_ids, then=partial(self._merge, frozenset(changed)))

    def repaint(self) -> None:
        """The rows are the same, but what they say depends on the time of day."""
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self._columns) - 1))

    def columns_with_badge(self) -> list[int]:
        """Where marks may stand in the place of words."""
        return [place for place, column in enumerate(self._columns) if column.badge is not None]

    def ids(self) -> list[int]:
        return list(self._ids)

    def id_at(self, row: int) -> int | None:
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_at(self, row: int) -> R | None:
        """The row, or None while its block is on the way or when it is gone."""
        if not 0 <= row < len(self._ids):
            return None
        row_id = self._ids[row]
        if row_id not in self._rows:
            self._bring(row // BLOCK)
        return self._rows.get(row_id)

    def index_of(self, row_id: int) -> QModelIndex:
        place = self._places.get(row_id)
        return QModelIndex() if place is None else self.index(place, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Role.DisplayRole:
            return column.title
        if role == Role.TextAlignmentRole:
            return _alignment(column.right)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        # Asked for every cell that is painted, most often for what no column has: a font, an icon, a tick.
        if role not in ANSWERED or not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == Role.TextAlignmentRole:
            return _alignment(column.right)
        row = self.row_at(index.row())
        if row is None:
            return None
        badge = column.badge(row) if column.badge else None
        if role == BADGE_ROLE:
            return badge
        if role == Role.ToolTipRole:
            return column.tip(row) if column.tip else None
        return badge.text if badge else column.text(row)

    def _replace(self, ids: list[int]) -> None:
        self.beginResetModel()
        self._ids = ids
        self._places = {row_id: place for place, row_id in enumerate(ids)}
        self._rows.clear()
        self._asked.clear()
        self._round += 1
        self.endResetModel()

    def _show_ids(self, ids: list[int]) -> None:
        self._replace(ids)
        self.loaded.emit()

    def _merge(self, changed: frozenset[int], ids: list[int]) -> None:
        if ids != self._ids:
            self._show_ids(ids)
            return
        self._asked.clear()
        self._round += 1
        for row_id in changed:
            if self._rows.pop(row_id, None) is not None:
                place = self._places[row_id]
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(self._columns) - 1))
        self.loaded.emit()

    def _bring(self, block: int) -> None:
        if self._load_rows is None or block in self._asked:
            return
        self._asked.add(block)
        wanted = self._ids[block * BLOCK : (block + 1) * BLOCK]
        self._session.ask(self._load_rows, wanted, then=partial(self._arrived, self._round, block))

    def _arrived(self, brought_in: int, block: int, rows: Mapping[int, R]) -> None:
        if brought_in != self._round:
            return
        self._rows |= rows
        if self._session.answers_at_once:
            return  # the painter that asked is still waiting for the row
        last = min((block + 1) * BLOCK, len(self._ids)) - 1
        self.dataChanged.emit(self.index(block * BLOCK, 0), self.index(last, len(self._columns) - 1))


def _none(desk: Any) -> list[int]:
    return []


def _alignment(right: bool) -> Qt.AlignmentFlag:
    return AT_RIGHT if right else AT_LEFT
