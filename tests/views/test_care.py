"""数据维护 by keys: what is doubtful, what is double, what has no file, what people tell."""


import pytest
from PySide6.QtCore import Qt

from app.models.disclosure import Disclosure
from app.services.customers.information import changes_of
from app.services.trust.verify import verify
from app.views.care.information_dialog import InformationDialog
from app.views.desk_window import DeskWindow
from tests.support.care import Town, holder_of, people_of, town, value_of
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key


@pytest.fixture
def place(day: Day) -> Town:
    """The town of the day, to which flats are added."""
    return town(day.desk)


def test_f6_registers_a_new_number_for_the_selected_matter_in_two_keys(window: DeskWindow, day: Day) -> None:
    day.take()
    board = window.open_page("board")
    board.show_changes({})

    press(window, Key.Key_F6)
    dialog = shown(InformationDialog)
    assert dialog.focusWidget() is dialog.phone_edit
    assert "和平里小区" in dialog.lead.text()
    type_text(dialog.phone_edit, "13800007701", enter=True)

    assert not is_shown(InformationDialog)
    assert holder_of(day.desk, day.premises_id).phone == "13800007701"
    assert "已登记变更" in window.notices.text.text()
    assert verify(day.desk.store) == []


def test_f6_without_a_row_looks_for_the_household_first(window: DeskWindow, day: Day) -> None:
    press(window, Key.Key_F6)
    dialog = shown(InformationDialog)
    assert dialog.focusWidget() is dialog.place_edit

    type_text(dialog.place_edit, "3-2-1102", enter=True)
    assert dialog.premises_id == day.premises_id
    assert dialog.focusWidget() is dialog.phone_edit
    type_text(dialog.area_edit, "92.5", enter=True)

    assert value_of(day.desk, day.premises_id, "area_c") == 9250


def test_saving_without_a_household_says_so_in_place(window: DeskWindow) -> None:
    press(window, Key.Key_F6)
    dialog = shown(InformationDialog)

    type_text(dialog.area_edit, "92.5", enter=True)

    assert "请先查到住户" in dialog.form.message.text()


def test_the_present_number_is_masked_until_it_is_shown_and_that_is_recorded(window: DeskWindow, day: Day) -> None:
    dialog = window.open_change(day.premises_id)
    assert "139****0422" in dialog.phone_edit.placeholderText()

    press(dialog, Key.Key_F4)

    assert "13900000422" in dialog.phone_edit.placeholderText()
    seen = day.desk.store.tuples(Disclosure.select(Disclosure.premises, Disclosure.field, Disclosure.place))
    assert seen == [(day.premises_id, "电话", "信息变更登记")]


def test_a_wrong_number_is_marked_where_it_stands(window: DeskWindow, day: Day) -> None:
    dialog = window.open_change(day.premises_id)

    type_text(dialog.phone_edit, "1380000", enter=True)

    assert is_shown(InformationDialog)
    assert dialog.phone_edit.property("invalid") is True
    assert changes_of(day.desk, day.premises_id) == []


def test_another_holder_and_a_contact_are_told_in_one_save(window: DeskWindow, day: Day) -> None:
    dialog = window.open_change(day.premises_id)

    type_text(dialog.holder_edit, "李新")
    assert dialog.way_row.isVisible()
    type_text(dialog.contact_edit, "钱租客")
    dialog.relation_row.set_value("租户")
    press(dialog, Key.Key_F10)

    people = [(who.name, who.relation, bool(who.until_day)) for who in people_of(day.desk, day.premises_id)]
    assert people == [("李新", "户主", False), ("钱租客", "租户", False), ("龚䶮", "户主", True)]
