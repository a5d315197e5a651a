"""Which hours of a day are photographed and which calls are played by keys, on days of every shape."""

import csv
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.services.kernel.errors import Refused
from app.services.kernel.times import CHINA
from app.services.repairs.values import FaultGroup
from app.tour.calls import HEADINGS, Call, read_calls
from app.tour.hours import busiest_hour, callback_hour, count_open, through_windows

USUAL = {
    "来电号码": "13900001234",
    "小区": "和平里小区",
    "楼": "3",
    "单元": "2",
    "室": "1102",
    "户名": "王伟",
    "诉求": "全屋不热",
    "类别": "cold",
    "联系(分)": "10",
    "到场(分)": "60",
    "完工(分)": "120",
    "处理结果": "排气",
    "责任方": "供热单位",
}


@pytest.fixture
def day(tmp_path: Path):
    """Calls read from a table with these lines, each over the usual one."""

    def read(*lines: dict[str, str]) -> list[Call]:
        path = tmp_path / "来电.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, HEADINGS)
            writer.writeheader()
            writer.writerows({**USUAL, **line} for line in lines)
        return read_calls(path)

    return read


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def test_late_afternoon_is_photographed_when_there_is_work_then(day):
    calls = day(*({"来电时间": f"2026-11-15 {hour:02}:00"} for hour in range(6, 18)))

    assert busiest_hour(calls) == at("2026-11-15T17:30")


def test_a_day_over_by_the_afternoon_is_photographed_at_its_fullest(day):
    calls = day({"来电时间": "2026-11-15 01:00"}, {"来电时间": "2026-11-15 01:30"})

    moment = busiest_hour(calls)

    assert count_open(calls, moment) == 2


def test_a_day_of_enquiries_alone_has_a_picture_too(day):
    calls = day({"来电时间": "2026-12-31 23:50", "类别": "other"})

    assert busiest_hour(calls) == at("2026-12-31T23:50")
    assert callback_hour(calls, at("2026-12-31T23:50")) == at("2026-12-31T23:50")


def test_callbacks_are_photographed_on_the_first_morning_that_has_some(day):
    calls = day({"来电时间": "2026-12-31 22:00"}, {"来电时间": "2026-12-31 23:50"})

    assert callback_hour(calls, at("2027-01-01T00:30")) == at("2027-01-03T09:06")


def test_repairs_finished_after_the_pictures_fill_up_the_calls_played_by_keys(day):
    calls = day(*({"来电时间": f"2026-11-15 17:0{minute}"} for minute in range(8)))

    shown = through_windows(calls, at("2026-11-15T17:30"))

    assert shown == {0, 1, 2, 3, 4, 5}


def test_enquiries_are_never_played_by_keys(day):
    calls = day(
        {"来电时间": "2026-11-15 08:00", "类别": "other"},
        {"来电时间": "2026-11-15 09:00"},
        {"来电时间": "2026-11-15 10:00", "完工(分)": ""},
    )

    assert through_windows(calls, at("2026-11-15T17:30")) == {1, 2}


def test_a_category_nobody_knows_is_a_fault_all_the_same(day):
    told = {"来电时间": "2026-11-15 08:00"}

    calls = day({**told, "类别": "神秘"}, {**told, "类别": ""}, {**told, "类别": "跑冒滴漏"}, {**told, "类别": "other"})

    assert [call.group for call in calls] == [FaultGroup.OTHER, FaultGroup.OTHER, FaultGroup.LEAK, FaultGroup.OTHER]
    assert [call.is_enquiry for call in calls] == [False, False, False, True]


def test_a_table_saved_again_by_a_spreadsheet_is_read(tmp_path: Path):
    path = tmp_path / "来电.csv"
    path.write_bytes(f"{','.join(HEADINGS)}\r\n2026/11/15 8:05,13900001234\r\n,,,\r\n".encode("gb18030"))

    (call,) = read_calls(path)

    assert call.told_at == at("2026-11-15T08:05")
    assert (call.address, call.contacted_at, call.finished_at) == ("", None, None)


def test_a_contact_after_the_finish_is_left_out(day):
    (call,) = day({"来电时间": "2026-11-15 08:00", "联系(分)": "300"})

    assert call.contacted_at is None
    assert call.finished_at - call.told_at == timedelta(hours=2)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"来电时间": "昨天"}, "第 2 行的时间读不懂"),
        ({"联系(分)": "-5"}, "第 2 行的分钟数是负数"),
        ({"完工(分)": "20"}, "第 2 行的完工早于到场"),
        ({"完工(分)": "9" * 20}, "第 2 行的时间读不懂"),
    ],
)
def test_a_line_that_cannot_be_true_is_named(day, wrong, says):
    with pytest.raises(Refused, match=says):
        day({"来电时间": "2026-11-15 08:00", **wrong})


def test_a_table_without_calls_is_refused(day):
    with pytest.raises(Refused, match="没有来电"):
        day()
