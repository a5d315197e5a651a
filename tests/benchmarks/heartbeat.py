"""How long the window is deaf: calls come in by key events while a ledger of 200,000 lines is taken in."""

import os
import time
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from peewee import fn

from app.models.base import Table
from app.models.ledger import ImportLine
from app.models.matters import Matter
from app.models.premises import Premises
from app.services.kernel.store import Store
from tests.benchmarks import large, stock
from tests.benchmarks.history import NOW, OPEN
from tests.benchmarks.table import Limit, Measured
from tests.benchmarks.timing import in_new_process
from tests.benchmarks.town import PREMISES

# Five hundred an hour are one in seven seconds; these come without a pause, twelve keys a second: six times as many.
CALLS = 100
STROKE_MS = 80
BEAT_MS = 5
IDLE_S, SETTLE_S = 5.0, 4.0
SCREEN = (1366, 738)
LIMIT_S = 0.05
SAID = 6

# How long nothing was heard, how much of it was work (the rest waited: for the disk, the database, a computer that does
# something else), and what had been pressed before.
Stall = tuple[float, float, str]


class RunningClock:
    """The morning of the stock, going on."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def now(self) -> datetime:
        return NOW + timedelta(seconds=time.monotonic() - self._begun)


def heartbeat() -> list[Measured]:
    """The longest stall of the event loop with 1,000 open matters, beside that of a bare window nobody touches."""
    ledger = large.workbook()
    with stock.scratch(stock.station(), "heartbeat") as folder:
        calls, lines, stalls, idle = in_new_process(_measure, folder, ledger)
    for seconds, worked, during in stalls[:SAID]:
        stock.say(f"  {seconds * 1000:.0f} ms, {worked * 1000:.0f} of them work, after {during}")
    stock.say(f"  the most work in one turn: {max(worked for _, worked, _ in stalls) * 1000:.0f} ms")
    if not lines:
        raise RuntimeError("nothing was imported beside the calls")
    what = f"longest stall: {calls} calls, {OPEN:,} open, {lines:,} lines imported beside"
    return [Measured("heartbeat", what, stalls[0][0], idle[0][0], "idle bare window", LIMIT_S, Limit.SECONDS)]


def _measure(folder: Path, ledger: Path) -> tuple[int, int, list[Stall], list[Stall]]:
    """Calls taken, ledger lines written beside them, and the stalls of ours and of an idle window, longest first."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QWidget

    from app.views.application import make_application
    from app.views.desk_window import DeskWindow
    from app.views.ledger.work import Looked, Order, look, take_in
    from app.views.session import Session
    from app.views.settings import Settings
    from app.views.tasks import Task
    from tests.benchmarks.clerk import Clerk, Heart

    with TemporaryDirectory() as place, stock.desk_on(folder) as desk:
        settings = Settings(Path(place) / "window.ini")
        application = make_application([], settings)

        def run(seconds: float) -> None:
            QTimer.singleShot(int(seconds * 1000), application.exit)
            application.exec()

        bare = QWidget()
        bare.resize(*SCREEN)
        bare.show()
        run(SETTLE_S)
        heart = Heart(BEAT_MS)
        run(IDLE_S)
        idle = heart.stop()
        bare.close()

        looked = look(ledger, desk, lambda done, of: True)
        assert isinstance(looked, Looked)
        desk = replace(desk, clock=RunningClock())
        session = Session(desk)
        window = DeskWindow(session, settings)
        window.resize(*SCREEN)
        window.show()
        QTest.qWaitForWindowActive(window)
        run(SETTLE_S)
        before = _count(desk.store, Matter), _count(desk.store, ImportLine)
        work = Task(desk, partial(take_in, Order(looked.inspection, {}, {})), apart=True)
        clerk = Clerk(window, _numbers(desk.store), STROKE_MS, application.exit)
        heart = Heart(BEAT_MS, clerk)
        work.start()
        clerk.start()
        application.exec()
        stalls = heart.stop()
        work.stop()
        work.wait()
        after = _count(desk.store, Matter), _count(desk.store, ImportLine)
        window.close()
        session.close()
    return after[0] - before[0], after[1] - before[1], stalls, idle


def _numbers(store: Store) -> list[str]:
    """Customers all over the town."""
    wanted = tuple(7_919 * turn % PREMISES + 1 for turn in range(CALLS))
    return [str(number) for number in store.scalars(Premises.select(Premises.number).where(Premises.id.in_(wanted)))]


def _count(store: Store, model: type[Table]) -> int:
    return int(store.scalar(model.select(fn.COUNT(model.id))))
