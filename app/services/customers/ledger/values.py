"""Typed values out of ledger cells, and what is doubtful about them."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from unicodedata import category

from app.services.customers.ledger.cells import plain, shown
from app.services.customers.ledger.lines import Doubt

MOBILE = re.compile(r"1[3-9]\d{9}")
# One telephone number inside a cell, longest forms first; spaces and hyphens inside a number are usual.
PHONE = re.compile(
    r"""(?<!\d)(?:
        (?:(?:\+|00)?86[- ]?)?(?P<mobile>1[3-9]\d[- ]?\d{4}[- ]?\d{4})
      | [(]?(?P<landline>0(?:10|2\d|[3-9]\d\d)[)]?[- ]?[2-9]\d{2,3}[- ]?\d{4})(?:-(?P<extension>\d{1,5}))?
      | (?P<service>400[- ]?\d{3}[- ]?\d{4})
      | (?P<local>[2-8]\d{2,3}[- ]?\d{4})
    )(?!\d)""",
    re.VERBOSE,
)
# Invented landlines of a ledger may start with any digit after the area code; accept the plain form too.
LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d\d)\d{7,8}")
AREA_CODE = re.compile(r"[(](0\d{2,3})[)][- ]?")
NUMBER_FORM = re.compile(r"\d+\.0+|\d(?:\.\d+)?[Ee]\+?1\d")
# `1.38E+10`: all but the first figures are lost; a number that ends in 0 has one figure fewer behind the point.
SHORTENED = re.compile(r"\d\.?(?P<kept>\d*)[Ee]\+?\d+")
WHOLE_MANTISSA = 9
BESIDE_PHONE = re.compile(r"[^\d:：+(（)）/、,，;；-]{2,}")
NOT_DIGIT = re.compile(r"\D+")
DOTTED = re.compile(r"(?<!\d)(1[3-9]\d)\.(\d{4})\.(\d{4})(?!\d)")
PHONE_BREAK = re.compile(r"[/;,、|\\\n]+|或|和")
DIGIT_RUN = re.compile(r"\d[\d -]*\d|\d")
# A list with masked names and numbers tells nothing about them.
MASK = "*"
NO_PHONE = frozenset({"", "-", "--", "无", "无电话", "没有", "不详", "空", "/", "0"})

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
ID_FORM = re.compile(r"\d{17}[\dX]")

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
DAY = re.compile(r"((?:18|19|20)\d\d)(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年|(\d\d)(\d\d))?(?:[ T].*)?$")
EXCEL_DAY_0 = date(1899, 12, 30)

BAD_PHONE = Doubt("phone", "电话号码位数或格式不对")
LOST_FIGURES = Doubt("phone", "电话被表格软件写成了科学计数，后几位已丢失，未录入")
BAD_SECOND_PHONE = Doubt("phone2", "另一个电话号码位数或格式不对")
MANY_PHONES = Doubt("phone2", "电话超过两个，其余未录入")
BAD_ID = Doubt("id_number", "身份证号校验位不符")
NO_AREA = Doubt("area", "没有面积")
BAD_AREA = Doubt("area", "面积不是数字")
ODD_AREA = Doubt("area", "面积大小异常")
NO_HOLDER = Doubt("holder", "没有户名")
LONG_HOLDER = Doubt("holder", "户名过长，已截短")
ODD_HOLDER = Doubt("holder", "户名里有数字或特殊符号")
ODD_DATE = Doubt("connected_on", "入网日期读不懂")

MAX_NAME = 60
NOBODY = frozenset({"", "-", "--", "/", "无", "空", "空房", "空户", "空置", "不详", "未知", "无人", "待定", "无名"})
# Below and above these a heated dwelling or shop is hardly believable; hundredths of a square metre.
SMALL_AREA_C = 300
LARGE_AREA_C = 50_000_00


def phones(cell: Any) -> tuple[tuple[str, ...], tuple[Doubt, ...]]:
    """The telephone numbers of one cell as digits, good ones first; a bad one is kept and doubted.

    The doubt is about `phone` when no number is left to call, else about `phone2`.
    """
    text = plain(cell)
    if len(text) == 11 and text.isdigit() and MOBILE.fullmatch(text):
        return (text,), ()
    if text in NO_PHONE or MASK in text:
        return (), ()
    text = DOTTED.sub(r"\1\2\3", AREA_CODE.sub(r"\1-", text))
    if (match := SHORTENED.fullmatch(text)) and len(match["kept"]) < WHOLE_MANTISSA:
        return (), (LOST_FIGURES,)
    if NUMBER_FORM.fullmatch(text):
        # A spreadsheet wrote the number as a number: `1.3800001234E+10`, `13800001234.0`.
        text = f"{Decimal(text):f}".partition(".")[0]
    good: list[str] = []
    bad: list[str] = []
    for part in PHONE_BREAK.split(text[:200]):
        rest = part
        for match in PHONE.finditer(part):
            good.append(_dialled(match))
            rest = rest.replace(match.group(), " ", 1)
        for run in DIGIT_RUN.findall(rest):
            digits = NOT_DIGIT.sub("", run)
            (good if LANDLINE.fullmatch(digits) else bad).append(digits[:30])
    if not good and not bad:
        return (), (BAD_PHONE,)
    found = tuple(dict.fromkeys(good + bad))
    doubts = () if not bad else (BAD_SECOND_PHONE,) if good else (BAD_PHONE,)
    return found[:2], (*doubts, MANY_PHONES) if len(found) > 2 else doubts


def _dialled(match: re.Match[str]) -> str:
    number = NOT_DIGIT.sub("", match["mobile"] or match["landline"] or match["service"] or match["local"])
    return f"{number}-{match['extension']}" if match["extension"] else number


def id_doubt(cell: Any) -> Doubt | None:
    """Whether an ID number is impossible: wrong form, impossible birthday or wrong check character. Blank is fine."""
    if type(cell) is float:
        # A workbook that kept the number as a number has lost its last digits already.
        return BAD_ID
    text = plain(cell).replace(" ", "").upper()
    if not text or MASK in text:
        return None
    if not ID_FORM.fullmatch(text):
        return BAD_ID
    total = sum(weight * int(digit) for weight, digit in zip(ID_WEIGHTS, text, strict=False))
    return None if ID_CHECKS[total % 11] == text[17] else BAD_ID


def area(cell: Any) -> tuple[int | None, Doubt | None]:
    """Hundredths of a square metre. `97.71㎡`, full-width digits and thousands commas are read."""
    if type(cell) is float or type(cell) is int:
        value = cell
    else:
        text = plain(cell)
        if not text:
            return None, NO_AREA
        match = NUMBER.search(text.replace(",", ""))
        if match is None:
            return None, BAD_AREA
        value = float(match.group())
    if not 0 < value < 10_000_000:
        return None, BAD_AREA
    hundredths = round(value * 100)
    return hundredths, None if SMALL_AREA_C <= hundredths <= LARGE_AREA_C else ODD_AREA


def holder(cell: Any) -> tuple[str, Doubt | None]:
    """The 户名 as written, without stray spaces; rare characters stay as they are."""
    text = shown(cell)
    if text in NOBODY:
        return "", NO_HOLDER
    if MASK in text:
        return "", None
    if not text.isascii():
        text = text.replace(" ", "")
    if len(text) > MAX_NAME:
        return text[:MAX_NAME], LONG_HOLDER
    if text.isalpha():
        return text, None
    odd = any(category(sign)[0] not in "LMP" and sign != " " for sign in text)
    return text, ODD_HOLDER if odd and len(text) < 8 else None


def name_beside_phone(cell: Any) -> str:
    """The name in a cell that holds a telephone number too, '' when there is none."""
    match = BESIDE_PHONE.search(shown(cell))
    return match.group().strip()[:MAX_NAME] if match else ""


def day(cell: Any) -> tuple[str, Doubt | None]:
    """A day as YYYY-MM-DD, a month as YYYY-MM, a year as YYYY; '' when the cell is blank."""
    if type(cell) is date:
        return cell.isoformat(), None if 1950 <= cell.year <= 2100 else ODD_DATE
    if isinstance(cell, datetime):
        return day(cell.date())
    if type(cell) is float:
        if cell.is_integer() and 1950 <= cell <= 2100:
            return str(int(cell)), None
        if 18_264 <= cell <= 73_415:
            return (EXCEL_DAY_0 + timedelta(days=int(cell))).isoformat(), None
    return _day_text(plain(cell))


@lru_cache(maxsize=20_000)
def _day_text(text: str) -> tuple[str, Doubt | None]:
    if not text:
        return "", None
    match = DAY.fullmatch(text.replace(" 00:00:00", ""))
    if match is None or int(match[1]) < 1950:
        return "", ODD_DATE
    year, month, dom = int(match[1]), int(match[2] or match[4] or 0), int(match[3] or match[5] or 0)
    if not month:
        return f"{year}", None
    if month > 12:
        return "", ODD_DATE
    if not dom:
        return f"{year}-{month:02}", None
    try:
        return date(year, month, dom).isoformat(), None
    except ValueError:
        return "", ODD_DATE


STATES = {
    "供热": (
        "供热",
        "开",
        "在供",
        "正常",
        "正常供热",
        "正常用热",
        "用热",
        "开通",
        "开栓",
        "已供",
        "供暖",
        "在用",
        "在网",
        "供",
    ),
    "停热": (
        "停热",
        "停供",
        "停暖",
        "报停",
        "已停",
        "停用",
        "停止供热",
        "暂停",
        "停",
        "关",
        "关栓",
        "已报停",
        "未供",
        "关闭",
        "关阀",
        "锁闭",
        "空置",
        "空置停热",
        "基础热费",
        "基本热费",
    ),
    "断热": ("断热", "断供", "断网", "强停", "拆除", "断管"),
    "未入网": ("未入网", "未接入", "未开户", "未并网", "未接", "未开通", "未联网"),
    "复热中": ("复热中", "复热", "待复热", "恢复中"),
}
STATE_OF = {word: state for state, words in STATES.items() for word in words}
TICKS = frozenset({"√", "✓", "✔", "☑", "v", "y", "1"})
YES = TICKS | {"是", "yes", "true", "有", "对"}
NO = frozenset({"否", "不是", "×", "✗", "✘", "x", "n", "no", "false", "0", "无", "没有"})
STOPPED_YES = YES | {"已停", "停", "停供", "停热", "报停"}
STOPPED_NO = NO | {"未停", "供", "供热", "正常", ""}
# 未开通 and 未接入 say more; 不欠费 says nothing about heating.
NOT_HEATED = re.compile(r"[未不没无](?:有|在|能|正常)?(?:供|用[热暖]|采暖|取暖|开(?![通户])|暖|热)")


@lru_cache(maxsize=2_000)
def state(text: str) -> tuple[str, Doubt | None]:
    """One of the program's premises states; an unknown word is taken as 供热 and doubted."""
    word = text.strip("()[] ")
    if not word:
        return "供热", Doubt("state", "没有供热状态，按供热录入")
    if word in STATE_OF:
        return STATE_OF[word], None
    # 未供热 is no kind of 供热.
    if NOT_HEATED.search(word):
        return "停热", None
    for known in sorted(STATE_OF, key=len, reverse=True):
        if len(known) > 1 and known in word:
            return STATE_OF[known], None
    return "供热", Doubt("state", "供热状态认不出，按供热录入")


@lru_cache(maxsize=200)
def answered(text: str) -> bool | None:
    """Whether a cell says yes or no, by word, sign, letter or figure; None when it says something else."""
    word = text.lower().strip()
    return True if word in YES else False if word in NO else None


@lru_cache(maxsize=200)
def stopped(text: str) -> tuple[str, Doubt | None]:
    """The state told by a yes-or-no column 是否停供."""
    word = text.lower().strip()
    if word in STOPPED_YES:
        return "停热", None
    if word in STOPPED_NO:
        return "供热", None
    return state(text)


@lru_cache(maxsize=2_000)
def use(text: str) -> tuple[str, bool]:
    """用热性质 without its subsidy word, and whether the household is 低保; blank is 居民."""
    low_income = "低保" in text or "特困" in text
    rest = text.replace("低保户", "").replace("低保", "").replace("特困", "").strip("()-/ ")
    if rest in {"", "居民", "民用", "住宅", "居民用户", "居民住宅", "居住"}:
        return "居民", low_income
    return rest[:20], low_income


@lru_cache(maxsize=2_000)
def paid(text: str) -> str:
    """已缴, 欠费, 部分, or '' when the ledger does not say."""
    if not text:
        return ""
    if "部分" in text:
        return "部分"
    if (said := answered(text)) is not None:
        return "已缴" if said else "欠费"
    if any(word in text for word in ("欠", "未缴", "未交", "未收", "没交", "否")):
        return "欠费"
    if any(word in text for word in ("已缴", "已交", "缴清", "交清", "结清", "足额", "是", "√", "缴", "交")):
        return "已缴"
    return ""


@lru_cache(maxsize=20_000)
def word(text: str, limit: int) -> str:
    """A short word of the ledger, cut to what the table holds."""
    return text[:limit]
