"""Acts of the board beyond the usual way of a repair, by their keys."""

import io
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.services.enquiries.acts import enquiry_card, take_enquiry
from app.services.enquiries.values import EnquiryDraft
from app.services.kernel.pictures import Fitted
from app.services.matters.values import CallerDraft
from app.services.outages.incident import take_outage
from app.services.outages.values import OutageDraft
from app.services.people.certificates import CertificateDraft, add_certificate
from app.services.repairs.acts import record_contact
from app.services.repairs.details import repair_details
from app.services.repairs.reads import RepairCard, repair_card
from app.services.repairs.values import ContactDraft, FaultGroup
from app.services.staff.approvals import unsigned_approvals
from app.views.board.approvals_dialog import ApprovalsDialog
from app.views.board.explain_many_dialog import ExplainManyDialog
from app.views.board.page import BoardPage
from app.views.board.support_dialog import SupportDialog
from app.views.desk_window import DeskWindow
from app.views.matters.hand_on_dialog import HandOnDialog
from app.views.matters.merge_dialogs import MergeDialog, UnmergeDialog
from app.views.repairs.answer_dialog import AnswerDialog
from app.views.repairs.contact_dialogs import ContactDialog
from app.views.repairs.dispatch_dialog import DispatchDialog
from app.views.repairs.finish_dialogs import FinishDialog, PhoneSolvedDialog
from app.views.repairs.outage_dialogs import JoinOutageDialog, LeaveOutageDialog
from app.views.repairs.user_reason_dialogs import DamageDialog, PriceRefusedDialog, UserCloseDialog
from app.views.repairs.visit_dialogs import VisitResultDialog
from app.views.theme import apply_theme
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key
Shift = Qt.KeyboardModifier.ShiftModifier
Control = Qt.KeyboardModifier.ControlModifier
Go = Callable[[int], None]


def card(day: Day, matter_id: int) -> RepairCard:
    return repair_card(day.desk, matter_id)


def photo() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (120, 80), "gray").save(target, "JPEG")
    return target.getvalue()


def words_on(page: BoardPage) -> str:
    return " ".join(label.text() for label in page.panel.findChildren(QLabel))


# Visits


def test_entry_refused_keeps_the_words_the_witness_and_that_the_risk_was_told(
    page: BoardPage, day: Day, go: Go
) -> None:
    taken = day.take(FaultGroup.COLD)
    day.dispatch(taken.matter_id)
    day.later(minutes=30)
    go(taken.matter_id)

    press(page.table, Key.Key_R)
    dialog = shown(VisitResultDialog)
    press(dialog.result_row, Key.Key_5)
    type_text(dialog.arrived_edit, "-5")
    press(dialog.evidence_row, Key.Key_3)
    type_text(dialog.present_edit, "楼长李师傅")
    dialog.risk_check.setChecked(True)
    type_text(dialog.note_edit, "说不用修了", enter=True)

    assert not is_shown(VisitResultDialog)
    visit = card(day, taken.matter_id).visits[-1]
    assert (visit.result, visit.evidence, visit.present, visit.risk_told) == (
        "refused_entry",
        "witness",
        "楼长李师傅",
        True,
    )
    assert "见证人" in words_on(page)


def test_only_what_belongs_to_the_result_is_asked(page: BoardPage, day: Day, go: Go) -> None:
    taken = day.take(FaultGroup.COLD)
    go(taken.matter_id)
    press(page.table, Key.Key_R)
    dialog = shown(VisitResultDialog)

    press(dialog.result_row, Key.Key_2)
    assert dialog.part_edit.isVisible()
    assert not dialog.receiver_edit.isVisible()

    press(dialog.result_row, Key.Key_9)
    assert not dialog.part_edit.isVisible()
    assert dialog.receiver_edit.isVisible()


def test_a_missing_part_says_when_it_comes_and_that_the_user_knows(page: BoardPage, day: Day, go: Go) -> None:
    taken = day.take(FaultGroup.VALVE)
    day.dispatch(taken.matter_id)
    day.later(minutes=30)
    go(taken.matter_id)

    press(page.table, Key.Key_R)
    dialog = shown(VisitResultDialog)
    press(dialog.result_row, Key.Key_2)
    type_text(dialog.arrived_edit, "-5")
    type_text(dialog.part_edit, "DN20")
    type_text(dialog.until_edit, "明0900")
    press(dialog.until_edit.edit, Key.Key_Return)

    assert not is_shown(VisitResultDialog)
    found = card(day, taken.matter_id)
    assert found.visits[-1].part == "DN20"
    assert found.facts.waiting_until is not None
    assert found.facts.explained_at is not None


def test_a_photo_at_the_door_is_evidence_and_is_seen_again(page: BoardPage, day: Day, go: Go, qtbot: QtBot) -> None:
    taken = day.take(FaultGroup.COLD)
    day.dispatch(taken.matter_id)
    day.later(minutes=30)
    go(taken.matter_id)
    press(page.table, Key.Key_R)
    dialog = shown(VisitResultDialog)
    press(dialog.result_row, Key.Key_4)
    type_text(dialog.arrived_edit, "-5")

    dialog.photo.take(Fitted(photo()))
    assert dialog.evidence_row.value() == "photo"
    press(dialog.note_edit, Key.Key_Return)

    assert not is_shown(VisitResultDialog)
    assert card(day, taken.matter_id).visits[-1].photo_sha256


def test_a_cold_flat_is_finished_with_temperatures_and_measuring_is_offered(page: BoardPage, day: Day, go: Go) -> None:
    taken = day.take(FaultGroup.COLD)
    day.dispatch(taken.matter_id)
    day.later(minutes=30)
    go(taken.matter_id)
    press(page.table, Key.Key_F)
    dialog = shown(FinishDialog)
    type_text(dialog.arrived_edit, "-20")
    press(dialog.cause_row, Key.Key_1)
    press(dialog.done_row, Key.Key_1)
    press(dialog.responsibility_row, Key.Key_1)
    type_text(dialog.temperatures.edits["room_before_c"], "15.5")
    assert not dialog.measuring_check.isVisible()
    type_text(dialog.temperatures.edits["room_after_c"], "17")
    assert dialog.measuring_check.isVisible()
    assert "17" in dialog.low.text()
    dialog.measuring_check.setChecked(True)
    type_text(dialog.materials_edit, "生料带 1 卷，DN20 阀门 2 个", enter=True)

    assert not is_shown(FinishDialog)
    found = card(day, taken.matter_id)
    assert (found.visits[-1].room_before_c, found.visits[-1].room_after_c) == (1550, 1700)
    assert found.head.left_over == "用户要求测温"
    used = repair_details(day.desk, taken.matter_id, None, "").used
    assert [(line.name, line.quantity_c, line.unit) for line in used] == [
        ("生料带", 100, "卷"),
        ("DN20 阀门", 200, "个"),
    ]
    go(taken.matter_id)
    assert "室温 15.5→17 ℃" in words_on(page)


def test_a_leak_is_not_asked_for_temperatures(page: BoardPage, day: Day, go: Go) -> None:
    taken = day.take(FaultGroup.LEAK)
    go(taken.matter_id)

    press(page.table, Key.Key_F)

    assert not shown(FinishDialog).temperatures.isVisible()


def test_a_temperature_nobody_can_read_is_marked(page: BoardPage, day: Day, go: Go) -> None:
    taken = day.take(FaultGroup.COLD)
    go(taken.matter_id)
    press(page.table, Key.Key_F)
    dialog = shown(FinishDialog)

    type_text(dialog.temperatures.edits["room_after_c"], "abc", enter=True)

    assert "18.5" in dialog.form.message.text()


def test_advice_over_the_phone_needs_the_users_consent(page: BoardPage, day: Day, go: Go) -> None:
    taken = day.take(FaultGroup.COLD)
    go(taken.matter_id)
    press(page.table, Key.Key_T)
    dialog = shown(PhoneSolvedDialog)
    type_text(dialog.note_edit, "教用户排气，已经热了", enter=True)
    assert is_shown(PhoneSolvedDialog)

    dialog.agrees_check.setChecked(True)
    press(dialog.note_edit, Key.Key_Return)

    assert card(day, taken.matter_id).facts.by_phone


# The user's reasons


def test_a_refused_price_needs_the_risk_to_be_told(page: BoardPage, day: Day, go: Go) -> None:
    taken = day.take(FaultGroup.VALVE)
    go(taken.matter_id)
    press(page.table, Key.Key_I)
    dialog = shown(PriceRefusedDialog)
    type_text(dialog.note_edit, "嫌贵", enter=True)
    assert "风险" in dialog.form.message.text()

    dialog.risk_check.setChecked(True)
    press(dialog.note_edit, Key.Key_Return)

    assert not is_shown(PriceRefusedDialog)
    assert "不同意收费" in words_on(page)


def test_damage_says_what_whose_and_whether_the_user_agrees(page: BoardPage, day: Day, go: Go) -> None:
    taken = day.take(FaultGroup.VALVE)
    go(taken.matter_id)
    press(page.table, Key.Key_V)
    dialog = shown(DamageDialog)
    type_text(dialog.facility_edit, "锁闭阀")
    press(dialog.owner_row, Key.Key_2)
    press(dialog.agrees_row, Key.Key_1)
    press(dialog.note_edit, Key.Key_Return)

    assert not is_shown(DamageDialog)
    assert "发现用户责任损坏" in words_on(page)


def test_the_rule_of_charges_is_told_with_one_key(page: BoardPage, day: Day, go: Go) -> None:
    taken = day.take(FaultGroup.VALVE)
    go(taken.matter_id)

    press(page.table, Key.Key_Y)

    assert card(day, taken.matter_id).head.fee_told


def test_a_clerk_closes_for_the_users_reason_after_asking_the_head_who_signs_in_the_morning(
    page: BoardPage, window: DeskWindow, day: Day, go: Go, qtbot: QtBot
) -> None:
    taken = day.take(FaultGroup.COLD)
    record_contact(day.desk, taken.matter_id, ContactDraft(note="用户说不在家"), uuid4())
    go(taken.matter_id)
    press(page.table, Key.Key_K)
    dialog = shown(UserCloseDialog)
    type_text(dialog.reason_edit, "长期不在家")
    type_text(dialog.evidence_edit, "三次通话", enter=True)
    assert is_shown(UserCloseDialog)
    assert "站长" in dialog.form.message.text()

    type_text(dialog.approval.said_edit, "同意", enter=True)

    assert not is_shown(UserCloseDialog)
    qtbot.waitUntil(lambda: "待补签 1" in page.groups.texts())

    with qtbot.waitActive(window):
        window.activateWindow()
    press(page.table, Key.Key_B, Control)
    reading = shown(ApprovalsDialog)
    assert not reading.agree_button.isEnabled()
    reading.reject()
    window.session.set_desk(desks.desk_for(day.desk.store, desks.MANAGER, day.clock))
    press(page.table, Key.Key_B, Control)
    signing = shown(ApprovalsDialog)
    qtbot.waitUntil(signing.isActiveWindow)
    assert "长期不在家" in signing.facts.text()
    press(signing, Key.Key_F10)

    qtbot.waitUntil(lambda: unsigned_approvals(day.desk) == [])
    qtbot.waitUntil(lambda: "待补签 0" in page.groups.texts())
    signing.reject()


def test_an_objection_of_the_head_needs_a_reason(page: BoardPage, window: DeskWindow, day: Day, go: Go) -> None:
    taken = day.take(FaultGroup.COLD)
    record_contact(day.desk, taken.matter_id, ContactDraft(note="用户说不在家"), uuid4())
    go(taken.matter_id)
    press(page.table, Key.Key_K)
    dialog = shown(UserCloseDialog)
    type_text(dialog.reason_edit, "长期不在家")
    type_text(dialog.evidence_edit, "三次通话")
    type_text(dialog.approval.said_edit, "同意", enter=True)
    window.session.set_desk(desks.desk_for(day.desk.store, desks.MANAGER, day.clock))
    press(page.table, Key.Key_B, Control)
    signing = shown(ApprovalsDialog)

    signing.object_button.click()
    assert "写明意见" in signing.message.text()
    type_text(signing.remark_edit, "没有问过我")
    signing.object_button.click()

    assert unsigned_approvals(day.desk) == []
    signing.reject()


def test_the_head_asked_about_an_expired_certificate_signs_later(page: BoardPage, day: Day, go: Go) -> None:
    manager = desks.desk_for(day.desk.store, desks.MANAGER, day.clock)
    expired = day.desk.today() - timedelta(days=3)
    add_certificate(manager, CertificateDraft(day.repairers[1], "焊工证", valid_until=expired), uuid4())
    taken = day.take(FaultGroup.COLD)
    go(taken.matter_id)
    press(page.table, Key.Key_D)
    dialog = shown(DispatchDialog)
    assert not dialog.approval.said_edit.isVisible()
    press(dialog.repairer_row, Key.Key_2)
    type_text(dialog.reason_edit, "已报名复审")
    type_text(dialog.approval.said_edit, "同意")
    dialog.print_check.setChecked(False)
    press(dialog.note_edit, Key.Key_Return)

    assert not is_shown(DispatchDialog)
    assert [row.subject for row in unsigned_approvals(day.desk)] == ["证书过期派工"]


# Undo


def test_ones_own_last_act_is_taken_back_within_the_minute(page: BoardPage, day: Day, go: Go) -> None:
    taken = day.take(FaultGroup.COLD)
    go(taken.matter_id)
    press(page.table, Key.Key_C)
    press(shown(ContactDialog).note_edit, Key.Key_Return)
    assert page.undo_button.isVisible()
    assert "联系用户" in page.undo_button.text()
    assert "剩 60 秒" in page.undo_button.text()

    press(page.table, Key.Key_Z, Control)

    assert card(day, taken.matter_id).facts.contacted_at is None


def test_the_board_fits_the_smallest_screen_while_something_may_be_taken_back(
    page: BoardPage, window: DeskWindow, day: Day, go: Go, qapp: QApplication
) -> None:
    apply_theme(qapp, "light", 150)
    day.dispatch(day.take(FaultGroup.COLD).matter_id)
    page.undo_button.look()
    for _ in range(5):
        qapp.processEvents()

    assert page.undo_button.isVisible()
    assert page.minimumSizeHint().width() <= 1366 - window.navigation.minimumSizeHint().width()


def test_a_quick_line_is_taken_back_from_the_line_itself(page: BoardPage, day: Day) -> None:
    page.quick_edit.setFocus()
    type_text(page.quick_edit, "3-2-1102 喷水 13800001234", enter=True)
    assert page.model.rowCount() == 1

    press(page.quick_edit, Key.Key_Z, Control)

    assert page.model.rowCount() == 0


def test_after_the_minute_the_button_goes_and_the_key_says_why(
    page: BoardPage, window: DeskWindow, day: Day, go: Go
) -> None:
    taken = day.take(FaultGroup.COLD)
    go(taken.matter_id)
    page.undo_button.look()
    assert page.undo_button.isVisible()
    day.later(seconds=61)
    page.undo_button.look()

    assert not page.undo_button.isVisible()
    press(page.table, Key.Key_Z, Control)
    assert "60 秒" in window.notices.text.text()
    assert card(day, taken.matter_id).head.void_reason == ""


# Together


def test_two_calls_about_one_fault_are_merged_and_parted_again(page: BoardPage, day: Day, go: Go) -> None:
    main, second = day.take(FaultGroup.LEAK), day.take(FaultGroup.LEAK)
    go(second.matter_id)
    press(page.table, Key.Key_M)
    dialog = shown(MergeDialog)
    assert dialog.main_row.value() == main.matter_id
    press(dialog.note_edit, Key.Key_Return)
    assert not is_shown(MergeDialog)
    assert card(day, second.matter_id).head.merged_into_id == main.matter_id
    assert "已并入" in words_on(page)

    press(page.table, Key.Key_M, Shift)
    parting = shown(UnmergeDialog)
    type_text(parting.note_edit, "不是一处漏", enter=True)

    assert card(day, second.matter_id).head.merged_into_id is None


def test_the_main_matter_may_be_named_by_its_number(page: BoardPage, day: Day, go: Go) -> None:
    main = day.take(FaultGroup.COLD, premises_id=None)
    second = day.take(FaultGroup.COLD)
    go(second.matter_id)
    press(page.table, Key.Key_M)
    dialog = shown(MergeDialog)
    type_text(dialog.number_edit, "WX-0", enter=True)
    assert is_shown(MergeDialog)
    dialog.number_edit.clear()

    type_text(dialog.number_edit, main.number, enter=True)

    assert card(day, second.matter_id).head.merged_into_id == main.matter_id


def test_a_matter_handed_on_stays_with_the_first_until_it_is_accepted(
    page: BoardPage, window: DeskWindow, day: Day, go: Go
) -> None:
    taken = day.take(FaultGroup.COLD)
    go(taken.matter_id)
    press(page.table, Key.Key_N)
    dialog = shown(HandOnDialog)
    manager = desks.desk_for(day.desk.store, desks.MANAGER, day.clock)
    dialog.to_row.set_value(manager.actor.staff_id)
    press(dialog.note_edit, Key.Key_Return)
    assert not is_shown(HandOnDialog)
    assert "待接件" in words_on(page)

    window.session.set_desk(manager)
    press(page.table, Key.Key_N, Shift)

    assert repair_details(day.desk, taken.matter_id, None, "").responsible == manager.actor.name
    assert "接件人" in words_on(page)


def test_a_repair_joins_the_incident_and_leaves_it_again(page: BoardPage, day: Day, go: Go) -> None:
    outage = take_outage(day.desk, OutageDraft(expected_at=day.now() + timedelta(hours=3)), uuid4())
    taken = day.take(FaultGroup.COLD)
    go(taken.matter_id)
    press(page.table, Key.Key_J)
    dialog = shown(JoinOutageDialog)
    assert dialog.outage_row.value() == outage.matter_id
    press(dialog.note_edit, Key.Key_Return)
    assert card(day, taken.matter_id).head.outage_number == outage.number
    go(taken.matter_id)
    assert "停热事件" in words_on(page)

    page.acts.joint.leave_action.trigger()
    type_text(shown(LeaveOutageDialog).reason_edit, "恢复后仍不热", enter=True)

    assert card(day, taken.matter_id).head.outage_number == ""


# Too many at once


def test_many_users_are_told_the_same_words_one_call_after_the_other(
    page: BoardPage, window: DeskWindow, day: Day
) -> None:
    first, second, third = (day.take(FaultGroup.COLD) for _ in range(3))
    day.later(minutes=40)
    press(page.table, Key.Key_E, Control)
    dialog = shown(ExplainManyDialog)
    type_text(dialog.words_edit, "抢修集中，两小时内到")
    press(dialog.list, Key.Key_1)
    press(dialog.list, Key.Key_2)
    assert dialog.count.text() == "已告知 1　未接通 1　未打 1"
    press(dialog.words_edit, Key.Key_Return)

    assert not is_shown(ExplainManyDialog)
    assert "已说明 1 户，未接通 1 户" in window.notices.text.text()
    assert card(day, first.matter_id).facts.explained_at is not None
    assert [card(day, taken.matter_id).facts.explained_at for taken in (second, third)] == [None, None]


def test_nobody_ticked_is_nobody_told(page: BoardPage, day: Day) -> None:
    day.take(FaultGroup.COLD)
    press(page.table, Key.Key_E, Control)
    dialog = shown(ExplainManyDialog)

    type_text(dialog.words_edit, "两小时内到", enter=True)

    assert is_shown(ExplainManyDialog)
    assert "逐户" in dialog.form.message.text()


def test_help_is_asked_for_with_one_key(page: BoardPage, window: DeskWindow, day: Day) -> None:
    day.take(FaultGroup.LEAK)
    day.later(minutes=40)
    press(page.table, Key.Key_H, Control)
    dialog = shown(SupportDialog)
    type_text(dialog.asked_edit, "公司调度室", enter=True)

    assert "未完工 1 单，超时 1 单" in window.notices.text.text()


# Matters of other kinds


def test_an_open_enquiry_is_shown_and_answered_from_the_board(page: BoardPage, day: Day, go: Go) -> None:
    asked = take_enquiry(day.desk, EnquiryDraft(words="热费怎么算", caller=CallerDraft("冯贵")), uuid4())
    go(asked.matter_id)
    assert "咨询" in words_on(page)
    assert not page.acts.common.dispatch_action.isEnabled()
    assert page.acts.joint.hand_on_action.isEnabled()

    page.acts.joint.open_action.trigger()
    dialog = shown(AnswerDialog)
    press(dialog.topic_row, Key.Key_1)
    dialog.save_button.click()

    assert not is_shown(AnswerDialog)
    assert enquiry_card(day.desk, asked.matter_id).phase == "已归档"


def test_an_incident_on_the_board_opens_its_own_page(page: BoardPage, window: DeskWindow, day: Day, go: Go) -> None:
    outage = take_outage(day.desk, OutageDraft(), uuid4())
    go(outage.matter_id)
    assert not page.acts.common.finish_action.isEnabled()

    page.acts.joint.open_action.trigger()

    assert window.page is not page
