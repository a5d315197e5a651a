from datetime import timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.models.premises import Premises
from app.services.enquiries.acts import enquiry_card
from app.services.kernel.unit import writing
from app.services.outages.incident import take_outage
from app.services.outages.values import OutageDraft
from app.services.repairs.corrections import void_matter
from app.services.repairs.faults import questions
from app.services.repairs.intake import take_repair
from app.services.repairs.reads import RepairCard, find_matter, repair_card
from app.services.repairs.values import FaultGroup, RepairDraft
from app.views.board.page import BoardPage
from app.views.customers.card_parts import LinkButton
from app.views.desk_window import DeskWindow
from app.views.repairs.dispatch_dialog import DispatchDialog
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.theme import apply_theme
from app.views.widgets.following_area import FollowingArea
from tests.support import desks
from tests.support.repairs import PHONE, Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key


@pytest.fixture
def dialog(window: DeskWindow, day: Day, qtbot: QtBot) -> IntakeDialog:
    """F2 from the settings page."""
    window.open_page("settings")
    press(window, Key.Key_F2)
    dialog = shown(IntakeDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


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
    press(dialog.who.relation_row, Key.Key_3)
    press(dialog.group_row, Key.Key_1)
    assert dialog.what.fault_row.hasFocus()
    press(dialog.what.fault_row, Key.Key_3)
    assert dialog.what.severity_row.hasFocus()
    press(dialog.what.severity_row, Key.Key_1)
    press(dialog.what.can_close_row, Key.Key_2)
    press(dialog.what.below_wet_row, Key.Key_1)
    press(dialog.what.electricity_row, Key.Key_2)
    assert dialog.words_edit.hasFocus()
    type_text(dialog.words_edit, "入户阀往外喷")
    type_text(dialog.told.agreed_edit, "0815")
    press(dialog.told.agreed_edit.edit, Key.Key_Return)

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
    assert "台账无此户" in dialog.who.place_hint.text()
    press(dialog.group_row, Key.Key_2)
    press(dialog.what.fault_row, Key.Key_1)
    press(dialog.words_edit, Key.Key_Return)

    head = newest(window, day).head
    assert (head.place, head.unlisted) == ("解放路底商8号", True)


def test_nothing_at_all_is_still_a_call(dialog: IntakeDialog, window: DeskWindow, day: Day) -> None:
    press(dialog.words_edit, Key.Key_Return)

    assert not is_shown(IntakeDialog)
    assert newest(window, day).head.gaps


def test_only_a_leak_is_asked_about_water(dialog: IntakeDialog) -> None:
    press(dialog.group_row, Key.Key_2)
    assert not dialog.what.severity_row.isVisible()

    press(dialog.group_row, Key.Key_1)
    assert dialog.what.severity_row.isVisible()


def test_a_call_from_the_future_is_refused_and_the_draft_stays(dialog: IntakeDialog, day: Day) -> None:
    type_text(dialog.words_edit, "不热")
    type_text(dialog.told.told_edit, "1030", enter=True)

    assert is_shown(IntakeDialog)
    assert dialog.form.message.isVisible()
    assert dialog.words_edit.text() == "不热"


def test_the_power_cuts_calls_are_entered_with_their_true_time(
    dialog: IntakeDialog, window: DeskWindow, day: Day
) -> None:
    type_text(dialog.words_edit, "不热")
    type_text(dialog.told.told_edit, "0430", enter=True)

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


def test_a_known_flat_is_taken_with_a_dozen_keys(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    press(window, Key.Key_F2)
    dialog = shown(IntakeDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    type_text(dialog.place_edit, "1102", enter=True)
    press(dialog, Key.Key_1, Qt.KeyboardModifier.AltModifier)
    press(dialog.what.fault_row, Key.Key_3)
    press(dialog.what.severity_row, Key.Key_1)
    press(dialog.what.can_close_row, Key.Key_Return)

    assert not is_shown(IntakeDialog)
    found = newest(window, day)
    assert (found.head.premises_id, found.head.fault, found.head.severity) == (day.premises_id, "入户阀", "喷")
    assert found.clocks


def test_only_the_questions_of_the_group_are_asked_and_their_answers_kept(
    dialog: IntakeDialog, window: DeskWindow, day: Day
) -> None:
    press(dialog.group_row, Key.Key_2)
    press(dialog.what.fault_row, Key.Key_1)
    rows = dialog.what.questions.rows
    assert rows[0].hasFocus()
    asked = questions()["cold"]
    for row in rows[: len(asked)]:
        press(row, Key.Key_2)
    assert dialog.words_edit.hasFocus()
    assert dialog.draft().answers == {question.id: question.answers[1] for question in asked}

    press(dialog.group_row, Key.Key_1)

    assert not rows[0].isVisible()
    assert dialog.draft().answers == {}


def test_a_manhole_is_not_the_callers_home(dialog: IntakeDialog, window: DeskWindow, day: Day) -> None:
    type_text(dialog.place_edit, "3-2-1102", enter=True)
    press(dialog.group_row, Key.Key_6)
    press(dialog.what.fault_row, Key.Key_1)

    assert dialog.where.kind_row.value() == "outside"
    assert dialog.where.spot_edit.text() == "和平里小区室外"
    type_text(dialog.where.spot_edit, "东门井盖", enter=True)

    head = newest(window, day).head
    assert (head.place_kind, head.place) == ("outside", "和平里小区室外东门井盖")


def test_what_was_typed_about_the_place_is_not_typed_over(dialog: IntakeDialog) -> None:
    press(dialog.where.kind_row, Key.Key_3)
    type_text(dialog.where.spot_edit, "2单元管井")

    type_text(dialog.place_edit, "3-2-1102", enter=True)

    assert dialog.where.spot_edit.text() == "2单元管井"


def test_a_second_call_about_an_open_repair_is_urged_with_one_key(
    dialog: IntakeDialog, window: DeskWindow, day: Day
) -> None:
    taken = day.take(FaultGroup.COLD)
    type_text(dialog.place_edit, "3-2-1102", enter=True)
    assert any("未办完" in text for text in dialog.known.texts())

    press(dialog, Key.Key_F4)

    assert not is_shown(IntakeDialog)
    found = newest(window, day)
    assert (found.head.matter_id, found.facts.urged) == (taken.matter_id, 1)
    assert "已记催办" in window.notices.text.text()


def test_the_same_caller_is_known_by_the_number_alone(dialog: IntakeDialog, day: Day) -> None:
    day.take(FaultGroup.COLD)

    type_text(dialog.phone_edit, PHONE)
    dialog.who.caller_edit.setFocus()

    assert any("未办完" in text for text in dialog.known.texts())


def test_another_repair_within_the_week_is_said_to_be_one(dialog: IntakeDialog, day: Day) -> None:
    day.finished(FaultGroup.COLD)
    day.later(days=2)

    type_text(dialog.place_edit, "3-2-1102", enter=True)

    assert any("第 2 次报修" in text for text in dialog.known.texts())


def test_what_was_closed_is_not_urged(dialog: IntakeDialog, day: Day) -> None:
    void_matter(day.desk, day.take(FaultGroup.COLD).matter_id, "误拨", uuid4())
    day.finished(FaultGroup.COLD)

    type_text(dialog.place_edit, "3-2-1102", enter=True)

    assert dialog.known.to_urge() is None


def test_a_stopped_flat_is_told_so_at_once(dialog: IntakeDialog, day: Day) -> None:
    with writing(day.desk, "test.stop", uuid4()) as unit:
        unit.update(Premises, day.premises_id, None, state="停热")

    type_text(dialog.place_edit, "3-2-1102", enter=True)

    said = " ".join(dialog.known.texts())
    assert "复热申请" in said
    assert "用热检查" in said
    press(dialog.words_edit, Key.Key_Return)
    assert not is_shown(IntakeDialog)


def test_an_enquiry_is_answered_and_closed_in_the_same_window(
    dialog: IntakeDialog, window: DeskWindow, day: Day
) -> None:
    press(dialog, Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.group_row.isVisible()
    press(dialog.enquiry.topic_row, Key.Key_1)
    assert "收费面积" in dialog.enquiry.answer()
    press(dialog.enquiry.content_row, Key.Key_1)
    press(dialog.enquiry.content_row, Key.Key_Return)

    assert not is_shown(IntakeDialog)
    assert "已答复，办结" in window.notices.text.text()
    number = window.notices.text.text().split()[0]
    found = enquiry_card(day.desk, find_matter(day.desk, number))
    assert (found.topic, found.content, found.phase) == ("热费怎么算", True, "已归档")


def test_another_topic_brings_its_words_but_never_over_those_typed(dialog: IntakeDialog) -> None:
    press(dialog, Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    press(dialog.enquiry.topic_row, Key.Key_1)
    press(dialog.enquiry.topic_row, Key.Key_3)
    assert "18度" in dialog.enquiry.answer()

    type_text(dialog.enquiry.answer_edit, "另外")
    press(dialog.enquiry.topic_row, Key.Key_1)

    assert "18度" in dialog.enquiry.answer()


def test_the_rule_of_charges_is_told_with_one_key(dialog: IntakeDialog, window: DeskWindow, day: Day) -> None:
    press(dialog, Key.Key_F6)
    press(dialog.words_edit, Key.Key_Return)

    assert newest(window, day).head.fee_told


def test_a_caller_from_where_heat_is_off_hears_until_when_and_joins_with_one_key(
    window: DeskWindow, day: Day, qtbot: QtBot
) -> None:
    outage = take_outage(day.desk, OutageDraft(expected_at=day.now() + timedelta(hours=3)), uuid4())
    press(window, Key.Key_F2)
    dialog = shown(IntakeDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    type_text(dialog.place_edit, "3-2-1102", enter=True)
    assert dialog.banner.isVisible()
    assert "11:00" in dialog.banner.line.text()
    press(dialog.group_row, Key.Key_2)

    press(dialog, Key.Key_J, Qt.KeyboardModifier.ControlModifier)

    assert not is_shown(IntakeDialog)
    assert "已并入停热事件" in window.notices.text.text()
    page = window.page
    assert isinstance(page, BoardPage)
    card = page.current_card()
    assert card is not None
    assert card.head.outage_number == outage.number


def test_a_matter_sent_down_by_the_dispatch_room_is_taken_in_the_same_window(
    dialog: IntakeDialog, window: DeskWindow, day: Day
) -> None:
    press(dialog, Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    type_text(dialog.place_edit, "3-2-1102", enter=True)
    type_text(dialog.forwarded.sender_edit, "公司调度室")
    type_text(dialog.forwarded.number_edit, "DD-17")
    type_text(dialog.words_edit, "用户反映不热", enter=True)

    assert not is_shown(IntakeDialog)
    page = window.page
    assert isinstance(page, BoardPage)
    found = page.in_hand()
    assert found is not None
    assert (found.kind, found.head.premises_id) == ("forwarded", day.premises_id)


def test_a_complaint_is_taken_in_the_same_window(dialog: IntakeDialog, window: DeskWindow) -> None:
    press(dialog, Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    type_text(dialog.words_edit, "来晚了还弄脏地板", enter=True)

    assert not is_shown(IntakeDialog)
    page = window.page
    assert isinstance(page, BoardPage)
    found = page.in_hand()
    assert found is not None
    assert (found.kind, found.head.words) == ("complaint", "来晚了还弄脏地板")


def test_the_telephone_rings_above_an_open_dialog_and_what_was_begun_there_stays(
    window: DeskWindow, day: Day, qtbot: QtBot
) -> None:
    taken = day.take(FaultGroup.COLD)
    page = window.open_page("board")
    page.go_to("matter", taken.matter_id)
    assert isinstance(page, BoardPage)
    press(page.table, Key.Key_D)
    dispatch = shown(DispatchDialog)
    qtbot.waitUntil(dispatch.isActiveWindow)
    type_text(dispatch.note_edit, "带上梯子")

    press(dispatch.note_edit, Key.Key_F2)
    dialog = shown(IntakeDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    type_text(dialog.place_edit, "3-2-1102", enter=True)
    press(dialog.words_edit, Key.Key_Return)

    assert not is_shown(IntakeDialog)
    assert "已受理" in window.notices.text.text()
    assert is_shown(DispatchDialog)
    assert dispatch.note_edit.text() == "带上梯子"
    assert page.current_card() is not None
    assert page.current_card().head.matter_id == taken.matter_id  # type: ignore[union-attr]


def test_a_second_ring_while_the_first_caller_speaks_has_a_window_of_its_own(
    dialog: IntakeDialog, window: DeskWindow, qtbot: QtBot
) -> None:
    press(dialog, Key.Key_F2)
    assert shown(IntakeDialog) is dialog
    type_text(dialog.words_edit, "不热")

    press(dialog.words_edit, Key.Key_F2)

    both = [each for each in window.findChildren(IntakeDialog) if each.isVisible()]
    assert len(both) == 2
    assert dialog.words_edit.text() == "不热"


def test_the_telephone_rings_above_a_question_too(dialog: IntakeDialog, window: DeskWindow, qtbot: QtBot) -> None:
    type_text(dialog.words_edit, "不热")
    press(dialog, Key.Key_Escape)
    question = shown(QMessageBox)
    qtbot.waitUntil(question.isActiveWindow)

    press(question, Key.Key_F2)

    both = [each for each in window.findChildren(IntakeDialog) if each.isVisible()]
    assert len(both) == 2
    assert question.isVisible()


@pytest.mark.parametrize("percent", [100, 125])
def test_every_question_of_a_leak_and_of_a_cold_flat_is_on_screen_without_scrolling(
    window: DeskWindow, day: Day, qapp: QApplication, percent: int
) -> None:
    apply_theme(qapp, "light", percent)
    window.resize(1366, 738)
    day.take(FaultGroup.COLD)
    dialog = window.open_intake()
    type_text(dialog.place_edit, "3-2-1102", enter=True)
    bar = dialog.findChildren(FollowingArea)[0].verticalScrollBar()

    for digit in (Key.Key_1, Key.Key_2):
        press(dialog.group_row, digit)
        # Each turn of the loop tells the next outer layout.
        for _ in range(6):
            qapp.processEvents()

        assert bar.maximum() == 0
