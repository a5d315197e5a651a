"""排班表: a week as a grid of posts and days, with what is missing and who works two shifts on end."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from app.services.duty.roster import Cell, Post, RosterRow, roster
from app.services.duty.shifts import Shift, plan_on, shifts_between, spoken_minute
from app.services.kernel.desk import Desk

DAYS = 7


@dataclass(frozen=True, slots=True)
class WeekCell:
    """Who stands in one cell. `asked` False: the day has no such shift. `missing`: nobody, on a day still to come.

    `on_end`: names of those whose shift before ended when this one begins (连班).
    """

    cell: Cell
    lines: tuple[RosterRow, ...]
    asked: bool
    missing: bool
    on_end: tuple[str, ...] = ()

    @property
    def names(self) -> str:
        return "、".join(line.name for line in self.lines)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One post through the week; `hours` of a shift as people say them."""

    title: str
    hours: str
    cells: tuple[WeekCell, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from Monday."""

    monday: date
    today: date
    rows: tuple[WeekRow, ...]

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.monday + timedelta(days=past) for past in range(DAYS))

    @property
    def empty(self) -> bool:
        """Nobody stands anywhere in it."""
        return not any(cell.lines for row in self.rows for cell in row.cells)

    @property
    def missing(self) -> tuple[tuple[str, int], ...]:
        """How often somebody is missing, by the row's title; rows that are whole are left out."""
        counted = ((row.title, sum(cell.missing for cell in row.cells)) for row in self.rows)
        return tuple((title, count) for title, count in counted if count)


def monday_of(day: date) -> date:
    """The Monday of the week a day lies in."""
    return day - timedelta(days=day.weekday())


def week_of(desk: Desk, monday: date) -> Week:
    """The roster of the week from `monday` on: a row per shift, then 带班领导 and 夜间备班."""
    sunday = monday + timedelta(days=DAYS - 1)
    eve = monday - timedelta(days=1)
    lines = roster(desk, eve, sunday)
    shifts = shifts_between(desk, eve, sunday)
    on_end = _on_end(shifts, lines)
    known = {(shift.day, shift.name) for shift in shifts}
    names = list(dict.fromkeys(shift.name for shift in shifts if shift.day >= monday))
    # Lines of a shift that other shift times did away with stay in sight until somebody clears them.
    names += sorted({line.shift for line in lines if line.day >= monday and line.shift} - set(names))
    today = desk.today()

    def cells(post: Post, shift: str) -> tuple[WeekCell, ...]:
        found = []
        for past in range(DAYS):
            cell = Cell(monday + timedelta(days=past), post, shift)
            here = tuple(line for line in lines if (line.day, line.post, line.shift) == (cell.day, post, shift))
            asked = not shift or (cell.day, shift) in known
            missing = asked and not here and cell.day >= today
            twice = tuple(line.name for line in here if (cell.day, shift, line.staff_id) in on_end)
            found.append(WeekCell(cell, here, asked, missing, twice))
        return tuple(found)

    rows = [WeekRow(name, _hours(desk, monday, name), cells(Post.DESK, name)) for name in names]
    rows += [WeekRow(post.word, "", cells(post, "")) for post in (Post.LEADER, Post.STANDBY)]
    return Week(monday, today, tuple(rows))


def _on_end(shifts: tuple[Shift, ...], lines: list[RosterRow]) -> set[tuple[date, str, int]]:
    """Day, shift and person where the same person was at the desk in the shift just before."""
    at_desk: dict[tuple[date, str], set[int]] = {}
    for line in lines:
        if line.post is Post.DESK:
            at_desk.setdefault((line.day, line.shift), set()).add(line.staff_id)
    nobody: set[int] = set()
    return {
        (after.day, after.name, staff_id)
        for before, after in pairwise(shifts)
        for staff_id in at_desk.get((before.day, before.name), nobody) & at_desk.get((after.day, after.name), nobody)
    }


def _hours(desk: Desk, monday: date, name: str) -> str:
    for past in range(DAYS):
        for shift in plan_on(desk, monday + timedelta(days=past)).shifts:
            if shift.name == name:
                return f"{spoken_minute(shift.begins_minute)}–{spoken_minute(shift.ends_minute)}"
    return ""
