"""Ledgers of many layouts made from one list of households: other headings, other joints, other vices."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import openpyxl

from tests.support.spreadsheets import write_ods, write_xls

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任卢姚"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂红梅辉玲华建国志文春海龙玉晓宇浩欣怡婷鑫波斌宁云峰淼翠"
FLATS = ("和平里小区", "雍阳花园", "泉旺家园二期", "富民新村", "南湖绿苑", "阳光100小区", "棉纺厂家属院", "锦绣天城")
COTTAGES, VILLAGE = "东蒲洼平房区", "东马圈村"
FIRMS = ("便民超市", "康复药店", "示例商贸有限公司", "老街饭店", "第二幼儿园")

HEADINGS: dict[str, tuple[str, ...]] = {
    "sequence": ("序号", "序", "行号", "No."),
    "number": (
        "用户编号",
        "户号",
        "卡号",
        "用户卡号",
        "热用户编码",
        "缴费号",
        "合同编号",
        "编码",
        "供热卡号",
        "客户编号",
    ),
    "community": (
        *(
            "小区",
            "小区名称",
            "所属小区",
            "住宅小区",
            "楼盘名称",
            "居住小区",
            "社区",
            "物业小区",
            "庭院",
            "小区/村",
            "小区名",
        ),
    ),
    "building": (
        "楼号",
        "楼栋",
        "楼栋号",
        "栋号",
        "幢",
        "幢号",
        "楼",
        "楼座",
        "楼宇",
        "座号",
        "几号楼",
        "楼房号",
        "栋",
    ),
    "unit": ("单元", "单元号", "门洞", "门", "几单元", "门栋", "梯号", "单元门"),
    "room": ("室号", "室", "房号", "房间号", "门牌号", "门牌", "户室号", "房屋号", "门号", "户室", "房间", "房间编号"),
    "unit_room": ("房号", "门牌", "门牌号", "室号", "单元室", "单元-室", "房间号", "单元房号", "户室"),
    "building_unit": ("楼栋单元", "楼号", "楼-单元", "楼号单元", "楼门", "楼栋"),
    "whole": (
        "房号",
        "楼栋房号",
        "楼-单元-室",
        "房间号",
        "门牌号",
        "楼号-单元-房号",
        "房屋编号",
        "户室",
        "地址",
        "房屋信息",
    ),
    "address": (
        *("地址", "住址", "详细地址", "用热地址", "供热地址", "房屋坐落", "坐落", "家庭住址", "安装地址", "用户地址"),
        *("房屋地址", "用热地点", "具体地址", "采暖地址"),
    ),
    "holder": (
        *("户名", "姓名", "业主", "业主姓名", "户主", "户主姓名", "产权人", "用户姓名", "用户名称", "客户名称", "房主"),
        *(
            "使用人",
            "住户",
            "热用户",
            "用热人",
            "缴费人",
            "承租人",
            "联系人",
            "权利人",
            "房屋所有人",
            "用户（单位）名称",
        ),
    ),
    "phone": (
        *(
            "电话",
            "联系电话",
            "手机",
            "手机号",
            "手机号码",
            "联系方式",
            "电话号码",
            "移动电话",
            "业主电话",
            "电话/手机",
        ),
        *("联系电话1", "常用电话", "联络方式", "TEL"),
    ),
    "area": (
        *(
            "面积",
            "建筑面积",
            "建筑面积(㎡)",
            "供热面积",
            "收费面积",
            "用热面积",
            "采暖面积",
            "计费面积",
            "房屋面积",
            "建面",
        ),
        *("供暖面积（平方米）", "建筑面积/m2", "产权面积", "缴费面积"),
    ),
    "id_number": ("身份证号", "身份证号码", "证件号码", "身份证"),
    "use": ("用热性质", "性质", "用户类别", "房屋用途", "类别"),
    "state": ("供热状态", "状态", "用热状态", "开停状态", "供停情况"),
    "paid": ("缴费情况", "缴费状态", "是否缴费", "缴费", "2025-2026年度缴费情况"),
    "connected": ("入网日期", "入网时间", "开户日期", "并网时间"),
    "remark": ("备注", "说明", "备注说明", "备 注"),
    "money": ("应缴金额", "热费", "金额（元）", "应收热费", "2025年应缴"),
    "receipt": ("收据号", "发票号", "票据号"),
    "floor": ("楼层", "层数", "所在层"),
}
EXTRAS = ("sequence", "number", "id_number", "use", "state", "paid", "connected", "remark", "money", "receipt", "floor")
CHINESE = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Home:
    """One household as it really is."""

    community: str
    building: str
    unit: str
    room: str
    holder: str
    phone: str
    area: float
    kind: str = "flat"
    mark: int = 0


@dataclass(slots=True)
class Made:
    """A ledger file, how it was made, and what is in it."""

    path: Path
    layout: str
    homes: list[Home] = field(default_factory=list)


def homes(dice: random.Random, count: int) -> list[Home]:
    """Households in the order in which a station keeps them: by community, building, unit, room."""
    found: list[Home] = []
    communities = dice.sample(FLATS, dice.randint(2, 4))
    for community in communities:
        for building in sorted(dice.sample(range(1, 30), dice.randint(2, 4))):
            for unit in range(1, dice.randint(2, 4)):
                for floor in range(1, dice.randint(3, 12)):
                    for door in range(1, dice.randint(3, 4)):
                        found.append(_home(dice, community, str(building), str(unit), f"{floor}0{door}"))
    shops: set[tuple[str, str, str]] = set()
    for at, home in enumerate(found[:count]):
        if dice.random() < 0.03:
            shop = replace(
                home, unit="", room=f"底商{dice.randint(1, 99)}", holder=dice.choice(FIRMS), area=66.5, kind="shop"
            )
            if (place := (shop.community, shop.building, shop.room)) not in shops:
                shops.add(place)
                found[at] = shop
    found = found[:count]
    if dice.random() < 0.5:
        found += [
            _home(dice, COTTAGES, f"{row}排", "", str(door), "cottage")
            for row in range(1, dice.randint(3, 6))
            for door in range(1, dice.randint(4, 9))
        ]
    if dice.random() < 0.5:
        found += [_home(dice, VILLAGE, "", "", str(house), "village") for house in range(1, dice.randint(8, 30))]
    return found


def _home(dice: random.Random, community: str, building: str, unit: str, room: str, kind: str = "flat") -> Home:
    name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2))))
    if kind == "flat" and dice.random() < 0.02:
        room = f"{room}{dice.choice('AB')}"
    return Home(
        *(community, building, unit, room, name, _phone(dice), round(dice.uniform(38, 160), 2), kind),
        dice.randint(0, 10_000),
    )


def _phone(dice: random.Random) -> str:
    return f"1{dice.choice('35789')}{dice.randint(0, 9)}0000{dice.randint(0, 9999):04d}"


Spell = Callable[[str], str]


def _spellings(dice: random.Random) -> tuple[Spell, Spell, Spell]:
    """How this clerk writes buildings, units and rooms."""

    def chinese(number: str) -> str:
        value = int(number)
        tens = "" if value < 10 else "十" if value < 20 else f"{CHINESE[value // 10]}十"
        return tens + (CHINESE[value % 10] if value % 10 or not tens else "")

    building = dice.choice(
        [
            *([lambda number: f"{number}号楼"] * 4),
            *([lambda number: f"{number}#"] * 2),
            *([lambda number: f"{number}栋"] * 2),
            *(lambda number: f"{number}幢", lambda number: f"{number}座", lambda number: f"{number}#楼"),
            *(lambda number: f"第{number}栋", lambda number: f"{chinese(number)}号楼", lambda number: f"{number} 号楼"),
        ]
    )
    unit = dice.choice(
        [
            *([lambda number: f"{number}单元"] * 4),
            *(lambda number: f"{number}门", lambda number: f"{chinese(number)}单元", lambda number: f"{number}号单元"),
        ]
    )
    room = dice.choice([lambda number: number, lambda number: f"{number}室", lambda number: f"{number}号"])
    return building, unit, room


def _full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in text)


def _written(home: Home, style: str, spell: tuple[Spell, Spell, Spell]) -> str:
    """The part behind the community in one cell."""
    building, unit, room = spell
    if home.kind == "village":
        return f"{home.room}号"
    if home.kind == "cottage":
        return f"{home.building}{home.room}号"
    if home.kind == "shop":
        return f"{building(home.building)}{home.room}" if style == "words" else f"{home.building}#{home.room}"
    if style == "words":
        return f"{building(home.building)}{unit(home.unit)}{room(home.room)}"
    if style == "hash":
        return f"{home.building}#{home.unit}-{home.room}"
    return "-".join((home.building, home.unit, home.room))


def make_ledger(folder: Path, seed: int) -> Made:
    """Write one ledger; the same seed always gives the same."""
    dice = random.Random(seed)
    people = homes(dice, dice.randint(30, 140))
    joint = dice.choice(["separate", "separate", "unit_room", "building_unit", "whole", "address"])
    around = dice.choice(["column", "column", "sheets", "sections"]) if joint != "address" else "column"
    headed = dice.random() > 0.12 or around == "sections"
    return _Writer(dice, people, joint, around, headed=headed).write(folder, seed)


class _Writer:
    def __init__(self, dice: random.Random, people: list[Home], joint: str, around: str, *, headed: bool) -> None:
        self._dice = dice
        self._people = people
        self._joint = joint
        self._around = around
        self._headed = headed
        self._style = dice.choice(["words", "words", "dashes", "hash"])
        self._bare = dice.random() < 0.5
        self._spell = _spellings(dice)
        self._full_width = dice.random() < 0.1
        self._merged = joint in {"separate", "building_unit"} and dice.random() < 0.4
        self._merged_cells = dice.random() < 0.5
        self._columns = self._chosen_columns()
        self._heading = [self._dice.choice(HEADINGS[name]) for name in self._columns]
        self._text = dice.random() < 0.3

    def _chosen_columns(self) -> list[str]:
        place = {
            "separate": ["community", "building", "unit", "room"],
            "unit_room": ["community", "building", "unit_room"],
            "building_unit": ["community", "building_unit", "room"],
            "whole": ["community", "whole"],
            "address": ["address"],
        }[self._joint]
        if self._around != "column":
            place = place[1:]
        dice = self._dice
        if self._headed:
            columns = [*dice.sample(["holder", "phone", "area"], 3)]
            columns[dice.randint(0, 1) : 0] = place
            for name in dice.sample(EXTRAS, dice.randint(0, 8)):
                if name == "sequence":
                    columns.insert(0, name)
                else:
                    columns.insert(dice.randint(len(place), len(columns)), name)
            # A column put between the parts of an address is nobody's way.
            rest = [name for name in columns if name not in place]
            at = min(columns.index(name) for name in place)
            columns = [*rest[:at], *place, *rest[at:]]
        else:
            columns = [
                *place,
                *dice.sample(["holder", "phone", "area"], 3),
                *dice.sample(("use", "id_number", "state"), 1),
            ]
        return columns

    def _cell(self, home: Home, column: str, position: int) -> Any:
        dice, (building, unit, room) = self._dice, self._spell
        flat = home.kind in {"flat", "shop"}
        bare = self._bare
        match column:
            case "sequence":
                return position + 1
            case "number":
                return f"RL{home.mark:06d}"
            case "community":
                return home.community
            case "building":
                return (home.building if bare else building(home.building)) if flat else home.building
            case "unit":
                return home.unit if bare or not home.unit else unit(home.unit)
            case "room":
                if home.kind == "flat":
                    number = home.room if bare else room(home.room)
                    return int(number) if self._text and number.isdigit() else number
                return home.room if home.kind == "shop" else f"{home.room}号"
            case "unit_room":
                if home.kind != "flat":
                    return home.room if home.kind == "shop" else f"{home.room}号"
                return f"{home.unit}-{home.room}" if self._style != "words" else f"{unit(home.unit)}{room(home.room)}"
            case "building_unit":
                if not home.unit:
                    return building(home.building) if home.kind == "shop" else home.building
                if self._style == "words":
                    return building(home.building) + unit(home.unit)
                return f"{home.building}-{home.unit}"
            case "whole" | "address":
                text = _written(home, self._style, self._spell)
                return text if column == "whole" else f"{home.community}{text}"
            case "holder":
                return home.holder
            case "phone":
                return int(home.phone) if self._text else home.phone
            case "area":
                return dice.choice([home.area, str(home.area)]) if dice.random() < 0.95 else f"{home.area}㎡"
            case "id_number":
                return f"12999919{home.mark % 40 + 50}0101{home.mark:04d}"[:18]
            case "use":
                return "商业" if home.kind == "shop" else dice.choice(["居民", "居民", "居民", "居民低保"])
            case "state":
                return dice.choice(["供热", "供热", "供热", "停热"])
            case "paid":
                return dice.choice(["已缴", "已缴", "欠费"])
            case "connected":
                return f"{dice.randint(2001, 2024)}-{dice.randint(1, 12):02d}-01"
            case "remark":
                return dice.choice(["", "", "", "", "地暖改造", "常年无人"])
            case "money":
                return round(home.area * 25, 2)
            case "receipt":
                return f"{dice.randint(10_000_000, 99_999_999)}"
            case _:
                return int(home.room[:-2]) if home.room[:-2].isdigit() else ""

    def _sheets(self) -> dict[str, list[Home]]:
        if self._around != "sheets":
            return {self._dice.choice(["Sheet1", "用户台账", "2026年供热明细"]): self._people}
        sheets: dict[str, list[Home]] = {}
        for home in self._people:
            sheets.setdefault(home.community, []).append(home)
        return sheets

    def _rows(self, people: list[Home]) -> tuple[list[list[Any]], set[int]]:
        """The lines of one sheet, and which of them are households."""
        dice = self._dice
        rows: list[list[Any]] = []
        if self._headed:
            if dice.random() < 0.6:
                rows.append([dice.choice(["2026-2027采暖季热用户台账", "供热用户明细表", "用户基本信息登记表"])])
            if dice.random() < 0.3:
                rows.append(["填表单位：示例供热站", "", "", "日期：2026年9月"])
            if dice.random() < 0.2:
                rows.append([])
            rows.append(list(self._heading))
        households: set[int] = set()
        spaced = dice.random() < 0.3
        before = None
        for position, home in enumerate(people):
            if self._around == "sections" and (before is None or before.community != home.community):
                rows.append([f"{dice.choice(['', '一、'])}{home.community}"])
            elif before and before.community != home.community and dice.random() < 0.4 and self._headed:
                rows.append(self._subtotal(position))
            elif self._headed and dice.random() < 0.005:
                rows.append(list(self._heading))
            row = [self._cell(home, column, position) for column in self._columns]
            if self._full_width:
                row = [
                    _full_width(cell)
                    if isinstance(cell, str) and column in {"building", "unit", "room", "whole"}
                    else cell
                    for cell, column in zip(row, self._columns, strict=True)
                ]
            if spaced and dice.random() < 0.05:
                row = [f" {cell} " if isinstance(cell, str) and cell else cell for cell in row]
            households.add(len(rows))
            rows.append(row)
            before = home
        if self._headed and dice.random() < 0.4:
            rows.append(self._subtotal(len(people)))
        if self._headed and dice.random() < 0.3:
            rows.append(["制表人：", "", "审核：", ""])
        return rows, households

    def _subtotal(self, count: int) -> list[Any]:
        row: list[Any] = [""] * len(self._columns)
        row[0] = self._dice.choice(["小计", "合计", "小 计"])
        row[self._columns.index("area")] = 4321.5
        row[self._columns.index("holder")] = f"{count}户"
        return row

    def _merges(self, rows: list[list[Any]], households: set[int]) -> list[tuple[int, int, int]]:
        """Runs of one value in the address columns, blanked but for the topmost cell: (column, top, bottom)."""
        names = [name for name in ("community", "building", "unit", "building_unit") if name in self._columns]
        columns = [self._columns.index(name) for name in names]
        keys = {at: [rows[at][column] for column in columns] for at in households}
        runs: list[tuple[int, int, int]] = []
        for depth, column in enumerate(columns):
            top = 0
            for at in range(1, len(rows) + 1):
                if at in households and keys[at][: depth + 1] == keys.get(top, [])[: depth + 1]:
                    rows[at][column] = ""
                    continue
                if at - top > 1 and top in households and rows[top][column] != "":
                    runs.append((column, top, at - 1))
                top = at
        return runs

    def write(self, folder: Path, seed: int) -> Made:
        sheets = self._sheets()
        form = self._dice.choice(["xlsx", "xlsx", "xls", "ods"] + ["csv"] * 4 * (self._around != "sheets"))
        layout = (
            f"{seed} {form} {self._joint} {self._around} {self._style} bare={self._bare} merged={self._merged}"
            f" headed={self._headed} {list(zip(self._columns, self._heading, strict=True))}"
        )
        if form == "csv":
            path = folder / f"{seed}.csv"
            ((_, people),) = sheets.items()
            rows, households = self._rows(people)
            if self._merged:
                self._merges(rows, households)
            sign = self._dice.choice([",", ",", "\t", ";"])
            encoding = self._dice.choice(["utf-8", "utf-8-sig", "gb18030", "utf-16"])
            path.write_bytes("\r\n".join(sign.join(str(cell) for cell in row) for row in rows).encode(encoding))
        else:
            path = folder / f"{seed}.{form}"
            tables = {title: self._rows(people) for title, people in sheets.items()}
            merges = {title: self._merges(*table) if self._merged else [] for title, table in tables.items()}
            if form == "xlsx":
                self._save(path, {title: rows for title, (rows, _) in tables.items()}, merges)
            else:
                write = write_xls if form == "xls" else write_ods
                write(path, {title: rows for title, (rows, _) in tables.items()})
        return Made(path, layout, list(self._people))

    def _save(
        self, path: Path, tables: dict[str, list[list[Any]]], merges: dict[str, list[tuple[int, int, int]]]
    ) -> None:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in tables.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append([None if cell == "" else cell for cell in row])
            if self._merged_cells:
                for column, top, bottom in merges[title]:
                    sheet.merge_cells(None, top + 1, column + 1, bottom + 1, column + 1)
        book.save(path)
        book.close()
