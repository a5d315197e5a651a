"""How many keys a clerk presses, counted from the key events the program really got."""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.repairs.reads import repair_card
from app.services.repairs.values import FaultGroup
from app.views.board.page import BoardPage
from app.views.desk_window import DeskWindow
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.repairs.visit_dialogs import ArrivalDialog
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown

Key = Qt.Key
# From the ring of the telephone to a running clock, for a flat of the ledger.
INTAKE_KEYS = 12
# From the row under the cursor to 已到场.
ARRIVAL_KEYS = 2
# Held down with another key they are one stroke with it.
MODIFIERS = (Key.Key_Shift, Key.Key_Control, Key.Key_Alt, Key.Key_Meta)


class KeyCounter(QObject):
    """Counts strokes at the door of the program: a key handed on from widget to widget is one."""

    def __init__(self) -> None:
        super().__init__()
        self.strokes = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A stroke is either a command's key, or it goes to the window once and on to widgets inside it many times.
        to_window = event.type() == QEvent.Type.KeyPress and isinstance(watched, QWindow)
        is_letter = to_window and isinstance(event, QKeyEvent) and event.key() not in MODIFIERS
        if is_letter or event.type() == QEvent.Type.Shortcut:
            self.strokes += 1
        return False

    def tell(self, what: str, most: int) -> None:
        """One line of the table."""
        sys.stdout.write(f"{what}: {self.strokes} keys, at most {most}\n")


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


def test_the_ring_is_a_running_clock_after_a_dozen_keys(
    window: DeskWindow, day: Day, counter: KeyCounter, qtbot: QtBot
) -> None:
    window.open_page("settings")

    stroke(Key.Key_F2)
    dialog = shown(IntakeDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    for letter in "3-2-1102":
        stroke(Key.Key_Minus if letter == "-" else Key(ord(letter)))
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
    counter.tell("来电到计时", INTAKE_KEYS)
    assert counter.strokes == INTAKE_KEYS


def test_a_row_is_arrived_after_two_keys(window: DeskWindow, day: Day, counter: KeyCounter, qtbot: QtBot) -> None:
    taken = day.take(FaultGroup.COLD)
    day.dispatch(taken.matter_id)
    window.open_page("board").go_to("matter", taken.matter_id)

    stroke(Key.Key_A)
    qtbot.waitUntil(shown(ArrivalDialog).isActiveWindow)
    stroke(Key.Key_Return)

    assert repair_card(day.desk, taken.matter_id).facts.visits[-1].arrived_at is not None
    counter.tell("选中到已到场", ARRIVAL_KEYS)
    assert counter.strokes == ARRIVAL_KEYS
