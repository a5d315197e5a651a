from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.clocks.rules import Rules
from app.services.kernel.station import read_station, unfounded_desk
from app.services.kernel.times import FrozenClock
from app.views.desk_window import DeskWindow
from app.views.people.page import PeoplePage
from app.views.session import Session
from app.views.settings import TEXT_PERCENT, Settings
from app.views.start import Program
from app.views.station.first_run import FirstRunPage
from app.views.station.settings_page import SettingsPage
from app.views.widgets.pin_dialog import PinDialog
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key


@pytest.fixture
def new_session(tmp_path: Path, settings: Settings, qtbot: QtBot) -> Iterator[Session]:
    """A folder nobody has used yet."""
    with desks.opened(tmp_path / "new") as store:
        session = Session(unfounded_desk(store, FrozenClock(desks.MORNING), Rules.shipped()))
        yield session
        session.close()


@pytest.fixture
def first_run(new_session: Session, qtbot: QtBot) -> FirstRunPage:
    page = FirstRunPage(new_session)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def settings_page(window: DeskWindow) -> SettingsPage:
    window.session.set_desk(desks.desk_for(window.session.desk.store, desks.MANAGER))
    page = window.open_page("settings")
    assert isinstance(page, SettingsPage)
    return page


def fill(page: FirstRunPage) -> None:
    type_text(page.name_edit, "示例供热站")
    type_text(page.company_edit, "示例供热有限公司")
    type_text(page.code_edit, "yy")
    type_text(page.repair_phone_edit, "022-00001234")
    type_text(page.manager_name_edit, "周站长")
    type_text(page.manager_initials_edit, "zzz")
    type_text(page.badge_edit, "001")
    type_text(page.pin_edit, "8642")
    type_text(page.pin_again_edit, "8642")


def test_the_first_run_makes_the_station_and_seats_its_manager(
    first_run: FirstRunPage, new_session: Session, qtbot: QtBot
) -> None:
    fill(first_run)

    with qtbot.waitSignal(first_run.founded):
        press(first_run, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    station = read_station(new_session.desk.store)
    assert station is not None
    assert (station.code, station.name, station.season) == ("YY", "示例供热站", "2026-2027")
    assert (new_session.desk.actor.name, new_session.desk.station) == ("周站长", station)


def test_a_page_with_gaps_names_each_of_them(first_run: FirstRunPage, new_session: Session, qtbot: QtBot) -> None:
    type_text(first_run.name_edit, "示例供热站")

    with qtbot.assertNotEmitted(first_run.founded):
        first_run.found_button.click()

    assert first_run.company_edit.property("invalid") is True
    assert first_run.name_edit.property("invalid") is False
    assert read_station(new_session.desk.store) is None


def test_two_different_pins_are_noticed(first_run: FirstRunPage) -> None:
    fill(first_run)
    type_text(first_run.pin_again_edit, "9")

    first_run.found_button.click()

    assert first_run.form.message.text() == "两次输入的密码不一样。"


def test_after_the_first_run_the_window_opens(new_session: Session, settings: Settings, qtbot: QtBot) -> None:
    program = Program(new_session, settings, "test-of-first-run")
    program.begin()
    assert program.first_run is not None
    fill(program.first_run)

    program.first_run.found_button.click()

    assert program.window is not None
    qtbot.addWidget(program.window)
    assert program.window.isVisible()
    assert program.window.windowTitle().startswith("示例供热站")


def test_only_somebody_with_a_pin_sits_down(window: DeskWindow) -> None:
    press(window, Key.Key_F9)
    dialog = shown(PinDialog)
    type_text(dialog.who_edit, "wzz")
    type_text(dialog.pin_edit, "0000", enter=True)
    assert is_shown(PinDialog)
    assert dialog.pin_edit.text() == ""
    assert window.session.desk.actor.name == desks.CLERK

    type_text(dialog.pin_edit, desks.MANAGER_PIN, enter=True)

    assert not is_shown(PinDialog)
    assert window.session.desk.actor.name == desks.MANAGER
    assert desks.MANAGER in window.top_bar.operator_button.text()


def test_a_change_of_operator_rebuilds_no_page(window: DeskWindow, day: Day) -> None:
    page = window.page

    window.session.set_desk(desks.desk_for(day.desk.store, desks.MANAGER, day.clock))

    assert window.page is page


def test_the_manager_changes_the_station(settings_page: SettingsPage, window: DeskWindow) -> None:
    settings_page.name_edit.selectAll()
    type_text(settings_page.name_edit, "城南供热站")
    press(settings_page.paper_row, Key.Key_2)
    settings_page.save_button.click()

    station = read_station(window.session.desk.store)
    assert station is not None
    assert (station.name, station.paper) == ("城南供热站", "A4")
    assert window.windowTitle().startswith("城南供热站")


def test_half_typed_settings_outlive_a_change_of_operator_and_of_the_station(
    settings_page: SettingsPage, window: DeskWindow
) -> None:
    settings_page.name_edit.selectAll()
    type_text(settings_page.name_edit, "城南供热站")
    desk = window.session.desk

    window.session.set_desk(replace(desk, station=replace(desk.station, repair_phone="022-00005678", version=7)))

    assert settings_page.name_edit.text() == "城南供热站"
    assert settings_page.repair_phone_edit.text() == "022-00005678"


def test_an_empty_name_is_refused_in_place(settings_page: SettingsPage) -> None:
    settings_page.name_edit.clear()

    settings_page.save_button.click()

    assert settings_page.name_edit.property("invalid") is True


def test_a_clerk_does_not_change_the_station(window: DeskWindow) -> None:
    page = window.open_page("settings")
    assert isinstance(page, SettingsPage)

    page.save_button.click()

    assert "站长" in page.form.message.text()


def test_the_staff_is_one_press_away(settings_page: SettingsPage, window: DeskWindow) -> None:
    settings_page.people_button.click()

    assert isinstance(window.page, PeoplePage)


def test_the_size_of_text_is_this_computers(
    settings_page: SettingsPage, settings: Settings, qapp: QApplication
) -> None:
    press(settings_page.size_row, Key.Key_3)

    assert settings.get(TEXT_PERCENT) == 150
    assert qapp.font().pixelSize() == 21


def test_a_size_chosen_in_the_menu_shows_in_the_settings(settings_page: SettingsPage, window: DeskWindow) -> None:
    (bigger,) = [action for action in window.findChildren(QAction) if action.text() == "150 %"]

    bigger.trigger()

    assert settings_page.size_row.value() == 150
