"""What the station says about incidents: words, the storm rule, the texts of the notices (resources/outages.json)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from typing import Any

from app.paths import resource_json


@dataclass(frozen=True, slots=True)
class StormRule:
    """So many calls of these fault groups from one building within so many minutes make an incident worth offering."""

    calls: int
    minutes: int
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """The fixed sentences of the two notices."""

    stopped_title: str
    restored_title: str
    greeting: str
    working: Mapping[str, str]
    ahead: str
    at_home: tuple[str, ...]
    after: tuple[str, ...]
    apology: str


def cause_words() -> Mapping[str, str]:
    """The causes of an incident with their words, in the order they are offered."""
    words: dict[str, str] = _raw()["causes"]
    return words


def storm_rule() -> StormRule:
    raw = _raw()["storm"]
    return StormRule(raw["calls"], raw["minutes"], tuple(raw["groups"]))


def word_until() -> time:
    """Up to when in the morning yesterday's 今日口径 still counts, China time."""
    return time.fromisoformat(_raw()["word_until"])


def restored_tries() -> int:
    """After how many tries a caller who cannot be told that heat is back is left alone."""
    return int(_raw()["restored_tries"])


def told_how() -> tuple[str, ...]:
    """The ways users are told, in the order they are offered."""
    return tuple(_raw()["told_how"])


def everywhere() -> str:
    """How an incident without an area is called."""
    return str(_raw()["everywhere"])


def notice_words() -> NoticeWords:
    raw = dict(_raw()["notice"])
    for name in ("at_home", "after"):
        raw[name] = tuple(raw[name])
    return NoticeWords(**raw)


@cache
def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = resource_json("outages.json")
    return raw
