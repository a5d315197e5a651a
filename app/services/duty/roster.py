"""排班: who is at the desk in a shift, who answers for the day (带班领导), who is called out at night (夜间备班)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.models.duty import RosterLine
from app.models.station import Staff
from app.services.duty.settings import post_words
from app.services.duty.shifts import Shift, shift_at, shift_before, shifts_between
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.times import china
from app.services.kernel.unit import Unit, writing

_REMARK = 80


class Post(StrEnum):
    """Leader and standby are of a whole day, the desk is of a shift."""

    DESK = "desk"
    LEADER = "leader"
    STANDBY = "standby"

    @property
    def word(self) -> str:
        return post_words()[self.value]


@dataclass(frozen=True, slots=True)
class OnPost:
    """Somebody on duty, and how to reach them."""

    staff_id: int
    name: str
    phone: str
    post: Post


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who is on duty in a shift; leader and standby are those of the day the shift belongs to."""

    shift: Shift
    desk: tuple[OnPost, ...]
    leader: OnPost | None
    standby: tuple[OnPost, ...]

    @property
    def by_night(self) -> bool:
        """Whether the shift goes on over midnight: then the standby is who is called out."""
        return china(self.shift.ends_at - timedelta(milliseconds=1)).date() != self.shift.day


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One line of the roster. `shift` is empty for posts of a whole day."""

    id: int
    day: date
    shift: str
    post: Post
    staff_id: int
    name: str
    phone: str
    remark: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a line of the roster stands."""

    day: date
    post: Post
    shift: str = ""


@dataclass(frozen=True, slots=True)
class RosterKept:
    """How many lines were written, and how many fell away."""

    entered: int
    voided: int


def on_duty(desk: Desk, at: datetime) -> OnDuty:
    """Who is on duty at a moment; empty posts where nobody is entered. People who have left are not named."""
    shift = shift_at(desk, at)
    rows = roster(desk, shift.day, shift.day)
    here = [row for row in rows if row.post is not Post.DESK or row.shift == shift.name]
    named = [OnPost(row.staff_id, row.name, row.phone, row.post) for row in here]
    return OnDuty(
        shift,
        tuple(one for one in named if one.post is Post.DESK),
        next((one for one in named if one.post is Post.LEADER), None),
        tuple(one for one in named if one.post is Post.STANDBY),
    )


def roster(desk: Desk, first: date, last: date) -> list[RosterRow]:
    """Every line from `first` to `last`, by day and as entered, without people who had left by then."""
    return roster_rows(desk.store, first, last)


def set_duty(desk: Desk, cell: Cell, staff_ids: Iterable[int], key: UUID, remark: str = "") -> RosterKept:
    """From now on exactly these people stand there; nobody empties the cell. Only the manager may.

    InvalidInput for a shift the day does not have, and for more than one 带班领导.
    """
    desk.require(Role.MANAGER)
    wanted = list(dict.fromkeys(staff_ids))
    _refuse_odd(desk, cell, wanted, remark)
    with writing(desk, "duty.roster", key) as unit:
        if first := unit.earlier(RosterKept):
            return first
        return unit.result(_set(unit, cell, wanted, remark))


def stand_in(desk: Desk, cell: Cell, leaving_id: int, coming_id: int, reason: str, key: UUID) -> RosterKept:
    """替班: one takes over another's line, with the reason; a clerk may, from the shift before now on.

    InvalidInput without a reason; Refused for days further back, and when the one who leaves does not stand there.
    """
    desk.require(Role.CLERK)
    said = clean(reason).strip()
    if not said:
        raise InvalidInput({"reason": "请写明替班原因。"})
    if leaving_id == coming_id:
        raise InvalidInput({"coming_id": "替班人和原值班人是同一人，请另选。"})
    if cell.day < shift_before(desk, shift_at(desk, desk.now())).day:
        raise Refused("已过去的班次不能替班，请由站长更正排班。")
    with writing(desk, "duty.stand_in", key) as unit:
        if first := unit.earlier(RosterKept):
            return first
        there = [row.staff_id for row in in_cell(unit.store, cell)]
        if leaving_id not in there:
            raise Refused("原值班人已不在这一班。请刷新后再试。")
        wanted = [coming_id if staff_id == leaving_id else staff_id for staff_id in there]
        return unit.result(_set(unit, cell, list(dict.fromkeys(wanted)), f"替班：{said}"[:_REMARK]))


def roster_line(cell: Cell, staff_id: int, remark: str = "") -> dict[str, Any]:
    """The columns of a new line."""
    day = cell.day.isoformat()
    return {"day": day, "shift": cell.shift, "post": cell.post.value, "staff_id": staff_id, "remark": remark}


def _set(unit: Unit, cell: Cell, wanted: list[int], remark: str) -> RosterKept:
    there = in_cell(unit.store, cell)
    here = staff_here(unit.store, cell.day)
    new = [staff_id for staff_id in wanted if staff_id not in {row.staff_id for row in there}]
    if not here.issuperset(new):
        raise NotFound("选的人已不在岗。请刷新后再试。")
    gone = [row for row in there if row.staff_id not in wanted]
    for row in gone:
        unit.update(RosterLine, row.id, voided_at=unit.at)
    unit.insert_many(RosterLine, [roster_line(cell, staff_id, remark.strip()) for staff_id in new])
    unit.changed("roster", 0)
    return RosterKept(len(new), len(gone))


def _refuse_odd(desk: Desk, cell: Cell, wanted: list[int], remark: str) -> None:
    if len(remark.strip()) > _REMARK:
        raise InvalidInput({"remark": f"备注最多 {_REMARK} 个字。"})
    if cell.post is Post.LEADER and len(wanted) > 1:
        raise InvalidInput({"staff_ids": "一天只有一位带班领导，请只选一人。"})
    if (cell.post is Post.DESK) != bool(cell.shift):
        raise InvalidInput({"shift": "值班要写明班次；带班领导和夜间备班按天排。"})
    if wanted and cell.shift and cell.shift not in {shift.name for shift in shifts_between(desk, cell.day, cell.day)}:
        raise InvalidInput({"shift": f"{cell.day:%m-%d} 没有“{cell.shift}”这个班次。请刷新后再试。"})


def staff_here(store: Store, day: date) -> frozenset[int]:
    """Ids of everybody who works at the station on that day."""
    there = Staff.left_on.is_null() | (Staff.left_on > day.isoformat())
    return frozenset(store.scalars(Staff.select(Staff.id).where(there)))


def in_cell(store: Store, cell: Cell) -> list[RosterRow]:
    """Who stands in one cell."""
    return [row for row in roster_rows(store, cell.day, cell.day) if (row.post, row.shift) == (cell.post, cell.shift)]


def roster_rows(store: Store, first: date, last: date) -> list[RosterRow]:
    """As `roster`, for whoever has a store only."""
    line = RosterLine
    query = (
        line.select(
            line.id,
            line.day,
            line.shift,
            line.post,
            line.staff.alias("staff_id"),
            Staff.name,
            Staff.phone,
            line.remark,
        )
        .join(Staff, on=(Staff.id == line.staff))
        .where(
            line.day.between(first.isoformat(), last.isoformat()),
            line.voided_at.is_null(),
            Staff.left_on.is_null() | (Staff.left_on > line.day),
        )
        .order_by(line.day, line.id)
    )
    return store.rows(query, _row)


def _row(id: int, day: str, shift: str, post: str, staff_id: int, name: str, phone: str, remark: str) -> RosterRow:
    return RosterRow(id, date.fromisoformat(day), shift, Post(post), staff_id, name, phone, remark)
