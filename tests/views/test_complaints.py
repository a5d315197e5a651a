"""投诉举报 by keys: taken, passed on, answered; a tip-off stays sealed on the way."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.complaints.acts import take_complaint, void_complaint
from app.services.complaints.from_sheets import slips_with_words
from app.services.complaints.reads import complaint_card, complaint_list
from app.services.complaints.tip_offs import take_tip_off
from app.services.complaints.values import ComplaintDraft, TipOffDraft
from app.services.kernel.operators import actor_named
from app.services.matters.values import CallerDraft, Taken
from app.services.repairs.values import SheetBack
from app.views.complaints.act_dialogs import AnswerDialog, PassOnDialog, SummaryDialog, VoidComplaintDialog
from app.views.complaints.from_sheet_dialog import FromSheetDialog
from app.views.complaints.intake_dialogs import ComplaintDialog, TipOffDialog
from app.views.complaints.page import ComplaintsPage
from app.views.complaints.sealed_dialog import SealedDialog
from app.views.desk_window import DeskWindow
from app.views.returns.page import ReturnsPage
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def complaint(day: Day) -> Taken:
    draft = ComplaintDraft("电话打不通", day.premises_id, caller=CallerDraft("秦德", "13800000901"))
    return take_complaint(day.desk, draft, uuid4())


@pytest.fixture
def page(window: DeskWindow) -> ComplaintsPage:
    page = window.open_page("complaints")
    assert isinstance(page, ComplaintsPage)
    return page


def test_an_empty_page_says_what_to_do_and_a_complaint_is_written_down(page: ComplaintsPage, day: Day) -> None:
    assert page.cases.list_or_empty.currentWidget() is page.empty
    page.new_action.trigger()
    dialog = shown(ComplaintDialog)
    type_text(dialog.words_edit, "反映电话打不通")
    type_text(dialog.phone_edit, "13800000901")
    press(dialog.channel_row, Key.Key_3)
    press(dialog.words_edit, Key.Key_Return)

    (line,) = complaint_list(day.desk)
    head = complaint_card(day.desk, line.matter_id).head
    assert (head.words, head.phone, head.channel) == ("反映电话打不通", "13800000901", "12345")
    assert page.table.hasFocus()


def test_it_is_passed_on_and_answered_by_keys(page: ComplaintsPage, day: Day, complaint: Taken) -> None:
    press(page.table, Key.Key_D)
    dialog = shown(PassOnDialog)
    press(dialog.to_row, Key.Key_1)
    type_text(dialog.received_edit, "王站长", enter=True)
    press(page.table, Key.Key_A)
    reply = shown(AnswerDialog)
    assert not reply.nobody_check.isChecked()
    type_text(reply.note_edit, "已加派一人接听")
    press(reply.how_row, Key.Key_1)
    press(reply.content_row, Key.Key_1)
    press(reply.note_edit, Key.Key_Return)

    card = complaint_card(day.desk, complaint.matter_id)
    assert (card.head.passed_to, card.facts.content, card.head.phase) == ("站长（王站长）", True, "已归档")
    assert "答复对象：秦德" in card.head.answer
    assert page.panel.case is not None
    assert ("对处理", "满意") in page.panel.case.facts
    assert not page.answer_action.isEnabled()


def test_words_on_a_slip_become_a_complaint_by_keys(page: ComplaintsPage, day: Day) -> None:
    sent = day.finished()
    signed_at = day.now()
    day.later(hours=2)
    day.returned(sent, words="来晚了还弄脏地板", signed_at=signed_at)
    page.sheet_action.trigger()
    dialog = shown(FromSheetDialog)
    press(dialog.slip_row, Key.Key_1)
    assert dialog.words_edit.text() == "来晚了还弄脏地板"
    press(dialog.words_edit, Key.Key_Return)

    (line,) = complaint_list(day.desk)
    assert (line.words, line.told_at) == ("来晚了还弄脏地板", signed_at)
    assert slips_with_words(day.desk) == []


def test_a_slip_just_taken_in_is_offered(window: DeskWindow, day: Day) -> None:
    sent = day.finished()
    returns = window.open_page("returns")
    assert isinstance(returns, ReturnsPage)
    assert not returns.complaint_action.isEnabled()
    day.returned(sent, words="来晚了")
    assert sent.sheet_id is not None
    returns.form.saved.emit(SheetBack(sent.matter_id, sent.number, 1, sent.sheet_id, 1))
    returns.complaint_action.trigger()
    dialog = shown(FromSheetDialog)
    assert dialog.words_edit.text() == "来晚了"
    press(dialog.words_edit, Key.Key_Return)

    assert [line.words for line in complaint_list(day.desk)] == ["来晚了"]
    assert not returns.complaint_action.isEnabled()


def test_no_answer_closes_without_words(page: ComplaintsPage, day: Day, complaint: Taken) -> None:
    press(page.table, Key.Key_Return)
    dialog = shown(AnswerDialog)
    press(dialog.note_edit, Key.Key_Return)

    assert "请写明" in dialog.form.message.text()
    assert complaint_card(day.desk, complaint.matter_id).head.closed_at is None


def test_anonymous_is_ticked_before_anything_can_be_typed(page: ComplaintsPage, day: Day) -> None:
    page.tip_off_action.trigger()
    dialog = shown(TipOffDialog)
    assert dialog.anonymous_check.isChecked()
    assert dialog.focusWidget() is dialog.anonymous_check
    assert not dialog.caller_edit.isVisible()
    press(dialog.anonymous_check, Key.Key_Space)
    type_text(dialog.caller_edit, "傅桂")
    press(dialog.anonymous_check, Key.Key_Space)
    assert (dialog.caller_edit.text(), dialog.caller_edit.isVisible()) == ("", False)
    dialog.words_edit.setPlainText("有个师傅收了钱没给票")
    press(dialog, Key.Key_F10)

    (line,) = complaint_list(day.desk)
    assert (line.words, line.place) == ("举报（内容保密）", "举报（内容保密）")
    assert not is_shown(TipOffDialog)


def test_the_summary_is_what_the_list_shows_then(page: ComplaintsPage, day: Day) -> None:
    taken = take_tip_off(day.desk, TipOffDraft("有个师傅收了钱没给票"), uuid4())
    assert page.table.current_id() == taken.matter_id
    press(page.table, Key.Key_S)
    type_text(shown(SummaryDialog).summary_edit, "反映收费未给票据", enter=True)

    assert [row.words for row in complaint_list(day.desk)] == ["反映收费未给票据"]
    press(page.table, Key.Key_A)
    assert shown(AnswerDialog).nobody_check.isChecked()


def test_the_words_open_for_the_head_only_and_vanish_under_the_cover(
    page: ComplaintsPage, window: DeskWindow, day: Day
) -> None:
    take_tip_off(day.desk, TipOffDraft("有个师傅收了钱没给票"), uuid4())
    press(page.table, Key.Key_O)
    assert "站长" in window.notices.text.text()
    assert not is_shown(SealedDialog)
    window.session.take_over(actor_named(day.desk.store, desks.MANAGER))
    press(page.table, Key.Key_O)
    dialog = shown(SealedDialog)
    assert dialog.words.text() == "有个师傅收了钱没给票"

    window.session.cover(True)
    assert "收了钱" not in dialog.words.text()
    window.session.cover(False)


def test_what_is_told_about_the_head_offers_the_company_alone(page: ComplaintsPage, day: Day) -> None:
    taken = take_tip_off(day.desk, TipOffDraft("站长亲戚家不交费", about_head=True), uuid4())
    press(page.table, Key.Key_D)
    dialog = shown(PassOnDialog)
    assert (dialog.to_row.value(), dialog.other_edit.isVisible()) == ("公司", False)
    press(dialog.received_edit, Key.Key_Return)

    assert complaint_card(day.desk, taken.matter_id).head.passed_to == "公司"


def test_a_mistake_is_voided(page: ComplaintsPage, day: Day, complaint: Taken) -> None:
    press(page.table, Key.Key_Delete, SHIFT)
    type_text(shown(VoidComplaintDialog).reason_edit, "同一人重复反映", enter=True)

    assert complaint_card(day.desk, complaint.matter_id).head.phase == "作废"


def test_an_old_complaint_that_was_looked_up_gives_way_to_the_one_the_cursor_goes_to(
    page: ComplaintsPage, day: Day, complaint: Taken
) -> None:
    void_complaint(day.desk, complaint.matter_id, "重复", uuid4())
    day.later(days=40)
    new = [take_complaint(day.desk, ComplaintDraft("没戴鞋套", day.premises_id), uuid4()).matter_id for _ in range(2)]
    page.cases.read()
    page.cases.go_to(complaint.matter_id)
    assert page.cases.card is not None
    assert page.cases.card.head.matter_id == complaint.matter_id

    page.table.go_to(new[1])
    page.cases.read()

    assert page.table.current_id() == new[1]
    assert page.cases.card.head.matter_id == new[1]


def test_a_complaint_that_leaves_the_list_stays_in_hand(page: ComplaintsPage, day: Day, complaint: Taken) -> None:
    void_complaint(day.desk, complaint.matter_id, "重复", uuid4())
    second = take_complaint(day.desk, ComplaintDraft("没戴鞋套", day.premises_id), uuid4())
    page.cases.read()
    page.cases.go_to(complaint.matter_id)

    day.later(days=40)
    page.cases.read()

    assert page.cases.model.ids() == [second.matter_id]
    assert page.cases.card is not None
    assert page.cases.card.head.matter_id == complaint.matter_id


def test_the_board_leads_here(page: ComplaintsPage, day: Day, complaint: Taken, qtbot: QtBot) -> None:
    page.go_to("matter", complaint.matter_id)

    assert page.panel.case is not None
    assert page.panel.case.number == complaint.number
    assert page.premises_in_hand() == day.premises_id


def test_no_two_commands_of_the_page_share_a_key(page: ComplaintsPage) -> None:
    keys = [action.shortcut().toString() for action in page.commands()]
    assert len(keys) == len(set(keys))
    assert all(keys)
