"""How a Chinese name may be typed in Latin letters: every reading of its surname, in full and by initials."""

import re
from functools import lru_cache
from itertools import product
from unicodedata import normalize

# Readings the dictionary lacks or that people type although it does not list them (both as surnames).
SURNAME_READINGS = {
    "单": ("shan",),
    "曾": ("zeng",),
    "仇": ("qiu",),
    "解": ("xie",),
    "查": ("zha",),
    "盖": ("ge", "gai"),
    "区": ("ou",),
    "朴": ("piao",),
    "缪": ("miao",),
    "乐": ("yue", "le"),
    "覃": ("qin", "tan"),
    "翟": ("zhai", "di"),
    "逄": ("pang",),
    "华": ("hua",),
    "任": ("ren",),
    "宁": ("ning",),
    "员": ("yun", "yuan"),
    "折": ("she", "zhe"),
    "种": ("chong", "zhong"),
    "纪": ("ji",),
    "葛": ("ge",),
    "燕": ("yan",),
    "冼": ("xian",),
    "洗": ("xian", "xi"),
    "隗": ("wei", "kui"),
    "尉": ("yu", "wei"),
    "召": ("shao", "zhao"),
    "繁": ("po", "fan"),
    "谌": ("chen", "shen"),
    "祭": ("zhai", "ji"),
    "秘": ("bi", "mi"),
    "哈": ("ha",),
    "黑": ("he", "hei"),
    "郇": ("xun", "huan"),
    "厍": ("she",),
    "车": ("che",),
    "少": ("shao",),
    "那": ("na",),
    "能": ("nai", "neng"),
    "都": ("du", "dou"),
    "郗": ("xi", "chi"),
    "牟": ("mu", "mou"),
    "晟": ("cheng", "sheng"),
    "贾": ("jia",),
    "石": ("shi",),
    "沈": ("shen",),
    "长": ("chang", "zhang"),
    "重": ("chong", "zhong"),
    "柏": ("bai", "bo"),
    "薄": ("bo", "bao"),
    "卜": ("bu",),
    "不": ("fou", "bu"),
    "应": ("ying",),
    "曲": ("qu",),
    "过": ("guo",),
    "台": ("tai",),
    "万": ("wan",),
    "眭": ("sui",),
    "佴": ("nai", "er"),
    "宓": ("mi", "fu"),
    "臧": ("zang",),
}
COMPOUND_SURNAMES = {
    "尉迟": ("yuchi", "weichi"),
    "万俟": ("moqi", "wansi"),
    "澹台": ("tantai", "dantai"),
    "长孙": ("zhangsun", "changsun"),
    "单于": ("chanyu", "danyu", "shanyu"),
    "欧阳": ("ouyang",),
    "上官": ("shangguan",),
    "司马": ("sima",),
    "司徒": ("situ",),
    "司空": ("sikong",),
    "诸葛": ("zhuge",),
    "皇甫": ("huangfu",),
    "令狐": ("linghu",),
    "慕容": ("murong",),
    "夏侯": ("xiahou",),
    "东方": ("dongfang",),
    "公孙": ("gongsun",),
    "宇文": ("yuwen",),
    "轩辕": ("xuanyuan",),
    "端木": ("duanmu",),
    "百里": ("baili",),
    "呼延": ("huyan",),
    "闻人": ("wenren",),
    "独孤": ("dugu",),
    "鲜于": ("xianyu",),
    "西门": ("ximen",),
    "南宫": ("nangong",),
    "钟离": ("zhongli",),
    "申屠": ("shentu",),
    "濮阳": ("puyang",),
    "太史": ("taishi",),
    "淳于": ("chunyu",),
    "赫连": ("helian",),
    "完颜": ("wanyan",),
}
COMPOUND_INITIALS = {
    "尉迟": ("yc", "wc"),
    "万俟": ("mq", "ws"),
    "澹台": ("tt", "dt"),
    "长孙": ("zs", "cs"),
    "单于": ("cy", "dy", "sy"),
}
# The commonest surnames have one reading; what a dictionary adds for them nobody types.
ONE_READING = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭肖田董潘袁蔡蒋余于杜叶程魏苏吕丁卢姚钟姜崔谭陆"
    "范汪廖金韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵钱戴严莫孔向汤常温康施文牛樊邢安齐易伍庞颜倪庄"
)
# A company's name is typed by its first letters; readings of every character would only fill the table.
LONGEST_READ_IN_FULL = 5
MOST_READINGS = 12
OTHER_READINGS = 3
LONGEST = 24
MOST_SIGNS = 4
HANZI = re.compile("[\u3007\u3400-\u9fff\U00020000-\U000323af]")
BETWEEN = re.compile(r"[\W_]+")
# How firms and offices end; what is typed for them is often that word alone.
FIRM_ENDS = (
    *("中学", "小学", "学校", "学院", "大学", "幼儿园", "托儿所", "医院", "卫生院", "卫生室", "诊所", "药店", "药房"),
    *("超市", "商场", "商店", "便利店", "饭店", "酒店", "宾馆", "旅馆", "餐厅", "饭馆", "面馆", "网吧", "理发店"),
    *("银行", "支行", "信用社", "邮局", "派出所", "村委会", "居委会", "居委", "社区", "服务站", "服务中心", "供热站"),
    *("敬老院", "养老院", "物业", "工厂", "研究所", "事务所", "合作社"),
)
SHORTEST_FIRM = 4
REGION = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,3}(?:省|自治区))?(?:[\u4e00-\u9fff]{2,3}市)?(?:[\u4e00-\u9fff]{2,3}[区县])?"
    r"(?:[\u4e00-\u9fff]{2,3}(?:街道|[镇乡]))?(?=.{3})"
)


def load_readings() -> None:
    """Load the dictionary, which takes some 200 ms, before somebody types: on a thread of its own nobody waits."""
    import pypinyin

    pypinyin.lazy_pinyin("王", style=pypinyin.Style.NORMAL)


@lru_cache(maxsize=30_000)
def readings(sign: str) -> tuple[str, ...]:
    """All readings of one character without tones, the usual one first; () when it has none.

    `ü` is given as `v`, which is what a keyboard has.
    """
    # Loaded here: the dictionary takes time that the window's first paint must not pay.
    from pypinyin import Style, lazy_pinyin, pinyin

    found = pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore")
    if not found:
        return ()
    usual = lazy_pinyin(sign, style=Style.NORMAL, errors="ignore")
    return tuple(dict.fromkeys([*usual, *(reading for reading in found[0] if reading.isascii() and reading)]))


@lru_cache(maxsize=4_000)
def surname_readings(surname: str) -> tuple[tuple[str, str], ...]:
    """(full, initials) of a surname of one or two characters, every way somebody may type it."""
    if surname in COMPOUND_SURNAMES:
        each = [readings(sign)[0] for sign in surname]
        usual = ("".join(each), "".join(reading[0] for reading in each))
        full = COMPOUND_SURNAMES[surname]
        initials = COMPOUND_INITIALS.get(surname, (usual[1],))
        return tuple(dict.fromkeys((*zip(full, initials, strict=True), usual)))
    known = readings(surname)[:1] if surname in ONE_READING else readings(surname)
    found = dict.fromkeys((*SURNAME_READINGS.get(surname, ()), *known))
    spelled = dict.fromkeys(form for reading in found for form in _spellings(reading))
    return tuple((reading, reading[0]) for reading in spelled)


def _spellings(reading: str) -> tuple[str, ...]:
    """`lv` is also typed `lu` and, as in a passport, `lyu`."""
    if "v" not in reading:
        return (reading,)
    return reading, reading.replace("v", "u"), reading.replace("v", "yu")


@lru_cache(maxsize=4_000)
def _given_readings(given: str) -> tuple[tuple[str, str], ...]:
    """The given name by its usual readings, and with each character once by its other readings."""
    base = [found[0] if (found := readings(sign)) else "" for sign in given]
    # The dictionary reads some pairs of characters otherwise than each alone.
    ways = [base, _as_read(given)]
    for place, sign in enumerate(given):
        for other in readings(sign)[1:OTHER_READINGS]:
            ways.append([*base[:place], other, *base[place + 1 :]])
    forms = dict.fromkeys(("".join(way), "".join(part[:1] for part in way)) for way in ways)
    return tuple(forms)


def _as_read(text: str) -> list[str]:
    """The usual reading, sign by sign; where the dictionary knows some of them as one word, it is read as that word."""
    from pypinyin import Style, lazy_pinyin
    from pypinyin.constants import PHRASES_DICT

    ends = range(2, len(text) + 1)
    if any(text[start:end] in PHRASES_DICT for end in ends for start in range(end - 1)):
        found: list[str] = lazy_pinyin(text, style=Style.NORMAL, errors="ignore")
        return found
    # Asking the dictionary for the whole takes several times as long.
    return [known[0] for sign in text if (known := readings(sign))]


def usual_initials(text: str) -> str:
    """First letters by the usual readings, for places: 和平里 is `hpl`."""
    return "".join((readings(sign) or (sign,))[0][0] for sign in text).lower()


def split_name(name: str) -> tuple[str, str]:
    """Surname and given name."""
    size = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1
    return name[:size], name[size:]


def parts_of(name: str) -> tuple[str, ...]:
    """What stands between dots, brackets and spaces: 买买提·艾力, John Smith; () for a name of one piece."""
    parts = tuple(part for part in BETWEEN.split(normalize("NFKC", name)) if part)
    return parts if len(parts) > 1 else ()


def firm_ends(name: str) -> tuple[str, ...]:
    """What people call a firm: 王庆坨中学 also 中学, 天津市武清区光明超市 also 光明超市 and 超市; () for a person."""
    plain = "".join(sign for sign in normalize("NFKC", name) if sign.isalnum())
    kind = next((end for end in FIRM_ENDS if plain.endswith(end)), "") if len(plain) >= SHORTEST_FIRM else ""
    if not kind and len(plain) <= LONGEST_READ_IN_FULL:
        return ()
    own = REGION.sub("", plain)
    return tuple(dict.fromkeys(end for end in (own, kind) if len(end) >= 2 and end != plain))


def given_name(name: str) -> str:
    """建国 of 王建国: what of a person's name is typed alone; '' where that is one character or no name at all."""
    if not 3 <= len(name) <= MOST_SIGNS or not all(HANZI.fullmatch(sign) for sign in name):
        return ""
    given = split_name(name)[1]
    return given if len(given) > 1 else ""


def pinyin_keys(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a clerk may type for a name: (full pinyin and surname with initials, initials alone).

    >>> full, initials = pinyin_keys("单伟")
    >>> "shanwei" in full, "danwei" in full, "sw" in initials
    (True, True, True)
    """
    plain = "".join(sign for sign in normalize("NFKC", name) if sign.isalnum())
    if not plain or plain.isascii():
        return frozenset(), frozenset()
    usual = _as_read(plain)
    full = dict.fromkeys(["".join(usual)[:60]])
    initials = dict.fromkeys(["".join(part[:1] for part in usual)])
    if len(plain) > LONGEST_READ_IN_FULL:
        first = [(readings(sign) or (sign.lower(),))[0] for sign in plain[:LONGEST]]
        full["".join(first)[:60]] = None
        initials["".join(part[:1] for part in first)] = None
        return frozenset(full), frozenset(initials)
    surname, given = split_name(plain)
    for (family, family_initials), (rest, rest_initials) in product(surname_readings(surname), _given_readings(given)):
        if len(full) < MOST_READINGS * 2:
            full[family + rest] = None
            if len(rest_initials) > 1:
                full[family + rest_initials] = None
        initials[family_initials + rest_initials] = None
    return frozenset(full), frozenset(initials)
