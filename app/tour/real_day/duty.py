"""The tour's station as it works in these days: who is on duty, and what the boiler house reads off."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from app.services.duty.readings import ReadingDraft, record_reading
from app.services.duty.roster import Cell, Post, set_duty
from app.services.duty.shifts import shifts_of
from app.services.kernel.desk import Desk
from app.services.kernel.times import CHINA, china

DAYS = 14
COLD = ReadingDraft(datetime(2026, 12, 6, tzinfo=CHINA), "多云", -850, -1200, -300, 7200, 4600, 420, 300)


def enter_roster(manager: Desk, clerks: tuple[int, int], leader: int, standby: int) -> None:
    """This week and the next, entered by the head."""
    today = china(manager.now()).date()
    monday = today - timedelta(days=today.weekday())
    for day in (monday + timedelta(days=ahead) for ahead in range(DAYS)):
        _enter_day(manager, day, clerks, leader, standby)


def read_off(desk: Desk) -> None:
    """One line of the 运行记录, of this minute."""
    record_reading(desk, replace(COLD, at=desk.now()), uuid4())


def _enter_day(manager: Desk, day: date, clerks: tuple[int, int], leader: int, standby: int) -> None:
    # The first shift of a day has the first clerk, every other one the second.
    for place, shift in enumerate(shifts_of(manager, day)):
        set_duty(manager, Cell(day, Post.DESK, shift.name), [clerks[min(place, 1)]], uuid4())
    set_duty(manager, Cell(day, Post.LEADER), [leader], uuid4())
    set_duty(manager, Cell(day, Post.STANDBY), [standby], uuid4())
