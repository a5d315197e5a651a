"""换人: the expected one types a PIN and nothing else; nobody is taken for somebody else, nobody is locked out."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.services.kernel.desk import Role
from app.services.kernel.operators import StaffDraft, add_staff, leave_station, list_staff
from app.views.desk_window import DeskWindow
from app.views.widgets.pin_dialog import PinDialog
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key
# A wrong PIN has been looked at by then.
LONG_ENOUGH_MS = 600


@pytest.fixture
def pin(window: DeskWindow, qtbot: QtBot) -> PinDialog:
    """F9."""
    return change(window, qtbot)


def change(window: DeskWindow, qtbot: QtBot) -> PinDialog:
    press(window, Key.Key_F9)
    pin = shown(PinDialog)
    qtbot.waitUntil(pin.isActiveWindow)
    return pin


def operator(window: DeskWindow) -> str:
    return window.session.desk.actor.name


def join(day: Day, name: str, initials: str, badge: str, pin: str) -> None:
    manager = desks.desk_for(day.desk.store, desks.MANAGER, day.clock)
    add_staff(manager, StaffDraft(name, initials, badge, frozenset({Role.CLERK}), pin=pin), uuid4())


def test_the_expected_one_stands_there_and_the_last_digit_enters(
    pin: PinDialog, window: DeskWindow, qtbot: QtBot
) -> None:
    assert pin.who_edit.text() == desks.MANAGER
    assert pin.pin_edit.hasFocus()

    type_text(pin.pin_edit, desks.MANAGER_PIN)

    qtbot.waitUntil(lambda: operator(window) == desks.MANAGER)
    assert not is_shown(PinDialog)


def test_a_tapped_pin_enters_too(pin: PinDialog, window: DeskWindow, qtbot: QtBot) -> None:
    pads = {button.text(): button for button in pin.findChildren(QPushButton)}
    for digit in desks.MANAGER_PIN:
        pads[digit].click()

    qtbot.waitUntil(lambda: operator(window) == desks.MANAGER)


def test_a_long_pin_enters_at_its_last_digit_and_the_digits_before_are_no_tries(
    window: DeskWindow, day: Day, qtbot: QtBot
) -> None:
    join(day, "周客服", "zkf", "004", "135724")
    pin = change(window, qtbot)
    type_text(pin.who_edit, "zkf")
    type_text(pin.pin_edit, "1357")
    qtbot.wait(LONG_ENOUGH_MS)
    assert is_shown(PinDialog)
    assert pin.pin_edit.text() == "1357"
    assert not pin.form.message.isVisible()

    type_text(pin.pin_edit, "24")

    qtbot.waitUntil(lambda: operator(window) == "周客服")


def test_a_wrong_pin_says_nothing_by_itself_and_any_number_of_them_locks_nobody_out(
    pin: PinDialog, window: DeskWindow, qtbot: QtBot
) -> None:
    for _ in range(3):
        type_text(pin.pin_edit, "0000")
        qtbot.wait(LONG_ENOUGH_MS)
        assert is_shown(PinDialog)
        pin.pin_edit.clear()

    type_text(pin.pin_edit, desks.MANAGER_PIN)

    qtbot.waitUntil(lambda: operator(window) == desks.MANAGER)


def test_of_two_with_the_same_initials_nobody_is_taken_for_the_other(
    window: DeskWindow, day: Day, qtbot: QtBot
) -> None:
    join(day, "周客服", "zkf", "004", "1357")
    join(day, "朱客服", "zkf", "005", "135724")
    pin = change(window, qtbot)
    type_text(pin.who_edit, "zkf")
    type_text(pin.pin_edit, "1357")
    qtbot.wait(LONG_ENOUGH_MS)
    assert is_shown(PinDialog)

    type_text(pin.pin_edit, "24", enter=True)

    assert operator(window) == "朱客服"


def test_two_of_one_name_are_told_apart_by_their_badges(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    join(day, desks.MANAGER, "wzz", "009", "9753")
    pin = change(window, qtbot)
    assert pin.who_edit.text() == desks.MANAGER

    type_text(pin.pin_edit, desks.MANAGER_PIN)

    qtbot.waitUntil(lambda: window.session.desk.actor.badge == "001")


def test_somebody_else_types_his_initials_over_the_name(pin: PinDialog, window: DeskWindow, qtbot: QtBot) -> None:
    pin.who_edit.setFocus()
    type_text(pin.who_edit, "zzd")
    assert pin.who_edit.text() == "zzd"

    type_text(pin.pin_edit, "3456")

    qtbot.waitUntil(lambda: operator(window) == desks.VIEWER)


def test_leaving_the_dialog_while_the_pin_is_looked_at_changes_nobody(
    pin: PinDialog, window: DeskWindow, qtbot: QtBot
) -> None:
    type_text(pin.pin_edit, desks.MANAGER_PIN)
    press(pin, Key.Key_Escape)
    qtbot.wait(LONG_ENOUGH_MS)

    assert operator(window) == desks.CLERK


def test_enter_out_of_habit_falls_into_the_dialog_and_not_into_the_page_behind(
    pin: PinDialog, window: DeskWindow, qtbot: QtBot
) -> None:
    type_text(pin.pin_edit, desks.MANAGER_PIN)
    qtbot.waitUntil(pin.grace.isActive)
    assert is_shown(PinDialog)

    press(pin.pin_edit, Key.Key_Return)

    assert not is_shown(PinDialog)
    assert operator(window) == desks.MANAGER


def test_escape_right_after_the_last_digit_changes_nobody(pin: PinDialog, window: DeskWindow, qtbot: QtBot) -> None:
    type_text(pin.pin_edit, desks.MANAGER_PIN)
    qtbot.waitUntil(pin.grace.isActive)

    press(pin, Key.Key_Escape)
    qtbot.wait(LONG_ENOUGH_MS)

    assert operator(window) == desks.CLERK


def test_a_name_taken_away_right_after_the_last_digit_changes_nobody(
    pin: PinDialog, window: DeskWindow, qtbot: QtBot
) -> None:
    type_text(pin.pin_edit, desks.MANAGER_PIN)
    qtbot.waitUntil(pin.grace.isActive)

    pin.who_edit.setFocus()
    press(pin.who_edit, Key.Key_Delete)
    qtbot.wait(LONG_ENOUGH_MS)

    assert operator(window) == desks.CLERK


def test_who_has_left_does_not_enter_with_his_old_pin(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    join(day, "周客服", "zkf", "004", "1357")
    manager = desks.desk_for(day.desk.store, desks.MANAGER, day.clock)
    (gone,) = [row for row in list_staff(day.desk.store) if row.badge == "004"]
    leave_station(manager, gone.id, day.desk.today(), uuid4())
    pin = change(window, qtbot)

    type_text(pin.who_edit, "004")
    type_text(pin.pin_edit, "1357", enter=True)

    assert is_shown(PinDialog)
    assert pin.form.message.isVisible()
    assert operator(window) == desks.CLERK


def test_another_name_over_the_same_pin_is_looked_at_anew(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    join(day, "周客服", "zkf", "004", desks.MANAGER_PIN)
    pin = change(window, qtbot)
    type_text(pin.pin_edit, desks.MANAGER_PIN)
    pin.who_edit.setText("zkf")

    qtbot.waitUntil(lambda: operator(window) == "周客服")
