"""Working days: the shipped plans, counting, and years whose plan is not known yet."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.clocks.calendar import Calendar, YearPlan
from app.services.clocks.rules import Rules

SHIPPED = Rules.shipped().calendar
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
COUNTS = st.integers(1, 60)


def test_every_shipped_day_agrees_with_chinesecalendar() -> None:
    assert SHIPPED.years >= {2024, 2025, 2026}
    for year in SHIPPED.years:
        day = date(year, 1, 1)
        while day.year == year:
            assert SHIPPED.is_working(day) == chinese_calendar.is_workday(day), day
            day += timedelta(1)


def test_the_spring_festival_of_2026_is_counted_as_planned() -> None:
    assert SHIPPED.working_day_after(date(2026, 2, 13), 5) == (date(2026, 2, 27), False)
    assert SHIPPED.is_made_up(date(2026, 2, 14))
    assert SHIPPED.is_made_up(date(2026, 2, 28))
    assert not any(SHIPPED.is_working(date(2026, 2, day)) for day in range(15, 24))


@pytest.mark.parametrize(
    ("received", "count", "ends"),
    [
        ((2026, 9, 30), 1, (2026, 10, 8)),  # before the national holiday
        ((2026, 10, 8), 2, (2026, 10, 10)),  # the made-up Saturday counts
        ((2026, 10, 3), 1, (2026, 10, 8)),  # received on a day off
        ((2025, 12, 31), 1, (2026, 1, 4)),  # over the year's end, a made-up Sunday
        ((2026, 12, 31), 1, (2027, 1, 1)),  # Monday to Friday until the plan is known
    ],
)
def test_working_days_are_counted_from_the_day_after(received, count, ends) -> None:
    assert SHIPPED.working_day_after(date(*received), count)[0] == date(*ends)


@given(DAYS, COUNTS)
def test_the_end_is_a_working_day_with_just_so_many_before_it(day: date, count: int) -> None:
    end, _ = SHIPPED.working_day_after(day, count)

    passed = [day + timedelta(number) for number in range(1, (end - day).days + 1)]
    assert SHIPPED.is_working(end)
    assert sum(SHIPPED.is_working(each) for each in passed) == count


@given(DAYS, COUNTS, COUNTS)
def test_counting_on_from_a_day_reached_is_counting_once(day: date, first: int, second: int) -> None:
    middle, _ = SHIPPED.working_day_after(day, first)
    assert SHIPPED.working_day_after(day, first + second)[0] == SHIPPED.working_day_after(middle, second)[0]


@given(DAYS, COUNTS)
def test_an_end_is_provisional_just_when_the_count_ran_through_an_unplanned_year(day: date, count: int) -> None:
    end, provisional = SHIPPED.working_day_after(day, count)
    touched = {(day + timedelta(number)).year for number in range(1, (end - day).days + 1)}
    assert provisional == any(not SHIPPED.covers(year) for year in touched)


@given(st.dates(date(2040, 1, 1), date(2050, 12, 31)))
def test_without_a_plan_weekdays_are_worked(day: date) -> None:
    assert SHIPPED.is_working(day) == (day.weekday() < 5)


def test_an_amended_plan_replaces_the_earlier_one_of_its_year() -> None:
    first = YearPlan(2027, "一", (date(2027, 1, 1), date(2027, 2, 8)), (date(2027, 2, 6),))
    amended = YearPlan(2027, "二", (date(2027, 1, 1),), ())

    calendar = Calendar.of([first, amended])

    assert calendar.is_working(date(2027, 2, 8))
    assert not calendar.is_working(date(2027, 2, 6))


def test_a_plan_may_settle_the_last_days_of_the_december_before() -> None:
    plan = YearPlan(2029, "示例", (date(2028, 12, 31), date(2029, 1, 1)), (date(2028, 12, 30),))

    calendar = Calendar.of([YearPlan(2028, "示例", (date(2028, 1, 1),), ()), plan])

    assert calendar.is_working(date(2028, 12, 30))
    assert not calendar.is_working(date(2029, 1, 1))


def test_a_count_below_one_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="below 1"):
        SHIPPED.working_day_after(date(2026, 2, 13), 0)
