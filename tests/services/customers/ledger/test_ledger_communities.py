"""Where the community's name stands, and what only looks like one."""

import pytest

from app.services.customers.ledger.parsing import Ledger, parse_ledger

BASE = ["楼号", "单元", "房号", "户名", "电话", "面积"]
HOME = [1, 1, 101, "王建国", "13800001234", 88.5]


def communities(ledger: Ledger) -> list[str]:
    return [line.place.community if line.place else line.problem or "" for line in ledger.lines if line.household]


@pytest.mark.parametrize(
    ("title", "community"),
    [
        ("天津市津热供热有限公司明珠苑小区2026-2027年度供热台账", "明珠苑小区"),
        ("津热公司明珠苑用户台账", "明珠苑"),
        ("津热供热站明珠苑小区台账", "明珠苑小区"),
        ("第三供热所明珠苑小区收费表", "明珠苑小区"),
        ("2026-2027采暖季明珠苑小区用户明细", "明珠苑小区"),
        ("2026年10月明珠苑小区用户明细", "明珠苑小区"),
        ("明珠苑（一期）供热台账", "明珠苑一期"),
        ("电力公司家属院供热台账", "电力公司家属院"),
        ("明珠苑物业2026年采暖费收缴明细表", "明珠苑"),
    ],
)
def test_a_title_tells_the_community_without_company_and_season(workbook, title: str, community: str) -> None:
    assert communities(parse_ledger(workbook({"s": [[title], BASE, HOME]}))) == [community]


@pytest.mark.parametrize(
    "heading", ["项目", "物业项目", "片区", "区域", "位置", "地点", "坐落", "居民区", "单位名称", "小区/单位"]
)
def test_a_heading_of_many_meanings_is_the_community_when_its_cells_are(workbook, heading: str) -> None:
    rows = [[heading, *BASE], ["明珠苑", *HOME], ["万科城", *HOME]]

    assert communities(parse_ledger(workbook({"平房": rows}))) == ["明珠苑", "万科城"]


def test_a_part_of_a_community_or_a_district_is_not_taken_for_the_community(workbook) -> None:
    rows = [["明珠苑小区台账"], ["区域", *BASE], ["东区", *HOME], ["西区", *HOME]]

    assert set(communities(parse_ledger(workbook({"s": rows})))) == {"明珠苑小区"}


@pytest.mark.parametrize("sheet", ["平房", "商铺", "底商", "停热用户", "非居民"])
def test_a_sheet_named_after_a_kind_of_household_names_no_community(workbook, sheet: str) -> None:
    assert communities(parse_ledger(workbook({sheet: [BASE, HOME]}))) == ["看不出是哪个小区"]


def test_sheets_for_the_parts_of_a_community_keep_its_name(workbook) -> None:
    ledger = parse_ledger(workbook({"一期": [BASE, HOME], "二期": [BASE, HOME]}, "明珠苑台账.xlsx"))

    assert communities(ledger) == ["明珠苑一期", "明珠苑二期"]


def test_the_zone_in_a_building_cell_names_no_community(workbook) -> None:
    ledger = parse_ledger(workbook({"s": [["明珠苑小区台账"], BASE, ["东区3号楼", *HOME[1:]]]}))

    assert [(line.place.community, line.place.building) for line in ledger.lines if line.place] == [
        ("明珠苑小区", "东区3号楼")
    ]


def test_the_letter_of_a_shop_is_no_building(workbook) -> None:
    rows = [["位置", "商铺号", "商户名称", "电话"], ["时代广场", "A-01", "福满药房", "13800001234"]]

    (line,) = [line for line in parse_ledger(workbook({"商铺": rows})).lines if line.household]

    assert line.place is not None
    assert (line.place.community, line.place.building, line.place.room) == ("时代广场", "", "A-01")


@pytest.mark.parametrize("heading", ["小区", "小区名称", "社区", "楼盘名称"])
@pytest.mark.parametrize("name", ["和平", "安康", "华明"])
@pytest.mark.parametrize("holder", ["王伟", "用户{}"])
def test_one_community_with_the_name_of_a_person_stands_under_its_own_heading(
    workbook, heading: str, name: str, holder: str
) -> None:
    homes = [[name, at // 20 + 1, at // 10 % 2 + 1, f"{at % 10 + 1}01", holder.format(at)] for at in range(60)]

    ledger = parse_ledger(workbook({"s": [[heading, "楼号", "单元", "室号", "户名"], *homes]}))

    assert communities(ledger) == [name] * 60
    told = [line.household.holder for line in ledger.lines if line.household]
    assert told == [holder.format(at) for at in range(60)]
