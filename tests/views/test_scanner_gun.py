"""A gun fired while a list has the keys: the paper comes, no letter of its code is a command."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.matters.sheets import check_keys
from app.services.paper.payload import make_payload
from app.services.repairs.values import Dispatched, FaultGroup
from app.views.board.page import BoardPage
from app.views.board.together_dialog import TogetherDialog
from app.views.desk_window import DeskWindow
from app.views.returns.page import ReturnsPage
from app.views.shell.scanner_gun import SILENCE_MS
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import settle, type_text

Key = Qt.Key
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def fire(code: str, enter: bool = True) -> None:
    """Into whatever has the focus, capitals with Shift as a gun sends them."""
    for letter in code:
        QTest.keyClick(QApplication.focusWidget(), Key(ord(letter.upper())), SHIFT if letter.isupper() else NONE)
    if enter:
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)


@pytest.fixture
def board(window: DeskWindow, day: Day) -> BoardPage:
    """The board with the keys, two cold flats of one building on it."""
    day.take(FaultGroup.COLD)
    day.take(FaultGroup.COLD)
    settle()
    page = window.open_page("board")
    assert isinstance(page, BoardPage)
    page.table.setFocus()
    settle()
    return page


def code_of(day: Day, sent: Dispatched) -> str:
    return make_payload(sent.sheet_number, 1, check_keys(day.desk.store)[-1], day.desk.station.repair_phone)


def test_a_slip_scanned_over_the_board_is_taken_in(board: BoardPage, window: DeskWindow, day: Day) -> None:
    sent = day.finished()
    settle()
    board.table.setFocus()

    fire(code_of(day, sent))
    settle()

    assert isinstance(window.page, ReturnsPage)
    assert window.page.form.isVisible()
    assert sent.sheet_number in window.page.form.title.text()


def test_no_letter_of_a_code_is_a_command(board: BoardPage, window: DeskWindow, qtbot: QtBot) -> None:
    """DJ begins with Shift+D, which is 同楼派工 when a hand presses it; a code nobody knows ends in a sentence."""
    fire("DJ-PQZ-20261115-0007.1.739048213907", enter=False)
    assert window.gun.is_listening

    qtbot.waitUntil(lambda: not window.gun.is_listening)
    settle()
    assert QApplication.activeModalWidget() is None
    assert window.page is not board


def test_a_tab_behind_a_code_is_not_part_of_it(board: BoardPage, window: DeskWindow) -> None:
    heard: list[str] = []
    window.gun.scanned.connect(heard.append)

    fire("DJ-PQZ-20261115-0007", enter=False)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)

    assert [code.upper() for code in heard] == ["DJ-PQZ-20261115-0007"]


def test_a_capital_letter_alone_is_the_key_it_always_was(board: BoardPage, window: DeskWindow, qtbot: QtBot) -> None:
    QTest.keyClick(board.table, Key.Key_D, SHIFT)
    assert not is_shown(TogetherDialog)

    qtbot.waitUntil(lambda: is_shown(TogetherDialog), timeout=20 * SILENCE_MS)
    assert shown(TogetherDialog).isVisible()


def test_capitals_typed_into_a_line_are_text(board: BoardPage, window: DeskWindow) -> None:
    type_text(board.quick_edit, "HD")
    QTest.keyClick(board.quick_edit, Key.Key_D, SHIFT)

    assert not window.gun.is_listening
    assert board.quick_edit.text().upper() == "HDD"
