"""楼栋: the list by community, and at the right the valves with their photo."""

from collections.abc import Collection, Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.services.customers.places.buildings import (
    BuildingKept,
    BuildingRow,
    ValveRecord,
    building_ids,
    building_rows,
    drop_valve_photo,
    keep_valve_photo,
    valve_photo,
    valve_record,
)
from app.services.kernel.errors import AppError
from app.services.kernel.pictures import fitted_photo
from app.shortcuts import key_of
from app.views import messages
from app.views.actions import command
from app.views.places.names import building_name
from app.views.session import Session
from app.views.settings import Settings
from app.views.texts import full_time
from app.views.theme import Tone
from app.views.widgets.badge import Badge
from app.views.widgets.empty import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.list_or_empty import ListOrEmpty
from app.views.widgets.picture_box import PictureBox
from app.views.widgets.picture_source import PHOTOS, PictureSource
from app.views.widgets.table import Table
from app.views.widgets.table_model import BlockTableModel, Column


class BuildingsView(QWidget):
    """A photo may be chosen or dropped; it is kept for the building it was dropped on."""

    def __init__(self, session: Session, settings: Settings, owner: QWidget) -> None:
        super().__init__(owner)
        self.session = session
        self._wanted: int | None = None
        self._shown: BuildingRow | None = None
        self._photo_of: BuildingRow | None = None
        self.photo_action = command(
            owner, "选择阀门照片", "photo", "places.choose_photo", self._choose_photo, within=self
        )
        self.drop_action = command(owner, "删去照片", "void", "", self._drop_photo)
        self.source = PictureSource(session, settings, fitted_photo, PHOTOS, self)
        self._build()
        self._connect()
        self.show_building(None)

    @property
    def actions_here(self) -> list[QAction]:
        return [self.photo_action, self.drop_action]

    def begin(self) -> None:
        self.table.setFocus()

    def read(self) -> None:
        """Show the buildings of the chosen community."""
        self.model.show(partial(building_ids, community_id=self.community_box.currentData()))

    def refresh(self, changed: Collection[int]) -> None:
        """Bring the changed buildings anew, all when nobody knows which; the list stays where it is."""
        self.model.refresh(changed or self.model.ids())

    def offer_communities(self, names: Sequence[tuple[int, str]]) -> None:
        """The communities the list may be narrowed to, by id and name."""
        chosen = self.community_box.currentData()
        self.community_box.clear()
        self.community_box.addItem("全部小区", None)
        for community_id, name in names:
            self.community_box.addItem(name, community_id)
        self.community_box.setCurrentIndex(max(self.community_box.findData(chosen), 0))
        if self.community_box.currentData() != chosen:
            self.read()

    def go_to(self, building_id: int) -> None:
        """Put the cursor on a building, when the list has it."""
        self._wanted = None if self.table.go_to(building_id) else building_id

    def building_in_hand(self) -> int | None:
        return self.table.current_id()

    def change(self) -> None:
        """Where the valves are."""
        from app.views.places.valves_dialog import ValvesDialog

        if self._shown is not None:
            ValvesDialog(self.session, self._shown, _place(self._shown), self).open()

    def show_building(self, row: BuildingRow | None) -> None:
        self._shown = row
        self.photo_action.setEnabled(row is not None)
        self.drop_action.setEnabled(row is not None and row.has_photo)
        for part in (self.valves, self.photo, self.recorded):
            part.setVisible(row is not None)
        self.heading.setText(_place(row) if row is not None else "")
        self.about.setText(_about(row) if row is not None else "选一栋楼，看它的阀门位置和照片。")
        if row is None:
            return
        self.valves.setText(
            row.valves or f"还没有登记阀门位置。按 {key_of('places.change')} 填写，漏水来电时先看到它。"
        )
        self.recorded.setText("")
        self.session.ask(valve_record, row.id, then=partial(self._show_record, row.id))
        if row.has_photo:
            self.session.ask(valve_photo, row.id, then=partial(self._show_photo, row.id), failed=self._say)
        else:
            self.photo.show_body(None)

    def _build(self) -> None:
        columns: list[Column[BuildingRow]] = [
            Column("小区", lambda row: row.community, tip=lambda row: row.community),
            Column("楼栋", lambda row: building_name(row.name)),
            Column("单元", lambda row: str(row.units or ""), right=True),
            Column("层", lambda row: str(row.floors or ""), right=True),
            Column("户", lambda row: str(row.premises), right=True),
            Column("片区", lambda row: row.district or "", _district_badge, tip=lambda row: row.district),
            Column("阀门", lambda row: "", _valves_badge, tip=lambda row: row.valves),
        ]
        self.model: BlockTableModel[BuildingRow] = BlockTableModel(self.session, columns, building_rows, self)
        self.table = Table(self.model, 0, name="楼栋")
        self.table.set_widths([9, 5, 3, 3, 3, 8, 7], dropped=[3, 2, 4, 5])
        self.community_box = QComboBox()
        self.empty = EmptyState("house", "还没有楼栋", "导入台账后，小区和楼栋自动出现在这里。")
        self.stack = ListOrEmpty(self.table, self.empty)
        self.heading = label(role="heading", wrap=True)
        self.about = label(role="muted", wrap=True)
        self.valves = label(wrap=True)
        self.photo = PictureBox(f"还没有照片。把照片拖到这里，或按 {key_of('places.choose_photo')} 选择。")
        self.recorded = label(role="muted", wrap=True)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.community_box)
        left.addWidget(self.stack, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        for part in (self.heading, self.about, self.valves):
            right.addWidget(part)
        right.addWidget(self.photo, 1)
        right.addWidget(self.recorded)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addLayout(left, 3)
        across.addLayout(right, 2)

    def _connect(self) -> None:
        self.community_box.activated.connect(self.read)
        self.table.current_changed.connect(self._select)
        self.table.opened.connect(self.change)
        self.model.loaded.connect(self._loaded)
        self.photo.dropped.connect(self._take_dropped)
        self.source.ready.connect(self._keep)
        self.source.failed.connect(self._say_words)

    @Slot()
    def _loaded(self) -> None:
        self.stack.show_list(self.model.rowCount() > 0)
        if self._wanted is not None:
            self.go_to(self._wanted)
        self._select(self.table.current_id())

    @Slot(object)
    def _select(self, building_id: int | None) -> None:
        if building_id is None:
            self.show_building(None)
        else:
            self.session.ask(building_rows, [building_id], then=partial(self._show_selected, building_id))

    def _show_selected(self, building_id: int, rows: dict[int, BuildingRow]) -> None:
        if building_id == self.table.current_id():
            self.show_building(rows.get(building_id))

    def _show_record(self, building_id: int, record: ValveRecord | None) -> None:
        if self._shown is not None and self._shown.id == building_id and record is not None:
            self.recorded.setText(f"登记于 {full_time(record.at)}　{record.by}")

    def _show_photo(self, building_id: int, body: bytes | None) -> None:
        if self._shown is not None and self._shown.id == building_id:
            self.photo.show_body(body)

    @Slot()
    def _choose_photo(self) -> None:
        self._photo_of = self._shown
        self.source.choose()

    @Slot(object)
    def _take_dropped(self, path: object) -> None:
        self._photo_of = self._shown
        self.source.take(path)  # type: ignore[arg-type]

    @Slot(object)
    def _keep(self, body: bytes) -> None:
        row = self._photo_of
        if row is not None:
            self.session.ask(keep_valve_photo, row.id, row.version, body, uuid4(), then=partial(self._kept, row))

    def _kept(self, row: BuildingRow, _kept: BuildingKept) -> None:
        self.session.notice(f"{_place(row)}的阀门照片已保存。", Tone.GREEN)

    @Slot()
    def _drop_photo(self) -> None:
        row = self._shown
        if row is not None and row.has_photo:
            agreed = partial(self.session.ask, drop_valve_photo, row.id, row.version, uuid4())
            messages.ask(self, f"删去{_place(row)}的阀门照片？", "删去", agreed, danger=True)

    @Slot(object)
    def _say(self, error: AppError) -> None:
        self.photo.show_body(None)
        self.session.notice(error.message, Tone.RED)

    @Slot(str)
    def _say_words(self, sentence: str) -> None:
        self.session.notice(sentence, Tone.AMBER)


def _place(row: BuildingRow) -> str:
    return f"{row.community}{building_name(row.name)}"


def _about(row: BuildingRow) -> str:
    words = (
        f"{row.units} 个单元" if row.units else "",
        f"{row.floors} 层" if row.floors else "",
        f"{row.premises} 户",
        f"片区 {row.district}" if row.district else "没有片区",
    )
    return "　".join(filter(None, words))


def _district_badge(row: BuildingRow) -> Badge | None:
    return None if row.district else Badge("没有片区", Tone.NEUTRAL, "district")


def _valves_badge(row: BuildingRow) -> Badge:
    if row.valves:
        return Badge("有照片", Tone.GREEN, "photo") if row.has_photo else Badge("已登记", Tone.GREEN, "valve")
    return Badge("只有照片", Tone.AMBER, "photo") if row.has_photo else Badge("未登记", Tone.NEUTRAL, "valve")
