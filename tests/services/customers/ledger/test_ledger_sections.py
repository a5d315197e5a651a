"""What lines between households say about the households below them."""

import pytest

from app.services.customers.ledger.lines import LineKind, Place
from app.services.customers.ledger.parsing import Ledger, parse_ledger

HEADING = ["房号", "姓名", "联系电话", "面积"]
HOME = [101, "王建国", "13800001234", 88.5]
NEXT = [102, "李春梅", "13900002222", 88.5]


def places(ledger: Ledger) -> list[tuple[str, str, str]]:
    return [(line.place.building, line.place.unit, line.place.room) for line in ledger.lines if line.place]


@pytest.mark.parametrize(
    ("section", "building", "unit"),
    [
        (["1号楼  合计36户  面积3200㎡"], "1", ""),
        (["1号楼", None, None, 177.0], "1", ""),
        (["1号楼1门"], "1", "1"),
        (["1-1"], "1", "1"),
        (["综合楼"], "综合楼", ""),
        (["南楼"], "南楼", ""),
    ],
)
def test_a_section_line_names_the_building_of_what_follows(workbook, section, building: str, unit: str) -> None:
    ledger = parse_ledger(workbook({"s": [["丽景苑供热用户登记表"], HEADING, section, HOME, NEXT]}))

    assert places(ledger) == [(building, unit, "101"), (building, unit, "102")]
    assert {line.place.community for line in ledger.lines if line.place} == {"丽景苑"}


def test_a_title_printed_again_leaves_the_section_as_it_is(workbook) -> None:
    title = ["丽景苑供热用户登记表"]
    rows = [title, HEADING, ["1号楼"], ["1单元"], HOME, ["第1页"], title, HEADING, NEXT]

    assert places(parse_ledger(workbook({"s": rows}))) == [("1", "1", "101"), ("1", "1", "102")]


def test_a_section_line_above_another_community_holds_for_it(workbook) -> None:
    rows = [["小区", *HEADING], ["1号楼"], ["甲苑", *HOME], ["2号楼"], ["甲苑", *HOME], ["3号楼"], ["乙苑", *HOME]]

    ledger = parse_ledger(workbook({"s": rows}))

    assert [line.place for line in ledger.lines if line.place] == [
        Place("甲苑", "1", "", "101"),
        Place("甲苑", "2", "", "101"),
        Place("乙苑", "3", "", "101"),
    ]


def test_each_of_two_tables_side_by_side_has_its_own_section(workbook) -> None:
    rows = [
        ["明珠苑供热用户名册"],
        ["1号楼1单元", None, None, None, None, "1号楼2单元"],
        [*HEADING, None, *HEADING],
        [*HOME, None, *HOME],
    ]

    assert places(parse_ledger(workbook({"s": rows}))) == [("1", "1", "101"), ("1", "2", "101")]


def test_numbers_of_columns_and_of_households_are_no_households(workbook) -> None:
    base = ["小区", "楼号", "单元", *HEADING]
    rows = [base, [1, 2, 3, 4, 5, 6, 7], ["甲苑", 1, 1, *HOME], [None, None, None, "36户", None, None, 3200]]

    ledger = parse_ledger(workbook({"s": rows}))

    assert places(ledger) == [("1", "1", "101")]
    assert [line.kind for line in ledger.lines][1::2] == [LineKind.HEADING, LineKind.SUBTOTAL]


def test_signs_for_as_above_stand_for_what_is_above(workbook) -> None:
    base = ["小区", "楼号", "单元", *HEADING]
    rows = [
        base,
        ["甲苑", 1, 1, *HOME],
        ["〃", "〃", "〃", 102, "同上", "〃", 90],
        ["同上", "〃", "〃", 103, "〃", "〃", 91],
    ]

    ledger = parse_ledger(workbook({"s": rows}))

    assert places(ledger) == [("1", "1", "101"), ("1", "1", "102"), ("1", "1", "103")]
    assert {line.household.holder for line in ledger.lines if line.household} == {"王建国"}


def test_blank_cells_below_a_named_building_take_its_unit_too(workbook) -> None:
    base = ["小区", "楼号", "单元", *HEADING]
    rows = [base, ["甲苑", 1, 1, *HOME], [None, None, None, *NEXT], [None, 2, 1, *HOME], [None, None, 2, *HOME]]

    assert places(parse_ledger(workbook({"s": rows}))) == [
        ("1", "1", "101"),
        ("1", "1", "102"),
        ("2", "1", "101"),
        ("2", "2", "101"),
    ]


def test_sheets_and_columns_that_were_not_read_are_named(workbook) -> None:
    good = [["小区", "楼号", "单元", *HEADING, "车位"], ["甲苑", 1, 1, *HOME, "B12"]]
    loose = [["用户", "手机", "平方"], ["王建国", "13800001234", 88.5]]

    ledger = parse_ledger(workbook({"居民": good, "散户": loose, "说明": [["本表由收费组填写"]]}))

    assert ledger.unread == ("散户",)
    assert ledger.shapes["居民"].unread == ("车位",)


@pytest.mark.parametrize("heading", ["平数", "M2", "平方", "㎡"])
def test_short_words_for_the_area_are_known(workbook, heading: str) -> None:
    rows = [["小区", "#", "梯", "房号", "姓名", "电话", heading], ["甲苑", 1, 2, *HOME]]

    (line,) = [line for line in parse_ledger(workbook({"s": rows})).lines if line.household]

    assert line.place == Place("甲苑", "1", "2", "101")
    assert line.household is not None
    assert line.household.area_c == 8850


def test_a_heading_in_another_order_holds_for_the_rows_below_it(workbook) -> None:
    first = ["小区", "楼号", "单元", "房号", "户名", "电话", "面积"]
    second = ["小区", "楼号", "单元", "房号", "面积", "户名", "电话"]
    rows = [first, ["甲苑", 1, 1, *HOME], second, ["甲苑", 1, 1, 102, 90.5, "李春梅", "13900002222"]]

    homes = [line.household for line in parse_ledger(workbook({"s": rows})).lines if line.household]

    assert [(home.holder, home.phones, home.area_c) for home in homes] == [
        ("王建国", ("13800001234",), 8850),
        ("李春梅", ("13900002222",), 9050),
    ]


def test_a_sheet_of_closed_flats_tells_their_state(workbook) -> None:
    base = ["小区", "楼号", "单元", *HEADING]
    sheets = {"供热用户": [base, ["甲苑", 1, 1, *HOME]], "停热用户": [base, ["甲苑", 1, 1, *NEXT]]}

    homes = [line.household for line in parse_ledger(workbook(sheets)).lines if line.household]

    assert [home.state for home in homes] == [None, "停热"]


def test_the_newest_season_counts_where_sheets_are_named_after_seasons(workbook) -> None:
    base = ["小区", "楼号", "单元", *HEADING]
    old, new = ["甲苑", 1, 1, *HOME], ["甲苑", 1, 1, 101, *NEXT[1:]]

    lines = parse_ledger(workbook({"2025-2026": [base, old], "2026-2027": [base, new]})).lines

    taken = [line.household.holder for line in lines if line.household and line.duplicate_of is None]
    assert taken == ["李春梅"]


def test_a_rejected_line_tells_what_stood_around_it(workbook) -> None:
    rows = [["丽景苑供热用户登记表"], HEADING, ["1号楼1单元"], HOME, [None, *NEXT[1:]]]

    (rejected,) = [line for line in parse_ledger(workbook({"s": rows})).lines if line.problem]

    assert rejected.around == Place("丽景苑", "1", "1", "")


@pytest.mark.parametrize(("room", "reason"), [("??", None), ("东屋那家", "室号里没有数字，请核对")])
def test_a_room_without_a_number_is_doubted_or_turned_away(workbook, room: str, reason: str | None) -> None:
    base = ["小区", "楼号", "单元", *HEADING]
    rows = [base, ["甲苑", 1, 1, *HOME], ["甲苑", 1, 1, room, *NEXT[1:]]]

    line = [line for line in parse_ledger(workbook({"s": rows})).lines if line.household][1]

    assert (line.place is None) == (reason is None)
    assert [doubt.reason for doubt in line.doubts] == ([reason] if reason else [])


def test_a_number_of_the_door_under_the_heading_of_the_customers_number_is_the_room(workbook) -> None:
    rows = [["小区", "楼号", "单元", "户号", "户名"], *(["甲苑", 1, 1, f"{at}01", "王建国"] for at in (1, 2))]

    assert places(parse_ledger(workbook({"s": rows}))) == [("1", "1", "101"), ("1", "1", "201")]
