"""班次: which shift a moment lies in. The shifts of a day follow each other without a gap (9.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID

from app.models.duty import ShiftTime
from app.services.duty.settings import first_shifts
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput
from app.services.kernel.store import Store
from app.services.kernel.times import CHINA, china
from app.services.kernel.unit import Unit, writing

DAY_MINUTES = 24 * 60
_NAME_LENGTH = 10
# Before any plan of the station's own.
_ALWAYS = "0001-01-01"


@dataclass(frozen=True, slots=True)
class ShiftHours:
    """One shift of a plan: minutes after midnight of China; one that ends at or before its begin ends next day."""

    name: str
    begins_minute: int
    ends_minute: int

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return (self.ends_minute - self.begins_minute) % DAY_MINUTES or DAY_MINUTES


@dataclass(frozen=True, slots=True)
class Plan:
    """The shifts of every day from `valid_from` on, by their begin."""

    valid_from: date
    shifts: tuple[ShiftHours, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift of one day, from `begins_at` up to and without `ends_at`; aware, China time."""

    name: str
    begins_at: datetime
    ends_at: datetime

    @property
    def day(self) -> date:
        """The day it belongs to: the one on which it begins."""
        return china(self.begins_at).date()

    def holds(self, at: datetime) -> bool:
        return self.begins_at <= at < self.ends_at


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """Other shift times from a day on."""

    valid_from: date
    shifts: tuple[ShiftHours, ...]


@dataclass(frozen=True, slots=True)
class PlanKept:
    shifts: int


def shift_at(desk: Desk, at: datetime) -> Shift:
    """The shift `at` lies in; there is always exactly one."""
    day = china(at).date()
    return next(shift for shift in _span(plans(desk.store), day - timedelta(days=1), day) if shift.holds(at))


def shift_after(desk: Desk, shift: Shift) -> Shift:
    """The shift that begins when this one ends."""
    return shift_at(desk, shift.ends_at)


def shift_before(desk: Desk, shift: Shift) -> Shift:
    """The shift that ended when this one began."""
    return shift_at(desk, shift.begins_at - timedelta(minutes=1))


def shifts_of(desk: Desk, day: date) -> tuple[Shift, ...]:
    """The shifts that begin on a day of China, in order."""
    return shifts_between(desk, day, day)


def shifts_between(desk: Desk, first: date, last: date) -> tuple[Shift, ...]:
    """The shifts that begin from `first` to `last`, in order; each ends when the next one begins."""
    return _span(plans(desk.store), first, last)


def plan_on(desk: Desk, day: date) -> Plan:
    """The shift times that hold on a day."""
    return _plan_on(plans(desk.store), day)


def plans(store: Store) -> tuple[Plan, ...]:
    """Every plan of the station, the first valid one first; before its own there are the shipped ones."""
    found: dict[str, list[ShiftHours]] = {_ALWAYS: [ShiftHours(*entry) for entry in first_shifts()]}
    query = ShiftTime.select(
        ShiftTime.valid_from, ShiftTime.name, ShiftTime.begins_minute, ShiftTime.ends_minute
    ).where(ShiftTime.voided_at.is_null())
    for valid_from, *hours in store.tuples(query):
        found.setdefault(valid_from, []).append(ShiftHours(*hours))
    return tuple(
        Plan(date.fromisoformat(day), tuple(sorted(found[day], key=lambda shift: shift.begins_minute)))
        for day in sorted(found)
    )


def set_shifts(desk: Desk, draft: PlanDraft, key: UUID) -> PlanKept:
    """Other shift times from `valid_from` on; what was planned for that very day before is replaced.

    Only the manager may. InvalidInput when the day lies behind, or the shifts leave a gap or overlap: somebody is at
    the desk round the clock (9.2).
    """
    desk.require(Role.MANAGER)
    if problems := _problems(desk, draft):
        raise InvalidInput(problems)
    with writing(desk, "duty.shifts", key) as unit:
        if first := unit.earlier(PlanKept):
            return first
        _void_plan(unit, draft.valid_from)
        day = draft.valid_from.isoformat()
        unit.insert_many(
            ShiftTime,
            [
                {
                    "name": shift.name.strip(),
                    "begins_minute": shift.begins_minute,
                    "ends_minute": shift.ends_minute,
                    "valid_from": day,
                }
                for shift in draft.shifts
            ],
        )
        unit.changed("roster", 0)
        return unit.result(PlanKept(len(draft.shifts)))


def _void_plan(unit: Unit, day: date) -> None:
    old = ShiftTime.select(ShiftTime.id).where(ShiftTime.valid_from == day.isoformat(), ShiftTime.voided_at.is_null())
    for row_id in unit.store.scalars(old):
        unit.update(ShiftTime, row_id, voided_at=unit.at)


def _problems(desk: Desk, draft: PlanDraft) -> dict[str, str]:
    problems: dict[str, str] = {}
    if draft.valid_from < desk.today():
        problems["valid_from"] = "过去的班次不能改，请从今天或以后的日期开始。"
    names = [shift.name.strip() for shift in draft.shifts]
    if not names:
        problems["shifts"] = "请至少填写一个班次。"
    elif any(not name or len(name) > _NAME_LENGTH for name in names):
        problems["shifts"] = f"班次名称要填写，最多 {_NAME_LENGTH} 个字。"
    elif len(set(names)) != len(names):
        problems["shifts"] = "班次名称有重复，请改成不同的名称。"
    elif found := cover_problem(draft.shifts):
        problems["shifts"] = found
    return problems


def cover_problem(shifts: Sequence[ShiftHours]) -> str:
    """Why these shifts do not fill the 24 hours exactly once; empty when they do."""
    ordered = sorted(shifts, key=lambda shift: shift.begins_minute)
    for shift, following in zip(ordered, [*ordered[1:], *ordered[:1]], strict=True):
        if shift.ends_minute % DAY_MINUTES != following.begins_minute:
            ends, begins = spoken_minute(shift.ends_minute), spoken_minute(following.begins_minute)
            return f"{shift.name} {ends} 结束，{following.name} {begins} 开始，接不上。班次要首尾相接，排满 24 小时。"
    if sum(shift.minutes for shift in ordered) != DAY_MINUTES:
        return "班次加起来不是 24 小时。请核对起止时间。"
    return ""


def spoken_minute(minute: int) -> str:
    """`08:30` for minutes after midnight."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _plan_on(known: Sequence[Plan], day: date) -> Plan:
    return next(plan for plan in reversed(known) if plan.valid_from <= day)


def _span(known: Sequence[Plan], first: date, last: date) -> tuple[Shift, ...]:
    """Where two plans meet, the last shift of the old one ends when the first of the new one begins."""
    begins = []
    for past in range((last - first).days + 2):
        day = first + timedelta(days=past)
        midnight = datetime.combine(day, time(tzinfo=CHINA))
        begins += [
            (shift.name, midnight + timedelta(minutes=shift.begins_minute)) for shift in _plan_on(known, day).shifts
        ]
    return tuple(Shift(name, at, ends) for (name, at), (_, ends) in pairwise(begins) if china(at).date() <= last)
