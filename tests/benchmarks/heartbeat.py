"""How long the window is deaf: calls come in by key events while a ledger of 200,000 lines is taken in."""

import os
import time
from collections.abc import Sequence
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
from tests.benchmarks.heart import Stall
from tests.benchmarks.history import NOW, OPEN
from tests.benchmarks.table import Limit, Measured
from tests.benchmarks.timing import in_new_process
from tests.benchmarks.town import PREMISES

# Five hundred an hour are one in seven seconds; these come without a pause, twelve keys a second: six times as many.
CALLS = 100
STROKE_MS = 80
SETTLE_S = 4.0
SCREEN = (1366, 738)
LIMIT_S = 0.05
SAID = 6
# A window nobody touches is deaf for so long only while the computer itself stands still: a virtual one often does.
STANDSTILL_S = 0.02


class RunningClock:
    """The morning of the stock, going on."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def now(self) -> datetime:
        return NOW + timedelta(seconds=time.monotonic() - self._begun)


def heartbeat() -> list[Measured]:
    """The longest stall of the event loop with 1,000 open matters, beside that of a bare window nobody touches.

    Of a stall only that counts in which the bare window was not deaf as well, for longer than a busy computer explains.
    """
    ledger = large.workbook()
    with stock.scratch(stock.station(), "heartbeat") as folder:
        calls, lines, ours, bare = in_new_process(_measure, folder, ledger)
    if not lines:
        raise RuntimeError("nothing was imported beside the calls")
    standstills = [stall for stall in bare if stall.seconds > STANDSTILL_S]
    lost = sum(stall.seconds for stall in standstills)
    stock.say(f"  the computer stood still {len(standstills)} times, {lost * 1000:.0f} ms in all")
    own = sorted(((stall.beside(standstills), stall) for stall in ours), key=lambda each: each[0], reverse=True)
    for seconds, stall in own[:SAID]:
        stock.say(f"  {seconds * 1000:.0f} ms, {stall.worked * 1000:.0f} of them work, after {stall.after}")
    what = f"longest stall: {calls} calls, {OPEN:,} open, {lines:,} lines imported beside"
    longest_bare = max(stall.seconds for stall in bare)
    return [Measured("heartbeat", what, own[0][0], longest_bare, "bare window beside it", LIMIT_S, Limit.SECONDS)]


def _measure(folder: Path, ledger: Path) -> tuple[int, int, list[Stall], Sequence[Stall]]:
    """Calls taken, ledger lines written beside them, and the stalls of our window and of a bare one."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest

    from app.views.application import make_application
    from app.views.desk_window import DeskWindow
    from app.views.ledger.work import Looked, Order, look, take_in
    from app.views.session import Session
    from app.views.settings import Settings
    from app.views.tasks import Task
    from tests.benchmarks.bare_window import BareWindow
    from tests.benchmarks.clerk import Clerk
    from tests.benchmarks.heart import Heart

    with TemporaryDirectory() as place, stock.desk_on(folder) as desk:
        settings = Settings(Path(place) / "window.ini")
        application = make_application([], settings)

        def run(seconds: float) -> None:
            QTimer.singleShot(int(seconds * 1000), application.exit)
            application.exec()

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
        with BareWindow(SCREEN) as bare:
            heart = Heart(lambda: clerk.pressed)
            work.start()
            clerk.start()
            application.exec()
            stalls = heart.stop()
        work.stop()
        work.wait()
        after = _count(desk.store, Matter), _count(desk.store, ImportLine)
        window.close()
        session.close()
    return after[0] - before[0], after[1] - before[1], stalls, bare.stalls


def _numbers(store: Store) -> list[str]:
    """Customers all over the town."""
    wanted = tuple(7_919 * turn % PREMISES + 1 for turn in range(CALLS))
    return [str(number) for number in store.scalars(Premises.select(Premises.number).where(Premises.id.in_(wanted)))]


def _count(store: Store, model: type[Table]) -> int:
    return int(store.scalar(model.select(fn.COUNT(model.id))))
