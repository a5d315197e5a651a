"""The picture as a table: floors down, flats across; places where no flat is are disabled."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.services.repairs.elevation import Cell, Elevation, Flat
from app.views.elevation.words import Filter, cell_words, passes, spoken, tip, unit_word
from app.views.session import Session

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
FLAT_ROLE = Role.UserRole + 1
DIM_ROLE = Role.UserRole + 2
# Whether another unit begins at the left of this column.
EDGE_ROLE = Role.UserRole + 3


class CellModel(QAbstractTableModel):
    """The session tells the time, and whether somebody stands at the counter."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._cells: dict[tuple[int, int], Cell] = {}
        self.picture: Elevation | None = None
        self.filter = Filter.ALL

    def show(self, picture: Elevation | None) -> None:
        self.beginResetModel()
        self.picture = picture
        self._cells = {
            (row, cell.column): cell
            for cell in (picture.cells if picture else ())
            for row in range(cell.row, cell.row + cell.rows)
        }
        self.endResetModel()

    def choose(self, chosen: Filter) -> None:
        """Dim what the filter does not let through."""
        self.filter = chosen
        self.repaint()

    def repaint(self) -> None:
        """The flats are the same, but what they say depends on the time of day."""
        if self._cells:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def flat_at(self, index: Index) -> Flat | None:
        cell = self._cells.get((index.row(), index.column())) if index.isValid() else None
        return cell.flat if cell else None

    def index_of(self, premises_id: int | None, room: str = "") -> QModelIndex:
        """Where these premises stand; without an id, the first flat whose number begins so."""
        for (row, column), cell in self._cells.items():
            same = cell.flat.premises_id == premises_id if premises_id is not None else cell.flat.room.startswith(room)
            if same:
                return self.index(row, column)
        return QModelIndex()

    def first_index(self) -> QModelIndex:
        """The first flat from the top; where rows are buildings, of the building asked for."""
        labels = [row.label for row in self.picture.rows] if self.picture else []
        building = self.picture.building if self.picture else ""
        asked = labels.index(building) if building in labels else None
        places = [place for place in self._cells if asked is None or place[0] == asked]
        return self.index(*places[0]) if places else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or self.picture is None else len(self.picture.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or self.picture is None else len(self.picture.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.flat_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if self.picture is None or role != Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.picture.rows[section].label
        head = self.picture.columns[section]
        return "\n".join(part for part in (unit_word(head.unit), head.position) if part)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role == EDGE_ROLE:
            return self._begins_unit(index.column())
        flat = self.flat_at(index)
        if flat is None:
            return None
        if role == Role.DisplayRole:
            return " ".join((flat.room, *cell_words(flat)))
        if role == Role.AccessibleTextRole:
            return spoken(flat, self._session.desk.now())
        if role == Role.ToolTipRole:
            return tip(flat, self._session.desk.now(), self._session.covered)
        if role == FLAT_ROLE:
            return flat
        if role == DIM_ROLE:
            return not passes(flat, self.filter)
        return None

    def _begins_unit(self, column: int) -> bool:
        columns = self.picture.columns if self.picture else ()
        return 0 < column < len(columns) and columns[column].unit != columns[column - 1].unit
