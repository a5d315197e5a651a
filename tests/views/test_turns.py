"""What follows an act comes in later turns of the event loop; nothing is lost and nothing comes twice."""

import time
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services.repairs.values import FaultGroup
from app.views.board.page import BoardPage
from app.views.desk_window import DeskWindow
from app.views.repairs.contact_dialogs import ContactDialog
from app.views.session import Session
from app.views.turns import ENOUGH_S, MOST_LET_PASS, Turns
from tests.support.repairs import Day
from tests.views.dialogs import shown
from tests.views.keys import settle


def test_what_is_asked_for_twice_comes_once_and_after_the_act(session: Session, qtbot: QtBot) -> None:
    came: list[str] = []

    def show() -> None:
        came.append("shown")

    session.later(show)
    session.later(show)
    assert came == []

    qtbot.waitUntil(lambda: bool(came))
    session.catch_up()
    assert came == ["shown"]


def test_what_somebody_waits_for_goes_before_what_is_brought_up_to_date(session: Session, qtbot: QtBot) -> None:
    came: list[str] = []
    session.later(partial(came.append, "figure"))
    session.later(partial(came.append, "search"), first=True)

    qtbot.waitUntil(lambda: len(came) == 2)
    assert came == ["search", "figure"]


def test_a_key_that_is_quicker_than_the_card_acts_on_the_matter_gone_to(page: BoardPage, day: Day) -> None:
    first, second = day.take(FaultGroup.COLD), day.take(FaultGroup.LEAK)
    page.go_to("matter", first.matter_id)
    page.go_to("matter", second.matter_id)
    page.table.setFocus()

    QTest.keyClick(page.table, Qt.Key.Key_C)

    assert shown(ContactDialog).matter_id == second.matter_id


def test_each_call_has_a_window_and_an_act_of_its_own(window: DeskWindow) -> None:
    first = window.open_intake()
    first.words_edit.setText("漏水")
    window.session.catch_up()
    first.leave_to_author()

    second = window.open_intake()

    assert second is not first
    assert second.key != first.key
    assert second.words_edit.text() == ""
    assert second.isVisible()
    assert second.focusWidget() is second.place_edit


def test_the_card_of_a_new_call_is_drawn_once(window: DeskWindow, page: BoardPage, day: Day) -> None:
    day.take(FaultGroup.COLD)
    settle()
    drawn: list[int | None] = []
    page.holding.changed.connect(lambda: drawn.append(page.holding.matter_id))

    call = window.open_intake()
    call.set_premises(day.premises_id)
    call.words_edit.setText("漏水")
    call.accept()
    settle()

    card = page.current_card()
    assert card is not None
    assert card.head.words == "漏水"
    assert drawn == [card.head.matter_id]


def test_a_round_that_a_key_has_filled_begins_nothing_else(session: Session, qtbot: QtBot) -> None:
    came: list[float] = []
    turns = Turns(session)
    keys = QTimer(session, interval=0)
    keys.timeout.connect(lambda: time.sleep(2 * ENOUGH_S))

    def show() -> None:
        came.append(time.perf_counter())

    keys.start()
    began = time.perf_counter()
    turns.later(show)
    qtbot.waitUntil(lambda: bool(came))
    keys.stop()

    # It is put off, but not for ever.
    assert came[0] - began >= (MOST_LET_PASS - 1) * 2 * ENOUGH_S
