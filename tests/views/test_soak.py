"""A day of the window in a few seconds: what it holds of the computer at the end is what it held after breakfast.

A few hours are lived through in every run; HEATDESK_SOAK_HOURS=24 is the whole day.
"""

import os
import sys
from datetime import timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog

from app.services.repairs import acts
from app.services.repairs.corrections import void_matter
from app.services.repairs.values import ContactDraft
from app.views.board.page import BoardPage
from app.views.desk_window import DeskWindow
from app.views.pages import PAGES
from app.views.repairs.intake_dialog import IntakeDialog
from tests.support.repairs import Day
from tests.support.soak import held, objects
from tests.views.dialogs import shown
from tests.views.keys import press, settle, type_text

Key = Qt.Key
HOURS = int(os.environ.get("HEATDESK_SOAK_HOURS", "2"))
# Pages are made, modules loaded and caches filled when they are first wanted.
WARM_HOURS = 2
STEP = timedelta(minutes=10)
MEGABYTE = 1024 * 1024
# The allocator rounds up; a leak of one dialog an hour is seen among the objects, not here.
MEMORY_AN_HOUR = MEGABYTE
# What is loaded once a day, as the evening's papers, counts once.
MEMORY_AT_ALL = 10 * MEGABYTE


class Shift:
    """What a clerk does every hour, and what the window does by itself."""

    def __init__(self, window: DeskWindow, day: Day) -> None:
        self._window, self._day = window, day

    def hour(self) -> None:
        self._take_call()
        for spec in PAGES:
            self._window.open_page(spec.id)
            self._settle()
        self._window.open_page("board")
        for action in (self._window.operator_action, self._window.intake_action, self._window.rows.change_action):
            self._think_better_of_it(action)
        for action in 2 * (self._window.cover_action, self._window.mute_action):
            action.trigger()
        for _ in range(timedelta(hours=1) // STEP):
            self._day.clock.advance(STEP)
            self._pass_time()

    def _take_call(self) -> None:
        """From the ring to the end of the repair."""
        self._window.intake_action.trigger()
        dialog = shown(IntakeDialog)
        type_text(dialog.place_edit, "3-2-1102", enter=True)
        press(dialog, Key.Key_2, Qt.KeyboardModifier.AltModifier)
        press(dialog, Key.Key_Return)
        self._settle()
        page = self._window.page
        assert isinstance(page, BoardPage)
        card = page.current_card()
        assert card is not None
        matter_id = card.head.matter_id
        for act in (self._contact, self._void):
            act(matter_id)
            self._settle()

    def _contact(self, matter_id: int) -> None:
        self._window.session.ask(acts.record_contact, matter_id, ContactDraft(), uuid4())

    def _void(self, matter_id: int) -> None:
        self._window.session.ask(void_matter, matter_id, "演练", uuid4())

    def _think_better_of_it(self, action: QAction) -> None:
        """A dialog is opened and left."""
        action.trigger()
        self._settle()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        dialog.reject()
        self._settle()

    def _pass_time(self) -> None:
        """Every timer of the window has run out."""
        for timer in [*self._window.findChildren(QTimer), *self._window.session.findChildren(QTimer)]:
            if timer.isActive():
                timer.timeout.emit()
        self._settle()

    def _settle(self) -> None:
        """What an event loop would have done by now: without one, nothing that was thrown away is gone."""
        settle()
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.skipif(sys.platform != "linux", reason="reads what a process holds from /proc")
def test_hours_of_work_leave_nothing_behind(window: DeskWindow, day: Day) -> None:
    shift = Shift(window, day)
    for _ in range(WARM_HOURS):
        shift.hour()
    before, kinds = held(), objects()

    for _ in range(HOURS):
        shift.hour()

    after, more = held(), objects() - kinds
    sys.stdout.write(f"{HOURS} hours: {(after.memory - before.memory) / MEGABYTE:+.1f} MB\n")
    assert more == {}
    assert after.handles == before.handles
    assert after.memory - before.memory <= min(MEMORY_AT_ALL, 4 * MEGABYTE + HOURS * MEMORY_AN_HOUR)
