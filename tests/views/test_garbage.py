"""Widgets caught in a cycle die on the main thread, whoever allocates most."""

import gc
import threading
import time
import weakref

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views import garbage
from app.views.garbage import GarbageCollector, begin_work, collect_due, end_work
from app.views.settings import Settings
from app.views.turns import ENOUGH_S


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


def test_a_look_lets_the_round_pass_that_a_key_has_filled(settings: Settings, qtbot: QtBot) -> None:
    died_on: list[str] = []
    kept: list[list[int]] = []
    collector = QApplication.instance().findChild(GarbageCollector)  # type: ignore[union-attr]
    gc.collect()
    cycle(died_on)
    allocate_much(kept)

    collector.begin_look()
    time.sleep(2 * ENOUGH_S)
    QApplication.processEvents()
    assert died_on == []

    QApplication.processEvents()
    assert died_on == ["MainThread"]


def make_everything_due(kept: list[list[int]]) -> None:
    """Every generation has passed its threshold, the young ones last."""
    _, middle, old = gc.get_threshold()
    for _ in range(old + 1):
        gc.collect(1)
    for _ in range(middle + 1):
        gc.collect(0)
    allocate_much(kept)


def test_what_survived_a_long_look_at_everything_is_not_looked_at_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[list[int]] = []
    gc.collect()
    frozen = gc.get_freeze_count()
    monkeypatch.setattr(garbage, "LONG_S", 3_600)
    make_everything_due(kept)
    collect_due()
    assert gc.get_freeze_count() == frozen

    monkeypatch.setattr(garbage, "LONG_S", 0)
    make_everything_due(kept)
    collect_due()

    assert gc.get_freeze_count() > frozen + len(kept) // 2
    gc.unfreeze()
