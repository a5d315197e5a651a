"""排班: a week at a glance; Enter says who stands where."""

from datetime import date, timedelta
from uuid import uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.duty.roster import RosterKept
from app.services.duty.roster_weeks import WEEK, WeekCopied, copy_week, fill_days
from app.services.duty.week import Week, WeekCell, monday_of, week_of
from app.views.actions import command
from app.views.duty.roster_grid import RosterGrid, RosterModel
from app.views.duty.view import DutyView
from app.views.session import Session
from app.views.settings import Settings
from app.views.theme import Tone
from app.views.widgets.labels import label

LAST = timedelta(days=6)


class RosterView(DutyView):
    """The cursor stands on one post of one day."""

    kinds = frozenset({"roster", "staff"})
    turns = True

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        # The week that was turned to; None is always the present one.
        self._turned: date | None = None
        self._build()
        self._build_actions()
        self._follow()

    @property
    def monday(self) -> date:
        """The week that is shown."""
        return self._turned or monday_of(self.session.desk.today())

    def read(self) -> None:
        self.session.ask(week_of, self.monday, then=self._take)

    def turn(self, step: int) -> None:
        wanted = self.monday + step * WEEK
        self._turned = wanted if step and wanted != monday_of(self.session.desk.today()) else None
        self.read()

    def _build(self) -> None:
        self.model = RosterModel(self)
        self.grid = RosterGrid(self.model)
        self.setFocusProxy(self.grid)
        self.span = label(role="heading")
        self.state = label(role="section", wrap=True)
        self.about = label(role="muted", wrap=True)
        above = QHBoxLayout()
        above.addWidget(self.span)
        above.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.grid, 1)
        column.addWidget(self.about)
        self.grid.current_changed.connect(self._follow)
        self.grid.opened.connect(self._assign)

    def _build_actions(self) -> None:
        self.assign_action = command(self, "排人", "staff", "duty.assign", self._assign, within=self)
        self.stand_in_action = command(self, "替班", "change", "duty.stand_in", self._stand_in, within=self)
        self.copy_action = command(self, "复制上一周", "merge", "duty.copy", self._copy, within=self)
        self.fill_action = command(self, "排到周日", "running", "duty.fill", self._fill, within=self)
        self.shifts_action = command(self, "班次时间", "calendar", "duty.shifts", self._shift_times, within=self)
        self.commands = [
            self.assign_action,
            self.stand_in_action,
            self.fill_action,
            self.copy_action,
            self.shifts_action,
        ]

    def _take(self, week: Week) -> None:
        if week.monday != self.monday:
            return
        self.model.show(week)
        self.grid.fit(week)
        self.span.setText(f"{week.monday:%Y-%m-%d} 至 {week.monday + LAST:%m-%d}")
        missing = "，".join(f"{title}缺 {count}" for title, count in week.missing)
        if week.empty:
            self.state.setText("这一周还没有排班：选一格按回车排人，或复制上一周。")
        else:
            self.state.setText(f"待排：{missing}" if missing else "今天起都已排好。")
        self._follow()

    @Slot()
    def _follow(self) -> None:
        cell = self.grid.cell
        self.assign_action.setEnabled(cell is not None and (cell.asked or bool(cell.lines)))
        filled = cell is not None and bool(cell.lines)
        self.stand_in_action.setEnabled(filled)
        self.fill_action.setEnabled(filled and cell is not None and cell.cell.day < self.monday + LAST)
        self.about.setText(_about(cell) if cell is not None else "")

    @Slot()
    def _assign(self) -> None:
        from app.views.duty.assign_dialog import AssignDialog

        if (cell := self.grid.cell) is not None and self.assign_action.isEnabled():
            dialog = AssignDialog(self.session, cell, self.grid.title, self)
            dialog.succeeded.connect(self._kept)
            dialog.open()

    @Slot()
    def _stand_in(self) -> None:
        from app.views.duty.stand_in_dialog import StandInDialog

        if (cell := self.grid.cell) is not None and cell.lines:
            dialog = StandInDialog(self.session, cell, self.grid.title, self)
            dialog.succeeded.connect(self._kept)
            dialog.open()

    @Slot()
    def _copy(self) -> None:
        self.session.ask(copy_week, self.monday - WEEK, self.monday, uuid4(), then=self._copied)

    @Slot()
    def _fill(self) -> None:
        if (cell := self.grid.cell) is not None:
            self.session.ask(fill_days, cell.cell, self.monday + LAST, uuid4(), then=self._filled)

    def _copied(self, copied: WeekCopied) -> None:
        self._entered(copied, "上一周没有排班，没有可复制的。")

    def _filled(self, filled: WeekCopied) -> None:
        self._entered(filled, "后面几天没有这个班次，没有可排的。")

    def _entered(self, copied: WeekCopied, nothing: str) -> None:
        if not copied.entered and not copied.taken and not copied.left:
            self.session.notice(nothing, Tone.AMBER)
            return
        parts = [f"已排 {copied.entered} 人次"]
        if copied.taken:
            parts.append(f"{copied.taken} 格已有人，没有动")
        if copied.left:
            parts.append(f"{copied.left} 人次已离职，没有排")
        self.session.notice("，".join(parts) + "。", Tone.GREEN)

    @Slot()
    def _shift_times(self) -> None:
        from app.views.duty.shift_times_dialog import ShiftTimesDialog

        dialog = ShiftTimesDialog(self.session, self)
        dialog.succeeded.connect(self._shifts_kept)
        dialog.open()

    @Slot(object)
    def _kept(self, kept: RosterKept) -> None:
        self.session.notice("排班已保存。" if kept.entered or kept.voided else "排班没有变化。", Tone.GREEN)

    @Slot(object)
    def _shifts_kept(self, _kept: object) -> None:
        self.session.notice("班次时间已保存。", Tone.GREEN)


def _about(cell: WeekCell) -> str:
    """The remarks of who stands in the cell, and what is wrong with it."""
    parts = [f"{line.name}：{line.remark}" for line in cell.lines if line.remark]
    if cell.on_end:
        parts.append(f"{'、'.join(cell.on_end)}连上两班，请核对。")
    if cell.lines and not cell.asked:
        parts.append("这一天已没有这个班次，请改排后清空这一格。")
    if cell.missing:
        parts.append("还没有排人。")
    return "　".join(parts)
