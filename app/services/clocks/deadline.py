"""Deadlines asked for by hand: by policy or by a number of working days, from given times."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.services.clocks.calendar import Calendar
from app.services.clocks.due import Due, due
from app.services.clocks.policies import PolicySource, read_policy
from app.services.clocks.rules import Rules
from app.services.kernel.errors import InvalidInput
from app.services.kernel.times import CHINA

MOST_WORKING_DAYS = 1000


@dataclass(frozen=True, slots=True)
class Deadline:
    """One answer; `asked` is the time as it was typed."""

    asked: str
    start: datetime
    due: Due


def parse_time(text: str) -> datetime:
    """`2026-02-13T09:00` (China time; seconds, an offset or a bare date are taken too) as an aware moment.

    InvalidInput with a sentence when it is none, or lies outside 2000–2099.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInput({"from": f"“{text}”不是时间，应写作 2026-02-13T09:00（北京时间）。"}) from None
    if not 2000 <= moment.year <= 2099:
        raise InvalidInput({"from": f"“{text}”的年份应在 2000 至 2099 之间。"})
    return moment.replace(tzinfo=CHINA) if moment.utcoffset() is None else moment.astimezone(CHINA)


def deadlines(rules: Rules, policy_id: str, times: Sequence[str]) -> list[Deadline]:
    """When `policy_id` runs out, started at each of `times`; InvalidInput or NotFound with a sentence."""
    starts = [(text, parse_time(text)) for text in times]
    return [Deadline(text, start, rules.due(policy_id, start)) for text, start in starts]


def working_day_deadlines(calendar: Calendar, days: int, times: Sequence[str]) -> list[Deadline]:
    """The end (24:00) of the `days`-th working day after each of `times`; InvalidInput with a sentence."""
    if not 1 <= days <= MOST_WORKING_DAYS:
        raise InvalidInput({"working-days": f"工作日数应在 1 至 {MOST_WORKING_DAYS} 之间，现为 {days}。"})
    raw: dict[str, object] = {
        "id": "asked",
        "clause": "—",
        "title": "按工作日",
        "kinds": ["asked"],
        "start": {"kinds": ["told"]},
        "stops": ["answered"],
        "working_days": days,
    }
    policy = replace(read_policy(PolicySource("", raw)), clause="")
    starts = [(text, parse_time(text)) for text in times]
    return [Deadline(text, start, due(policy, start, calendar)) for text, start in starts]


def as_json(answers: Sequence[Deadline]) -> list[dict[str, object]]:
    """`[{from, due, not_before, provisional, steps: [{at, why}]}]`, moments as 2026-02-27T23:59:59+08:00."""
    return [
        {
            "from": answer.asked,
            "due": _written(answer.due.due),
            "not_before": None if answer.due.not_before is None else _written(answer.due.not_before),
            "provisional": answer.due.provisional,
            "steps": [{"at": _written(step.at), "why": step.why} for step in answer.due.steps],
        }
        for answer in answers
    ]


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
