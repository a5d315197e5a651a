"""Addresses as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.customers.ledger.addresses import (
    building_part,
    community_name,
    floor_of,
    room_part,
    unit_part,
    whole_address,
    written,
)
from app.services.customers.ledger.houses import house_address
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
        ("平房 3排12号", ("平房", "3排", "", "12")),
        ("3号楼2单元1102室（东户）", ("", "3", "2", "1102")),
        ("3栋2单元十一楼1102", ("", "3", "2", "1102")),
        ("3号楼东单元301", ("", "3", "东", "301")),
        ("和平里综合楼2单元203", ("和平里", "综合楼", "2", "203")),
        ("8号楼1门601-701", ("", "8", "1", "601/701")),
        ("3号楼2单元西户", ("", "3", "2", "西户")),
        ("天津市武清区杨村街雍阳西道和平里小区3-2-502", ("和平里小区", "3", "2", "502")),
    ],
)
def test_an_address_in_one_column_gives_its_parts(text: str, place: tuple[str, str, str, str]) -> None:
    assert whole_address(text) == Place(*place)


@pytest.mark.parametrize("text", ["", "无", "和平里小区", "和平里小区12号楼", "0700000", "13800001234", "RL000123"])
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
        ("1102.0", ("", "", "1102")),
        ("1102A", ("", "", "1102A")),
        ("负101", ("", "", "负101")),
        ("B1-03", ("", "", "B1-03")),
        ("跃层601/701", ("", "", "601/701")),
        ("十一层1103", ("", "", "1103")),
        ("3号楼2单元1102室", ("3", "2", "1102")),
    ],
)
def test_a_room_cell_may_hold_unit_and_building_too(cell: str, parts: tuple[str, str, str]) -> None:
    assert room_part(cell) == Place("", *parts)


@pytest.mark.parametrize(
    ("part", "cell", "place"),
    [
        (building_part, "3-2", ("", "3", "2", "")),
        (building_part, "3号楼2单元", ("", "3", "2", "")),
        (building_part, "和平里3号楼", ("和平里", "3", "", "")),
        (building_part, "A座", ("", "A", "", "")),
        (building_part, "综合楼", ("", "综合楼", "", "")),
        (unit_part, "二单元", ("", "", "2", "")),
        (unit_part, "东单元", ("", "", "东", "")),
        (unit_part, "3-2", ("", "3", "2", "")),
        (unit_part, "12排", ("", "12排", "", "")),
    ],
)
def test_a_building_or_unit_cell_may_hold_more_than_its_column_says(part, cell: str, place: tuple[str, ...]) -> None:
    assert part(cell) == Place(*place)


@pytest.mark.parametrize(
    ("address", "holder", "place"),
    [
        ("东马圈村村委会", "东马圈村村委会", ("东马圈村", "", "", "村委会")),
        ("和平里小区12号楼", "示例小学", ("和平里小区", "12", "", "整栋")),
        ("示例机械厂", "王伟", ("示例机械厂", "", "", "整院")),
    ],
)
def test_a_house_without_a_room_is_told_by_whom_it_belongs_to(address, holder, place: tuple[str, ...]) -> None:
    assert house_address(address, holder) == Place(*place)


@pytest.mark.parametrize(
    ("address", "holder"), [("和平里小区12号楼", "王伟"), ("东马圈村村委会", ""), ("不详", "示例小学")]
)
def test_a_house_without_a_room_whose_holder_does_not_tell_it_stays_unknown(address: str, holder: str) -> None:
    assert house_address(address, holder) is None


@given(st.text("天津市武清区县杨村镇街雍阳西道路号院和平里小区花园一二三12-()（） ", max_size=25))
def test_the_name_of_a_community_is_its_own_name(text: str) -> None:
    assert community_name(community_name(text)) == community_name(text)


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
