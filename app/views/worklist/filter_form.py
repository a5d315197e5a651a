"""What is looked for in 工单查询, as fields; every change asks anew after a moment."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.services.kinds import all_kinds
from app.services.matters.worklist import Period, Standing, Wanted
from app.services.matters.worklist_choices import Choice, Choices, buildings_of
from app.services.reports.span import this_month, this_season
from app.views.session import Session
from app.views.widgets.choice_row import ChoiceRow, FlowLayout
from app.views.widgets.composing import Composing
from app.views.widgets.covered_text import CoveredText
from app.views.widgets.day_edit import NOT_A_DAY, DayEdit
from app.views.widgets.labels import label

SOON_MS = 300
ALL_DAYS = "all"
PERIOD_WORDS = (
    (Period.TODAY, "今天"),
    (Period.YESTERDAY, "昨天"),
    (Period.MONTH, "本月"),
    (Period.SEASON, "本采暖季"),
    (ALL_DAYS, "全部"),
)
DAYS_OF: dict[str, Callable[[date], tuple[date, date]]] = {
    Period.TODAY: lambda today: (today, today),
    Period.YESTERDAY: lambda today: (today - timedelta(days=1), today - timedelta(days=1)),
    Period.MONTH: lambda today: (this_month(today).first, today),
    Period.SEASON: lambda today: (this_season(today).first, today),
}
STANDINGS = (
    (Standing.ALL, "各种状态"),
    (Standing.OPEN, "未办结"),
    (Standing.CLOSED, "已办结"),
    (Standing.VOID, "作废"),
)


class FilterForm(QWidget):
    """`wanted()` is what the fields say now; `changed` follows every change.

    Days that cannot be read ask for nothing: `problem` says so, and is empty when they can be read again.
    """

    changed = Signal()
    problem = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filling = False
        # The building that is chosen as soon as those of its community are there.
        self._awaited: int | None = None
        self.period_row = ChoiceRow(PERIOD_WORDS)
        self.first_edit, self.last_edit = DayEdit(hint="从", narrow=True), DayEdit(hint="到", narrow=True)
        self.words_edit = QLineEdit(placeholderText="诉求、地址或编号里的字，几个字用空格隔开", maxLength=80)
        self.words_edit.setClearButtonEnabled(True)
        Composing(self.words_edit)
        CoveredText(session, self.words_edit)
        self.kind_box = _box("各种类别", ((kind.name, kind.word) for kind in all_kinds()))
        self.standing_box = QComboBox()
        for standing, word in STANDINGS:
            self.standing_box.addItem(word, standing)
        self.community_box = _box("各小区")
        self.building_box = _box("各楼栋")
        self.repairer_box = _box("各维修员")
        self.owner_box = _box("各责任人")
        self.late_check = QCheckBox("只看超时")
        self._boxes = (
            self.kind_box,
            self.standing_box,
            self.community_box,
            self.building_box,
            self.repairer_box,
            self.owner_box,
        )
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._lay_out()
        self._connect()
        self._fit_to_community()

    @property
    def asks_soon(self) -> bool:
        """Whether something was changed that nobody was asked about yet."""
        return self._soon.isActive()

    @property
    def is_readable(self) -> bool:
        """Whether both days are days, or empty."""
        return self.first_edit.is_valid() and self.last_edit.is_valid()

    def wanted(self) -> Wanted:
        kind = self.kind_box.currentData()
        period = self.period_row.value()
        return Wanted(
            first=self.first_edit.day(),
            last=self.last_edit.day(),
            period=Period(period) if period in DAYS_OF else None,
            kinds=(kind,) if kind else (),
            standing=Standing(self.standing_box.currentData()),
            community_id=self.community_box.currentData(),
            building_id=self._awaited or self.building_box.currentData(),
            repairer_id=self.repairer_box.currentData(),
            owner_id=self.owner_box.currentData(),
            words=self.words_edit.text().strip(),
            late=self.late_check.isChecked(),
        )

    def keep_up(self) -> None:
        """After midnight 今天 is another day, and 本月 has one more."""
        period = self.period_row.value()
        if period in DAYS_OF:
            self._set_days(*self._days_of(period))

    def show_wanted(self, wanted: Wanted) -> None:
        """The fields say this from now on; asked once. A period means its days of today."""
        self._filling = True
        first, last = self._days_of(wanted.period) if wanted.period else (wanted.first, wanted.last)
        self._set_days(first, last)
        self.period_row.set_value(wanted.period)
        _choose(self.kind_box, wanted.kinds[0] if wanted.kinds else None)
        _choose(self.standing_box, wanted.standing)
        _choose(self.community_box, wanted.community_id)
        self._awaited = wanted.building_id
        self._fit_to_community()
        _choose(self.repairer_box, wanted.repairer_id)
        _choose(self.owner_box, wanted.owner_id)
        self.words_edit.setText(wanted.words)
        self.late_check.setChecked(wanted.late)
        self._filling = False
        self.changed.emit()

    def offer(self, choices: Choices) -> None:
        """The boxes offer these; what was chosen stays chosen."""
        self._filling = True
        for box, lines in (
            (self.community_box, choices.communities),
            (self.repairer_box, choices.repairers),
            (self.owner_box, choices.owners),
        ):
            _refill(box, lines)
        self._filling = False

    def begin(self) -> None:
        """The first time, this month."""
        if not self.first_edit.text() and self.period_row.value() is None:
            self.period_row.pick(Period.MONTH)

    def _lay_out(self) -> None:
        for field, name in (
            (self.period_row, "哪些天"),
            (self.first_edit, "起始日期"),
            (self.last_edit, "截止日期"),
            (self.words_edit, "字词"),
            (self.kind_box, "类别"),
            (self.standing_box, "状态"),
            (self.community_box, "小区"),
            (self.building_box, "楼栋"),
            (self.repairer_box, "维修员"),
            (self.owner_box, "责任人"),
        ):
            field.setAccessibleName(name)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.period_row)
        for part in (self.first_edit, label("至"), self.last_edit):
            above.addWidget(part)
        above.addWidget(self.words_edit, 1)
        below = QWidget()
        flow = FlowLayout(below, gap=8)
        for box in (*self._boxes, self.late_check):
            flow.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(above)
        column.addWidget(below)

    def _connect(self) -> None:
        self.period_row.picked.connect(self._pick)
        for edit in (self.first_edit, self.last_edit):
            edit.textEdited.connect(self._own_days)
            edit.editingFinished.connect(self._say_unreadable)
            edit.returnPressed.connect(self._ask)
        self.words_edit.textEdited.connect(self._ask_soon)
        self.words_edit.returnPressed.connect(self._ask)
        self.community_box.currentIndexChanged.connect(self._change_community)
        for box in self._boxes:
            box.currentIndexChanged.connect(self._ask_soon)
        self.late_check.toggled.connect(self._ask_soon)
        self._soon.timeout.connect(self._ask)

    @Slot(object)
    def _pick(self, period: str) -> None:
        self._set_days(*self._days_of(period))
        self._ask()

    def _days_of(self, period: str) -> tuple[date | None, date | None]:
        days = DAYS_OF.get(period)
        return days(self._session.desk.today()) if days is not None else (None, None)

    def _set_days(self, first: date | None, last: date | None) -> None:
        self.first_edit.setText(first.isoformat() if first else "")
        self.last_edit.setText(last.isoformat() if last else "")
        self._say_unreadable()

    @Slot()
    def _own_days(self) -> None:
        self.period_row.set_value(None)
        if self.is_readable:
            self._ask_soon()
        else:
            # Half a date.
            self._soon.stop()

    @Slot()
    def _say_unreadable(self) -> None:
        self.problem.emit("" if self.is_readable else NOT_A_DAY)

    @Slot()
    def _change_community(self) -> None:
        self._awaited = None
        self._fit_to_community()

    def _fit_to_community(self) -> None:
        """Buildings are offered once their community is chosen."""
        community_id = self.community_box.currentData()
        self.building_box.setVisible(community_id is not None)
        if community_id is None:
            self._offer_buildings(None, ())
        else:
            self._session.ask(buildings_of, community_id, then=partial(self._offer_buildings, community_id))

    def _offer_buildings(self, community_id: int | None, buildings: tuple[Choice, ...]) -> None:
        """Unless another community was chosen meanwhile."""
        if community_id != self.community_box.currentData():
            return
        _refill(self.building_box, buildings)
        if self._awaited is not None:
            self.building_box.blockSignals(True)
            _choose(self.building_box, self._awaited)
            self.building_box.blockSignals(False)
            self._awaited = None

    @Slot()
    def _ask_soon(self) -> None:
        if not self._filling:
            self._soon.start()

    @Slot()
    def _ask(self) -> None:
        self._soon.stop()
        self._say_unreadable()
        if not self._filling and self.is_readable:
            self.changed.emit()


def _box(none: str, lines: Iterable[tuple[Any, str]] = ()) -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.addItem(none, None)
    for value, word in lines:
        box.addItem(word, value)
    return box


def _refill(box: QComboBox, lines: Iterable[tuple[int, str]]) -> None:
    chosen = box.currentData()
    box.blockSignals(True)
    while box.count() > 1:
        box.removeItem(1)
    for value, word in lines:
        box.addItem(word, value)
    _choose(box, chosen)
    box.blockSignals(False)


def _choose(box: QComboBox, value: Any) -> None:
    box.setCurrentIndex(max(0, box.findData(value)) if value is not None else 0)
