"""The columns of one sheet, each with what it is taken for; Enter on a line opens the choice."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QStyleOptionViewItem, QWidget

from app.services.customers.ledger.headings import FIELD_LABELS, Field
from app.views.covering import name_shown
from app.views.ledger.column_lines import ColumnLine, Trust, short_label
from app.views.session import Session
from app.views.widgets.badge import BadgeDelegate
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

TAKEN_AS = 3
CHOICES = tuple(FIELD_LABELS)
Index = QModelIndex | QPersistentModelIndex


class ColumnsModel(BlockTableModel[ColumnLine]):
    """Says when the clerk chose another field; the lines come anew from whoever keeps the choices."""

    chosen = Signal(int, object)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == TAKEN_AS else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.row_at(index.row())
        if line is None or role != Qt.ItemDataRole.EditRole:
            return False
        if line.field is not value or line.trust is Trust.DOUBTFUL:
            self.chosen.emit(line.column, value)
        return True


class FieldDelegate(BadgeDelegate):
    """The choice of a field, in the cell."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        combo = QComboBox(parent)
        combo.addItems([FIELD_LABELS[field] for field in CHOICES])
        combo.setMaxVisibleItems(len(CHOICES))
        combo.view().setMinimumWidth(combo.view().sizeHintForColumn(0) + 40)
        combo.activated.connect(self._chosen)
        # It has its place in the table only after this call.
        QTimer.singleShot(0, combo, combo.showPopup)
        return combo

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        model = index.model()
        line = model.row_at(index.row()) if isinstance(model, ColumnsModel) else None
        if isinstance(editor, QComboBox) and line is not None:
            editor.setCurrentIndex(CHOICES.index(line.field))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, CHOICES[editor.currentIndex()])

    @Slot()
    def _chosen(self) -> None:
        editor = self.sender()
        if isinstance(editor, QComboBox):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)


class ColumnsTable(Table):
    """`chosen(column, field)` when the clerk takes a column for something else."""

    chosen = Signal(int, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        columns: list[Column[ColumnLine]] = [
            Column("列", lambda line: line.letter),
            Column("表头", lambda line: line.heading or "（没有）", tip=lambda line: line.heading),
            Column("例子", partial(_examples, session, "、"), tip=partial(_examples, session, "\n")),
            Column("认作", lambda line: f"{short_label(line.field)} ▾", tip=lambda line: FIELD_LABELS[line.field]),
            Column("按表头", _by_heading, tip=lambda line: line.by_heading),
            Column("按内容", _by_content, tip=lambda line: line.by_content),
            Column("把握", lambda line: line.trust.badge.text, lambda line: line.trust.badge),
        ]
        self.lines = ColumnsModel(session, columns)
        super().__init__(self.lines, 2, parent)
        self.lines.setParent(self)
        session.covered_changed.connect(self.lines.repaint)
        self.setItemDelegate(FieldDelegate(self))
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.set_widths([2, 6, 0, 6, 6, 8, 6], dropped=[0])
        self.opened.connect(self._edit)
        self.clicked.connect(self._click)
        self.lines.chosen.connect(self.chosen)

    def show_lines(self, lines: Sequence[ColumnLine]) -> None:
        """Show the columns of a sheet; the cursor stays where it is."""
        # Ids count from 1: an id of nought would pass for none.
        self.lines.give({line.column + 1: line for line in lines})

    def go_to_column(self, column: int) -> None:
        self.go_to(column + 1)

    def line(self, column: int) -> ColumnLine | None:
        return self.lines.row_at(self.lines.index_of(column + 1).row())

    @Slot(QModelIndex)
    def _click(self, index: QModelIndex) -> None:
        if index.column() == TAKEN_AS:
            self._edit()

    @Slot()
    def _edit(self) -> None:
        current = self.currentIndex()
        if current.isValid() and self.state() != self.State.EditingState:
            self.edit(current.siblingAtColumn(TAKEN_AS))


def _examples(session: Session, between: str, line: ColumnLine) -> str:
    if line.field is Field.HOLDER:
        return between.join(name_shown(session, text) for text in line.examples)
    return between.join(line.examples)


def _by_heading(line: ColumnLine) -> str:
    """`“手机”` where the heading is a known word for the field."""
    return line.by_heading.removeprefix("表头") or "—"


def _by_content(line: ColumnLine) -> str:
    """`96% 像电话`; the whole sentence stands in the tool tip."""
    return line.by_content.replace(" 的单元格", " ") or "—"
