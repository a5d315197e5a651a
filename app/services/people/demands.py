"""What the regulation demands of the register; numbers and words are data (resources/people.json)."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from app.paths import resource_json


@dataclass(frozen=True, slots=True)
class Demands:
    """`remind_days`: how many days before the end a reminder begins, the longest first.

    `earliest_end`: a certificate that ended before this day is a mistyped year.
    """

    clause: str
    remind_days: tuple[int, ...]
    earliest_end: date
    certificate_kinds: tuple[str, ...]
    training_kinds: tuple[str, ...]


@cache
def demands() -> Demands:
    """The whole table, read once."""
    table = resource_json("people.json")
    certificates, trainings = table["certificates"], table["trainings"]
    return Demands(
        clause=str(certificates["clause"]),
        remind_days=tuple(sorted((int(days) for days in certificates["remind_days"]), reverse=True)),
        earliest_end=date.fromisoformat(certificates["earliest_end"]),
        certificate_kinds=tuple(certificates["kinds"]),
        training_kinds=tuple(trainings["kinds"]),
    )
