"""处理意见: what the dispatch room has not been told yet; tick, then report singly or as the summary of the hour."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.forwarding.opinions import SINGLE, SUMMARY, OpinionDue, SummaryDue, opinions_due, summary_due
from app.services.kernel.desk import Desk
from app.views.actions import command
from app.views.covering import words_shown
from app.views.forwarding.paper import show_paper
from app.views.session import Session
from app.views.settings import Settings
from app.views.texts import clock_time, day_and_time, short_number, short_place
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column
from app.views.widgets.time_left import time_left

if TYPE_CHECKING:
    from app.services.forwarding.opinions import OpinionSent

REPAINT_MS = 15_000
PAPERS = {SINGLE: "处理意见反馈单", SUMMARY: "处理意见汇总单"}
Due = tuple[list[OpinionDue], SummaryDue]


class OpinionsView(QWidget):
    """Lines with a clock first, then what only stands on the summary; Space ticks."""

    # How many opinions are owed by a clock.
    counted = Signal(int)
    premises_wanted = Signal(int)

    def __init__(self, session: Session, settings: Settings, owner: QWidget) -> None:
        super().__init__(owner)
        self.session = session
        self.settings = settings
        self._rows: dict[int, OpinionDue] = {}
        self._ticked: set[int] = set()
        # What the next summary has room for.
        self._summable: set[int] = set()
        self._build()
        self._build_actions()
        self._connect()
        self._enable()

    def begin(self) -> None:
        self.table.setFocus()

    def premises_in_hand(self) -> int | None:
        row = self._rows.get(self.table.current_id() or 0)
        return row.premises_id if row is not None else None

    def read(self) -> None:
        self.session.ask(_due, then=self._take)

    def ticked(self) -> list[OpinionDue]:
        """The lines that are ticked, in the order of the list."""
        return [row for row in self._rows.values() if row.matter_id in self._ticked]

    def _build(self) -> None:
        columns: list[Column[OpinionDue]] = [
            Column("勾选", lambda row: "", self._tick_badge),
            Column("时限", lambda row: "", self._clock_badge),
            Column("类别", lambda row: row.word),
            Column("受理号", lambda row: short_number(row.number), tip=lambda row: row.number),
            Column("受理", lambda row: day_and_time(row.told_at, self.session.desk.now())),
            Column("地址", lambda row: short_place(row.place), tip=lambda row: row.place),
            Column("诉求", self._words, tip=self._words),
            Column("阶段", lambda row: row.phase),
            Column("报送", lambda row: "单独" if row.singly else "汇总"),
        ]
        self.model: BlockTableModel[OpinionDue] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, 6, name="意见")
        self.table.set_widths([5, 8, 5, 6, 5, 11, 8, 6, 4], dropped=[4, 7, 3])
        self.lead = label(role="section")
        self.empty = EmptyState("done", "没有要报送的处理意见", "新受理的来信、来电、来访列在这里，1 小时内报调度室。")
        self.stack = ListOrEmpty(self.table, self.empty)
        above = QHBoxLayout()
        above.addWidget(self.lead)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.stack, 1)

    def _build_actions(self) -> None:
        table = self.table
        self.tick_action = command(self, "勾选", "done", "opinions.tick", self._tick, within=table)
        self.all_action = command(self, "全选可汇总的", "merge", "opinions.all", self._tick_summary, within=table)
        self.single_action = command(self, "单独报送", "opinion", "opinions.single", self._send_singly, within=table)
        self.summary_action = command(
            self, "报送本小时汇总单", "slip", "opinions.summary", self._send_summary, within=table
        )
        self.actions_here = [self.tick_action, self.all_action, self.single_action, self.summary_action]
        for action in self.actions_here:
            action.setIconText(f" {action.text()} {action.shortcut().toString()}")

    def _connect(self) -> None:
        self.table.opened.connect(self._send_singly)
        self.table.current_changed.connect(self._enable)
        self.session.covered_changed.connect(self.model.repaint)
        self._minute = QTimer(self, interval=REPAINT_MS)
        self._minute.timeout.connect(self.model.repaint)
        self._minute.start()

    def _tick_badge(self, row: OpinionDue) -> Badge | None:
        return Badge("已选", Tone.ACCENT, "done") if row.matter_id in self._ticked else None

    def _clock_badge(self, row: OpinionDue) -> Badge:
        if row.due is None:
            return Badge("不计时", Tone.NEUTRAL, "waiting")
        return time_left(row.due, self.session.desk.now(), row.warn_from)

    def _words(self, row: OpinionDue) -> str:
        return words_shown(self.session, row.words)

    def _take(self, due: Due) -> None:
        owed, summary = due
        rows = {row.matter_id: row for row in owed}
        rows |= {row.matter_id: row for row in summary.lines if row.matter_id not in rows}
        self._rows = rows
        self._ticked &= rows.keys()
        self._summable = {row.matter_id for row in summary.lines}
        self.counted.emit(len(owed))
        self.model.give(rows)
        self.stack.show_list(bool(rows))
        since = clock_time(summary.from_at)
        more = f"，另有 {summary.left} 件排在下一张" if summary.left else ""
        self.lead.setText(f"应报 {len(owed)} 件；汇总单自 {since} 起 {len(summary.lines)} 件{more}" if rows else "")
        self._enable()

    @Slot()
    def _enable(self) -> None:
        some = bool(self._rows)
        for action in (self.tick_action, self.single_action):
            action.setEnabled(some and self.table.current_id() is not None)
        self.all_action.setEnabled(bool(self._summable))
        self.summary_action.setEnabled(bool(self._summable or self._ticked))

    @Slot()
    def _tick(self) -> None:
        current = self.table.current_id()
        if current is not None:
            self._ticked ^= {current}
            self.model.repaint()
            self._enable()

    @Slot()
    def _tick_summary(self) -> None:
        self._ticked = set(self._summable)
        self.model.repaint()
        self._enable()

    @Slot()
    def _send_singly(self) -> None:
        """What is ticked, each on a report of its own; without a tick the line under the cursor."""
        row = self._rows.get(self.table.current_id() or 0)
        self._send(SINGLE, self.ticked() or ([row] if row is not None else []))

    @Slot()
    def _send_summary(self) -> None:
        """What is ticked; without a tick everything that goes with the summary."""
        self._send(SUMMARY, self.ticked() or [row for row in self._rows.values() if row.matter_id in self._summable])

    def _send(self, form: str, lines: Iterable[OpinionDue]) -> None:
        from app.views.forwarding.opinion_dialog import OpinionDialog

        if chosen := list(lines):
            dialog = OpinionDialog(self.session, form, chosen, self)
            dialog.sent.connect(partial(self._sent, form))
            dialog.open()

    def _sent(self, form: str, reports: "list[OpinionSent]", wants_print: bool) -> None:
        self._ticked.clear()
        numbers = "、".join(report.sheet_number for report in reports)
        self.session.notice(f"已报送处理意见 {sum(report.matters for report in reports)} 件（{numbers}）。", Tone.GREEN)
        if wants_print and len(reports) == 1:
            report = reports[0]
            show_paper(self.session, self.settings, PAPERS[form], report.sheet_id, report.sheet_number, self)


def _due(desk: Desk) -> Due:
    return opinions_due(desk), summary_due(desk)
