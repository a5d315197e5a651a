"""Opens the program's window: application, net, desk, session, first run or sign-in, window."""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer, Slot

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError
from app.services.kernel.logs import Logs
from app.views.application import make_application
from app.views.crash import CrashReporter
from app.views.desk_window import DeskWindow
from app.views.first_paint import after_first_paint
from app.views.session import Session
from app.views.settings import Settings
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.views.station.first_run import FirstRunPage

SETTINGS_FILE = "window.ini"
# Guards the data as long as the window lives; freed by the operating system when the program is killed.
LOCK_FILE = "window.lock"
LOCK_WAIT_MS = 200
# By then the first page has been painted.
SETTLED_MS = 1_000


def run(folder: Path, place: str, open_desk: Callable[[], Desk]) -> int:
    """Show the window until it is closed; returns the exit code. `place` tells one database from another."""
    folder.mkdir(parents=True, exist_ok=True)
    guard = QLockFile(str(folder / LOCK_FILE))
    guard.setStaleLockTime(0)
    if not guard.tryLock(LOCK_WAIT_MS):
        from app.views.single_instance import raise_first

        return 0 if raise_first(place) else _say_taken()
    logs = Logs(folder / "logs")
    settings = Settings(folder / SETTINGS_FILE)
    app = make_application(sys.argv[:1], settings)
    net = CrashReporter(logs.path)
    net.install()
    try:
        desk = open_desk()
    except AppError as error:
        from PySide6.QtWidgets import QMessageBox

        from app.views import messages

        messages.box(None, QMessageBox.Icon.Critical, error.message).exec()
        return 1
    session = Session(desk)
    program = Program(session, settings, place)
    program.begin()
    # What start-up made lives as long as the window: the collector need never look at it.
    QTimer.singleShot(SETTLED_MS, gc.freeze)
    code = app.exec()
    session.close()
    desk.store.close()
    logs.close()
    guard.unlock()
    return code


def _say_taken() -> int:
    sys.stderr.write("这个数据文件夹已在另一个窗口打开，请用那个窗口。\n")
    return 1


class Program(QObject):
    """Holds what must live as long as the window, and leads from first run to work."""

    def __init__(self, session: Session, settings: Settings, place: str) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.window: DeskWindow | None = None
        self.first_run: FirstRunPage | None = None
        self._place = place

    def begin(self) -> None:
        """A new station introduces itself first; else the window opens and somebody signs in."""
        if not self.session.desk.station.founded:
            from app.views.station.first_run import FirstRunPage

            self.first_run = FirstRunPage(self.session)
            self.first_run.resize(1100, 640)
            self.first_run.founded.connect(self._finish_first_run)
            self.first_run.show()
            return
        self._open_window()

    @Slot()
    def _finish_first_run(self) -> None:
        self._open_window()
        if self.first_run is not None:
            self.first_run.close()
            self.first_run.deleteLater()
            self.first_run = None

    def _open_window(self) -> None:
        self.window = DeskWindow(self.session, self.settings)
        after_first_paint(self.window, self._settle)
        self.window.show()

    @Slot()
    def _settle(self) -> None:
        """After the first paint: the board is readable while the network loads and somebody looks for their PIN."""
        from app.views.single_instance import Doorbell

        assert self.window is not None
        Doorbell(self._place, self).rung.connect(self.window.come_to_front)
        self.session.ask(_ask_about_clock, then=self._say_clock)
        if not self.session.desk.actor.name:
            self.window.operator_action.trigger()

    def _say_clock(self, question: str | None) -> None:
        if question:
            self.session.notice(question, Tone.AMBER)


def _ask_about_clock(desk: Desk) -> str | None:
    from app.services.kernel.clock_guard import clock_question

    return clock_question(desk.store, desk.clock)
