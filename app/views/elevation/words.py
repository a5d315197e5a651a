"""What a cell of the picture says: never colour alone."""

from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from app.services.customers.words import RESUMING
from app.services.repairs.building_repairs import OpenRepair
from app.services.repairs.elevation import Elevation, Flat, Hint, HintKind, Mark
from app.views.places.names import building_name
from app.views.texts import day_and_time, length, short_number

LATELY_COLD = "曾不热"
CALLED = "待建档"
# Painting asks again and again; more than the flats of the largest building.
REMEMBERED = 2_000


class Filter(StrEnum):
    """What stands out; the others are dimmed and keep their place. The words stand on the buttons."""

    ALL = "全部"
    OPEN = "在修"
    COLD = "不热"
    STOPPED = "停热"
    NO_FILE = "无档"


SHORTCUTS = {
    Filter.ALL: "elevation.filter_all",
    Filter.OPEN: "elevation.filter_open",
    Filter.COLD: "elevation.filter_cold",
    Filter.STOPPED: "elevation.filter_stopped",
    Filter.NO_FILE: "elevation.filter_no_file",
}
ICONS = {
    Filter.ALL: "elevation",
    Filter.OPEN: "repair",
    Filter.COLD: "cold",
    Filter.STOPPED: "lock",
    Filter.NO_FILE: "void",
}


class Look(StrEnum):
    """The one thing a cell is coloured by, the gravest first."""

    COLD = "cold"
    REPAIR = "repair"
    LATELY = "lately"
    STOPPED = "stopped"
    NO_FILE = "no_file"
    DOUBT = "doubt"


_MARKS = {
    Filter.OPEN: Mark.REPAIR,
    Filter.COLD: Mark.COLD,
    Filter.STOPPED: Mark.STOPPED,
    Filter.NO_FILE: Mark.NO_FILE,
}


def passes(flat: Flat, chosen: Filter) -> bool:
    """Whether the filter lets the flat stand out."""
    return chosen is Filter.ALL or _MARKS[chosen] in flat.marks


def counts(picture: Elevation) -> dict[Filter, int]:
    """How many flats stand out by each filter; 全部 counts the ledger's."""
    flats = picture.flats
    found = {chosen: sum(passes(flat, chosen) for flat in flats) for chosen in Filter}
    return found | {Filter.ALL: sum(flat.premises_id is not None for flat in flats)}


@lru_cache(maxsize=REMEMBERED)
def look(flat: Flat) -> Look | None:
    """What colours the cell; None for a flat about which there is nothing to say."""
    holds = {
        Look.COLD: any(repair.cold for repair in flat.repairs),
        Look.REPAIR: bool(flat.repairs),
        Look.LATELY: Mark.COLD in flat.marks,
        Look.STOPPED: Mark.STOPPED in flat.marks,
        Look.NO_FILE: Mark.NO_FILE in flat.marks,
        Look.DOUBT: Mark.DOUBT in flat.marks,
    }
    return next((kind for kind in Look if holds[kind]), None)


@lru_cache(maxsize=REMEMBERED)
def cell_words(flat: Flat) -> tuple[str, ...]:
    """What the cell says, the word of its colour first."""
    words = [repair.word for repair in sorted(flat.repairs, key=lambda repair: not repair.cold)]
    if Mark.COLD in flat.marks and not any(repair.cold for repair in flat.repairs):
        words.append(LATELY_COLD)
    if Mark.STOPPED in flat.marks or flat.state == RESUMING:
        words.append(flat.state)
    if Mark.NO_FILE in flat.marks:
        words.append(CALLED if flat.premises_id is not None else str(Mark.NO_FILE))
    if Mark.DOUBT in flat.marks:
        words.append(str(Mark.DOUBT))
    return tuple(dict.fromkeys(words))


def is_late(flat: Flat, now: datetime) -> bool:
    return any(repair.due is not None and repair.due < now for repair in flat.repairs)


def time_word(repair: OpenRepair, now: datetime) -> str:
    """`剩 18 分`, `超时 3 时 05 分`; empty when no limit runs."""
    if repair.due is None:
        return ""
    return f"{'超时' if repair.due < now else '剩'} {length(repair.due - now)}"


def repair_line(repair: OpenRepair, now: datetime) -> str:
    """`漏水　1115-0007　已派工　剩 18 分`."""
    parts = (repair.word, short_number(repair.number), repair.phase, time_word(repair, now))
    return "　".join(part for part in parts if part)


def tip(flat: Flat, now: datetime, covered: bool = False) -> str:
    """Everything the cell stands for, in lines; nobody's name while the screen is covered."""
    if flat.premises_id is None:
        return f"{flat.room}　无档：上下楼层都有这一户，台账里没有。"
    who = "" if covered else flat.holder
    lines = ["　".join(part for part in (flat.address or flat.room, who, flat.state) if part)]
    lines += [repair_line(repair, now) for repair in flat.repairs]
    if flat.cold_at is not None:
        lines.append(f"{day_and_time(flat.cold_at, now)} 报过不热")
    if Mark.NO_FILE in flat.marks:
        lines.append("来电时记的，待建档")
    if Mark.DOUBT in flat.marks:
        lines.append("台账有待核的内容")
    return "\n".join(lines)


def spoken(flat: Flat, now: datetime) -> str:
    """For a screen reader: room, words, lateness."""
    late = ("超时",) if is_late(flat, now) else ()
    return " ".join((flat.room, *cell_words(flat), *late))


def unit_word(unit: str) -> str:
    """`2单元`; a unit with a name of its own keeps it."""
    return f"{unit}单元" if unit.isascii() and unit.isalnum() else unit


def building_title(community: str, building: str) -> str:
    """`和平里小区 3号楼`."""
    return f"{community} {building_name(building)}" if building else community


def hint_sentence(hint: Hint) -> str:
    """What the pattern suggests, as advice and not as a finding."""
    if hint.kind is HintKind.AIR:
        return f"顶层多户不热，可能有气（{hint.flats} 户）"
    unit = f"{hint.unit} 单元 " if hint.unit.isascii() and hint.unit else hint.unit
    return f"{unit}{hint.position} 号立管可能有问题（{hint.flats} 户不热）"
