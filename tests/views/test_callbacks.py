import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.services.matters.sheets import code_of, find_sheet
from app.services.repairs.reads import repair_card
from app.services.repairs.values import Dispatched
from app.views.callbacks.page import CallbacksPage
from app.views.desk_window import DeskWindow
from tests.support.repairs import Day
from tests.views.dialogs import shown
from tests.views.keys import press, type_text

Key = Qt.Key


@pytest.fixture
def sent(day: Day) -> Dispatched:
    """Finished at 08:50, two days and a morning ago."""
    sent = day.finished()
    day.returned(sent)
    day.later(hours=49)
    return sent


@pytest.fixture
def page(window: DeskWindow, sent: Dispatched) -> CallbacksPage:
    page = window.open_page("callbacks")
    assert isinstance(page, CallbacksPage)
    return page


def test_a_satisfied_user_closes_the_repair(page: CallbacksPage, day: Day, sent: Dispatched) -> None:
    press(page.table, Key.Key_Return)
    assert page.form.code_edit.hasFocus()
    type_text(page.form.code_edit, code_of(day.desk.store, find_sheet(day.desk.store, sent.sheet_number)), enter=True)
    assert page.form.code_hint.text() == "相符，已核实"
    press(page.form.result_row, Key.Key_1)
    press(page.form.satisfaction_row, Key.Key_1)
    assert page.form.words_edit.hasFocus()
    press(page.form.words_edit, Key.Key_Return)

    facts = repair_card(day.desk, sent.matter_id).facts
    assert (facts.verified, facts.callback_result) == (True, "solved")
    assert facts.archived_at is not None
    assert page.model.rowCount() == 0
    assert page.stack.currentWidget() is page.empty


def test_a_wrong_code_says_how_many_tries_are_left(page: CallbacksPage, day: Day, sent: Dispatched) -> None:
    right = code_of(day.desk.store, find_sheet(day.desk.store, sent.sheet_number))
    type_text(page.form.code_edit, f"{(int(right) + 1) % 1_000_000:06}", enter=True)

    assert page.form.code_hint.text() == "不符，还可试 2 次"
    assert page.form.code_edit.hasSelectedText()


def test_an_unsolved_fault_is_a_new_repair(page: CallbacksPage, window: DeskWindow, day: Day, sent: Dispatched) -> None:
    press(page.form.result_row, Key.Key_2)
    press(page.form.satisfaction_row, Key.Key_3)
    type_text(page.form.words_edit, "还是漏", enter=True)

    follow = repair_card(day.desk, sent.matter_id).follow_ups
    assert [line.words for line in follow] == ["还是漏"]
    assert follow[0].number in window.notices.text.text()


def test_without_an_answer_nothing_is_saved(page: CallbacksPage, day: Day, sent: Dispatched) -> None:
    type_text(page.form.words_edit, "挺好", enter=True)

    assert page.form.result_row.property("invalid") is True
    assert repair_card(day.desk, sent.matter_id).facts.called_back_at is None


def test_nobody_reached_is_counted(page: CallbacksPage, day: Day, sent: Dispatched) -> None:
    page.form.unreached_button.click()

    assert repair_card(day.desk, sent.matter_id).facts.callback_tries == 1
    assert page.model.rowCount() == 1


def test_at_night_nobody_is_called(page: CallbacksPage, day: Day) -> None:
    day.later(hours=14)
    page.show_changes({})
    assert page.model.rowCount() == 0

    page.ahead_check.setChecked(True)

    assert page.model.index(0, 0).data() == "等合适钟点"


def test_the_sixth_digit_never_stands_on_the_screen(page: CallbacksPage, day: Day, sent: Dispatched) -> None:
    code = code_of(day.desk.store, find_sheet(day.desk.store, sent.sheet_number))

    shown = " ".join(getattr(label, "text", str)() for label in page.findChildren(type(page.count)))

    assert code not in shown


def test_a_call_in_hand_outlives_the_calling_hours(page: CallbacksPage, day: Day) -> None:
    type_text(page.form.words_edit, "还有点温")
    day.later(hours=14)

    page.show_changes({})

    assert page.model.rowCount() == 0
    assert page.stack.currentWidget() is page.form
    assert page.form.words_edit.text() == "还有点温"


def test_another_household_is_called_only_when_the_call_in_hand_is_given_up(page: CallbacksPage, day: Day) -> None:
    day.later(hours=-49)
    day.returned(day.finished())
    day.later(hours=50)
    page.show_changes({})
    first = page.form.title.text(), page.form.matter_id
    type_text(page.form.words_edit, "还有点温")

    press(page.table, Key.Key_Down)
    assert page.table.current_id() != page.form.matter_id
    assert (page.form.title.text(), page.form.matter_id) == first
    press(page.table, Key.Key_Return)
    shown(QMessageBox).buttons()[1].click()
    assert page.form.words_edit.text() == "还有点温"
    press(page.table, Key.Key_Return)
    shown(QMessageBox).buttons()[0].click()

    assert page.form.matter_id == page.table.current_id()
    assert page.form.words_edit.text() == ""


def test_a_call_not_answered_and_the_next_try_are_two_facts(page: CallbacksPage, day: Day, sent: Dispatched) -> None:
    page.form.unreached_button.click()
    press(page.form.result_row, Key.Key_1)
    press(page.form.satisfaction_row, Key.Key_1)
    type_text(page.form.words_edit, "好了", enter=True)

    facts = repair_card(day.desk, sent.matter_id).facts
    assert (facts.callback_tries, facts.callback_result) == (2, "solved")


def test_two_presses_while_the_database_is_locked_are_one_try(
    page: CallbacksPage, day: Day, sent: Dispatched, qtbot: QtBot
) -> None:
    other = day.desk.store.sibling()
    with other.transaction():
        page.form.unreached_button.click()
        page.form.unreached_button.click()
        press(page.form.result_row, Key.Key_1)
        press(page.form.words_edit, Key.Key_Return)
    other.close()
    qtbot.waitUntil(lambda: page.session.saving == 0)

    facts = repair_card(day.desk, sent.matter_id).facts
    assert (facts.callback_tries, facts.called_back_at) == (1, None)
