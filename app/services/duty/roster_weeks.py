"""The roster of many days at once: a week copied, a post filled up to a day."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from app.models.duty import RosterLine
from app.services.duty.roster import Cell, in_cell, roster_line, roster_rows, staff_here
from app.services.duty.shifts import shifts_between
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.unit import Unit, writing

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WeekCopied:
    """Lines written; cells left alone because somebody stands there already; lines of people who have left."""

    entered: int
    taken: int
    left: int


def copy_week(desk: Desk, source: date, target: date, key: UUID) -> WeekCopied:
    """The seven days from `source` again from `target` on. Cells with somebody in them stay. Only the manager may.

    Lines of people who have left, or of shifts the new week does not have, are not copied.
    """
    desk.require(Role.MANAGER)
    if source == target:
        raise InvalidInput({"target": "复制到的是同一周，请另选一周。"})
    with writing(desk, "duty.copy_week", key) as unit:
        if first := unit.earlier(WeekCopied):
            return first
        return unit.result(_copy(unit, source, target))


def fill_days(desk: Desk, cell: Cell, last: date, key: UUID) -> WeekCopied:
    """Who stands in the cell stands there on the days after it too, up to `last`. Cells with somebody in them stay.

    Only the manager may. Refused when nobody stands in the cell.
    """
    desk.require(Role.MANAGER)
    with writing(desk, "duty.fill_days", key) as unit:
        if first := unit.earlier(WeekCopied):
            return first
        here = [row.staff_id for row in in_cell(unit.store, cell)]
        if not here:
            raise Refused("这一格还没有排人。请先排好这一天。")
        days = [cell.day + timedelta(days=past) for past in range(1, (last - cell.day).days + 1)]
        return unit.result(_fill(unit, cell, here, days))


def _copy(unit: Unit, source: date, target: date) -> WeekCopied:
    last = timedelta(days=6)
    occupied = {(row.day, row.post, row.shift) for row in roster_rows(unit.store, target, target + last)}
    here = staff_here(unit.store, unit.desk.today())
    known = {(shift.day, shift.name) for shift in shifts_between(unit.desk, target, target + last)}
    lines, taken, left = [], set(), 0
    for row in roster_rows(unit.store, source, source + last):
        day = target + (row.day - source)
        cell = (day, row.post, row.shift)
        if cell in occupied:
            taken.add(cell)
        elif row.staff_id not in here:
            left += 1
        elif not row.shift or (day, row.shift) in known:
            lines.append(roster_line(Cell(day, row.post, row.shift), row.staff_id))
    unit.insert_many(RosterLine, lines)
    unit.changed("roster", 0)
    return WeekCopied(len(lines), len(taken), left)


def _fill(unit: Unit, cell: Cell, here: list[int], days: list[date]) -> WeekCopied:
    lines, taken, left = [], 0, 0
    for day in days:
        there = replace(cell, day=day)
        if in_cell(unit.store, there):
            taken += 1
        elif not cell.shift or cell.shift in {shift.name for shift in shifts_between(unit.desk, day, day)}:
            working = staff_here(unit.store, day)
            left += sum(staff_id not in working for staff_id in here)
            lines += [roster_line(there, staff_id) for staff_id in here if staff_id in working]
    unit.insert_many(RosterLine, lines)
    unit.changed("roster", 0)
    return WeekCopied(len(lines), taken, left)
