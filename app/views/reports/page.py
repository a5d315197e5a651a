"""办理情况: the rates of some days in both ways of counting, taken apart, and every late clock with its evidence."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError, InvalidInput
from app.services.kernel.progress import GoOn
from app.services.kernel.times import china
from app.services.reports.lateness import LateClock
from app.services.reports.rates import Rate
from app.services.reports.span import Span, this_month, this_season
from app.services.reports.timeliness import By, Figures, Group, breakdown, figures
from app.views.actions import command
from app.views.reports.columns import group_columns, late_columns, rate_columns
from app.views.session import Session
from app.views.settings import Settings
from app.views.shell.page import Page
from app.views.tasks import Task
from app.views.texts import clock_time
from app.views.theme import Tone
from app.views.widgets.action_bar import ActionBar
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.day_edit import NOT_A_DAY, DayEdit
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel

# A day's work is saved every few seconds; its figures follow it at a walk.
AFTER_A_CHANGE_MS = 5_000
NOON = 12
PERIODS: tuple[tuple[Callable[[date], Span], str], ...] = (
    (lambda today: Span(today, today), "今天"),
    (lambda today: Span(today - timedelta(days=1), today - timedelta(days=1)), "昨天"),
    (this_month, "本月"),
    (this_season, "本采暖季"),
)
Read = tuple[Figures, list[Group]]


class ReportsPage(Page):
    """Counted beside the window; what is shown says as of when it was counted."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._task: Task | None = None
        self._again = False
        self._late: dict[int, LateClock] = {}
        self._build()
        self._connect()

    def commands(self) -> list[QAction]:
        return [self.open_action, self.daily_action, self.morning_action]

    def begin(self) -> None:
        if self.period_row.value() is None and not self.first_edit.text():
            self.period_row.set_value(PERIODS[0][0])
        self.period_row.setFocus()
        self._read()

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids:
            self._read()
        elif not self._soon.isActive():
            self._soon.start()

    def leave(self) -> None:
        if self._task is not None:
            self._task.wait()

    def _build(self) -> None:
        self.period_row = ChoiceRow(PERIODS)
        self.first_edit, self.last_edit = DayEdit(hint="从", narrow=True), DayEdit(hint="到", narrow=True)
        for edit, name in ((self.first_edit, "从哪天"), (self.last_edit, "到哪天")):
            edit.setAccessibleName(name)
        self.by_box = QComboBox()
        self.by_box.setAccessibleName("分组")
        self.by_box.addItem("合计", None)
        for by in By:
            self.by_box.addItem(f"按{by}", by)
        self.user_check = QCheckBox("剔除用户原因")
        self.user_check.setVisible(False)
        self.heading = label(role="section")
        self.late_heading = label(role="section")
        self.problem = label(role="message", wrap=True)
        self.problem.hide()
        self.rate_model: BlockTableModel[Rate] = BlockTableModel(self.session, rate_columns(), parent=self)
        self.rate_table = Table(self.rate_model, 5, name="及时率")
        self.rate_table.set_widths([13, 5, 6, 7, 6, 8, 4], dropped=[6])
        self.group_stack = QStackedWidget()
        self.group_models: list[BlockTableModel[Group]] = []
        self.group_tables: list[Table] = []
        for without_user in (False, True):
            model: BlockTableModel[Group] = BlockTableModel(self.session, group_columns(without_user), parent=self)
            table = Table(model, 0, name="分组的及时率")
            table.set_widths([4, 3, 7, 7, 7, 7, 6, 6])
            self.group_models.append(model)
            self.group_tables.append(table)
            self.group_stack.addWidget(table)
        self.rates_stack = QStackedWidget()
        self.rates_stack.addWidget(self.rate_table)
        self.rates_stack.addWidget(self.group_stack)
        self.late_model: BlockTableModel[LateClock] = BlockTableModel(
            self.session, late_columns(self.session), parent=self
        )
        self.late_table = Table(self.late_model, 6, name="超时的时限")
        self.late_table.set_widths([6, 7, 11, 8, 10, 4, 10], dropped=[5, 4])
        self.empty = EmptyState("done", "没有超时", "超时的时限会列在这里，未说明的在最前。")
        self.late_stack = ListOrEmpty(self.late_table, self.empty)
        # Beside all rates and a notice at large text the list may be this low, not as low as its empty state.
        self.late_stack.setMinimumHeight(self.fontMetrics().height() * 4)
        self.open_action = command(self, "打开这张工单", "search", "", self._open)
        self.daily_action = command(self, "打印日报", "print", "reports.daily", self._print_daily)
        self.morning_action = command(self, "打印站长晨报", "report", "reports.morning", self._print_morning)
        self._soon = QTimer(self, interval=AFTER_A_CHANGE_MS, singleShot=True)
        self._lay_out()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self.period_row)
        above.addStretch(1)
        for part in (self.first_edit, label("至"), self.last_edit, self.by_box, self.user_check):
            above.addWidget(part)
        above.addWidget(ActionBar([self.daily_action, self.morning_action]))
        upper = _under(self.heading, self.rates_stack)
        lower = _under(self.late_heading, self.late_stack)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(upper)
        self.splitter.addWidget(lower)
        self.splitter.setSizes([260, 300])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 12, 8)
        whole.setSpacing(8)
        whole.addLayout(above)
        whole.addWidget(self.problem)
        whole.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.period_row.picked.connect(self._pick)
        for edit in (self.first_edit, self.last_edit):
            edit.textEdited.connect(self._own_days)
            edit.returnPressed.connect(self._read)
        self.by_box.currentIndexChanged.connect(self._read)
        self.user_check.toggled.connect(self._show_way)
        self.late_table.opened.connect(self._open)
        self._soon.timeout.connect(self._read)
        self.session.covered_changed.connect(self.late_model.repaint)

    @Slot()
    def _print_daily(self) -> None:
        """Of the last day shown; before noon a day that has just begun gives way to the one that is over."""
        from app.views.reports.paper_dialogs import DailyDialog

        now, today = china(self.session.desk.now()), self.session.desk.today()
        day = self.last_edit.day() or today
        if day >= today:
            day = today if now.hour >= NOON else today - timedelta(days=1)
        DailyDialog(self.session, self.settings, day, self).open()

    @Slot()
    def _print_morning(self) -> None:
        from app.views.reports.paper_dialogs import MorningDialog

        MorningDialog(self.session, self.settings, self).open()

    @property
    def is_counting(self) -> bool:
        """Whether figures are on their way."""
        return self._task is not None

    @property
    def counts_soon(self) -> bool:
        """Whether something changed that the figures do not show yet."""
        return self._soon.isActive()

    @property
    def _by(self) -> By | None:
        by: By | None = self.by_box.currentData()
        return by

    @Slot(object)
    def _pick(self, _period: object) -> None:
        self.first_edit.clear()
        self.last_edit.clear()
        self._read()

    @Slot()
    def _own_days(self) -> None:
        self.period_row.set_value(None)

    @Slot(bool)
    def _show_way(self, without_user: bool) -> None:
        self.group_stack.setCurrentIndex(int(without_user))

    def _span(self) -> Span:
        """The days asked for; InvalidInput when what is typed is no day."""
        period = self.period_row.value()
        if period is not None:
            span: Span = period(self.session.desk.today())
            return span
        first, last = self.first_edit.day(), self.last_edit.day()
        if first is None or not self.last_edit.is_valid():
            raise InvalidInput({"first": NOT_A_DAY})
        return Span(first, first if last is None else last)

    @Slot()
    def _read(self) -> None:
        self._soon.stop()
        if self._task is not None:
            self._again = True
            return
        try:
            span = self._span()
        except InvalidInput as error:
            self._refuse(error)
            return
        self._task = Task(self.session.desk, partial(_count, span, self._by), self)
        self._task.succeeded.connect(self._take)
        self._task.failed.connect(self._fail)
        self._task.start()

    @Slot(object)
    def _take(self, read: Read) -> None:
        found, groups = read
        self._ended()
        self.problem.hide()
        reported = found.reported
        left_out = (
            ("作废", reported.voided),
            ("并入停热", reported.joined),
            ("并件", reported.merged),
            ("用户原因办结", reported.user_closed),
        )
        words = "，".join(f"{word} {count}" for word, count in left_out if count)
        span = found.span
        days = f"{span.first:%m-%d}" if span.first == span.last else f"{span.first:%Y-%m-%d} 至 {span.last:%m-%d}"
        among = f"（其中 {words}）" if words else ""
        self.heading.setText(f"{days}　报修 {reported.repairs} 件{among}　统计到 {clock_time(found.at)}")
        self.rate_model.give(dict(enumerate(found.rates, start=1)))
        for model in self.group_models:
            model.give(dict(enumerate(groups, start=1)))
        self.rates_stack.setCurrentIndex(int(self._by is not None))
        self._fit_rates(len(found.rates))
        self.user_check.setVisible(self._by is not None)
        self._late = dict(enumerate(found.late, start=1))
        self.late_model.give(self._late)
        self.late_stack.show_list(bool(self._late))
        self.late_heading.setText(f"超时 {len(self._late)} 项" if self._late else "没有超时")

    def _fit_rates(self, count: int) -> None:
        """All rates stand there at any size of the text; the list below scrolls."""
        rows, head = self.rate_table.verticalHeader(), self.rate_table.horizontalHeader()
        frame = 2 * self.rate_table.frameWidth()
        self.rates_stack.setMinimumHeight(head.sizeHint().height() + count * rows.defaultSectionSize() + frame)

    @Slot(object)
    def _fail(self, error: AppError) -> None:
        self._ended()
        self._refuse(error)

    def _refuse(self, error: AppError) -> None:
        self.problem.setText(error.message)
        self.problem.show()

    def _ended(self) -> None:
        self._task = None
        if self._again:
            self._again = False
            self._read()

    @Slot()
    def _open(self) -> None:
        line = self._late.get(self.late_table.current_id() or 0)
        if line is None:
            self.session.notice("先在下面选一条超时。", Tone.AMBER)
        else:
            self.matter_wanted.emit(line.matter_id)


def _under(heading: QWidget, below: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(heading)
    column.addWidget(below, 1)
    return whole


def _count(span: Span, by: By | None, desk: Desk, _go_on: GoOn) -> Read:
    return figures(desk, span), [] if by is None else breakdown(desk, span, by)
