"""Settings: the station (in the database, for every desk) and the look (on this computer)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.services.kernel.desk import Station
from app.services.kernel.errors import AppError, InvalidInput
from app.services.kernel.station import Saved, change_station
from app.views.actions import command
from app.views.session import Session
from app.views.settings import TEXT_PERCENT, TEXT_SIZES, THEME, Settings
from app.views.shell.page import Page
from app.views.station.reads import LimitRow, limits_of
from app.views.theme import Tone, apply_theme
from app.views.widgets.choice_row import ChoiceRow
from app.views.widgets.form import Form
from app.views.widgets.labels import label, rule

PAPERS = (("A5", "A5 横向"), ("A4", "A4（一张两份）"), ("241x140", "241×140 连续纸"))
THEMES = (("light", "浅色"), ("dark", "深色"), ("system", "跟随系统"))


class SettingsPage(Page):
    """Only the manager changes the station; anybody changes the look of this computer."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.key = uuid4()
        # The station the fields were filled from; what differs from it was typed here.
        self._shown: Station | None = None
        self.people_action = command(self, "人员和证件", "staff", "", self._want_people)
        self._build()
        self._connect()
        self._fill()

    def commands(self) -> list[QAction]:
        return [self.people_action]

    def begin(self) -> None:
        self._show_look()
        self.name_edit.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # The menu changes the look too; a hidden page sees it when it begins.
        if self.isVisible() and event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._show_look()

    def show_changes(self, ids: dict[str, set[int]]) -> None:
        if not ids or ids.keys() & {"rules"}:
            self._read()

    @Slot(object)
    def desk_replaced(self, desk: object) -> None:
        self._fill()

    def _build(self) -> None:
        self.name_edit = QLineEdit(maxLength=40)
        self.company_edit = QLineEdit(maxLength=60)
        self.code_edit = QLineEdit(readOnly=True)
        self.code_edit.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.season_edit = QLineEdit(placeholderText="例如 2026-2027", maxLength=9)
        self.repair_phone_edit = QLineEdit(maxLength=30)
        self.complaint_phone_edit = QLineEdit(maxLength=30)
        self.paper_row = ChoiceRow(PAPERS)
        self.company_copy_check = QCheckBox("回执单打印公司联")
        self.qr_prefix_edit = QLineEdit(placeholderText="没有网页可以不填", maxLength=120)
        self._edits = {
            "name": self.name_edit,
            "company": self.company_edit,
            "season": self.season_edit,
            "repair_phone": self.repair_phone_edit,
            "complaint_phone": self.complaint_phone_edit,
            "qr_prefix": self.qr_prefix_edit,
        }
        self.form = Form(columns=2)
        self.form.add("name", "站名", self.name_edit)
        self.form.add("company", "公司名称", self.company_edit)
        self.form.add("code", "站码", self.code_edit)
        self.form.add("season", "采暖季", self.season_edit)
        self.form.add("repair_phone", "报修电话", self.repair_phone_edit)
        self.form.add("complaint_phone", "监督电话", self.complaint_phone_edit)
        self.form.add("qr_prefix", "二维码网址", self.qr_prefix_edit)
        self.form.add("company_copy", "联数", self.company_copy_check)
        self.form.add("paper", "日常用纸", self.paper_row, wide=True)
        self.save_button = QPushButton("保存本站设置")
        self.save_button.setProperty("role", "primary")
        self.theme_row = ChoiceRow(THEMES)
        self.size_row = ChoiceRow([(size, f"{size} %") for size in TEXT_SIZES])
        self.look_form = Form(columns=2)
        self.look_form.add("theme", "颜色", self.theme_row)
        self.look_form.add("size", "字号", self.size_row)
        self.limits_grid = QGridLayout()
        self.people_button = QPushButton("打开人员页")
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        saving = QHBoxLayout()
        saving.addStretch(1)
        saving.addWidget(self.save_button)
        column.addWidget(_card("本站", self.form, saving))
        column.addWidget(_card("本机", self.look_form))
        people = QHBoxLayout()
        people.addWidget(label("谁在本站工作、谁能登录、证件和培训，都在“人员”页。", "muted"))
        people.addStretch(1)
        people.addWidget(self.people_button)
        column.addWidget(_card("人员", people))
        column.addWidget(_card("时限", self.limits_grid))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self._save)
        self.people_button.clicked.connect(self.people_action.trigger)
        self.theme_row.picked.connect(self._dress)
        self.size_row.picked.connect(self._dress)

    def _fill(self) -> None:
        """Show the station in force; what was typed and not saved stays."""
        station = self.session.desk.station
        shown = station
        if self._shown is not None:
            typed = self._typed()
            before = self._shown
            mine = {name: value for name, value in typed.items() if value != getattr(before, name)}
            shown = replace(station, **mine)  # type: ignore[arg-type]
        self._shown = station
        self.code_edit.setText(station.code)
        for name, edit in self._edits.items():
            if edit.text().strip() != getattr(shown, name):
                edit.setText(getattr(shown, name))
        self.paper_row.set_value(shown.paper)
        self.company_copy_check.setChecked(shown.company_copy)
        self._show_look()
        self._read()

    def _show_look(self) -> None:
        self.theme_row.set_value(self.settings.get(THEME))
        self.size_row.set_value(self.settings.get(TEXT_PERCENT))

    def _read(self) -> None:
        self.session.ask(limits_of, then=self._show_limits)

    def _show_limits(self, limits: list[LimitRow]) -> None:
        rows = [(row.clause, row.title, row.limit, row.adjusted or "按规定") for row in limits]
        _fill_grid(self.limits_grid, ("条款", "事项", "时限", "本站调整"), rows)

    @Slot()
    def _save(self) -> None:
        self.form.clear_problems()
        station = replace(self.session.desk.station, **self._typed())  # type: ignore[arg-type]
        self.session.ask(change_station, station, self.key, then=partial(self._saved, station), failed=self._refused)

    def _typed(self) -> dict[str, str | bool]:
        typed: dict[str, str | bool] = {name: edit.text().strip() for name, edit in self._edits.items()}
        return typed | {"paper": self.paper_row.value() or "A5", "company_copy": self.company_copy_check.isChecked()}

    def _saved(self, station: Station, saved: Saved) -> None:
        self.key = uuid4()
        self.session.set_desk(replace(self.session.desk, station=replace(station, version=saved.version)))
        self.session.notice("本站设置已保存。", Tone.GREEN)

    def _refused(self, error: AppError) -> None:
        self.form.show_problems(error.message, error.fields if isinstance(error, InvalidInput) else {})

    @Slot()
    def _dress(self) -> None:
        self.settings.put(THEME, self.theme_row.value())
        self.settings.put(TEXT_PERCENT, self.size_row.value())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self.theme_row.value(), self.size_row.value())

    @Slot()
    def _want_people(self) -> None:
        self.page_wanted.emit("people")


def _card(title: str, *parts: QWidget | QGridLayout | QHBoxLayout) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(10)
    column.addWidget(label(title, "heading"))
    column.addWidget(rule())
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return card


def _fill_grid(grid: QGridLayout, titles: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(len(titles) - 1, 1)
    for column, title in enumerate(titles):
        grid.addWidget(label(title, "section"), 0, column)
    for line, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            grid.addWidget(label(text), line, column)
