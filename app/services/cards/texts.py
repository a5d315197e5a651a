"""What a card says beside names and numbers: words are data (resources/cards.json), limits come from the policies."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from app.paths import resource_json
from app.services.clocks.rules import Rules
from app.services.kernel.errors import NotFound
from app.services.matters.tariff import tariff_on

_MINUTES_AN_HOUR = 60


@cache
def texts() -> Mapping[str, Any]:
    """The whole table, read once."""
    table: Mapping[str, Any] = resource_json("cards.json")
    return table


def promises(rules: Rules, at: datetime) -> tuple[str, ...]:
    """What the station promises under the limits in force at `at`; one without a limit then is left out."""
    found = []
    for promise in texts()["promises"]:
        try:
            limits = {name: _limit(rules, policy_id, at) for name, policy_id in promise.get("limits", {}).items()}
            waits = {name: _wait(rules, policy_id, at) for name, policy_id in promise.get("not_before", {}).items()}
        except NotFound:
            continue
        found.append(str(promise["words"]).format(**limits, **waits))
    return tuple(found)


def prices(day: date) -> tuple[str, ...]:
    """What work on the user's own part costs on a day of China: `户内阀门更换(人工) 30 元/个`."""
    return tuple(f"{item.name} {_yuan(item.price_fen)} 元/{item.unit}" for item in tariff_on(day) if not item.voluntary)


def span(minutes: int) -> str:
    """`30 分钟`, `2 小时`, `1 小时 30 分钟`."""
    hours, rest = divmod(minutes, _MINUTES_AN_HOUR)
    parts = [f"{hours} 小时"] * bool(hours) + [f"{rest} 分钟"] * bool(rest or not hours)
    return " ".join(parts)


def _limit(rules: Rules, policy_id: str, at: datetime) -> str:
    policy = rules.policies.at(policy_id, at)
    if policy.limit_minutes is None:
        return f"{policy.working_days} 个工作日"
    return span(policy.limit_minutes)


def _wait(rules: Rules, policy_id: str, at: datetime) -> str:
    return span(rules.policies.at(policy_id, at).not_before_minutes)


def _yuan(fen: int) -> str:
    return f"{fen // 100}" if fen % 100 == 0 else f"{fen // 100}.{fen % 100:02d}"
