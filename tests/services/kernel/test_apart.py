"""Work in another process: it answers, asks, fails and dies as work on a thread would."""

import logging
import multiprocessing
import os
import signal
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from app.services.kernel import apart
from app.services.kernel.apart import Broken, run_apart
from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError, Gone, InvalidInput, NotAllowed, Refused, StorageError
from app.services.kernel.operators import list_staff
from app.services.kernel.progress import GoOn, always
from app.services.kernel.store import Store
from tests.support import desks

ERRORS = (
    AppError("停下。"),
    InvalidInput({"phone": "电话要写 11 位数字。"}),
    NotAllowed("这一步要由站长来做。"),
    Refused("已经有了。", constraint="premises_number"),
    Gone("服务器不在了。"),
)


def process_and_operators(desk: Desk, go_on: GoOn) -> tuple[int, list[str]]:
    return os.getpid(), [row.name for row in list_staff(desk.store)]


def count_to(last: int, desk: Desk, go_on: GoOn) -> int:
    for step in range(last):
        if not go_on(step, last):
            return step
    return last


def fail_with(error: Exception, desk: Desk, go_on: GoOn) -> None:
    raise error


def say_so(desk: Desk, go_on: GoOn) -> None:
    logging.getLogger("app.somewhere").warning("%d lines", 3)


def give_what_cannot_be_sent(desk: Desk, go_on: GoOn) -> object:
    return lambda: desk


def kill_itself(desk: Desk, go_on: GoOn) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def process_of(pid: int) -> BaseProcess:
    return next(child for child in multiprocessing.active_children() if child.pid == pid)


def test_work_runs_in_another_process_on_a_connection_of_its_own(desk: Desk) -> None:
    process, names = run_apart(desk, process_and_operators, always)

    assert process != os.getpid()
    assert names == [row.name for row in list_staff(desk.store)]


def test_the_next_work_finds_the_helper_of_the_last(desk: Desk) -> None:
    first, _ = run_apart(desk, process_and_operators, always)
    second, _ = run_apart(desk, process_and_operators, always)

    assert first == second


def test_progress_is_told_here_and_stops_the_work(desk: Desk) -> None:
    told: list[tuple[int, int]] = []

    def until_two(done: int, of: int) -> bool:
        told.append((done, of))
        return done < 2

    assert run_apart(desk, partial(count_to, 5), until_two) == 2
    assert told == [(0, 5), (1, 5), (2, 5)]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_sentence_for_the_clerk_arrives_whole(desk: Desk, error: AppError) -> None:
    with pytest.raises(type(error)) as caught:
        run_apart(desk, partial(fail_with, error), always)

    assert caught.value.message == error.message
    assert vars(caught.value) == vars(error)


def test_a_bug_arrives_as_a_bug_with_its_traceback(desk: Desk) -> None:
    with pytest.raises(Broken, match="fail_with"):
        run_apart(desk, partial(fail_with, ZeroDivisionError("0")), always)


def test_an_answer_that_cannot_be_sent_is_a_bug_and_the_helper_lives_on(desk: Desk) -> None:
    first, _ = run_apart(desk, process_and_operators, always)

    with pytest.raises(Broken, match="pickle"):
        run_apart(desk, give_what_cannot_be_sent, always)

    assert run_apart(desk, process_and_operators, always)[0] == first


def test_what_is_logged_there_stands_in_the_log_here(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    run_apart(desk, say_so, always)

    assert [record.getMessage() for record in caplog.records if record.name == "app.somewhere"] == ["3 lines"]


@pytest.mark.skipif(os.name == "nt", reason="kills by a signal")
def test_a_process_that_dies_is_a_sentence_and_the_next_work_gets_another(desk: Desk) -> None:
    with pytest.raises(Gone, match="意外结束"):
        run_apart(desk, kill_itself, always)

    assert run_apart(desk, partial(count_to, 1), always) == 1


def test_a_helper_that_has_ended_unseen_is_replaced_without_a_word(desk: Desk) -> None:
    first, _ = run_apart(desk, process_and_operators, always)
    helper = process_of(first)
    helper.terminate()
    helper.join()

    second, _ = run_apart(desk, process_and_operators, always)

    assert second != first


def test_a_helper_nobody_needs_ends(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "IDLE_S", 0.1)
    monkeypatch.setattr(apart, "_idle", [])
    helper = process_of(run_apart(desk, process_and_operators, always)[0])

    helper.join(10)

    assert not helper.is_alive()
    assert run_apart(desk, partial(count_to, 1), always) == 1


def test_a_database_that_is_gone_is_a_sentence(sqlite_store: Store, data_folder: Path, tmp_path: Path) -> None:
    desk = desks.desk_for(sqlite_store)
    data_folder.rename(tmp_path / "unplugged")

    with pytest.raises(StorageError):
        run_apart(desk, process_and_operators, always)

    (tmp_path / "unplugged").rename(data_folder)
