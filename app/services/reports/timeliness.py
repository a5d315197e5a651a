"""The rates managers ask for, counted in both ways; how each is counted is told in docs/figures.md."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from app.services.clocks.engine import Classification
from app.services.kernel.desk import Desk
from app.services.kernel.times import china
from app.services.repairs.faults import group_word
from app.services.reports.lateness import LateClock, late_clocks
from app.services.reports.period import Case, Judged, Period, read_period
from app.services.reports.rates import Class, Rate, RateRule
from app.services.reports.span import Span

T = TypeVar("T")

_TIMELY = (
    Class(Classification.MET, Classification.MET.word, good=True),
    Class(Classification.LATE_EXPLAINED, Classification.LATE_EXPLAINED.word),
    Class(Classification.LATE_USER, Classification.LATE_USER.word, user=True),
    Class(Classification.LATE_UNEXPLAINED, Classification.LATE_UNEXPLAINED.word),
)
# Rates of a clock, by its policy.
CLOCK_RATES = {
    "repair.contact": RateRule("contact", "联系及时率", "9.10b", _TIMELY),
    "repair.leak.arrive": RateRule("arrive_leak", "到场及时率（漏水）", "9.10a", _TIMELY),
    "repair.arrive": RateRule("arrive", "到场及时率（其他）", "9.10b", _TIMELY),
    "repair.finish": RateRule("finish", "报修处理及时率", "9.10c", _TIMELY),
}
CALLED_BACK = RateRule(
    "called_back",
    "回访率",
    "9.11",
    (
        Class("reached", "成功", good=True),
        Class("refused", "拒访", good=True),
        Class("unreached", "未接通", user=True),
        Class("missed", "到期未回访"),
    ),
)
SATISFIED = RateRule(
    "satisfied",
    "满意率",
    "9.11",
    (Class("满意", "满意", good=True), Class("基本满意", "基本满意", good=True), Class("不满意", "不满意")),
)
_CALLED = {"solved": "reached", "unsolved": "reached", "refused": "refused", "unreached": "unreached"}


class By(StrEnum):
    """What the figures can be taken apart by."""

    COMMUNITY = "小区"
    GROUP = "故障类别"
    RESPONSIBILITY = "责任"
    REPAIRER = "维修员"
    HOUR = "受理时段"


@dataclass(frozen=True, slots=True)
class Reported:
    """Repairs told in the period, and those of them that end without some or all verdicts; one may be in several."""

    repairs: int
    voided: int
    joined: int
    merged: int
    user_closed: int


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one part; `word` is empty where nothing is on record (no community, nobody sent yet)."""

    word: str
    reported: Reported
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a period came to, as it stood at `at`."""

    span: Span
    at: datetime
    reported: Reported
    rates: tuple[Rate, ...]
    late: tuple[LateClock, ...]


def figures(desk: Desk, span: Span) -> Figures:
    """The rates of the period and every late clock with its evidence, the unexplained first."""
    period = read_period(desk, span)
    late = late_clocks(desk, [*period.clocks, *period.callbacks])
    return Figures(span, period.at, _reported(period.cases), _rates(period), late)


def breakdown(desk: Desk, span: Span, by: By) -> list[Group]:
    """The same figures for each community, fault group, responsibility, repairer or hour, by its word.

    A repair belongs to the repairer who was sent last and to the hour it was told in.
    """
    period = read_period(desk, span)
    word_of = _WORDS[by]
    # A callback's repair was told days before: it brings its own word.
    judged = [*period.cases, *(clock.case for clock in period.callbacks)]
    words = {case.matter_id: word_of(case) for case in judged if case.kind == "repair"}
    cases = _by_word(words, ((case, case) for case in period.cases))
    clocks = _by_word(words, ((clock.case, clock) for clock in period.clocks))
    given_up = _by_word(words, ((clock.case, clock) for clock in period.given_up))
    callbacks = _by_word(words, ((clock.case, clock) for clock in period.callbacks))
    return [
        _group(
            word,
            replace(
                period,
                cases=tuple(cases[word]),
                clocks=tuple(clocks[word]),
                given_up=tuple(given_up[word]),
                callbacks=tuple(callbacks[word]),
            ),
        )
        for word in sorted(set(words.values()))
    ]


def _by_word(words: Mapping[int, str], parts: Iterable[tuple[Case, T]]) -> defaultdict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for case, part in parts:
        if case.matter_id in words:
            found[words[case.matter_id]].append(part)
    return found


def _group(word: str, part: Period) -> Group:
    return Group(word, _reported(part.cases), _rates(part))


def _rates(period: Period) -> tuple[Rate, ...]:
    by_policy: defaultdict[str, list[Judged]] = defaultdict(list)
    for clock in (*period.clocks, *period.given_up):
        by_policy[clock.policy_id].append(clock)
    calls = period.callbacks
    rates = [_clock_rate(rule, by_policy[policy]) for policy, rule in CLOCK_RATES.items()]
    pending = sum(not _called(clock) and not clock.outcome for clock in calls)
    rates.append(CALLED_BACK.count(map(_called, calls), pending))
    reached = [clock.case.matter_id for clock in calls if _called(clock) == "reached"]
    rates.append(SATISFIED.count(period.satisfaction.get(matter_id, "") for matter_id in reached))
    return tuple(rates)


def _clock_rate(rule: RateRule, clocks: Sequence[Judged]) -> Rate:
    return rule.count((clock.outcome for clock in clocks), sum(not clock.outcome for clock in clocks))


def _called(clock: Judged) -> str:
    """Which class of 回访率 a callback is in.

    None while it is not yet due, nor when it was merged into a new repair in time.
    """
    result = clock.case.callback_result
    if result in _CALLED:
        return _CALLED[result]
    if clock.outcome in ("", Classification.MET):
        return ""
    return "unreached" if clock.outcome == Classification.LATE_USER else "missed"


def _reported(cases: Iterable[Case]) -> Reported:
    repairs = [case for case in cases if case.kind == "repair"]
    return Reported(
        len(repairs),
        sum(case.voided for case in repairs),
        sum(bool(case.outage) for case in repairs),
        sum(case.merged for case in repairs),
        sum(case.user_closed for case in repairs),
    )


_WORDS: dict[By, Callable[[Case], str]] = {
    By.COMMUNITY: lambda case: case.community,
    By.GROUP: lambda case: group_word(case.group) if case.group else "",
    By.RESPONSIBILITY: lambda case: case.responsibility,
    By.REPAIRER: lambda case: case.repairer,
    By.HOUR: lambda case: f"{china(case.told_at):%H} 时",
}
