"""Long work in a process of its own: it shares no interpreter with the window, so no key waits for it."""

import logging
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pickle import PicklingError
from typing import Any

from app.services.kernel.desk import Desk
from app.services.kernel.errors import AppError, Gone
from app.services.kernel.progress import GoOn

Work = Callable[[Desk, GoOn], Any]

# A helper nobody needs gives its memory back.
IDLE_S = 60

# How far behind the window a helper stands when both want a core.
NICE = 5

# What a helper says: it asks whether to go on, logs, has an answer, an error of ours, a bug; or it leaves.
_ASKS, _LOGS, _ANSWERS, _FAILS, _BREAKS, _LEAVES = "asks", "logs", "answers", "fails", "breaks", "leaves"

_idle: list["_Helper"] = []
_taking = threading.Lock()


class Broken(Exception):
    """A bug of ours in the other process; its traceback is the text."""


def run_apart(desk: Desk, work: Work, go_on: GoOn) -> Any:
    """What `work(desk, go_on)` gives, called in another process with a connection of its own; waits for it.

    `work` and its result go through a pipe: functions of modules and plain values. `go_on` is called here. Raises what
    the work raises of AppError, Gone when the other process ended before it had answered, Broken for a bug.
    """
    while True:
        helper = _take()
        try:
            kind, what = helper.have_done(desk, work, go_on)
        except (EOFError, OSError) as error:
            helper.end()
            raise Gone("后台程序意外结束了，这一步没有做完，已经写入的都在。请再做一次。") from error
        except BaseException:
            helper.end()
            raise
        if kind == _LEAVES:
            # It had waited long enough just when it was wanted.
            helper.end()
            continue
        with _taking:
            _idle.append(helper)
        if kind == _ANSWERS:
            return what
        raise what if kind == _FAILS else Broken(what)


def _take() -> "_Helper":
    with _taking:
        while _idle:
            helper = _idle.pop()
            if helper.is_alive():
                return helper
            helper.end()
    return _Helper()


class _Helper:
    """A process that does one work after another."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, IDLE_S), name="work", daemon=True)
        self._process.start()
        theirs.close()

    def have_done(self, desk: Desk, work: Work, go_on: GoOn) -> tuple[str, Any]:
        """The last thing it said; EOFError or OSError when it ended without a word."""
        self._pipe.send((desk, work))
        while True:
            kind, what = self._pipe.recv()
            if kind == _ASKS:
                self._pipe.send(go_on(*what))
            elif kind == _LOGS:
                logging.getLogger(what.name).handle(what)
            else:
                return kind, what

    def is_alive(self) -> bool:
        return self._process.is_alive()

    def end(self) -> None:
        self._pipe.close()
        self._process.join()


def _serve(pipe: "Connection[Any, Any]", idle_s: float) -> None:
    # Ctrl+C at a terminal means the window, which then stops its works.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        # Where there are not enough cores, the window comes first.
        os.nice(NICE)
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(_ToTheWindow(pipe))
    try:
        while pipe.poll(idle_s):
            answer = _done(pipe)
            try:
                pipe.send(answer)
            except (TypeError, AttributeError, PicklingError):
                # An answer that cannot be sent is a bug of ours, not a process that has ended.
                pipe.send((_BREAKS, traceback.format_exc()))
        pipe.send((_LEAVES, None))
    except (EOFError, BrokenPipeError):
        # The window is gone.
        return


def _done(pipe: "Connection[Any, Any]") -> tuple[str, Any]:
    def go_on(done: int, of: int) -> bool:
        pipe.send((_ASKS, (done, of)))
        return bool(pipe.recv())

    try:
        desk, work = pipe.recv()
        try:
            return _ANSWERS, work(desk, go_on)
        finally:
            desk.store.close()
    except (EOFError, BrokenPipeError):
        raise
    except AppError as error:
        return _FAILS, error
    except Exception:  # noqa: BLE001 - carried to the window, which raises it
        return _BREAKS, traceback.format_exc()


class _ToTheWindow(logging.Handler):
    """What is logged there stands in the window's log."""

    def __init__(self, pipe: "Connection[Any, Any]") -> None:
        super().__init__()
        self._pipe = pipe

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        plain = logging.makeLogRecord(record.__dict__ | {"msg": record.getMessage(), "args": None, "exc_info": None})
        self._pipe.send((_LOGS, plain))
