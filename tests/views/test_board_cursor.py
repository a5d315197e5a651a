"""The cursor of the board: a key pressed while the list moves never acts on another matter."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.services.repairs import acts
from app.services.repairs.facts import Event
from app.services.repairs.reads import repair_card
from app.services.repairs.values import FaultGroup
from app.services.reports.waiting_values import WAITING_WORDS
from app.views.board.page import BoardPage
from app.views.board.sifting import views
from app.views.desk_window import DeskWindow
from app.views.repairs.visit_dialogs import ArrivalDialog
from app.views.shell.palette import Palette
from tests.support.care import Town
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, settle

Key = Qt.Key


def shows(qtbot: QtBot, page: BoardPage, ids: list[int]) -> None:
    """Wait until the list has come to these matters, and nothing is left to be told."""
    qtbot.waitUntil(lambda: page.model.ids() == ids)
    settle()


def three(page: BoardPage, day: Day) -> list[int]:
    """Three cold flats, ten minutes between them; the list has the keys."""
    taken = []
    for _ in range(3):
        taken.append(day.take(FaultGroup.COLD).matter_id)
        day.later(minutes=10)
    page.show_changes({})
    settle()
    page.begin()
    return taken


def test_a_matter_that_leaves_the_list_stays_in_hand_until_the_cursor_is_moved(
    page: BoardPage, day: Day, qtbot: QtBot
) -> None:
    first, second, third = three(page, day)
    page.table.go_to(second)

    acts.void_matter(day.desk, second, "误报", uuid4())
    shows(qtbot, page, [first, third])
    press(page.table, Key.Key_Y)

    assert [event.kind for event in repair_card(day.desk, third).timeline if event.kind == Event.FEE_TOLD] == []
    card = page.current_card()
    assert card is not None
    assert (card.head.matter_id, card.head.phase) == (second, "作废")
    press(page.table, Key.Key_Down)
    assert page.table.current_id() == third
    assert page.matter_in_hand() == third
    press(page.table, Key.Key_Up)
    assert page.table.current_id() == first


def test_an_act_that_takes_its_matter_out_of_the_group_keeps_it_in_hand(
    page: BoardPage, day: Day, qtbot: QtBot
) -> None:
    first, second, third = three(page, day)
    for matter_id in (first, second, third):
        day.dispatch(matter_id)
    page.choose_group("arrive")
    page.table.go_to(first)
    page.table.setFocus()
    assert page.current_card() is not None

    press(page.table, Key.Key_A)
    press(shown(ArrivalDialog).at_edit.edit, Key.Key_Return)

    assert not is_shown(ArrivalDialog)
    shows(qtbot, page, [second, third])
    assert page.matter_in_hand() == first
    press(page.table, Key.Key_Down)
    assert page.table.current_id() == second


def test_the_keys_coming_back_to_the_list_choose_no_other_matter(page: BoardPage, day: Day, qtbot: QtBot) -> None:
    first, second, third = three(page, day)
    page.table.go_to(second)
    acts.void_matter(day.desk, second, "误报", uuid4())
    shows(qtbot, page, [first, third])

    page.quick_edit.setFocus()
    page.begin()
    assert page.matter_in_hand() == second
    page.go_to("matter", second)
    acts.void_matter(day.desk, first, "误报", uuid4())
    shows(qtbot, page, [third])
    page.quick_edit.setFocus()
    page.begin()

    assert page.table.hasFocus()
    assert page.matter_in_hand() == second


def test_a_matter_that_comes_back_has_the_cursor_again(page: BoardPage, day: Day, qtbot: QtBot) -> None:
    first, second, third = three(page, day)
    page.choose_group("unsent")
    page.table.go_to(second)

    day.dispatch(second)
    shows(qtbot, page, [first, third])
    sent = next(event for event in repair_card(day.desk, second).timeline if event.kind == Event.DISPATCHED)
    acts.withdraw_event(day.desk, second, sent.event_id, "派错", uuid4())
    shows(qtbot, page, [first, second, third])

    assert page.table.current_id() == page.matter_in_hand() == second


def test_another_group_begins_at_its_most_pressing_matter(page: BoardPage, day: Day) -> None:
    first, second, third = three(page, day)
    day.dispatch(third)
    page.show_changes({})
    settle()
    page.table.go_to(third)

    page.choose_group("unsent")

    assert page.model.ids() == [first, second]
    assert page.table.current_id() == page.matter_in_hand() == first


def test_the_list_behind_what_waits_never_takes_the_panel(page: BoardPage, day: Day, qtbot: QtBot) -> None:
    first, second, third = three(page, day)
    town = Town(day.desk)
    town.doubt(town.flat("9", "1", "101", "王芳", community="朝阳小区"), "area", "面积太大")
    page.table.go_to(second)
    page.choose_group("doubts")
    seen = []
    page.holding.changed.connect(lambda: seen.append(page.in_hand()))

    acts.void_matter(day.desk, first, "误报", uuid4())
    shows(qtbot, page, [second, third])

    assert set(seen) <= {None}
    assert page.lists.current_id() is None


def test_the_keys_stay_with_the_board_when_its_last_line_goes_and_another_comes(
    page: BoardPage, day: Day, qtbot: QtBot
) -> None:
    only = day.take(FaultGroup.COLD).matter_id
    page.show_changes({})
    settle()
    page.begin()
    assert page.table.hasFocus()

    acts.void_matter(day.desk, only, "误报", uuid4())
    shows(qtbot, page, [])
    assert (page.lists.empty.hasFocus(), page.matter_in_hand()) == (True, only)
    other = day.take(FaultGroup.COLD).matter_id
    shows(qtbot, page, [other])

    assert (page.table.hasFocus(), page.matter_in_hand()) == (True, only)
    press(page.table, Key.Key_Down)
    assert page.matter_in_hand() == other


def test_who_reads_further_down_is_not_thrown_back_to_the_cursor(page: BoardPage, day: Day, qtbot: QtBot) -> None:
    taken = [day.take(FaultGroup.COLD).matter_id for _ in range(40)]
    page.show_changes({})
    settle()
    page.table.go_to(taken[0])
    bar = page.table.verticalScrollBar()
    bar.setValue(bar.maximum())

    acts.void_matter(day.desk, taken[20], "误报", uuid4())
    shows(qtbot, page, taken[:20] + taken[21:])

    assert bar.value() == bar.maximum() > 0
    assert page.table.current_id() == taken[0]


def test_a_letter_that_is_no_command_leaves_the_cursor_alone(page: BoardPage, day: Day) -> None:
    first, _, _ = three(page, day)
    page.table.setCurrentIndex(page.model.index(0, 3))

    press(page.table, Key.Key_2)
    page.table.keyboardSearch("和平里小区")

    assert page.table.current_id() == first


@pytest.mark.parametrize("where", ["group", "filter"])
def test_a_line_written_down_quickly_is_shown_whatever_the_list_shows(page: BoardPage, day: Day, where: str) -> None:
    first, _, _ = three(page, day)
    day.dispatch(first)
    page.show_changes({})
    settle()
    if where == "group":
        page.choose_group("callback")
    else:
        page.sift_by(repairer_id=day.repairers[0])

    page.quick_edit.setText("3-2-1102 不热")
    press(page.quick_edit, Key.Key_Return)

    card = page.current_card()
    assert card is not None
    assert card.head.matter_id not in page.model.ids()
    assert card.head.matter_id != first


def test_a_new_leak_outside_the_filter_is_said(page: BoardPage, window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    first, _, _ = three(page, day)
    day.dispatch(first)
    page.show_changes({})
    settle()
    page.sift_by(repairer_id=day.repairers[0])
    assert "另 2" in page.head.sift_button.text()

    leak = day.take(FaultGroup.LEAK).matter_id
    qtbot.waitUntil(lambda: leak in page.feed.lines)

    assert leak not in page.model.ids()
    assert "漏水 1" in page.head.sift_button.text()
    assert page.head.sift_button.property("role") == "hiding"
    assert "不在筛选内" in window.notices.text.text()
    page.clear_sift()
    assert leak in page.model.ids()


def test_a_new_leak_is_said_while_another_group_is_in_front(
    page: BoardPage, window: DeskWindow, day: Day, qtbot: QtBot
) -> None:
    three(page, day)
    page.choose_group("sheets")

    leak = day.take(FaultGroup.LEAK).matter_id
    qtbot.waitUntil(lambda: leak in page.feed.lines)

    assert "新漏水" in window.notices.text.text()
    assert "不在“未交回执单”里" in window.notices.text.text()


def test_a_leak_taken_here_is_in_hand_and_needs_no_word(page: BoardPage, window: DeskWindow, day: Day) -> None:
    three(page, day)
    page.choose_group("callback")

    page.quick_edit.setText("3-2-1102 喷水")
    press(page.quick_edit, Key.Key_Return)

    card = page.current_card()
    assert card is not None
    assert card.head.fault_group == FaultGroup.LEAK
    assert "新漏水" not in window.notices.text.text()


def test_a_button_of_the_panel_that_had_the_focus_gives_it_to_the_list(
    page: BoardPage, window: DeskWindow, day: Day, qtbot: QtBot
) -> None:
    first, _, _ = three(page, day)
    page.table.go_to(first)
    assert page.current_card() is not None
    button = next(each for each in page.panel.findChildren(QToolButton) if each.toolTip() == "看这一户的台账")
    button.setFocus()
    window.help.palette_action.trigger()
    day.dispatch(first)
    qtbot.waitUntil(lambda: not isValid(button))
    palette = window.findChild(Palette)
    assert palette is not None

    palette.leave()

    assert page.table.hasFocus()


def test_every_list_is_reached_by_its_command(page: BoardPage) -> None:
    lists = [*views(), *WAITING_WORDS.items()]
    commands = {action.text(): action for action in page.acts.view.commands}

    gone_to = []
    for _, word in lists:
        commands[word].trigger()
        gone_to.append(page.groups.current)

    assert gone_to == [name for name, _ in lists]
