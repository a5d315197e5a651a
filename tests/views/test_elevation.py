"""A building whole, by keys."""

from uuid import uuid4

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from app.models.premises import Building, Premises
from app.services.customers.finding.index import reindex
from app.services.kernel.unit import writing
from app.services.matters.values import CallerDraft, PlaceDraft, PlaceKind
from app.services.repairs.values import FaultGroup
from app.views.board.page import BoardPage
from app.views.desk_window import DeskWindow
from app.views.elevation.dialog import ElevationDialog
from app.views.elevation.grid import ElevationGrid
from app.views.elevation.page import ElevationPage
from app.views.elevation.words import Filter
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.theme import apply_theme
from tests.support.repairs import PHONE, Day
from tests.views.dialogs import shown
from tests.views.keys import press, settle, type_text

Key = Qt.Key
FLOORS, POSITIONS, UNITS = 6, ("01", "02"), ("1", "2")
# What the ledger lacks though the floors above and below have it.
LACKING = ("2", "302")


@pytest.fixture
def flats(day: Day) -> dict[str, int]:
    """Premises by `unit-room`: building 8 of 和平里小区 with two units of six floors."""
    with writing(day.desk, "test.build", uuid4()) as unit:
        building = unit.insert(Building, community_id=1, name="8")
        found = {}
        for entrance in UNITS:
            for floor in range(1, FLOORS + 1):
                for position in POSITIONS:
                    room = f"{floor}{position}"
                    if (entrance, room) != LACKING:
                        found[f"{entrance}-{room}"] = unit.insert(
                            Premises,
                            building_id=building,
                            unit=entrance,
                            room=room,
                            floor=floor,
                            address=f"和平里小区8号楼{entrance}单元{room}室",
                            state="停热" if (entrance, room) == ("2", "601") else "供热",
                        )
    reindex(day.desk)
    return found


@pytest.fixture
def page(window: DeskWindow, flats: dict[str, int]) -> ElevationPage:
    """The page with that building, the cursor on 1-302."""
    window.show_elevation("premises", flats["1-302"])
    page = window.page
    assert isinstance(page, ElevationPage)
    return page


def room(grid: ElevationGrid) -> str:
    flat = grid.current_flat()
    return flat.room if flat else ""


def index_of(page: ElevationPage, premises_id: int) -> QModelIndex:
    return page.view.grid.cells.index_of(premises_id)


def text_of(page: ElevationPage, premises_id: int) -> str:
    return str(index_of(page, premises_id).data())


def test_a_building_is_chosen_as_it_is_said(window: DeskWindow, flats: dict[str, int]) -> None:
    page = window.open_page("elevation")
    assert isinstance(page, ElevationPage)
    assert page.search.hasFocus()
    assert page.view.stack.currentWidget() is page.view.empty

    type_text(page.search, "和平里8", enter=True)
    press(page.search, Key.Key_Return)

    assert page.view.heading.text() == "和平里小区 8号楼"
    assert page.view.grid.hasFocus()


def test_arrows_walk_over_floors_and_flats(page: ElevationPage) -> None:
    grid = page.view.grid
    assert grid.hasFocus()

    press(grid, Key.Key_Up)
    assert room(grid) == "402"

    press(grid, Key.Key_Left)
    assert room(grid) == "401"


def test_figures_jump_to_a_room(page: ElevationPage) -> None:
    grid = page.view.grid

    for key in (Key.Key_6, Key.Key_0, Key.Key_2):
        press(grid, key)

    assert room(grid) == "602"


def test_enter_opens_the_flat_on_its_page(page: ElevationPage, window: DeskWindow, flats: dict[str, int]) -> None:
    press(page.view.grid, Key.Key_Return)

    assert window.page_actions["customers"].isChecked()
    assert window.page.panel.shown.id == flats["1-302"]  # type: ignore[attr-defined]


def test_a_repair_is_taken_for_the_flat_under_the_cursor(page: ElevationPage, flats: dict[str, int]) -> None:
    press(page.view.grid, Key.Key_F3)

    assert shown(IntakeDialog).premises_id == flats["1-302"]


def test_a_flat_the_ledger_lacks_is_shown_and_says_what_to_do(page: ElevationPage, window: DeskWindow) -> None:
    grid = page.view.grid
    press(grid, Key.Key_Right)
    press(grid, Key.Key_Right)
    assert str(grid.currentIndex().data()) == "302 无档"

    press(grid, Key.Key_Return)

    assert window.page is page
    assert "302 在台账里没有" in window.notices.text.text()


def test_a_repair_for_a_flat_the_ledger_lacks_begins_with_its_address(page: ElevationPage) -> None:
    press(page.view.grid, Key.Key_Right)
    press(page.view.grid, Key.Key_Right)

    press(page.view.grid, Key.Key_F3)

    intake = shown(IntakeDialog)
    assert intake.place_edit.text() == "和平里小区8号楼2单元302室"
    assert intake.draft().place == PlaceDraft("和平里小区8号楼2单元302室")
    assert "待建档" in intake.who.place_hint.text()


def test_keys_go_from_building_to_building(page: ElevationPage, window: DeskWindow) -> None:
    assert page.view.heading.text() == "和平里小区 8号楼"

    press(page.view.grid, Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.view.heading.text() == "和平里小区 3号楼"
    press(page.view.grid, Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.view.heading.text() == "和平里小区 3号楼"
    assert window.notices.text.text() == "这是第一栋楼。"

    press(page.view.grid, Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.view.heading.text() == "和平里小区 8号楼"


def test_a_filter_dims_the_others_and_moves_nobody(page: ElevationPage, day: Day, flats: dict[str, int]) -> None:
    day.take(FaultGroup.COLD, premises_id=flats["1-401"])
    grid = page.view.grid
    before = grid.currentIndex()

    press(grid, Key.Key_B)

    assert page.view.filter_actions[Filter.COLD].isChecked()
    dim = Qt.ItemDataRole.UserRole + 2
    assert grid.cells.index_of(flats["1-401"]).data(dim) is False
    assert grid.cells.index_of(flats["1-402"]).data(dim) is True
    assert grid.currentIndex() == before

    press(grid, Key.Key_Q)
    assert grid.cells.index_of(flats["1-402"]).data(dim) is False


@pytest.mark.parametrize(
    ("key", "chosen"),
    [(Key.Key_Z, Filter.OPEN), (Key.Key_B, Filter.COLD), (Key.Key_T, Filter.STOPPED), (Key.Key_W, Filter.NO_FILE)],
)
def test_each_filter_has_a_key_and_a_count(page: ElevationPage, key: Key, chosen: Filter) -> None:
    press(page.view.grid, key)

    assert page.view.grid.cells.filter is chosen
    assert page.view.filter_actions[Filter.STOPPED].iconText() == "T 停热 1"
    assert page.view.filter_actions[Filter.ALL].iconText() == "Q 全部 23"


def test_what_is_saved_elsewhere_shows_at_once_and_the_cursor_stays(
    page: ElevationPage, day: Day, flats: dict[str, int]
) -> None:
    day.take(FaultGroup.LEAK, premises_id=flats["1-302"])

    assert text_of(page, flats["1-302"]) == "302 漏水"
    assert room(page.view.grid) == "302"


def test_three_cold_flats_of_a_riser_are_said_in_a_line(page: ElevationPage, day: Day, flats: dict[str, int]) -> None:
    for flat in ("2-101", "2-201", "2-401"):
        day.take(FaultGroup.COLD, premises_id=flats[flat])

    assert page.view.remarks.texts() == ["2 单元 01 号立管可能有问题（3 户不热）"]


def test_a_repair_of_the_riser_is_a_button_to_its_matter(page: ElevationPage, window: DeskWindow, day: Day) -> None:
    building = page.view.picture.building_id if page.view.picture else None
    taken = day.take(
        premises_id=None,
        place=PlaceDraft("8 号楼 1 单元立管", kind=PlaceKind.RISER, building_id=building),
        caller=CallerDraft("冯贵", PHONE),
    )
    (text,) = page.view.remarks.texts()
    assert text.startswith("另有 漏水　8 号楼 1 单元立管")

    page.view.remarks.findChildren(QToolButton)[-1].click()
    settle()

    assert isinstance(window.page, BoardPage)
    assert window.page.table.current_id() == taken.matter_id


def test_the_legend_counts_what_the_picture_has(page: ElevationPage, day: Day, flats: dict[str, int]) -> None:
    day.take(FaultGroup.COLD, premises_id=flats["1-401"])

    assert page.view.legend.texts() == ["不热 1", "停热 1", "无档 1"]


def test_a_late_repair_says_so_in_words(page: ElevationPage, day: Day, flats: dict[str, int]) -> None:
    day.take(FaultGroup.COLD, premises_id=flats["1-302"])
    day.later(hours=2)
    page.view.refresh()

    index = index_of(page, flats["1-302"])
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "302 不热 超时"
    assert "超时 1 时 30 分" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_nobody_is_named_while_the_screen_is_covered(window: DeskWindow, day: Day) -> None:
    window.show_elevation("premises", day.premises_id)
    assert isinstance(window.page, ElevationPage)
    index = index_of(window.page, day.premises_id)
    assert "龚**" in index.data(Qt.ItemDataRole.ToolTipRole)

    window.session.cover(True)

    assert "龚" not in index.data(Qt.ItemDataRole.ToolTipRole)


def test_a_low_picture_has_the_whole_tower_on_the_screen(page: ElevationPage, day: Day, qtbot: QtBot) -> None:
    with writing(day.desk, "test.tower", uuid4()) as unit:
        tower = unit.insert(Building, community_id=1, name="33")
        for floor in range(1, 34):
            unit.insert(Premises, building_id=tower, unit="1", room=f"{floor}01", floor=floor, address=f"33-{floor}01")
    page.go_to("building", tower)
    grid = page.view.grid
    qtbot.waitUntil(lambda: grid.verticalScrollBar().maximum() > 0)

    press(grid, Key.Key_Y)

    qtbot.waitUntil(lambda: grid.verticalScrollBar().maximum() == 0)


def test_f7_goes_from_a_line_of_the_board_to_the_building(
    window: DeskWindow, day: Day, flats: dict[str, int], qtbot: QtBot
) -> None:
    day.take(premises_id=flats["2-501"])
    board = window.open_page("board")
    assert isinstance(board, BoardPage)
    qtbot.waitUntil(lambda: board.current_card() is not None)

    press(board.table, Key.Key_F7)

    assert isinstance(window.page, ElevationPage)
    assert window.page.premises_in_hand() == flats["2-501"]


def test_f7_on_a_repair_of_the_riser_shows_the_building(
    window: DeskWindow, day: Day, flats: dict[str, int], qtbot: QtBot
) -> None:
    building = day.desk.store.scalar(Building.select(Building.id).where(Building.name == "8"))
    place = PlaceDraft("8 号楼 1 单元立管", kind=PlaceKind.RISER, building_id=building)
    day.take(premises_id=None, place=place, caller=CallerDraft("冯贵", PHONE))
    board = window.open_page("board")
    assert isinstance(board, BoardPage)
    qtbot.waitUntil(lambda: board.current_card() is not None)

    press(board.table, Key.Key_F7)

    assert isinstance(window.page, ElevationPage)
    assert window.page.view.heading.text() == "和平里小区 8号楼"


def test_f7_without_a_household_asks_for_a_building(window: DeskWindow) -> None:
    press(window, Key.Key_F7)

    assert isinstance(window.page, ElevationPage)
    assert window.page.search.hasFocus()


def test_a_duplex_is_one_stop_for_the_arrows(page: ElevationPage, day: Day, flats: dict[str, int]) -> None:
    with writing(day.desk, "test.duplex", uuid4()) as unit:
        unit.update(Premises, flats["1-202"], None, remark="跃层")
        unit.update(Premises, flats["1-302"], None, voided_at=day.now(), void_reason="与 202 是一户")
    page.view.refresh()
    grid = page.view.grid
    grid.go_to(flats["1-402"])

    press(grid, Key.Key_Down)
    assert room(grid) == "202"

    press(grid, Key.Key_Down)
    assert room(grid) == "102"


def test_the_neighbours_are_seen_over_a_call_and_another_flat_may_be_chosen(
    window: DeskWindow, flats: dict[str, int], qtbot: QtBot
) -> None:
    intake = window.open_intake(flats["1-302"])
    qtbot.waitUntil(intake.isActiveWindow)

    press(intake.phone_edit, Key.Key_F7)
    picture = shown(ElevationDialog)
    press(picture.view.grid, Key.Key_Up)
    press(picture.view.grid, Key.Key_Return)

    assert intake.isVisible()
    assert intake.premises_id == flats["1-402"]
    assert intake.place_edit.text() == "和平里小区8号楼1单元402室"


def test_the_model_keeps_the_rules_of_models(page: ElevationPage, window: DeskWindow, flats: dict[str, int]) -> None:
    QAbstractItemModelTester(page.view.grid.cells, QAbstractItemModelTester.FailureReportingMode.Fatal)

    page.view.grid.show_picture(None)
    page.view.refresh()

    assert page.view.grid.cells.rowCount() == FLOORS


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("percent", [100, 150])
def test_a_cold_flat_and_a_stopped_one_differ_also_in_grey(
    page: ElevationPage, day: Day, flats: dict[str, int], qapp: QApplication, theme: str, percent: int
) -> None:
    apply_theme(qapp, theme, percent)
    day.take(FaultGroup.COLD, premises_id=flats["2-602"])
    page.view.grid.scrollToTop()

    cold, stopped = (picture_of(page, flats[flat]) for flat in ("2-602", "2-601"))

    # The right half holds no word: only the pattern tells them apart.
    assert pattern(cold) != pattern(stopped)


def picture_of(page: ElevationPage, premises_id: int) -> QImage:
    grid = page.view.grid
    image = grid.viewport().grab(grid.visualRect(index_of(page, premises_id))).toImage()
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def pattern(image: QImage) -> list[bool]:
    """Which points of the middle of the right half are darker than their neighbour at the left."""
    width, height = image.width(), image.height()
    return [
        image.pixelColor(x, y).value() < image.pixelColor(x - 1, y).value()
        for y in range(height // 4, height // 4 + 8)
        for x in range(width * 3 // 4, width * 3 // 4 + 12)
    ]
