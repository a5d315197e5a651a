"""Everything a clerk types, pastes or scans, on one small ledger."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app.models.matters import Matter
from app.models.people import Person
from app.models.premises import Contact
from app.services.customers.finding.index import reindex
from app.services.customers.finding.search import SearchHit, search
from app.services.customers.importing.imports import import_ledger
from app.services.kernel.desk import Desk, Role
from app.services.kernel.operators import list_staff
from app.services.kernel.unit import writing
from app.services.matters.values import CallerDraft, PlaceDraft, Taken
from app.services.repairs.acts import dispatch, take_repair
from app.services.repairs.values import DispatchDraft, FaultGroup, RepairDraft

LINES = [
    "用户编号,小区,楼号,单元,室号,户名,电话",
    "0700001,和平里小区,3,2,1102,王伟,13800004490",
    "0700002,和平里小区,3,2,1101,单志强,13800014491 02200001234",
    "0700003,和平里小区,13,2,1102,王建国,13800024492",
    "0700004,雍阳花园,3,2,1102,吴文博,15000034493",
    "0700005,雍阳花园,30,1,101,尉迟恭,15000044494",
    "0700006,雍阳花园,甲,1,102,买买提·艾力,15000054495",
    "0700007,雍阳花园,2,,底商2,王庆坨中学,15000064496",
    "0700008,东蒲洼平房区,12排,,3,曾㛃,15000074497",
    "0700009,康乐新村,1,1,101,李𬭎,15000084498",
    "0700010,康乐新村,1,1,102,John Smith,15000094499",
    "0700011,康乐新村,1,1,201,劉國棟,15000104500",
    "0700012,康乐新村,1,1,202,张龑䶮,15000114501",
    "0700013,康乐新村,1,1,301,冯老栓,15000124502",
]


# What is typed, and the last two figures of the user numbers that are found.
FINDS = {
    # names: whole, given name, initials, pinyin, one word or two
    "王伟": [1], "王 伟": [1], "王偉": [1], "建国": [3], "wjg": [3], "wangwei": [1], "wang wei": [1], "wangw": [1],
    "wang w": [1], "WangJ": [3], "ｗａｎｇｗ": [1], "刘国栋": [11], "劉國棟": [11], "lgd": [11], "szq": [2], "dzq": [2],
    "shanzhiqiang": [2], "danzhiqiang": [2], "ycg": [5], "weichigong": [5],
    # rare characters, dots, Latin letters, firms
    "曾㛃": [8], "㛃": [], "李𬭎": [9], "lih": [9], "张龑䶮": [12], "龑䶮": [12], "买买提·艾力": [6], "买买提艾力": [6],
    "买买提•艾力": [6], "买买提": [6], "艾力": [6], "aili": [6], "mmtal": [6], "john smith": [10], "Smith": [10],
    "johns": [10], "王庆坨中学": [7], "中学": [7], "zx": [7], "wqtzx": [7],
    # telephones: any end of four and more, as pasted
    "4490": [1], "04490": [1], "00004490": [1], "138 0000 4490": [1], "138-0000-4490": [1],
    "+86 138 0000 4490": [1], "008613800004490": [1], "１３８００００４４９０": [1], "（138）0000-4490": [1],
    "电话：13800004490": [1], "138.0000.4490": [1], "1380000": [1], "022-00001234": [2], "(022)00001234": [2],
    "0000 1234": [2], "0001234": [2], "1234": [2], "490": [],
    # addresses
    "3-2-1102": [1, 4], "03-02-1102": [1, 4], "3 2 1102": [1, 4], "3号楼2单元1102": [1, 4], "3#2-1102": [1, 4],
    "三号楼二单元1102室": [1, 4], "和平里3-1102": [1], "和平里 3-1102": [1], "和平 3-1102": [1], "hpl 3-2-1102": [1],
    "hpl3-2-1102": [1], "和平里小区3号楼": [1, 2], "雍阳花园3号楼": [4], "3号楼": [1, 2, 4],
    "雍阳花园甲栋1单元102": [6],
    "雍阳花园2号楼底商2": [7], "东蒲洼平房区12排3号": [8], "12排3号": [8],
    # two things at once
    "wang 4490": [1], "4490 王": [1], "和平 ww": [1], "和平里 王": [1, 3], "3-2 王": [1], "hpl wang wei": [1],
    "王伟 138 0000 4490": [1], "王伟13800004490": [1], "ww4490": [1], "和平里，王伟": [1], "王伟 4491": [],
    # user numbers
    "0700001": [1], "700001": [1], "0001": [1], "０７００００１": [1],
    # people beside the holder, and before
    "欧阳海": [4], "13900000777": [4], "冯老栓": [4, 13], "康乐 fls": [13], "0888": [4],
    # callers of these days
    "13700005566": [3], "5566": [3],
}  # fmt: skip


@dataclass(frozen=True)
class Station:
    desk: Desk
    known: Taken
    unknown: Taken
    sheet: str


@pytest.fixture
def station(desk: Desk, text_file: Callable[..., Path]) -> Station:
    """The ledger, a tenant, a former holder, a running repair, and a caller whom the ledger does not know."""
    import_ledger(desk, text_file(LINES), key=uuid4())
    homes = {hit.number: hit.premises_id for hit in search(desk, "0700")}
    with writing(desk, "test.people", uuid4()) as unit:
        tenant = unit.insert(Person, name="欧阳海", phone="13900000777")
        before = unit.insert(Person, name="冯老栓", phone="13900000888")
        unit.insert(Contact, premises=homes["0700004"], person=tenant, relation="租户")
        unit.insert(Contact, premises=homes["0700004"], person=before, until_day="2025-10-01")
    reindex(desk)
    known = taken(desk, "租客小赵", "13700005566", premises_id=homes["0700003"])
    unknown = taken(desk, "覃女士", "13700006677", place=PlaceDraft("机械厂宿舍5号楼3单元"))
    repairer = next(staff.id for staff in list_staff(desk.store, Role.REPAIRER))
    sent = dispatch(desk, unknown.matter_id, DispatchDraft(repairer_id=repairer), uuid4())
    return Station(desk, known, unknown, sent.sheet_number)


def taken(desk: Desk, name: str, phone: str, **place: object) -> Taken:
    draft = RepairDraft(fault_group=FaultGroup.LEAK, words="漏水", caller=CallerDraft(name, phone), **place)  # type: ignore[arg-type]
    return take_repair(desk, draft, uuid4())


def homes(hits: list[SearchHit]) -> list[int]:
    return sorted(int(hit.number[-2:]) for hit in hits if hit.number)


def test_what_is_typed_finds_these_homes_and_no_others(station: Station) -> None:
    assert {typed: homes(search(station.desk, typed)) for typed in FINDS} == FINDS


def test_a_caller_the_ledger_lacks_is_found_by_the_running_matter(station: Station) -> None:
    for typed in ("6677", "13700006677", "137 0000 6677", "覃女士", "qin", "tns", "机械厂", "6677 覃"):
        [hit] = search(station.desk, typed)

        assert (hit.matter_id, hit.premises_id) == (station.unknown.matter_id, None), typed
        assert (hit.address, hit.phone) == ("机械厂宿舍5号楼3单元", "137****6677")


def test_a_matter_is_found_by_its_number_however_it_is_typed(station: Station) -> None:
    number = station.unknown.number
    for typed in (number, number.lower(), number[:-1], "wx2", "WX0002", "wx-0002", "wx 2", f"  {number}。"):
        assert station.unknown.matter_id in [hit.matter_id for hit in search(station.desk, typed)], typed


def test_the_last_figures_of_a_number_mean_these_days(station: Station) -> None:
    assert {hit.matter_number for hit in search(station.desk, "#2")} == {station.unknown.number}
    assert station.unknown.number in [hit.matter_number for hit in search(station.desk, "0002")]

    station.desk.clock.advance(timedelta(days=3))  # type: ignore[attr-defined]
    assert station.unknown.number not in [hit.matter_number for hit in search(station.desk, "0002")]
    assert [hit.matter_number for hit in search(station.desk, "#2")] == [station.unknown.number]

    station.desk.clock.advance(timedelta(days=7))  # type: ignore[attr-defined]
    assert search(station.desk, "#2") == []


def test_a_slip_is_found_by_what_the_scanner_types_even_through_an_input_method(station: Station) -> None:
    code = f"{station.sheet}.1.739048213907.022-00001234"
    wide = {sign: sign + 0xFEE0 for sign in range(0x21, 0x7F)} | {ord("."): "。", ord("-"): "——"}
    plain = [station.sheet, code, f"https://heat.example/s?c={code}", f"  {code[:-13]}\r\n", code.lower(), "hd1"]

    for typed in (*plain, *(text.translate(wide) for text in plain)):
        [hit] = search(station.desk, typed)

        assert (hit.sheet_number, hit.matter_id) == (station.sheet, station.unknown.matter_id), typed


def test_a_hit_says_which_word_matched_what(station: Station) -> None:
    reasons = {
        "4490 wang": ("电话尾号 4490 · 户名 wang", ("4490", "王伟")),
        "王伟": ("户名 王伟", ("王伟",)),
        "13800004490": ("电话 138****4490", ("4490",)),
        "1380000449": ("电话 1380000449…", ("0449",)),
        "和平里3-1102": ("地址 和平里3-1102", ("和平里", "3", "1102")),
        "700001": ("用户编号尾号 700001", ("700001",)),
        "欧阳": ("联系人 欧阳", ()),
        "0777": ("联系人电话尾号 0777", ()),
        "雍阳 fls": ("地址 雍阳 · 原住户 fls", ("雍阳",)),
        "13900000888": ("原住户电话 139****0888", ()),
        "5566": ("来电号码尾号 5566", ("5566",)),
    }
    firsts = {typed: search(station.desk, typed)[0] for typed in reasons}

    assert {typed: (hit.why, hit.matched) for typed, hit in firsts.items()} == reasons


def test_among_equal_fits_a_running_matter_stands_first_then_who_called_lately(station: Station) -> None:
    desk = station.desk
    assert [hit.number[-2:] for hit in search(desk, "1102")] == ["03", "01", "04"]
    assert [hit.is_open for hit in search(desk, "1102")] == [True, False, False]

    with writing(desk, "test.close", uuid4()) as unit:
        unit.update(Matter, station.known.matter_id, closed_at=desk.now())
    assert [hit.number[-2:] for hit in search(desk, "1102")] == ["03", "01", "04"]
    assert not any(hit.is_open for hit in search(desk, "1102"))

    desk.clock.advance(timedelta(days=8))  # type: ignore[attr-defined]
    assert [hit.number[-2:] for hit in search(desk, "1102")] == ["01", "03", "04"]


def test_who_lives_there_stands_before_who_did(station: Station) -> None:
    hits = search(station.desk, "fls")

    assert [(hit.number[-2:], hit.why) for hit in hits] == [("13", "户名 fls"), ("04", "原住户 fls")]


def test_the_same_input_gives_the_same_order(station: Station) -> None:
    assert search(station.desk, "w") == search(station.desk, "w")
