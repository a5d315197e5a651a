"""What a station may set about handing over: data (resources/handover.json)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from app.paths import resource_json


@dataclass(frozen=True, slots=True)
class PromiseRule:
    """Facts that name a later time are promises under this word, until one of `kept_by` happened after them."""

    word: str
    kept_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class HandoverRules:
    """`ahead`: what falls due within it is listed. A relief later than `late` after the shift's end says why.

    A handover belongs to the shift that ran `overlap` after its beginning; one that was taken over longer than
    `longest` ago says nothing about the present shift. Slips that came back unsigned are listed for the time of
    `unsigned`. `recent`: so many old handovers are listed. `things`: what goes from hand to hand. `promises` by the
    kind of event.
    """

    clause: str
    ahead: timedelta
    late: timedelta
    overlap: timedelta
    longest: timedelta
    unsigned: timedelta
    recent: int
    things: tuple[str, ...]
    promises: Mapping[str, PromiseRule]


@cache
def handover_rules() -> HandoverRules:
    """The whole table, read once."""
    table = resource_json("handover.json")
    promises = {
        kind: PromiseRule(entry["word"], frozenset(entry["kept_by"]))
        for entry in table["promises"]
        for kind in entry["kinds"]
    }
    return HandoverRules(
        clause=table["clause"],
        ahead=timedelta(hours=table["hours_ahead"]),
        late=timedelta(minutes=table["late_minutes"]),
        overlap=timedelta(minutes=table["overlap_minutes"]),
        longest=timedelta(hours=table["longest_hours"]),
        unsigned=timedelta(days=table["unsigned_days"]),
        recent=table["recent"],
        things=tuple(table["things"]),
        promises=promises,
    )
