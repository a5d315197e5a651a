"""Is this the PIN: asked on a thread of its own, because the answer is slow on purpose."""

import threading

from PySide6.QtCore import QObject, Signal, Slot

from app.services.kernel.operators import Candidate

# Checks whose thread runs: it signals, so nothing may destroy them before it has ended.
_running: set["PinCheck"] = set()


class PinCheck(QObject):
    """Only the newest PIN asked about matters; `right` follows when it is the right one, else nothing."""

    right = Signal(object, str)
    _ended = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._asked: tuple[Candidate, str] | None = None
        self._next: tuple[Candidate, str] | None = None
        self._ended.connect(self._answer)

    def ask(self, candidate: Candidate, pin: str) -> None:
        """Whether this PIN is the candidate's."""
        if self._asked is not None:
            self._next = (candidate, pin)
            return
        self._asked = (candidate, pin)
        _running.add(self)
        threading.Thread(target=self._run, args=(candidate, pin), name="pin", daemon=True).start()

    def forget(self) -> None:
        """What was typed so far is no question any more."""
        self._next = None

    def _run(self, candidate: Candidate, pin: str) -> None:
        self._ended.emit(candidate.opens_with(pin))

    @Slot(bool)
    def _answer(self, right: bool) -> None:
        asked, self._asked = self._asked, None
        _running.discard(self)
        if self._next is not None:
            following, self._next = self._next, None
            self.ask(*following)
        elif right and asked is not None:
            self.right.emit(*asked)
