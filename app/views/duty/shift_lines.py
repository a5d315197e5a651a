"""Shift times as people write them: one line each, `白班 08:00-20:00`."""

import re
from collections.abc import Iterable

from app.services.duty.shifts import DAY_MINUTES, ShiftHours, spoken_minute

_LINE = re.compile(r"(?P<name>\S+?)\s*(?P<from>\d{1,2}[:：]?\d{2})\s*(?:[-–—~～至到])\s*(?P<until>\d{1,2}[:：]?\d{2})")


def shift_lines(shifts: Iterable[ShiftHours]) -> str:
    """The shifts as they are shown for editing."""
    return "\n".join(
        f"{shift.name} {spoken_minute(shift.begins_minute)}-{spoken_minute(shift.ends_minute)}" for shift in shifts
    )


def read_shift_lines(text: str) -> tuple[tuple[ShiftHours, ...], str]:
    """The shifts written down, and the first line that nobody understands (else empty)."""
    shifts = []
    for line in filter(None, map(str.strip, text.splitlines())):
        match = _LINE.fullmatch(line)
        times = (_minute(match["from"]), _minute(match["until"])) if match is not None else (None, None)
        begins, ends = times
        if match is None or begins is None or ends is None:
            return (), line
        shifts.append(ShiftHours(match["name"], begins, ends))
    return tuple(shifts), ""


def _minute(text: str) -> int | None:
    digits = text.replace(":", "").replace("：", "")
    hours, minutes = int(digits[:-2]), int(digits[-2:])
    if minutes >= 60 or hours > 24 or (hours == 24 and minutes):
        return None
    return (hours * 60 + minutes) % DAY_MINUTES
