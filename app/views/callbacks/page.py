"""回访: whom to call now, what the slip says, and the user's answer by number keys."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.services.kernel.desk import Desk
from app.services.repairs.callback_list import CallbackRow, callbacks
from app.views import messages
from app.views.actions import command
from app.views.callbacks.form import CallbackForm
from app.views.covering import words_shown
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.page import Page
from app.views.texts import day_and_time, short_number, short_place
from app.views.theme import Tone
from app.views.widgets.action_bar import ActionBar
from app.views.widgets.badge import Badge
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column
from app.views.widgets.time_left import time_left


class CallbacksPage(Page):
    """Left: who is to be called, the most pressing first. Right: the call."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._rows: dict[int, CallbackRow] = {}
        self._build()
        self._connect()
        self._read()

    def commands(self) -> list[QAction]:
        return [self.call_action, *self.form.actions_here, self.record_action]

    def begin(self) -> None:
        self.table.setFocus()
        self._read()

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or "matter" in ids:
            self._read()

    def half_done(self) -> str:
        return "回访" if self.form.is_in_hand() else ""

    def premises_in_hand(self) -> int | None:
        row = self._rows.get(self.table.current_id() or 0)
        return row.premises_id if row is not None else None

    def _build(self) -> None:
        self.ahead_check = QCheckBox("也列出还没到时间的")
        self.count = label(role="section")
        columns: list[Column[CallbackRow]] = [
            Column("时限", lambda row: "", self._badge),
            Column("受理号", lambda row: short_number(row.number), tip=lambda row: row.number),
            Column("地址", lambda row: short_place(row.place), tip=lambda row: row.place),
            Column("诉求", self._words, tip=self._words),
            Column("意见", lambda row: row.view),
            Column("已打", lambda row: f"{row.tries} 次" if row.tries else "", self._tried),
        ]
        self.model: BlockTableModel[CallbackRow] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, 2, name="要回访的工单")
        self.table.set_widths([8, 6, 10, 5, 5, 6], dropped=[1, 4, 3])
        self.call_action = command(self, "打这个电话", "callback", "callbacks.call", self._call, within=self.table)
        self.record_action = command(
            self, "打印回访记录表", "print", "callbacks.record", self._print_record, within=self
        )
        self.form = CallbackForm(self.session)
        self.empty = EmptyState("callback", "现在没有要回访的", "完工 48 小时后，在合适的钟点列在这里。")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.form)
        above = QHBoxLayout()
        above.addWidget(self.count)
        above.addStretch(1)
        above.addWidget(self.ahead_check)
        above.addWidget(ActionBar([self.record_action]))
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(above)
        left.addWidget(self.table, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(12, 10, 12, 8)
        across.setSpacing(12)
        across.addLayout(left, 1)
        across.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.session.covered_changed.connect(self.model.repaint)
        self.ahead_check.toggled.connect(self._read)
        self.table.current_changed.connect(self._select)
        self.table.opened.connect(self._call)
        self.form.saved.connect(self._saved)
        self.form.left.connect(self._leave)
        self.form.changed.connect(self._changed)

    def _words(self, row: CallbackRow) -> str:
        return words_shown(self.session, row.words)

    def _badge(self, row: CallbackRow) -> Badge:
        now = self.session.desk.now()
        if now < row.window.not_before:
            return Badge(f"{day_and_time(row.window.not_before, now)} 起", Tone.NEUTRAL, "waiting")
        if not row.window.open_now:
            return Badge("等合适钟点", Tone.NEUTRAL, "waiting")
        return time_left(row.window.due, now)

    def _tried(self, row: CallbackRow) -> Badge | None:
        if row.newer is not None:
            return Badge("又报修", Tone.ACCENT, "repair")
        if row.wrong_number and row.attempts[-1].phone == row.phone:
            return Badge("空号错号", Tone.AMBER, "contact")
        if row.may_close:
            return Badge(f"{row.tries} 次，可办结", Tone.AMBER, "done")
        return None

    @Slot()
    def _read(self) -> None:
        self.session.ask(partial(_read_callbacks, self.ahead_check.isChecked()), then=self._take)

    def _take(self, rows: list[CallbackRow]) -> None:
        self._rows = {row.matter_id: row for row in rows}
        self.model.give(self._rows)
        ready = sum(row.window.open_now for row in rows)
        self.count.setText(f"现在可以回访 {ready} 户" if ready else "现在没有要回访的")
        self._select(self.table.current_id())

    @Slot(object)
    def _select(self, matter_id: int | None) -> None:
        if self.form.is_in_hand():
            # Somebody is on the line; the list may change meanwhile, the call may not.
            known = self._rows.get(self.form.matter_id or 0)
            if known is not None:
                self.form.show_row(known)
            return
        row = self._rows.get(matter_id or 0)
        if row is None:
            self.form.matter_id = None
            self.stack.setCurrentWidget(self.empty)
            return
        if row.matter_id != self.form.matter_id:
            self.form.begin(row)
        else:
            self.form.show_row(row)
        self.stack.setCurrentWidget(self.form)

    @Slot()
    def _call(self) -> None:
        matter_id = self.table.current_id()
        if matter_id is None:
            return
        if self.form.is_in_hand() and self.form.matter_id != matter_id:
            self._ask_to_put_down(self._call_selected)
        else:
            self.form.code_edit.setFocus()

    @Slot()
    def _leave(self) -> None:
        if self.form.is_in_hand():
            self._ask_to_put_down(self._put_down)
        else:
            self.table.setFocus()

    def _ask_to_put_down(self, agreed: Callable[[], object]) -> None:
        messages.ask(self, f"{self.form.person.place.text()} 的回访还没有记下。", "不保存", agreed, danger=True)

    def _put_down(self) -> None:
        self.form.matter_id = None
        self._select(self.table.current_id())
        self.table.setFocus()

    def _call_selected(self) -> None:
        self._put_down()
        self.form.code_edit.setFocus()

    @Slot(str)
    def _changed(self, sentence: str) -> None:
        self.session.notice(sentence, Tone.GREEN)
        self._read()

    @Slot()
    def _print_record(self) -> None:
        from app.views.callbacks.record_dialog import RecordDialog

        RecordDialog(self.session, self.settings, self).open()

    @Slot(str)
    def _saved(self, sentence: str) -> None:
        self.session.notice(sentence, Tone.GREEN)
        self.form.matter_id = None
        self._read()
        self.table.setFocus()


def _read_callbacks(ahead: bool, desk: Desk) -> list[CallbackRow]:
    return callbacks(desk, ahead=ahead)
