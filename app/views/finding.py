"""What the search boxes find: premises, matters, sheets. What reads names and addresses is loaded by the first key."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.services.kernel.desk import Desk
from app.views.widgets.search_box import Hit

if TYPE_CHECKING:
    from app.services.customers.search import SearchHit

AT_ONCE = 12


def find(desk: Desk, text: str) -> Sequence[Hit]:
    """Hits for the box at the top, also what a scanner gun types; at most a dozen."""
    return [_hit(found) for found in _search(desk, text)]


def find_premises(desk: Desk, text: str) -> Sequence[Hit]:
    """Premises only, for the intake window."""
    found = [hit for hit in _search(desk, text) if hit.matter_id is None and not hit.sheet_number]
    return [_hit(hit) for hit in found]


def find_for_line(desk: Desk, line: str) -> Sequence[Hit]:
    """The premises a quick line may mean: by its address; without one nothing is offered."""
    from app.services.repairs.quick_line import read_quick_line

    address = read_quick_line(line).address
    return find_premises(desk, address) if address else []


def _search(desk: Desk, text: str) -> "list[SearchHit]":
    from app.services.customers.search import search

    return search(desk, text, AT_ONCE)


def _hit(found: "SearchHit") -> Hit:
    if found.sheet_number:
        return Hit("sheet", found.matter_id or 0, found.sheet_number, found.address, "slip", found.why)
    if found.matter_id is not None:
        return Hit("matter", found.matter_id, found.matter_number, found.address, "repair", found.why)
    detail = "　".join(part for part in (found.holder, found.phone, found.number) if part)
    state = "" if found.state == "供热" else found.state
    return Hit("premises", found.premises_id or 0, found.address, detail, "house", state or found.why)
