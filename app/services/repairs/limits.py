"""Numbers of how this station works with repairs; data (resources/repairs.json)."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from app.paths import resource_json


def undo_span() -> timedelta:
    """How long one's last act may be taken back without giving a reason."""
    return timedelta(seconds=int(_table()["undo"]["seconds"]))


def temperature_range(what: str) -> tuple[int, int]:
    """The lowest and highest believable temperature of `room` or `water`, in hundredths of °C."""
    low, high = _table()["temperatures"][what]
    return int(low), int(high)


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = resource_json("repairs.json")
    return table
