"""Ledgers that are odd in ways no station invents on purpose."""

from datetime import date

import pytest

from app.services.customers.importing.error_workbook import write_rejected
from app.services.customers.ledger.lines import LineKind, Place
from app.services.customers.ledger.parsing import Ledger, parse_ledger
from app.services.customers.ledger.values import phones

HEADING = ["小区", "楼", "单元", "室", "户名", "电话"]
HOME = ["甲小区", 1, 1, "101", "王伟", "13800001234"]


def places(ledger: Ledger) -> list[Place]:
    return [line.place for line in ledger.lines if line.place]


def test_columns_far_to_the_right_are_found(workbook) -> None:
    filling = [f"列{number}" for number in range(294)]
    rows = [[*filling, *HEADING], *([*range(294), "甲小区", 1, 1, f"{floor}01", "王伟", ""] for floor in range(1, 9))]

    ledger = parse_ledger(workbook({"台账": rows}))

    assert places(ledger)[0] == Place("甲小区", "1", "1", "101")
    assert len(places(ledger)) == 8


def test_a_heading_below_a_page_of_notes_is_found(workbook) -> None:
    notes = [[f"说明{number}"] for number in range(60)]

    ledger = parse_ledger(workbook({"台账": [*notes, HEADING, HOME]}))

    assert places(ledger) == [Place("甲小区", "1", "1", "101")]
    assert ledger.lines[60].kind is LineKind.HEADING


def test_a_quotation_mark_nobody_closed_swallows_no_lines(text_file) -> None:
    lines = [",".join(HEADING), '甲小区,1,1,101,"王伟,', *(f"甲小区,1,1,{floor}02,李娜," for floor in range(1, 6))]

    ledger = parse_ledger(text_file(lines))

    assert len(ledger.lines) == len(lines)
    assert len(places(ledger)) == 6


@pytest.mark.parametrize("end", ["", "\r\n", "\n", "\r\n\r\n"])
def test_lines_of_a_text_table_are_counted_as_a_spreadsheet_counts_them(text_file, end) -> None:
    ledger = parse_ledger(text_file([",".join(HEADING), f"甲小区,1,1,101,王伟,{end}"]))

    assert len(ledger.lines) == (3 if end.count("\n") == 2 else 2)


def test_headings_in_english_are_understood(workbook) -> None:
    heading = ["Community", "Building", "Unit", "Room No.", "Owner Name", "Mobile", "Area"]

    ledger = parse_ledger(workbook({"Sheet1": [heading, [*HOME, 88.5]]}))

    (line,) = [line for line in ledger.lines if line.place]
    assert line.place == Place("甲小区", "1", "1", "101")
    assert (line.household.holder, line.household.phones, line.household.area_c) == ("王伟", ("13800001234",), 8850)


def test_a_first_line_of_unknown_words_is_no_household(workbook) -> None:
    rows = [
        ["Дом", "Здание", "Подъезд", "Квартира", "Имя", "Номер"],
        *([*HOME[:3], f"{n}01", *HOME[4:]] for n in "123"),
    ]

    ledger = parse_ledger(workbook({"台账": rows}))

    assert ledger.lines[0].kind is LineKind.HEADING
    assert len(places(ledger)) == 3


def test_who_made_and_checked_the_table_is_no_household(workbook) -> None:
    ledger = parse_ledger(
        workbook({"台账": [HEADING, HOME, ["制表：", "", "", "审核："], ["日期：", "", "", "2026年"]]})
    )

    assert places(ledger) == [Place("甲小区", "1", "1", "101")]
    assert [line.kind for line in ledger.lines[2:]] == [LineKind.TITLE, LineKind.TITLE]


def test_rejected_lines_keep_what_merged_cells_above_said(workbook, tmp_path) -> None:
    rows = [HEADING, HOME, ["", "", "", "102", "李娜", ""], ["", 2, 1, "", "张强", "13800001235"]]
    out = tmp_path / "退回.xlsx"

    write_rejected(parse_ledger(workbook({"台账": rows})), out)

    (again,) = [line for line in parse_ledger(out).lines if line.kind is LineKind.DATA]
    assert again.raw[:3] == ("甲小区", 2, 1)


def test_the_countrys_number_with_two_zeros_is_no_second_telephone() -> None:
    assert phones("0086-13800001236") == (("13800001236",), ())


def test_a_group_above_completes_the_headings_below(workbook) -> None:
    rows = [
        ["甲小区供热用户明细表"],
        ["用户地址", "", "", "用户信息", "", "面积", ""],
        ["楼栋", "单元", "房号", "业主", "联系方式1", "建筑", "收费"],
        *([1, 1, f"{floor}01", "王伟", "13800001234", 90.5, 88.0] for floor in range(1, 6)),
    ]

    ledger = parse_ledger(workbook({"用户": rows}))

    first = next(line for line in ledger.lines if line.place)
    assert first.place == Place("甲小区", "1", "1", "101")
    assert (first.household.area_c, first.household.charged_area_c) == (9050, 8800)


def test_tables_side_by_side_are_read_one_after_another(workbook) -> None:
    heading = ["房号", "姓名", "电话"]
    rows = [
        ["和平里小区1号楼"],
        [*heading, "", *heading],
        ["1-101", "王伟", "13800001234", "", "2-101", "李娜", "13800001235"],
        ["1-102", "张强", "13800001236", "", "", "", ""],
        ["2号楼"],
        ["1-101", "赵敏", "13800001237", "", "2-101", "钱进", "13800001238"],
    ]

    ledger = parse_ledger(workbook({"台账": rows}))

    assert places(ledger) == [
        Place("和平里小区", "1", "1", "101"),
        Place("和平里小区", "1", "1", "102"),
        Place("和平里小区", "2", "1", "101"),
        Place("和平里小区", "1", "2", "101"),
        Place("和平里小区", "2", "2", "101"),
    ]
    assert list(ledger.shapes) == ["台账（第1栏）", "台账（第2栏）"]


NEXT_DOOR = [["3号楼", "2单元", f"110{door}", "李娜", "13800001235", 81] for door in range(3, 6)]
PEOPLE = ["王伟", "李娜", "张强", "赵敏"]


@pytest.mark.parametrize(
    ("sheets", "file", "expected"),
    [
        (
            {f"{n}号楼": [["单元", "房号", "姓名"], [1, 101, name]] for n, name in enumerate(PEOPLE[:2], start=1)},
            "和平里小区台账.xlsx",
            [("和平里小区", "1", "1", "101"), ("和平里小区", "2", "1", "101")],
        ),
        (
            {"和平里3号楼": [["单元", "房号", "姓名"], [1, 101, "王伟"]]},
            "台账.xlsx",
            [("和平里", "3", "1", "101")],
        ),
        (
            {"s": [["和平里小区3号楼住户明细"], ["房号", "姓名"], ["2单元"], [101, "王伟"], ["3单元"], [101, "李娜"]]},
            "台账.xlsx",
            [("和平里小区", "3", "2", "101"), ("和平里小区", "3", "3", "101")],
        ),
        (
            {"s": [["小区", "楼", "单元", "楼层", "房号", "业主"], ["甲花园", 1, 1, 11, "01", "王伟"]]},
            "台账.xlsx",
            [("甲花园", "1", "1", "1101")],
        ),
        (
            {"s": [["小区", "楼", "单元", "房号", "业主"], ["甲花园", 1, "底商", 2, "便民超市"]]},
            "台账.xlsx",
            [("甲花园", "1", "", "底商2")],
        ),
        (
            {"s": [["村/小区", "排", "号", "户主"], ["东蒲洼平房区", 3, 12, "王伟"]]},
            "台账.xlsx",
            [("东蒲洼平房区", "3排", "", "12")],
        ),
        (
            {"s": [["地址", "房号", "姓名"], ["和平里小区3号楼2单元", "1102", "王伟"]]},
            "台账.xlsx",
            [("和平里小区", "3", "2", "1102")],
        ),
        (
            {"s": [["住址", "楼号", "单元", "室", "姓名"], ["和平里小区", "3", "2", "1102", "王伟"]]},
            "台账.xlsx",
            [("和平里小区", "3", "2", "1102")],
        ),
        (
            {"s": [["和平里小区2026年台账"], ["3号楼", "2单元", "1102", "王伟", "13800001234", 80], *NEXT_DOOR]},
            "台账.xlsx",
            [("和平里小区", "3", "2", f"110{door}") for door in range(2, 6)],
        ),
        (
            {"s": [["小区", "楼栋单元", "房号", "业主"], ["甲花园", date(2026, 3, 2), "1101", "王伟"]]},
            "台账.xlsx",
            [("甲花园", "3", "2", "1101")],
        ),
    ],
)
def test_places_are_told_by_everything_around_them(workbook, sheets, file: str, expected) -> None:
    assert places(parse_ledger(workbook(sheets, file))) == [Place(*place) for place in expected]


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("13800001234/13900004321", ("13800001234", "13900004321")),
        ("(022)00001234", ("02200001234",)),
        ("1.3800001234E+10", ("13800001234",)),
        ("13800001234.0", ("13800001234",)),
        (13800001234.0, ("13800001234",)),
        ("王伟13800001234", ("13800001234",)),
    ],
)
def test_telephones_are_read_as_spreadsheets_and_clerks_leave_them(cell: object, numbers: tuple[str, ...]) -> None:
    assert phones(cell) == (numbers, ())


def test_the_owner_comes_before_the_tenant_wherever_the_columns_stand(workbook) -> None:
    heading = ["地址", "租户姓名", "租户电话", "户主姓名", "户主电话"]
    row = ["甲花园1-1-101", "张三", "13900004321", "王伟", "13800001234"]

    (line,) = [line for line in parse_ledger(workbook({"s": [heading, row]})).lines if line.household]

    assert (line.household.holder, line.household.phones) == ("王伟", ("13800001234", "13900004321"))
