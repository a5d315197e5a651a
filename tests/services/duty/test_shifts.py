"""班次: one shift at every moment, whatever plans follow each other."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.services.duty.shifts import (
    Plan,
    PlanDraft,
    ShiftHours,
    cover_problem,
    plan_on,
    set_shifts,
    shift_after,
    shift_at,
    shifts_between,
    shifts_of,
)
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotAllowed
from app.services.kernel.times import CHINA
from tests.support.desks import MORNING

TODAY = MORNING.date()
THREE = (ShiftHours("早班", 390, 840), ShiftHours("中班", 840, 1320), ShiftHours("夜班", 1320, 390))


def test_a_station_begins_with_a_day_and_a_night_shift(desk: Desk) -> None:
    day, night = shifts_of(desk, TODAY)
    assert (day.name, day.begins_at, night.name) == ("白班", MORNING, "夜班")
    assert night.ends_at - day.begins_at == timedelta(hours=24)


def test_two_in_the_morning_belongs_to_the_night_shift_of_the_day_before(desk: Desk) -> None:
    shift = shift_at(desk, datetime.combine(TODAY, time(2), CHINA))
    assert (shift.name, shift.day) == ("夜班", TODAY - timedelta(days=1))
    assert shift_after(desk, shift).begins_at == MORNING


def test_other_times_hold_from_their_day_on_and_the_last_old_shift_gives_way(manager_desk: Desk) -> None:
    # Given a plan from tomorrow on whose first shift begins at 06:30
    tomorrow = TODAY + timedelta(days=1)
    set_shifts(manager_desk, PlanDraft(tomorrow, THREE), uuid4())
    # Then today's night shift ends then, and not at 08:00
    last = shifts_of(manager_desk, TODAY)[-1]
    assert last.ends_at == datetime.combine(tomorrow, time(6, 30), CHINA)
    assert [shift.name for shift in shifts_of(manager_desk, tomorrow)] == ["早班", "中班", "夜班"]
    assert len(plan_on(manager_desk, TODAY).shifts) == 2


def test_a_second_plan_of_a_day_replaces_the_first(manager_desk: Desk) -> None:
    set_shifts(manager_desk, PlanDraft(TODAY, THREE), uuid4())
    set_shifts(manager_desk, PlanDraft(TODAY, (ShiftHours("全天", 480, 480),)), uuid4())
    assert plan_on(manager_desk, TODAY) == Plan(TODAY, (ShiftHours("全天", 480, 480),))
    assert shift_at(manager_desk, MORNING).ends_at == MORNING + timedelta(hours=24)


@pytest.mark.parametrize(
    ("hours", "word"),
    [
        ((), "至少"),
        ((ShiftHours("白班", 480, 1200),), "接不上"),
        ((ShiftHours("白班", 480, 1200), ShiftHours("夜班", 1260, 480)), "21:00"),
        ((ShiftHours("甲", 480, 480), ShiftHours("乙", 480, 480)), "24 小时"),
        ((ShiftHours("班", 480, 1200), ShiftHours("班", 1200, 480)), "重复"),
    ],
)
def test_times_that_leave_the_desk_empty_are_refused(
    manager_desk: Desk, hours: tuple[ShiftHours, ...], word: str
) -> None:
    with pytest.raises(InvalidInput, match=word):
        set_shifts(manager_desk, PlanDraft(TODAY, hours), uuid4())


def test_the_past_keeps_its_times_and_a_clerk_changes_none(desk: Desk, manager_desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="过去"):
        set_shifts(manager_desk, PlanDraft(TODAY - timedelta(days=1), THREE), uuid4())
    with pytest.raises(NotAllowed):
        set_shifts(desk, PlanDraft(TODAY, THREE), uuid4())


def _plan_of(begins: list[int]) -> tuple[ShiftHours, ...]:
    ends = [*begins[1:], *begins[:1]]
    return tuple(ShiftHours(f"班{at}", begin, end) for at, (begin, end) in enumerate(zip(begins, ends, strict=True)))


a_plan = st.lists(st.integers(0, 1439), min_size=1, max_size=5, unique=True).map(sorted).map(_plan_of)


@given(hours=a_plan, later=a_plan, minute=st.integers(0, 6 * 1440))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_moment_lies_in_exactly_one_shift(
    sqlite_desk: Desk, hours: tuple[ShiftHours, ...], later: tuple[ShiftHours, ...], minute: int
) -> None:
    assert cover_problem(hours) == ""
    manager = sqlite_desk.with_actor(sqlite_desk.actor.__class__(None, "王站长", "001", frozenset({Role.MANAGER})))
    set_shifts(manager, PlanDraft(TODAY, hours), uuid4())
    set_shifts(manager, PlanDraft(TODAY + timedelta(days=2), later), uuid4())
    at = MORNING + timedelta(minutes=minute)
    around = shifts_between(manager, at.date() - timedelta(days=2), at.date() + timedelta(days=1))
    assert [shift for shift in around if shift.holds(at)] == [shift_at(manager, at)]
    assert all(one.ends_at == other.begins_at for one, other in pairwise(around))


def test_a_day_of_the_calendar_is_never_without_a_shift(desk: Desk) -> None:
    assert shifts_between(desk, date(2026, 12, 30), date(2027, 1, 2))[0].day == date(2026, 12, 30)
