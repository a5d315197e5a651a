"""How many keys a clerk presses, counted from the key events the program really got."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.repairs.reads import repair_card, unreturned_sheets
from app.services.repairs.values import FaultGroup
from app.views.board.page import BoardPage
from app.views.desk_window import DeskWindow
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.repairs.visit_dialogs import ArrivalDialog
from app.views.returns.page import ReturnsPage
from app.views.widgets.pin_dialog import PinDialog
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import type_text

Key = Qt.Key
# From the ring of the telephone to a running clock, for a flat of the ledger.
INTAKE_KEYS = 12
# From the row under the cursor to 已到场.
ARRIVAL_KEYS = 2
# From a scanned sheet in the hand to its saved 回单, the gun's own keys not counted.
RETURN_KEYS = 20
# From one operator to the next.
RELIEF_KEYS = 5
# 速记: so many lines for a whole call.
QUICK_LINES = 1
# Held down with another key they are one stroke with it.
MODIFIERS = (Key.Key_Shift, Key.Key_Control, Key.Key_Alt, Key.Key_Meta)


class KeyCounter(QObject):
    """Counts strokes at the door of the program: a key handed on from widget to widget is one."""

    def __init__(self) -> None:
        super().__init__()
        self.strokes = 0
        self.returns = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A stroke is either a command's key, or it goes to the window once and on to widgets inside it many times.
        to_window = event.type() == QEvent.Type.KeyPress and isinstance(watched, QWindow)
        is_letter = to_window and isinstance(event, QKeyEvent) and event.key() not in MODIFIERS
        if is_letter and isinstance(event, QKeyEvent) and event.key() == Key.Key_Return:
            self.returns += 1
        if is_letter or event.type() == QEvent.Type.Shortcut:
            self.strokes += 1
        return False


@dataclass
class Table:
    """What was counted, beside what is allowed."""

    lines: list[tuple[str, int, str, int]] = field(default_factory=list)

    def count(self, what: str, found: int, unit: str, most: int) -> None:
        """One line; the test fails where the hand needs more."""
        self.lines.append((what, found, unit, most))
        assert found <= most, f"{what}: {found} {unit}, at most {most}"


@pytest.fixture(scope="module")
def table(request: pytest.FixtureRequest) -> Iterator[Table]:
    """Printed when everything was counted."""
    table = Table()
    yield table
    head = f"{'what the hand does':<28}{'counted':>9}{'at most':>9}"
    rows = [f"{what:<28}{found:>9}{most:>9}  {unit}" for what, found, unit, most in table.lines]
    capture = request.config.pluginmanager.getplugin("capturemanager")
    assert capture is not None
    with capture.global_and_fixture_disabled():
        sys.stdout.write("\n".join(["", head, *rows, ""]))


@pytest.fixture
def counter(qapp: QApplication) -> Iterator[KeyCounter]:
    counter = KeyCounter()
    qapp.installEventFilter(counter)
    yield counter
    qapp.removeEventFilter(counter)


def stroke(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key into the window in front, wherever its cursor is."""
    window = QApplication.focusWindow()
    assert window is not None
    QTest.keyClick(window, key, modifier)


def typed(text: str) -> None:
    """Latin letters and digits, one key each."""
    for letter in text:
        stroke(Key(ord(letter.upper())))


def test_the_ring_is_a_running_clock_after_a_dozen_keys(
    window: DeskWindow, day: Day, counter: KeyCounter, table: Table, qtbot: QtBot
) -> None:
    window.open_page("settings")

    stroke(Key.Key_F2)
    dialog = shown(IntakeDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    typed("3-2-1102")
    stroke(Key.Key_Return)
    stroke(Key.Key_2, Qt.KeyboardModifier.AltModifier)
    stroke(Key.Key_Return)

    assert not is_shown(IntakeDialog)
    page = window.page
    assert isinstance(page, BoardPage)
    found = page.current_card()
    assert found is not None
    assert (found.head.premises_id, found.head.fault_group) == (day.premises_id, FaultGroup.COLD)
    assert any(clock.stopped is None for clock in found.clocks)
    table.count("ring to running clock", counter.strokes, "keys", INTAKE_KEYS)


def test_a_row_is_arrived_after_two_keys(
    window: DeskWindow, day: Day, counter: KeyCounter, table: Table, qtbot: QtBot
) -> None:
    taken = day.take(FaultGroup.COLD)
    day.dispatch(taken.matter_id)
    window.open_page("board").go_to("matter", taken.matter_id)

    stroke(Key.Key_A)
    qtbot.waitUntil(shown(ArrivalDialog).isActiveWindow)
    stroke(Key.Key_Return)

    assert repair_card(day.desk, taken.matter_id).facts.visits[-1].arrived_at is not None
    table.count("row to 已到场", counter.strokes, "keys", ARRIVAL_KEYS)


def test_a_whole_call_is_one_quick_line(window: DeskWindow, day: Day, counter: KeyCounter, table: Table) -> None:
    page = window.open_page("board")
    assert isinstance(page, BoardPage)
    stroke(Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    typed("3-2-1102 ")
    type_text(page.quick_edit, "喷水")
    typed(" 13800001234")
    before = counter.returns
    stroke(Key.Key_Return)

    card = page.current_card()
    assert card is not None
    assert (card.head.premises_id, card.head.severity, card.head.gaps) == (day.premises_id, "喷", ())
    table.count("速记 to running clock", counter.returns - before, "line", QUICK_LINES)


def test_a_scanned_sheet_is_a_saved_return_after_twenty_keys(
    window: DeskWindow, day: Day, counter: KeyCounter, table: Table, qtbot: QtBot
) -> None:
    sent = day.finished()
    page = window.open_page("returns")
    assert isinstance(page, ReturnsPage)
    # The gun types the code and Enter.
    page.take_code(sent.sheet_number)
    qtbot.waitUntil(page.form.fields.arrived_edit.edit.hasFocus)
    counter.strokes = 0

    # As phoned, no explanation, all ticks, good before; cause, remedy; no material, nothing left; ours, free, 满意.
    for key in "=⏎=⏎⏎0112⏎⏎111":
        stroke(Key.Key_Return if key == "⏎" else Key(ord(key)))
    stroke(Key.Key_F10)

    assert unreturned_sheets(day.desk) == []
    assert repair_card(day.desk, sent.matter_id).facts.view == "满意"
    table.count("scanned sheet to saved 回单", counter.strokes, "keys", RETURN_KEYS)


def test_the_next_operator_sits_down_after_five_keys(
    window: DeskWindow, counter: KeyCounter, table: Table, qtbot: QtBot
) -> None:
    stroke(Key.Key_F9)
    qtbot.waitUntil(shown(PinDialog).isActiveWindow)
    typed(desks.MANAGER_PIN)

    qtbot.waitUntil(lambda: window.session.desk.actor.name == desks.MANAGER)
    assert not is_shown(PinDialog)
    table.count("换人", counter.strokes, "keys", RELIEF_KEYS)
