"""A bare window that nobody touches, in a process of its own: whenever it is deaf, so is all of this computer."""

import multiprocessing
import os
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Any

from tests.benchmarks.heart import Heart, Stall

LOOK_MS = 100


class BareWindow:
    """Shown from the beginning to the end of a `with` block; `stalls` are there after it."""

    def __init__(self, size: tuple[int, int]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_show, args=(theirs, size), name="bare window", daemon=True)
        self.stalls: Sequence[Stall] = ()

    def __enter__(self) -> "BareWindow":
        self._process.start()
        # It stands.
        self._pipe.recv()
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.send(None)
        self.stalls = self._pipe.recv()
        self._process.join()


def _show(pipe: "Connection[Any, Any]", size: tuple[int, int]) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    application = QApplication([])
    window = QWidget()
    window.resize(*size)
    window.show()
    QTest.qWaitForWindowExposed(window)
    look = QTimer(interval=LOOK_MS)
    look.timeout.connect(lambda: pipe.poll() and application.quit())
    look.start()
    heart = Heart()
    pipe.send(None)
    application.exec()
    pipe.send(heart.stop())
