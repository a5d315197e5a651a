"""Numbers of the 回执单 that a station may set: data (resources/slips.json)."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from app.paths import resource_json


@dataclass(frozen=True, slots=True)
class SlipRules:
    """`apart`: written and phoned times further apart are explained. Readings outside their bounds are questioned.

    Temperatures in hundredths of °C. A slip is `old` that many days after the repair was finished; `most_blanks` is
    what a repairer's pocket holds.
    """

    clause: str
    apart: timedelta
    room_c: tuple[int, int]
    water_c: tuple[int, int]
    old: timedelta
    most_blanks: int


@cache
def slip_rules() -> SlipRules:
    """The numbers as shipped, read once."""
    table = resource_json("slips.json")
    return SlipRules(
        clause=table["clause"],
        apart=timedelta(minutes=table["apart_minutes"]),
        room_c=(table["lowest_c"], table["highest_c"]),
        water_c=(table["lowest_water_c"], table["highest_water_c"]),
        old=timedelta(days=table["old_days"]),
        most_blanks=table["most_blanks"],
    )
