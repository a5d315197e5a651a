"""回单录入: scan or choose a sheet that came back, then type it in the order of the paper."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.matters.sheet_codes import FoundSheet, find_by_code
from app.services.matters.values import Taken
from app.services.repairs.reads import RepairCard, UnreturnedSheet, repair_card, unreturned_sheets
from app.services.repairs.values import SheetBack
from app.views.actions import command
from app.views.returns.form import ReturnForm
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.page import Page
from app.views.texts import day_and_time, short_number
from app.views.theme import Tone
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.search_box import Hit, SearchBox
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column


class ReturnsPage(Page):
    """Left: what is still outside, by repairer. Right: the sheet in the clerk's hand."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._out: dict[int, UnreturnedSheet] = {}
        # The slip taken in last, when there was something to complain about on it.
        self._unhappy = 0
        self._build()
        self._connect()
        self._read()

    def commands(self) -> list[QAction]:
        return [self.scan_action, self.complaint_action]

    def begin(self) -> None:
        self.code_edit.setFocus()
        self.code_edit.selectAll()

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or ids.keys() & {"sheet", "matter"}:
            self._read()

    def premises_in_hand(self) -> int | None:
        """That of the sheet in the hand, else of the selected one."""
        if self.form.found is not None and self.form.card is not None:
            return self.form.card.head.premises_id
        sheet = self._out.get(self.table.current_id() or 0)
        return sheet.premises_id if sheet is not None else None

    def take_code(self, code: str) -> None:
        """What a scanner gun typed, or a number typed by hand."""
        self.form.ask_to_leave(partial(self._look_up, code))

    def _look_up(self, code: str) -> None:
        self.form.found = None
        self.session.ask(find_by_code, code, then=self._found, failed=self._not_found)

    def _build(self) -> None:
        self.code_edit = SearchBox(self.session, _no_hits, "扫描回执单，或输入单号后回车")
        self.code_edit.setProperty("role", "quick")
        self.scan_action = command(self, "扫描下一张", "slip", "Ctrl+L", self.begin)
        self.complaint_action = command(self, "转投诉", "complaint", "Ctrl+T", self._complain)
        self.complaint_action.setEnabled(False)
        self.problem = label(role="message", wrap=True)
        self.problem.hide()
        now = self.session.desk.now
        columns: list[Column[UnreturnedSheet]] = [
            Column("维修员", lambda row: row.repairer),
            Column("回执单", lambda row: short_number(row.number), tip=lambda row: row.number),
            Column("完工", lambda row: day_and_time(row.finished_at, now()) if row.finished_at else ""),
            Column("受理号", lambda row: short_number(row.matter_number), tip=lambda row: row.matter_number),
        ]
        self.model: BlockTableModel[UnreturnedSheet] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, 2)
        self.table.set_widths([5, 6, 6, 6], dropped=[3])
        self.count = label(role="section")
        self.form = ReturnForm(self.session)
        self.empty = EmptyState("slip", "等待收单", "用扫码枪扫回执单上的二维码，或从左边选一张。")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.form)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.count)
        left.addWidget(self.table, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.problem)
        right.addWidget(self.stack, 1)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addLayout(left, 2)
        across.addLayout(right, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.code_edit)
        column.addLayout(across, 1)

    def _connect(self) -> None:
        self.code_edit.submitted.connect(self.take_code)
        self.table.opened.connect(self._open_selected)
        self.form.saved.connect(self._saved)
        self.form.left.connect(self._put_away)

    @Slot()
    def _read(self) -> None:
        self.session.ask(unreturned_sheets, then=self._take)

    def _take(self, sheets: list[UnreturnedSheet]) -> None:
        self._out = {sheet.sheet_id: sheet for sheet in sheets}
        self.model.give(self._out)
        self.count.setText(f"未交回执单 {len(sheets)} 张，回车录入" if sheets else "完工的回执单都已交回")

    @Slot()
    def _open_selected(self) -> None:
        sheet = self._out.get(self.table.current_id() or 0)
        if sheet is not None:
            self.take_code(sheet.number)

    def _found(self, found: FoundSheet) -> None:
        self.problem.setText(found.warning)
        self.problem.setVisible(bool(found.warning))
        if found.matter_id is None or found.state != "out":
            self.stack.setCurrentWidget(self.empty)
            self.code_edit.selectAll()
            return
        self.session.ask(repair_card, found.matter_id, then=partial(self._open, found))

    def _open(self, found: FoundSheet, card: RepairCard) -> None:
        self.code_edit.forget()
        self.form.begin(found, card)
        self.stack.setCurrentWidget(self.form)

    def _not_found(self, error: AppError) -> None:
        self.problem.setText(error.message)
        self.problem.show()
        self.stack.setCurrentWidget(self.empty)
        self.code_edit.setFocus()
        self.code_edit.selectAll()

    @Slot(object)
    def _saved(self, back: SheetBack) -> None:
        words = "，用户不满意或写了意见，按 Ctrl+T 转投诉" if back.offer_complaint else ""
        self._unhappy = back.sheet_id
        self.complaint_action.setEnabled(bool(back.offer_complaint))
        self.session.notice(f"{back.number} 已收单{words}。", Tone.AMBER if back.offer_complaint else Tone.GREEN)
        if self.form.found is None:
            self._put_away()

    @Slot()
    def _complain(self) -> None:
        from app.views.complaints.from_sheet_dialog import FromSheetDialog

        dialog = FromSheetDialog(self.session, self, self._unhappy)
        dialog.succeeded.connect(self._complained)
        dialog.open()

    @Slot(object)
    def _complained(self, taken: Taken) -> None:
        self.complaint_action.setEnabled(False)
        self.session.notice(f"{taken.number} 已受理，请马上转递。", Tone.GREEN)

    @Slot()
    def _put_away(self) -> None:
        self.problem.hide()
        self.stack.setCurrentWidget(self.empty)
        self.code_edit.forget()
        self.code_edit.setFocus()


def _no_hits(desk: Desk, text: str) -> Sequence[Hit]:
    """A scanned code is never a search."""
    return []
