from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.models.station import Staff
from app.services.kernel.desk import Role
from app.services.matters.sheets import code_of, find_sheet
from app.services.repairs.callback import record_callback
from app.services.repairs.callback_attempts import Answers, attempts_of
from app.services.repairs.reads import repair_card
from app.services.repairs.values import CallbackDraft, CallbackResult, Dispatched, FaultGroup
from app.views.callbacks.number_dialog import NumberDialog
from app.views.callbacks.page import CallbacksPage
from app.views.callbacks.record_dialog import RecordDialog
from app.views.callbacks.unreached_dialog import UnreachedDialog
from app.views.desk_window import DeskWindow
from tests.support.desks import desk_for
from tests.support.papers import text_of
from tests.support.repairs import Day
from tests.views.dialogs import shown
from tests.views.keys import press, type_text

Key = Qt.Key


def focused(page: CallbacksPage | None = None) -> QWidget:
    """Where the next key goes; the list of a page that was just opened."""
    found = QApplication.focusWidget() or (page.table if page else None)
    assert found is not None
    return found


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


def test_a_satisfied_user_closes_the_repair_in_eight_keys_after_the_code(
    page: CallbacksPage, day: Day, sent: Dispatched
) -> None:
    press(page.table, Key.Key_Return)
    assert page.form.code_edit.hasFocus()
    type_text(page.form.code_edit, code_of(day.desk.store, find_sheet(day.desk.store, sent.sheet_number)))
    assert page.form.code_hint.text() == "相符，已核实"
    for digit in (Key.Key_1, Key.Key_1, Key.Key_1, Key.Key_1, Key.Key_1, Key.Key_1):
        press(focused(), digit)
    assert page.form.words_edit.hasFocus()
    press(page.form.words_edit, Key.Key_Return)

    facts = repair_card(day.desk, sent.matter_id).facts
    assert (facts.verified, facts.callback_result) == (True, "solved")
    assert facts.archived_at is not None
    assert page.model.rowCount() == 0
    assert page.stack.currentWidget() is page.empty
    answers = attempts_of(day.desk.store, [sent.matter_id])[sent.matter_id][0].answers
    assert answers == Answers(True, True, True, False, None, "满意", "")


def test_without_the_slip_enter_goes_straight_to_the_questions(page: CallbacksPage, day: Day, sent: Dispatched) -> None:
    for key in (Key.Key_Return, Key.Key_Return, *([Key.Key_1] * 6), Key.Key_Return):
        press(focused(page), key)

    assert repair_card(day.desk, sent.matter_id).facts.callback_result == "solved"


def test_a_cold_flat_is_asked_for_its_temperature_in_the_users_words(window: DeskWindow, day: Day) -> None:
    sent = day.finished(FaultGroup.COLD)
    day.later(hours=50)
    page = window.open_page("callbacks")
    assert isinstance(page, CallbacksPage)
    page.form.questions.start()
    for digit in (Key.Key_1, Key.Key_2, Key.Key_1, Key.Key_1, Key.Key_2):
        press(focused(), digit)
    assert page.form.questions.room_edit.hasFocus()
    type_text(page.form.questions.room_edit, "17.5", enter=True)
    for key in (Key.Key_3, Key.Key_Return):
        press(focused(), key)

    answers = attempts_of(day.desk.store, [sent.matter_id])[sent.matter_id][0].answers
    assert answers == Answers(False, True, True, True, 1750, "不满意", "")
    assert "转投诉" in window.notices.text.text()


def test_somebody_who_does_not_want_to_talk_is_asked_nothing_more(page: CallbacksPage) -> None:
    page.form.questions.start()

    press(focused(), Key.Key_3)

    assert page.form.words_edit.hasFocus()


def test_a_wrong_code_says_how_many_tries_are_left(page: CallbacksPage, day: Day, sent: Dispatched) -> None:
    right = code_of(day.desk.store, find_sheet(day.desk.store, sent.sheet_number))
    type_text(page.form.code_edit, f"{(int(right) + 1) % 1_000_000:06}", enter=True)

    assert page.form.code_hint.text() == "不符，还可试 2 次"
    assert page.form.code_edit.hasSelectedText()


def test_an_unsolved_fault_is_a_new_repair(page: CallbacksPage, window: DeskWindow, day: Day, sent: Dispatched) -> None:
    press(page.form.questions.result_row, Key.Key_2)
    press(page.form.questions.satisfaction_row, Key.Key_3)
    type_text(page.form.words_edit, "还是漏", enter=True)

    follow = repair_card(day.desk, sent.matter_id).follow_ups
    assert [line.words for line in follow] == ["还是漏"]
    assert follow[0].number in window.notices.text.text()


def test_without_an_answer_nothing_is_saved(page: CallbacksPage, day: Day, sent: Dispatched) -> None:
    type_text(page.form.words_edit, "挺好", enter=True)

    assert page.form.questions.result_row.property("invalid") is True
    assert repair_card(day.desk, sent.matter_id).facts.called_back_at is None


def test_nobody_reached_is_counted(page: CallbacksPage, day: Day, sent: Dispatched) -> None:
    page.form.unreached_action.trigger()
    press(shown(UnreachedDialog).reason_row, Key.Key_2)
    press(shown(UnreachedDialog).save_button, Key.Key_Return)

    assert [attempt.word for attempt in attempts_of(day.desk.store, [sent.matter_id])[sent.matter_id]] == ["占线"]
    assert page.model.rowCount() == 1
    assert "占线" in page.form.person.attempts.text()


def test_a_wrong_number_is_put_right_at_once(page: CallbacksPage, day: Day, sent: Dispatched) -> None:
    page.form.unreached_action.trigger()
    dialog = shown(UnreachedDialog)
    press(dialog.reason_row, Key.Key_4)
    assert dialog.focusWidget() is dialog.phone_edit
    type_text(dialog.phone_edit, "13900000999", enter=True)

    assert "13900000999" in page.form.person.phone.text()
    assert "空号错号　拨 138****0421" in page.form.person.attempts.text()
    assert not page.form.person.warning.isVisible()


def test_a_wrong_number_without_a_right_one_is_said_until_it_is_put_right(page: CallbacksPage) -> None:
    page.form.unreached_action.trigger()
    press(shown(UnreachedDialog).reason_row, Key.Key_4)
    press(shown(UnreachedDialog).phone_edit, Key.Key_Return)
    assert "空号" in page.form.person.warning.text()
    assert page.model.index(0, 5).data() == "空号错号"

    page.form.number_action.trigger()
    type_text(shown(NumberDialog).phone_edit, "13900000999", enter=True)

    assert page.form.person.warning.text() == ""
    assert "13900000999" in page.form.person.phone.text()


def test_a_user_who_called_again_is_not_called(page: CallbacksPage, window: DeskWindow, day: Day) -> None:
    taken = day.take()
    page.show_changes({})
    assert page.model.index(0, 5).data() == "又报修"

    page.form.merge_action.trigger()

    assert page.model.rowCount() == 0
    assert repair_card(day.desk, taken.matter_id).head.parent_id is not None
    assert "并入" in window.notices.text.text()


def test_the_record_of_the_day_is_looked_at_numbered_and_saved(
    page: CallbacksPage, window: DeskWindow, tmp_path: Path
) -> None:
    page.record_action.trigger()
    assert "没有回访记录" in shown(RecordDialog).problem.text()
    shown(RecordDialog).reject()
    page.form.unreached_action.trigger()
    press(shown(UnreachedDialog).save_button, Key.Key_Return)

    page.record_action.trigger()
    shown(RecordDialog).save_to(tmp_path / "record.pdf")

    assert "HF-PQZ-20261117-0001" in text_of(tmp_path / "record.pdf")
    assert "HF-PQZ-20261117-0001" in window.notices.text.text()


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
    first = page.form.person.place.text(), page.form.matter_id
    type_text(page.form.words_edit, "还有点温")

    press(page.table, Key.Key_Down)
    assert page.table.current_id() != page.form.matter_id
    assert (page.form.person.place.text(), page.form.matter_id) == first
    press(page.table, Key.Key_Return)
    shown(QMessageBox).buttons()[1].click()
    assert page.form.words_edit.text() == "还有点温"
    press(page.table, Key.Key_Return)
    shown(QMessageBox).buttons()[0].click()

    assert page.form.matter_id == page.table.current_id()
    assert page.form.words_edit.text() == ""


def test_a_call_not_answered_and_the_next_try_are_two_facts(page: CallbacksPage, day: Day, sent: Dispatched) -> None:
    page.form.unreached_action.trigger()
    press(shown(UnreachedDialog).save_button, Key.Key_Return)
    press(page.form.questions.result_row, Key.Key_1)
    type_text(page.form.words_edit, "好了", enter=True)

    facts = repair_card(day.desk, sent.matter_id).facts
    assert (facts.callback_tries, facts.callback_result) == (2, "solved")


def test_two_presses_while_the_database_is_locked_are_one_callback(
    page: CallbacksPage, day: Day, sent: Dispatched, qtbot: QtBot
) -> None:
    other = day.desk.store.sibling()
    with other.transaction():
        press(page.form.questions.result_row, Key.Key_1)
        press(page.form.words_edit, Key.Key_Return)
        press(page.form.words_edit, Key.Key_Return)
        page.form.save_button.click()
    other.close()
    qtbot.waitUntil(lambda: page.session.saving == 0)

    assert repair_card(day.desk, sent.matter_id).facts.callback_tries == 1


def test_after_a_call_was_written_down_the_next_is_in_hand_at_once(page: CallbacksPage, day: Day) -> None:
    day.later(hours=-49)
    for _ in range(2):
        day.returned(day.finished())
    day.later(hours=50)
    page.show_changes({})
    first = page.form.matter_id
    for key in (Key.Key_Return, Key.Key_Return, *([Key.Key_1] * 6), Key.Key_Return):
        press(focused(page), key)
    assert page.form.matter_id not in (None, first)

    press(page.table, Key.Key_Down)

    assert not page.form.is_in_hand()
    assert page.form.matter_id == page.table.current_id()


def test_three_wrong_codes_end_the_trying_and_the_call_goes_on(page: CallbacksPage, day: Day, sent: Dispatched) -> None:
    right = int(code_of(day.desk.store, find_sheet(day.desk.store, sent.sheet_number)))
    for step in (1, 2, 3):
        page.form.code_edit.setFocus()
        type_text(page.form.code_edit, f"{(right + step) % 1_000_000:06}")
    assert page.form.code_hint.text() == "几次都不符，按未核实继续"
    assert focused() is page.form.questions.result_row

    for key in (*([Key.Key_1] * 6), Key.Key_Return):
        press(focused(), key)

    facts = repair_card(day.desk, sent.matter_id).facts
    assert (facts.verified, facts.callback_result) == (False, "solved")


def test_who_did_the_repair_is_refused_and_what_was_typed_stays(
    page: CallbacksPage, window: DeskWindow, day: Day, sent: Dispatched
) -> None:
    repairer = day.desk.store.scalar(Staff.select(Staff.name).where(Staff.id == day.repairers[0]))
    both = replace(desk_for(day.desk.store, repairer, day.clock).actor, roles=frozenset({Role.CLERK, Role.REPAIRER}))
    window.session.set_desk(replace(day.desk, actor=both))

    for key in (Key.Key_Return, Key.Key_Return, *([Key.Key_1] * 6), Key.Key_Return):
        press(focused(page), key)

    assert "维修员不能回访自己修的工单" in page.form.form.message.text()
    assert page.form.questions.satisfaction_row.value() == "满意"
    assert repair_card(day.desk, sent.matter_id).facts.called_back_at is None


def test_three_half_days_without_an_answer_may_be_closed_by_key(
    page: CallbacksPage, day: Day, sent: Dispatched
) -> None:
    # 09:50, in the afternoon, and next morning.
    for hours in (0, 4, 20):
        day.later(hours=hours)
        page.show_changes({})
        assert not page.form.close_action.isVisible()
        press(page.form.code_edit, Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        press(shown(UnreachedDialog).reason_row, Key.Key_Return)

    assert page.form.close_action.isVisible()
    press(page.form.code_edit, Key.Key_E, Qt.KeyboardModifier.ControlModifier)

    assert repair_card(day.desk, sent.matter_id).facts.callback_result == "unreached"
    assert page.model.rowCount() == 0


def test_somebody_else_called_the_same_user_meanwhile(page: CallbacksPage, day: Day, sent: Dispatched) -> None:
    press(page.form.questions.result_row, Key.Key_1)
    record_callback(day.desk, sent.matter_id, CallbackDraft(result=CallbackResult.SOLVED, satisfaction="满意"), uuid4())
    page.show_changes({"matter": {sent.matter_id}})
    assert page.stack.currentWidget() is page.form

    press(page.form.words_edit, Key.Key_Return)

    assert not page.form.form.message.isHidden()
    assert repair_card(day.desk, sent.matter_id).facts.callback_tries == 1
    press(page.form.words_edit, Key.Key_Escape)
    shown(QMessageBox).buttons()[0].click()
    assert page.stack.currentWidget() is page.empty


def test_covered_neither_name_nor_number_stands_there(page: CallbacksPage, window: DeskWindow) -> None:
    press(window, Key.Key_F12)

    assert "13800000421" not in page.form.person.phone.text()
    assert "冯贵" not in page.form.person.phone.text()
