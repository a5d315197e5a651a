"""日报: what one day came to and what it left open, counted from the records and printed for the station's head."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from peewee import JOIN, ModelSelect, fn

from app.models.matters import Matter
from app.models.repairs import Repair
from app.models.station import Staff
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput
from app.services.kernel.times import china
from app.services.kinds import SEALED, SEALED_WORDS, all_kinds
from app.services.matters.printing import Making, Printed, print_new, sheet_qr
from app.services.outages.reads import OutageRow, outages
from app.services.paper.kit import Paper
from app.services.paper.pdf import render
from app.services.paper.profiles import A4_PORTRAIT
from app.services.repairs.faults import group_words
from app.services.reports.span import Span
from app.services.reports.timeliness import Figures, figures

SERIES, FORM = "RB", "daily_report"


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A matter that was open when the day ended; of a sealed kind neither place nor words."""

    number: str
    kind: str
    told_at: datetime
    closed_at: datetime | None
    phase: str
    repairer: str
    place: str = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DayCounts:
    """What came in and was done on a day: matters by kind, repairs by fault group, in words; repairs finished."""

    taken: tuple[tuple[str, int], ...]
    closed: tuple[tuple[str, int], ...]
    groups: tuple[tuple[str, int], ...]
    repaired: int


@dataclass(frozen=True, slots=True)
class Daily:
    """One day of China. At midnight, or now when the day is today, `open_lines` were still to do and
    `to_call_back` were finished and waited for their callback; `phase` and `repairer` are as of `at`.
    """

    day: date
    at: datetime
    counts: DayCounts
    to_call_back: int
    figures: Figures
    outages: tuple[OutageRow, ...]
    open_lines: tuple[OpenLine, ...]


def daily(desk: Desk, day: date) -> Daily:
    """The day as the records tell it now; InvalidInput for a day to come."""
    if day > desk.today():
        raise InvalidInput({"day": "这一天还没有到。请选今天或以前的日期。"})
    span = Span(day, day)
    return Daily(
        day,
        desk.now(),
        day_counts(desk, day),
        _repairs(desk, (Repair.finished_at < span.ends) & _still_open(span)),
        figures(desk, span),
        tuple(row for row in outages(desk) if _concerns(row, span)),
        tuple(desk.store.rows(_open_at(span), _line)),
    )


def day_counts(desk: Desk, day: date) -> DayCounts:
    """The same day in bare numbers, for those who do not ask about limits."""
    span = Span(day, day)
    told = (Matter.told_at >= span.begins) & (Matter.told_at < span.ends)
    done = (Matter.closed_at >= span.begins) & (Matter.closed_at < span.ends)
    groups = Repair.select(Repair.fault_group, fn.COUNT(Repair.id)).join(Matter, on=(Matter.id == Repair.matter))
    found = dict(desk.store.tuples(groups.where(told).group_by(Repair.fault_group)))
    return DayCounts(
        _by_kind(desk, told),
        _by_kind(desk, done),
        tuple((word, found[group]) for group, word in group_words().items() if group in found),
        _repairs(desk, (Repair.finished_at >= span.begins) & (Repair.finished_at < span.ends)),
    )


def preview_daily(desk: Desk, day: date) -> bytes:
    """The paper as it would be printed now, without a number; nothing is given out."""
    return render([_paper(desk, daily(desk, day), "", desk.now(), f"制表 {desk.actor.name}")], A4_PORTRAIT)


def print_daily(desk: Desk, day: date, target: str, key: UUID, approved_by: str = "") -> Printed:
    """Number the paper, make it, journal it; promises as `print_sheet`."""
    found = daily(desk, day)
    declare = partial(_declare, desk, found)
    return print_new(
        desk, declare, A4_PORTRAIT, target, key, approved_by, series=SERIES, form=FORM, act="report.daily_issue"
    )


def _declare(desk: Desk, found: Daily, making: Making) -> Paper:
    return _paper(desk, found, making.sheet.number, making.at, making.foot)


def _paper(desk: Desk, found: Daily, number: str, at: datetime, foot: str) -> Paper:
    from app.services.reports.daily_form import daily_paper

    qr = sheet_qr(desk, number) if number else ""
    return daily_paper(desk.station, found, number=number, qr=qr, at=at, foot=foot)


def _concerns(row: OutageRow, span: Span) -> bool:
    """Heat was off on that day, or a stop was told on it."""
    ended = row.restored_at is not None and row.restored_at < span.begins
    return (row.began_at < span.ends and not ended) or span.holds(row.told_at)


def _by_kind(desk: Desk, where: Any) -> tuple[tuple[str, int], ...]:
    found = dict(desk.store.tuples(Matter.select(Matter.kind, fn.COUNT(Matter.id)).where(where).group_by(Matter.kind)))
    return tuple(_words_of(found.items()))


def _words_of(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    found = Counter(dict(counts))
    return [(kind.word, found[kind.name]) for kind in all_kinds() if found[kind.name]]


def _repairs(desk: Desk, where: Any) -> int:
    count: int = desk.store.scalar(
        Repair.select(fn.COUNT(Repair.id)).join(Matter, on=(Matter.id == Repair.matter)).where(where)
    )
    return count


def _still_open(span: Span) -> Any:
    return Matter.closed_at.is_null() | (Matter.closed_at >= span.ends)


def _open_at(span: Span) -> "ModelSelect[Matter]":
    return (
        Matter.select(
            Matter.number,
            Matter.kind,
            Matter.told_at,
            Matter.closed_at,
            Matter.phase,
            Staff.name.alias("repairer"),
            Matter.place_text.alias("place"),
            Matter.words,
        )
        .join(Repair, JOIN.LEFT_OUTER, on=(Repair.matter == Matter.id))
        .join_from(Repair, Staff, JOIN.LEFT_OUTER, on=(Staff.id == Repair.repairer))
        .where(Matter.told_at < span.ends, _still_open(span))
        .where(Repair.finished_at.is_null() | (Repair.finished_at >= span.ends))
        .order_by(Matter.told_at, Matter.id)
    )


def _line(**row: Any) -> OpenLine:
    sealed = row["kind"] in SEALED
    words = {kind.name: kind.word for kind in all_kinds()}
    return OpenLine(
        row["number"],
        words[row["kind"]],
        row["told_at"],
        row["closed_at"],
        row["phase"],
        row["repairer"] or "",
        "" if sealed else row["place"],
        SEALED_WORDS if sealed else row["words"],
    )


def day_word(day: date) -> str:
    """`2026年11月15日 星期日`."""
    return f"{day.year}年{day.month}月{day.day}日 星期{'一二三四五六日'[day.weekday()]}"


def clock_word(moment: datetime) -> str:
    """`11-15 08:05`, China time."""
    return f"{china(moment):%m-%d %H:%M}"


def span_words(minutes: int) -> str:
    """`40 分`, `3 小时 5 分`, `2 天 4 小时`: how it is said, never rounded up."""
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        return f"{days} 天 {hours} 小时" if hours else f"{days} 天"
    if hours:
        return f"{hours} 小时 {left} 分" if left else f"{hours} 小时"
    return f"{left} 分"
