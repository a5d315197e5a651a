"""The premises a caller speaks of, found as a clerk finds it: by the search box."""

from app.services.customers.finding.keys import normalised
from app.services.customers.finding.search import search
from app.services.customers.ledger.addresses import whole_address
from app.services.kernel.desk import Desk

# So many homes are looked through for the caller's.
FITS = 12


def find_premises(desk: Desk, address: str, holder: str) -> int | None:
    """The premises of the address; None when the ledger does not have it or cannot tell it from another."""
    fits = [hit for hit in search(desk, address, FITS) if hit.premises_id and _is_place(address, hit.address)]
    if len(fits) > 1:
        fits = [hit for hit in fits if hit.holder == holder]
    return fits[0].premises_id if len(fits) == 1 else None


def _is_place(asked: str, address: str) -> bool:
    """Whether the address found is the very one, not one that only begins so (3-2-110 and 3-2-1101)."""
    told, known = whole_address(asked), whole_address(address)
    if told is None or known is None:
        return normalised(asked) == normalised(address)
    return (told.building, told.room) == (known.building, known.room) and told.unit in ("", known.unit)
