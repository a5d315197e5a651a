"""Whole ledgers, as stations keep them."""

import json
import time
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from app.services.customers.ledger.columns import recognise
from app.services.customers.ledger.headings import Field
from app.services.customers.ledger.lines import LedgerLine, LineKind, Place
from app.services.customers.ledger.parsing import Ledger, parse_ledger
from app.services.kernel.errors import AppError

DATA = Path(__file__).parents[3] / "data"
TRUTH = json.loads((DATA / "truth.json").read_text(encoding="utf-8"))


def households(ledger: Ledger) -> list[LedgerLine]:
    return [
        line
        for line in ledger.lines
        if line.kind is LineKind.DATA and line.problem is None and line.duplicate_of is None
    ]


def places(ledger: Ledger) -> list[Place]:
    return [line.place for line in households(ledger) if line.place]


@pytest.fixture(scope="module")
def station() -> Ledger:
    return parse_ledger(DATA / "ledger_station.xlsx")


@pytest.fixture(scope="module")
def company() -> Ledger:
    return parse_ledger(DATA / "ledger_company_gbk.csv")


def test_every_line_of_the_stations_ledger_is_accounted_for(station: Ledger) -> None:
    truth = TRUTH["ledger_station.xlsx"]
    kinds = Counter(line.kind for line in station.lines)

    assert len(households(station)) == truth["rows"]
    assert sum(line.duplicate_of is not None for line in station.lines) == truth["duplicates"]
    assert kinds[LineKind.SUBTOTAL] == truth["subtotals"]
    assert (kinds[LineKind.TITLE], kinds[LineKind.HEADING]) == (2, 1)
    assert [line.line_no for line in station.lines] == list(range(1, 5260))
    assert not [line for line in station.lines if line.problem]


def test_the_doubtful_values_of_the_stations_ledger_are_flagged(station: Ledger) -> None:
    truth = TRUTH["ledger_station.xlsx"]
    doubts = Counter(doubt.field for line in households(station) for doubt in line.doubts)

    assert doubts["id_number"] == truth["bad_id"]
    assert doubts["phone"] == truth["bad_phone"]
    assert doubts["area"] == truth["no_area"]


def test_the_companys_ledger_is_read_out_of_gb18030(company: Ledger) -> None:
    truth = TRUTH["ledger_company_gbk.csv"]
    rows = households(company)

    assert len(rows) == truth["rows"]
    assert sum(line.household is not None and line.household.state == "停热" for line in rows) == truth["stopped"]
    assert sum(doubt.field == "phone" for line in rows for doubt in line.doubts) == truth["bad_phone"]
    assert rows[1].place == Place("康乐新村", "1", "1", "102")


def test_no_id_number_is_kept(station: Ledger) -> None:
    ids = {row[7] for row in openpyxl.load_workbook(DATA / "ledger_station.xlsx").active.iter_rows(values_only=True)}
    kept = " ".join(map(repr, station.lines))

    assert not [number for number in ids if number and len(str(number)) == 18 and str(number) in kept]


def test_the_hash_of_a_line_says_nothing_about_people(workbook) -> None:
    heading = ["小区", "楼号", "单元", "室号", "户名", "电话", "面积"]
    place = ["甲小区", 1, 1, "101"]
    one = parse_ledger(workbook({"台账": [heading, [*place, "王伟", "13800001234", 90.5]]}, "一.xlsx"))
    other = parse_ledger(workbook({"台账": [heading, [*place, "李娜", "13900004321", 90.5]]}, "二.xlsx"))
    third = parse_ledger(workbook({"台账": [heading, [*place, "王伟", "13800001234", 91.5]]}, "三.xlsx"))

    assert one.lines[1].hash == other.lines[1].hash != third.lines[1].hash


def test_a_community_carries_down_over_subtotals_and_building_cells_that_were_merged(workbook) -> None:
    path = workbook(
        {
            "台账": [
                ["小区", "楼号", "单元", "室号", "户名", "电话"],
                ["甲小区", "1号楼", "1", "101", "王伟", "13800001234"],
                ["", "", "", "102", "李娜", "13800001235"],
                ["", "", "2", "101", "张强", "13800001236"],
                ["小计", "", "", "3户", "", ""],
                ["乙花园", "1号楼", "1", "101", "赵敏", "13800001237"],
                ["", "2号楼", "1", "101", "钱进", "13800001238"],
                ["", "", "", "102", "孙红", "13800001239"],
            ]
        }
    )

    ledger = parse_ledger(path)

    assert places(ledger) == [
        Place("甲小区", "1", "1", "101"),
        Place("甲小区", "1", "1", "102"),
        Place("甲小区", "1", "2", "101"),
        Place("乙花园", "1", "1", "101"),
        Place("乙花园", "2", "1", "101"),
        Place("乙花园", "2", "1", "102"),
    ]
    assert ledger.lines[4].kind is LineKind.SUBTOTAL


def test_one_sheet_per_community_takes_the_community_from_the_sheet(workbook) -> None:
    heading = ["楼栋", "门牌", "业主", "手机号码", "建筑面积"]
    path = workbook(
        {
            "填表说明": [["本表由收费员填写"], ["每年十月更新"]],
            "和平里": [
                heading,
                ["1栋", "1-101", "王伟", "13800001234", 88.1],
                ["1栋", "2-101", "李娜", "13800001235", 90],
            ],
            "雍阳花园": [["雍阳花园住户表"], heading, ["2栋", "1-301", "张强", "13800001236", 70.5]],
        }
    )

    ledger = parse_ledger(path)

    assert places(ledger) == [
        Place("和平里", "1", "1", "101"),
        Place("和平里", "1", "2", "101"),
        Place("雍阳花园", "2", "1", "301"),
    ]
    assert [line.kind for line in ledger.lines[:2]] == [LineKind.TITLE, LineKind.TITLE]


def test_section_lines_name_community_and_building(workbook) -> None:
    path = workbook(
        {
            "Sheet1": [
                ["热用户登记", "", "", ""],
                ["单元室", "姓名", "联系方式", "供暖面积"],
                ["一、和平里小区"],
                ["1号楼"],
                ["1单元101", "王伟", "13800001234", 88.1],
                ["1单元102", "李娜", "13800001235", 88.1],
                ["2号楼"],
                ["1单元101", "张强", "13800001236", 88.1],
                ["二、雍阳花园"],
                ["1号楼"],
                ["单元室", "姓名", "联系方式", "供暖面积"],
                ["1单元101", "赵敏", "13800001237", 88.1],
                ["制表人：李某"],
            ]
        }
    )

    ledger = parse_ledger(path)

    assert places(ledger) == [
        Place("和平里小区", "1", "1", "101"),
        Place("和平里小区", "1", "1", "102"),
        Place("和平里小区", "2", "1", "101"),
        Place("雍阳花园", "1", "1", "101"),
    ]
    assert ledger.lines[10].kind is LineKind.HEADING
    assert ledger.lines[12].kind is LineKind.TITLE


def test_a_heading_of_two_lines_is_read_together(workbook) -> None:
    path = workbook(
        {
            "台账": [
                ["序号", "地址", "", "", "", "用户信息", "", "面积(㎡)", ""],
                ["", "小区", "楼", "单元", "室", "户名", "电话", "建筑", "收费"],
                [1, "甲小区", 1, 2, 301, "王伟", "13800001234", 90.5, 88],
                [2, "甲小区", 1, 2, 302, "李娜", "13800001235", 91.5, 89],
            ]
        }
    )

    ledger = parse_ledger(path)

    assert places(ledger) == [Place("甲小区", "1", "2", "301"), Place("甲小区", "1", "2", "302")]
    household = households(ledger)[0].household
    assert household is not None
    assert (household.holder, household.area_c, household.charged_area_c) == ("王伟", 9050, 8800)


def test_a_ledger_without_headings_is_read_by_its_contents(text_file) -> None:
    names = ["王伟", "李娜", "张强", "赵敏", "钱进", "孙红", "周涛", "吴静"]
    lines = [
        f"{row + 1}\t甲小区{row % 2 + 1}-1-{row + 1}01\t{name}\t1380000{1000 + row}\t{80 + row}.5\t居民"
        for row, name in enumerate(names)
    ]

    ledger = parse_ledger(text_file(lines, name="户表.txt"))

    assert len(households(ledger)) == 8
    first = households(ledger)[0]
    assert first.household is not None
    assert first.place == Place("甲小区", "1", "1", "101")
    assert (first.household.holder, first.household.phones, first.household.area_c) == ("王伟", ("13800001000",), 8050)


def test_bare_numbers_without_headings_are_building_unit_room_from_left_to_right(text_file) -> None:
    lines = [f"和平里小区,{b},{u},{r}01,王伟,1380000{b}{u}{r}0,90.5" for b in (1, 2) for u in (1, 2) for r in (1, 2, 3)]

    ledger = parse_ledger(text_file(lines))

    assert places(ledger)[-1] == Place("和平里小区", "2", "2", "301")
    assert len(places(ledger)) == 12


def test_contents_overrule_a_heading_that_does_not_fit() -> None:
    rows = [
        ["小区", "房号", "名称", "联系人"],
        *[["", f"甲小区3-2-{floor}01", f"1380000{floor:04d}", name] for floor, name in enumerate(["王伟"] * 9, 1)],
    ]

    shape = recognise(rows)

    assert shape.column(Field.ADDRESS) == 1
    assert shape.column(Field.PHONE) == 2
    assert shape.column(Field.HOLDER) == 3


def test_the_same_premises_again_is_a_duplicate_and_what_differs_is_doubted(text_file) -> None:
    path = text_file(
        [
            "地址,户名,电话,面积",
            "甲小区1-1-101,王伟,13800001234,90",
            "甲小区1号楼1单元101室,王伟,13800001234,90",
            "甲小区1-1-101,李娜,13800001234,91",
        ]
    )

    ledger = parse_ledger(path)

    first, same, other = ledger.lines[1:]
    assert (same.duplicate_of, other.duplicate_of) == (2, 2)
    assert "户名、面积不同" in other.note
    assert [doubt.field for doubt in first.doubts] == ["duplicate"]
    assert not same.doubts


def test_a_line_is_rejected_only_when_the_premises_cannot_be_told(text_file) -> None:
    path = text_file(
        ["地址,户名,电话,面积", "不详,王伟,13800001234,90", "甲小区1-1-101,,问物业,待测", "3-2-101,李娜,13800001235,91"]
    )

    ledger = parse_ledger(path)

    assert [line.problem for line in ledger.lines[1:]] == [
        "看不出是哪一户：没有室号，地址也读不出来",
        None,
        "看不出是哪个小区",
    ]
    assert {doubt.field for doubt in ledger.lines[2].doubts} == {"holder", "phone", "area"}


@pytest.mark.parametrize(
    ("sheets", "first"),
    [
        (
            {
                "1区": [
                    ["卡号", "楼栋-单元-房号", "户主", "移动电话", "供暖面积（㎡）", "开/停"],
                    ["P1", "1-2-301", "王伟", "13800001234", 90.5, "停"],
                ]
            },
            Place("1区", "1", "2", "301"),
        ),
        (
            {"村": [["村名", "门牌号", "户主姓名", "手机"], ["王庄村", "7号", "王伟", "13800001234"]]},
            Place("王庄村", "", "", "7"),
        ),
        (
            {"平房": [["小区", "排", "号", "户主姓名", "手机"], ["东平房区", "2排", "5号", "王伟", "13800001234"]]},
            Place("东平房区", "2排", "", "5"),
        ),
        (
            {"表": [["小区", "楼号", "房间号", "姓名"], ["南湖绿苑", "3", "2-1102", "王伟"]]},
            Place("南湖绿苑", "3", "2", "1102"),
        ),
        (
            {"和平里小区": [["房号", "业主"], ["3号楼2单元1102", "王伟"]]},
            Place("和平里小区", "3", "2", "1102"),
        ),
    ],
)
def test_ledgers_with_other_headings_are_understood(workbook, sheets, first: Place) -> None:
    assert places(parse_ledger(workbook(sheets))) == [first]


def test_the_holder_is_the_firm_not_the_person_to_talk_to(workbook) -> None:
    path = workbook({"底商": [["联系人", "单位名称", "用热地址"], ["王伟", "示例商店", "和平里小区3号楼底商2号"]]})

    (line,) = households(parse_ledger(path))

    assert line.household is not None
    assert (line.household.holder, line.place) == ("示例商店", Place("和平里小区", "3", "", "底商2"))


def test_a_village_address_does_not_take_the_building_of_the_line_before(text_file) -> None:
    path = text_file(["地址,户名,电话", "甲小区3-1-101,王伟,13800001234", "王庄村12号,李娜,13800001235"])

    assert places(parse_ledger(path))[1] == Place("王庄村", "", "", "12")


def refusal(path: Path) -> str:
    with pytest.raises(AppError) as caught:
        parse_ledger(path)
    return caught.value.message


def test_a_table_of_other_things_and_a_letter_are_no_ledger(text_file) -> None:
    assert "没有找到台账" in refusal(text_file(["商品,单价", "阀门,35.5", "管件,12"]))
    assert "不是表格文件" in refusal(text_file(["一封信", "没有任何分隔"], name="信.txt"))


def test_wide_sheets_long_cells_and_strange_signs_do_not_stop_the_reading(workbook) -> None:
    heading = ["小区", "楼号", "单元", "室号", "户名", "电话", "备注", *[f"栏{n}" for n in range(300)]]
    path = workbook(
        {
            "台账": [
                heading,
                ["甲小区", 1, 1, 101, "王\u202e伟😀", "13800001234", "长" * 10_000, *range(300)],
                ["甲小区", 1, 1, 102, "李娜", "#N/A", "", *range(300)],
            ]
        }
    )

    rows = households(parse_ledger(path))

    assert len(rows) == 2
    assert rows[0].household is not None
    assert rows[0].household.holder == "王伟😀"
    assert len(rows[0].household.remark or "") == 300
    assert rows[1].household is not None
    assert rows[1].household.phones == ()


def test_progress_may_stop_the_reading() -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        parse_ledger(DATA / "ledger_station.xlsx", stop)


def test_reading_and_checking_takes_at_most_eight_times_the_bare_read() -> None:
    path = DATA / "ledger_station.xlsx"

    def best(act) -> float:
        times = []
        for _ in range(3):
            started = time.perf_counter()
            act()
            times.append(time.perf_counter() - started)
        return min(times)

    bare = best(lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())

    assert best(lambda: parse_ledger(path)) <= 8 * bare
