"""The words that may stand on a premises: which are sensitive, what gives them away, how long they last.

They are data (resources/flags.json). A sensitive word is never on a paper that leaves the station and never on the
counter's screen; a neutral ▲ 请先致电 stands there instead.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from app.paths import resource_json

SEASON = "season"


@dataclass(frozen=True, slots=True)
class FlagWord:
    """One word. `by_hand`: a clerk may set it; `signs` in a remark say the same; `holds` stops an erasure."""

    word: str
    by_hand: bool
    sensitive: bool = False
    grave: bool = False
    holds: bool = False
    expires: str = ""
    signs: tuple[str, ...] = ()


@cache
def flag_words() -> Mapping[str, FlagWord]:
    """Every word by its text, in the order of the list: those set by hand, then those computed."""
    table = _table()
    entries = [(entry, True) for entry in table["words"]] + [(entry, False) for entry in table["computed"]]
    return {
        entry["word"]: FlagWord(**{**entry, "signs": tuple(entry["signs"])}, by_hand=by_hand)
        for entry, by_hand in entries
    }


def is_sensitive(word: str) -> bool:
    """Whether the word must not be read by somebody who stands at the counter."""
    known = flag_words().get(word)
    return known is not None and known.sensitive


def neutral_mark() -> str:
    """What stands where a sensitive word may not."""
    return f"▲ {_table()['neutral']}"


def without_sensitive(text: str) -> str:
    """The text with every sensitive word, and whatever says the same, replaced by ▲."""
    return _telling().sub("▲", text)


def season_days(season: str) -> tuple[date, date] | None:
    """First and last day of a heating season such as 2026-2027; None when its name says no years."""
    found = re.fullmatch(r"(\d{4})\D+(\d{4})", season.strip())
    if found is None:
        return None
    table = _table()
    return (
        date.fromisoformat(f"{found[1]}-{table['season_begins']}"),
        date.fromisoformat(f"{found[2]}-{table['season_ends']}"),
    )


def last_day(word: str, season: str, today: date) -> date | None:
    """Until when a word set today stands unless the clerk says otherwise; None is without end.

    The end of the season; after it, and for a season without years, the end of the next one to end.
    """
    known = flag_words().get(word)
    if known is None or known.expires != SEASON:
        return None
    named = season_days(season)
    if named is not None and named[1] >= today:
        return named[1]
    ends = date.fromisoformat(f"{today.year}-{_table()['season_ends']}")
    return ends if ends >= today else ends.replace(year=today.year + 1)


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = resource_json("flags.json")
    return table


@cache
def _telling() -> re.Pattern[str]:
    texts = {text for word in flag_words().values() if word.sensitive for text in (word.word, *word.signs)}
    return re.compile("|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True)))
