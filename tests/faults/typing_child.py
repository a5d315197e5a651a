"""Run as a program: a clerk types the words of a call, one digit after the other, until somebody kills the program.

Arguments: data folder, `anew` or `resume`. Lines of output: `restored WORDS` after F3, then how many digits were typed.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from app.views.application import make_application
from app.views.desk_window import DeskWindow
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.session import Session
from app.views.settings import Settings
from tests.support import desks

KEY_MS = 5
# As many as the field takes.
MOST = 480


def typed(count: int) -> str:
    """What stands in the field after so many keys."""
    return "".join(str(place % 10) for place in range(count))


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def type_one(dialog: IntakeDialog) -> None:
    count = len(dialog.words_edit.text())
    if count < MOST:
        QTest.keyClick(dialog.words_edit, Qt.Key(ord(str(count % 10))))
        say(str(count + 1))


def main(folder: Path, resume: bool) -> None:
    settings = Settings(folder / "window.ini")
    app = make_application([], settings)
    with desks.opened(folder) as store:
        session = Session(desks.desk_for(store))
        window = DeskWindow(session, settings)
        window.show()
        dialog = window.open_intake()
        if resume:
            while not dialog.draft_kept.box.isVisible():
                app.processEvents()
            dialog.draft_kept.box.resume_action.trigger()
            say(f"restored {dialog.words_edit.text()}")
        timer = QTimer(interval=KEY_MS)
        timer.timeout.connect(lambda: type_one(dialog))
        timer.start()
        app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] == "resume")
