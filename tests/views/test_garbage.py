"""Widgets caught in a cycle die on the main thread, whoever allocates most."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.views.garbage import begin_work, collect_due, end_work
from app.views.settings import Settings


def cycle(died_on: list[str]) -> None:
    """A QObject that only the collector can find."""
    caught = QObject()
    caught.itself = caught  # type: ignore[attr-defined]
    weakref.finalize(caught, lambda: died_on.append(threading.current_thread().name))


def allocate_much(kept: list[list[int]]) -> None:
    kept.extend([] for _ in range(50_000))


def test_another_thread_that_allocates_much_leaves_widgets_to_the_main_thread(settings: Settings, qtbot: QtBot) -> None:
    died_on: list[str] = []
    kept: list[list[int]] = []
    gc.collect()
    cycle(died_on)

    busy = threading.Thread(target=allocate_much, name="busy", args=(kept,))
    busy.start()
    busy.join()
    assert died_on == []

    qtbot.waitUntil(lambda: bool(died_on))
    assert died_on == ["MainThread"]


def test_nothing_is_collected_while_a_long_work_runs(settings: Settings) -> None:
    died_on: list[str] = []
    gc.collect()
    begin_work(cycle)
    cycle(died_on)
    kept: list[list[int]] = []
    allocate_much(kept)

    collect_due()
    assert died_on == []

    end_work(cycle)
    collect_due()
    assert died_on == ["MainThread"]
