"""片区楼栋: valves and photos, communities, districts, by keyboard."""

import os
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.models.matters import Matter
from app.models.premises import Building, Community
from app.services.customers.finding.search import search
from app.services.customers.places.buildings import valve_photo
from app.services.customers.places.districts import (
    DistrictDraft,
    add_district,
    assign_buildings,
    assignable,
    districts,
)
from app.services.kernel import blobs
from app.services.kernel.unit import writing
from app.views.desk_window import DeskWindow
from app.views.messages import QMessageBox
from app.views.places.community_dialog import CommunityDialog
from app.views.places.district_dialogs import AssignDialog, DistrictDialog
from app.views.places.names import building_name
from app.views.places.page import BUILDINGS, COMMUNITIES, DISTRICTS, PlacesPage
from app.views.places.valves_dialog import ValvesDialog
from app.views.repairs.dispatch_dialog import DispatchDialog
from app.views.settings import SWEPT_ON, Settings
from app.views.sweeping import AttachmentSweep
from app.views.widgets.picture_box import PictureDialog
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text
from tests.views.test_people import dropped, texts

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: DeskWindow, day: Day) -> PlacesPage:
    window.session.set_desk(desks.desk_for(window.session.desk.store, desks.MANAGER, day.clock))
    page = window.open_page("places")
    assert isinstance(page, PlacesPage)
    return page


def focused() -> QWidget:
    """Where the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def building(day: Day) -> int:
    building_id: int = day.desk.store.scalar(Building.select(Building.id))
    return building_id


def test_the_parts_of_the_valves_become_one_sentence(page: PlacesPage, building: int, day: Day) -> None:
    page.buildings.table.go_to(building)
    press(page.buildings.table, Key.Key_Return)
    dialog = shown(ValvesDialog)
    assert dialog.plain_edit.text() == "单元门内左侧"
    type_text(dialog.riser_edit, "一层管井")
    assert "立管阀：一层管井；单元门内左侧" in dialog.sentence.text()
    press(dialog.riser_edit, Key.Key_Return)

    assert not is_shown(ValvesDialog)
    assert page.buildings.valves.text() == "立管阀：一层管井；单元门内左侧"
    assert desks.MANAGER in page.buildings.recorded.text()


def test_a_photo_dropped_on_a_building_is_kept_and_seen_large(
    page: PlacesPage, building: int, day: Day, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "阀门.jpg"
    Image.new("RGB", (3000, 2000), "green").save(path)
    page.buildings.table.go_to(building)

    with qtbot.waitSignal(page.buildings.source.ready):
        dropped(page.buildings.photo, path)

    body = valve_photo(day.desk, building)
    assert body is not None
    assert Image.open(BytesIO(body)).size == (1600, 1067)
    assert texts(page.buildings.table, 6) == ["有照片"]
    press(page.buildings.photo, Key.Key_Return)
    press(shown(PictureDialog), Key.Key_Escape)
    page.buildings.drop_action.trigger()
    box = shown(QMessageBox)
    next(button for button in box.buttons() if button.text() == "删去").click()
    assert valve_photo(day.desk, building) is None


def test_a_file_that_is_no_photo_is_said_in_the_line(
    page: PlacesPage, window: DeskWindow, building: int, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "阀门.jpg"
    path.write_bytes(b"GIF89a")
    page.buildings.table.go_to(building)

    with qtbot.waitSignal(page.buildings.source.failed):
        dropped(page.buildings.photo, path)

    assert "JPG" in window.notices.text.text()


def test_a_district_is_made_and_given_its_buildings(page: PlacesPage, building: int, day: Day) -> None:
    press(page.view_row, Key.Key_3)
    assert page.stack.currentIndex() == DISTRICTS
    assert page.districts.stack.currentWidget() is page.districts.empty
    press(focused(), Key.Key_N, CONTROL)
    dialog = shown(DistrictDialog)
    type_text(dialog.name_edit, "东片")
    dialog.repairer_box.setCurrentIndex(1)
    dialog.deputy_box.setCurrentIndex(1)
    press(dialog.name_edit, Key.Key_Return)
    assert dialog.form.message.text() == "备班人不能是责任人自己。"
    dialog.deputy_box.setCurrentIndex(2)
    press(dialog.name_edit, Key.Key_Return)
    (row,) = districts(day.desk)
    assert (row.repairer, row.deputy) == desks.REPAIRERS[:2]

    press(focused(), Key.Key_1, Qt.KeyboardModifier.AltModifier)
    press(focused(), Key.Key_3, Qt.KeyboardModifier.AltModifier)
    page.districts.table.selectRow(0)
    press(focused(), Key.Key_B, CONTROL)
    assign = shown(AssignDialog)
    group = assign.tree.topLevelItem(0)
    assert group is not None
    group.setCheckState(0, Qt.CheckState.Checked)
    assert "已勾 1 栋" in assign.lead.text()
    press(assign, Key.Key_F10)

    assert [one.id for one in assignable(day.desk) if one.district_id == row.id] == [building]
    assert page.coverage.text() == "1 栋中 1 栋有片区"
    press(page.view_row, Key.Key_1)
    assert texts(page.buildings.table, 5) == ["东片"]


def test_the_tick_boxes_are_narrowed_by_name_and_keep_what_is_hidden(page: PlacesPage, day: Day, building: int) -> None:
    manager = page.session.desk
    with writing(manager, "test.buildings", uuid4()) as unit:
        community_id = unit.insert(Community, name="新村", short_name="新村")
        unit.insert(Building, community_id=community_id, name="A")
    kept = add_district(manager, DistrictDraft("东片"), uuid4())
    assign_buildings(manager, kept.district_id, [building], uuid4())
    assign = AssignDialog(page.session, districts(manager)[0], page)
    assign.open()

    type_text(assign.filter_edit, "A座")

    hidden = [assign.tree.topLevelItem(place).isHidden() for place in range(2)]  # type: ignore[union-attr]
    assert hidden == [True, False]
    assert assign.chosen() == [building]
    assign.done(0)


def test_the_repairer_of_the_district_is_picked_at_dispatch(page: PlacesPage, day: Day, window: DeskWindow) -> None:
    taken = day.take()
    building_id = day.desk.store.scalar(Matter.select(Matter.building).where(Matter.id == taken.matter_id))
    kept = add_district(page.session.desk, DistrictDraft("东片", day.repairers[3], day.repairers[1]), uuid4())
    assign_buildings(page.session.desk, kept.district_id, [building_id], uuid4())

    dialog = DispatchDialog(window.session, taken.matter_id, "漏水", {}, window)
    dialog.open()

    assert dialog.repairer_row.value() == day.repairers[3]
    assert dialog.repairer_row.text() == "李福生　片区"
    press(dialog.repairer_row, Key.Key_2)
    assert dialog.repairer_row.text() == "赵志强　备班"
    dialog.done(0)


def test_another_name_of_a_community_is_found(page: PlacesPage, day: Day, qtbot: QtBot) -> None:
    press(page.view_row, Key.Key_2)
    assert page.stack.currentIndex() == COMMUNITIES
    press(page.communities.table, Key.Key_E, CONTROL)
    dialog = shown(CommunityDialog)
    dialog.name_edit.selectAll()
    type_text(dialog.name_edit, "友谊花园")
    with qtbot.waitSignal(dialog.succeeded):
        press(dialog.name_edit, Key.Key_Return)

    assert texts(page.communities.table, 0) == ["友谊花园"]
    assert [hit.premises_id for hit in search(day.desk, "友谊花园3-1102", 5)] == [day.premises_id]


def test_a_renaming_on_its_way_takes_no_second_name(page: PlacesPage, day: Day, qtbot: QtBot) -> None:
    press(page.view_row, Key.Key_2)
    press(page.communities.table, Key.Key_E, CONTROL)
    dialog = shown(CommunityDialog)
    dialog.name_edit.selectAll()
    type_text(dialog.name_edit, "友谊花园")
    with qtbot.waitSignal(dialog.succeeded):
        press(dialog.name_edit, Key.Key_F10)
        first = dialog.task
        assert first is not None
        assert not dialog.name_edit.isEnabled()
        dialog.name_edit.setText("光明里")
        press(dialog, Key.Key_F10)
        press(dialog, Key.Key_Return)
        press(dialog, Key.Key_Escape)
        assert dialog.task is first
        assert dialog.isVisible()

    assert texts(page.communities.table, 0) == ["友谊花园"]
    assert len(search(day.desk, "光明里3-1102", 5)) == 0


def test_a_refused_renaming_may_be_typed_again(page: PlacesPage, qtbot: QtBot) -> None:
    press(page.view_row, Key.Key_2)
    press(page.communities.table, Key.Key_E, CONTROL)
    dialog = shown(CommunityDialog)
    dialog.name_edit.selectAll()
    type_text(dialog.name_edit, "123", enter=True)

    qtbot.waitUntil(lambda: dialog.task is None)

    assert "不是小区名称" in dialog.form.message.text()
    assert dialog.name_edit.hasFocus()
    dialog.name_edit.selectAll()
    type_text(dialog.name_edit, "友谊花园")
    with qtbot.waitSignal(dialog.succeeded):
        press(dialog.name_edit, Key.Key_F10)


def test_a_community_with_homes_is_not_voided(page: PlacesPage, window: DeskWindow) -> None:
    page.view_row.picked.emit(COMMUNITIES)
    page.communities.void_action.trigger()
    box = shown(QMessageBox)
    next(button for button in box.buttons() if button.text() == "作废").click()

    assert "还有 1 户" in window.notices.text.text()


def test_the_list_is_narrowed_to_a_community(page: PlacesPage, day: Day) -> None:
    manager = page.session.desk
    with writing(manager, "test.buildings", uuid4()) as unit:
        community_id = unit.insert(Community, name="新村", short_name="新村")
        unit.insert(Building, community_id=community_id, name="A")
        unit.changed("community", community_id)
    assert texts(page.buildings.table, 1) == ["3号楼", "A座"]

    press(page.buildings.community_box, Key.Key_Down)
    press(page.buildings.community_box, Key.Key_Down)

    assert texts(page.buildings.table, 1) == ["A座"]
    assert page.building_in_hand() is not None


def test_going_to_a_building_shows_it(page: PlacesPage, building: int) -> None:
    page.view_row.picked.emit(DISTRICTS)

    page.go_to("building", building)

    assert page.stack.currentIndex() == BUILDINGS
    assert page.building_in_hand() == building


def test_files_that_nothing_names_are_swept_once_a_day(
    window: DeskWindow, settings: Settings, day: Day, qtbot: QtBot, data_folder: Path
) -> None:
    name = blobs.put(day.desk.store, b"orphan")
    path = data_folder / "blobs" / name[:2] / name
    os.utime(path, (0, 0))
    sweep = AttachmentSweep(window.session, settings, window)

    sweep.look()

    qtbot.waitUntil(lambda: settings.get(SWEPT_ON) == "2026-11-15")
    assert not path.exists()


@pytest.mark.parametrize(
    ("name", "said"), [("3", "3号楼"), ("A", "A座"), ("东排", "东排"), ("", "（不分楼）"), ("12乙", "12乙")]
)
def test_a_building_is_said_as_people_say_it(name: str, said: str) -> None:
    assert building_name(name) == said
