"""单据领用登记: who took which numbered blanks, and what became of each."""

from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import AppError
from app.services.kernel.operators import StaffRow, list_staff
from app.services.matters.sheets import OUT
from app.services.repairs.blanks import BlankRow, Blanks, blanks, issue_blanks, void_blank
from app.services.repairs.slip_rules import slip_rules
from app.views.repairs.slip_dialog import SlipDialog
from app.views.session import Session
from app.views.settings import Settings
from app.views.texts import day_and_time, short_number
from app.views.theme import Tone
from app.views.widgets.labels import label
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

USUAL_COUNT = 5


class BlanksDialog(QDialog):
    """Above: hand blanks out. Below: every blank; the selected one is printed or voided."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.settings = settings
        self._key = uuid4()
        self._rows: dict[int, BlankRow] = {}
        # Blanks just handed out, still to be printed, one after the other.
        self._to_print: list[int] = []
        self.setWindowTitle("单据领用")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._build()
        self._connect()
        self.resize(min(860, parent.window().width() - 60), min(560, parent.window().height() - 60))
        session.ask(_repairers, then=self._fill)
        self._read()

    def _build(self) -> None:
        self.repairer_box = QComboBox()
        self.repairer_box.setAccessibleName("领用人")
        self.count_box = QSpinBox()
        self.count_box.setRange(1, slip_rules().most_blanks)
        self.count_box.setValue(USUAL_COUNT)
        self.count_box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.issue_button = QPushButton("领用并打印")
        self.issue_button.setProperty("role", "primary")
        self.message = label(role="message", wrap=True)
        self.message.hide()
        columns: list[Column[BlankRow]] = [
            Column("编号", lambda row: short_number(row.number), tip=lambda row: row.number),
            Column("领用人", lambda row: row.repairer),
            Column("领用", lambda row: day_and_time(row.made_at, self.session.desk.now())),
            Column("现状", lambda row: row.word),
            Column("工单或作废原因", lambda row: short_number(row.matter_number) or row.void_reason),
            Column("打印", lambda row: f"{row.prints} 次" if row.prints else "未打"),
        ]
        self.model: BlockTableModel[BlankRow] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, 4, name="已领的空白单")
        self.table.set_widths([6, 5, 6, 8, 10, 4], dropped=[])
        self.reason_edit = QLineEdit(placeholderText="作废原因，例如 写坏了", maxLength=200)
        self.print_button = QPushButton("打印所选")
        self.void_button = QPushButton("作废所选")
        self.close_button = QPushButton("关闭")
        for button in (self.print_button, self.void_button, self.close_button):
            button.setAutoDefault(False)
        above = QHBoxLayout()
        for widget in (label("领用人"), self.repairer_box, label("张数"), self.count_box, self.issue_button):
            above.addWidget(widget)
        above.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.print_button)
        below.addWidget(self.reason_edit, 1)
        below.addWidget(self.void_button)
        below.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(self.message)
        column.addWidget(self.table, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        self.issue_button.clicked.connect(self.issue)
        self.print_button.clicked.connect(self.print_selected)
        self.void_button.clicked.connect(self.void_selected)
        self.close_button.clicked.connect(self.reject)
        self.table.opened.connect(self.print_selected)

    @Slot()
    def issue(self) -> None:
        """Number the blanks, then print them one after the other."""
        repairer_id = self.repairer_box.currentData()
        if repairer_id is not None:
            self.session.ask(
                issue_blanks, repairer_id, self.count_box.value(), self._key, then=self._issued, failed=self._refused
            )

    @Slot()
    def print_selected(self) -> None:
        row = self._rows.get(self.table.current_id() or 0)
        if row is not None:
            self._print(row)

    @Slot()
    def void_selected(self) -> None:
        """The number stays in the list with its reason."""
        row = self._rows.get(self.table.current_id() or 0)
        if row is not None:
            done = partial(self._voided, row.number)
            self.session.ask(void_blank, row.number, self.reason_edit.text(), uuid4(), then=done, failed=self._refused)

    def _print(self, row: BlankRow) -> None:
        dialog = SlipDialog(self.session, self.settings, row.sheet_id, row.number, self)
        dialog.accepted.connect(self._print_next)
        dialog.rejected.connect(self._to_print.clear)
        dialog.finished.connect(self._read)
        dialog.open()

    @Slot()
    def _print_next(self) -> None:
        while self._to_print:
            row = self._rows.get(self._to_print.pop(0))
            if row is not None:
                self._print(row)
                return

    def _issued(self, handed: Blanks) -> None:
        self._key = uuid4()
        self.message.hide()
        self.session.notice(f"已领用 {handed.count} 张：{handed.first} 至 {handed.last}。", Tone.GREEN)
        self.session.ask(blanks, then=partial(self._show_and_print, handed))

    def _show_and_print(self, handed: Blanks, rows: list[BlankRow]) -> None:
        self._show(rows)
        mine = [row for row in reversed(rows) if handed.first <= row.number <= handed.last and row.state == OUT]
        self._to_print[:] = [row.sheet_id for row in mine]
        self._print_next()

    def _voided(self, number: str, _done: object) -> None:
        self.message.hide()
        self.reason_edit.clear()
        self.session.notice(f"{number} 已作废。", Tone.GREEN)
        self._read()

    def _fill(self, repairers: list[StaffRow]) -> None:
        for row in repairers:
            self.repairer_box.addItem(f"{row.name} {row.badge}".strip(), int(row.id))

    @Slot()
    def _read(self) -> None:
        self.session.ask(blanks, then=self._show)

    def _show(self, rows: list[BlankRow]) -> None:
        self._rows = {row.sheet_id: row for row in rows}
        self.model.give(self._rows)

    def _refused(self, error: AppError) -> None:
        self.message.setText(error.message)
        self.message.show()


def _repairers(desk: Desk) -> list[StaffRow]:
    return list_staff(desk.store, Role.REPAIRER)
