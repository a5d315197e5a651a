"""What titles, names of sheets and lines between households say about the premises below them."""

import re
from collections.abc import Sequence
from typing import Any

from app.services.customers.ledger.addresses import (
    CHINESE,
    UNIT_NAME,
    building_part,
    community_key,
    community_name,
    tidy,
)
from app.services.customers.ledger.cells import plain
from app.services.customers.ledger.columns import Shape
from app.services.customers.ledger.headings import Field
from app.services.customers.ledger.households import Carry
from app.services.customers.ledger.lines import Place
from app.services.customers.ledger.side_by_side import sheet_name

GENERIC_SHEET = re.compile(r"(?i)^(?:sheet|工作表|表)\s*\d*$|台账|明细|汇总|用户|户表|数据|名单|总表|ledger|\d{4}")
# Kinds of premises and of households, which stand in many places.
KIND_SHEET = re.compile(
    r"(?:平房区?|楼房|住宅|居民|非居民|商铺|商户|商业|商服|底商|门市房?|门面房?|网点|店铺|车库|公建|机关|学校|单位|企业|企事业|散户"
    r"|停热|停供|停暖|报停|空置|供热|供暖|在供|采暖|用热|欠费|已缴|未缴|低保|全部|全体|其他|其它|新增|入网|新建|备用|附表)*(?:用?户|户|类|部分|区|表|册)?\d*"
)
CLOSED_SHEET = re.compile(r"停[热供暖]|报停|未[供用开][热暖栓]|不[供用][热暖]|空置")
OPEN_TOO = re.compile(r"供停|停供热?状态|[在正]常?供|及|和|与|、|/")
# A part of a community: 一期 and 二期 both have a first building.
PART_SHEET = re.compile(r"第?[一二三四五六七八九十\d]{1,2}期|[东西南北中A-Z]{1,2}区")
# In front of the community: whose ledger it is, and of which season.
OWNER = re.compile(
    r"^.*(?:公司|供[热暖]所|供[热暖]站|热力所|热力站|换热站|锅炉房|供[热暖]中心|服务中心|管理处|管理所|经营部|物业)(?:第?[一二三四五六七八九十\d]+[所站])?"
)
SEASON = re.compile(
    r"(?<!\d)20\d\d(?:[-~/至](?:20)?\d\d(?!\d)(?:年度?|采暖[季期]|供[热暖][季期]|度)*|(?:年度?|度|采暖[季期]|供[热暖][季期])+)(?:\d{1,2}月份?)?"
    r"|本?(?:采暖|供暖|供热)[季期]"
)
TITLE_COMMUNITY = re.compile(r"(?:小区(?:名称)?|社区|村名?)\s*[:：]\s*(?P<named>\S+)")
IN_TITLE = re.compile(
    r"(?P<name>[\u3400-\u9fffA-Za-z0-9]{1,16}(?:小区|花园|家园|新村|家属院|宿舍|苑|公寓|大院|平房区|里|庄园|新城|佳园|雅居|嘉园|村)"
    r"(?:[(（]?[一二三四五六七八九十\d东西南北]{1,2}[期区里][)）]?)?)"
)
# A line with nothing but a name, between households: what follows belongs there.
SECTION_NAME = re.compile(r"[\u3400-\u9fffA-Za-z0-9·]{2,16}(?=[:：]?(?:[(（].*[)）])?[:：]?$)")
NO_NAME = re.compile(
    r"[表人注说明备续接页户合计数共]|日期|单位|以上|以下|审核|核对|统计|负责|电话|地址|采暖|供热|收费|年度?$"
)
NO_COMMUNITY = re.compile(
    r"(?:各|所属|所在|本|全部|供热|用热|采暖)?(?:小区|花园|家园|新村|家属院|宿舍|苑|公寓|大院|平房区|里|庄园|新城|佳园|雅居|嘉园|村)"
)
BUILDING = re.compile(r"第?[甲乙丙A-Z]?\d{1,3}(?:号楼|#楼?|栋|幢|座|楼)")
UNIT = re.compile(rf"(?P<unit>{UNIT_NAME})单元|^-?(?P<door>\d{{1,2}})门(?![市面诊卫])")
# A house with a name instead of a number.
NAMED_HOUSE = re.compile(
    r"(?:综合|办公|教学|公寓|宿舍|商业|写字|家属|单身|干部|筒子|主|副|塔|配|附|[东南西北中前后新老])+楼"
)
PAIR = re.compile(r"(?P<building>\d{1,3})-(?P<unit>\d{1,2})")
SECTION = re.compile(
    rf".*?(?:{BUILDING.pattern}|{NAMED_HOUSE.pattern})(?:-?第?\d{{1,2}}(?:号?单元|门))?(?:(?:[:：(（-]|小计|合计|共|总|计).*)?"
)
ORDINAL = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]+[)）]?[、.．)]\s*)")
CELLS_IN_SECTION = 3


def said_in(text: str) -> Place:
    """Community, building and unit a title, a sheet's name or a file's name tells; '' for what it does not tell."""
    value = plain(text)
    name = _community(value)
    rest = tidy(value.replace(name, "", 1)) if name else tidy(value)
    building = BUILDING.search(rest)
    unit = UNIT.search(rest[building.end() :] if building else rest)
    return Place(
        community_name(name) if name else "",
        building_part(building.group()).building if building else "",
        (unit["unit"] or unit["door"]).lstrip("0") if unit else "",
        "",
    )


def _community(value: str) -> str:
    if match := TITLE_COMMUNITY.search(value):
        return match["named"]
    without_season = SEASON.sub(" ", value)
    # 电力公司家属院 has no other name: the owner is only left out where something is named without it.
    for told in (OWNER.sub("", without_season), without_season, value):
        match = IN_TITLE.search(told)
        if match and not NO_COMMUNITY.fullmatch(match["name"]):
            return match["name"]
    return ""


def state_of_sheet(sheet: str) -> str | None:
    """What the name of a sheet says of all its households: `停热用户` are closed; None when it says nothing."""
    name = plain(sheet_name(sheet))
    told = CLOSED_SHEET.search(name)
    return "停热" if told and not OPEN_TOO.search(name) else None


def around(sheet: str, sample: Sequence[Sequence[Any]], shape: Shape, stem: Place) -> Carry:
    """What is known before the first row: by the title, the sheet's own name, or the file's name."""
    top = shape.heading_rows[0] if shape.heading_rows else 0
    titles = [said_in(cell) for row in sample[:top] for cell in row if type(cell) is str]
    name = plain(sheet_name(sheet))
    own = said_in(name)
    generic = GENERIC_SHEET.search(name) or KIND_SHEET.fullmatch(name)
    if not own.community and not own.building and CHINESE.search(name) and not generic:
        own = Place(community_name(name), "", "", "")
    part = name if PART_SHEET.fullmatch(name) else ""
    carry = Carry()
    for said in (*titles, stem, own) if part else (*titles, own, stem):
        if not carry.community and shape.column(Field.COMMUNITY) is None:
            carry.community = said.community
        if not carry.building and shape.column(Field.BUILDING) is None:
            carry.building, carry.joint, carry.fresh = said.building, said.unit, bool(said.building)
    if part and carry.community and part not in carry.community:
        carry.community += part
    return carry


def follow_section(row: Sequence[Any], carry: Carry, shape: Shape) -> None:
    """A line between households: it may name the community, the building or the unit of what follows."""
    texts = [text for cell in row if (text := plain(cell))]
    if len(texts) > CELLS_IN_SECTION:
        return
    joined = ORDINAL.sub("", " ".join(texts))
    said = said_in(joined)
    name = said.community
    if not name and len(texts) == 1 and not said.building and not said.unit:
        alone = SECTION_NAME.match(joined)
        name = community_name(alone.group()) if alone and not NO_NAME.search(alone.group()) else ""
    building, unit = said.building, said.unit
    known = carry.community or shape.column(Field.COMMUNITY) is not None
    if known and NAMED_HOUSE.fullmatch(name or joined):
        name, building = "", name or joined
    elif (match := PAIR.fullmatch(tidy(joined))) and shape.column(Field.UNIT) is None:
        name, building, unit = "", match["building"], match["unit"]
    # A title printed again on the next page says nothing new.
    if name and shape.column(Field.COMMUNITY) is None and community_key(name) != community_key(carry.community):
        carry.community = name
        carry.building = carry.unit = carry.joint = ""
    if shape.column(Field.BUILDING) is None:
        if building:
            if building != carry.building:
                carry.unit = carry.joint = ""
            carry.building, carry.fresh = building, True
        if unit and shape.column(Field.UNIT) is None:
            carry.joint = unit


def is_section(text: str, shape: Shape) -> bool:
    """Whether a line's only text names the building or unit of the lines below, and no household."""
    value = tidy(plain(text))
    if shape.column(Field.BUILDING) is not None or shape.column(Field.ROOM) is None:
        return False
    if PAIR.fullmatch(value):
        return shape.column(Field.UNIT) is None
    return bool(SECTION.fullmatch(value))
