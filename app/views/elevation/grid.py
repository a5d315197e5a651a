"""The picture under the keyboard: arrows walk over flats, figures jump to a room, headers stay in sight."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.services.repairs.elevation import Elevation, Flat
from app.views.elevation.cell_delegate import SMALL, CellDelegate
from app.views.elevation.cell_model import CellModel
from app.views.elevation.heads import FlatHeader
from app.views.session import Session

Hint = QAbstractItemView.ScrollHint
# Widths in Chinese characters.
NARROWEST = 3.5
WIDEST = 8
# The height of a row that is still read, in lines of text.
LOWEST = 0.6
TYPING_MS = 1200


class ElevationGrid(QTableView):
    """`current_changed` gives the flat under the cursor, `opened` the flat Enter was pressed on."""

    current_changed = Signal(object)
    opened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = CellModel(session, self)
        self.compact = False
        self._typed = ""
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._forget_typed)
        self.setModel(self.cells)
        self.setItemDelegate(CellDelegate(session, self))
        self.setAccessibleName("立面图")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalHeader(FlatHeader(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(FlatHeader(Qt.Orientation.Vertical, self))
        self.selectionModel().currentChanged.connect(self._announce)
        self.doubleClicked.connect(self._open)

    def show_picture(self, picture: Elevation | None) -> None:
        """The cursor stays on its flat when the new picture has it."""
        kept = self.current_flat()
        self.cells.show(picture)
        self.clearSpans()
        columns = picture.columns if picture else ()
        self.horizontalHeader().setVisible(any(head.unit or head.position for head in columns))
        for cell in picture.cells if picture else ():
            if cell.rows > 1:
                self.setSpan(cell.row, cell.column, cell.rows, 1)
        self._fit()
        if kept is not None:
            self._put(self.cells.index_of(kept.premises_id, kept.room))

    def current_flat(self) -> Flat | None:
        return self.cells.flat_at(self.currentIndex())

    def go_to(self, premises_id: int) -> bool:
        """Put the cursor on these premises; False when the picture has none such."""
        return self._put(self.cells.index_of(premises_id), Hint.PositionAtCenter)

    def go_to_first(self) -> None:
        """Unless the cursor stands somewhere already."""
        if not self.currentIndex().isValid():
            self._put(self.cells.first_index())

    def set_compact(self, compact: bool) -> None:
        """Low rows: a tower on one screen."""
        self.compact = compact
        self._fit()
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif plain and text.isascii() and text.isdecimal():
            self._typed += text
            self._typing.start()
            self._put(self.cells.index_of(None, self._typed))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _put(self, index: QModelIndex, hint: Hint = Hint.EnsureVisible) -> bool:
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index, hint)
        return index.isValid()

    def _fit(self) -> None:
        line = self.fontMetrics().height()
        high = round(line * SMALL * 2) + 8
        if self.compact and (rows := self.cells.rowCount()):
            high = max(min(self.viewport().height() // rows, high), round(line * LOWEST))
        self.verticalHeader().setDefaultSectionSize(high)
        count = self.cells.columnCount()
        if count:
            letter = self.fontMetrics().horizontalAdvance("温")
            wide = min(max(self.viewport().width() // count, round(letter * NARROWEST)), letter * WIDEST)
            self.horizontalHeader().setDefaultSectionSize(wide)

    @Slot()
    def _forget_typed(self) -> None:
        self._typed = ""

    @Slot()
    def _announce(self) -> None:
        # The heads of the cursor's floor and column stand out.
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()
        self.current_changed.emit(self.current_flat())

    @Slot()
    def _open(self) -> None:
        flat = self.current_flat()
        if flat is not None:
            self.opened.emit(flat)
