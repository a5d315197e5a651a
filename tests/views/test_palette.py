"""The command palette: the menus' own commands, found by signs, sounds, first letters and keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.views.board.page import BoardPage
from app.views.desk_window import DeskWindow
from app.views.pages import PAGES
from app.views.repairs.dispatch_dialog import DispatchDialog
from app.views.shell.listed import Listed, chosen, listed_in, meant
from app.views.shell.palette import Palette
from tests.support.repairs import Day
from tests.views.dialogs import shown
from tests.views.keys import press, type_text

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def palette(window: DeskWindow) -> Palette:
    """Open over the board, as Ctrl+K brings it."""
    window.open_page("board")
    press(window, Key.Key_K, CONTROL)
    return window.findChild(Palette)


def in_menus(menu: QMenu) -> list[QAction]:
    found: list[QAction] = []
    for action in menu.actions():
        below = action.menu()
        found += in_menus(below) if isinstance(below, QMenu) else [] if action.isSeparator() else [action]
    return found


def named(texts: list[str]) -> list[Listed]:
    return [Listed(QAction(text), text, "本页", "") for text in texts]


def test_it_lists_what_the_menus_hold_and_nothing_else(window: DeskWindow) -> None:
    for spec in PAGES:
        window.open_page(spec.id)

        press(window, Key.Key_K, CONTROL)

        palette = window.findChild(Palette)
        menus = [menu for bar in window.menuBar().actions() if isinstance(menu := bar.menu(), QMenu)]
        held = {id(action): action.text() for menu in menus for action in in_menus(menu)}
        assert {id(entry.action): entry.action.text() for entry in palette.shown()} == held, spec.id
        press(palette.edit, Key.Key_K, CONTROL)
        assert palette.isHidden()


def test_commands_of_the_page_stand_before_those_of_the_window(palette: Palette, window: DeskWindow) -> None:
    assert palette.shown()[0].menu.startswith("本页")


def test_first_letters_find_a_command_and_enter_does_it(palette: Palette, window: DeskWindow) -> None:
    type_text(palette.edit, "qs", enter=False)
    assert "浅色" in [entry.words for entry in palette.shown()]

    palette.edit.clear()
    type_text(palette.edit, "fwuka", enter=True)

    assert window.page_actions["cards"].isChecked()
    assert not palette.isVisible()


def test_escape_puts_the_cursor_back_where_it_was(
    window: DeskWindow, page: BoardPage, day: Day, go: Callable[[int], None]
) -> None:
    go(day.take().matter_id)
    press(page.table, Key.Key_K, CONTROL)
    palette = window.findChild(Palette)
    assert palette.edit.hasFocus()

    press(palette.edit, Key.Key_Escape)

    assert not palette.isVisible()
    assert page.table.hasFocus()


def test_a_command_of_the_row_is_about_the_row_the_cursor_was_on(
    window: DeskWindow, page: BoardPage, day: Day, go: Callable[[int], None]
) -> None:
    taken = day.take()
    go(taken.matter_id)

    press(page.table, Key.Key_K, CONTROL)
    type_text(window.findChild(Palette).edit, "pg", enter=True)

    assert window.findChild(Palette).isHidden()
    assert shown(DispatchDialog).matter_id == taken.matter_id
    shown(DispatchDialog).reject()


def test_what_cannot_be_done_now_is_found_below_and_does_nothing(palette: Palette, window: DeskWindow) -> None:
    window.reconnect_action.setEnabled(False)

    type_text(palette.edit, "cxlj", enter=True)

    assert [entry.words for entry in palette.shown()] == ["重新连接"]
    assert palette.isVisible()


def test_nothing_found_is_said(palette: Palette) -> None:
    type_text(palette.edit, "xyzzy")

    assert palette.shown() == []
    assert "没有这样的命令" in palette.count.text()


def test_arrows_go_through_the_list_and_stop_at_its_ends(palette: Palette) -> None:
    view = palette.list.view
    press(palette.edit, Key.Key_Up)
    assert view.currentIndex().row() == 0

    press(palette.edit, Key.Key_Down)
    assert view.currentIndex().row() == 1

    for _ in range(40):
        press(palette.edit, Key.Key_PageDown)
    assert view.currentIndex().row() == len(palette.shown()) - 1


def test_a_command_standing_in_two_menus_is_listed_once(window: DeskWindow) -> None:
    entries = listed_in(window.menuBar())

    assert len({id(entry.action) for entry in entries}) == len(entries)


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("派工", "派工"),
        ("pg", "派工"),
        ("paigong", "派工"),
        ("paig", "派工"),
        ("派g", "派工"),
        ("g", "工"),
        ("pp", ""),
        ("paigongx", ""),
    ],
)
def test_signs_sounds_and_first_letters_say_the_same(qapp: object, typed: str, part: str) -> None:
    assert meant("派工", typed) == part


def test_every_reading_of_a_sign_counts() -> None:
    assert meant("重新连接", "cxlj") == "重新连接"
    assert meant("重新连接", "zxlj") == "重新连接"


def test_words_at_the_beginning_come_before_words_inside(qapp: object) -> None:
    entries = named(["批量打印", "打印公告", "单据领用", "大宗"])

    assert [entry.words for entry, _ in chosen(entries, "打印")] == ["打印公告", "批量打印"]
    assert [entry.words for entry, _ in chosen(entries, "d")][:2] == ["打印公告", "单据领用"]


def test_all_words_asked_for_must_fit(qapp: object) -> None:
    entries = named(["打印公告", "打印名单"])

    assert [entry.words for entry, _ in chosen(entries, "打印 md")] == ["打印名单"]
