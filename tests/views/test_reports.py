"""办理情况 by keys: the period, both ways of counting, the late ones, and on to the matter."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.views.board.page import BoardPage
from app.views.desk_window import DeskWindow
from app.views.reports.page import ReportsPage
from app.views.reports.paper_dialogs import DailyDialog, MorningDialog
from tests.services.reports.small_day import SmallDay, moment
from tests.support.papers import text_of
from tests.support.repairs import Day
from tests.views.dialogs import shown
from tests.views.keys import press, type_text

Key = Qt.Key


@pytest.fixture
def small(day: Day) -> SmallDay:
    small = SmallDay(day)
    small.play(until=moment("23:30"))
    return small


@pytest.fixture
def page(window: DeskWindow, small: SmallDay, qtbot: QtBot) -> ReportsPage:
    press(window, Key.Key_5, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    page = window.page
    assert isinstance(page, ReportsPage)
    settle(page, qtbot)
    return page


def settle(page: ReportsPage, qtbot: QtBot) -> None:
    """Until nothing is being counted any more."""
    qtbot.waitUntil(lambda: not page.is_counting)


def cells(page: ReportsPage, row: int) -> list[str]:
    return [page.rate_model.index(row, column).data() for column in range(7)]


def test_today_stands_there_with_both_ways_of_counting(page: ReportsPage) -> None:
    assert page.period_row.hasFocus()
    assert cells(page, 1)[:5] == ["到场及时率（漏水） 9.10a", "25.0%", "1/4", "33.3%", "1/3"]
    assert cells(page, 1)[5] == "及时 1　超时·已说明 1　超时·用户原因 1　超时·未说明 1"
    assert cells(page, 4)[1:3] == ["—", "0/0"]
    assert page.heading.text().startswith("11-15　报修 14 件（其中 作废 1，并入停热 1，并件 1，用户原因办结 2）")


def test_a_digit_chooses_other_days(page: ReportsPage, qtbot: QtBot) -> None:
    press(page.period_row, Key.Key_2)
    settle(page, qtbot)

    assert page.heading.text().startswith("11-14　报修 0 件")
    assert {cells(page, row)[1] for row in range(6)} == {"—"}
    assert page.late_stack.currentWidget() is page.empty


def test_days_may_be_typed(page: ReportsPage, qtbot: QtBot) -> None:
    type_text(page.first_edit, "2026-11-14")
    type_text(page.last_edit, "2026-11-15", enter=True)
    settle(page, qtbot)
    assert page.period_row.value() is None
    assert page.heading.text().startswith("2026-11-14 至 11-15　报修 14 件")

    type_text(page.last_edit, "x", enter=True)

    assert not page.problem.isHidden()


def test_the_unexplained_stand_first_and_enter_opens_the_matter(
    page: ReportsPage, window: DeskWindow, small: SmallDay
) -> None:
    assert page.late_model.index(0, 0).data() == "未说明"
    assert "未覆盖超时" in page.late_model.index(0, 6).data()
    assert "九点半出发" in page.late_model.index(0, 6).data()

    press(page.late_table, Key.Key_Return)

    assert isinstance(window.page, BoardPage)
    assert window.page.panel.in_hand is not None
    assert window.page.panel.in_hand.head.matter_id == small.ids["R7"]


def test_the_figures_are_taken_apart_in_both_ways(page: ReportsPage, qtbot: QtBot) -> None:
    press(page.by_box, Key.Key_Down)
    press(page.by_box, Key.Key_Down)
    settle(page, qtbot)

    groups = page.group_models[0]
    words = [groups.index(row, 0).data() for row in range(groups.rowCount())]
    leak = words.index("跑冒滴漏")
    assert groups.index(leak, 3).data() == "25.0% 1/4"
    page.user_check.click()
    assert page.group_stack.currentWidget() is page.group_tables[1]
    assert page.group_models[1].index(leak, 3).data() == "33.3% 1/3"


def test_what_is_saved_meanwhile_is_counted_a_little_later(page: ReportsPage, day: Day, qtbot: QtBot) -> None:
    day.take(told_at=day.now() - timedelta(minutes=1))
    page.show_changes({"matter": {1}})
    assert page.counts_soon
    page.show_changes({})
    settle(page, qtbot)

    assert "报修 15 件" in page.heading.text()


def test_the_morning_report_is_saved_by_keys(page: ReportsPage, tmp_path: Path, qtbot: QtBot) -> None:
    press(page, Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    dialog = shown(MorningDialog)

    dialog.save_to(tmp_path / "晨报.pdf")

    qtbot.waitUntil((tmp_path / "晨报.pdf").exists)
    assert "现在未办" in text_of(tmp_path / "晨报.pdf")


def test_before_noon_the_daily_report_is_of_the_day_that_is_over(page: ReportsPage, day: Day, qtbot: QtBot) -> None:
    day.clock.advance(timedelta(hours=8))

    press(page, Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    dialog = shown(DailyDialog)
    assert dialog.day_edit.text() == "2026-11-15"
    assert dialog.ready
    dialog.reject()


def test_a_day_to_come_is_refused_and_not_printed(page: ReportsPage, qtbot: QtBot) -> None:
    press(page, Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = shown(DailyDialog)

    dialog.day_edit.selectAll()
    type_text(dialog.day_edit, "2026-12-24")
    press(dialog.day_edit, Key.Key_Return)

    assert "还没有到" in dialog.problem.text()
    assert not dialog.save_button.isEnabled()
    dialog.reject()
