"""What holds for every page of the window, whoever built it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QMenu,
    QWidget,
)

from app.shortcuts import shortcut_groups
from app.views.desk_window import DeskWindow
from app.views.icons import ICON_PROPERTY
from app.views.pages import PAGES
from app.views.shell.page import Page
from tests.views.keys import press
from tests.views.names import described, inputs, name_of

MOST_TABS = 200
IN_THE_WIDGET = (Qt.ShortcutContext.WidgetShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut)


def commands_below(widget: QWidget) -> list[QAction]:
    """Everything made by `command`; what Qt adds itself has no icon of ours."""
    return [action for action in widget.findChildren(QAction) if action.property(ICON_PROPERTY) and action.text()]


def in_menus(window: DeskWindow) -> set[int]:
    found: set[int] = set()

    def walk(menu: QMenu) -> None:
        for action in menu.actions():
            below = action.menu()
            if isinstance(below, QMenu):
                walk(below)
            else:
                found.add(id(action))

    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        walk(menu)
    return found


def scope(action: QAction, page: Page) -> QWidget:
    """The widget in which the keys of the command work."""
    owners = [
        owner for owner in action.associatedObjects() if isinstance(owner, QWidget) and not isinstance(owner, QMenu)
    ]
    if action.shortcutContext() in IN_THE_WIDGET:
        return next(owner for owner in owners if not isinstance(owner, QAbstractButton))
    return page


def of_every_page(window: DeskWindow, wrong: Callable[[Page], list[Any]]) -> dict[str, list[Any]]:
    """What is wrong, by page; one window for all, since the pages hold at once."""
    return {spec.id: found for spec in PAGES if (found := wrong(window.open_page(spec.id)))}


def test_every_command_stands_in_a_menu(window: DeskWindow) -> None:
    def missing(page: Page) -> list[str]:
        listed = in_menus(window)
        return [each.text() for each in commands_below(page) if id(each) not in listed]

    assert of_every_page(window, missing) == {}


def test_every_command_of_the_window_stands_in_a_menu(window: DeskWindow) -> None:
    listed = in_menus(window)

    own = [each for each in window.findChildren(QAction) if each.parent() is window and each.text()]
    assert [each.text() for each in own if id(each) not in listed] == []


def test_no_two_commands_that_hear_the_same_key_are_alive_together(window: DeskWindow) -> None:
    everywhere = [each for each in window.findChildren(QAction) if each.parent() is window]

    def clashes(page: Page) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        own = commands_below(page)
        for place, one in enumerate(own):
            for other in [*own[place + 1 :], *everywhere]:
                shared = {key.toString() for key in one.shortcuts()} & {key.toString() for key in other.shortcuts()}
                here, there = scope(one, page), scope(other, page)
                if shared and (here is there or here.isAncestorOf(there) or there.isAncestorOf(here)):
                    found.append((one.text(), other.text(), *shared))
        return found

    assert of_every_page(window, clashes) == {}


def test_commands_are_called_what_the_table_of_keys_calls_them(window: DeskWindow) -> None:
    told = {each.name: each.says for group in shortcut_groups() for each in group.shortcuts}

    def misnamed(widget: QWidget) -> list[tuple[str, str]]:
        named = [(each.text(), told.get(each.objectName(), "")) for each in commands_below(widget) if each.shortcuts()]
        return [(text, says) for text, says in named if says and text != says]

    assert of_every_page(window, misnamed) == {}
    assert misnamed(window) == []


def test_every_input_tells_a_screen_reader_what_it_is(window: DeskWindow) -> None:
    def nameless(page: Page) -> list[str]:
        return [described(each) for each in inputs(page) if not name_of(each)]

    assert of_every_page(window, nameless) == {}


def test_every_input_around_the_pages_tells_what_it_is(window: DeskWindow) -> None:
    window.open_page("board")

    around = [each for each in inputs(window) if not window.stack.isAncestorOf(each)]
    assert [described(each) for each in around if not name_of(each)] == []


def test_tab_goes_round_through_everything_that_can_be_reached(window: DeskWindow) -> None:
    assert of_every_page(window, out_of_reach) == {}


def out_of_reach(page: Page) -> list[str]:
    page.begin()
    QApplication.processEvents()
    wanted = {
        each
        for each in inputs(page)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus and not grouped(each)
    }
    reached: set[QWidget] = set()
    for _ in range(MOST_TABS):
        focus = QApplication.focusWidget() or page
        reached.add(focus)
        press(focus, Qt.Key.Key_Tab)
        if QApplication.focusWidget() in reached and wanted <= reached:
            break
    return [described(each) for each in wanted - reached]


def grouped(widget: QWidget) -> bool:
    """One of several buttons of which arrows choose: Tab goes to the row, not to each."""
    return isinstance(widget, QAbstractButton) and widget.group() is not None
