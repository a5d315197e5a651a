"""工单查询 by keys: found, narrowed, saved, exported, opened where it is worked on."""

from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.complaints.acts import take_complaint
from app.services.complaints.values import ComplaintDraft
from app.services.matters.saved_filters import saved_filters
from app.services.repairs.values import FaultGroup
from app.views.board.page import BoardPage
from app.views.complaints.page import ComplaintsPage
from app.views.desk_window import DeskWindow
from app.views.worklist.dialogs import SaveFilterDialog, WorklistExportDialog
from app.views.worklist.page import WorklistPage
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
    page.filter_form.first_edit.setText("2026-12-01")
    page.filter_form.last_edit.setText("2026-11-01")
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


def test_a_choice_is_saved_and_brought_back_whole(page: WorklistPage, day: Day, qtbot: QtBot) -> None:
    form = page.filter_form
    form.kind_box.setCurrentIndex(form.kind_box.findData("repair"))
    form.late_check.setChecked(True)
    before = form.wanted()
    press(page, Key.Key_S, CONTROL)
    dialog = shown(SaveFilterDialog)
    type_text(dialog.name_edit, "超时的报修")
    press(dialog.name_edit, Key.Key_Return)
    assert not is_shown(SaveFilterDialog)

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
