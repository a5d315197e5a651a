"""认列: what each column of each sheet was taken for, with the reasons; the clerk may choose otherwise."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from app.services.customers.ledger.columns import Columns
from app.services.customers.ledger.headings import Field
from app.services.customers.ledger.inspection import Inspection, SheetHead, first_households
from app.shortcuts import key_of
from app.views.ledger.column_lines import ColumnLine, Trust, column_lines, is_doubtful, tells_place
from app.views.ledger.columns_table import ColumnsTable
from app.views.ledger.household_lines import HouseholdLines
from app.views.session import Session
from app.views.widgets.labels import label
from app.views.widgets.polish import set_property

# These may stand over several columns; of every other field a sheet has one.
SEVERAL = frozenset({Field.PHONE, Field.REMARK, Field.OTHER, Field.SEQUENCE})


class ColumnsStep(QWidget):
    """Holds the clerk's choices for every sheet; nothing is read from the file here."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inspection: Inspection | None = None
        self._remembered: Mapping[str, Columns] = {}
        self._chosen: dict[str, dict[int, Field]] = {}
        self._off: set[str] = set()
        self._build(session)
        self.sheets.currentRowChanged.connect(self._show_sheet)
        self.sheets.itemChanged.connect(self._switch)
        self.table.chosen.connect(self._choose)

    def _build(self, session: Session) -> None:
        self.file_label = label("", "heading")
        self.verdict = label("", "flag", wrap=True)
        self.note = label("", "muted", wrap=True)
        self.sheets = QListWidget()
        self.sheets.setAccessibleName("工作表")
        self.sheets.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table = ColumnsTable(session)
        self.table.setAccessibleName("列")
        self.households = HouseholdLines(session)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(self.households)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.file_label)
        top.addWidget(self.verdict, 1)
        across = QHBoxLayout()
        across.setSpacing(10)
        across.addWidget(self.sheets, 1)
        across.addWidget(both, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.note)
        column.addLayout(across, 1)

    def show_file(self, inspection: Inspection, remembered: Mapping[str, Columns]) -> None:
        """Another file, with the choices of an earlier one of the same layout; what was chosen before is forgotten."""
        self._inspection, self._remembered = inspection, remembered
        self._chosen = {}
        self._off = {head.sheet for head in inspection.sheets if not self._holds_households(head)}
        self.file_label.setText(inspection.source.name)
        self.note.setText(f"隐藏的工作表没有读：{'、'.join(inspection.hidden)}。" if inspection.hidden else "")
        self.note.setVisible(bool(inspection.hidden))
        self.sheets.blockSignals(True)
        self.sheets.clear()
        for _ in inspection.sheets:
            self.sheets.addItem(QListWidgetItem())
        self.sheets.setVisible(len(inspection.sheets) > 1)
        self._show_switches()
        self.sheets.blockSignals(False)
        first = next((row for row, head in enumerate(inspection.sheets) if head.sheet not in self._off), 0)
        self.sheets.setCurrentRow(first)
        self._show_sheet(first)

    def mapping(self) -> dict[str, Columns]:
        """The choice by sheet, for those that are not read as guessed; a sheet switched off has no columns."""
        told: dict[str, Columns] = {}
        for head in self._heads():
            if head.sheet in self._off:
                if head.shape.households:
                    told[head.sheet] = {}
            elif (columns := self._columns(head)) is not None:
                told[head.sheet] = columns
        return told

    def chosen(self) -> dict[str, Columns]:
        """The part of the choice that the clerk made himself, to be remembered."""
        return {sheet: columns for sheet, columns in self.mapping().items() if sheet in self._chosen and columns}

    def is_sure(self) -> bool:
        """Whether nothing is left to look at."""
        return self.can_go_on() and not any(is_doubtful(self._lines(head)) for head in self._taken())

    def can_go_on(self) -> bool:
        """Whether at least one sheet is taken in, and each that is tells its premises."""
        taken = self._taken()
        return bool(taken) and all(tells_place(self._lines(head)) for head in taken)

    def place_focus(self) -> None:
        """On the first column to look at; where all are sure, the page puts it on its own button."""
        for row, head in enumerate(self._heads()):
            if head.sheet in self._off or not is_doubtful(lines := self._lines(head)):
                continue
            self.sheets.setCurrentRow(row)
            doubtful = next((line for line in lines if line.trust is Trust.DOUBTFUL), lines[0])
            self.table.go_to_column(doubtful.column)
            break
        self.table.setFocus()

    def _heads(self) -> tuple[SheetHead, ...]:
        return self._inspection.sheets if self._inspection is not None else ()

    def _taken(self) -> list[SheetHead]:
        return [head for head in self._heads() if head.sheet not in self._off]

    def _holds_households(self, head: SheetHead) -> bool:
        return head.shape.households or bool(self._remembered.get(head.sheet))

    def _columns(self, head: SheetHead) -> Columns | None:
        """Every column of the sheet where somebody chose, None where the guesses stand."""
        if head.sheet in self._chosen:
            return {line.column: line.field for line in self._lines(head)}
        return self._remembered.get(head.sheet)

    def _lines(self, head: SheetHead) -> tuple[ColumnLine, ...]:
        return column_lines(head.shape, self._remembered.get(head.sheet), self._chosen.get(head.sheet, {}))

    def _head(self) -> SheetHead | None:
        row = self.sheets.currentRow()
        heads = self._heads()
        return heads[row] if 0 <= row < len(heads) else None

    @Slot(int)
    def _show_sheet(self, row: int) -> None:
        head = self._head()
        if head is None or self._inspection is None:
            return
        self.table.show_lines(self._lines(head))
        off = head.sheet in self._off
        self.households.show_lines(() if off else first_households(self._inspection, head, self._columns(head)))
        if off:
            self.households.title.setText(
                "这张表不导入。要导入就在左边打勾，或者给它的列选好“认作”。"
                if len(self._heads()) > 1
                else "还没有认出住户。"
            )
        self._judge()

    @Slot(int, object)
    def _choose(self, column: int, field: Any) -> None:
        head = self._head()
        if head is None:
            return
        before = {line.column: line.field for line in self._lines(head)}
        chosen = self._chosen.setdefault(head.sheet, {})
        chosen[column] = field
        if field not in SEVERAL:
            chosen |= {other: Field.OTHER for other, held in before.items() if held is field and other != column}
        self._off.discard(head.sheet)
        self._refresh()

    @Slot(QListWidgetItem)
    def _switch(self, item: QListWidgetItem) -> None:
        sheet = self._heads()[self.sheets.row(item)].sheet
        if item.checkState() == Qt.CheckState.Checked:
            self._off.discard(sheet)
        else:
            self._off.add(sheet)
        self._refresh()

    def _refresh(self) -> None:
        self.sheets.blockSignals(True)
        self._show_switches()
        self.sheets.blockSignals(False)
        self._show_sheet(self.sheets.currentRow())
        self.changed.emit()

    def _show_switches(self) -> None:
        for row, head in enumerate(self._heads()):
            item = self.sheets.item(row)
            off = head.sheet in self._off
            word = f"{head.lines:,} 行"
            if off:
                word = "不导入" if self._holds_households(head) else "没有住户"
            item.setText(f"{head.sheet or '（没有名字）'}　{word}")
            item.setToolTip(item.text())
            item.setCheckState(Qt.CheckState.Unchecked if off else Qt.CheckState.Checked)

    def _judge(self) -> None:
        doubtful = sum(line.trust is Trust.DOUBTFUL for head in self._taken() for line in self._lines(head))
        if not self._taken() and len(self._heads()) == 1:
            words, tone = "没有认出住户：请在“认作”里给室号或地址选一列。", "red"
        elif not self._taken():
            words, tone = "没有一张表要导入：在左边给要导入的表打勾。", "red"
        elif not self.can_go_on():
            words, tone = "还看不出哪一列是室号或地址，请在“认作”里给它选一列。", "red"
        elif doubtful:
            words, tone = (
                f"有 {doubtful} 列拿不准，看一眼标“看一眼”的；没有问题就按 {key_of('ledger.next')}继续。",
                "amber",
            )
        elif self._chosen:
            words, tone = f"按你选的读，下次同样的表照此办理。按 {key_of('ledger.next')}继续。", "accent"
        elif any(head.sheet in self._remembered for head in self._taken()):
            words, tone = "和上次同样的表，已照上次的选择，按回车继续。", "green"
        else:
            words, tone = "都认出来了，按回车继续。", "green"
        self.verdict.setText(words)
        set_property(self.verdict, "tone", tone)
