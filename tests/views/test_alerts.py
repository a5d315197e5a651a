"""A clock near its limit calls the clerk; no window opens for it and nothing loses the focus."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.kernel.operators import actor_named
from app.services.repairs.values import FaultGroup
from app.views.alerts.watch import AlertWatch
from app.views.desk_window import DeskWindow
from app.views.open_clocks import OpenClocks
from app.views.session import Notice, Session
from tests.support import desks
from tests.support.repairs import Day
from tests.views.keys import press


class Bell:
    def __init__(self) -> None:
        self.rings = 0

    def __call__(self) -> None:
        self.rings += 1


class NewWindows(QObject):
    """Counts what comes to the front."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.append(type(watched).__name__)
        return False


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def notices(session: Session) -> list[Notice]:
    heard: list[Notice] = []
    session.noticed.connect(heard.append)
    return heard


@pytest.fixture
def watch(window: DeskWindow, bell: Bell) -> Iterator[AlertWatch]:
    """A watch that looks when it is told to, and has seen the empty board."""
    watch = AlertWatch(window.session, OpenClocks(window.session, window), window, window.mute_action, bell)
    watch.look()
    return watch


def near_its_limit(day: Day, watch: AlertWatch) -> None:
    """A leak taken here, looked at, and then left alone until its half-hour is nearly over."""
    day.take(FaultGroup.LEAK)
    watch.look()
    day.later(minutes=24)
    watch.look()


def test_a_leak_nobody_is_at_rings_once_and_says_which(
    day: Day, watch: AlertWatch, bell: Bell, notices: list[Notice]
) -> None:
    near_its_limit(day, watch)
    watch.look()
    day.later(minutes=10)
    watch.look()

    assert bell.rings == 1
    assert [notice.text for notice in notices] == ["和平里小区-3-2-1102　漏水到场 剩 6 分（08:30 到）。"]


def test_the_clerk_who_types_on_keeps_the_cursor(
    window: DeskWindow, day: Day, watch: AlertWatch, bell: Bell, qapp: QApplication
) -> None:
    eye = NewWindows()
    window.top_bar.search.setFocus()
    qapp.installEventFilter(eye)

    near_its_limit(day, watch)
    qapp.processEvents()
    qapp.removeEventFilter(eye)

    assert bell.rings == 1
    assert qapp.focusWidget() is window.top_bar.search
    assert eye.opened == []


def test_a_late_entry_of_ones_own_is_silent_until_it_is_late(day: Day, watch: AlertWatch, bell: Bell) -> None:
    told = day.now()
    day.later(minutes=26)
    day.take(FaultGroup.LEAK, told_at=told)

    watch.look()
    assert bell.rings == 0

    day.later(minutes=5)
    watch.look()
    assert bell.rings == 1


def test_what_was_open_when_the_window_came_up_is_silent(window: DeskWindow, day: Day, bell: Bell) -> None:
    day.take(FaultGroup.LEAK)
    day.later(minutes=24)

    AlertWatch(window.session, OpenClocks(window.session, window), window, window.mute_action, bell).look()

    assert bell.rings == 0


def test_a_muted_bell_says_so_in_the_bar_and_still_writes_its_line(
    window: DeskWindow, day: Day, watch: AlertWatch, bell: Bell, notices: list[Notice]
) -> None:
    press(window, Qt.Key.Key_F11)

    near_its_limit(day, watch)

    assert window.top_bar.mute_button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert window.top_bar.mute_button.text().strip() == "静音中"
    assert bell.rings == 0
    assert "漏水到场" in notices[-1].text


def test_the_next_operator_hears_again(window: DeskWindow, day: Day, watch: AlertWatch, bell: Bell) -> None:
    window.mute_action.trigger()

    window.session.take_over(window.session.desk.actor)
    assert window.mute_action.isChecked()
    window.session.take_over(actor_named(day.desk.store, desks.MANAGER))
    near_its_limit(day, watch)

    assert not window.mute_action.isChecked()
    assert bell.rings == 1


def test_a_window_looks_by_itself(window: DeskWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.findChild(AlertWatch) is not None)
