"""疑似重复: premises of the ledger that may be one flat written down twice. Pure comparing; a person decides."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import combinations, pairwise
from uuid import UUID

from app.models.care import DistinctPair
from app.models.people import Person
from app.models.premises import Building, Community, Contact, Premises
from app.services.customers.contacts.tenure import holds_now
from app.services.customers.families import NOT_FOUND
from app.services.customers.ledger.addresses import building_part, community_key, tidy, unit_part
from app.services.customers.ledger.cells import plain
from app.services.customers.masks import masked_number, masked_phone
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound
from app.services.kernel.progress import GoOn
from app.services.kernel.store import Store
from app.services.kernel.unit import writing

SIGNS = re.compile(r"[^0-9A-Z\u3400-\u9fff]+")
ROOM_WORD = re.compile(r"(?:室|户|房|号)$")
# More premises than this with one number or one telephone is no doubling but a filler; neighbours are shown only.
MANY = 4
FILLERS = frozenset({"0", "1", "无", "-", ""})


class Why(IntEnum):
    """Why two look like one; the smaller, the surer."""

    PLACE = 1
    SPELLING = 2
    NUMBER = 3
    PEOPLE = 4


WORDS = {
    Why.PLACE: "同一门牌写法不同",
    Why.SPELLING: "户名电话相同，门牌连写后相同",
    Why.NUMBER: "用户编号相同",
    Why.PEOPLE: "同楼里户名电话相同",
}


@dataclass(frozen=True, slots=True)
class Suspect:
    """One of a pair; telephone and user number are masked."""

    premises_id: int
    address: str
    number: str
    holder: str
    phone: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two premises that may be one; `whys` the surest reason first. `first` has the smaller id."""

    first: Suspect
    second: Suspect
    whys: tuple[Why, ...]

    @property
    def reason(self) -> str:
        return "；".join(WORDS[why] for why in self.whys)


@dataclass(frozen=True, slots=True)
class Distinct:
    """不是同一户: said, or taken back."""

    first_id: int
    second_id: int


@dataclass(frozen=True, slots=True)
class Dwelling:
    """What of a premises is compared; parts as the ledger has them."""

    premises_id: int
    community: str
    building: str
    unit: str
    room: str
    address: str
    number: str
    holder: str
    phone: str


def find_duplicates(desk: Desk, go_on: GoOn | None = None) -> list[Pair]:
    """Every suspected pair, the surest first; pairs said to be two are left out. Reads the whole ledger once."""
    places = _places(desk.store)
    distinct = {
        (first, second)
        for first, second in desk.store.tuples(
            DistinctPair.select(DistinctPair.first, DistinctPair.second).where(DistinctPair.voided_at.is_null())
        )
    }
    if go_on is not None and not go_on(1, 2):
        return []
    return [pair for pair in find_suspects(places) if (pair.first.premises_id, pair.second.premises_id) not in distinct]


def find_suspects(places: Sequence[Dwelling]) -> list[Pair]:
    """The pairs among these premises, the surest first, then by address."""
    whys: dict[tuple[int, int], set[Why]] = defaultdict(set)
    by_id = {place.premises_id: place for place in places}
    for why, key in _RULES:
        groups: dict[object, list[int]] = defaultdict(list)
        for place in places:
            if (found := key(place)) is not None:
                groups[found].append(place.premises_id)
        for ids in groups.values():
            for first, second in _pairs(sorted(ids)):
                whys[first, second].add(why)
    pairs = [
        Pair(_suspect(by_id[first]), _suspect(by_id[second]), tuple(sorted(found)))
        for (first, second), found in whys.items()
    ]
    return sorted(pairs, key=lambda pair: (pair.whys[0], -len(pair.whys), pair.first.address, pair.first.premises_id))


def say_distinct(desk: Desk, one_id: int, other_id: int, key: UUID) -> Distinct:
    """不是同一户: the pair is not asked about again."""
    desk.require(Role.CLERK)
    first, second = sorted((one_id, other_id))
    if first == second:
        raise InvalidInput({"second": "请选两户。"})
    with writing(desk, "premises.distinct", key) as unit:
        if earlier := unit.earlier(Distinct):
            return earlier
        known = Premises.select(Premises.id).where(Premises.id.in_([first, second]))
        if len(unit.store.scalars(known)) != 2:
            raise NotFound(NOT_FOUND)
        said = unit.store.scalar(DistinctPair.select(DistinctPair.id).where(_pair(first, second)))
        if said is None:
            unit.insert(DistinctPair, first_id=first, second_id=second, said_at=unit.at)
        else:
            unit.update(DistinctPair, said, None, said_at=unit.at, voided_at=None)
        unit.changed("duplicate", first)
        return unit.result(Distinct(first, second))


def take_back_distinct(desk: Desk, one_id: int, other_id: int, key: UUID) -> Distinct:
    """The pair is asked about again."""
    desk.require(Role.CLERK)
    first, second = sorted((one_id, other_id))
    with writing(desk, "premises.distinct_back", key) as unit:
        if earlier := unit.earlier(Distinct):
            return earlier
        said = unit.store.scalar(
            DistinctPair.select(DistinctPair.id).where(_pair(first, second), DistinctPair.voided_at.is_null())
        )
        if said is None:
            raise NotFound("这两户没有记过“不是同一户”，或者已经撤销。请刷新后再看。")
        unit.update(DistinctPair, said, None, voided_at=unit.at)
        unit.changed("duplicate", first)
        return unit.result(Distinct(first, second))


@lru_cache(maxsize=50_000)
def room_key(room: str) -> str:
    """`1102`, `11-02`, `1102室` and `０１１０２` are one room."""
    squeezed = SIGNS.sub("", ROOM_WORD.sub("", tidy(plain(room))))
    return squeezed.lstrip("0") or squeezed


def place_key(place: Dwelling) -> tuple[str, str, str, str] | None:
    """The door however it is spelled; None when the premises has no room to tell."""
    building, unit = _parts(place.building, place.unit)
    room = room_key(place.room)
    return (_community(place.community), building, unit, room) if room else None


@lru_cache(maxsize=5_000)
def _community(name: str) -> str:
    return community_key(plain(name))


@lru_cache(maxsize=20_000)
def _parts(building: str, unit: str) -> tuple[str, str]:
    whole = building_part(building)
    return whole.building.removesuffix("号"), unit_part(unit).unit or whole.unit


def _run_on(place: Dwelling) -> tuple[str, ...] | None:
    """Community, holder, telephone and all figures of the door in one: `3-2-1102` and `32-1102`."""
    if not (place.holder and place.phone):
        return None
    building, unit = _parts(place.building, place.unit)
    return (
        _community(place.community),
        place.holder,
        place.phone,
        SIGNS.sub("", f"{building}{unit}{room_key(place.room)}"),
    )


def _number(place: Dwelling) -> str | None:
    number = tidy(plain(place.number))
    return None if number in FILLERS else number


def _people(place: Dwelling) -> tuple[str, ...] | None:
    if not (place.holder and place.phone):
        return None
    return (_community(place.community), _parts(place.building, place.unit)[0], place.holder, place.phone)


_RULES: tuple[tuple[Why, Callable[[Dwelling], object | None]], ...] = (
    (Why.PLACE, place_key),
    (Why.SPELLING, _run_on),
    (Why.NUMBER, _number),
    (Why.PEOPLE, _people),
)


def _pairs(ids: Sequence[int]) -> Iterable[tuple[int, int]]:
    return combinations(ids, 2) if len(ids) <= MANY else pairwise(ids)


def _pair(first: int, second: int) -> object:
    return (DistinctPair.first == first) & (DistinctPair.second == second)


def _suspect(place: Dwelling) -> Suspect:
    return Suspect(
        place.premises_id, place.address, masked_number(place.number), place.holder, masked_phone(place.phone)
    )


def _places(store: Store) -> list[Dwelling]:
    people = dict(_holders(store))
    query = (
        Premises.select(
            Premises.id,
            Community.name,
            Building.name,
            Premises.unit,
            Premises.room,
            Premises.address,
            Premises.number,
        )
        .join(Building, on=(Premises.building == Building.id))
        .join(Community, on=(Building.community == Community.id))
        .where(Premises.voided_at.is_null())
        .order_by(Premises.id)
    )
    return [
        Dwelling(row_id, community, building, unit, room, address, number or "", *people.get(row_id, ("", "")))
        for row_id, community, building, unit, room, address, number in store.plain(query)
    ]


def _holders(store: Store) -> Iterator[tuple[int, tuple[str, str]]]:
    query = (
        Contact.select(Contact.premises, Person.name, Person.phone)
        .join(Person, on=(Contact.person == Person.id))
        .where(holds_now())
    )
    for premises_id, name, phone in store.plain(query):
        yield premises_id, (name or "", phone or "")
