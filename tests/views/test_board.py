from datetime import timedelta
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.models.premises import Premises
from app.services.customers.finding.index import reindex
from app.services.kernel.times import china
from app.services.kernel.unit import writing
from app.services.matters.values import PlaceDraft
from app.services.repairs.blanks import issue_blanks
from app.services.repairs.callback import record_callback
from app.services.repairs.reads import RepairCard, repair_card
from app.services.repairs.values import CallbackDraft, CallbackResult, FaultGroup
from app.views.board.page import BoardPage
from app.views.board.why_dialog import WhyDialog
from app.views.desk_window import DeskWindow
from app.views.repairs.again_dialogs import ChangePremisesDialog, ReopenDialog
from app.views.repairs.contact_dialogs import ContactDialog, ExplainDialog
from app.views.repairs.correction_dialogs import CorrectDialog, VoidDialog
from app.views.repairs.dispatch_dialog import DispatchDialog
from app.views.repairs.finish_dialogs import FinishDialog
from app.views.repairs.sheet_dialogs import AttachSheetDialog, ReplaceSheetDialog, VoidSheetDialog
from app.views.repairs.slip_dialog import SlipDialog
from app.views.repairs.visit_dialogs import ArrivalDialog, VisitResultDialog
from app.views.widgets.badge import BadgeLabel
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, settle, type_text

Key = Qt.Key


def column(page: BoardPage, title: str) -> list[str]:
    titles = [page.model.headerData(place, Qt.Orientation.Horizontal) for place in range(page.model.columnCount())]
    place = titles.index(title)
    return [page.model.index(row, place).data() for row in range(page.model.rowCount())]


def card(day: Day, matter_id: int) -> RepairCard:
    return repair_card(day.desk, matter_id)


def test_an_empty_board_says_what_to_do(page: BoardPage) -> None:
    assert page.lists.stack.currentWidget() is page.lists.empty
    assert "F2" in page.lists.empty.hint.text()


def test_one_line_and_enter_write_a_repair_down(page: BoardPage, qtbot: QtBot) -> None:
    page.quick_edit.setFocus()
    type_text(page.quick_edit, "3-2-1102 喷水 13800001234", enter=True)

    assert column(page, "地址") == ["和平里小区-3-2-1102"]
    assert column(page, "类别") == ["漏·喷"]
    assert column(page, "时限") == ["剩 30 分"]
    assert page.quick_edit.text() == ""
    found = page.panel.card
    assert found is not None
    assert (found.head.phone, found.head.premises_id is None) == ("13800001234", False)


def test_a_line_typed_while_another_waits_is_a_repair_of_its_own(page: BoardPage, day: Day, qtbot: QtBot) -> None:
    other = day.desk.store.sibling()
    with other.transaction():
        type_text(page.quick_edit, "幸福里9-9-909 暖气不热", enter=True)
        page.quick_edit.selectAll()
        type_text(page.quick_edit, "幸福里8-8-808 喷水")
    other.close()

    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert page.quick_edit.text() == "幸福里8-8-808 喷水"
    press(page.quick_edit, Key.Key_Return)

    assert page.model.rowCount() == 2
    assert page.quick_edit.text() == ""


def test_enter_pressed_twice_while_a_line_waits_is_one_repair(page: BoardPage, day: Day, qtbot: QtBot) -> None:
    other = day.desk.store.sibling()
    with other.transaction():
        type_text(page.quick_edit, "幸福里9-9-909 暖气不热", enter=True)
        press(page.quick_edit, Key.Key_Return)
    other.close()

    qtbot.waitUntil(lambda: page.quick_edit.text() == "")
    qtbot.waitUntil(lambda: page.session.saving == 0)
    settle()
    assert page.model.rowCount() == 1


def test_a_line_whose_address_nobody_knows_is_kept_as_typed(page: BoardPage) -> None:
    type_text(page.quick_edit, "幸福里9-9-909 暖气不热", enter=True)

    assert page.panel.card is not None
    assert page.panel.card.head.unlisted
    assert set(page.panel.card.head.gaps) == {"待建档", "电话"}


def test_several_fitting_homes_are_offered_and_none_is_chosen_by_itself(
    page: BoardPage, window: DeskWindow, day: Day, qtbot: QtBot
) -> None:
    with writing(day.desk, "test.premises", uuid4()) as unit:
        unit.insert(Premises, building_id=1, unit="2", room="1103", address="和平里小区-3-2-1103", number="0002")
    reindex(day.desk)

    type_text(page.quick_edit, "3-2-110 不热")
    qtbot.waitUntil(page.quick_edit.popup_is_open)
    press(page.quick_edit, Key.Key_Return)
    assert page.model.rowCount() == 0
    assert "有 2 户符合" in window.notices.text.text()

    press(page.quick_edit, Key.Key_Down)
    press(page.quick_edit, Key.Key_Down)
    press(page.quick_edit, Key.Key_Return)
    assert column(page, "地址") == ["和平里小区-3-2-1103"]


def test_the_most_pressing_matter_stands_first(page: BoardPage, day: Day) -> None:
    cold = day.take(FaultGroup.COLD)
    day.later(minutes=10)
    leak = day.take(FaultGroup.LEAK, severity="喷")
    day.later(minutes=25)
    page.show_changes({})

    assert page.model.ids() == [cold.matter_id, leak.matter_id]
    assert column(page, "时限") == ["超时 5 分", "剩 5 分"]


def test_the_day_of_a_repair_goes_by_single_keys(page: BoardPage, day: Day, qtbot: QtBot) -> None:
    taken = day.take(FaultGroup.COLD)
    page.go_to("matter", taken.matter_id)
    page.table.setFocus()

    press(page.table, Key.Key_C)
    dialog = shown(ContactDialog)
    type_text(dialog.appointment_edit, "1030")
    press(dialog.appointment_edit.edit, Key.Key_Return)
    assert not is_shown(ContactDialog)

    press(page.table, Key.Key_D)
    sending = shown(DispatchDialog)
    press(sending.repairer_row, Key.Key_2)
    press(sending.repairer_row, Key.Key_Return)
    assert not is_shown(DispatchDialog)
    shown(SlipDialog).reject()

    day.later(minutes=40)
    press(page.table, Key.Key_A)
    press(shown(ArrivalDialog).at_edit.edit, Key.Key_Return)

    day.later(minutes=20)
    press(page.table, Key.Key_F)
    finishing = shown(FinishDialog)
    press(finishing.cause_row, Key.Key_1)
    press(finishing.done_row, Key.Key_1)
    press(finishing.responsibility_row, Key.Key_1)
    press(finishing.at_edit.edit, Key.Key_Return)
    assert not is_shown(FinishDialog)

    facts = card(day, taken.matter_id).facts
    assert facts.repairer_id == day.repairers[1]
    assert facts.appointment_at is not None
    assert china(facts.appointment_at).strftime("%H:%M") == "10:30"
    assert facts.arrived_at is not None
    assert facts.finished_at == facts.arrived_at + timedelta(minutes=20)
    assert card(day, taken.matter_id).head.cause == "气堵"


def test_a_refused_finish_keeps_the_dialog_and_its_words(page: BoardPage, day: Day) -> None:
    taken = day.take(FaultGroup.COLD)
    day.later(minutes=20)
    page.go_to("matter", taken.matter_id)

    press(page.table, Key.Key_F)
    dialog = shown(FinishDialog)
    type_text(dialog.note_edit, "放了气")
    press(dialog.note_edit, Key.Key_Return)

    assert is_shown(FinishDialog)
    assert "到场" in dialog.form.message.text()
    assert dialog.note_edit.text() == "放了气"
    type_text(dialog.arrived_edit, "-5", enter=True)
    assert not is_shown(FinishDialog)


def test_a_time_nobody_understands_is_marked_before_anything_is_asked(page: BoardPage, day: Day) -> None:
    taken = day.take()
    page.go_to("matter", taken.matter_id)

    press(page.table, Key.Key_A)
    dialog = shown(ArrivalDialog)
    dialog.at_edit.edit.clear()
    type_text(dialog.at_edit, "99", enter=True)

    assert dialog.at_edit.edit.property("invalid") is True
    assert card(day, taken.matter_id).facts.arrived_at is None


def test_nobody_home_is_a_result_of_the_visit(page: BoardPage, day: Day) -> None:
    taken = day.take(FaultGroup.COLD)
    day.dispatch(taken.matter_id)
    day.later(minutes=30)
    page.go_to("matter", taken.matter_id)

    press(page.table, Key.Key_R)
    dialog = shown(VisitResultDialog)
    press(dialog.result_row, Key.Key_4)
    type_text(dialog.arrived_edit, "-5")
    press(dialog.evidence_row, Key.Key_2)
    type_text(dialog.note_edit, "敲门无人，贴到访单", enter=True)

    assert [visit.result for visit in card(day, taken.matter_id).facts.visits] == ["nobody_home"]


def test_lateness_told_to_the_user_is_no_longer_red(page: BoardPage, day: Day) -> None:
    taken = day.take(FaultGroup.COLD)
    day.later(minutes=40)
    page.go_to("matter", taken.matter_id)

    press(page.table, Key.Key_E)
    type_text(shown(ExplainDialog).note_edit, "抢修集中，两小时内到", enter=True)

    assert column(page, "时限") == ["超时 10 分 已说明"]
    # The details say it as the row does.
    assert "已说明" in " ".join(badge.text for badge in page.panel.findChildren(BadgeLabel))


def test_a_wrong_time_is_put_right_beside_the_old(page: BoardPage, day: Day) -> None:
    taken = day.take(FaultGroup.COLD)
    day.dispatch(taken.matter_id)
    day.later(minutes=30)
    day.arrive(taken.matter_id)
    page.go_to("matter", taken.matter_id)

    press(page.table, Key.Key_X)
    dialog = shown(CorrectDialog)
    type_text(dialog.at_edit, "-10")
    type_text(dialog.reason_edit, "听错了", enter=True)

    assert not is_shown(CorrectDialog)
    assert card(day, taken.matter_id).facts.arrived_at == day.now() - timedelta(minutes=10)
    assert any(row.old for row in card(day, taken.matter_id).timeline)


def test_a_matter_is_voided_only_with_a_reason(page: BoardPage, day: Day) -> None:
    taken = day.take()
    page.go_to("matter", taken.matter_id)
    page.acts.corrections.void_action.trigger()
    dialog = shown(VoidDialog)
    press(dialog.reason_edit, Key.Key_Return)
    assert dialog.reason_edit.property("invalid") is True

    type_text(dialog.reason_edit, "误拨", enter=True)

    assert page.model.rowCount() == 0
    assert card(day, taken.matter_id).head.void_reason == "误拨"


def test_an_archived_repair_is_reopened_from_its_card(page: BoardPage, day: Day) -> None:
    sent = day.finished(FaultGroup.COLD)
    day.returned(sent)
    day.later(days=3)
    record_callback(day.desk, sent.matter_id, CallbackDraft(result=CallbackResult.SOLVED), uuid4())
    page.go_to("matter", sent.matter_id)

    page.acts.corrections.reopen_action.trigger()
    type_text(shown(ReopenDialog).words_edit, "又不热了", enter=True)

    assert not is_shown(ReopenDialog)
    again = page.panel.card
    assert again is not None
    assert (again.head.parent_id, again.head.words) == (sent.matter_id, "又不热了")
    assert page.model.ids() == [again.head.matter_id]


def test_a_repair_at_the_wrong_address_is_moved(page: BoardPage, day: Day, qtbot: QtBot) -> None:
    taken = day.take(FaultGroup.COLD, premises_id=None, place=PlaceDraft("3-2-1120"))
    page.go_to("matter", taken.matter_id)
    page.table.setFocus()

    press(page.table, Key.Key_H)
    dialog = shown(ChangePremisesDialog)
    type_text(dialog.place_edit, "3-2-1102", enter=True)
    qtbot.waitUntil(lambda: dialog.premises_id == day.premises_id)
    type_text(dialog.reason_edit, "听错了", enter=True)

    assert not is_shown(ChangePremisesDialog)
    assert card(day, taken.matter_id).head.place == "和平里小区-3-2-1102"


def test_a_lost_sheet_is_replaced_and_the_new_one_printed(page: BoardPage, day: Day) -> None:
    sent = day.finished(FaultGroup.COLD)
    page.go_to("matter", sent.matter_id)

    page.acts.sheets.replace_action.trigger()
    type_text(shown(ReplaceSheetDialog).reason_edit, "维修员遗失", enter=True)

    old, new = (found.sheet for found in card(day, sent.matter_id).sheets)
    assert (old.state, old.void_reason, new.state) == ("void", "维修员遗失", "out")
    shown(SlipDialog).reject()


def test_a_sheet_is_voided_by_its_key_and_only_with_a_reason(page: BoardPage, day: Day, window: DeskWindow) -> None:
    taken = day.take(FaultGroup.COLD)
    day.dispatch(taken.matter_id)
    page.go_to("matter", taken.matter_id)
    page.table.setFocus()

    press(page.table, Key.Key_Z)
    dialog = shown(VoidSheetDialog)
    press(dialog.reason_edit, Key.Key_Return)
    assert is_shown(VoidSheetDialog)
    type_text(dialog.reason_edit, "打印错位", enter=True)

    assert [found.sheet.state for found in card(day, taken.matter_id).sheets] == ["void"]
    press(page.table, Key.Key_Z)
    assert "没有未收回的回执单" in window.notices.text.text()


def test_a_blank_filled_by_hand_belongs_to_a_repair(page: BoardPage, day: Day) -> None:
    blank = issue_blanks(day.desk, day.repairers[0], 1, uuid4()).first
    taken = day.take(FaultGroup.COLD)
    page.go_to("matter", taken.matter_id)
    page.table.setFocus()

    press(page.table, Key.Key_B)
    type_text(shown(AttachSheetDialog).number_edit, blank.lower(), enter=True)

    assert not is_shown(AttachSheetDialog)
    assert [found.sheet.number for found in card(day, taken.matter_id).sheets] == [blank]


def test_a_limit_explains_itself(page: BoardPage, day: Day) -> None:
    taken = day.take(FaultGroup.COLD)
    page.go_to("matter", taken.matter_id)

    press(page.table, Key.Key_W)

    dialog = shown(WhyDialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "依据 9.10b" in said
    assert "08:30" in said


def test_a_change_made_elsewhere_keeps_the_cursor(page: BoardPage, day: Day) -> None:
    first = day.take(FaultGroup.COLD)
    page.go_to("matter", first.matter_id)
    day.take(FaultGroup.LEAK, severity="喷", told_at=day.now() - timedelta(minutes=20))

    assert page.model.rowCount() == 2
    assert page.table.current_id() == first.matter_id


def test_keys_act_on_the_matter_that_is_shown_also_when_it_is_not_listed(page: BoardPage, day: Day) -> None:
    done = day.finished(FaultGroup.COLD)
    listed = day.take(FaultGroup.COLD)
    assert page.model.ids() == [listed.matter_id]
    page.go_to("matter", done.matter_id)

    page.acts.corrections.correct_action.trigger()
    dialog = shown(CorrectDialog)

    assert dialog.matter_id == done.matter_id
    assert page.table.current_id() is None
    type_text(dialog.at_edit, "-1")
    type_text(dialog.reason_edit, "听错了", enter=True)
    assert page.panel.card is not None
    assert page.panel.card.head.matter_id == done.matter_id
    assert any(row.old for row in page.panel.card.timeline)


def test_groups_show_their_counts_and_their_lines(page: BoardPage, day: Day) -> None:
    leak = day.take(FaultGroup.LEAK)
    cold = day.take(FaultGroup.COLD)
    day.dispatch(cold.matter_id)

    page.choose_group("unsent")

    assert page.model.ids() == [leak.matter_id]
    assert page.groups.texts()[:6] == ["全部 2", "超时 0", "未派工 1", "漏水 1", "到场 2", "办结 2"]
