"""When a limit runs out, and how that was reckoned, step by step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from app.services.clocks.calendar import Calendar
from app.services.clocks.facts import WORDS
from app.services.clocks.policies import Policy, Take
from app.services.kernel.times import CHINA, china, from_ms, to_ms

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
_OFFSET = 8 * 60 * MINUTE
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_WEEKDAYS = "一二三四五六日"


class Reckoned(NamedTuple):
    """A limit's moments in milliseconds; `not_before` is None without a waiting time."""

    due: int
    not_before: int | None
    provisional: bool
    closing: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reckoning: the moment it reached, in China time, and why."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit runs out, in China time; meeting it at `due` itself is in time.

    A working day that ends at 24:00 is due at 23:59:59.999 of that day, so that the date of `due` is
    always the day it is due on. `closing` is when the office closes on that day: a warning only.
    """

    due: datetime
    not_before: datetime | None
    provisional: bool
    closing: datetime | None
    steps: tuple[Step, ...]


def reckon(policy: Policy, start: int, calendar: Calendar) -> Reckoned:
    """The limit of `policy` counted from `start` (milliseconds)."""
    if policy.working_days is not None:
        ordinal = (start + _OFFSET) // DAY + _EPOCH_DAY
        day, provisional = calendar.reach(ordinal, policy.working_days)
        midnight = (day - _EPOCH_DAY) * DAY - _OFFSET
        closing = None if policy.closing is None else midnight + policy.closing * MINUTE
        return Reckoned(_end(midnight, policy.day_end), None, provisional, closing)
    limit = (policy.limit_minutes or 0) * MINUTE
    if not policy.not_before_minutes and policy.calling_hours is None:
        return Reckoned(start + limit, None, False, None)
    opens = start + policy.not_before_minutes * MINUTE
    due = opens + limit
    if policy.calling_hours is not None:
        opens = _forward(opens, policy.calling_hours)
        due = max(opens, _back(opens + limit, policy.calling_hours))
    return Reckoned(due, opens, False, None)


def due(policy: Policy, start: datetime, calendar: Calendar) -> Due:
    """When `policy`, started at `start` (aware), runs out, explained in Chinese."""
    reckoned = reckon(policy, to_ms(start), calendar)
    first = china(start)
    explain = _working_steps if policy.working_days is not None else _minute_steps
    adjusted = [Step(first, policy.adjusted + "。")] if policy.adjusted else []
    return Due(
        due=_china(reckoned.due),
        not_before=None if reckoned.not_before is None else _china(reckoned.not_before),
        provisional=reckoned.provisional,
        closing=None if reckoned.closing is None else _china(reckoned.closing),
        steps=(*adjusted, *explain(policy, first, reckoned, calendar)),
    )


def _minute_steps(policy: Policy, start: datetime, reckoned: Reckoned, _: Calendar) -> Iterator[Step]:
    end = _china(reckoned.due)
    yield Step(start, f"{_day(start)} {start:%H:%M} {_start_word(policy)}，起算。")
    if reckoned.not_before is not None:
        waited = _china(to_ms(start) + policy.not_before_minutes * MINUTE)
        opens = _china(reckoned.not_before)
        yield Step(waited, f"满 {_span(policy.not_before_minutes)}，{_day(waited)} {waited:%H:%M} 起可办。")
        if opens != waited and policy.calling_hours:
            yield Step(opens, f"不在通话时段 {_hours(policy.calling_hours)} 内，顺延到 {_day(opens)} {opens:%H:%M}。")
    limit = policy.limit_minutes or 0
    counted = f"加 {_span(limit)}，昼夜连续计算，节假日不扣除（依据 {policy.clause}）"
    full = _china((reckoned.not_before or to_ms(start)) + limit * MINUTE)
    if full != end:
        yield Step(full, f"{counted}，到 {_day(full)} {full:%H:%M}。")
        yield Step(end, f"不在通话时段内，提前到 {_day(end)} {end:%H:%M} 截止。")
    else:
        yield Step(end, f"{counted}，{_day(end)} {end:%H:%M} 截止。")


def _working_steps(policy: Policy, start: datetime, reckoned: Reckoned, calendar: Calendar) -> Iterator[Step]:
    first = start.date()
    end = _china(reckoned.due)
    yield Step(start, f"{_day(start)} {start:%H:%M} {_start_word(policy)}，当日为第 0 日。")
    counted = 0
    rest: list[date] = []
    unplanned: set[int] = set()
    for ordinal in range(first.toordinal() + 1, end.date().toordinal() + 1):
        day = date.fromordinal(ordinal)
        if not calendar.covers(day.year) and day.year not in unplanned:
            unplanned.add(day.year)
            yield Step(_midnight(day), f"{day.year} 年的放假安排尚未导入，暂按周一至周五计算，导入后重新计算。")
        if not calendar.works(ordinal):
            rest.append(day)
            continue
        yield from _rest(rest)
        rest = []
        counted += 1
        made_up = "（调休上班）" if calendar.is_made_up(day) else ""
        yield Step(_midnight(day), f"{_day(day)}{made_up}，第 {counted} 个工作日。")
    if reckoned.closing is not None and reckoned.closing < reckoned.due:
        closing = _china(reckoned.closing)
        yield Step(closing, f"当日 {closing:%H:%M} 停止办公，宜在此前办理（民法典第二百零三条）。")
    clause = f"（依据 {policy.clause}）" if policy.clause else ""
    yield Step(end, f"{_day(end)} 第 {policy.working_days} 个工作日，{_clock(policy.day_end)} 截止{clause}。")


def _rest(days: list[date]) -> Iterator[Step]:
    if len(days) == 1:
        yield Step(_midnight(days[0]), f"{_day(days[0])}，休息，不计。")
    elif days:
        yield Step(_midnight(days[0]), f"{_day(days[0])}至 {_day(days[-1])}，休息 {len(days)} 天，不计。")


def _start_word(policy: Policy) -> str:
    # The order of WORDS is the order of a matter's life.
    words = [word for kind, word in WORDS.items() if kind in policy.start.kinds]
    if policy.start.take is Take.ALL:
        return "与".join(words) + "均已具备"
    return "或".join(words) or "收到"


def _forward(moment: int, hours: tuple[int, int]) -> int:
    """`moment`, or the next opening when it lies outside the calling hours."""
    midnight, minute = _split(moment)
    if minute < hours[0] * MINUTE:
        return midnight + hours[0] * MINUTE
    if minute >= hours[1] * MINUTE:
        return midnight + DAY + hours[0] * MINUTE
    return moment


def _back(moment: int, hours: tuple[int, int]) -> int:
    """`moment`, or the last closing when it lies outside the calling hours."""
    midnight, minute = _split(moment)
    if minute > hours[1] * MINUTE:
        return _end(midnight, hours[1])
    if minute < hours[0] * MINUTE:
        return _end(midnight - DAY, hours[1])
    return moment


def _split(moment: int) -> tuple[int, int]:
    minute = (moment + _OFFSET) % DAY
    return moment - minute, minute


def _end(midnight: int, minutes: int) -> int:
    # 24:00 would carry the date of the day after; the last millisecond carries the right one.
    return midnight + minutes * MINUTE - (minutes * MINUTE == DAY)


def _china(milliseconds: int) -> datetime:
    return from_ms(milliseconds).astimezone(CHINA)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)


def _day(day: date) -> str:
    return f"{day:%Y-%m-%d} 周{_WEEKDAYS[day.weekday()]}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _hours(hours: tuple[int, int]) -> str:
    return f"{_clock(hours[0])}–{_clock(hours[1])}"


def _span(minutes: int) -> str:
    return f"{minutes // 60} 小时" if minutes % 60 == 0 else f"{minutes} 分钟"
