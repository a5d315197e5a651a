"""What a tired clerk has typed or ticked is never lost without a question, and keys lead on, not into the dark."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.outages.incident import take_outage
from app.services.outages.values import OutageDraft
from app.services.repairs.acts import record_contact
from app.services.repairs.corrections import void_matter
from app.services.repairs.ending import close_for_user_reason
from app.services.repairs.intake import take_repair
from app.services.repairs.values import ContactDraft, FaultGroup, RepairDraft
from app.services.repairs.work_values import UserCloseDraft
from app.services.staff.approvals import ApprovalDraft, sign_approval, unsigned_approvals
from app.views.board.approvals_dialog import ApprovalsDialog
from app.views.board.explain_many_dialog import ExplainManyDialog
from app.views.board.page import BoardPage
from app.views.board.tick_list import Mark
from app.views.desk_window import DeskWindow
from app.views.matters.merge_dialogs import MergeDialog
from app.views.repairs.again_dialogs import ReopenDialog
from app.views.repairs.correction_dialogs import CorrectDialog
from app.views.repairs.dispatch_dialog import DispatchDialog
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.repairs.user_reason_dialogs import DamageDialog, UserCloseDialog
from app.views.repairs.visit_dialogs import VisitResultDialog
from tests.support import desks
from tests.support.repairs import PHONE, Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, settle, type_text

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier
Go = Callable[[int], None]
MASKED = "138****0421"


@pytest.fixture
def dialog(window: DeskWindow, day: Day, qtbot: QtBot) -> IntakeDialog:
    """F2 pressed."""
    press(window, Key.Key_F2)
    dialog = shown(IntakeDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def asked_for_signature(day: Day) -> int:
    """A repair closed for the user's reason in the night, which waits for the head."""
    taken = day.take(FaultGroup.COLD)
    record_contact(day.desk, taken.matter_id, ContactDraft(note="用户说不在家"), uuid4())
    head = desks.desk_for(day.desk.store, desks.MANAGER, day.clock).actor.staff_id
    assert head is not None
    draft = UserCloseDraft(reason="长期不在家", evidence="通话", approval=ApprovalDraft(head, day.now(), "同意"))
    close_for_user_reason(day.desk, taken.matter_id, draft, uuid4())
    return unsigned_approvals(day.desk)[-1].id


# Escape


def test_escape_asks_before_answers_picked_by_digits_are_thrown_away(dialog: IntakeDialog) -> None:
    press(dialog.group_row, Key.Key_1)
    press(dialog.what.fault_row, Key.Key_3)
    press(dialog.what.severity_row, Key.Key_1)

    press(dialog, Key.Key_Escape)

    assert is_shown(IntakeDialog)


def test_escape_from_a_dialog_nobody_touched_asks_nothing(dialog: IntakeDialog) -> None:
    press(dialog, Key.Key_Escape)

    assert not is_shown(IntakeDialog)


def test_escape_asks_before_sixty_ticks_are_thrown_away(page: BoardPage, day: Day) -> None:
    for _ in range(60):
        day.take(FaultGroup.COLD)
    press(page.table, Key.Key_E, Control)
    dialog = shown(ExplainManyDialog)
    dialog.list.selectAll()
    press(dialog.list, Key.Key_1)
    assert len(dialog.list.marked_ids(Mark.TOLD)) == 60

    press(dialog, Key.Key_Escape)

    assert is_shown(ExplainManyDialog)


def test_escape_asks_before_the_heads_opinion_is_thrown_away(page: BoardPage, window: DeskWindow, day: Day) -> None:
    asked_for_signature(day)
    window.session.set_desk(desks.desk_for(day.desk.store, desks.MANAGER, day.clock))
    press(page.table, Key.Key_B, Control)
    signing = shown(ApprovalsDialog)
    type_text(signing.remark_edit, "没有问过我")

    press(signing, Key.Key_Escape)

    assert is_shown(ApprovalsDialog)


def test_escape_in_the_quick_line_keeps_the_line_and_goes_to_the_list(page: BoardPage, day: Day) -> None:
    day.take(FaultGroup.COLD)
    type_text(page.quick_edit, "和平里9-9 喷水")
    page.quick_edit.close_popup()

    press(page.quick_edit, Key.Key_Escape)

    assert page.quick_edit.text() == "和平里9-9 喷水"
    assert page.table.hasFocus()


def test_escape_that_empties_the_search_lets_the_flat_go(dialog: IntakeDialog) -> None:
    type_text(dialog.place_edit, "3-2-1102", enter=True)
    assert dialog.premises_id is not None
    dialog.place_edit.setFocus()

    press(dialog.place_edit, Key.Key_Escape)

    assert dialog.place_edit.text() == ""
    assert dialog.premises_id is None


# F12


def test_the_list_of_users_to_ring_is_covered_while_it_is_open(page: BoardPage, day: Day) -> None:
    day.take(FaultGroup.COLD)
    press(page.table, Key.Key_E, Control)
    dialog = shown(ExplainManyDialog)
    told: list[int] = []
    dialog.list.ticks.dataChanged.connect(lambda *_: told.append(1))

    dialog.session.cover(True)

    row = [dialog.list.ticks.index(0, column).data() for column in range(dialog.list.ticks.columnCount())]
    assert MASKED in row
    assert PHONE not in row
    assert told


def test_what_may_lead_is_covered_and_stays_chosen(page: BoardPage, day: Day, go: Go) -> None:
    draft = RepairDraft(premises_id=day.premises_id, words="漏，打13800000421")
    main = take_repair(day.desk, draft, uuid4())
    second = day.take(FaultGroup.LEAK)
    go(second.matter_id)
    press(page.table, Key.Key_M)
    dialog = shown(MergeDialog)
    dialog.main_row.pick(main.matter_id)
    assert "1380000" in dialog.main_row.text()

    dialog.session.cover(True)

    assert dialog.main_row.value() == main.matter_id
    assert "1380000" not in dialog.main_row.text()


def test_covering_keeps_the_opinion_half_typed(page: BoardPage, window: DeskWindow, day: Day) -> None:
    asked_for_signature(day)
    window.session.set_desk(desks.desk_for(day.desk.store, desks.MANAGER, day.clock))
    press(page.table, Key.Key_B, Control)
    signing = shown(ApprovalsDialog)
    type_text(signing.remark_edit, "没有问过我")

    window.session.cover(True)

    assert signing.remark_edit.text() == "没有问过我"


# Somebody else did it between


def test_what_another_head_has_signed_leaves_the_list(
    page: BoardPage, window: DeskWindow, day: Day, qtbot: QtBot
) -> None:
    approval_id = asked_for_signature(day)
    manager = desks.desk_for(day.desk.store, desks.MANAGER, day.clock)
    window.session.set_desk(manager)
    press(page.table, Key.Key_B, Control)
    signing = shown(ApprovalsDialog)
    qtbot.waitUntil(signing.isActiveWindow)
    sign_approval(manager, approval_id, True, "", uuid4())

    press(signing, Key.Key_F10)

    qtbot.waitUntil(lambda: "已补签" in signing.message.text())
    assert signing.row.value() is None
    assert not signing.agree_button.isEnabled()


def test_a_clerk_reads_what_waits_for_the_head_and_cannot_sign(page: BoardPage, day: Day, qtbot: QtBot) -> None:
    asked_for_signature(day)
    press(page.table, Key.Key_B, Control)
    signing = shown(ApprovalsDialog)
    qtbot.waitUntil(signing.isActiveWindow)

    press(signing, Key.Key_F10)

    assert "由站长登录后签" in signing.facts.text()
    assert len(unsigned_approvals(day.desk)) == 1


def test_undo_is_offered_to_who_did_it_not_to_the_next_operator(page: BoardPage, window: DeskWindow, day: Day) -> None:
    day.take(FaultGroup.COLD)
    assert page.undo_button.isVisible()

    window.session.set_desk(desks.desk_for(day.desk.store, desks.MANAGER, day.clock))

    assert not page.undo_button.isVisible()


# Sentences name the field


def test_a_time_that_is_not_asked_any_more_stops_nobody(page: BoardPage, day: Day, go: Go) -> None:
    taken = day.take(FaultGroup.COLD)
    day.dispatch(taken.matter_id)
    day.later(minutes=30)
    go(taken.matter_id)
    press(page.table, Key.Key_R)
    dialog = shown(VisitResultDialog)
    press(dialog.result_row, Key.Key_2)
    type_text(dialog.until_edit, "tomorrow")
    press(dialog.result_row, Key.Key_4)
    type_text(dialog.arrived_edit, "-5")
    press(dialog.evidence_row, Key.Key_1)

    press(dialog.note_edit, Key.Key_Return)

    assert not is_shown(VisitResultDialog), dialog.form.message.text()


def test_a_time_nobody_understands_is_named(dialog: IntakeDialog) -> None:
    type_text(dialog.told.told_edit, "early", enter=True)

    assert dialog.form.message.text().startswith("来电时间看不懂")
    assert dialog.told.told_edit.edit.hasFocus()


@pytest.mark.parametrize("key", [Key.Key_F4, Key.Key_J])
def test_a_late_entry_with_an_unreadable_time_is_not_taken_for_now(dialog: IntakeDialog, day: Day, key: Qt.Key) -> None:
    day.take(FaultGroup.COLD)
    take_outage(day.desk, OutageDraft(), uuid4())
    type_text(dialog.place_edit, "3-2-1102", enter=True)
    type_text(dialog.told.told_edit, "early")

    press(dialog, key, Control if key == Key.Key_J else Qt.KeyboardModifier.NoModifier)

    assert is_shown(IntakeDialog)
    assert dialog.form.message.text().startswith("来电时间看不懂")


def test_an_ending_nobody_was_asked_about_points_at_the_answer(page: BoardPage, day: Day, go: Go, qtbot: QtBot) -> None:
    taken = day.take(FaultGroup.COLD)
    record_contact(day.desk, taken.matter_id, ContactDraft(note="用户说不在家"), uuid4())
    go(taken.matter_id)
    press(page.table, Key.Key_K)
    dialog = shown(UserCloseDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    type_text(dialog.reason_edit, "长期不在家")
    type_text(dialog.evidence_edit, "通话", enter=True)

    assert dialog.approval.said_edit.hasFocus()


# Where the cursor goes


@pytest.mark.parametrize(("digit", "following"), [(Key.Key_2, "topic"), (Key.Key_3, "sender"), (Key.Key_4, "words")])
def test_the_relation_leads_on_in_every_kind_of_call(dialog: IntakeDialog, digit: Qt.Key, following: str) -> None:
    press(dialog, digit, Control)
    dialog.who.relation_row.setFocus()

    press(dialog.who.relation_row, Key.Key_2)

    assert dialog.form.fields[following].hasFocus()


def test_another_place_of_the_fault_leads_to_where_exactly(dialog: IntakeDialog) -> None:
    dialog.where.kind_row.setFocus()

    press(dialog.where.kind_row, Key.Key_3)

    assert dialog.where.spot_edit.hasFocus()


def test_the_home_as_place_leads_to_the_words(dialog: IntakeDialog) -> None:
    dialog.where.kind_row.setFocus()

    press(dialog.where.kind_row, Key.Key_1)

    assert dialog.words_edit.hasFocus()


def test_the_details_are_scrolled_by_keys_and_stay_where_they_were_read(
    page: BoardPage, day: Day, go: Go, qapp: QApplication
) -> None:
    taken = day.take(FaultGroup.COLD)
    for number in range(30):
        record_contact(day.desk, taken.matter_id, ContactDraft(note=f"第 {number} 次联系"), uuid4())
    go(taken.matter_id)
    qapp.processEvents()
    bar = page.panel.scroll_bar()

    press(page.table, Key.Key_PageDown, Shift)
    read = bar.value()
    assert read > 0
    day.take(FaultGroup.LEAK)
    qapp.processEvents()

    assert bar.value() == read
    # The line of notices may have come or gone, and a page is a little longer or shorter then.
    press(page.table, Key.Key_PageUp, Shift)
    assert bar.value() < read


def test_keys_find_the_list_again_after_it_was_empty(page: BoardPage, day: Day, qapp: QApplication) -> None:
    taken = day.take(FaultGroup.COLD)
    page.table.setFocus()
    press(page.table, Key.Key_Z, Control)
    qapp.processEvents()
    assert page.model.rowCount() == 0

    day.take(FaultGroup.COLD)
    qapp.processEvents()

    assert page.table.hasFocus()
    assert page.table.current_id() != taken.matter_id


def test_on_an_empty_board_keys_act_on_the_matter_looked_up(page: BoardPage, window: DeskWindow, day: Day) -> None:
    taken = day.take(FaultGroup.COLD)
    void_matter(day.desk, taken.matter_id, "误拨", uuid4())
    settle()
    assert page.model.rowCount() == 0

    window.show_thing("matter", taken.matter_id)
    focused = QApplication.focusWidget()
    assert focused is not None
    press(focused, Key.Key_O)

    assert is_shown(ReopenDialog)


def test_a_number_typed_in_vain_does_not_stand_in_the_way_of_one_picked(page: BoardPage, day: Day, go: Go) -> None:
    main, second = day.take(FaultGroup.LEAK), day.take(FaultGroup.LEAK)
    go(second.matter_id)
    press(page.table, Key.Key_M)
    dialog = shown(MergeDialog)
    type_text(dialog.number_edit, "WX-0", enter=True)
    assert is_shown(MergeDialog)
    press(dialog.main_row, Key.Key_1)
    press(dialog.note_edit, Key.Key_Return)

    assert not is_shown(MergeDialog), dialog.form.message.text()
    assert page.session.desk.store is day.desk.store
    assert main.matter_id != second.matter_id


# A fact that was recorded wrongly


def test_whether_the_user_agrees_is_put_right(page: BoardPage, day: Day, go: Go) -> None:
    taken = day.take(FaultGroup.COLD)
    day.dispatch(taken.matter_id)
    go(taken.matter_id)
    press(page.table, Key.Key_V)
    damage = shown(DamageDialog)
    type_text(damage.facility_edit, "锁闭阀")
    press(damage.owner_row, Key.Key_1)
    press(damage.agrees_row, Key.Key_1)
    type_text(damage.note_edit, "自己拧坏", enter=True)
    assert not is_shown(DamageDialog)

    press(page.table, Key.Key_X)
    dialog = shown(CorrectDialog)
    assert dialog.answer_row.isVisible()
    press(dialog.answer_row, Key.Key_2)
    type_text(dialog.reason_edit, "听错了", enter=True)

    assert not is_shown(CorrectDialog), dialog.form.message.text()


def test_nobody_chosen_leads_back_to_the_names(page: BoardPage, day: Day, go: Go, qtbot: QtBot) -> None:
    taken = day.take(FaultGroup.COLD)
    go(taken.matter_id)
    press(page.table, Key.Key_D)
    dialog = shown(DispatchDialog)
    qtbot.waitUntil(dialog.isActiveWindow)

    press(dialog.note_edit, Key.Key_Return)

    assert dialog.repairer_row.hasFocus()
    assert "派谁" in dialog.form.message.text()
