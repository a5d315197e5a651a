"""Addresses as people write them."""

import pytest

from app.services.customers.ledger.addresses import building_part, floor_of, room_part, whole_address, written
from app.services.customers.ledger.lines import Place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("康乐新村1-1-102", ("康乐新村", "1", "1", "102")),
        ("康乐新村1号楼1单元102室", ("康乐新村", "1", "1", "102")),
        ("和平里小区三号楼二单元１１０２室", ("和平里小区", "3", "2", "1102")),
        ("和平里 3 号楼 2 单元 1102", ("和平里", "3", "2", "1102")),
        ("3#2-1102", ("", "3", "2", "1102")),
        ("3—2—1102", ("", "3", "2", "1102")),
        ("1#楼2单元301", ("", "1", "2", "301")),
        ("和平里小区3栋11层1102", ("和平里小区", "3", "", "1102")),
        ("和平里小区3楼2门502", ("和平里小区", "3", "2", "502")),
        ("天津市武清区雍阳西道和平里小区3号楼2单元1102室", ("和平里小区", "3", "2", "1102")),
        ("泉旺家园二期10号楼2门1102", ("泉旺家园二期", "10", "2", "1102")),
        ("阳光100小区3-2-101", ("阳光100小区", "3", "2", "101")),
        ("雍阳花园A座1502", ("雍阳花园", "A", "", "1502")),
        ("东升里甲3号楼1单元201", ("东升里", "甲3", "1", "201")),
        ("和平路12号院3号楼2单元102室", ("和平路12号院", "3", "2", "102")),
        ("东蒲洼平房12号", ("东蒲洼", "平房", "", "12")),
        ("东蒲洼平房区12排3号", ("东蒲洼平房区", "12排", "", "3")),
        ("和平里小区3号楼底商2号", ("和平里小区", "3", "", "底商2")),
        ("和平里小区底商3", ("和平里小区", "", "", "底商3")),
        ("王庄村12号", ("王庄村", "", "", "12")),
        ("和平里小区3号楼换热站", ("和平里小区", "3", "", "换热站")),
    ],
)
def test_an_address_in_one_column_gives_its_parts(text: str, place: tuple[str, str, str, str]) -> None:
    assert whole_address(text) == Place(*place)


@pytest.mark.parametrize("text", ["", "无", "和平里小区", "和平里小区12号楼", "0700000", "13800001234"])
def test_what_names_no_flat_is_no_premises(text: str) -> None:
    assert whole_address(text) is None


@pytest.mark.parametrize("cell", ["3号楼", "3#", "3", "3栋", "3#楼", "３号楼", "三号楼", "第3栋", "03", "3号", "3 幢"])
def test_every_spelling_of_a_building_is_the_same_building(cell: str) -> None:
    assert building_part(cell) == Place("", "3", "", "")


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("101室", ("", "", "101")),
        ("1-101", ("", "1", "101")),
        ("2单元1102", ("", "2", "1102")),
        ("3-2-1102", ("3", "2", "1102")),
        ("1层102", ("", "", "102")),
        ("101东", ("", "", "101东")),
        ("东户", ("", "", "东户")),
    ],
)
def test_a_room_cell_may_hold_unit_and_building_too(cell: str, parts: tuple[str, str, str]) -> None:
    assert room_part(cell) == Place("", *parts)


def test_an_address_is_shown_in_one_way_and_read_back_the_same() -> None:
    for place in (
        Place("和平里小区", "3", "2", "1102"),
        Place("东蒲洼平房区", "12排", "", "3"),
        Place("雍阳花园", "A", "", "1502"),
        Place("王庄村", "", "", "12"),
    ):
        assert whole_address(written(place)) == place


def test_the_storey_follows_from_the_room() -> None:
    assert [floor_of(room) for room in ("1102", "305", "12", "底商2", "1801东")] == [11, 3, None, None, 18]
