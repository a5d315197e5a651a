import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.services.matters.sheets import check_keys
from app.services.paper.payload import make_payload
from app.services.repairs.reads import repair_card, unreturned_sheets
from app.services.repairs.values import Dispatched
from app.views.desk_window import DeskWindow
from app.views.returns.page import ReturnsPage
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key


@pytest.fixture
def sent(day: Day) -> Dispatched:
    """A finished repair whose slip is with the repairer: arrived 08:20, finished 08:50."""
    return day.finished()


@pytest.fixture
def page(window: DeskWindow, sent: Dispatched) -> ReturnsPage:
    page = window.open_page("returns")
    assert isinstance(page, ReturnsPage)
    return page


def scan(window: DeskWindow, day: Day, sent: Dispatched, copy: int = 1) -> None:
    """A scanner gun types into the search box of whatever page is open."""
    window.top_bar.search.setFocus()
    type_text(window.top_bar.search, payload(day, sent, copy), enter=True)


def payload(day: Day, sent: Dispatched, copy: int = 1) -> str:
    station = day.desk.station
    return make_payload(sent.sheet_number, copy, check_keys(day.desk.store)[-1], station.repair_phone)


def test_a_scanned_slip_is_typed_in_in_the_order_of_the_paper(
    window: DeskWindow, day: Day, sent: Dispatched, qtbot: QtBot
) -> None:
    scan(window, day, sent)
    page = window.page
    assert isinstance(page, ReturnsPage)
    form = page.form
    qtbot.waitUntil(form.arrived_edit.edit.hasFocus)
    type_text(form.arrived_edit, "0822")
    type_text(form.finished_edit, "0850")
    press(form.cause_row, Key.Key_1)
    press(form.done_row, Key.Key_2)
    press(form.responsibility_row, Key.Key_1)
    press(form.view_row, Key.Key_1)
    assert form.words_edit.hasFocus()
    type_text(form.signer_edit, "冯贵")
    type_text(form.signed_at_edit, "0850", enter=True)

    assert page.stack.currentWidget() is page.empty
    assert unreturned_sheets(day.desk) == []
    card = repair_card(day.desk, sent.matter_id)
    assert (card.facts.view, card.head.cause, card.head.done) == ("满意", "气堵", "清洗")
    assert "已收单" in window.notices.text.text()


def test_times_far_from_the_phones_ask_why_and_keep_what_was_typed(
    page: ReturnsPage, day: Day, sent: Dispatched
) -> None:
    page.take_code(sent.sheet_number)
    form = page.form
    type_text(form.arrived_edit, "0845")
    press(form.view_row, Key.Key_1)
    press(form.words_edit, Key.Key_Return)

    assert form.difference_edit.property("invalid") is True
    assert form.difference_edit.hasFocus()
    assert form.arrived_edit.edit.text() == "0845"
    type_text(form.difference_edit, "单上写的是进屋时间", enter=True)
    assert unreturned_sheets(day.desk) == []


def test_a_refused_signature_needs_reason_and_witness(page: ReturnsPage, day: Day, sent: Dispatched) -> None:
    page.take_code(sent.sheet_number)
    form = page.form
    press(form.view_row, Key.Key_3)
    press(form.signed_row, Key.Key_2)
    press(form.words_edit, Key.Key_Return)
    assert form.refused_reason_edit.property("invalid") is True
    assert form.witness_edit.property("invalid") is True

    type_text(form.refused_reason_edit, "嫌收费")
    type_text(form.witness_edit, "物业 周某", enter=True)

    assert unreturned_sheets(day.desk) == []


def test_a_list_of_what_is_outside_opens_a_sheet_without_a_scanner(
    page: ReturnsPage, sent: Dispatched, qtbot: QtBot
) -> None:
    page.table.setFocus()
    press(page.table, Key.Key_Return)

    assert page.form.found is not None
    assert page.form.found.number == sent.sheet_number


def test_a_slip_of_another_station_is_named(page: ReturnsPage) -> None:
    type_text(page.code_edit, "HD-ABC-20261115-0001", enter=True)

    assert "外站" in page.problem.text()
    assert page.stack.currentWidget() is page.empty


def test_the_wrong_copy_is_noticed(page: ReturnsPage, window: DeskWindow, day: Day, sent: Dispatched) -> None:
    scan(window, day, sent, copy=2)

    assert "第二联" in page.problem.text()


def test_a_sheet_comes_back_once(page: ReturnsPage, day: Day, sent: Dispatched) -> None:
    day.returned(sent)

    type_text(page.code_edit, sent.sheet_number, enter=True)

    assert "已收单" in page.problem.text()
    assert page.stack.currentWidget() is page.empty


def test_a_half_typed_sheet_is_not_put_back_unasked(page: ReturnsPage, sent: Dispatched) -> None:
    page.take_code(sent.sheet_number)
    type_text(page.form.arrived_edit, "0822")
    press(page.form.arrived_edit.edit, Key.Key_Escape)
    question = shown(QMessageBox)
    assert page.stack.currentWidget() is page.form

    question.buttons()[1].click()
    assert page.form.arrived_edit.edit.text() == "0822"
    press(page.form.arrived_edit.edit, Key.Key_Escape)
    shown(QMessageBox).buttons()[0].click()

    assert page.stack.currentWidget() is page.empty


def test_another_scan_does_not_wipe_a_half_typed_sheet_unasked(page: ReturnsPage, day: Day, sent: Dispatched) -> None:
    other = day.finished()
    page.take_code(sent.sheet_number)
    press(page.form.view_row, Key.Key_1)

    type_text(page.code_edit, other.sheet_number, enter=True)
    assert page.form.found is not None
    assert page.form.found.number == sent.sheet_number
    shown(QMessageBox).buttons()[0].click()

    assert page.form.found.number == other.sheet_number


def test_an_untouched_sheet_is_put_back_without_a_question(page: ReturnsPage, sent: Dispatched) -> None:
    page.take_code(sent.sheet_number)

    page.form.back_button.click()

    assert page.stack.currentWidget() is page.empty
    assert not is_shown(QMessageBox)
