"""What the search boxes find: premises, matters, sheets. What reads names and addresses is loaded by the first key."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.services.customers.words import SUPPLIED
from app.services.kernel.desk import Desk
from app.views.texts import day_and_time
from app.views.warming import load_beside
from app.views.widgets.search_box import Hit

if TYPE_CHECKING:
    from app.services.customers.finding.recent_callers import RecentCaller
    from app.services.customers.finding.search import SearchHit

AT_ONCE = 12


def make_ready() -> None:
    """Load what the first key would wait for, on a thread of its own."""
    load_beside(_load, "readings")


def _load() -> None:
    from app.services.customers.finding.names import load_readings

    load_readings()


def find(desk: Desk, text: str) -> Sequence[Hit]:
    """Hits for the box at the top, also what a scanner gun types; at most a dozen."""
    return [_hit(found) for found in _search(desk, text)]


def recent(desk: Desk) -> Sequence[Hit]:
    """Who has called last, for the box at the top while it is empty: premises, or the matter of an unknown caller."""
    return [_caller(desk, line, "matter", line.matter_id) for line in _recent(desk)]


def recent_places(desk: Desk) -> Sequence[Hit]:
    """The same for the intake window: premises, or the address as an unknown caller said it."""
    return [_caller(desk, line, "place", 0) for line in _recent(desk) if line.place]


def find_places(desk: Desk, text: str) -> Sequence[Hit]:
    """Where to go, for the intake window: premises, or the address a caller said whom the ledger lacks."""
    hits = []
    for found in _search(desk, text):
        if found.is_stranger and found.address:
            hits.append(_stranger(found))
        elif found.matter_id is None and not found.sheet_number:
            hits.append(_hit(found))
    return hits


def find_premises(desk: Desk, text: str) -> Sequence[Hit]:
    """Premises only."""
    found = [hit for hit in _search(desk, text) if hit.matter_id is None and not hit.sheet_number]
    return [_hit(hit) for hit in found]


def _search(desk: Desk, text: str) -> "list[SearchHit]":
    from app.services.customers.finding.search import search

    return search(desk, text, AT_ONCE)


def _hit(found: "SearchHit") -> Hit:
    state = "" if found.state == SUPPLIED else found.state
    running = "有未办结" if found.is_open else ""
    aside = " · ".join(part for part in (state, running, found.why) if part)
    people = (found.holder, found.phone)
    if found.sheet_number:
        return Hit("sheet", found.matter_id or 0, found.sheet_number, found.address, "slip", found.why)
    if found.matter_id is not None:
        detail = "　".join(part for part in (found.address, *people) if part)
        return Hit("matter", found.matter_id, found.matter_number, detail, "repair", aside, found.matched, found.holder)
    detail = "　".join(part for part in (*people, found.number) if part)
    return Hit("premises", found.premises_id or 0, found.address, detail, "house", aside, found.matched, found.holder)


def _stranger(found: "SearchHit") -> Hit:
    detail = "　".join(part for part in (found.holder, found.phone, found.matter_number) if part)
    aside = f"台账无此户 · {found.why}"
    return Hit("place", 0, found.address, detail, "contact", aside, found.matched, found.holder)


def _recent(desk: Desk) -> "list[RecentCaller]":
    from app.services.customers.finding.recent_callers import recent_callers

    return recent_callers(desk, AT_ONCE)


def _caller(desk: Desk, line: "RecentCaller", unknown: str, unknown_id: int) -> Hit:
    told = day_and_time(line.told_at, desk.now())
    detail = "　".join(part for part in (line.caller, line.phone, line.matter_number) if part)
    if line.premises_id is not None:
        return Hit("premises", line.premises_id, line.place, detail, "contact", f"来电 {told}", person=line.caller)
    aside = f"台账无此户 · 来电 {told}"
    return Hit(unknown, unknown_id, line.place or line.matter_number, detail, "contact", aside, person=line.caller)
