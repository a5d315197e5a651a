"""Two premises side by side, as the one who merges them sees them."""

from dataclasses import dataclass
from typing import Any

from peewee import JOIN, fn

from app.models.matters import Matter
from app.models.people import Person
from app.models.premises import Building, Community, Contact, Premises, SeasonAccount
from app.services.customers.families import NOT_FOUND, premises_family
from app.services.customers.words import HOLDER
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound
from app.services.kernel.store import Store
from app.services.paper.areas import square_metres

# What the one who merges may choose, by column; the address and the place stay the kept one's.
CHOSEN = {
    "number": "用户编号",
    "use": "用热性质",
    "low_income": "低保",
    "area_c": "面积",
    "heating": "采暖方式",
    "position": "位置",
    "state": "供热状态",
    "connected_on": "入网日期",
    "remark": "备注",
    "account": "本季台账",
}


@dataclass(frozen=True, slots=True)
class SideContact:
    """A person who is there now; the telephone is whole, the view masks it."""

    contact_id: int
    person_id: int
    name: str
    phone: str
    relation: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. `texts` are what a person reads, by column of CHOSEN; `matters` counts those of the family."""

    premises_id: int
    address: str
    community: str
    building: str
    unit: str
    room: str
    origin: str
    texts: dict[str, str]
    contacts: tuple[SideContact, ...]
    matters: int


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One line of the comparison."""

    name: str
    word: str
    left: str
    right: str

    @property
    def differs(self) -> bool:
        return self.left != self.right


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides; `pairs` are the fields that may be chosen, in the order they are shown."""

    left: Side
    right: Side
    pairs: tuple[FieldPair, ...]


def side_by_side(desk: Desk, left_id: int, right_id: int) -> Comparison:
    """Two premises field by field; NotFound when one of them is not there."""
    left, right = _side(desk, left_id), _side(desk, right_id)
    pairs = tuple(FieldPair(name, word, left.texts[name], right.texts[name]) for name, word in CHOSEN.items())
    return Comparison(left, right, pairs)


def account_of(store: Store, premises_id: int, season: str) -> dict[str, Any] | None:
    """The season account as columns, with its id; None without one."""
    rows: list[dict[str, Any]] = store.rows(
        SeasonAccount.select(
            SeasonAccount.id,
            SeasonAccount.heated_area_c,
            SeasonAccount.charged_area_c,
            SeasonAccount.state,
            SeasonAccount.paid,
            SeasonAccount.voided_at,
        ).where(SeasonAccount.premises == premises_id, SeasonAccount.season == season),
        dict,
    )
    return rows[0] if rows else None


def _side(desk: Desk, premises_id: int) -> Side:
    store = desk.store
    columns = (
        Premises.address,
        Community.name.alias("community"),
        Building.name.alias("building"),
        Premises.unit,
        Premises.room,
        Premises.origin,
        Premises.number,
        Premises.use,
        Premises.low_income,
        Premises.area_c,
        Premises.heating,
        Premises.position,
        Premises.state,
        Premises.connected_on,
        Premises.remark,
    )
    query = (
        Premises.select(*columns)
        .join(Building, on=(Premises.building == Building.id))
        .join(Community, on=(Building.community == Community.id))
        .where(Premises.id == premises_id)
    )
    found: list[dict[str, Any]] = store.rows(query, dict)
    if not found:
        raise NotFound(NOT_FOUND)
    row = found[0]
    texts = {name: _text(name, row.get(name)) for name in CHOSEN}
    texts["account"] = _account_text(account_of(store, premises_id, desk.station.season))
    matters = store.scalar(
        Matter.select(fn.COUNT(Matter.id)).where(Matter.premises.in_(premises_family(store, premises_id)))
    )
    return Side(
        premises_id,
        row["address"],
        row["community"],
        row["building"],
        row["unit"],
        row["room"],
        row["origin"],
        texts,
        tuple(contacts_now(store, premises_id)),
        int(matters),
    )


def contacts_now(store: Store, premises_id: int) -> list[SideContact]:
    """Who is there now, the 户主 first."""
    query = (
        Contact.select(Contact.id, Contact.person, Person.name, Person.phone, Contact.relation)
        .join(Person, JOIN.INNER, on=(Contact.person == Person.id))
        .where(Contact.premises == premises_id, Contact.until_day.is_null(), Contact.voided_at.is_null())
        .order_by(Contact.id)
    )
    people = [
        SideContact(contact_id, person_id, name or "", phone or "", relation)
        for contact_id, person_id, name, phone, relation in store.tuples(query)
    ]
    return sorted(people, key=lambda person: (person.relation != HOLDER, person.contact_id))


def _text(name: str, value: Any) -> str:
    if name == "low_income":
        return "是" if value else "否"
    if value is None:
        return ""
    return square_metres(value) if name == "area_c" else str(value)


def _account_text(account: dict[str, Any] | None) -> str:
    if account is None or account["voided_at"] is not None:
        return ""
    area_c = account["charged_area_c"]
    parts = (account["state"], "" if area_c is None else f"收费 {_text('area_c', area_c)}", account["paid"])
    return "　".join(part for part in parts if part)
