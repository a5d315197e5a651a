"""The room temperature the regulation asks for at an hour of the day; the numbers are data (room_limits.json)."""

from datetime import datetime, time
from functools import cache

from app.paths import resource_json
from app.services.kernel.times import china


def least_at(at: datetime) -> int:
    """Hundredths of °C a living room must have at this moment (7.1); 21:00 still belongs to the day."""
    minute = china(at).time().replace(second=0, microsecond=0)
    for start, end, least in _limits():
        within = start <= minute <= end if start <= end else minute >= start or minute <= end
        if within:
            return least
    return 0


def is_below(room_c: int | None, at: datetime) -> bool:
    """Whether a measured room is below the limit of its hour; no rounding, no tolerance."""
    return room_c is not None and room_c < least_at(at)


@cache
def _limits() -> tuple[tuple[time, time, int], ...]:
    table = resource_json("room_limits.json")
    return tuple(
        (time.fromisoformat(entry["from"]), time.fromisoformat(entry["until"]), int(entry["least_c"]))
        for entry in table["limits"]
    )
