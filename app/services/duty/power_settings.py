"""What the 断电夹 holds and when it is written; data (resources/power_folder.json)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache
from typing import Any

from app.paths import resource_json


@dataclass(frozen=True, slots=True)
class BlankKind:
    """One kind of numbered blank in the folder, and how many of it lie there ready."""

    form: str
    series: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class PowerSettings:
    """`evening_at` is a time of day in China; a phone that is empty is left open for the pen."""

    folder: str
    evening_at: time
    ahead: timedelta
    files_kept: int
    most_open: int
    register_lines: int
    blanks: tuple[BlankKind, ...]
    reasons: Mapping[str, str]
    emergency: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]

    def word_of(self, form: str) -> str:
        """What a blank of this form is called."""
        return next((kind.word for kind in self.blanks if kind.form == form), "单据")


@cache
def power_settings() -> PowerSettings:
    """The table, read once."""
    raw: Mapping[str, Any] = resource_json("power_folder.json")
    return PowerSettings(
        folder=raw["folder"],
        evening_at=time.fromisoformat(raw["evening_at"]),
        ahead=timedelta(hours=raw["hours_ahead"]),
        files_kept=raw["files_kept"],
        most_open=raw["most_open"],
        register_lines=raw["register_lines"],
        blanks=tuple(BlankKind(**entry) for entry in raw["blanks"]),
        reasons=raw["reasons"],
        emergency=tuple((entry["what"], entry["phone"]) for entry in raw["emergency"]),
        steps=tuple(raw["steps"]),
    )
