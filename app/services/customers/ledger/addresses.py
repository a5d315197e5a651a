"""Where a household is: community, building, unit and room out of one column or several."""

import re
from dataclasses import replace
from functools import lru_cache

from app.services.customers.ledger.cells import plain
from app.services.customers.ledger.lines import Place

CHINESE_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CHINESE_NUMBER = re.compile(r"[零〇一二两三四五六七八九十百]+(?=号楼|栋|幢|座|楼|单元|门|排|层)")
DASHES = re.compile(r"\s*[-‐‑‒–—―−~_/\\.·,、，。]+\s*")
TOKEN = r"(?:[A-Z甲乙丙丁戊东西南北中新老附临]{0,2}\d{1,4}[A-Z甲乙丙]?|[A-Z甲乙丙丁])"
ROOM = r"(?:[A-Z甲乙丙丁东西南北中附临负]{0,2}\d{1,5}(?:[A-Z甲乙丙东西中]|-\d{1,2}(?=$|[室号户]))?)"
BUILDING_WORD = r"(?:号楼|号住宅楼|#楼|号院?(?=[A-Z]?\d)|#|栋|幢|座|楼|排|号楼座)"
# `12-1号楼` is one building; only its word tells it from the first unit of the twelfth.
BUILDING_TOKEN = rf"(?:\d{{1,3}}-\d{{1,2}}(?=号楼|号住宅楼|栋|幢)|{TOKEN})"
UNIT_WORD = r"(?:号?单元|门洞|号门|门|#)"
# `东单元`: a unit without a number always has its word.
UNIT_NAME = rf"(?:{TOKEN}|[东西南北中](?=单元|门))"
ROOM_WORD = r"(?:号房间?|房间|室|户|房|号|铺)?"

# What stands before the first part is the community; lazy, so that every number goes to the parts behind.
WHOLE = re.compile(
    rf"(?P<community>.*?)"
    rf"(?:第?(?P<building>{BUILDING_TOKEN})(?:(?P<mark>{BUILDING_WORD})-?|-))?"
    rf"(?:第?(?P<unit>{UNIT_NAME})(?:{UNIT_WORD}-?|-))?"
    rf"(?:\d{{1,2}}(?:层|F|楼)-?)?"
    rf"(?P<room>{ROOM}){ROOM_WORD}"
)
NAMED_ROOM = re.compile(
    rf"(?P<community>.*?)第?(?P<building>{BUILDING_TOKEN})(?P<mark>{BUILDING_WORD})-?(?:(?P<unit>{UNIT_NAME}){UNIT_WORD}-?)?"
    r"(?P<room>[^\d-]{2,10})"
)
SHOP = re.compile(r"(?P<head>.*?)-?(?P<word>底商|商铺|门市房?|门面房?|网点|车库|地下室|商业)-?$")
SHOP_BUILDING = re.compile(rf"(?P<community>.*?)第?(?P<building>{BUILDING_TOKEN})(?P<mark>{BUILDING_WORD})?-?$")
VILLAGE_GROUP = re.compile(r"(?P<village>.+[村庄屯])(?P<group>\d{1,3}[组队])")
COTTAGE = re.compile(r"(?P<head>.*?)平房-?$")

BUILDING = re.compile(rf"第?(?P<name>{BUILDING_TOKEN})(?P<mark>{BUILDING_WORD}|号)?")
UNIT = re.compile(rf"第?(?P<name>{UNIT_NAME})(?:{UNIT_WORD}|号)?")
ROOM_ONLY = re.compile(rf"(?:\d{{1,2}}(?:层|F)-?)?(?P<room>{ROOM}){ROOM_WORD}")
UNIT_ROOM = re.compile(rf"(?P<unit>{UNIT_NAME})(?:{UNIT_WORD}-?|-)(?:\d{{1,2}}(?:层|F)-?)?(?P<room>{ROOM}){ROOM_WORD}")
BUILDING_UNIT = re.compile(
    rf"第?(?P<building>{BUILDING_TOKEN})(?:{BUILDING_WORD}-?|-)第?(?P<unit>{UNIT_NAME})(?:{UNIT_WORD})?"
)
COMMUNITY_BUILDING = re.compile(
    rf"(?P<community>.*?[\u3400-\u9fff])-?第?(?P<building>{BUILDING_TOKEN})(?P<mark>{BUILDING_WORD})"
    rf"(?:-?第?(?P<unit>{UNIT_NAME})(?:{UNIT_WORD}))?"
)
NAMED_BUILDING = re.compile(
    r"(?P<community>.*?)(?P<building>(?:综合|办公|教学|公寓|宿舍|商业|写字|家属|单身|干部|筒子|主|副|塔|配|附|[东南西北])楼)-?"
    r"(?P<rest>.+)"
)
# A number with its word left in front of the building: the parts were not what they seemed.
PART_LEFT = re.compile(r"\d(?:号楼|#|栋|幢|座|单元|门|排)")
# One flat on two storeys: `601/701`, `跃层601、701`, `2单元601-701`.
DUPLEX = re.compile(
    r"(?P<head>.*?)(?:跃层|复式)?(?P<lower>\d{1,2}(?P<door>\d\d))"
    r"(?:[/、,&+和]|(?<=[元门层]\d{3})-|(?<=[元门层]\d{4})-)(?P<upper>\d{1,2}(?P=door))(?:室|号)?$"
)
# Two flats of one household, as one cell names them: `301、302`, `601-602`.
FLATS = re.compile(r"(?P<first>\d{3,4}[A-Z]?)(?P<joint>[/、,&+和~-])(?P<second>\d{3,4}[A-Z]?)(?:室|号|户)?")
FLATS_AT_END = re.compile(rf"(?P<head>.*(?:单元|[门楼栋幢座#-]))(?P<flats>{FLATS.pattern.replace('~-', '~')})$")
BETWEEN_FIGURES = re.compile(r"(?<=\d\d\d) (?=\d\d\d)")
# Below the ground: the sign in front is no joint.
CELLAR = re.compile(r"[-−–—]\s?(?P<room>\d{1,4}[A-Z]?)(?:室|号)?")
# A flat by its storey and its side.
SIDE_OF_FLOOR = re.compile(
    r"(?P<head>.*?)-?第?(?P<floor>\d{1,2})(?:楼|层)-?(?P<side>[东西南北中左右]{1,2})(?:[边侧]?户|[边侧室门])?"
)
WHOLE_FLOAT = re.compile(r"\d+\.0+")
NOTE_AT_END = re.compile(r"[(（](?![东西南北中\dA-Z]{1,2}[户室]?[)）])[^()（）]*[)）]$")
NOTE = re.compile(r"[(（][^()（）]*[)）]")
CHINESE = re.compile(r"[\u3400-\u9fff]")

PROVINCE_CITY = re.compile(
    r"^(?:[^省市县区]{2,7}(?:省|自治区))?[^省市县区路街道]{2,6}市(?:[^省市区县路街道小社]{1,5}[区县])?(?=..)"
)
DISTRICT = re.compile(
    r"^[^小社省市县路街道镇乡]{2,5}(?:(?<=[^小社房]{2})区(?=.*(?:小区|村|苑|园|院|宿舍|里|期|庭|城|府)$)|县|街道(?:办事处)?|镇(?=.{2,}(?:小区|村|苑|园|院|宿舍|里)))(?=..)"
)
STREET = re.compile(r"^.{2,8}?(?:大街|大道|路|街|道|胡同)(?:\d+号院?)?(?=..)")
GENERIC_END = re.compile(r"(?:住宅小区|小区|社区)$")
NO_OWN_NAME = re.compile(
    r"(?:住宅)?(?:小区|社区|家属院|宿舍|大院|院|平房区?|商业街|步行街|市场|广场|底商|商铺|公寓|楼群?)"
)
OWN_NAME = re.compile(r"[\u3400-\u9fff]{2}")

# 东区, A区, 一期 by themselves name no community, only a part of one.
ZONE = re.compile(r"(?:第?[A-Z东西南北中前后上下一二三四五六七八九十\d]{1,2}[区片期段组]|[东西南北中]院)")
EDGES = "-,，、:：;；"

LIMIT = 120


def chinese_number(match: re.Match[str]) -> str:
    """`三十二` is `32`; the replacement function of CHINESE_NUMBER."""
    total, digit = 0, 0
    for sign in match.group():
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = CHINESE_DIGITS[sign]
    return str(total + digit)


@lru_cache(maxsize=50_000)
def tidy(text: str) -> str:
    """One spelling of what people write: no spaces, one kind of dash, `三号楼` as `3号楼`, capitals."""
    if WHOLE_FLOAT.fullmatch(text):
        text = text.partition(".")[0]
    value = DASHES.sub("-", text).replace(" ", "").upper().strip("-")
    value = value.replace("(", "").replace(")", "").replace("＃", "#").replace("No", "")
    return CHINESE_NUMBER.sub(chinese_number, value)


def _bare(token: str) -> str:
    """`07` is `7`, but a letter in front keeps what follows."""
    return token.lstrip("0") or "0" if token.isdigit() else token


def _building(token: str, mark: str | None) -> str:
    return f"{_bare(token)}排" if mark == "排" else _bare(token)


@lru_cache(maxsize=5_000)
def community_name(text: str) -> str:
    """The community's own name, without province, city, street and house number in front."""
    value = plain(text).replace(" ", "").replace("(", "").replace(")", "").strip(EDGES)
    before = ""
    while value != before:
        before = value = value.strip(EDGES)
        for front in (PROVINCE_CITY, DISTRICT):
            value = front.sub("", value)
        shorter = STREET.sub("", value)
        # A street is only dropped when a community with a name of its own follows it.
        if len(shorter) >= 3 and OWN_NAME.match(shorter) and not NO_OWN_NAME.fullmatch(shorter):
            value = shorter
    return value


@lru_cache(maxsize=5_000)
def community_key(name: str) -> str:
    """What people say for a community, and what tells it from others: 和平里 and 和平里小区 are one."""
    return GENERIC_END.sub("", name) or name


@lru_cache(maxsize=20_000)
def building_part(text: str) -> Place:
    """What a building cell holds, without a room: `3号楼`, with its unit `3-2`, with its community `和平里3号楼`."""
    value = tidy(plain(text[:LIMIT]))
    if match := BUILDING.fullmatch(value):
        return Place("", _building(match["name"], match["mark"]), "", "")
    if match := BUILDING_UNIT.fullmatch(value):
        return Place("", _bare(match["building"]), _bare(match["unit"]), "")
    if match := COMMUNITY_BUILDING.fullmatch(value):
        building = _building(match["building"], match["mark"])
        return Place(community_name(match["community"]), building, _bare(match["unit"] or ""), "")
    return Place("", value, "", "")


@lru_cache(maxsize=5_000)
def unit_part(text: str) -> Place:
    """What a unit cell holds: `2单元`, or with its building `3-2`, `3号楼2单元`."""
    value = tidy(plain(text[:LIMIT]))
    if match := UNIT.fullmatch(value):
        return Place("", "", _bare(match["name"]), "")
    if match := BUILDING_UNIT.fullmatch(value):
        return Place("", _bare(match["building"]), _bare(match["unit"]), "")
    if (match := BUILDING.fullmatch(value)) and match["mark"]:
        return Place("", _building(match["name"], match["mark"]), "", "")
    return Place("", "", value, "")


def side_of_floor(floor: str, side: str) -> str:
    """How a flat without a number is called: `3楼西户`."""
    return f"{_bare(floor)}楼{side}户"


def are_flats(match: re.Match[str]) -> bool:
    """Whether two numbers are flats of one household; joined by a hyphen only neighbours and upper storeys are."""
    first, second = floor_of(match["first"]), floor_of(match["second"])
    if match["joint"] not in "-~":
        return True
    if first is None or second is None:
        return False
    return first == second or (abs(first - second) == 1 and match["first"][-2:] == match["second"][-2:])


@lru_cache(maxsize=20_000)
def odd_room(text: str) -> str:
    """A room by its storey and side, below the ground, of two flats: `3楼西户`, `-101`, `301、302`; '' for others."""
    told = BETWEEN_FIGURES.sub("、", plain(text[:LIMIT])).replace(" ", "")
    if match := CELLAR.fullmatch(told):
        return f"-{match['room']}"
    if (match := FLATS.fullmatch(told)) and are_flats(match):
        return told.rstrip("室号户")
    if (match := SIDE_OF_FLOOR.fullmatch(tidy(told))) and not match["head"]:
        return side_of_floor(match["floor"], match["side"])
    return ""


@lru_cache(maxsize=50_000)
def room_part(text: str) -> Place:
    """What a room cell holds: `1102室`, with its unit `2-1102`, with its building `3-2-1102`, or all of it."""
    if match := DUPLEX.fullmatch(plain(text[:LIMIT])):
        place = room_part(f"{match['head']}{match['lower']}")
        return Place(place.community, place.building, place.unit, f"{match['lower']}/{match['upper']}")
    if room := odd_room(text):
        return Place("", "", "", room)
    value = tidy(plain(text[:LIMIT]))
    if match := ROOM_ONLY.fullmatch(value):
        return Place("", "", "", match["room"])
    if match := UNIT_ROOM.fullmatch(value):
        return Place("", "", _bare(match["unit"]), match["room"])
    return whole_address(text) or Place("", "", "", value)


@lru_cache(maxsize=4_000)
def whole_address(text: str) -> Place | None:
    """One column with everything; None when no premises can be told from it.

    `康乐新村1-1-102`, `康乐新村1号楼1单元102室`, `3#2-1102`, `东蒲洼平房12号`, `3号楼底商2号`, `王庄村12号`.
    """
    told = plain(text)
    if len(told) > LIMIT:
        return None
    if match := DUPLEX.fullmatch(told):
        place = _whole(f"{match['head']}{match['lower']}")
        return place and Place(place.community, place.building, place.unit, f"{match['lower']}/{match['upper']}")
    if room := odd_room(told):
        return Place("", "", "", room)
    if match := FLATS_AT_END.fullmatch(told):
        place = _whole(f"{match['head']}{match['first']}")
        return place and replace(place, room=match["flats"].rstrip("室号户"))
    if "(" not in told:
        return _whole(told)
    return _whole(NOTE_AT_END.sub("", told)) or _whole(told) or _whole(NOTE.sub("", told))


def _whole(text: str) -> Place | None:
    value = tidy(text)
    if not value:
        return None
    if match := NAMED_BUILDING.fullmatch(value):
        rest = room_part(match["rest"])
        if rest.room and not rest.building and not rest.community:
            return Place(community_name(match["community"]), match["building"], rest.unit, rest.room)
    if (match := SIDE_OF_FLOOR.fullmatch(value)) and match["head"]:
        place = _whole(f"{match['head']}-{match['floor']}01")
        return replace(place, room=side_of_floor(match["floor"], match["side"])) if place and place.building else None
    match = WHOLE.fullmatch(value)
    if match is None:
        return _named_place(value)
    before, behind = value[: match.end("community")], value[match.end("community") :]
    if before.rstrip("-")[-1:].isdigit() and (before + behind[:1])[-1] in "-0123456789":
        # `明珠苑0602031`, `四季花城5-12-1-301`: where the name ends and the building begins is anybody's guess.
        return None
    community, building = match["community"].strip("-"), match["building"] or ""
    unit, room = _bare(match["unit"] or ""), match["room"]
    if community and not CHINESE.search(community) and not (building and any(map(str.isalpha, community))):
        # A number of seven figures, four numbers in a row, RL000123: nobody can say which of them is the house.
        return None
    shop = None if building else SHOP.fullmatch(community)
    if shop is None and PART_LEFT.search(community):
        return None
    if building:
        building = _building(building, match["mark"])
    elif shop:
        return _shop(shop["head"], f"{shop['word']}{room}")
    elif cottage := COTTAGE.fullmatch(community):
        community, building = cottage["head"], "平房"
    if not building and not unit and (group := VILLAGE_GROUP.fullmatch(community)):
        community, building = group["village"], group["group"]
    return Place(community_name(community), building, unit, room)


def _named_place(value: str) -> Place | None:
    if shop := SHOP.fullmatch(value):
        return _shop(shop["head"], shop["word"])
    match = NAMED_ROOM.fullmatch(value)
    if match is None:
        return None
    return Place(
        community_name(match["community"]),
        _building(match["building"], match["mark"]),
        _bare(match["unit"] or ""),
        match["room"],
    )


def _shop(head: str, room: str) -> Place:
    """A shop below a building has no unit: its room is `底商2`."""
    match = SHOP_BUILDING.fullmatch(head)
    if match is None:
        return Place(community_name(head), "", "", room)
    return Place(community_name(match["community"]), _building(match["building"], match["mark"]), "", room)


def floor_of(room: str) -> int | None:
    """The storey a room number tells: `1102` is 11, `305` is 3; None for cottages and shops."""
    digits = room.rstrip("ABCDEFGH甲乙丙东西中")
    if not digits.isdigit() or len(digits) not in (3, 4):
        return None
    return int(digits[:-2]) or None


def written(place: Place) -> str:
    """The address as the program shows it everywhere: `和平里小区3号楼2单元1102室`."""
    building = place.building
    if building and building[-1].isdigit():
        building = f"{building}号楼"
    elif building.isascii() and building.isalnum():
        building = f"{building}座"
    unit = f"{place.unit}单元" if place.unit else ""
    room = place.room
    if room and room[-1].isascii() and not room.startswith(("底商", "商铺", "门市", "门面", "网点", "车库")):
        room = f"{room}室" if place.building and place.building != "平房" else f"{room}号"
    return f"{place.community}{building}{unit}{room}"[:LIMIT]
