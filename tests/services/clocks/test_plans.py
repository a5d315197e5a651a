"""Importing next year's plan: two forms, and sentences naming line and field."""

import json
from datetime import date

import pytest

from app.paths import resource
from app.services.clocks.plans import BadCalendar, parse_plan, plan_json

# An invented plan for a year not announced yet, in the form of the announcements.
HOLIDAYS = [
    "2027-01-01", "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-02-09", "2027-04-05", "2027-05-01",
    "2027-10-01", "2027-10-02", "2027-10-03", "2027-10-04",
]  # fmt: skip
WORKED = ["2027-02-20", "2027-10-09"]


def as_json(**changes: object) -> bytes:
    plan = {"year": 2027, "source": "国办发明电〔2026〕0号", "holidays": HOLIDAYS, "worked": WORKED} | changes
    return json.dumps(plan, ensure_ascii=False, indent=1).encode()


def as_csv(*extra: str, drop: str = "") -> str:
    lines = [f"{day},休" for day in HOLIDAYS if day != drop] + [f"{day},班" for day in WORKED]
    return "\n".join(["文号,国办发明电〔2026〕0号", "日期,类型", *lines, *extra])


def test_json_and_csv_say_the_same() -> None:
    plan = parse_plan(as_json(), "2027.json")

    assert plan == parse_plan(as_csv().encode("utf-8-sig"), "2027.csv")
    assert plan == parse_plan(as_csv().encode("gb18030"), "2027.csv")
    assert plan.year == 2027
    assert plan.source == "国办发明电〔2026〕0号"
    assert plan.worked == (date(2027, 2, 20), date(2027, 10, 9))


def test_dates_as_a_spreadsheet_writes_them_are_taken() -> None:
    text = as_csv().replace("2027-01-01", "2027/1/1").replace("2027-04-05", "2027年4月5日")
    assert parse_plan(text.encode(), "2027.csv") == parse_plan(as_csv().encode(), "2027.csv")


@pytest.mark.parametrize("year", range(2021, 2027))
def test_a_shipped_plan_is_written_as_it_is_read(year: int) -> None:
    data = resource(f"calendars/{year}.json").read_bytes()
    assert plan_json(parse_plan(data, "x")).encode() == data


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (as_json(holidays=[*HOLIDAYS, "2027-13-01"]), "第 17 行 holidays 第 13 项：“2027-13-01”不是日期"),
        (as_json(holidays=[*HOLIDAYS, 7]), "holidays 第 13 项：“7”不是日期"),
        (as_json(holidays="2027-01-01"), "第 4 行 holidays：应为日期的列表。"),
        (as_json(worked=[*WORKED, "2027-10-08"]), "worked 第 3 项：2027-10-08 是周五，调休上班日应为周六或周日。"),
        (as_json(worked=[*WORKED, "2027-10-03"]), "2027-10-03 又列为休、又列为班。"),
        (as_json(holidays=[*HOLIDAYS, "2027-01-01"]), "holidays 第 13 项：2027-01-01 重复。"),
        (as_json(holidays=[*HOLIDAYS, "2028-01-01"]), "2028-01-01 不在 2027 年内。"),
        (as_json(holidays=[*HOLIDAYS, "2026-12-24"]), "2026-12-24 不在 2027 年内。"),
        (as_json(holidays=HOLIDAYS[:-2]), "缺少 2027-10-03（国庆节）的放假。"),
        (as_json(holidays=[day for day in HOLIDAYS if "-02-" not in day]), "缺少春节的放假"),
        (as_json(year="27"), "第 2 行 year：应为四位年份，现为“27”。"),
        (as_json(name="x"), "name：没有这一栏。"),
        (b'{"year": 2027, "source": ""}', "缺少 holidays 一栏。缺少 worked 一栏。"),
        (b'{"year": 2027,\n "source" ""}', "第 2 行第 11 字：不是有效的 JSON。"),
        (b"[]", "应为一个对象"),
        (as_csv("2027-10-10,调").encode(), "第 17 行 类型：应为“休”或“班”，现为“调”。"),
        (as_csv("2027-2-30,休").encode(), "第 17 行 日期：“2027-2-30”不是日期"),
        (as_csv("年份,二七").encode(), "第 17 行 年份：应为四位年份，现为“二七”。"),
        (as_csv(drop="2027-05-01").encode(), "缺少 2027-05-01（劳动节）的放假。"),
        (b"", "没有一行日期。"),
        (b"\xff\xff\xff", "文字编码不是 UTF-8 或 GB18030"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(data: bytes, sentence: str) -> None:
    with pytest.raises(BadCalendar) as caught:
        parse_plan(data, "2027")

    assert caught.value.message.startswith("2027 未导入：")
    assert sentence in "".join(caught.value.problems)


def test_many_problems_are_all_kept_but_not_all_shown() -> None:
    with pytest.raises(BadCalendar) as caught:
        parse_plan(as_csv(*["x,休"] * 20).encode(), "2027.csv")

    assert len(caught.value.problems) == 20
    assert "另有 12 处" in caught.value.message
