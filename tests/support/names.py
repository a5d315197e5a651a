"""Invented names of every kind that stands in a ledger, the same ones each time."""

from pathlib import Path
from random import Random

from app.services.customers.finding.names import COMPOUND_SURNAMES

# 通用规范汉字表: the characters a newborn may be registered with.
STANDARD = "".join((Path(__file__).parent / "standard_characters.txt").read_text(encoding="utf-8").split())
# Readings as surnames, where they are not the character's usual one.
SPECIAL_SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "盖": "ge", "区": "ou", "朴": "piao",
    "尉迟": "yuchi", "缪": "miao", "乐": "yue", "覃": "qin", "翟": "zhai", "逄": "pang", "华": "hua", "任": "ren",
    "宁": "ning", "员": "yun", "折": "she", "种": "chong", "纪": "ji", "葛": "ge", "燕": "yan", "万俟": "moqi",
    "澹台": "tantai", "冼": "xian", "隗": "wei",
}  # fmt: skip
COMMON_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭肖田董潘袁蔡蒋余于杜叶程魏苏吕丁卢姚沈钟姜崔谭陆范汪廖"
    "石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万武钱戴严莫孔向常"
)
COMMON_GIVEN = "伟芳娜敏静秀英丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英志建国文海玉春红金福生永华庆荣"
# Characters beyond the standard ones that stand in ledgers all the same.
RARE = (
    "𰻝𰻞㛃㻬䶮㐂㑇㕍㙦㛹㝢㠭㤚㥄㧐㨃㬎㬚㮾㵐㸌㺃㻏㽏䂮䃅䄂䇹䎖䏡䐃"
    "䓖䓨䓫䓬䓯䓰䓴䓺䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䦛䧑䧳䨱䩄䪥䰟䲟䲠䲢䴉䴓"
)
MINORITY = (
    "买买提",
    "艾力",
    "阿依古丽",
    "古丽娜尔",
    "吐尔逊",
    "玛依拉",
    "巴特尔",
    "其木格",
    "扎西",
    "卓玛",
    "次仁",
    "热合曼",
)


def invented_names(count: int, seed: int = 8105) -> list[str]:
    """So many different names: special, common and compound surnames, one or two given characters, dots between."""
    chance = Random(seed)
    names: dict[str, None] = {}
    while len(names) < count:
        names[_name(chance)] = None
    return list(names)


def usual_surname(name: str) -> str:
    """The surname as the generator put it in front."""
    return name[:2] if name[:2] in COMPOUND_SURNAMES or name[:2] in SPECIAL_SURNAMES else name[:1]


def _name(chance: Random) -> str:
    kind = chance.random()
    if kind < 0.04:
        return f"{chance.choice(MINORITY)}·{chance.choice(MINORITY)}"
    if kind < 0.24:
        surname = chance.choice(list(SPECIAL_SURNAMES))
    elif kind < 0.32:
        surname = chance.choice(list(COMPOUND_SURNAMES))
    else:
        surname = chance.choice(COMMON_SURNAMES)
    return surname + "".join(_given(chance) for _ in range(chance.choice((1, 2, 2))))


def _given(chance: Random) -> str:
    kind = chance.random()
    if kind < 0.3:
        return chance.choice(COMMON_GIVEN)
    return chance.choice(RARE) if kind < 0.36 else chance.choice(STANDARD)
