"""Which words station clerks write above which column."""

import re
from enum import StrEnum
from functools import lru_cache

from app.services.customers.ledger.cells import plain
from app.services.customers.ledger.heading_words import WORDS


class Field(StrEnum):
    """What a column can hold. OTHER is known and left alone; SEQUENCE only numbers the lines."""

    COMMUNITY = "community"
    BUILDING = "building"
    UNIT = "unit"
    ROOM = "room"
    ADDRESS = "address"
    NUMBER = "number"
    HOLDER = "holder"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    USE = "use"
    AREA = "area"
    CHARGED_AREA = "charged_area"
    HEATING = "heating"
    STATE = "state"
    STOPPED = "stopped"
    POSITION = "position"
    PAID = "paid"
    ARREARS = "arrears"
    CONNECTED_ON = "connected_on"
    REMARK = "remark"
    LOW_INCOME = "low_income"
    SEQUENCE = "sequence"
    OTHER = "other"


# How the columns are named to the clerk, in the order in which they are offered.
FIELD_LABELS: dict[Field, str] = {
    Field.COMMUNITY: "小区",
    Field.BUILDING: "楼号",
    Field.UNIT: "单元",
    Field.ROOM: "室号",
    Field.ADDRESS: "地址（一列写全）",
    Field.NUMBER: "用户编号",
    Field.HOLDER: "户名",
    Field.PHONE: "电话",
    Field.ID_NUMBER: "身份证号（只核对，不保存）",
    Field.USE: "用热性质",
    Field.AREA: "建筑面积",
    Field.CHARGED_AREA: "收费面积",
    Field.HEATING: "采暖方式",
    Field.STATE: "供热状态",
    Field.STOPPED: "是否停供",
    Field.POSITION: "户型位置",
    Field.PAID: "缴费情况",
    Field.ARREARS: "是否欠费",
    Field.CONNECTED_ON: "入网日期",
    Field.REMARK: "备注",
    Field.LOW_INCOME: "是否低保",
    Field.SEQUENCE: "序号",
    Field.OTHER: "不导入",
}


FIELD_OF = {word: Field(field) for field, words in WORDS.items() for word in words.split()}
# Looked for inside a longer heading; one-character words are too common for that.
INSIDE = tuple(word for word in FIELD_OF if len(word) >= 3 or (len(word) == 2 and not word.isascii()))
# Words that stand over communities in one ledger and over something else in the next.
COMMUNITY_IF_TOLD = frozenset(
    [
        *("项目", "物业项目", "所属项目", "小区项目", "片区", "区域", "所属区域", "位置", "地点", "坐落", "座落"),
        *("居民区", "单位", "单位名称", "小区单位", "小区或单位", "商场", "市场"),
    ]
)
# Short words that name the state only where the cells say so: 供热 may as well stand over the charge for it.
STATE_IF_TOLD = frozenset(
    [
        "供热",
        "供暖",
        "用热",
        "用暖",
        "采暖",
        "取暖",
        "开栓",
        "开阀",
        "阀门",
        "开通",
        "本年",
        "本年度",
        "今年",
        "本季",
        "当年",
        "本采暖季",
        "热态",
    ]
)
ASKED_STATE = re.compile(r"(?:是否|有无|有没有)(?:正常|已|在)?(?:供|用|采|取|开)[热暖栓阀]$")
# `1停0供` explains a column of figures the other way round.
STOPPED_IS_ONE = re.compile(r"[1√是y][^01√×是否yn]{0,2}[停关]|[0×否n][^01√×是否yn]{0,2}[供开]")
BRACKETS = re.compile(r"[(\[{【<《].*?[)\]}】>》]")
SIGNS = re.compile(r"[\s\d:、,./*\-_+&|\\#※★()\[\]]+|m2|平方米|平米")
BUILDING_AND_ROOM = re.compile(r"[楼栋幢座].*(?:室|房号|户号|房间|门牌)")
# Telephones of people who live elsewhere.
OTHERS = re.compile(r"网格|物业|维修|收费员|经办|抄表|邻居|片区|管理员|村委|居委|楼长|换热站|供热站|客服")
SQUARE = re.compile(r"平米|平方|平数|^m2?$|m2")
FLOOR = frozenset({"楼层", "层", "所在楼层", "所在层", "层次", "层号", "楼层号"})
PERSON_AND_PHONE = re.compile(
    r"(?:户主|户名|业主|姓名|用户|住户|联系人).{0,2}[及和与].*(?:电话|手机|联系方式)|姓名(?:电话|手机)"
)
SHOP_NUMBERS = re.compile(r"铺|摊|店|档口|门市|门面|网点|底商")
EXACT, CLOSE = 1.0, 0.75
# The person to talk to is only the holder where no other column names one.
SECOND_CHOICE = re.compile(
    r"入网|^(?:供热|采暖|供暖|用热)面积|联系人|租|缴费人|交费人|代缴|付款|使用人|现住|负责人|法人|^名称$|^单位$|备用|第二|其他|另|家属|紧急"
)


@lru_cache(maxsize=2_000)
def field_of_heading(text: str) -> tuple[Field | None, float]:
    """The field a heading names and how surely: 1.0 the very word, 0.75 a word inside it, 0 unknown."""
    value = plain(text).lower()
    if not value or len(value) > 40:
        return None, 0.0
    bare = SIGNS.sub("", BRACKETS.sub("", value))
    if value.strip("() ") in {"#", "号#", "#号"}:
        return Field.BUILDING, CLOSE
    for candidate in (bare, SIGNS.sub("", value)):
        if candidate in FIELD_OF:
            return FIELD_OF[candidate], EXACT
    if bare in STATE_IF_TOLD:
        return Field.STATE, CLOSE
    if ASKED_STATE.search(bare):
        return Field.STATE, CLOSE
    parts = {
        "楼": any(sign in value for sign in "楼栋幢座"),
        "单元": "单元" in value,
        "室": any(s in value for s in "室房户"),
    }
    if parts["单元"] and parts["室"]:
        return (Field.ADDRESS if parts["楼"] else Field.ROOM), CLOSE
    if BUILDING_AND_ROOM.search(bare):
        return Field.ADDRESS, CLOSE
    # What a Chinese noun is stands at its end: 使用人电话 is a telephone.
    ends = [(bare.rfind(word) + len(word), len(word), word) for word in INSIDE if word in bare]
    if not ends:
        return (Field.AREA, CLOSE) if SQUARE.search(value) else (None, 0.0)
    field = FIELD_OF[max(ends)[2]]
    return (Field.OTHER if field is Field.PHONE and OTHERS.search(bare) else field), CLOSE


def names_floor(heading: str) -> bool:
    """Whether a column tells the storey, which some ledgers leave out of the room number."""
    return SIGNS.sub("", plain(heading)) in FLOOR


def is_second_choice(heading: str) -> bool:
    """Whether a heading names a person or telephone that only counts behind the holder's own."""
    return bool(SECOND_CHOICE.search(SIGNS.sub("", plain(heading))))


def only_if_told(heading: str) -> bool:
    """Whether a heading names the state only when the cells below say states."""
    return SIGNS.sub("", BRACKETS.sub("", plain(heading).lower())) in STATE_IF_TOLD


def may_be_community(heading: str) -> bool:
    """Whether a heading stands over communities in some ledgers; the cells decide."""
    return SIGNS.sub("", BRACKETS.sub("", plain(heading).lower())) in COMMUNITY_IF_TOLD


def numbers_shops(heading: str) -> bool:
    """Whether a column of rooms numbers shops: the `A` of `A-01` is no building."""
    return bool(SHOP_NUMBERS.search(plain(heading)))


def asks_for_stops(heading: str) -> bool:
    """Whether a yes-or-no column of states says yes for the closed flats: `报停`, `状态（1停0供）`."""
    value = plain(heading).lower()
    brackets = "".join(BRACKETS.findall(value))
    return bool(STOPPED_IS_ONE.search(brackets)) if brackets else "停" in value and "供停" not in value


def names_person(heading: str) -> bool:
    """Whether a heading of telephones promises the name too: `户主及电话`."""
    return bool(PERSON_AND_PHONE.search(SIGNS.sub("", plain(heading))))
