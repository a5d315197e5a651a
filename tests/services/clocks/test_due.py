"""When a limit runs out, and the words that explain it."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.clocks.calendar import Calendar
from app.services.clocks.due import due
from app.services.clocks.policies import Policy, PolicySource, read_policy
from app.services.clocks.rules import Rules
from app.services.kernel.times import CHINA, china

RULES = Rules.shipped()
FIRST, LAST = (datetime(year, 1, 1, tzinfo=CHINA) for year in (2021, 2031))
STARTS = st.integers(0, (LAST - FIRST) // timedelta(seconds=1)).map(lambda number: FIRST + timedelta(seconds=number))


def limit(**changes: object) -> Policy:
    raw: dict[str, object] = {
        "id": "x",
        "clause": "9.1",
        "title": "x",
        "kinds": ["x"],
        "start": {"kinds": ["told"]},
        "stops": ["answered"],
    }
    return read_policy(PolicySource("x.json", raw | changes))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("policy_id", "start", "expected"),
    [
        ("repair.leak.arrive", "2026-12-31T23:45", "2027-01-01T00:15:00"),
        ("repair.arrive", "2026-02-16T23:00", "2026-02-17T01:00:00"),  # nights and holidays count
        ("repair.finish", "2026-12-06T08:00", "2026-12-07T08:00:00"),
        ("application.answer", "2026-12-04T09:00", "2026-12-09T23:59:59.999000"),
        ("complaint.answer", "2026-02-13T09:00", "2026-02-27T23:59:59.999000"),
        ("complaint.answer", "2026-02-13T23:59", "2026-02-27T23:59:59.999000"),
        ("complaint.answer", "2026-02-18T09:00", "2026-02-28T23:59:59.999000"),  # told in the holiday
        # 09-29, 09-30, then 10-08, 10-09, the made-up Saturday 10-10, and 10-12 to 10-16.
        ("tipoff.answer", "2026-09-28T10:00", "2026-10-16T23:59:59.999000"),
    ],
)
def test_each_limit_ends_where_the_clause_says(policy_id, start, expected) -> None:
    assert RULES.due(policy_id, moment(start)).due == moment(expected)


@given(STARTS, st.integers(1, 5000), st.integers(1, 5000))
def test_minutes_may_be_counted_in_two_parts(start: datetime, first: int, second: int) -> None:
    calendar = RULES.calendar
    once = due(limit(limit_minutes=first + second), start, calendar).due
    assert once == due(limit(limit_minutes=second), due(limit(limit_minutes=first), start, calendar).due, calendar).due


@given(STARTS, st.integers(1, 30), st.integers(1, 30), st.sampled_from(["12:00", "17:30", "24:00"]))
def test_working_days_may_be_counted_in_two_parts(start: datetime, first: int, second: int, day_end: str) -> None:
    calendar = RULES.calendar
    middle = due(limit(working_days=first, day_end=day_end), start, calendar).due
    twice = due(limit(working_days=second, day_end=day_end), middle, calendar).due
    assert twice == due(limit(working_days=first + second, day_end=day_end), start, calendar).due


@given(STARTS, st.integers(1, 30))
def test_a_due_is_never_inside_a_day_off_and_always_after_the_start(start: datetime, days: int) -> None:
    found = due(limit(working_days=days), start, RULES.calendar)
    assert RULES.calendar.is_working(found.due.date())
    assert found.due > start


@given(STARTS, st.sampled_from(sorted(RULES.policies.versions)))
def test_the_steps_end_at_the_due_and_run_in_order(start: datetime, policy_id: str) -> None:
    found = RULES.due(policy_id, start)

    ends = [step.at for step in found.steps]

    assert ends[0] == start
    assert ends[-1] == found.due
    assert ends[1:] == sorted(ends[1:])
    assert all(step.at.utcoffset() == timedelta(hours=8) and step.why.endswith("。") for step in found.steps)


def test_the_steps_name_made_up_days_and_days_off() -> None:
    found = RULES.due("complaint.answer", moment("2026-02-13T09:00"))

    assert [step.why for step in found.steps] == [
        "2026-02-13 周五 09:00 受理，当日为第 0 日。",
        "2026-02-14 周六（调休上班），第 1 个工作日。",
        "2026-02-15 周日至 2026-02-23 周一，休息 9 天，不计。",
        "2026-02-24 周二，第 2 个工作日。",
        "2026-02-25 周三，第 3 个工作日。",
        "2026-02-26 周四，第 4 个工作日。",
        "2026-02-27 周五，第 5 个工作日。",
        "当日 17:30 停止办公，宜在此前办理（民法典第二百零三条）。",
        "2026-02-27 周五 第 5 个工作日，24:00 截止（依据 11.6）。",
    ]
    assert found.closing == moment("2026-02-27T17:30")


def test_a_year_without_a_plan_is_named_and_the_due_is_provisional() -> None:
    found = RULES.due("complaint.answer", moment("2026-12-30T09:00"))

    assert found.provisional
    assert found.due.date() == date(2027, 1, 6)
    assert "2027 年的放假安排尚未导入，暂按周一至周五计算，导入后重新计算。" in [step.why for step in found.steps]


@pytest.mark.parametrize(
    ("finished", "opens"),
    [
        ("2026-12-06T10:00", "2026-12-08T10:00"),
        ("2026-12-06T03:59", "2026-12-08T09:00"),
        ("2026-12-06T20:00", "2026-12-09T09:00"),
        ("2026-12-06T23:30", "2026-12-09T09:00"),
        ("2026-12-06T19:59", "2026-12-08T19:59"),
    ],
)
def test_the_callback_opens_48_hours_later_in_calling_hours(finished, opens) -> None:
    found = RULES.due("repair.callback", moment(finished))
    assert found.not_before == moment(opens)
    assert found.due == moment(opens) + timedelta(hours=48)


@given(STARTS, st.integers(1, 6000), st.integers(0, 6000))
def test_a_window_opens_and_ends_in_calling_hours(start: datetime, minutes: int, waits: int) -> None:
    policy = limit(limit_minutes=minutes, calling_hours=["09:00", "20:00"], not_before_minutes=waits or None)

    found = due(policy, start, Calendar.of(()))

    assert found.not_before is not None
    assert start + timedelta(minutes=waits) <= found.not_before <= found.due
    for edge in (found.not_before, found.due):
        assert (9, 0) <= (edge.hour, edge.minute) <= (20, 0)


def test_a_window_that_would_end_at_night_ends_the_evening_before() -> None:
    policy = limit(limit_minutes=15 * 60, calling_hours=["09:00", "20:00"], not_before_minutes=60)

    found = due(policy, moment("2026-12-06T10:00"), RULES.calendar)

    assert (found.not_before, found.due) == (moment("2026-12-06T11:00"), moment("2026-12-06T20:00"))
    assert found.steps[-1].why == "不在通话时段内，提前到 2026-12-06 周日 20:00 截止。"


def test_moments_are_given_in_china_time_whatever_zone_was_asked_in() -> None:
    start = moment("2026-02-13T00:30")
    assert RULES.due("complaint.answer", start) == RULES.due("complaint.answer", china(start))
