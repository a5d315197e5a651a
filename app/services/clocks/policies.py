"""Time limits as data: what each clause demands, since when, and what a station changed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from itertools import pairwise
from typing import Any, NamedTuple, Self

from app.services.clocks.facts import WORDS, Subject
from app.services.kernel.errors import AppError, NotFound
from app.services.kernel.times import CHINA, china, to_ms

_DAY = 24 * 60
_ALWAYS = 1 << 62


class BadPolicy(AppError):
    """A policy, shipped or adjusted, does not make sense; the message names file, policy and field."""


class Take(StrEnum):
    """Which of several starting facts starts the clock."""

    FIRST = "first"
    LAST = "last"
    ALL = "all"  # every kind must have happened; the latest of them counts


@dataclass(frozen=True, slots=True)
class StartRule:
    """The facts that start a clock; `after` kinds, where they happened later, put the start off."""

    kinds: frozenset[str]
    take: Take
    after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Policy:
    """One time limit as valid in one span of time. Times of day are minutes after 00:00 China time.

    Exactly one of `limit_minutes` (counted through nights and holidays) and `working_days` is set.
    `stops` end the clock, at or after `not_before_minutes` from the start; `releases` end it without
    a verdict while it is not yet late. `severity` 1 is the most urgent.
    """

    id: str
    clause: str
    title: str
    severity: int
    kinds: frozenset[str]
    groups: frozenset[str]
    except_groups: frozenset[str]
    start: StartRule
    stops: frozenset[str]
    releases: frozenset[str]
    user_reasons: frozenset[str]
    explanations: frozenset[str]
    limit_minutes: int | None
    working_days: int | None
    not_before_minutes: int
    calling_hours: tuple[int, int] | None
    day_end: int
    closing: int | None
    thresholds: tuple[int, ...]
    valid_from: datetime | None
    valid_until: datetime | None
    adjusted: str = ""

    def applies(self, subject: Subject) -> bool:
        """Whether matters like `subject` are under this limit."""
        return (
            subject.kind in self.kinds
            and (not self.groups or subject.group in self.groups)
            and subject.group not in self.except_groups
        )


@dataclass(frozen=True, slots=True)
class PolicyOverride:
    """What a station changed in one policy for a span of time; kept for ever, never edited.

    `changes` has the field names and value forms of the policy files. Of two overrides valid at once
    the later `valid_from` wins, field by field.
    """

    policy_id: str
    changes: Mapping[str, object]
    valid_from: datetime
    valid_until: datetime | None
    reason: str
    by: str


class PolicySource(NamedTuple):
    """A policy as written, with the place to name in a complaint about it."""

    where: str
    raw: Mapping[str, object]


class Version(NamedTuple):
    """One policy in one span [since, until) of milliseconds."""

    since: int
    until: int
    policy: Policy


@dataclass(frozen=True, slots=True, eq=False)
class PolicySet:
    """Every policy with its versions in order of time, overrides applied; immutable."""

    versions: Mapping[str, tuple[Version, ...]] = field(repr=False)
    _by_subject: dict[Subject, tuple[tuple[Version, ...], ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, sources: Iterable[PolicySource], overrides: Sequence[PolicyOverride] = ()) -> Self:
        """Build from `sources` (several versions of an id allowed); BadPolicy when anything does not fit."""
        written: dict[str, list[PolicySource]] = {}
        for source in sources:
            written.setdefault(read_policy(source).id, []).append(source)
        for override in overrides:
            if override.policy_id not in written:
                raise BadPolicy(f"{_place(override)}：没有这条时限规则，请核对编号。")
        return cls(
            {
                policy_id: _timeline(versions, [o for o in overrides if o.policy_id == policy_id])
                for policy_id, versions in written.items()
            }
        )

    def at(self, policy_id: str, moment: datetime) -> Policy:
        """The version valid at `moment`; NotFound with a sentence when there is none."""
        if policy_id not in self.versions:
            raise NotFound(f"没有时限规则 {policy_id}。现有：{'、'.join(sorted(self.versions))}。")
        when = to_ms(moment)
        for since, until, policy in self.versions[policy_id]:
            if since <= when < until:
                return policy
        raise NotFound(f"时限规则 {policy_id} 在 {china(moment):%Y-%m-%d} 没有有效版本。")

    def for_subject(self, subject: Subject) -> tuple[tuple[Version, ...], ...]:
        """For each policy that applies to `subject`, the versions that do; remembered."""
        known = self._by_subject.get(subject)
        if known is None:
            applying = (tuple(v for v in row if v.policy.applies(subject)) for row in self.versions.values())
            known = self._by_subject[subject] = tuple(row for row in applying if row)
        return known


def read_policy(source: PolicySource) -> Policy:
    """The policy written in `source`; BadPolicy naming file, policy and field."""
    return _Reader(source).policy()


def _timeline(sources: list[PolicySource], overrides: list[PolicyOverride]) -> tuple[Version, ...]:
    shipped = [(source, read_policy(source)) for source in sources]
    spans = [(_since(policy.valid_from), _until(policy.valid_until)) for _, policy in shipped]
    for number, ((since, until), (source, policy)) in enumerate(zip(spans, shipped, strict=True)):
        if any(since < other[1] and other[0] < until for other in spans[:number]):
            raise BadPolicy(f"{source.where}的规则 {policy.id}，字段 valid_from：与另一版本的有效期重叠。")
    ordered = sorted(overrides, key=lambda override: to_ms(override.valid_from))
    for override in ordered:
        if override.valid_until is not None and to_ms(override.valid_until) <= to_ms(override.valid_from):
            raise BadPolicy(f"{_place(override)}，字段 valid_until：应晚于 valid_from。")
    cuts = {cut for span in spans for cut in span}
    cuts |= {cut for o in ordered for cut in (to_ms(o.valid_from), _until(o.valid_until))}
    edges = sorted(cuts)
    versions = []
    for since, until in pairwise(edges):
        for (source, policy), (first, last) in zip(shipped, spans, strict=True):
            if first <= since < last:
                valid = [o for o in ordered if to_ms(o.valid_from) <= since < _until(o.valid_until)]
                versions.append(Version(since, until, _adjust(source, policy, valid)))
    return tuple(versions)


def _adjust(source: PolicySource, policy: Policy, overrides: list[PolicyOverride]) -> Policy:
    raw = dict(source.raw)
    for override in overrides:
        place = _place(override)
        for name in override.changes:
            if name in _FIXED_FIELDS or name not in _FIELDS:
                raise BadPolicy(f"{place}，字段 {name}：不能调整。")
        # One limit replaces the other kind of limit.
        for name, other in (("limit_minutes", "working_days"), ("working_days", "limit_minutes")):
            if override.changes.get(name) is not None:
                raw.pop(other, None)
        raw |= override.changes
        policy = replace(
            read_policy(PolicySource(place, raw)),
            adjusted=f"本站自 {china(override.valid_from):%Y-%m-%d %H:%M} 起调整（{override.by}：{override.reason}）",
        )
    return policy


def _place(override: PolicyOverride) -> str:
    return f"本站调整（{override.by}，{china(override.valid_from):%Y-%m-%d}）的规则 {override.policy_id}"


def _since(moment: datetime | None) -> int:
    return -_ALWAYS if moment is None else to_ms(moment)


def _until(moment: datetime | None) -> int:
    return _ALWAYS if moment is None else to_ms(moment)


_FIXED_FIELDS = {"id", "clause", "valid_from", "valid_until"}
_FIELDS = {policy_field for policy_field in Policy.__dataclass_fields__ if policy_field != "adjusted"}
_USER_REASONS = ["rescheduled_by_user", "nobody_home", "refused_entry", "no_adult"]
_DEFAULT_START: dict[str, object] = {}


class _Reader:
    """Reads one raw policy field by field and complains in sentences."""

    def __init__(self, source: PolicySource) -> None:
        self._raw = source.raw
        name = source.raw.get("id", "（无编号）")
        self._place = source.where if "规则" in source.where else f"{source.where} 的规则 {name}"

    def policy(self) -> Policy:
        for name in self._raw:
            if name not in _FIELDS:
                raise self._bad(name, "没有这个字段")
        limit, days = self._count("limit_minutes"), self._count("working_days")
        if (limit is None) == (days is None):
            raise self._bad("limit_minutes", "limit_minutes 与 working_days 应填且只填一个")
        not_before = self._count("not_before_minutes") or 0
        if days is not None and not_before:
            raise self._bad("not_before_minutes", "只用于按分钟计的时限")
        if days is None and self._raw.get("closing") is not None:
            raise self._bad("closing", "只用于按工作日计的时限")
        valid_from, valid_until = self._day("valid_from"), self._day("valid_until")
        if valid_from and valid_until and valid_until <= valid_from:
            raise self._bad("valid_until", "应晚于 valid_from")
        return Policy(
            id=self._text("id"),
            clause=self._text("clause"),
            title=self._text("title"),
            severity=self._count("severity") or 2,
            kinds=self._words("kinds", needed=True),
            groups=self._words("groups"),
            except_groups=self._words("except_groups"),
            start=self._start(),
            stops=self._facts("stops", needed=True),
            releases=self._facts("releases"),
            user_reasons=self._facts("user_reasons", _USER_REASONS),
            explanations=self._facts("explanations", ["explained"]),
            limit_minutes=limit,
            working_days=days,
            not_before_minutes=not_before,
            calling_hours=self._hours(),
            day_end=self._time("day_end", self._raw.get("day_end") or "24:00"),
            closing=None if self._raw.get("closing") is None else self._time("closing", self._raw["closing"]),
            thresholds=self._thresholds(),
            valid_from=valid_from,
            valid_until=valid_until,
        )

    def _bad(self, name: str, what: str) -> BadPolicy:
        return BadPolicy(f"{self._place}，字段 {name}：{what}。")

    def _text(self, name: str) -> str:
        value = self._raw.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self._bad(name, "应为文字，不能为空")
        return value

    def _count(self, name: str) -> int | None:
        value = self._raw.get(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= 1_000_000:
            raise self._bad(name, f"应为大于 0 的整数，现为 {value}")
        return value

    def _words(self, name: str, default: Sequence[str] = (), *, needed: bool = False) -> frozenset[str]:
        return self._word_set(name, self._raw.get(name, default), needed=needed)

    def _word_set(self, name: str, value: object, *, needed: bool = False) -> frozenset[str]:
        if not isinstance(value, list | tuple) or not all(isinstance(word, str) and word for word in value):
            raise self._bad(name, "应为词的列表")
        if needed and not value:
            raise self._bad(name, "至少填一项")
        return frozenset(value)

    def _facts(self, name: str, default: Sequence[str] = (), *, needed: bool = False) -> frozenset[str]:
        return self._known(name, self._words(name, default, needed=needed))

    def _known(self, name: str, kinds: frozenset[str]) -> frozenset[str]:
        for kind in sorted(kinds - WORDS.keys()):
            raise self._bad(name, f"不认识办理事实 {kind}")
        return kinds

    def _start(self) -> StartRule:
        raw: Any = self._raw.get("start", _DEFAULT_START)
        if not isinstance(raw, Mapping) or raw.keys() - {"kinds", "take", "after"}:
            raise self._bad("start", "应写明 kinds，可另写 take、after")
        take = raw.get("take", Take.FIRST.value)
        if take not in set(Take):
            raise self._bad("start.take", f"应为 first、last 或 all，现为 {take}")
        return StartRule(
            kinds=self._known("start.kinds", self._word_set("start.kinds", raw.get("kinds", ()), needed=True)),
            take=Take(take),
            after=self._known("start.after", self._word_set("start.after", raw.get("after", ()))),
        )

    def _time(self, name: str, value: object) -> int:
        written = re.fullmatch(r"(\d{2}):(\d{2})", value) if isinstance(value, str) else None
        minutes = int(written[1]) * 60 + int(written[2]) if written and int(written[2]) < 60 else 0
        if not 0 < minutes <= _DAY:
            raise self._bad(name, f"应为 00:01 至 24:00 的时刻，现为 {value}")
        return minutes

    def _hours(self) -> tuple[int, int] | None:
        value = self._raw.get("calling_hours")
        if value is None:
            return None
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise self._bad("calling_hours", '应为起止两个时刻，如 ["09:00", "20:00"]')
        opens, closes = (self._time("calling_hours", part) for part in value)
        if opens >= closes:
            raise self._bad("calling_hours", "起始应早于终止")
        if self._raw.get("limit_minutes") is None:
            raise self._bad("calling_hours", "只用于按分钟计的时限")
        return opens, closes

    def _thresholds(self) -> tuple[int, ...]:
        value = self._raw.get("thresholds", [75, 100])
        if (
            not isinstance(value, list | tuple)
            or not all(isinstance(percent, int) and 0 < percent <= 100 for percent in value)
            or len(value) != 2
            or value[0] >= value[1]
            or value[1] != 100
        ):
            raise self._bad("thresholds", "应为两个百分数，后一个为 100，如 [75, 100]")
        return tuple(value)

    def _day(self, name: str) -> datetime | None:
        value = self._raw.get(name)
        if value is None:
            return None
        try:
            day = date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            day = None
        if day is None:
            raise self._bad(name, f"应为日期，如 2026-11-01，现为 {value}")
        return datetime.combine(day, time(), CHINA)
