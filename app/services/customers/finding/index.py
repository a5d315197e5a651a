"""The search keys of premises, made anew from the ledger's tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from peewee import SQL, fn

from app.models.people import Person
from app.models.premises import Building, Community, Contact, Premises
from app.models.search import SearchKey
from app.services.customers.contacts.tenure import has_held
from app.services.customers.families import members_of
from app.services.customers.finding.keys import Findable, KeyKind, keys_for, merged, said_names
from app.services.customers.words import HOLDER
from app.services.kernel.desk import Desk
from app.services.kernel.progress import GoOn
from app.services.kernel.store import Store
from app.services.kernel.unit import Unit, writing

PREMISES_AT_ONCE = 200
# A key nobody can type, which says of its premises that all their keys are written; rows of it lie side by side.
WHOLE = ""
KINDS = {kind: kind.value for kind in KeyKind}
# Names and telephones by premises.
_People = dict[int, tuple[list[str], list[str]]]


@dataclass(frozen=True, slots=True)
class Reindexed:
    """How many premises were given how many keys."""

    premises: int
    keys: int


def rekey(unit: Unit, premises_ids: Sequence[int]) -> int:
    """Replace the keys of these premises inside a unit; returns how many keys there are now."""
    if not premises_ids:
        return 0
    unit.derive_delete(SearchKey, SearchKey.premises_id.in_(list(premises_ids)))
    rows = key_rows(unit.store, premises_ids)
    unit.derive_many(SearchKey, rows)
    return len(rows)


def key_rows(store: Store, premises_ids: Sequence[int]) -> list[tuple[str, int, str]]:
    """The keys the ledger's tables ask for, as rows of the table; what was merged is found as the one kept.

    No key comes twice; last comes a row WHOLE of each premises, to be written with or after the others.
    """
    standing = store.scalars(
        Premises.select(Premises.id).where(Premises.id.in_(list(premises_ids)), Premises.voided_at.is_null())
    )
    stands_for = members_of(store, standing)
    kinds: dict[tuple[str, int], str] = {}
    for premises_id, findable in _findables(store, [*standing, *stands_for]):
        kept = stands_for.get(premises_id, premises_id)
        for key, kind in merged(keys_for(findable)).items():
            kinds.setdefault((key, kept), KINDS[kind])
    return [
        *((key, premises_id, kind) for (key, premises_id), kind in kinds.items()),
        *((WHOLE, premises_id, WHOLE) for premises_id in standing),
    ]


def reindex(desk: Desk) -> Reindexed:
    """Make all search keys anew, 200 premises a unit, so that nobody waits; voided premises get none."""
    premises_ids = desk.store.scalars(Premises.select(Premises.id).order_by(Premises.id))
    keys = 0
    for start in range(0, len(premises_ids), PREMISES_AT_ONCE):
        with writing(desk, "search.reindex", uuid4()) as unit:
            keys += rekey(unit, premises_ids[start : start + PREMISES_AT_ONCE])
    found = set(desk.store.scalars(SearchKey.select(SearchKey.premises_id).distinct()))
    strays = sorted(found.difference(desk.store.scalars(Premises.select(Premises.id))))
    for start in range(0, len(strays), PREMISES_AT_ONCE):
        with writing(desk, "search.reindex", uuid4()) as unit:
            unit.derive_delete(SearchKey, SearchKey.premises_id.in_(strays[start : start + PREMISES_AT_ONCE]))
    return Reindexed(len(premises_ids), keys)


def fill_index(desk: Desk, go_on: GoOn | None = None) -> Reindexed:
    """Make the keys of premises that lack some: after an upgrade that changed what keys look like, and where an
    import was killed while it wrote them.

    Stopped or killed half-way, the next call goes on. `go_on(done, of)` is asked between units.
    """
    whole = SearchKey.select(SQL("1")).where(SearchKey.key == WHOLE, SearchKey.premises_id == Premises.id)
    query = Premises.select(Premises.id).where(Premises.voided_at.is_null(), ~fn.EXISTS(whole)).order_by(Premises.id)
    missing = desk.store.scalars(query)
    keys = 0
    for start in range(0, len(missing), PREMISES_AT_ONCE):
        if go_on is not None and not go_on(start, len(missing)):
            return Reindexed(start, keys)
        with writing(desk, "search.reindex", uuid4()) as unit:
            keys += rekey(unit, missing[start : start + PREMISES_AT_ONCE])
    return Reindexed(len(missing), keys)


def _findables(store: Store, premises_ids: Sequence[int]) -> Iterable[tuple[int, Findable]]:
    holders: _People = {}
    others: _People = {}
    former: _People = {}
    contacts = (
        Contact.select(Contact.premises, Person.name, Person.phone, Person.phone2, Contact.relation, Contact.until_day)
        .join(Person, on=(Contact.person == Person.id))
        .where(Contact.premises.in_(list(premises_ids)), has_held())
    )
    for premises_id, name, phone, phone2, relation, until_day in store.tuples(contacts):
        group = former if until_day is not None else holders if relation == HOLDER else others
        names, phones = group.setdefault(premises_id, ([], []))
        names += [name] if name else []
        phones += [value for value in (phone, phone2) if value]
    places = (
        Premises.select(
            Premises.id,
            Community.name,
            Community.short_name,
            Community.former_names,
            Building.name,
            Premises.unit,
            Premises.room,
            Premises.number,
        )
        .join(Building, on=(Premises.building == Building.id))
        .join(Community, on=(Building.community == Community.id))
        .where(Premises.id.in_(list(premises_ids)))
    )
    for premises_id, community, short, formers, building, unit, room, number in store.tuples(places):
        people = [tuple(values) for group in (holders, others, former) for values in group.get(premises_id, ((), ()))]
        shorts = said_names(community, short, formers)
        yield (
            premises_id,
            Findable(community, shorts, building, unit, room, number, *people),
        )
