"""Areas and days as clerks type them: one meaning, or a sentence that says why not."""

import pytest

from app.services.customers.contacts.typed import read_area, read_day


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [("92.5", 9250), ("92。5", 9250), ("92，5", 9250), ("９２．５", 9250), (" 95.5 ㎡", 9550), ("90平方米", 9000)],
)
def test_an_area_is_one_number(text: str, hundredths: int) -> None:
    assert read_area(text) == (hundredths, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("9 2.5", "一个数"),
        ("92,5", "一个数"),
        ("1,234", "一个数"),
        ("1，234", "一个数"),
        ("92.5.5", "一个数"),
        ("92。5，5", "一个数"),
        ("90到92", "一个数"),
        ("", "请填写面积"),
        ("0", "大于 0"),
        ("-1", "大于 0"),
        ("2.5", "小于 3"),
        ("99999999", "超过 50000"),
    ],
)
def test_an_area_that_is_not_one_number_or_no_area_is_said_to_be_so(text: str, words: str) -> None:
    area_c, problem = read_area(text)

    assert area_c is None
    assert problem is not None
    assert words in problem


@pytest.mark.parametrize("text", ["2026-11-16", "20261116", " ２０２６１１１６ "])
def test_a_day_has_one_form(text: str) -> None:
    assert read_day(text) == ("2026-11-16", None)


@pytest.mark.parametrize(
    "text", ["2026-W47-1", "2026W471", "2026-1116", "202611-16", "2026-02-30", "明年", "2026-11-1"]
)
def test_what_is_no_day_is_said_to_be_none(text: str) -> None:
    day, problem = read_day(text)

    assert day == ""
    assert problem is not None


def test_nothing_typed_is_no_day() -> None:
    assert read_day("  ") == ("", None)
