"""Which clocks call the clerk: once each, when they come near their limit, and never for what somebody has just done.

Pure decisions from rows of the board; numbers and names are data (resources/alerts.json).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

from app.paths import resource_json
from app.services.clocks.engine import Classification, State
from app.services.kernel.times import china
from app.services.matters.board import BoardRow

# Which clock: matter, policy, start. A matter reopened has other clocks.
ClockKey = tuple[int, str, datetime]

_NEAR = frozenset({State.WARNING, State.OVERDUE})


@dataclass(frozen=True, slots=True)
class AlertRules:
    """Which clocks call aloud (by the length of their limit), which only in the taskbar, and what waits at night.

    `night` is from–until by China's clock and may go over midnight.
    """

    short_limit: timedelta
    long_limits: frozenset[str]
    night: tuple[time, time]
    can_wait: frozenset[str]

    def at_night(self, moment: datetime) -> bool:
        now, (begins, ends) = china(moment).time(), self.night
        return begins <= now < ends if begins <= ends else now >= begins or now < ends


@dataclass(frozen=True, slots=True)
class Alert:
    """One clock that calls now; `aloud` also to be heard. `due` is aware."""

    matter_id: int
    number: str
    title: str
    place: str
    due: datetime
    severity: int
    aloud: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What the clerk knows: clocks that have called, and in which state others stood when they were last in hand."""

    called: frozenset[ClockKey] = frozenset()
    known: Mapping[ClockKey, State] = field(default_factory=dict)


def alert_rules() -> AlertRules:
    """The shipped rules."""
    return _rules()


def alerts(
    rules: AlertRules, heard: Heard, rows: Iterable[BoardRow], now: datetime, in_hand: Collection[int] | None
) -> tuple[Heard, list[Alert]]:
    """What calls at `now`, the most urgent first, and what is known afterwards; `rows` are all open clocks.

    `in_hand`: matters the clerk has acted on since the last look, None for all of them (the board has just been
    opened). Their clocks are quiet as they stand, and call when they get worse. A clock that waits (a part is
    awaited, or it is night) is not spent: it calls when the waiting is over.
    """
    night = rules.at_night(now)
    called: set[ClockKey] = set()
    known: dict[ClockKey, State] = {}
    found: list[Alert] = []
    for row in rows:
        if row.state not in _NEAR or not _may_call(rules, row):
            continue
        key = (row.matter_id, row.policy_id, row.started)
        if key in heard.called:
            called.add(key)
        elif in_hand is None or row.matter_id in in_hand or heard.known.get(key) is row.state:
            known[key] = row.state
        elif not _waits(rules, row, now, night):
            called.add(key)
            found.append(_alert(rules, row))
    return Heard(frozenset(called), known), found


def _may_call(rules: AlertRules, row: BoardRow) -> bool:
    """Lateness the user knows of, or caused, is nothing to be called for."""
    late_unexplained = row.classification in (None, Classification.LATE_UNEXPLAINED)
    return late_unexplained and (_is_short(rules, row) or row.policy_id in rules.long_limits)


def _waits(rules: AlertRules, row: BoardRow, now: datetime, night: bool) -> bool:
    return (row.quiet_until is not None and row.quiet_until > now) or (night and row.policy_id in rules.can_wait)


def _is_short(rules: AlertRules, row: BoardRow) -> bool:
    return row.not_before is None and row.due - row.started <= rules.short_limit


def _alert(rules: AlertRules, row: BoardRow) -> Alert:
    return Alert(row.matter_id, row.number, row.title, row.place, row.due, row.severity, _is_short(rules, row))


@cache
def _rules() -> AlertRules:
    raw: Mapping[str, Any] = resource_json("alerts.json")
    night = raw["night"]
    return AlertRules(
        short_limit=timedelta(minutes=int(raw["short_limit_minutes"])),
        long_limits=frozenset(raw["long_limits"]),
        night=(time.fromisoformat(night["from"]), time.fromisoformat(night["until"])),
        can_wait=frozenset(night["can_wait"]),
    )
