"""A window that lives through hours in minutes, and what it holds of the computer."""

import gc
import os
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

_PROC = Path("/proc/self")


@dataclass(frozen=True, slots=True)
class Held:
    """Resident memory in bytes, open handles, and QObjects below the application's windows."""

    memory: int
    handles: int
    objects: int


def held() -> Held:
    """What this process holds after everything that was thrown away is gone. Linux only."""
    for thread in threading.enumerate():
        # A work beside the window has a connection of its own.
        if thread.name == "task":
            thread.join()
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        gc.collect()
    pages = int((_PROC / "statm").read_text(encoding="ascii").split()[1])
    return Held(pages * os.sysconf("SC_PAGE_SIZE"), len(os.listdir(_PROC / "fd")), sum(objects().values()))


def objects() -> Counter[str]:
    """QObjects below the windows, by class."""
    tops = QApplication.topLevelWidgets()
    return Counter(type(found).__name__ for top in tops for found in (top, *top.findChildren(QObject)))
