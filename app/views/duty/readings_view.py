"""运行记录: weather and the figures of the net, a week at a time, the newest on top."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.duty.reading_words import degrees
from app.services.duty.readings import Reading, ReadingKept, readings
from app.services.kernel.times import CHINA
from app.services.matters.moments import is_late
from app.views.actions import command
from app.views.covering import words_shown
from app.views.duty.view import DutyView
from app.views.session import Session
from app.views.settings import Settings
from app.views.texts import day_and_time
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column

WEEK = timedelta(days=7)


class ReadingsView(DutyView):
    """A correction replaces the line of its minute; what stood there before stays in the books."""

    kinds = frozenset({"reading"})
    turns = True

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        # The last day shown; None is always today.
        self._last: date | None = None
        self._rows: dict[int, Reading] = {}
        self._build_actions()
        self._build()
        self._follow()

    def read(self) -> None:
        until = datetime.combine(self._last_day + timedelta(days=1), time(tzinfo=CHINA))
        self.session.ask(readings, until - WEEK, until, then=self._take)

    def turn(self, step: int) -> None:
        last = self._last_day + step * WEEK
        self._last = last if step and last < self.session.desk.today() else None
        self.read()

    @property
    def _last_day(self) -> date:
        return self._last or self.session.desk.today()

    def _build_actions(self) -> None:
        self.add_action = command(self, "记运行数据", "gauge", "duty.reading", self._add, within=self)
        self.correct_action = command(
            self, "更正运行数据", "correct", "duty.correct_reading", self._correct, within=self
        )
        self.void_action = command(self, "作废运行数据", "void", "duty.void_reading", self._void, within=self)
        self.commands = [self.add_action, self.correct_action, self.void_action]

    def _build(self) -> None:
        columns: list[Column[Reading]] = [
            Column("时间", lambda row: day_and_time(row.at, self.session.desk.now())),
            Column("天气", lambda row: row.weather),
            Column("室外 ℃", _figure("outdoor_c"), right=True),
            Column("最低 ℃", _figure("low_c"), right=True),
            Column("最高 ℃", _figure("high_c"), right=True),
            Column("供水 ℃", _figure("supply_c"), right=True),
            Column("回水 ℃", _figure("return_c"), right=True),
            Column("供压 kPa", _figure("supply_kpa"), right=True),
            Column("回压 kPa", _figure("return_kpa"), right=True),
            Column("备注", self._remark, tip=self._remark),
            Column("记录人", lambda row: row.by),
            Column("标记", lambda row: "", _late_badge),
        ]
        self.model: BlockTableModel[Reading] = BlockTableModel(self.session, columns, parent=self)
        self.table = Table(self.model, 9)
        self.table.setAccessibleName("运行记录")
        self.table.set_widths([7, 5, 5, 5, 5, 5, 5, 5, 5, 8, 5, 5], dropped=[10, 11, 3, 4, 8])
        self.empty = EmptyState(
            "gauge", "这几天没有运行记录", "抄表后记在这里，值班台、交接班记录和晨报都会用到。", self.add_action
        )
        self.stack = ListOrEmpty(self.table, self.empty)
        self.setFocusProxy(self.stack)
        self.span = label(role="heading")
        self.count = label(role="section")
        above = QHBoxLayout()
        above.addWidget(self.span)
        above.addWidget(self.count, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.stack, 1)
        self.table.current_changed.connect(self._follow)
        self.table.opened.connect(self._correct)
        self.session.covered_changed.connect(self.model.repaint)

    def _remark(self, row: Reading) -> str:
        return words_shown(self.session, row.remark)

    def _take(self, found: list[Reading]) -> None:
        self._rows = {row.id: row for row in reversed(found)}
        self.model.give(self._rows)
        self.stack.show_list(bool(found))
        first = self._last_day - WEEK + timedelta(days=1)
        self.span.setText(f"{first:%Y-%m-%d} 至 {self._last_day:%m-%d}")
        self.count.setText(f"{len(found)} 次" if found else "")
        self._follow()

    @property
    def _chosen(self) -> Reading | None:
        return self._rows.get(self.table.current_id() or 0)

    @Slot()
    def _follow(self) -> None:
        for action in (self.correct_action, self.void_action):
            action.setEnabled(self._chosen is not None)

    @Slot()
    def _add(self) -> None:
        self._ask_for(None)

    @Slot()
    def _correct(self) -> None:
        if (reading := self._chosen) is not None:
            self._ask_for(reading)

    def _ask_for(self, reading: Reading | None) -> None:
        from app.views.duty.reading_dialog import ReadingDialog

        dialog = ReadingDialog(self.session, self, reading)
        dialog.succeeded.connect(self._kept)
        dialog.open()

    @Slot()
    def _void(self) -> None:
        from app.views.duty.withdraw_dialog import WithdrawDialog

        if (reading := self._chosen) is not None:
            dialog = WithdrawDialog(self.session, reading, self)
            dialog.succeeded.connect(self._withdrawn)
            dialog.open()

    @Slot(object)
    def _kept(self, _kept: ReadingKept) -> None:
        self.session.notice("运行数据已保存。", Tone.GREEN)

    @Slot(object)
    def _withdrawn(self, _kept: ReadingKept) -> None:
        self.session.notice("这次读数已作废，记录保留。", Tone.GREEN)


def _figure(name: str) -> Callable[[Reading], str]:
    def shown(row: Reading) -> str:
        figure = getattr(row, name)
        if figure is None:
            return ""
        return str(figure) if name.endswith("kpa") else degrees(figure)

    return shown


def _late_badge(row: Reading) -> Badge | None:
    return Badge("补记", Tone.NEUTRAL, "waiting") if is_late(row.at, row.entered_at) else None
