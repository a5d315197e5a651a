"""The table every page uses: whole rows, no grid, keyboard first, columns remembered."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.views.widgets.badge import BadgeDelegate
from app.views.widgets.table_model import BlockTableModel

# The stretching column keeps at least this many characters.
LEAST_LETTERS = 8
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Table(QTableView):
    """Knows the id under the cursor, and keeps it through a rebuilt list.

    Where `stays` is set, no other row takes the place of one that leaves the list: the next arrow goes on from there.
    """

    current_changed = Signal(object)
    opened = Signal()
    stays = False

    def __init__(
        self,
        model: BlockTableModel,  # type: ignore[type-arg]
        stretch: int,
        parent: QWidget | None = None,
        name: str = "",
    ) -> None:
        """`stretch` is the column that takes the room left over; `name` is what a screen reader calls the list."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._kept: int | None = None
        self._kept_place = 0
        self._kept_scroll = 0
        self._kept_seen = True
        self._let_go = False
        self._letter = 0
        self._stretch = stretch
        self._dropped: tuple[int, ...] = ()
        self._widths: dict[int, int] = {}
        self._blocks = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        # Only where there are marks: plain words are painted without coming back to Python for each cell.
        marks = BadgeDelegate(self)
        for column in model.columns_with_badge():
            self.setItemDelegateForColumn(column, marks)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(0)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self._fit_height()
        model.modelAboutToBeReset.connect(self._keep)
        model.loaded.connect(self._find_again)
        self.selectionModel().currentRowChanged.connect(self._announce)
        self.doubleClicked.connect(self._open)

    def set_widths(self, letters: list[int], saved: bytes = b"", dropped: Sequence[int] = ()) -> None:
        """Widths in Chinese characters, unless the operator has chosen others before.

        `dropped`: columns that go first when the table is too narrow for its stretching column.
        """
        self._dropped = tuple(dropped)
        self._letter = self._letter_width()
        for column, count in enumerate(letters):
            self.setColumnWidth(column, count * self._letter + 12)
        if saved:
            self.horizontalHeader().restoreState(QByteArray(saved))

    def widths(self) -> bytes:
        return bytes(self.horizontalHeader().saveState().data())

    def current_id(self) -> int | None:
        index = self.currentIndex()
        return self._blocks.id_at(index.row()) if index.isValid() else None

    def go_to(self, row_id: int) -> bool:
        """Put the cursor on a row; False when the list has no such row."""
        index = self._blocks.index_of(row_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def let_go(self) -> None:
        """No row is under the cursor, and none is kept for the next list."""
        self._kept = None
        self._let_go = True
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()

    def go_to_top(self) -> None:
        """Put the cursor on the first row; on none where the list is empty."""
        if self._blocks.rowCount():
            self.setCurrentIndex(self._blocks.index(0, 0))
        else:
            self.let_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id() is not None:
            self.opened.emit()
        elif event.key() in STEPS and self._row_has_gone():
            # Down to the row that came into its place, up to the one above it.
            place = self._kept_place + min(STEPS[Qt.Key(event.key())], 0)
            self.setCurrentIndex(self._blocks.index(max(0, min(place, self._blocks.rowCount() - 1)), 0))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands: one that means nothing now does not move the cursor, nor read a long list through."""

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate):
            # Behind a dialog it looks as before: painting every line of it again would only hold the dialog up.
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.currentIndex().isValid():
            self._paint_focus()
        else:
            # Puts the cursor on the first row.
            super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._paint_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drop_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_height()
            self._fit_columns()
            self._drop_columns()

    def _paint_focus(self) -> None:
        """The frame and the row under the cursor tell who has the keys; Qt would paint every line of the list again."""
        inside = self.contentsRect()
        self.update(QRegion(self.rect()) - QRegion(inside))
        row = self.visualRect(self.currentIndex())
        self.viewport().update(QRect(0, row.top(), inside.width(), row.height()))

    def _letter_width(self) -> int:
        return self.fontMetrics().horizontalAdvance("温")

    def _fit_columns(self) -> None:
        """Another text size: columns grow with their words."""
        if self._letter and self._letter != (letter := self._letter_width()):
            self._widths = {column: width * letter // self._letter for column, width in self._widths.items()}
            for column in range(self._blocks.columnCount()):
                # A hidden column says that it has no width; what it had is kept beside it.
                hidden = self._widths.get(column, 0) if self.isColumnHidden(column) else 0
                self.setColumnWidth(column, hidden or self.columnWidth(column) * letter // self._letter)
            self._letter = letter

    def _drop_columns(self) -> None:
        """Hide what matters least until the stretching column has room for a few words."""
        if not self._letter or not self._dropped:
            return
        wanted = {column: self.columnWidth(column) or self._widths.get(column, 0) for column in self._dropped}
        self._widths |= {column: width for column, width in wanted.items() if width}
        fixed = [
            column for column in range(self._blocks.columnCount()) if column not in (*self._dropped, self._stretch)
        ]
        room = (
            self.horizontalHeader().width()
            - sum(self.columnWidth(column) for column in fixed)
            - LEAST_LETTERS * self._letter
        )
        room -= sum(self._widths.get(column, 0) for column in self._dropped)
        for column in self._dropped:
            self.setColumnHidden(column, room < 0)
            if room < 0:
                room += self._widths.get(column, 0)

    def _fit_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 7)
        self.verticalHeader().setMinimumSectionSize(self.fontMetrics().height() + 5)

    def _row_has_gone(self) -> bool:
        """Whether the row that had the cursor has left the list."""
        stands = self.currentIndex().isValid() or not self._blocks.rowCount()
        return self.stays and self._kept is not None and not stands

    @Slot()
    def _keep(self) -> None:
        current = self.currentIndex()
        self._kept_scroll = self.verticalScrollBar().value()
        if current.isValid():
            self._kept = self._blocks.id_at(current.row())
            self._kept_place = current.row()
            self._kept_seen = self.viewport().rect().intersects(self.visualRect(current))

    @Slot()
    def _find_again(self) -> None:
        if self.currentIndex().isValid():
            return
        if not self._blocks.rowCount():
            if self.stays and self._kept is not None:
                self._stay_nowhere()
            else:
                self._announce(QModelIndex())
            return
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(self._kept_scroll)
        if self._kept is not None and self.go_to(self._kept):
            if not self._kept_seen:
                # Who has scrolled away from the cursor reads on where he was.
                self.verticalScrollBar().setValue(self._kept_scroll)
            return
        if self._let_go or self._row_has_gone():
            self._stay_nowhere()
            return
        place = max(0, min(self._kept_place, self._blocks.rowCount() - 1))
        self.setCurrentIndex(self._blocks.index(place, 0))

    def _stay_nowhere(self) -> None:
        """Said once more: after a rebuilt list Qt gives the first row the cursor as soon as the focus comes."""
        self.setCurrentIndex(QModelIndex())

    @Slot()
    def _announce(self, current: QModelIndex) -> None:
        self._let_go = self._let_go and not current.isValid()
        self.current_changed.emit(self._blocks.id_at(current.row()) if current.isValid() else None)

    @Slot()
    def _open(self) -> None:
        self.opened.emit()
