"""遮挡屏 and the card's key on the pages around: what the counter may read, and F8 from the selected row."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.services.matters.values import CallerDraft
from app.services.repairs.acts import take_repair
from app.services.repairs.values import FaultGroup, RepairDraft
from app.views.board.page import BoardPage
from app.views.callbacks.page import CallbacksPage
from app.views.covering import covered_name
from app.views.customers.page import CustomersPage
from app.views.desk_window import DeskWindow
from app.views.repairs.contact_dialogs import ExplainDialog
from app.views.repairs.intake_dialog import IntakeDialog
from tests.support.repairs import PHONE, Day
from tests.views.dialogs import shown
from tests.views.keys import press, settle, type_text

Key = Qt.Key
MASKED = "138****0421"


def words_on(widget: QWidget) -> str:
    return "\n".join(part.text() for part in widget.findChildren(QLabel) if part.isVisibleTo(widget))


@pytest.fixture
def board(window: DeskWindow, day: Day) -> BoardPage:
    """The board with one repair in hand whose words say too much."""
    draft = RepairDraft(
        fault_group=FaultGroup.COLD,
        premises_id=day.premises_id,
        words="独居老人家不热，找女儿 13700000888",
        caller=CallerDraft("冯贵", PHONE),
    )
    taken = take_repair(day.desk, draft, uuid4())
    page = window.open_page("board")
    assert isinstance(page, BoardPage)
    page.go_to("matter", taken.matter_id)
    settle()
    return page


def test_the_board_covers_the_caller_and_what_the_words_give_away(board: BoardPage) -> None:
    assert PHONE in words_on(board.panel)

    press(board, Key.Key_F12)

    seen = words_on(board.panel)
    assert MASKED in seen
    assert "冯＊" in seen
    assert "▲家不热，找女儿 137****0888" in seen
    assert [word for word in (PHONE, "冯贵", "独居", "13700000888") if word in seen] == []
    assert board.model.index(0, 4).data() == "▲家不热，找女儿 137****0888"

    press(board, Key.Key_F12)
    assert PHONE in words_on(board.panel)


def test_a_dialog_over_the_covered_board_tells_no_more(board: BoardPage) -> None:
    press(board, Key.Key_F12)

    board.acts.common.explain_action.trigger()

    lead = shown(ExplainDialog).lead.text()
    assert "独居" not in lead
    assert "▲家不热" in lead


def test_the_search_box_covers_the_people_it_finds(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    box = window.top_bar.search
    window.session.cover(True)

    type_text(box, "1102")

    qtbot.waitUntil(lambda: bool(box.hits()))
    assert [hit.detail.split("　")[0] for hit in box.hits()] == ["龚＊"]


def test_a_callback_is_covered_while_it_is_in_hand(window: DeskWindow, day: Day) -> None:
    sent = day.finished()
    day.returned(sent)
    day.later(hours=49)
    page = window.open_page("callbacks")
    assert isinstance(page, CallbacksPage)
    assert PHONE in page.form.person.phone.text()

    press(page, Key.Key_F12)

    assert page.form.person.phone.text() == f"冯＊　本人　{MASKED}"


def test_the_list_of_callbacks_covers_what_the_words_give_away(window: DeskWindow, day: Day) -> None:
    draft = RepairDraft(FaultGroup.LEAK, premises_id=day.premises_id, words="独居老人家，找女儿 13700000888")
    sent = day.dispatch(take_repair(day.desk, draft, uuid4()).matter_id)
    day.arrive(sent.matter_id)
    day.finish(sent.matter_id)
    day.returned(sent)
    day.later(hours=49)
    page = window.open_page("callbacks")
    assert isinstance(page, CallbacksPage)
    assert "独居" in page.model.index(0, 3).data()

    press(page, Key.Key_F12)

    assert page.model.index(0, 3).data() == "▲家，找女儿 137****0888"


@pytest.mark.parametrize("page_id", ["callbacks", "returns"])
def test_f8_opens_the_card_of_the_selected_row(window: DeskWindow, day: Day, page_id: str) -> None:
    sent = day.finished()
    if page_id == "callbacks":
        day.returned(sent)
        day.later(hours=49)
    page = window.open_page(page_id)
    page.table.selectRow(0)  # type: ignore[attr-defined]

    press(page, Key.Key_F8)

    assert isinstance(window.page, CustomersPage)
    assert window.page.premises_in_hand() == day.premises_id


def test_f12_covers_the_intake_window_while_it_is_open(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    press(window, Key.Key_F2)
    intake = shown(IntakeDialog)
    qtbot.waitUntil(intake.isActiveWindow)
    intake.set_premises(day.premises_id)
    type_text(intake.phone_edit, PHONE)
    type_text(intake.who.caller_edit, "冯贵")
    type_text(intake.words_edit, "找女儿 13700000888")

    press(intake.words_edit, Key.Key_F12)

    assert window.session.covered
    assert set(intake.phone_edit.displayText()).isdisjoint(PHONE)
    assert "冯" not in intake.who.caller_edit.displayText()
    assert "13700000888" not in intake.words_edit.displayText()
    assert "龚" in words_on(intake.panel)
    assert "龚䶮" not in words_on(intake.panel)
    assert intake.draft().caller.phone == PHONE

    press(intake.words_edit, Key.Key_F12)

    assert not window.session.covered
    assert intake.phone_edit.displayText() == PHONE
    assert intake.who.caller_edit.displayText() == "冯贵"


def test_whom_the_dispatch_room_wants_called_back_is_covered_too(window: DeskWindow, qtbot: QtBot) -> None:
    press(window, Key.Key_F2)
    intake = shown(IntakeDialog)
    qtbot.waitUntil(intake.isActiveWindow)
    press(intake, Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    type_text(intake.forwarded.reply_edit, "调度室 13800001234")

    press(intake, Key.Key_F12)

    assert "1380000" not in intake.forwarded.reply_edit.displayText()


def test_what_is_typed_while_covered_is_seen_until_the_cursor_goes_on(window: DeskWindow, qtbot: QtBot) -> None:
    window.session.cover(True)
    press(window, Key.Key_F2)
    intake = shown(IntakeDialog)
    qtbot.waitUntil(intake.isActiveWindow)

    type_text(intake.who.caller_edit, "冯贵")
    assert intake.who.caller_edit.displayText() == "冯贵"
    intake.phone_edit.setFocus()

    assert "冯" not in intake.who.caller_edit.displayText()
    intake.who.caller_edit.setFocus()
    assert "冯" not in intake.who.caller_edit.displayText()
    intake.who.caller_edit.clear()
    assert intake.who.caller_edit.echoMode() == intake.who.caller_edit.EchoMode.Normal


def test_f12_is_heard_by_a_question_over_a_dialog(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    press(window, Key.Key_F2)
    intake = shown(IntakeDialog)
    qtbot.waitUntil(intake.isActiveWindow)
    type_text(intake.phone_edit, PHONE)
    press(intake.phone_edit, Key.Key_Escape)
    question = shown(QMessageBox)
    qtbot.waitUntil(question.isActiveWindow)

    press(question, Key.Key_F12)
    assert window.session.covered
    question.close()
    intake.activateWindow()
    qtbot.waitUntil(intake.isActiveWindow)
    press(intake.phone_edit, Key.Key_F12)

    assert not window.session.covered


def test_f12_covers_what_an_open_dialog_is_about(board: BoardPage, qtbot: QtBot) -> None:
    board.acts.common.explain_action.trigger()
    dialog = shown(ExplainDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert "独居" in dialog.lead.text()

    press(dialog.note_edit, Key.Key_F12)
    assert "独居" not in dialog.lead.text()
    assert "▲家不热" in dialog.lead.text()

    press(dialog.note_edit, Key.Key_F12)
    assert "独居" in dialog.lead.text()


def test_an_open_list_of_hits_is_covered_at_once(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    box = window.top_bar.search
    type_text(box, "1102")
    qtbot.waitUntil(box.popup_is_open)
    assert "龚䶮" in box.popup.view.currentIndex().data()

    press(box, Key.Key_F12)

    assert box.popup_is_open()
    assert "龚䶮" not in box.popup.view.currentIndex().data()
    assert "龚＊" in box.popup.view.currentIndex().data()
    press(box, Key.Key_F12)
    assert "龚䶮" in box.popup.view.currentIndex().data()


def test_a_number_in_a_search_box_is_covered(board: BoardPage, qtbot: QtBot) -> None:
    type_text(board.quick_edit, "3-2-1102 不热 13800000999")

    press(board, Key.Key_F12)

    assert "13800000999" not in board.quick_edit.displayText()
    press(board, Key.Key_F12)
    assert "13800000999" in board.quick_edit.displayText()


@pytest.mark.parametrize(("name", "covered"), [("", ""), ("王", "王"), ("王伟", "王＊"), ("欧阳娜娜", "欧＊＊＊")])
def test_a_covered_name_keeps_its_first_character(name: str, covered: str) -> None:
    assert covered_name(name) == covered
