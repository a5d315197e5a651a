"""The one door from the window to the services: the desk of the moment, `ask`, and word of what was committed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from app.services.clocks.rules import Rules
from app.services.kernel.changes import Change
from app.services.kernel.desk import Actor, Desk, Station
from app.services.kernel.errors import AppError, Refused
from app.services.kernel.station import read_station
from app.services.kernel.store import Store
from app.services.matters.rules_in_force import load_rules
from app.views.lanes import PATIENCE_S, Answer, MainLane, ThreadLane
from app.views.theme import Tone
from app.views.turns import Turns

POLL_MS = 2000
# What every act of a desk stands on, by kind of change.
_GROUND = {"rules", "station"}
R = TypeVar("R")
Failed = Callable[[AppError], Any]


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the line under the pages."""

    text: str
    tone: Tone = Tone.NEUTRAL


class Session(QObject):
    """Lives on the main thread as long as the window; the operator and so the desk may change, the session does not."""

    # Every committed Change; an empty list when another program has changed something unknown.
    changed = Signal(list)
    desk_changed = Signal(object)
    noticed = Signal(object)
    covered_changed = Signal(bool)
    waiting_changed = Signal(int)
    became_read_only = Signal()
    reconnected = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.read_only = False
        self._covered = False
        self._closed = False
        self._saving = 0
        self._version: int | None = None
        self._turns = Turns(self)
        self._lane: MainLane | ThreadLane
        # The store calls run on; on PostgreSQL a connection of the desk thread, opened there by the first call.
        self._store: Store | None = None
        self._unsubscribe: Callable[[], None] = _nothing
        if desk.store.dialect == "sqlite":
            self._lane = MainLane(self)
            desk.store.patience_s = PATIENCE_S
            self._use(desk.store)
        else:
            self._lane = ThreadLane()
            self._lane.lost.connect(self._lose)
        self._lane.waiting_changed.connect(self.waiting_changed)
        self.changed.connect(self._keep_up)
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._look_for_others)
        self._poll.start()

    @property
    def desk(self) -> Desk:
        return self._desk

    @property
    def covered(self) -> bool:
        """遮挡屏: somebody stands at the counter; whatever shows people asks this (app/views/covering.py)."""
        return self._covered

    def cover(self, covered: bool) -> None:
        """Hide or show people on every page; the window stays usable either way."""
        if covered != self._covered:
            self._covered = covered
            self.covered_changed.emit(covered)

    @property
    def answers_at_once(self) -> bool:
        """Whether `ask` answers before it returns (unless the database is locked)."""
        return isinstance(self._lane, MainLane)

    @property
    def saving(self) -> int:
        """How many acts that write, known by their key, have no answer yet."""
        return self._saving

    def ask(
        self,
        act: Callable[..., R],
        *args: Any,
        then: Callable[[R], Any] | None = None,
        failed: Failed | None = None,
        **named: Any,
    ) -> None:
        """Run `act(desk, …)`; `then` gets its result, `failed` its AppError (without it: the notice line).

        On SQLite the answer comes before `ask` returns unless the database is locked; on PostgreSQL it comes later.
        An answer to a widget deleted meanwhile is dropped. Anything but an AppError is a bug and flies to the net.
        """
        if self._closed:
            return  # a timer of a window that is going away
        answer: Answer = partial(self._answer, then, failed)
        if any(isinstance(value, UUID) for value in (*args, *named.values())):
            self._saving += 1
            answer = partial(self._end_saving, answer)
        self._lane.submit(partial(self._call, act, self._desk, args, named), answer)

    def later(self, run: Callable[[], object], *, first: bool = False) -> None:
        """What a commit brings on screen: in a later turn of the event loop, once however often it was asked for.

        `first`: somebody waits for it, so it goes before all that is no more than brought up to date.
        """
        if not self._closed:
            self._turns.later(run, first=first)

    def catch_up(self) -> None:
        """Whatever was put off until later, now: for whoever looks at the screen and leaves it no turn."""
        self._turns.catch_up()

    def take_over(self, actor: Actor) -> None:
        """Another operator sits down; pages stay as they are."""
        self.set_desk(replace(self._desk, actor=actor))

    def set_desk(self, desk: Desk) -> None:
        """A new operator, new station settings or new rules."""
        self._desk = desk
        self.desk_changed.emit(desk)

    def notice(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        self.noticed.emit(Notice(text, tone))

    def reconnect(self) -> None:
        """After the server was lost: another connection on another thread."""
        if not self.read_only or self.answers_at_once:
            return
        self._lane.close()
        self._unsubscribe()
        self._unsubscribe, self._store, self.read_only = _nothing, None, False
        self._lane = ThreadLane()
        self._lane.lost.connect(self._lose)
        self._lane.waiting_changed.connect(self.waiting_changed)
        self.ask(_version_of, then=self._reconnected)

    def close(self) -> None:
        """Stop listening and asking; the desk's own store is closed by whoever opened it."""
        self._closed = True
        self._poll.stop()
        self._turns.forget()
        self._unsubscribe()
        self._lane.close(self._store.close if self._store is not None else None)

    def _end_saving(self, answer: Answer, result: Any, error: BaseException | None) -> None:
        self._saving -= 1
        answer(result, error)

    def _answer(
        self, then: Callable[[Any], Any] | None, failed: Failed | None, result: Any, error: BaseException | None
    ) -> None:
        if error is None:
            if then is not None and alive(then):
                then(result)
        elif not isinstance(error, AppError):
            raise error
        elif failed is None:
            self.notice(error.message, Tone.AMBER if isinstance(error, Refused) else Tone.RED)
        elif alive(failed):
            failed(error)
        else:
            self.notice(error.message, Tone.RED)

    def _call(self, act: Callable[..., Any], desk: Desk, args: tuple[Any, ...], named: dict[str, Any]) -> Any:
        store = self._store or self._use(desk.store.sibling())
        return act(desk if store is desk.store else replace(desk, store=store), *args, **named)

    def _use(self, store: Store) -> Store:
        self._store = store
        self._unsubscribe = store.bus.subscribe(self._publish)
        return store

    # The bus calls on whichever thread committed; the signal hops to the receivers' thread.
    def _publish(self, changes: Sequence[Change]) -> None:
        self.changed.emit(list(changes))

    @Slot(list)
    def _keep_up(self, changes: list[Change]) -> None:
        """Another desk, or a command, may have changed the rules or the station under this one."""
        if not changes or any(change.kind in _GROUND for change in changes):
            self.later(self._read_ground)

    @Slot()
    def _read_ground(self) -> None:
        if not self.read_only:
            self.ask(_ground_of, then=self._stand_on, failed=_ignore)

    def _stand_on(self, ground: tuple[Station | None, Rules]) -> None:
        station, rules = ground
        desk = self._desk
        new_rules = rules.version != desk.rules.version
        if new_rules or station not in (None, desk.station):
            # The same rules stay the same object: boards rebuild themselves when it is another.
            self.set_desk(replace(desk, station=station or desk.station, rules=rules if new_rules else desk.rules))
        if new_rules:
            # Whatever was read under the old rules shows the old limits.
            self.changed.emit([])

    @Slot()
    def _look_for_others(self) -> None:
        if not self.read_only:
            self.ask(_version_of, then=self._compare, failed=_ignore)

    def _compare(self, version: int) -> None:
        if self._version is not None and version != self._version:
            self.changed.emit([])
        self._version = version

    def _reconnected(self, version: int) -> None:
        self._version = version
        self.reconnected.emit()
        self.changed.emit([])

    @Slot()
    def _lose(self) -> None:
        self.read_only = True
        self.became_read_only.emit()


def _ground_of(desk: Desk) -> tuple[Station | None, Rules]:
    return read_station(desk.store), load_rules(desk.store)


def _version_of(desk: Desk) -> int:
    return desk.store.data_version()


def _nothing() -> None:
    """Nothing to unsubscribe yet."""


def _ignore(error: AppError) -> None:
    """A poll that fails says nothing; the next act will."""


def alive(callback: Callable[..., Any]) -> bool:
    """Whether the widget this callback belongs to still stands."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
