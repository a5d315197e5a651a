"""When a callback may and must be made, and how often it is tried: the policy's hours, the station's limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from app.paths import resource_json
from app.services.clocks.due import reckon
from app.services.kernel.desk import Desk
from app.services.kernel.times import china, from_ms, to_ms

POLICY = "repair.callback"


@dataclass(frozen=True, slots=True)
class Window:
    """When a callback may and must be made; `open_now` also asks for calling hours."""

    not_before: datetime
    due: datetime
    open_now: bool


def window(desk: Desk, finished_at: datetime) -> Window:
    """When the repair finished then is to be called back, by the policy valid at that moment."""
    policy = desk.rules.policies.at(POLICY, finished_at)
    reckoned = reckon(policy, to_ms(finished_at), desk.rules.calendar)
    not_before = from_ms(reckoned.due if reckoned.not_before is None else reckoned.not_before)
    now = desk.now()
    local = china(now)
    hours = policy.calling_hours
    decent = hours is None or hours[0] <= local.hour * 60 + local.minute <= hours[1]
    return Window(not_before, from_ms(reckoned.due), now >= not_before and decent)


def half_day(at: datetime) -> tuple[int, bool]:
    """The half-day of China a moment lies in: a day's number, and whether it is the morning."""
    local = china(at)
    return local.date().toordinal(), local.hour < 12


@cache
def limits() -> Mapping[str, Any]:
    """Attempts, half-days and tries at the code, as the station keeps them (resources/callback.json)."""
    read: Mapping[str, Any] = resource_json("callback.json")
    return read
