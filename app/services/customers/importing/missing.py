"""Premises of a ledger's communities that the ledger does not name. They are shown and stay as they are."""

from collections.abc import Collection, Set

from app.models.premises import Building, Community, Premises
from app.services.customers.importing.changes import is_household
from app.services.customers.ledger.addresses import community_key
from app.services.customers.ledger.lines import LedgerLine
from app.services.kernel.progress import GoOn, always
from app.services.kernel.store import Store

# Community → building and unit → rooms.
_Named = dict[str, dict[tuple[str, str], set[str]]]
ASK_EVERY = 500


def known_communities(store: Store) -> frozenset[str]:
    """Keys of the communities there are, to be asked before a ledger is written."""
    names = store.scalars(Community.select(Community.name).where(Community.voided_at.is_null()))
    return frozenset(community_key(name) for name in names)


def missing_addresses(
    store: Store, lines: Collection[LedgerLine], known: Set[str], go_on: GoOn | None = None
) -> list[str]:
    """Addresses in `known` communities which the lines name, but not these premises, in the database's order.

    `go_on(done, of)` is asked now and then, with lines; False stops, and nothing is known to be missing.
    """
    go = go_on or always
    named = _named(lines, known, go) if known else {}
    missing: list[str] = []
    for community_id, name in store.tuples(Community.select(Community.id, Community.name).order_by(Community.id)):
        if (rooms := named.get(community_key(name))) is not None:
            if not go(len(lines), len(lines)):
                return []
            missing += _missing_of(store, community_id, rooms)
    return missing


def _named(lines: Collection[LedgerLine], known: Set[str], go: GoOn) -> _Named:
    named: _Named = {}
    for index, line in enumerate(lines):
        if index % ASK_EVERY == 0 and not go(len(lines), len(lines)):
            return {}
        if line.place is None or not is_household(line):
            continue
        key = community_key(line.place.community)
        if key in known:
            units = named.setdefault(key, {})
            units.setdefault((line.place.building, line.place.unit), set()).add(line.place.room)
    return named


def _missing_of(store: Store, community_id: int, named: dict[tuple[str, str], set[str]]) -> list[str]:
    query = (
        Premises.select(
            Premises.id,
            Building.name,
            Premises.unit,
            Premises.room,
            Premises.address,
            Premises.voided_at,
            Premises.merged_into,
        )
        .join(Building, on=(Premises.building == Building.id))
        .where(Building.community == community_id)
        .order_by(Premises.id)
    )
    rows = store.plain(query)
    # A flat whose merged file the ledger names is not missing.
    present = {
        merged_into
        for _, building, unit, room, _, _, merged_into in rows
        if merged_into is not None and room in named.get((building, unit), ())
    }
    return [
        address
        for row_id, building, unit, room, address, voided_at, _ in rows
        if voided_at is None and row_id not in present and room not in named.get((building, unit), ())
    ]
