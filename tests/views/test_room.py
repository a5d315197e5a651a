"""Nothing of the board and its dialogs is cut on the smallest screen a clerk has, at any text size."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.repairs.faults import group_words
from app.services.repairs.values import FaultGroup
from app.views.board.page import BoardPage
from app.views.desk_window import DeskWindow
from app.views.repairs.visit_dialogs import VisitResultDialog
from app.views.theme import Tone, apply_theme
from app.views.widgets.badge import Badge, badge_size
from tests.support.repairs import Day
from tests.views.dialogs import shown
from tests.views.keys import press

LONGEST = ("超时 59 分 已说明", "超时 9 时 59 分", "超时 23 时 用户原因")
# What the delegate leaves free at both sides of a badge.
SIDES = 10
# What it needs of that at the least.
BESIDE = 6


@pytest.mark.parametrize("percent", [100, 125, 150])
@pytest.mark.parametrize("words", LONGEST)
def test_the_longest_words_about_a_limit_fit_their_column(
    page: BoardPage, qapp: QApplication, percent: int, words: str
) -> None:
    apply_theme(qapp, "light", percent)
    qapp.processEvents()

    wanted = badge_size(Badge(words, Tone.AMBER, "explain"), page.table.fontMetrics()).width() + SIDES

    assert page.table.columnWidth(0) >= wanted


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_a_number_a_long_address_and_every_kind_of_fault_fit_their_columns(
    page: BoardPage, qapp: QApplication, percent: int
) -> None:
    apply_theme(qapp, "light", percent)
    qapp.processEvents()
    table, metrics = page.table, page.table.fontMetrics()
    kinds = [badge_size(Badge(word, Tone.ACCENT, "cold"), metrics).width() for word in group_words().values()]

    wanted = {
        2: metrics.horizontalAdvance("1115-0110") + SIDES,
        3: metrics.horizontalAdvance("泉旺家园二期 5-1-1401") + SIDES,
        5: max(kinds) + BESIDE,
    }

    for column, width in wanted.items():
        table.setColumnHidden(column, False)
        assert table.columnWidth(column) >= width, column


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_every_result_of_a_visit_is_asked_without_scrolling(
    page: BoardPage,
    window: DeskWindow,
    day: Day,
    go: Callable[[int], None],
    qapp: QApplication,
    qtbot: QtBot,
    percent: int,
) -> None:
    apply_theme(qapp, "light", percent)
    window.resize(1366, 768)
    go(day.take(FaultGroup.COLD).matter_id)
    press(page.table, Qt.Key.Key_R)
    dialog = shown(VisitResultDialog)
    scrolled = []

    for digit in range(1, 10):
        press(dialog.result_row, Qt.Key(Qt.Key.Key_0 + digit))
        qtbot.wait(20)
        scrolled += [dialog.result_row.text()] * (dialog.area.verticalScrollBar().maximum() > 0)

    assert scrolled == []
