"""The search box answers while a ledger comes in: nobody waits for an import with a caller on the line."""

from functools import partial
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.services.customers.finding.search import SearchHit, search
from app.services.customers.importing.imports import import_ledger
from app.services.kernel.desk import Desk
from app.services.kernel.progress import GoOn
from app.views.session import Session
from app.views.tasks import Task
from tests.support.names import invented_names
from tests.support.repairs import Day

LINES = 2_000


def ledger(folder: Path) -> Path:
    path = folder / "台账.csv"
    homes = [
        f"{n:07d},康乐新村,{n // 100 + 1},1,{n % 100 // 4 + 1}0{n % 4 + 1},{name},1{30 + n % 67}0000{n % 10_000:04d}"
        for n, name in enumerate(invented_names(LINES))
    ]
    path.write_text("\n".join(["用户编号,小区,楼号,单元,室号,户名,电话", *homes]), encoding="utf-8")
    return path


def take_in(path: Path, desk: Desk, go_on: GoOn) -> object:
    return import_ledger(desk, path, key=uuid4(), go_on=go_on)


def test_a_caller_is_found_while_a_ledger_comes_in(session: Session, day: Day, tmp_path: Path, qtbot: QtBot) -> None:
    found: list[list[SearchHit]] = []
    new: list[int] = []
    task = Task(session.desk, partial(take_in, ledger(tmp_path)))

    def look() -> None:
        session.ask(search, "3-2-1102", then=found.append)
        session.ask(search, "康乐", then=lambda hits: new.append(len(hits)))

    typing = QTimer(interval=5)
    typing.timeout.connect(look)
    with qtbot.waitSignal(task.succeeded, timeout=60_000):
        task.start()
        typing.start()
    typing.stop()
    look()

    assert len(found) > 1
    assert all(hits[0].premises_id == day.premises_id for hits in found)
    # What a unit has written is found from then on.
    assert new == sorted(new)
    assert new[-1] > 0
    assert search(session.desk, f"{LINES - 1:07d}")[0].number == f"{LINES - 1:07d}"
