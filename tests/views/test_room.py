"""Nothing of the board and its dialogs is cut on the smallest screen a clerk has, at any text size."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

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
