"""Who is to be called back, with what one must know before dialling."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import ModelSelect

from app.models.matters import Matter
from app.models.people import Caller
from app.models.repairs import Repair
from app.models.station import Staff
from app.services.kernel.desk import Desk
from app.services.repairs.callback_attempts import Attempt, attempts_of
from app.services.repairs.callback_window import Window, half_day, limits, window


@dataclass(frozen=True, slots=True)
class NewerRepair:
    """The same premises have called again: its callback can be merged into that repair."""

    matter_id: int
    number: str
    told_at: datetime


@dataclass(frozen=True, slots=True)
class CallbackRow:
    """A finished repair that owes a callback. `phone` is the caller's and nobody else's, whole.

    `asks_room` and `asks_entry` say whether the temperature and the traces of a visit are to be asked about.
    """

    matter_id: int
    number: str
    premises_id: int | None
    place: str
    caller: str
    relation: str
    phone: str
    words: str
    finished_at: datetime
    repairer: str
    done: str
    view: str
    verified: bool
    asks_room: bool
    asks_entry: bool
    window: Window
    attempts: tuple[Attempt, ...] = ()
    newer: NewerRepair | None = None

    @property
    def tries(self) -> int:
        """How often it was dialled."""
        return len(self.attempts)

    @property
    def wrong_number(self) -> bool:
        """Whether the last call went to a number that does not exist or is somebody else's."""
        return bool(self.attempts) and self.attempts[-1].result == "wrong_number"

    @property
    def half_days(self) -> int:
        """In how many half-days it was tried since the window opened."""
        return len({half_day(attempt.at) for attempt in self._counting})

    @property
    def may_close(self) -> bool:
        """Whether it may end as 联系不上·按规定办结."""
        enough = len(self._counting) >= int(limits()["unreached_attempts"])
        return enough and self.half_days >= int(limits()["unreached_half_days"])

    @property
    def _counting(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.at >= self.window.not_before]


@dataclass(frozen=True, slots=True)
class _Owed:
    matter_id: int
    number: str
    premises_id: int | None
    place: str
    caller: str | None
    relation: str | None
    phone: str | None
    words: str
    finished_at: datetime
    repairer: str | None
    done: str
    view: str
    verified: bool
    fault_group: str
    visits: int


def callbacks(desk: Desk, *, ahead: bool = False) -> list[CallbackRow]:
    """Repairs to call back now, the most pressing first; `ahead` adds those whose window has not opened."""
    owed = desk.store.rows(_owed(), _Owed)
    windows = {row.matter_id: window(desk, row.finished_at) for row in owed}
    listed = [row for row in owed if ahead or windows[row.matter_id].open_now]
    attempts = attempts_of(desk.store, [row.matter_id for row in listed])
    newer = _newer(desk, [row for row in listed if row.premises_id is not None])
    rows = [
        _row(row, windows[row.matter_id], tuple(attempts.get(row.matter_id, ())), newer.get(row.matter_id))
        for row in listed
    ]
    return sorted(rows, key=lambda row: (row.window.due, row.matter_id))


def _row(owed: _Owed, open_in: Window, attempts: tuple[Attempt, ...], newer: NewerRepair | None) -> CallbackRow:
    return CallbackRow(
        matter_id=owed.matter_id,
        number=owed.number,
        premises_id=owed.premises_id,
        place=owed.place,
        caller=owed.caller or "",
        relation=owed.relation or "",
        phone=owed.phone or "",
        words=owed.words,
        finished_at=owed.finished_at,
        repairer=owed.repairer or "",
        done=owed.done,
        view=owed.view,
        verified=owed.verified,
        asks_room=owed.fault_group in {"cold", "temp"},
        asks_entry=owed.visits > 0,
        window=open_in,
        attempts=attempts,
        newer=newer,
    )


def _newer(desk: Desk, rows: list[_Owed]) -> dict[int, NewerRepair]:
    """The latest open repair of the same premises that was told after this one was finished."""
    if not rows:
        return {}
    query = (
        Matter.select(Matter.premises, Matter.id, Matter.number, Matter.told_at)
        .join(Repair, on=(Repair.matter == Matter.id))
        .where(
            Matter.premises.in_([row.premises_id for row in rows]),
            Matter.closed_at.is_null(),
        )
        .order_by(Matter.told_at, Matter.id)
    )
    running: dict[int, Any] = {found[0]: found for found in desk.store.tuples(query)}
    found = {}
    for row in rows:
        _, matter_id, number, told_at = running.get(row.premises_id or 0, (0, 0, "", row.finished_at))
        if matter_id and told_at > row.finished_at:
            found[row.matter_id] = NewerRepair(matter_id, number, told_at)
    return found


def _owed() -> "ModelSelect[Matter]":
    return (
        Matter.select(
            Matter.id.alias("matter_id"),
            Matter.number,
            Matter.premises.alias("premises_id"),
            Matter.place_text.alias("place"),
            Caller.name.alias("caller"),
            Caller.relation,
            Caller.phone,
            Matter.words,
            Repair.finished_at,
            Staff.name.alias("repairer"),
            Repair.done,
            Repair.view,
            Repair.verified,
            Repair.fault_group,
            Repair.visits,
        )
        .join(Repair, on=(Repair.matter == Matter.id))
        .left_outer_join(Caller, on=(Caller.id == Matter.caller))
        .left_outer_join(Staff, on=(Staff.id == Repair.repairer))
        .where(
            Matter.closed_at.is_null(),
            Repair.finished_at.is_null(False),
            Repair.called_back_at.is_null(),
        )
    )
