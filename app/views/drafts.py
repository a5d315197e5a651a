"""Half-typed calls on the disk while they are typed: written beside the window, a moment behind the keys."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.services.kernel.desk import StaffId
from app.services.kernel.drafts import Draft, DraftFolder, MyDrafts, my_drafts
from app.views.session import Session, alive
from app.views.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

logger = logging.getLogger(__name__)

FOLDER = "drafts"
# What a draft is of: a window of a call, the quick line.
CALL, LINE = "call", "line"
NOT_KEPT = "填了一半的来电没有留存到磁盘，断电或关窗会丢。请检查磁盘空间。"
# What is typed within this time may be lost with a kill; a slow disk is asked no more often.
BEHIND_MS = 300


class DraftKeeper(QObject):
    """The disk is touched on a thread of its own, in the order asked for. The quick line has a keeper of its own."""

    # Once: the disk does not take drafts.
    failed = Signal()
    _read = Signal(int, object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = DraftFolder(settings.folder / FOLDER)
        # Names of drafts that stand in an open window.
        self.open: set[str] = set()
        self._hands: ThreadPoolExecutor | None = None
        self._has_failed = False
        self._asked: dict[int, tuple[Session, Callable[[list[Draft]], Any]]] = {}
        self._tickets = 0
        self._read.connect(self._take)

    def put(self, draft: Draft) -> None:
        self._do(partial(self.folder.put, draft))

    def drop(self, name: str) -> None:
        self._do(partial(self.folder.drop, name))

    def sweep(self) -> None:
        """Drop what nobody came back for."""
        self._do(self.folder.drop_old)

    def ask(self, session: Session, then: Callable[[list[Draft]], Any]) -> None:
        """What the operator began and never saved, newest first, open windows too; the answer comes a little later."""
        self._tickets += 1
        # The other thread carries a number only: it must never hold the last of a widget.
        self._asked[self._tickets] = (session, then)
        self._do(partial(self._send, self._tickets))

    def wait(self) -> None:
        """Until everything asked for so far is on the disk."""
        if self._hands is not None:
            self._hands.shutdown(wait=True)
            self._hands = None

    def _do(self, work: Callable[[], object]) -> None:
        if self._hands is None:
            # The board never waits for it.
            from concurrent.futures import ThreadPoolExecutor

            self._hands = ThreadPoolExecutor(1, thread_name_prefix="drafts")
        self._hands.submit(self._try, work)

    def _try(self, work: Callable[[], object]) -> None:
        try:
            work()
        except OSError as error:
            # Without its words: a log names nobody.
            logger.warning("a draft was not kept: %s", error.strerror)
            if not self._has_failed:
                self._has_failed = True
                self.failed.emit()

    def _send(self, ticket: int) -> None:
        found: list[Draft] = []
        try:
            found = self.folder.read()
        finally:
            self._read.emit(ticket, found)

    @Slot(int, object)
    def _take(self, ticket: int, found: list[Draft]) -> None:
        session, then = self._asked.pop(ticket)
        session.ask(my_drafts, found, then=partial(self._give, then))

    def _give(self, then: Callable[[list[Draft]], Any], found: MyDrafts) -> None:
        for draft in found.saved:
            self.drop(draft.name)
        if alive(then):
            then(list(found.waiting))


def is_call(draft: Draft) -> bool:
    """Whether it can be brought back into a window: a file may be damaged, or another version's."""
    values = draft.values
    fields = values.get("fields")
    return (
        draft.kind == CALL
        and isinstance(values.get("kind"), str)
        and isinstance(values.get("premises_id", ""), int | None)
        and isinstance(fields, dict)
        and all(isinstance(value, str | bool) for value in fields.values())
    )


@dataclass(frozen=True, slots=True)
class Begun:
    """What a window says of its draft: the key of its act and everything typed; None instead: nothing worth keeping."""

    key: UUID
    values: Mapping[str, Any]


class DraftWatch(QObject):
    """Follows one window; `touch` after every change. What is begun without an operator belongs to the first one."""

    touched = Signal()

    def __init__(
        self,
        session: Session,
        keeper: DraftKeeper,
        kind: str,
        name: str,
        state: Callable[[], Begun | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper = keeper
        self._kind = kind
        self.name = name
        self._state = state
        self.author: StaffId | None = session.desk.actor.staff_id
        self.begun_at: datetime | None = None
        self._kept = False
        self._timer = QTimer(self, interval=BEHIND_MS, singleShot=True)
        self._timer.timeout.connect(self.write)
        keeper.open.add(name)

    @Slot()
    def touch(self) -> None:
        """Something was typed or picked."""
        if self.begun_at is None:
            self.begun_at = self._session.desk.now()
        # Not begun anew by the next key: somebody who never pauses is kept all the same.
        if not self._timer.isActive():
            self._timer.start()
        self.touched.emit()

    @Slot()
    def write(self) -> None:
        """Keep the state of this moment."""
        self._timer.stop()
        begun = self._state()
        if begun is None:
            self.begun_at = None
            if self._kept:
                self._kept = False
                self._keeper.drop(self.name)
        elif self.author is not None:
            self._kept = True
            desk = self._session.desk
            begun_at = self.begun_at or desk.now()
            draft = Draft(self.name, self._kind, desk.station.code, self.author, begun.key, begun_at, begun.values)
            self._keeper.put(draft)

    def take_up(self, draft: Draft) -> None:
        """The window stands for that draft from now on."""
        self.drop()
        self._keeper.open.discard(self.name)
        self.name, self.begun_at, self._kept = draft.name, draft.begun_at, True
        self._keeper.open.add(self.name)

    @Slot()
    def drop(self) -> None:
        """Saved, or thrown away: nothing of it stays."""
        self._timer.stop()
        self.begun_at = None
        if self._kept:
            self._kept = False
            self._keeper.drop(self.name)

    def end(self) -> None:
        """The window closes with nothing left to come back to."""
        self.drop()
        self._keeper.open.discard(self.name)

    def leave(self) -> None:
        """The window goes, or somebody else sits down: what was typed waits for its author."""
        if self._timer.isActive():
            self.write()
        self._timer.stop()
        self._kept = False
        self._keeper.open.discard(self.name)
