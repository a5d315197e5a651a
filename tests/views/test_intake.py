from datetime import timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.repairs.intake import take_repair
from app.services.repairs.reads import RepairCard, repair_card
from app.services.repairs.values import RepairDraft
from app.views.board.page import BoardPage
from app.views.customers.card_parts import LinkButton
from app.views.desk_window import DeskWindow
from app.views.repairs.intake_dialog import IntakeDialog
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key


@pytest.fixture
def dialog(window: DeskWindow, day: Day) -> IntakeDialog:
    """F2 from the settings page."""
    window.open_page("settings")
    press(window, Key.Key_F2)
    return shown(IntakeDialog)


def newest(window: DeskWindow, day: Day) -> RepairCard:
    page = window.page
    assert isinstance(page, BoardPage)
    matter_id = page.table.current_id()
    assert matter_id is not None
    return repair_card(day.desk, matter_id)


def test_a_leak_is_taken_in_the_order_it_is_asked(
    dialog: IntakeDialog, window: DeskWindow, day: Day, qtbot: QtBot
) -> None:
    type_text(dialog.place_edit, "3-2-1102", enter=True)
    assert dialog.panel.shown is not None
    assert dialog.panel.shown.valves == "单元门内左侧"
    type_text(dialog.phone_edit, "13800001234")
    press(dialog.relation_row, Key.Key_3)
    press(dialog.group_row, Key.Key_1)
    assert dialog.fault_row.hasFocus()
    press(dialog.fault_row, Key.Key_3)
    assert dialog.severity_row.hasFocus()
    press(dialog.severity_row, Key.Key_1)
    press(dialog.can_close_row, Key.Key_2)
    press(dialog.below_wet_row, Key.Key_1)
    press(dialog.electricity_row, Key.Key_2)
    assert dialog.words_edit.hasFocus()
    type_text(dialog.words_edit, "入户阀往外喷")
    type_text(dialog.agreed_edit, "0815")
    press(dialog.agreed_edit.edit, Key.Key_Return)

    assert not is_shown(IntakeDialog)
    head = newest(window, day).head
    assert (head.premises_id, head.phone, head.relation) == (day.premises_id, "13800001234", "租户")
    assert (head.fault_group, head.fault, head.severity) == ("leak", "入户阀", "喷")
    assert (head.can_close, head.below_wet) == ("不能", "是")
    assert newest(window, day).facts.appointment_at is not None
    assert head.number in window.notices.text.text()


def test_a_home_that_is_not_in_the_ledger_stops_nobody(dialog: IntakeDialog, window: DeskWindow, day: Day) -> None:
    type_text(dialog.place_edit, "解放路底商8号", enter=True)
    assert dialog.premises_id is None
    assert "台账无此户" in dialog.place_hint.text()
    press(dialog.group_row, Key.Key_2)
    press(dialog.fault_row, Key.Key_1)
    press(dialog.words_edit, Key.Key_Return)

    head = newest(window, day).head
    assert (head.place, head.unlisted) == ("解放路底商8号", True)


def test_nothing_at_all_is_still_a_call(dialog: IntakeDialog, window: DeskWindow, day: Day) -> None:
    press(dialog.words_edit, Key.Key_Return)

    assert not is_shown(IntakeDialog)
    assert newest(window, day).head.gaps


def test_only_a_leak_is_asked_about_water(dialog: IntakeDialog) -> None:
    press(dialog.group_row, Key.Key_2)
    assert not dialog.severity_row.isVisible()

    press(dialog.group_row, Key.Key_1)
    assert dialog.severity_row.isVisible()


def test_a_call_from_the_future_is_refused_and_the_draft_stays(dialog: IntakeDialog, day: Day) -> None:
    type_text(dialog.words_edit, "不热")
    type_text(dialog.told_edit, "1030", enter=True)

    assert is_shown(IntakeDialog)
    assert dialog.form.message.isVisible()
    assert dialog.words_edit.text() == "不热"


def test_the_power_cuts_calls_are_entered_with_their_true_time(
    dialog: IntakeDialog, window: DeskWindow, day: Day
) -> None:
    type_text(dialog.words_edit, "不热")
    type_text(dialog.told_edit, "0430", enter=True)

    head = newest(window, day).head
    assert head.told_at == day.now() - timedelta(hours=3, minutes=30)
    assert head.late_entry


def test_typing_another_address_lets_the_chosen_premises_go(dialog: IntakeDialog) -> None:
    type_text(dialog.place_edit, "3-2-1102", enter=True)
    assert dialog.premises_id is not None

    type_text(dialog.place_edit, "9")

    assert dialog.premises_id is None
    assert dialog.panel.shown is None


def test_open_matters_of_the_premises_are_on_screen_while_the_caller_speaks(dialog: IntakeDialog, day: Day) -> None:
    taken = take_repair(day.desk, RepairDraft(premises_id=day.premises_id, words="昨天报过"), uuid4())

    type_text(dialog.place_edit, "3-2-1102", enter=True)

    assert dialog.panel.shown is not None
    assert [line.number for line in dialog.panel.shown.open] == [taken.number]
    # Leaving the call for them would lose it, so nothing here leads away.
    assert [button.text() for button in dialog.panel.findChildren(LinkButton) if "-" in button.text()] == []


def test_a_viewer_is_told_who_may_take_calls(window: DeskWindow, day: Day) -> None:
    window.session.set_desk(desks.desk_for(day.desk.store, desks.VIEWER, day.clock))
    dialog = window.open_intake()

    press(dialog.words_edit, Key.Key_Return)

    assert is_shown(IntakeDialog)
    assert "客服" in dialog.form.message.text()


def test_escape_asks_before_typed_words_are_thrown_away(dialog: IntakeDialog) -> None:
    type_text(dialog.words_edit, "不热")

    press(dialog, Key.Key_Escape)

    assert is_shown(IntakeDialog)
