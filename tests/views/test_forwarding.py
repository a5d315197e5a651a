"""转办与意见 by keys: taken, replied, merged, handed on; opinions ticked and sent."""

from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.complaints.acts import take_complaint
from app.services.complaints.values import ComplaintDraft
from app.services.enquiries.acts import take_enquiry
from app.services.enquiries.values import EnquiryDraft
from app.services.forwarding.acts import take_forwarded
from app.services.forwarding.opinions import opinions_due, summary_due
from app.services.forwarding.reads import forwarded_card, forwarded_list
from app.services.forwarding.values import ForwardedDraft
from app.services.matters.values import CallerDraft, Taken
from app.views.board.why_dialog import WhyDialog
from app.views.desk_window import DeskWindow
from app.views.forwarding.forwarded_dialogs import ForwardedDialog, ReplyDialog, VoidForwardedDialog
from app.views.forwarding.opinion_dialog import OpinionDialog
from app.views.forwarding.page import OPINIONS, ForwardingPage
from app.views.matters.correct_fact_dialog import CorrectFactDialog
from app.views.matters.hand_on_dialog import HandOnDialog
from app.views.matters.merge_dialogs import MergeDialog, UnmergeDialog
from app.views.widgets.paper_dialog import PaperDialog
from tests.support.repairs import Day
from tests.views.dialogs import shown
from tests.views.keys import press, type_text

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def taken(day: Day) -> Taken:
    draft = ForwardedDraft(
        "同一户厨房立管漏水",
        "公司调度室",
        "DD-0071",
        premises_id=day.premises_id,
        caller=CallerDraft("值班员", "02200001234"),
    )
    return take_forwarded(day.desk, draft, uuid4())


@pytest.fixture
def page(window: DeskWindow) -> ForwardingPage:
    page = window.open_page("forwarding")
    assert isinstance(page, ForwardingPage)
    return page


def test_an_empty_page_says_what_to_do_and_a_call_from_above_is_written_down(page: ForwardingPage, day: Day) -> None:
    view = page.forwarded
    assert view.cases.list_or_empty.currentWidget() is view.empty
    view.new_action.trigger()
    dialog = shown(ForwardedDialog)
    type_text(dialog.words_edit, "某户反映室温低")
    type_text(dialog.place_edit, "2-2-301", enter=True)
    assert dialog.focusWidget() is dialog.sender_edit
    press(dialog.sender_edit, Key.Key_Return)

    (line,) = forwarded_list(day.desk)
    assert (line.words, line.sender, line.place) == ("某户反映室温低", "调度室", "2-2-301")
    assert view.table.current_id() == line.matter_id
    assert view.table.hasFocus()


def test_a_result_is_replied_with_the_words_of_the_main_job(page: ForwardingPage, day: Day, taken: Taken) -> None:
    repair = day.take()
    view = page.forwarded
    press(view.table, Key.Key_M)
    dialog = shown(MergeDialog)
    assert dialog.main_row.value() == repair.matter_id
    press(dialog.note_edit, Key.Key_Return)
    day.dispatch(repair.matter_id)
    day.later(minutes=20)
    day.arrive(repair.matter_id)

    press(view.table, Key.Key_Return)
    reply = shown(ReplyDialog)
    press(reply, Key.Key_F4)
    assert "08:20 到场" in reply.note_edit.text()
    press(reply.note_edit, Key.Key_Return)

    card = forwarded_card(day.desk, taken.matter_id)
    assert "08:20 到场" in card.facts.result
    assert card.facts.received_by == "调度室"
    assert card.head.phase == "已归档"
    assert not view.result_action.isEnabled()


def test_a_reply_on_the_way_leaves_the_clock_running(page: ForwardingPage, day: Day, taken: Taken) -> None:
    press(page.forwarded.table, Key.Key_E)
    dialog = shown(ReplyDialog)
    type_text(dialog.note_edit, "维修员已出发", enter=True)

    card = forwarded_card(day.desk, taken.matter_id)
    assert (card.head.phase, [clock.stopped for clock in card.clocks]) == ("已阶段回复", [None])
    assert page.forwarded.model.row_at(0).phase == "已阶段回复"  # type: ignore[union-attr]


def test_a_merge_by_number_and_its_undoing(page: ForwardingPage, day: Day, taken: Taken) -> None:
    repair = day.take(premises_id=None)
    view = page.forwarded
    press(view.table, Key.Key_M)
    dialog = shown(MergeDialog)
    dialog.main_row.set_value(None)
    dialog.save_button.click()
    assert "请选择" in dialog.form.message.text()
    type_text(dialog.number_edit, repair.number, enter=True)
    assert forwarded_card(day.desk, taken.matter_id).head.merged_into_id == repair.matter_id

    press(view.table, Key.Key_M, SHIFT)
    undo = shown(UnmergeDialog)
    type_text(undo.note_edit, "不是同一户", enter=True)
    assert forwarded_card(day.desk, taken.matter_id).head.merged_into_id is None


def test_it_is_handed_on_and_accepted_by_key(page: ForwardingPage, day: Day, taken: Taken) -> None:
    view = page.forwarded
    press(view.table, Key.Key_H)
    dialog = shown(HandOnDialog)
    type_text(dialog.other_edit, "维修班", enter=True)

    assert view.panel.case is not None
    assert ("责任人", "李客服（转交 1 次）") in view.panel.case.facts


def test_a_result_recorded_by_mistake_is_taken_back_by_key(page: ForwardingPage, day: Day, taken: Taken) -> None:
    view = page.forwarded
    press(view.table, Key.Key_R)
    type_text(shown(ReplyDialog).note_edit, "已修好", enter=True)
    press(view.table, Key.Key_X)
    dialog = shown(CorrectFactDialog)
    dialog.save_button.click()
    assert "正确的时间" in dialog.form.message.text()
    press(dialog.way_row, Key.Key_2)
    type_text(dialog.reason_edit, "回复错了件", enter=True)

    assert forwarded_card(day.desk, taken.matter_id).head.phase == "已受理"
    assert view.result_action.isEnabled()


def test_how_the_limit_came_about_is_shown_by_key(page: ForwardingPage, taken: Taken) -> None:
    press(page.forwarded.table, Key.Key_W)

    assert shown(WhyDialog).isVisible()


def test_a_mistake_is_voided(page: ForwardingPage, day: Day, taken: Taken) -> None:
    press(page.forwarded.table, Key.Key_Delete, SHIFT)
    type_text(shown(VoidForwardedDialog).reason_edit, "不归本站", enter=True)

    assert forwarded_card(day.desk, taken.matter_id).head.phase == "作废"


def test_the_paper_of_a_reply_is_looked_at_and_saved(
    page: ForwardingPage, day: Day, taken: Taken, tmp_path: Path
) -> None:
    view = page.forwarded
    assert not view.print_action.isEnabled()
    press(view.table, Key.Key_R)
    type_text(shown(ReplyDialog).note_edit, "已修好", enter=True)
    press(view.table, Key.Key_P)
    dialog = shown(PaperDialog)
    dialog.save_to(tmp_path / "reply.pdf")

    assert (tmp_path / "reply.pdf").read_bytes().startswith(b"%PDF")


def test_a_complaint_is_reported_singly_by_keys(page: ForwardingPage, day: Day, qtbot: QtBot) -> None:
    take_complaint(day.desk, ComplaintDraft("电话打不通"), uuid4())
    page.show_view(OPINIONS)
    view = page.opinions
    assert view.model.rowCount() == 1
    press(view.table, Key.Key_S)
    dialog = shown(OpinionDialog)
    dialog.print_check.setChecked(False)
    dialog.words_edits[0].clear()
    press(dialog.words_edits[0], Key.Key_Return)
    assert "处理意见" in dialog.form.message.text()
    type_text(dialog.words_edits[0], "已转站长核实", enter=True)

    assert opinions_due(day.desk) == []
    assert view.stack.currentWidget() is view.empty


def test_the_summary_takes_what_is_ticked_or_everything_that_goes_with_it(page: ForwardingPage, day: Day) -> None:
    ids = [take_enquiry(day.desk, EnquiryDraft(f"第 {place} 问"), uuid4()).matter_id for place in range(3)]
    repair = day.take()
    page.show_view(OPINIONS)
    view = page.opinions
    assert view.table.current_id() == ids[0]
    press(view.table, Key.Key_Space)
    assert [row.matter_id for row in view.ticked()] == ids[:1]
    press(view.table, Key.Key_T)
    dialog = shown(OpinionDialog)
    dialog.print_check.setChecked(False)
    press(dialog.words_edits[0], Key.Key_Return)
    assert [line.matter_id for line in summary_due(day.desk).lines] == [*ids[1:], repair.matter_id]

    press(view.table, Key.Key_T)
    dialog = shown(OpinionDialog)
    assert len(dialog.words_edits) == 3
    press(dialog.words_edits[2], Key.Key_Return)

    assert summary_due(day.desk).lines == ()
    assert shown(PaperDialog).paper == "处理意见汇总单"


def test_several_go_singly_each_on_its_own_report(page: ForwardingPage, day: Day) -> None:
    for _ in range(2):
        take_complaint(day.desk, ComplaintDraft("电话打不通"), uuid4())
    page.show_view(OPINIONS)
    view = page.opinions
    for row in range(2):
        view.table.selectRow(row)
        press(view.table, Key.Key_Space)
    press(view.table, Key.Key_S)
    press(shown(OpinionDialog).words_edits[0], Key.Key_Return)

    assert opinions_due(day.desk) == []
    assert view.ticked() == []


def test_covered_names_and_numbers_are_masked(page: ForwardingPage, window: DeskWindow, taken: Taken) -> None:
    window.session.cover(True)

    texts = " ".join(child.text() for child in page.forwarded.panel.findChildren(type(window.notices.text)))
    assert "02200001234" not in texts
    window.session.cover(False)


def test_both_lists_are_reached_by_key_from_anywhere_on_the_page(page: ForwardingPage) -> None:
    press(page.forwarded.table, Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert page.opinions.isVisible()

    press(page.opinions.table, Key.Key_1, Qt.KeyboardModifier.AltModifier)

    assert page.forwarded.isVisible()


def test_no_two_commands_of_the_page_share_a_key(page: ForwardingPage) -> None:
    keys = [action.shortcut().toString() for action in page.commands()]
    assert len(keys) == len(set(keys))
    assert all(keys)
