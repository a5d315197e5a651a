"""Long work beside the window ends in exactly one answer, whatever happens to its connection."""

import os
import shutil
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.services.kernel.desk import Desk
from app.services.kernel.errors import StorageError
from app.services.kernel.progress import GoOn
from app.views.session import Session
from app.views.tasks import PATIENCE_S, Task


def name_of_operator(desk: Desk, go_on: GoOn) -> str:
    return desk.actor.name


def test_work_gets_a_connection_of_its_own_and_answers(session: Session, qtbot: QtBot) -> None:
    task = Task(session.desk, name_of_operator)

    with qtbot.waitSignal(task.succeeded) as heard:
        task.start()

    assert heard.args == [session.desk.actor.name]


def test_work_whose_database_is_gone_fails_with_a_sentence(session: Session, data_folder: Path, qtbot: QtBot) -> None:
    shutil.move(data_folder, data_folder.with_name("unplugged"))
    task = Task(session.desk, name_of_operator)

    with qtbot.waitSignal(task.failed) as heard:
        task.start()
    shutil.move(data_folder.with_name("unplugged"), data_folder)

    assert isinstance(heard.args[0], StorageError)


def test_work_in_another_process_answers_here(session: Session, qtbot: QtBot) -> None:
    task = Task(session.desk, name_of_operator, apart=True)

    with qtbot.waitSignal(task.succeeded, timeout=20_000) as heard:
        task.start()

    assert heard.args == [session.desk.actor.name]


def stop_answering(desk: Desk, go_on: GoOn) -> None:
    os._exit(1)


def test_work_whose_process_ends_fails_with_a_sentence(session: Session, qtbot: QtBot) -> None:
    task = Task(session.desk, stop_answering, apart=True)

    with qtbot.waitSignal(task.failed, timeout=20_000) as heard:
        task.start()

    assert isinstance(heard.args[0], StorageError)
    assert "再做一次" in heard.args[0].message


def test_work_gives_way_while_the_window_answers_a_key(session: Session, qtbot: QtBot) -> None:
    steps: list[int] = []
    taken_meanwhile: list[int] = []

    def count(desk: Desk, go_on: GoOn) -> None:
        while go_on(len(steps), 0):
            steps.append(len(steps))

    def answer_a_key() -> None:
        before = len(steps)
        time.sleep(PATIENCE_S / 2)
        taken_meanwhile.append(len(steps) - before)
        task.stop()

    task = Task(session.desk, count)
    with qtbot.waitSignal(task.succeeded):
        task.start()
        qtbot.waitUntil(lambda: len(steps) > 3)
        QTimer.singleShot(0, answer_a_key)

    # One step may have been on its way, one more when the computer was so busy that patience ended.
    assert taken_meanwhile[0] <= 2
