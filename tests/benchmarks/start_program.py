"""The program as it starts on a clerk's desk; says `ready` once a table with rows has been painted."""

import os
import sys
from pathlib import Path
from typing import Any

from app import bootstrap


def main(folder: Path) -> None:
    """Start as the command does; the eye opens when the desk does, so that nothing is loaded in another order."""
    open_desk = bootstrap.open_desk
    eyes = []

    def open_watched(*args: Any) -> Any:
        eyes.append(_eye())
        return open_desk(*args)

    bootstrap.open_desk = open_watched
    bootstrap.run_window(bootstrap.Target(folder))


def _eye() -> object:
    from PySide6.QtCore import QCoreApplication, QEvent, QObject
    from PySide6.QtWidgets import QAbstractItemView, QApplication

    class Eye(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                view = watched.parent()
                if isinstance(view, QAbstractItemView) and view.model() and view.model().rowCount():
                    # Handled once this picture is done, before anything that only waits for its turn.
                    QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
            return False

        def customEvent(self, event: QEvent) -> None:
            os.write(sys.stdout.fileno(), b"ready\n")
            os._exit(0)

    app = QApplication.instance()
    assert app is not None
    eye = Eye(app)
    app.installEventFilter(eye)
    return eye


main(Path(sys.argv[1]))
