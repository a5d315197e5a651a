"""信息变更登记 keeps what is typed, and writes it to the household that stands in its field."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt

from app.services.customers.contacts.information import record_information
from app.services.customers.contacts.information_values import InformationDraft
from app.views.care.attach_dialog import AttachDialog
from app.views.care.contacts_dialog import ContactsDialog
from app.views.care.information_dialog import InformationDialog
from app.views.desk_window import DeskWindow
from tests.support.care import Town, town, value_of
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key


@pytest.fixture
def place(day: Day) -> Town:
    return town(day.desk)


@pytest.fixture
def flat(place: Town) -> int:
    return place.flat("5", "1", "101", "李新", "13800004490", remark="旧", use="居民", community="康乐新村")


def test_another_household_typed_and_not_chosen_is_none(window: DeskWindow, day: Day) -> None:
    press(window, Key.Key_F6)
    dialog = shown(InformationDialog)
    type_text(dialog.place_edit, "3-2-1102", enter=True)
    assert dialog.premises_id == day.premises_id
    area = value_of(day.desk, day.premises_id, "area_c")

    dialog.place_edit.selectAll()
    type_text(dialog.place_edit, "3-2-1103")
    type_text(dialog.area_edit, "55", enter=True)

    assert "请先查到住户" in dialog.form.message.text()
    assert "现在" not in dialog.phone_edit.placeholderText()
    assert value_of(day.desk, day.premises_id, "area_c") == area


def test_a_household_wiped_with_escape_is_none(window: DeskWindow, day: Day) -> None:
    press(window, Key.Key_F6)
    dialog = shown(InformationDialog)
    type_text(dialog.place_edit, "3-2-1102", enter=True)

    press(dialog.place_edit, Key.Key_Escape)

    assert is_shown(InformationDialog)
    assert dialog.premises_id is None


def test_where_a_call_is_attached_a_household_wiped_with_escape_is_none(window: DeskWindow, day: Day) -> None:
    dialog = AttachDialog(window.session, day.take().matter_id, window)
    dialog.open()
    dialog.take(day.premises_id, "和平里小区3号楼2单元1102")

    press(dialog.place_edit, Key.Key_Escape)

    assert dialog.premises_id is None


def test_looking_at_the_contacts_loses_nothing_half_typed(window: DeskWindow, day: Day, flat: int) -> None:
    dialog = window.open_change(flat)
    dialog.remark_edit.selectAll()
    type_text(dialog.remark_edit, "门铃坏")
    dialog.use_row.set_value("商业")
    type_text(dialog.area_edit, "92.5")

    press(dialog, Key.Key_F3)
    press(shown(ContactsDialog), Key.Key_Escape)

    assert (dialog.remark_edit.text(), dialog.use_row.value(), dialog.area_edit.text()) == ("门铃坏", "商业", "92.5")
    assert dialog.focusWidget() is dialog.area_edit
    press(dialog, Key.Key_F10)
    assert [value_of(day.desk, flat, name) for name in ("remark", "use", "area_c")] == ["门铃坏", "商业", 9250]


def test_what_another_session_changed_is_shown_before_it_is_changed_again(
    window: DeskWindow, day: Day, flat: int
) -> None:
    dialog = window.open_change(flat)
    record_information(day.desk, flat, InformationDraft(area="88"), uuid4())
    type_text(dialog.area_edit, "92.5", enter=True)

    assert "面积刚被别人改过" in dialog.form.message.text()
    assert "88" in dialog.area_edit.placeholderText()
    assert dialog.area_edit.text() == "92.5"
    press(dialog, Key.Key_F10)
    assert value_of(day.desk, flat, "area_c") == 9250
