"""What is looked for in 工单查询, as fields; every change asks anew after a moment."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.services.customers.places.buildings import building_ids, building_rows
from app.services.customers.places.communities import community_names
from app.services.kernel.desk import Desk, Role
from app.services.kernel.operators import list_staff
from app.services.kernel.text import natural
from app.services.kinds import all_kinds
from app.services.matters.worklist import Standing, Wanted
from app.services.reports.span import this_month, this_season
from app.views.session import Session
from app.views.widgets.choice_row import ChoiceRow, FlowLayout
from app.views.widgets.day_edit import DayEdit
from app.views.widgets.labels import label

SOON_MS = 300
Days = tuple[date | None, date | None]
PERIODS: tuple[tuple[Callable[[date], Days], str], ...] = (
    (lambda today: (today, today), "今天"),
    (lambda today: (today - timedelta(days=1), today - timedelta(days=1)), "昨天"),
    (lambda today: (this_month(today).first, today), "本月"),
    (lambda today: (this_season(today).first, today), "本采暖季"),
    (lambda today: (None, None), "全部"),
)
STANDINGS = (
    (Standing.ALL, "各种状态"),
    (Standing.OPEN, "未办结"),
    (Standing.CLOSED, "已办结"),
    (Standing.VOID, "作废"),
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the boxes offer: id and word."""

    communities: Sequence[tuple[int, str]]
    repairers: Sequence[tuple[int, str]]
    owners: Sequence[tuple[int, str]]


def read_choices(desk: Desk) -> Choices:
    """Communities by name, those who are sent out, those who answer for matters."""
    owners = {int(row.id): row.name for role in (Role.CLERK, Role.MANAGER) for row in list_staff(desk.store, role)}
    repairers = [(int(row.id), row.name) for row in list_staff(desk.store, Role.REPAIRER)]
    return Choices(sorted(community_names(desk), key=lambda line: natural(line[1])), repairers, list(owners.items()))


def buildings_of(desk: Desk, community_id: int) -> list[tuple[int, str]]:
    """The buildings of a community in the order of their numbers."""
    rows = building_rows(desk, building_ids(desk, community_id))
    return sorted(((row.id, row.name) for row in rows.values()), key=lambda line: natural(line[1]))


class FilterForm(QWidget):
    """`wanted()` is what the fields say now; `changed` follows every change."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filling = False
        self.period_row = ChoiceRow(PERIODS)
        self.first_edit, self.last_edit = DayEdit(hint="从"), DayEdit(hint="到")
        self.words_edit = QLineEdit(placeholderText="诉求、地址或编号里的字，几个字用空格隔开", maxLength=80)
        self.words_edit.setClearButtonEnabled(True)
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

    def wanted(self) -> Wanted:
        kind = self.kind_box.currentData()
        return Wanted(
            first=self.first_edit.day(),
            last=self.last_edit.day(),
            kinds=(kind,) if kind else (),
            standing=self.standing_box.currentData(),
            community_id=self.community_box.currentData(),
            building_id=self.building_box.currentData(),
            repairer_id=self.repairer_box.currentData(),
            owner_id=self.owner_box.currentData(),
            words=self.words_edit.text().strip(),
            late=self.late_check.isChecked(),
        )

    def show_wanted(self, wanted: Wanted) -> None:
        """The fields say this from now on; asked once."""
        self._filling = True
        self.first_edit.setText(wanted.first.isoformat() if wanted.first else "")
        self.last_edit.setText(wanted.last.isoformat() if wanted.last else "")
        self.period_row.set_value(None)
        _choose(self.kind_box, wanted.kinds[0] if wanted.kinds else None)
        _choose(self.standing_box, wanted.standing)
        _choose(self.community_box, wanted.community_id)
        self._fit_to_community()
        _choose(self.building_box, wanted.building_id)
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
            self.period_row.set_value(PERIODS[2][0])
            self._pick(PERIODS[2][0])

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
        for edit in (self.first_edit, self.last_edit):
            edit.setFixedWidth(self.fontMetrics().horizontalAdvance("2026-11-15") + 40)
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
            edit.returnPressed.connect(self._ask)
        self.words_edit.textEdited.connect(self._ask_soon)
        self.words_edit.returnPressed.connect(self._ask)
        self.community_box.currentIndexChanged.connect(self._fit_to_community)
        for box in self._boxes:
            box.currentIndexChanged.connect(self._ask_soon)
        self.late_check.toggled.connect(self._ask_soon)
        self._soon.timeout.connect(self._ask)

    @Slot(object)
    def _pick(self, days_of: Callable[[date], Days]) -> None:
        first, last = days_of(self._session.desk.today())
        self.first_edit.setText(first.isoformat() if first else "")
        self.last_edit.setText(last.isoformat() if last else "")
        self._ask()

    @Slot()
    def _own_days(self) -> None:
        self.period_row.set_value(None)
        self._ask_soon()

    @Slot()
    def _fit_to_community(self) -> None:
        """Buildings are offered once their community is chosen."""
        community_id = self.community_box.currentData()
        self.building_box.setVisible(community_id is not None)
        if community_id is None:
            _refill(self.building_box, ())
        else:
            self._session.ask(buildings_of, community_id, then=self._offer_buildings)

    def _offer_buildings(self, buildings: list[tuple[int, str]]) -> None:
        _refill(self.building_box, buildings)

    @Slot()
    def _ask_soon(self) -> None:
        if not self._filling:
            self._soon.start()

    @Slot()
    def _ask(self) -> None:
        self._soon.stop()
        if not self._filling:
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
