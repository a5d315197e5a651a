"""Communities, buildings and premises as the database has them, for a run of ledger lines."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from app.models.base import Table
from app.models.people import Person
from app.models.premises import Building, Community, Contact, Doubt, Premises, SeasonAccount
from app.models.search import SearchKey
from app.services.customers.contacts.tenure import holds_now
from app.services.customers.finding.keys import said_names
from app.services.customers.ledger.addresses import community_key
from app.services.customers.ledger.lines import LedgerLine, Place
from app.services.customers.words import HOLDER
from app.services.kernel.store import Store
from app.services.kernel.store.among import Among
from app.services.kernel.unit import Unit


@dataclass(frozen=True, slots=True)
class PremisesNow:
    """A premises as it stands, under the names of its columns."""

    id: int
    building_id: int
    unit: str
    room: str
    number: str | None
    use: str
    low_income: bool
    area_c: int | None
    heating: str
    position: str
    state: str
    connected_on: str
    remark: str
    voided: bool
    merged_into: int | None


@dataclass(frozen=True, slots=True)
class HolderNow:
    """Who holds a premises now, or held it before it was voided; an erased person has no name."""

    premises_id: int
    contact_id: int
    person_id: int
    name: str | None
    phone: str | None
    phone2: str | None


@dataclass(frozen=True, slots=True)
class AccountNow:
    """The account of a premises in one season."""

    id: int
    premises_id: int
    season: str
    heated_area_c: int | None
    charged_area_c: int | None
    state: str
    paid: str
    voided: bool


@dataclass(frozen=True, slots=True)
class DoubtNow:
    """A doubt of a premises, settled or not."""

    id: int
    premises_id: int
    field: str
    reason: str
    settled: bool
    settlement: str


@dataclass(slots=True)
class Standing:
    """Everything the database knows about the premises of some lines.

    `accounts` are those of the season, voided ones too; `previous` the latest of an earlier one where the season
    has none. `former` are the last holders of voided premises. `people` are found by name and first telephone, and
    by name and both.
    """

    premises: dict[tuple[int, str, str], PremisesNow] = field(default_factory=dict)
    holders: dict[int, HolderNow] = field(default_factory=dict)
    former: dict[int, HolderNow] = field(default_factory=dict)
    accounts: dict[int, AccountNow] = field(default_factory=dict)
    previous: dict[int, AccountNow] = field(default_factory=dict)
    doubts: dict[int, list[DoubtNow]] = field(default_factory=dict)
    people: dict[tuple[str, ...], int] = field(default_factory=dict)


class Register:
    """Ids of communities and buildings, known or made on the way; voided ones come back when they are needed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        communities = store.tuples(
            Community.select(
                Community.id, Community.name, Community.voided_at, Community.short_name, Community.former_names
            )
        )
        buildings = store.tuples(Building.select(Building.id, Building.community, Building.name, Building.voided_at))
        # A ledger kept by others goes on calling a renamed community as before; names of today come first.
        self._communities = {
            community_key(former): (row_id, name)
            for row_id, name, _, _, formers in communities
            for former in formers.splitlines()
        } | {community_key(name): (row_id, name) for row_id, name, *_ in communities}
        self._said = {row_id: said_names(name, short, formers) for row_id, name, _, short, formers in communities}
        self._buildings = {(community_id, name): row_id for row_id, community_id, name, _ in buildings}
        # Ids by the hash of name and telephones: what belongs to a person is kept in the tables alone.
        self._made: dict[int, int] = {}
        self._voided: set[tuple[type[Table], int]] = {
            *((Community, row_id) for row_id, _, voided_at, *_ in communities if voided_at is not None),
            *((Building, row_id) for row_id, _, _, voided_at in buildings if voided_at is not None),
        }

    def remember_person(self, identity: tuple[str, ...], person_id: int) -> None:
        """A person this run made: their premises may have no keys yet to be found by."""
        self._made[hash(identity)] = person_id
        self._made.setdefault(hash(identity[:2]), person_id)

    def community(self, place: Place) -> tuple[int, str] | None:
        """Id and name of the community, None when the database has none."""
        return self._communities.get(community_key(place.community))

    def said_names(self, place: Place) -> tuple[str, ...]:
        """What else people say for the community of a place."""
        community = self.community(place)
        known = None if community is None else self._said.get(community[0])
        return said_names(place.community, "", "") if known is None else known

    def building(self, place: Place) -> int | None:
        """Id of the building, None when the database has none."""
        community = self.community(place)
        return None if community is None else self._buildings.get((community[0], place.building))

    def made_building(self, unit: Unit, place: Place) -> int:
        """Id of the building, inserted with its community when new."""
        community = self.community(place)
        if community is None:
            row_id = unit.insert(
                Community, name=place.community, short_name=community_key(place.community), form=_form(place)
            )
            community = self._communities[community_key(place.community)] = (row_id, place.community)
            unit.changed("community", row_id)
        known = self._buildings.get((community[0], place.building))
        if known is None:
            known = unit.insert(Building, community=community[0], name=place.building)
            self._buildings[community[0], place.building] = known
        self._revive(unit, Community, community[0])
        self._revive(unit, Building, known)
        return known

    def _revive(self, unit: Unit, model: type[Table], row_id: int) -> None:
        if (model, row_id) in self._voided:
            unit.update(model, row_id, voided_at=None)
            self._voided.discard((model, row_id))

    def standing(self, lines: Collection[LedgerLine], season: str) -> Standing:
        """What the database has for the places of these lines."""
        places = [line.place for line in lines if line.place is not None]
        buildings = sorted({found for place in places if (found := self.building(place)) is not None})
        rooms = sorted({place.room for place in places})
        standing = Standing()
        if buildings:
            rows = self._store.rows(_premises_query(buildings, rooms), PremisesNow)
            standing.premises = {(row.building_id, row.unit, row.room): row for row in rows}
            if rows:
                self._fill(standing, rows, season)
        told = [line.household for line in lines if line.household and line.household.holder and line.household.phones]
        standing.people = self._people({household.phones[0] for household in told if household.phones})
        made = {
            made
            for household in told
            if household.phones and (made := self._made.get(hash((household.holder, *household.phones[:2]))))
        }
        standing.people |= self._people_among(made)
        return standing

    def _fill(self, standing: Standing, rows: Collection[PremisesNow], season: str) -> None:
        store = self._store
        ids = [row.id for row in rows]
        standing.holders = {row.premises_id: row for row in store.rows(holders_query(ids), HolderNow)}
        if voided := [row.id for row in rows if row.voided]:
            standing.former = {row.premises_id: row for row in store.rows(former_query(voided), HolderNow)}
        standing.accounts = {
            row.premises_id: row for row in store.rows(_accounts(ids, SeasonAccount.season == season), AccountNow)
        }
        live = {row.premises_id for row in standing.accounts.values() if not row.voided}
        if strangers := [premises_id for premises_id in ids if premises_id not in live]:
            earlier = _accounts(strangers, (SeasonAccount.season < season) & SeasonAccount.voided_at.is_null())
            ordered = store.rows(earlier.order_by(SeasonAccount.season), AccountNow)
            standing.previous = {row.premises_id: row for row in ordered}
        doubts = Doubt.select(
            Doubt.id,
            Doubt.premises.alias("premises_id"),
            Doubt.field,
            Doubt.reason,
            Doubt.settled_at.is_null(False).alias("settled"),
            Doubt.settlement,
        ).where(Among(Doubt.premises, ids))
        for row in store.rows(doubts, DoubtNow):
            standing.doubts.setdefault(row.premises_id, []).append(row)

    def _people(self, phones: set[str]) -> dict[tuple[str, ...], int]:
        """Persons of the ledger by name and telephones: one owner may hold several premises."""
        if not phones:
            return {}
        # Two steps: in the midst of an import PostgreSQL has no statistics, and as one query it reads the whole tables.
        keys = SearchKey.select(SearchKey.premises_id).where(Among(SearchKey.key, phones)).distinct()
        premises_ids = self._store.scalars(keys)
        return self._people_where(Among(Contact.premises, premises_ids)) if premises_ids else {}

    def _people_among(self, person_ids: set[int]) -> dict[tuple[str, ...], int]:
        return self._people_where(Among(Contact.person, person_ids)) if person_ids else {}

    def _people_where(self, where: Any) -> dict[tuple[str, ...], int]:
        query = (
            Person.select(Person.name, Person.phone, Person.phone2, Person.id)
            .join(Contact, on=(Contact.person == Person.id))
            .where(where, Contact.until_day.is_null(), Contact.voided_at.is_null(), Person.phone.is_null(False))
        )
        found: dict[tuple[str, ...], int] = {}
        for name, phone, phone2, row_id in self._store.tuples(query):
            if name:
                found[name, phone] = row_id
                if phone2:
                    found[name, phone, phone2] = row_id
        return found


def holders_query(premises_ids: Collection[int]) -> Any:
    """The current 户主 of premises, as HolderNow."""
    return _holders(premises_ids, holds_now())


def former_query(premises_ids: Collection[int]) -> Any:
    """The last 户主 of premises that nobody holds any more, also one that was voided, as HolderNow, the latest last."""
    return _holders(premises_ids, (Contact.relation == HOLDER) & ~holds_now())


def _holders(premises_ids: Collection[int], which: Any) -> Any:
    return (
        Contact.select(
            Contact.premises.alias("premises_id"),
            Contact.id.alias("contact_id"),
            Person.id.alias("person_id"),
            Person.name,
            Person.phone,
            Person.phone2,
        )
        .join(Person, on=(Contact.person == Person.id))
        .where(Among(Contact.premises, premises_ids), which)
        .order_by(Contact.id)
    )


def _premises_query(buildings: list[int], rooms: list[str]) -> Any:
    return Premises.select(
        Premises.id,
        Premises.building.alias("building_id"),
        Premises.unit,
        Premises.room,
        Premises.number,
        Premises.use,
        Premises.low_income,
        Premises.area_c,
        Premises.heating,
        Premises.position,
        Premises.state,
        Premises.connected_on,
        Premises.remark,
        Premises.voided_at.is_null(False).alias("voided"),
        Premises.merged_into,
    ).where(Among(Premises.building, buildings), Among(Premises.room, rooms))


def _accounts(premises_ids: list[int], where: Any) -> Any:
    return SeasonAccount.select(
        SeasonAccount.id,
        SeasonAccount.premises.alias("premises_id"),
        SeasonAccount.season,
        SeasonAccount.heated_area_c,
        SeasonAccount.charged_area_c,
        SeasonAccount.state,
        SeasonAccount.paid,
        SeasonAccount.voided_at.is_null(False).alias("voided"),
    ).where(Among(SeasonAccount.premises, premises_ids), where)


def _form(place: Place) -> str:
    if "平房" in place.community or place.building in {"平房"} or place.building.endswith("排"):
        return "平房"
    if not place.building and place.room.startswith(("底商", "商铺", "门市", "门面", "网点")):
        return "商铺"
    return "村庄" if not place.building and place.community.endswith(("村", "庄")) else "楼房"
