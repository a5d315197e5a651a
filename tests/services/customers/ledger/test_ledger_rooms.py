"""Rooms and addresses in the shapes that once led to a flat next door."""

import pytest

from app.services.customers.ledger.addresses import room_part, whole_address
from app.services.customers.ledger.lines import Place
from app.services.customers.ledger.parsing import parse_ledger


def places(book) -> list[Place | None]:
    return [line.place for line in parse_ledger(book).lines if line.household]


@pytest.mark.parametrize(
    ("cell", "room"),
    [
        ("-101", "-101"),
        ("101/102", "101/102"),
        ("301、302", "301、302"),
        ("401,402", "401,402"),
        ("501 502", "501、502"),
        ("601-602", "601-602"),
        ("1701-1801", "1701-1801"),
        ("三楼西户", "3楼西户"),
        ("5层西", "5楼西户"),
    ],
)
def test_a_room_keeps_all_that_its_cell_says(workbook, cell: str, room: str) -> None:
    heading = ["小区", "楼号", "单元", "房号", "户名", "电话"]
    home = ["明珠苑", 1, 1, cell, "王建国", "13800001234"]

    assert room_part(cell) == Place("", "", "", room)
    assert places(workbook({"s": [heading, home, home]})) == [Place("明珠苑", "1", "1", room)] * 2


def test_the_storey_stands_in_a_column_of_its_own(workbook) -> None:
    heading = ["小区", "楼号", "单元", "楼层", "房号", "户名"]
    homes = [["明珠苑", 1, 1, floor, "东", "王建国"] for floor in (3, 4)]

    assert [place and place.room for place in places(workbook({"s": [heading, *homes]}))] == ["3楼东户", "4楼东户"]


def test_the_first_figure_is_the_building_in_every_line(workbook) -> None:
    rows = [["小区", "房号", "户名"], *(["明珠苑", f"{building}-301", "王建国"] for building in (1, 2, 3))]

    assert places(workbook({"s": rows})) == [Place("明珠苑", str(building), "", "301") for building in (1, 2, 3)]


def test_a_building_that_contradicts_the_room_is_doubted(workbook) -> None:
    rows = [["小区", "楼号", "房号", "户名"], ["明珠苑", 6, "5-1-301", "王建国"]]

    (line,) = [line for line in parse_ledger(workbook({"s": rows})).lines if line.household]

    assert [doubt.field for doubt in line.doubts] == ["room"]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("三号院1-1-101", ("三号院", "1", "1", "101")),
        ("五一里12-1-301", ("五一里", "12", "1", "301")),
        ("明珠苑12-1号楼2单元301", ("明珠苑", "12-1", "2", "301")),
        ("明珠苑小区3号楼2单元401（地下室）", ("明珠苑小区", "3", "2", "401")),
        ("明珠苑3号楼2单元三楼西户", ("明珠苑", "3", "2", "3楼西户")),
        ("明珠苑6号楼1单元301、302", ("明珠苑", "6", "1", "301、302")),
        ("王家庄村3组12号", ("王家庄村", "3组", "", "12")),
    ],
)
def test_an_address_leads_to_its_own_flat(address: str, place: tuple[str, ...]) -> None:
    assert whole_address(address) == Place(*place)


@pytest.mark.parametrize("address", ["明珠苑0602031", "四季花城5-12-1-301", "明珠苑6-1-2-301"])
def test_figures_that_could_be_cut_in_several_ways_tell_no_flat(address: str) -> None:
    assert whole_address(address) is None


def test_rows_and_groups_of_a_village_are_kept_apart(workbook) -> None:
    rows = [["村", "组", "门牌号", "户主"], ["王家庄村", "3组", "5号", "王建国"], ["王家庄村", 4, "5号", "李春梅"]]

    assert places(workbook({"s": rows})) == [Place("王家庄村", group, "", "5") for group in ("3组", "4组")]
