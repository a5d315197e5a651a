"""Where service calls run: at once on the main thread (SQLite), or in order on the desk thread (PostgreSQL)."""

import threading
import time
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.services.kernel.errors import Busy, Gone

# A window that waits for the database hears no key: it looks for a moment, and again after letting the keys in.
PATIENCE_S, RETRY_MS = 0.004, 3
# What waits longer than a unit of an import is worth a word, and waits for something that takes its time.
LONG_S, LONG_RETRY_MS = 0.3, 200
GIVE_UP_S = 30.0
LIMIT_MS = 5000
CLOSE_S = 2

Call = Callable[[], Any]
# Gets the result, or the error that ended the call.
Answer = Callable[[Any, BaseException | None], None]

# Lanes whose thread was left behind in a call: it may still signal, so its lane is never destroyed.
_left_behind: list["ThreadLane"] = []


class MainLane(QObject):
    """Runs a call before `submit` returns; one that meets a locked database waits its turn and is tried again."""

    waiting_changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # With the moment each was first tried.
        self._waiting: deque[tuple[Call, Answer, float]] = deque()
        self._told = 0
        self._timer = QTimer(self, interval=RETRY_MS)
        self._timer.timeout.connect(self._retry)

    def submit(self, call: Call, answer: Answer) -> None:
        result, error = _outcome(call)
        if isinstance(error, Busy):
            self._waiting.append((call, answer, time.monotonic()))
            self._timer.start()
        else:
            answer(result, error)

    def close(self, last: Call | None = None) -> None:
        """Forget what waits; the connection is the opener's to close."""
        self._timer.stop()
        self._waiting.clear()

    @Slot()
    def _retry(self) -> None:
        call, answer, since = self._waiting.popleft()
        result, error = _outcome(call)
        waited = time.monotonic() - since
        if isinstance(error, Busy) and waited < GIVE_UP_S:
            self._waiting.appendleft((call, answer, since))
            if waited > LONG_S:
                self._timer.setInterval(LONG_RETRY_MS)
                self._tell(len(self._waiting))
            return
        self._timer.setInterval(RETRY_MS)
        if not self._waiting:
            self._timer.stop()
        if self._told:
            self._tell(len(self._waiting))
        answer(result, error)

    def _tell(self, waiting: int) -> None:
        if waiting != self._told:
            self._told = waiting
            self.waiting_changed.emit(waiting)


class ThreadLane(QObject):
    """One daemon thread with the connection; a call that takes longer than five seconds gives the thread up.

    A stopped server hangs its caller for ever whatever timeouts are set, so the thread is left behind and every call
    from then on is answered with `Gone`. A lane has no parent: nothing may destroy it while its thread runs.
    """

    waiting_changed = Signal(int)
    lost = Signal()
    _finished = Signal(int, object, object)

    def __init__(self, limit_ms: int = LIMIT_MS) -> None:
        super().__init__()
        self._queue: SimpleQueue[tuple[int, Call] | None] = SimpleQueue()
        self._answers: dict[int, Answer] = {}
        self._next = 0
        self._gone = False
        self._limit = QTimer(self, interval=limit_ms, singleShot=True)
        self._limit.timeout.connect(self._give_up)
        self._finished.connect(self._deliver)
        self._thread = threading.Thread(target=self._work, name="desk", daemon=True)
        self._thread.start()

    def submit(self, call: Call, answer: Answer) -> None:
        if self._gone:
            answer(None, _gone())
            return
        self._next += 1
        self._answers[self._next] = answer
        if len(self._answers) == 1:
            self._limit.start()
        self._queue.put((self._next, call))
        self.waiting_changed.emit(len(self._answers))

    def close(self, last: Call | None = None) -> None:
        """End the thread; `last` runs on it, to close its connection there."""
        hung = self._gone
        self._gone = True
        self._limit.stop()
        self._answers.clear()
        if last is not None:
            self._queue.put((0, last))
        self._queue.put(None)
        if not hung:
            self._thread.join(CLOSE_S)
        if self._thread.is_alive():
            _left_behind.append(self)

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            number, call = job
            result, error = _outcome(call)
            self._finished.emit(number, result, error)

    @Slot(int, object, object)
    def _deliver(self, number: int, result: Any, error: BaseException | None) -> None:
        answer = self._answers.pop(number, None)
        if self._answers:
            self._limit.start()
        else:
            self._limit.stop()
        self.waiting_changed.emit(len(self._answers))
        if answer is not None:
            answer(result, error)
        if isinstance(error, Gone):
            self._give_up()

    @Slot()
    def _give_up(self) -> None:
        if self._gone:
            return
        self._gone = True
        self._limit.stop()
        answers = list(self._answers.values())
        self._answers.clear()
        self._queue.put(None)
        self.waiting_changed.emit(0)
        self.lost.emit()
        for answer in answers:
            answer(None, _gone())


def _outcome(call: Call) -> tuple[Any, Exception | None]:
    """What it gave, or the error that ended it: handed to the asker, who raises what he does not know."""
    try:
        return call(), None
    except Exception as error:  # noqa: BLE001
        return None, error


def _gone() -> Gone:
    return Gone("数据库服务器没有回应，现在只能看，不能保存。记在纸上，恢复后补录。")
