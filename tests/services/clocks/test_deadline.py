"""Deadlines asked for by hand."""

import json
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.clocks.deadline import as_json, deadlines, parse_time, working_day_deadlines
from app.services.clocks.rules import Rules
from app.services.kernel.errors import InvalidInput, NotFound
from app.services.kernel.times import CHINA

RULES = Rules.shipped()


def test_the_answer_has_a_line_for_each_time_in_order() -> None:
    answer = as_json(deadlines(RULES, "repair.callback", ["2026-12-06T03:59", "2026-12-06T10:00"]))

    assert [set(line) for line in answer] == [{"from", "due", "not_before", "provisional", "steps"}] * 2
    assert [line["from"] for line in answer] == ["2026-12-06T03:59", "2026-12-06T10:00"]
    assert answer[0]["not_before"] == "2026-12-08T09:00:00+08:00"
    assert answer[1]["due"] == "2026-12-10T10:00:00+08:00"
    assert json.loads(json.dumps(answer)) == answer


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-02-13T09:00", "2026-02-27T23:59:59+08:00"),
        ("2026-02-13", "2026-02-27T23:59:59+08:00"),
        ("2026-02-13T01:00+00:00", "2026-02-27T23:59:59+08:00"),
        ("2026-02-12T20:00Z", "2026-02-27T23:59:59+08:00"),  # already the 13th in China
    ],
)
def test_a_due_carries_the_date_of_the_last_working_day(start, expected) -> None:
    (by_policy,) = as_json(deadlines(RULES, "complaint.answer", [start]))
    (by_days,) = as_json(working_day_deadlines(RULES.calendar, 5, [start]))
    assert by_policy["due"] == by_days["due"] == expected
    assert by_days["not_before"] is None


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.times(), st.integers(1, 20), st.integers(1, 20))
def test_an_answer_can_be_asked_on_from(day: date, clock: time, first: int, second: int) -> None:
    text = f"{day}T{clock:%H:%M}"

    (middle,) = as_json(working_day_deadlines(RULES.calendar, first, [text]))
    (onward,) = as_json(working_day_deadlines(RULES.calendar, second, [str(middle["due"])]))
    (once,) = as_json(working_day_deadlines(RULES.calendar, first + second, [text]))

    assert onward["due"] == once["due"]


def test_a_time_is_china_time_unless_it_says_otherwise() -> None:
    assert parse_time("2026-02-13T09:00") == datetime(2026, 2, 13, 9, 0, tzinfo=CHINA)


@pytest.mark.parametrize(
    "text", ["", "gestern", "2026-02-30T09:00", "2026-02-13 9点", "1999-12-31T09:00", "9999-12-31"]
)
def test_what_is_no_time_is_refused_with_a_sentence(text) -> None:
    with pytest.raises(InvalidInput, match=f"“{text}”"):
        deadlines(RULES, "repair.arrive", ["2026-02-13T09:00", text])


@pytest.mark.parametrize("days", [0, -1, 1001])
def test_a_number_of_working_days_must_be_sensible(days) -> None:
    with pytest.raises(InvalidInput, match="工作日数应在 1 至 1000 之间"):
        working_day_deadlines(RULES.calendar, days, ["2026-02-13T09:00"])


def test_an_unknown_policy_is_refused() -> None:
    with pytest.raises(NotFound, match="没有时限规则 leak"):
        deadlines(RULES, "leak", ["2026-02-13T09:00"])
