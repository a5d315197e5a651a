"""Qt without a screen: what it says of every window and means nothing is not printed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_OF_EVERY_WINDOW = "This plugin does not support propagateSizeHints()"


@contextmanager
def quiet_about_sizes() -> Iterator[None]:
    """For this time one line of the offscreen plugin is dropped; all else goes where it went before, else to stderr."""

    def hear(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
        if text == _OF_EVERY_WINDOW:
            return
        if before is not None:
            before(kind, context, text or "")
        else:
            sys.stderr.write(f"{text}\n")

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
