"""An act half filled in is saved by whoever filled it in, or by nobody, whoever sits down meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.services.repairs.reads import repair_card
from app.services.repairs.values import FaultGroup
from app.views.board.page import BoardPage
from app.views.callbacks.page import CallbacksPage
from app.views.desk_window import DeskWindow
from app.views.repairs.finish_dialogs import FinishDialog
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.widgets.pin_dialog import PinDialog
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key


@pytest.fixture
def matter_id(day: Day) -> int:
    matter_id = day.take(FaultGroup.LEAK).matter_id
    day.dispatch(matter_id)
    day.arrive(matter_id)
    return matter_id


@pytest.fixture
def finishing(matter_id: int, page: BoardPage, qtbot: QtBot) -> FinishDialog:
    """The clerk is told on the telephone that a leak is mended; nothing is typed yet."""
    page.go_to("matter", matter_id)
    page.acts.common.finish_action.trigger()
    dialog = shown(FinishDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def change_to(window: DeskWindow, name: str, pin: str, qtbot: QtBot) -> None:
    """F9 above whatever is in front."""
    front = QApplication.activeModalWidget() or window
    front.activateWindow()
    qtbot.waitUntil(front.isActiveWindow)
    press(front, Key.Key_F9)
    dialog = shown(PinDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    type_text(dialog.who_edit, name)
    type_text(dialog.pin_edit, pin, enter=True)
    qtbot.waitUntil(lambda: window.session.desk.actor.name == name)


def sit_down(window: DeskWindow, name: str) -> None:
    """By whatever way."""
    window.session.take_over(desks.desk_for(window.session.desk.store, name).actor)


def test_what_the_clerk_filled_in_waits_for_the_clerk_and_keeps_nobody_from_the_desk(
    finishing: FinishDialog, window: DeskWindow, day: Day, matter_id: int, qtbot: QtBot
) -> None:
    type_text(finishing.note_edit, "换了阀门")

    change_to(window, desks.MANAGER, desks.MANAGER_PIN, qtbot)
    assert not is_shown(FinishDialog)
    assert "李客服填了一半的“完工”" in window.notices.text.text()
    assert not is_shown(QMessageBox)

    change_to(window, desks.CLERK, desks.CLERK_PIN, qtbot)
    dialog = shown(FinishDialog)
    assert dialog.note_edit.text() == "换了阀门"
    press(dialog, Key.Key_F10)
    assert not is_shown(FinishDialog)
    (finished,) = [line for line in repair_card(day.desk, matter_id).timeline if line.kind == "finished"]
    assert finished.by == desks.CLERK


def test_what_nobody_typed_into_is_whoever_sits_here(finishing: FinishDialog, window: DeskWindow, qtbot: QtBot) -> None:
    change_to(window, desks.MANAGER, desks.MANAGER_PIN, qtbot)
    assert is_shown(FinishDialog)
    type_text(finishing.note_edit, "换了阀门")

    change_to(window, desks.CLERK, desks.CLERK_PIN, qtbot)

    assert not is_shown(FinishDialog)
    assert "王站长填了一半" in window.notices.text.text()


def test_a_call_above_half_an_act_lets_both_wait_for_their_author(
    finishing: FinishDialog, window: DeskWindow, qtbot: QtBot
) -> None:
    type_text(finishing.note_edit, "换了阀门")
    press(finishing, Key.Key_F2)
    call = shown(IntakeDialog)
    qtbot.waitUntil(call.isActiveWindow)
    type_text(call.words_edit, "喷水")

    change_to(window, desks.MANAGER, desks.MANAGER_PIN, qtbot)

    assert not is_shown(FinishDialog)
    assert not is_shown(IntakeDialog)
    sit_down(window, desks.CLERK)
    assert is_shown(FinishDialog)


def test_a_question_above_it_goes_and_is_asked_again_by_its_author(
    finishing: FinishDialog, window: DeskWindow, qtbot: QtBot
) -> None:
    type_text(finishing.note_edit, "换了阀门")
    press(finishing, Key.Key_Escape)
    assert is_shown(QMessageBox)

    sit_down(window, desks.MANAGER)

    assert not is_shown(QMessageBox)
    assert not is_shown(FinishDialog)


def test_the_window_is_not_closed_over_what_waits_without_a_question(
    finishing: FinishDialog, window: DeskWindow, qtbot: QtBot
) -> None:
    type_text(finishing.note_edit, "换了阀门")
    change_to(window, desks.MANAGER, desks.MANAGER_PIN, qtbot)

    window.close()
    question = shown(QMessageBox)
    assert window.isVisible()
    assert "李客服填了一半的“完工”" in question.text()

    press(question.buttons()[0], Key.Key_Space)
    assert not window.isVisible()


def test_a_callback_half_asked_is_not_another_one_s_without_a_question(
    window: DeskWindow, day: Day, qtbot: QtBot
) -> None:
    day.returned(day.finished())
    day.later(hours=49)
    page = window.open_page("callbacks")
    assert isinstance(page, CallbacksPage)
    page.form.questions.start()
    press(QApplication.focusWidget() or page, Key.Key_3)

    press(page, Key.Key_F9)
    question = shown(QMessageBox)
    assert question.text().startswith("回访填了一半")
    assert not is_shown(PinDialog)

    press(question.buttons()[0], Key.Key_Space)
    assert is_shown(PinDialog)


def test_what_is_on_its_way_to_the_table_is_saved_in_the_name_of_who_sent_it(
    finishing: FinishDialog, window: DeskWindow, day: Day, matter_id: int, qtbot: QtBot
) -> None:
    type_text(finishing.note_edit, "换了阀门")
    other = day.desk.store.sibling()
    with other.transaction():
        press(finishing, Key.Key_F10)
        sit_down(window, desks.MANAGER)
        assert is_shown(FinishDialog)
    other.close()

    qtbot.waitUntil(lambda: not is_shown(FinishDialog))
    (finished,) = [line for line in repair_card(day.desk, matter_id).timeline if line.kind == "finished"]
    assert finished.by == desks.CLERK
