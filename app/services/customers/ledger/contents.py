"""What a column's cells look like, heading aside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from app.services.customers.ledger.addresses import ZONE, odd_room, tidy, whole_address
from app.services.customers.ledger.cells import plain
from app.services.customers.ledger.headings import Field
from app.services.customers.ledger.values import BAD_PHONE, ID_FORM, STATE_OF, answered, phones

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤"
    "常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂"
    "成苗谷盛曲冉骆翁蓝路游辛靳管柴蒙鲍华喻祁房屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费"
    "卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈"
    "匡鞠惠荆乐冀胥南班储原栗燕楚鄢劳谌奚皮蔺楼盘冼阎朴盖逄区员折种隗尉上诸皇令慕澹俟东公钮宇长宣赫端百呼"
    "闻徒独孤鲜赖傅萧邰郁雍钭伏巢滑桓"
)
NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]{2,5}")
COMPANY = re.compile(
    r"公司|学校|幼儿园|医院|银行|超市|饭店|药店|委员会|局$|站$|店$|中心|小学|中学|(?<!家属)(?<!大)(?<!庭)院$"
)
COMMUNITY = re.compile(
    r".{1,20}(?:小区|花园|家园|新村|家属院|宿舍|苑|公寓|大院|平房区?|园|里|庄|村|府|城|湾|庭|邸|区|期|院|郡|都|轩|居|坊|阁)"
)
# After `tidy`: Chinese numerals are figures, every joint is a hyphen.
BUILDING = re.compile(
    r"第?[甲乙丙A-Z]?\d{1,3}(?:号楼|#楼?|栋|幢|座|楼|排|号)|[A-Z]座"
    r"|第?[甲乙丙A-Z]?\d{1,3}(?:(?:号楼|#楼?|栋|幢|座|楼)-?|-)\d{1,2}(?:号?单元|门)?"
)
UNIT = re.compile(r"\d{1,2}(?:号?单元|门)")
ROOM = re.compile(
    r"[A-Z负]?\d{1,2}0[1-9][A-Z东西]?|\d{3,4}(?:室|户|号)?|\d{1,2}(?:号?单元|门)-?\d{3,4}[A-Z]?(?:室|号)?"
    r"|\d{1,2}-\d{3,4}[A-Z]?(?:室|号)?|底商\d*|\d{1,3}号"
)
DECIMAL = re.compile(r"\d{2,4}\.\d{1,2}(?:m2|平米|平方米?|平)?|\d{2,4}(?:m2|平米|平方米?|平)")
WHOLE_NUMBER = re.compile(r"\d+")
DAY = re.compile(r"(?:19|20)\d\d[-./年]\d{1,2}(?:[-./月]\d{0,2}日?)?")
USES = frozenset(
    [
        "居民",
        "商业",
        "机关",
        "居民低保",
        "低保",
        "非居民",
        "公建",
        "学校",
        "民用",
        "住宅",
        "商铺",
        "办公",
        "工业",
        "企业",
        "事业",
        "医院",
        "商用",
        "居住",
    ]
)
HEATINGS = frozenset(
    ["散热器", "地暖", "地板采暖", "暖气片", "地热", "地采暖", "风机盘管", "地板辐射", "挂暖", "散热片", "混合", "暖气"]
)
POSITIONS = frozenset(
    ["边户", "中间户", "底层", "顶层", "中间层", "首层", "中户", "边角户", "边户顶层", "边户底层", "把山", "冷山"]
)
PAYMENTS = frozenset(
    [
        "已缴",
        "欠费",
        "已交",
        "未缴",
        "未交",
        "缴清",
        "部分",
        "部分缴费",
        "交清",
        "已缴费",
        "未缴费",
        "已交费",
        "未交费",
        "缴",
        "欠",
    ]
)
WORD = re.compile(r"[\u3400-\u9fffA-Za-z0-9]*[\u3400-\u9fff]{2}[\u3400-\u9fffA-Za-z0-9]*")
DISTRICT = re.compile(r"(?:片区?|街道|镇|乡|网格|管区|供热区|分区|社区)$")
SAMPLE = 240


@dataclass(frozen=True, slots=True)
class Looks:
    """Shares (0–1) of a column's filled cells that look like each field, and how it counts."""

    filled: int
    shares: dict[Field, float]
    whole: float
    counting: bool
    distinct: int
    largest: int
    yes_no: float
    words: float
    names: float


@lru_cache(maxsize=20_000)
def fields_of_text(text: str) -> tuple[Field, ...]:
    """Every field one cell's text could be."""
    found: list[Field] = []
    if len(text) > 80:
        return ()
    if 7 <= len(text) <= 40 and any(map(str.isdigit, text)):
        good, doubts = phones(text)
        # Eight bare figures may be a telephone of this town, or a receipt.
        if good and BAD_PHONE not in doubts and any(len(number) >= 10 for number in good):
            return (Field.PHONE,)
        if ID_FORM.fullmatch(text.upper()):
            return (Field.ID_NUMBER,)
    for field, words in (
        (Field.USE, USES),
        (Field.STATE, STATE_OF),
        (Field.HEATING, HEATINGS),
        (Field.POSITION, POSITIONS),
        (Field.PAID, PAYMENTS),
    ):
        if text in words:
            return (field,)
    if DECIMAL.fullmatch(text):
        return (Field.AREA,)
    if DAY.fullmatch(text):
        return (Field.CONNECTED_ON,)
    if odd_room(text):
        return (Field.ROOM,)
    part = tidy(text)
    for field, pattern in ((Field.BUILDING, BUILDING), (Field.UNIT, UNIT), (Field.ROOM, ROOM)):
        if pattern.fullmatch(part):
            found.append(field)
    if not found:
        place = whole_address(text) if any(map(str.isdigit, text)) else None
        if place and (place.building or place.community) and place.room:
            found.append(Field.ADDRESS)
        elif COMPANY.search(text) or (NAME.fullmatch(text) and text[0] in SURNAMES and not COMMUNITY.fullmatch(text)):
            found.append(Field.HOLDER)
        elif COMMUNITY.fullmatch(text):
            found.append(Field.COMMUNITY)
        elif NAME.fullmatch(text) and text[0] in SURNAMES:
            found.append(Field.HOLDER)
    return tuple(found)


def _could_be_community(text: str) -> bool:
    """A word of one's own: no firm, no part of a community, nothing that tells use or state."""
    return bool(
        WORD.fullmatch(text)
        and not ZONE.fullmatch(text)
        and not COMPANY.search(text)
        and not DISTRICT.search(text)
        and len(text) >= 3
        and not set(fields_of_text(text)) - {Field.COMMUNITY, Field.HOLDER}
    )


def looks_of(cells: Sequence[Any]) -> Looks:
    """Look at up to 240 filled cells spread over the column."""
    step = max(1, len(cells) // (SAMPLE * 2))
    texts: list[str] = []
    days = 0
    for cell in cells[::step]:
        if isinstance(cell, date):
            days += 1
        elif value := plain(cell):
            texts.append(value)
        if len(texts) + days >= SAMPLE:
            break
    filled = len(texts) + days
    counts: dict[Field, int] = {Field.CONNECTED_ON: days}
    for text in texts:
        for field in fields_of_text(text):
            counts[field] = counts.get(field, 0) + 1
    numbers = [int(text) for text in texts if len(text) < 10 and WHOLE_NUMBER.fullmatch(text)]
    rising = sum(1 for first, second in pairwise(numbers) if second > first)
    return Looks(
        filled=filled,
        shares={field: count / filled for field, count in counts.items() if count} if filled else {},
        whole=len(numbers) / filled if filled else 0.0,
        counting=len(numbers) >= 3 and rising >= 0.9 * (len(numbers) - 1) and numbers[0] <= numbers[-1],
        distinct=len(set(texts)),
        largest=max(numbers, default=0),
        yes_no=sum(answered(text) is not None for text in texts) / filled if filled else 0.0,
        words=sum(bool(WORD.fullmatch(text)) for text in texts) / filled if filled else 0.0,
        names=sum(_could_be_community(text) for text in texts) / filled if filled else 0.0,
    )
