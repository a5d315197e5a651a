"""The odd ledgers of tests/data/ledgers, as station clerks might have made them; truth.json beside them was counted.

`python -m tests.support.odd_ledgers` writes them anew.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl

from tests.support.spreadsheets import write_ods, write_xls

FOLDER = Path(__file__).parents[1] / "data" / "ledgers"
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", ("伟", "芳", "秀英", "建国", "丽华", "志强", "敏")

Rows = list[list[Any]]


def name(at: int) -> str:
    return SURNAMES[at % 10] + GIVEN[at % 7]


def phone(at: int) -> str:
    return f"13{at % 10}0000{1000 + at}"


def area(at: int) -> float:
    return 50 + at % 60 + 0.25


def old_program(path: Path) -> None:
    """An xls out of the nineties: a summary, a sheet per community, sub-totals per building, `2-301` for a door."""
    sheets: dict[str, Rows] = {
        "汇总": [["楼号", "户数", "面积"], ["1幢", 12, 800], ["2幢", 12, 820], ["合计", 24, 1620]],
    }
    at = 0
    for community in ("和平里", "雍阳花园"):
        rows: Rows = [["2026年度供暖户明细"], [], ["顺号", "幢号", "门牌", "房主", "联络电话", "计费面积", "收费情况"]]
        for building in (1, 2):
            for unit, floor, door in product((1, 2), (1, 2, 3), (1, 2)):
                at += 1
                place = [building, f"{unit}-{floor}0{door}"]
                rows.append([at, *place, name(at), phone(at), area(at), "欠费" if at % 8 == 0 else "已交"])
            rows.append(["小计", "", "", "12户", "", 900.5, ""])
        rows.append(["制表：", "", "审核：", "", "", "", ""])
        sheets[community] = rows
    write_xls(path, sheets)


def tabs(path: Path) -> None:
    """Tabs and GB18030 out of a company's own program; building and unit in one cell."""
    rows: Rows = [["缴费编号", "业主名称", "移动电话", "所在小区", "楼-单元", "房间", "供热面积(㎡)", "供停", "备注"]]
    for at, (building, unit, floor, door) in enumerate(product((5, 6, 12), (1, 2), range(1, 6), (1, 2)), start=1):
        number = phone(at)[:10] if at % 10 == 0 else phone(at)
        place = ["泉旺家园二期", f"{building}-{unit}", f"{floor}0{door}室"]
        rows.append([f"QW{at:05d}", name(at), number, *place, f"{area(at)}㎡", "停" if at % 15 == 0 else "供", ""])
    rows.append(list(rows[1]))
    rows.append([*rows[2][:6], "99.5㎡", "供", "面积已改"])
    rows.append(["QW99999", "李明", phone(99), "泉旺家园二期", "", "", "88㎡", "供", "房号待查"])
    path.write_bytes("\r\n".join("\t".join(map(str, row)) for row in rows).encode("gb18030"))


def no_headings(path: Path) -> None:
    """Semicolons, a byte order mark, and nobody said what the columns are."""
    rows: Rows = []
    for community, building in (("南湖绿苑", "三号楼"), ("富民新村", "十二号楼")):
        for unit, floor, door in product((1, 2), range(1, 6), (1, 2)):
            at = len(rows) + 1
            rows.append([at, community, building, f"{unit}单元", f"{floor}0{door}室", name(at), phone(at), area(at)])
    path.write_bytes("\n".join(";".join(map(str, row)) for row in rows).encode("utf-8-sig"))


def merged_sheets(path: Path) -> None:
    """Headings of two lines, everything merged that can be, a village and a sheet of notes."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    notes = book.create_sheet("填表说明")
    notes.append(["一、本表每年九月由收费员填写。"])
    notes.append(["二、面积以房产证为准。"])
    sheet = book.create_sheet("锦绣天城")
    for row in (
        ["锦绣天城供热用户台账（2026-2027采暖季）"],
        ["楼座", "门洞", "户室", "用户信息", "", "面积（平方米）", ""],
        ["", "", "", "产权人", "手机号", "建筑", "供热"],
    ):
        sheet.append(row)
    for place in ("A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"):
        sheet.merge_cells(place)
    at = 0
    for building in ("A座", "B座"):
        first = sheet.max_row + 1
        for unit in ("1门", "2门"):
            start = sheet.max_row + 1
            for floor, door in product(range(1, 5), (1, 2)):
                at += 1
                number = int(phone(at))
                sheet.append([building, unit, float(f"{floor}0{door}"), name(at), number, area(at), area(at) - 2])
            sheet.merge_cells(None, start, 2, sheet.max_row, 2)
        sheet.merge_cells(None, first, 1, sheet.max_row, 1)
        sheet.append(["合  计", None, None, "16户", None, 1000.5, 960.5])
    village = book.create_sheet("东马圈村")
    village.append(["门牌", "户主姓名", "联系方式", "建筑面积"])
    for house in range(1, 19):
        at += 1
        two = f"{phone(at)}、022-0000{at:04d}" if house % 6 == 0 else phone(at)
        village.append([f"{house}号", name(at), two, area(at)])
    book.save(path)
    book.close()


def one_column(path: Path) -> None:
    """Everything about the place in one cell: flats in four spellings, cottages, shops, a village, three firms."""
    spellings = ("{}号楼{}单元{}室", "{}-{}-{}", "{}#{}-{}", "{}栋{}门{}")
    places: list[tuple[str, str]] = []
    for at in range(20):
        told = spellings[at % 4].format(at // 8 + 1, at % 2 + 1, f"{at // 2 + 1}0{at % 2 + 1}")
        places.append((f"和平里小区{told}", name(at)))
    places += [(f"东蒲洼平房 {row}排{house}号", name(row * house)) for row, house in product((1, 2), range(1, 5))]
    places += [(f"和平里小区{building}号楼底商{shop}号", "便民超市") for building, shop in _pairs()]
    places += [(f"东马圈村 {house}号", name(house)) for house in range(51, 61)]
    places += [("东马圈村村委会", "东马圈村村委会"), ("和平里小区12号楼", "示例小学"), ("示例机械厂", "示例机械厂")]
    places += [("不详", "王伟"), ("和平里小区9号楼", "李芳")]
    rows: Rows = [["热用户登记表"], ["坐落", "热用户", "联系方式", "采暖面积"]]
    rows += [[place, holder, phone(at), area(at)] for at, (place, holder) in enumerate(places)]
    write_ods(path, {"登记": rows})


def _pairs() -> Iterator[tuple[int, int]]:
    return zip((1, 1, 2, 2, 3), (1, 2, 1, 2, 1), strict=True)


LEDGERS = {
    "old_program.xls": old_program,
    "tabs_gb18030.txt": tabs,
    "no_headings.csv": no_headings,
    "merged_sheets.xlsx": merged_sheets,
    "one_column.ods": one_column,
}


def write_all(folder: Path) -> None:
    """Write every odd ledger into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, write in LEDGERS.items():
        write(folder / file)


if __name__ == "__main__":
    write_all(FOLDER)
