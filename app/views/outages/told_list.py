"""来电名单: who was told, who has to be called at the restoration; one key each."""

from functools import partial
from uuid import uuid4

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.services.outages.joining import tell_restored, tell_update
from app.services.outages.reads import OutageCard, ToldRow
from app.services.outages.values import RestoredDraft, Told, UpdateDraft
from app.views.actions import command
from app.views.covering import name_shown, phone_shown
from app.views.outages.act_dialogs import LeaveDialog
from app.views.outages.words import told_badge
from app.views.session import Session
from app.views.texts import clock_time, short_number, short_place
from app.views.theme import Tone
from app.views.widgets.action_bar import ActionBar
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column


class ToldList(QWidget):
    """Telephones stand whole here: it is the list to dial from (covered: masked). Waiting callers come first."""

    matter_wanted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._card: OutageCard | None = None
        self._rows: dict[int, ToldRow] = {}
        # Somebody was just called: the cursor goes on to the next one.
        self._goes_on = False
        columns: list[Column[ToldRow]] = [
            Column("状态", lambda row: "", lambda row: told_badge(row, self._is_restored)),
            Column("电话", lambda row: phone_shown(session, row.phone)),
            Column("来电人", lambda row: name_shown(session, row.caller)),
            Column("地址", lambda row: short_place(row.place), tip=lambda row: row.place),
            Column("告知到", lambda row: clock_time(row.until) if row.until is not None else "未定"),
            Column("单号", lambda row: short_number(row.number), tip=lambda row: row.number),
        ]
        self.model: BlockTableModel[ToldRow] = BlockTableModel(session, columns, parent=self)
        self.table = Table(self.model, 3, name="并入的来电")
        self.table.set_widths([7, 8, 5, 8, 4, 6], dropped=[5, 4, 2])
        self.count = label(role="section")
        self._build_actions()
        self.empty = EmptyState("callback", "还没有来电并入", "按 J 选范围内的来电，一次并入，都算已告知。")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        above = QHBoxLayout()
        above.addWidget(self.count)
        above.addWidget(ActionBar(self.actions_of_callers), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(above)
        column.addWidget(self.stack, 1)
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._enable)
        session.covered_changed.connect(self.model.repaint)

    def show_card(self, card: OutageCard | None) -> None:
        self._card = card
        rows = sorted(card.told, key=lambda row: (not row.waits, row.tries, row.joined_at)) if card else []
        self._rows = {row.matter_id: row for row in rows}
        self.model.give(self._rows)
        if self._goes_on and rows and rows[0].waits:
            self.table.go_to(rows[0].matter_id)
        self._goes_on = False
        waiting = sum(row.waits for row in rows)
        words = f"待告知恢复 {waiting} 户，共 {len(rows)} 户" if self._is_restored else f"已并入 {waiting} 户"
        self.count.setText(words if rows else "来电名单")
        self.stack.setCurrentWidget(self.table if rows else self.empty)
        self._enable()

    def _build_actions(self) -> None:
        act = partial(command, self, within=self.table)
        self.told_action = act("已告知恢复", "done", "outages.told", partial(self._tell, True))
        self.unreached_action = act("未接通", "callback", "outages.unreached", partial(self._tell, False))
        self.update_action = act("已告知新时间", "explain", "outages.update", self._update)
        self.leave_action = act("撤出", "arrive", "outages.leave", self._leave)
        self.actions_of_callers: list[QAction] = [
            self.told_action,
            self.unreached_action,
            self.leave_action,
            self.update_action,
        ]

    @property
    def _is_restored(self) -> bool:
        return self._card is not None and self._card.facts.restored_at is not None

    @property
    def _chosen(self) -> ToldRow | None:
        return self._rows.get(self.table.current_id() or 0)

    @Slot()
    def _enable(self) -> None:
        row, restored = self._chosen, self._is_restored
        waits = row is not None and row.waits
        self.told_action.setEnabled(waits and restored)
        self.unreached_action.setEnabled(waits)
        self.update_action.setEnabled(waits and not restored)
        self.leave_action.setEnabled(waits)

    @Slot()
    def _open(self) -> None:
        if (row := self._chosen) is not None:
            self.matter_wanted.emit(row.matter_id)

    def _tell(self, reached: bool) -> None:
        row, card = self._chosen, self._card
        if row is None or card is None:
            return
        self._goes_on = True
        ids = (row.matter_id,)
        told, unreached = (ids, ()) if reached else ((), ids)
        outage_id, ask = card.row.matter_id, partial(self.session.ask, then=self._say)
        if self._is_restored:
            ask(tell_restored, outage_id, RestoredDraft(told=told, unreached=unreached), uuid4())
        else:
            ask(tell_update, outage_id, UpdateDraft(told=told, unreached=unreached), uuid4())

    @Slot()
    def _update(self) -> None:
        self._tell(True)

    def _say(self, told: Told) -> None:
        words = "已记告知。" if told.told else "已记未接通。"
        self.session.notice(f"{words}还有 {told.left} 户待告知。", Tone.GREEN)

    @Slot()
    def _leave(self) -> None:
        if (row := self._chosen) is not None:
            about = f"{row.place}。撤出后按原来电时间继续计时，已告知的留作说明。"
            LeaveDialog(self.session, row.matter_id, about, self._is_restored, self).open()
