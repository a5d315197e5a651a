"""The trade's words of a repair as choices for number keys."""

from app.services.matters.values import PlaceKind
from app.services.repairs.evidence import EVIDENCE_WORDS
from app.services.repairs.faults import faults, group_words
from app.services.repairs.values import VisitResult
from app.views.widgets.choice_row import Choice

RELATIONS: tuple[Choice, ...] = tuple((word, word) for word in ("本人", "家属", "租户", "物业", "邻居", "其他"))
SEVERITIES: tuple[Choice, ...] = tuple((word, word) for word in ("喷", "流", "滴"))
PLACES: tuple[Choice, ...] = (
    (PlaceKind.HOME, "本户"),
    (PlaceKind.BUILDING, "本楼"),
    (PlaceKind.RISER, "立管"),
    (PlaceKind.OUTSIDE, "室外"),
    (PlaceKind.FREE, "其他"),
)
CAN_CLOSE: tuple[Choice, ...] = (("能", "能关"), ("不能", "关不上"), ("不详", "不会关"))
BELOW_WET: tuple[Choice, ...] = (("是", "有"), ("否", "没有"), ("不详", "不知道"))
ELECTRICITY: tuple[Choice, ...] = (("有", "有"), ("无", "没有"), ("不详", "不知道"))
VIEWS: tuple[Choice, ...] = tuple((word, word) for word in ("满意", "基本满意", "不满意"))
CHANNELS: tuple[Choice, ...] = tuple(
    (word, word) for word in ("电话", "来访", "12345", "上级转办", "来信", "意见箱", "意见簿", "巡检发现")
)
RESULTS: tuple[Choice, ...] = (
    (VisitResult.TEMPORARY, "临时处理"),
    (VisitResult.WAITING_PARTS, "待备件"),
    (VisitResult.WAITING_SHUTDOWN, "待停水停热"),
    (VisitResult.NOBODY_HOME, "无人在家"),
    (VisitResult.REFUSED_ENTRY, "拒绝入户"),
    (VisitResult.NO_ADULT, "无成年人"),
    (VisitResult.WRONG_ADDRESS, "地址不符"),
    (VisitResult.EMERGENCY_TEAM, "转抢修"),
    (VisitResult.NOT_OURS, "非供热设施"),
)

OWNERS: tuple[Choice, ...] = tuple((word, word) for word in ("用户自用设施", "供热单位", "共用设施"))
# What a recorded answer is called when it is put right; a view of the user is its own word.
ANSWERS = {
    "agrees": "认可",
    "disputes": "不认可",
    "solved": "已解决",
    "unsolved": "未解决",
    "refused": "拒访",
    "": "未填",
}
EVIDENCE: tuple[Choice, ...] = tuple(EVIDENCE_WORDS.items())


def groups() -> list[Choice]:
    """Fault groups in the order of the station's list."""
    return list(group_words().items())


def faults_of(group: str) -> list[Choice]:
    """Kinds of fault inside a group."""
    return [(word, word) for entry in faults()["groups"] if entry["id"] == group for word in entry["faults"]]


def causes() -> list[Choice]:
    return [(word, word) for word in faults()["causes"]]


def remedies() -> list[Choice]:
    return [(word, word) for word in faults()["done"]]


def responsibilities() -> list[Choice]:
    return [(word, word) for word in faults()["responsibilities"]]
