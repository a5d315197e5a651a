"""工单查询 by keys: found, narrowed, saved, exported, opened where it is worked on."""

from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.premises import Building, Community
from app.models.station import Staff
from app.services.complaints.acts import take_complaint
from app.services.complaints.values import ComplaintDraft
from app.services.kernel.unit import writing
from app.services.matters.saved_filters import save_filter, saved_filters
from app.services.matters.values import PlaceDraft
from app.services.matters.worklist import Wanted
from app.services.repairs.corrections import void_matter
from app.services.repairs.values import FaultGroup
from app.views.board.page import BoardPage
from app.views.complaints.page import ComplaintsPage
from app.views.desk_window import DeskWindow
from app.views.theme import apply_theme
from app.views.worklist.dialogs import SaveFilterDialog, WorklistExportDialog
from app.views.worklist.filter_form import SOON_MS
from app.views.worklist.page import WorklistPage
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: DeskWindow, day: Day, qtbot: QtBot) -> WorklistPage:
    """A leak, a cold flat and a complaint."""
    day.take(FaultGroup.LEAK)
    day.later(minutes=1)
    day.take(FaultGroup.COLD)
    day.later(minutes=1)
    take_complaint(day.desk, ComplaintDraft(words="态度不好"), uuid4())
    press(window, Key.Key_7, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    page = window.page
    assert isinstance(page, WorklistPage)
    settle(page, qtbot)
    return page


def in_front(window: DeskWindow, qtbot: QtBot) -> None:
    """The window has the keys again after a dialog."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def settle(page: WorklistPage, qtbot: QtBot) -> None:
    """Until what the fields say is found and its first row is there."""
    qtbot.waitUntil(lambda: not page.filter_form.asks_soon and not page.is_searching)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0 or bool(page.model.index(0, 0).data()))


def kinds(page: WorklistPage) -> list[str]:
    """The number of a matter begins with its kind; the tip has it whole."""
    tip = Qt.ItemDataRole.ToolTipRole
    return [page.model.index(row, 0).data(tip)[:2] for row in range(page.model.rowCount())]


def test_this_month_stands_there_newest_first(page: WorklistPage) -> None:
    assert page.filter_form.words_edit.hasFocus()
    assert kinds(page) == ["TS", "WX", "WX"]
    assert page.count.text() == "查到 3 件"


def test_words_narrow_as_they_are_typed(page: WorklistPage, qtbot: QtBot) -> None:
    type_text(page.filter_form.words_edit, "态度")
    settle(page, qtbot)

    assert kinds(page) == ["TS"]


def test_days_the_wrong_way_round_are_said_and_the_list_stays(page: WorklistPage, qtbot: QtBot) -> None:
    for edit, day in ((page.filter_form.first_edit, "2026-12-01"), (page.filter_form.last_edit, "2026-11-01")):
        edit.selectAll()
        type_text(edit, day)
    press(page.filter_form.last_edit, Key.Key_Return)
    settle(page, qtbot)

    assert page.problem.isVisible()
    assert "截止日期早于" in page.problem.text()
    assert len(kinds(page)) == 3


def test_nothing_found_says_what_to_do(page: WorklistPage, qtbot: QtBot) -> None:
    type_text(page.filter_form.words_edit, "没有这样的字")
    settle(page, qtbot)

    assert page.stack.currentWidget() is page.empty
    assert page.matter_in_hand() is None


def test_the_history_of_the_row_stands_at_the_right_and_enter_goes_where_it_is_worked_on(
    page: WorklistPage, window: DeskWindow, qtbot: QtBot
) -> None:
    page.table.setFocus()
    press(page.table, Key.Key_Home, CONTROL)
    qtbot.waitUntil(lambda: page.panel.in_hand is not None and page.panel.in_hand.kind == "complaint")

    press(page.table, Key.Key_Return)

    assert isinstance(window.page, ComplaintsPage)


def test_a_repair_is_opened_on_the_board(page: WorklistPage, window: DeskWindow, qtbot: QtBot) -> None:
    page.table.setFocus()
    press(page.table, Key.Key_End, CONTROL)
    qtbot.waitUntil(lambda: page.panel.in_hand is not None and page.panel.in_hand.kind == "repair")
    wanted = page.matter_in_hand()

    press(page, Key.Key_Return, CONTROL)

    board = window.page
    assert isinstance(board, BoardPage)
    qtbot.waitUntil(lambda: board.matter_in_hand() == wanted)


def test_a_choice_is_saved_and_brought_back_whole(
    page: WorklistPage, window: DeskWindow, day: Day, qtbot: QtBot
) -> None:
    form = page.filter_form
    form.kind_box.setCurrentIndex(form.kind_box.findData("repair"))
    form.late_check.setChecked(True)
    before = form.wanted()
    press(page, Key.Key_S, CONTROL)
    dialog = shown(SaveFilterDialog)
    type_text(dialog.name_edit, "超时的报修")
    press(dialog.name_edit, Key.Key_Return)
    assert not is_shown(SaveFilterDialog)
    assert page.saved_box.currentText() == "超时的报修"

    in_front(window, qtbot)
    press(page, Key.Key_R, CONTROL)
    assert form.wanted() != before
    page.saved_box.setCurrentIndex(1)
    page.saved_box.activated.emit(1)

    assert form.wanted() == before
    page.drop_action.trigger()
    assert saved_filters(day.desk) == []


def test_what_was_found_is_exported(page: WorklistPage, tmp_path: Path, qtbot: QtBot) -> None:
    type_text(page.filter_form.words_edit, "态度")
    settle(page, qtbot)
    press(page, Key.Key_E, CONTROL)
    dialog = shown(WorklistExportDialog)
    dialog.reason_edit.insert("交公司核对")
    dialog.file_edit.setText(str(tmp_path / "工单.xlsx"))

    with qtbot.waitSignal(dialog.succeeded):
        press(dialog, Key.Key_F10)

    lines = list(openpyxl.load_workbook(tmp_path / "工单.xlsx")["工单"].iter_rows(values_only=True))
    assert [line[1] for line in lines] == ["类别", "投诉"]


def test_buildings_are_offered_once_their_community_is_chosen(page: WorklistPage, day: Day, qtbot: QtBot) -> None:
    form = page.filter_form
    assert not form.building_box.isVisible()

    form.community_box.setCurrentIndex(1)

    assert form.building_box.isVisible()
    assert form.building_box.count() > 1
    form.building_box.setCurrentIndex(1)
    settle(page, qtbot)
    assert kinds(page) == ["WX", "WX"]


def test_the_state_of_a_matter_narrows(page: WorklistPage, day: Day, qtbot: QtBot) -> None:
    void_matter(day.desk, 1, "打错电话", uuid4())
    box = page.filter_form.standing_box

    box.setCurrentIndex(box.findText("作废"))
    settle(page, qtbot)
    assert page.count.text() == "查到 1 件"

    box.setCurrentIndex(box.findText("未办结"))
    settle(page, qtbot)
    assert kinds(page) == ["TS", "WX"]


def test_a_date_that_is_none_is_said_and_never_widens_the_list(page: WorklistPage, qtbot: QtBot) -> None:
    first = page.filter_form.first_edit
    page.filter_form.words_edit.setFocus()
    first.clear()
    type_text(first, "2026-11-")
    qtbot.wait(SOON_MS + 50)
    assert not page.problem.isVisible()

    press(first, Key.Key_Return)
    assert "日期请写成" in page.problem.text()
    page.show_changes({})
    assert not page.is_searching

    page.filter_form.period_row.pick("today")
    settle(page, qtbot)
    assert not page.problem.isVisible()


def test_a_choice_of_this_month_means_the_month_it_is_used_in(page: WorklistPage, day: Day, qtbot: QtBot) -> None:
    form = page.filter_form
    save_filter(day.desk, "本月的", form.wanted(), False, uuid4())
    day.later(days=30)
    page.show_changes({"saved_filter": {1}})

    page.saved_box.setCurrentIndex(1)
    page.saved_box.activated.emit(1)

    assert (form.first_edit.text(), form.last_edit.text()) == ("2026-12-01", "2026-12-15")
    assert form.wanted().period == "month"


def test_a_choice_of_somebody_who_left_and_a_community_that_is_no_more_is_still_that_choice(
    page: WorklistPage, day: Day, qtbot: QtBot
) -> None:
    ((building_id, community_id),) = day.desk.store.tuples(Building.select(Building.id, Building.community).limit(1))
    gone = day.repairers[0]
    wanted = Wanted(community_id=community_id, building_id=building_id, repairer_id=gone)
    with writing(day.desk, "test.gone", uuid4()) as unit:
        unit.update(Staff, gone, left_on="2026-11-14")
        unit.update(Community, community_id, voided_at=unit.at)
        unit.update(Building, building_id, voided_at=unit.at)
    save_filter(day.desk, "老张那片", wanted, False, uuid4())
    page.begin()

    page.saved_box.setCurrentIndex(1)
    page.saved_box.activated.emit(1)

    form = page.filter_form
    assert form.wanted() == wanted
    assert form.repairer_box.currentText().endswith("（已离职）")
    assert form.community_box.currentText().endswith("（已作废）")


def test_who_sits_down_sees_his_own_choices_and_not_those_of_who_left(
    page: WorklistPage, window: DeskWindow, day: Day
) -> None:
    save_filter(day.desk, "我的", Wanted(words="甲"), False, uuid4())
    page.show_changes({"saved_filter": {1}})
    page.saved_box.setCurrentIndex(1)
    page.saved_box.activated.emit(1)
    assert page.drop_action.isEnabled()

    window.session.take_over(desks.desk_for(day.desk.store, desks.MANAGER).actor)

    assert page.saved_box.count() == 1
    assert not page.drop_action.isEnabled()


def test_a_shared_choice_that_is_saved_again_stays_shared(page: WorklistPage, day: Day) -> None:
    save_filter(day.desk, "大家的", Wanted(words="甲"), True, uuid4())
    page.show_changes({"saved_filter": {1}})
    page.saved_box.setCurrentIndex(1)
    page.saved_box.activated.emit(1)

    press(page, Key.Key_S, CONTROL)
    press(shown(SaveFilterDialog), Key.Key_F10)

    assert [(row.name, row.shared) for row in saved_filters(day.desk)] == [("大家的", True)]


def test_the_counter_reads_no_number_that_was_looked_for_or_stands_in_an_address(
    page: WorklistPage, window: DeskWindow, day: Day, qtbot: QtBot
) -> None:
    day.take(premises_id=None, place=PlaceDraft("河边 13800001234", "free"))
    type_text(page.filter_form.words_edit, "13800001234")
    settle(page, qtbot)
    assert "13800001234" in page.model.index(0, 3).data()

    window.session.cover(True)

    assert "13800001234" not in page.model.index(0, 3).data()
    assert "13800001234" not in page.model.index(0, 3).data(Qt.ItemDataRole.ToolTipRole)
    assert "13800001234" not in page.filter_form.words_edit.displayText()


def test_the_word_being_composed_looks_for_nothing(page: WorklistPage, qtbot: QtBot) -> None:
    edit = page.filter_form.words_edit
    edit.setFocus()
    QApplication.sendEvent(edit, QInputMethodEvent("taidu", []))

    press(edit, Key.Key_Return)

    assert edit.text() == ""
    assert not page.is_searching


def test_a_matter_beside_the_list_stays_in_the_panel_while_the_list_is_read_again(
    page: WorklistPage, qtbot: QtBot
) -> None:
    type_text(page.filter_form.words_edit, "态度")
    settle(page, qtbot)
    page.go_to("matter", 1)
    qtbot.waitUntil(lambda: page.matter_in_hand() == 1)

    page.show_changes({})
    settle(page, qtbot)
    assert page.matter_in_hand() == 1

    page.table.setFocus()
    press(page.table, Key.Key_Home, CONTROL)
    qtbot.waitUntil(lambda: page.matter_in_hand() == 3)
    page.show_changes({})
    settle(page, qtbot)
    assert page.matter_in_hand() == 3


def test_a_whole_date_is_seen_when_letters_grow(page: WorklistPage, qapp: QApplication, qtbot: QtBot) -> None:
    edit = page.filter_form.first_edit
    try:
        apply_theme(qapp, "light", 150)
        qtbot.wait(10)
        assert edit.width() > edit.fontMetrics().horizontalAdvance("2026-11-15") + 20
    finally:
        apply_theme(qapp, "light", 100)


def test_the_export_promises_to_mask_what_it_masks(page: WorklistPage) -> None:
    press(page, Key.Key_E, CONTROL)

    assert "默认遮挡地址和诉求里的电话" in shown(WorklistExportDialog).lead.text()


def test_after_midnight_this_month_has_the_new_day_in_it(page: WorklistPage, day: Day, qtbot: QtBot) -> None:
    day.later(hours=17)
    day.take()

    page.show_changes({})
    settle(page, qtbot)

    assert page.count.text() == "查到 4 件"
    assert page.filter_form.last_edit.text() == "2026-11-16"
