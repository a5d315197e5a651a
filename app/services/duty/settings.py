"""What duty asks for: the shifts a station begins with, posts, sorts of notes, bounds of readings (duty.json)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from app.paths import resource_json


@dataclass(frozen=True, slots=True)
class Bound:
    """What a reading is called and between which values it is believed, in the unit of its column."""

    word: str
    least: int
    most: int


def first_shifts() -> tuple[tuple[str, int, int], ...]:
    """Name, begin and end in minutes after midnight of the shifts a station has until it sets its own."""
    return tuple((entry["name"], minute_of(entry["begins"]), minute_of(entry["ends"])) for entry in _raw()["shifts"])


def post_words() -> Mapping[str, str]:
    """The posts of the roster with their words, in the order they are shown."""
    words: dict[str, str] = _raw()["posts"]
    return words


def note_sorts() -> tuple[str, ...]:
    """What a line of the 值班记录 may be about, in the order it is offered."""
    return tuple(_raw()["note_sorts"])


def weather_words() -> tuple[str, ...]:
    """Weather as it is offered; any other word may be typed."""
    return tuple(_raw()["weather"])


def late_entry() -> timedelta:
    """How long afterwards a reading or a line may still be written."""
    return timedelta(days=int(_raw()["late_days"]))


@cache
def bounds() -> Mapping[str, Bound]:
    """The bounds of every figure of a reading, by its column."""
    return {name: Bound(**entry) for name, entry in _raw()["readings"].items()}


def minute_of(text: str) -> int:
    """Minutes after midnight of `08:30`; ValueError for anything else."""
    hours, minutes = text.split(":")
    if not (0 <= int(hours) < 24 and 0 <= int(minutes) < 60):
        raise ValueError(f"no time of day: {text}")
    return int(hours) * 60 + int(minutes)


@cache
def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = resource_json("duty.json")
    return raw
