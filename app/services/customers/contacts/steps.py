"""Steps of people at premises, shared by acts; each takes the open unit and starts no transaction.

A changed name or telephone is another row of `person`: what was known before stays readable beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.models.people import Person
from app.models.premises import Contact, Doubt, Premises
from app.models.search import SearchKey
from app.services.customers.families import NOT_FOUND, whole_flats
from app.services.customers.finding.index import rekey
from app.services.customers.ledger.values import BAD_PHONE, MAX_NAME, NO_HOLDER, phones
from app.services.customers.words import HOLDER
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit


@dataclass(frozen=True, slots=True)
class ContactNow:
    """A contact with the person behind it; one who was `erased` has neither name nor telephone."""

    id: int
    premises_id: int
    person_id: int
    name: str
    phone: str
    phone2: str
    relation: str
    from_day: str
    until_day: str
    version: int
    erased: bool


def contact_now(store: Store, contact_id: int) -> ContactNow:
    """The contact; NotFound with a sentence."""
    found = store.first(_contacts().where(Contact.id == contact_id), _contact)
    if found is None:
        raise NotFound("找不到这个联系人，请刷新后再试。")
    return found


def contacts_at(store: Store, premises_id: int) -> list[ContactNow]:
    """Everybody of the premises: who is there now, then who has gone, the latest first."""
    query = _contacts().where(Contact.premises == premises_id).order_by(Contact.until_day.desc(), Contact.id)
    people = store.rows(query, _contact)
    return [who for who in people if not who.until_day] + [who for who in people if who.until_day]


def holder_now(store: Store, premises_id: int) -> ContactNow | None:
    """Who holds the premises now, None when nobody is known."""
    query = _contacts().where(Contact.premises == premises_id, Contact.relation == HOLDER, Contact.until_day.is_null())
    return store.first(query.order_by(Contact.id), _contact)


def standing_premises(store: Store, premises_id: int) -> str:
    """The address of premises that may be changed. NotFound, or Refused when they are voided or merged."""
    rows = store.tuples(
        Premises.select(Premises.address, Premises.voided_at, Premises.merged_into).where(Premises.id == premises_id)
    )
    if not rows:
        raise NotFound(NOT_FOUND)
    address, voided_at, merged_into = rows[0]
    if voided_at is not None:
        word = "作废" if merged_into is None else "并入别的户"
        raise Refused(f"{address} 已{word}，不能再改。请重新查找。")
    return str(address)


def name_problem(name: str) -> str | None:
    """Why a name cannot be taken, in a sentence."""
    value = clean(name).strip()
    if not value:
        return "请填写姓名。"
    return f"姓名最多 {MAX_NAME} 个字。" if len(value) > MAX_NAME else None


def read_phones(*typed: str) -> tuple[tuple[str, ...], str | None]:
    """The numbers typed as digits, and why they cannot be taken, in a sentence. Nothing typed is nothing told."""
    found: list[str] = []
    for text in typed:
        if not text.strip():
            continue
        numbers, doubts = phones(text)
        if not numbers or any(doubt.reason == BAD_PHONE.reason for doubt in doubts):
            return (), "电话号码位数或格式不对，请核对后再填。"
        if doubts:
            return (), "一户最多记两个电话，请分开填写。"
        found += numbers
    unique = tuple(dict.fromkeys(found))
    return (unique, None) if len(unique) <= 2 else ((), "一户最多记两个电话，请分开填写。")


def person_for(unit: Unit, name: str, numbers: Sequence[str]) -> int:
    """The person of that name and those telephones: a known one of the ledger, or a new one.

    One owner of several flats is one person, so that all his flats are found together.
    """
    first, second = (*numbers, None, None)[:2]
    if name and first:
        known = (
            Person.select(Person.id)
            .join(Contact, on=(Contact.person == Person.id))
            .join(SearchKey, on=(SearchKey.premises_id == Contact.premises))
            .where(SearchKey.key == first, Person.name == name, Person.phone == first, Contact.until_day.is_null())
            .where(Contact.voided_at.is_null())
            .where(Person.phone2.is_null() if second is None else Person.phone2 == second)
            .order_by(Person.id)
        )
        found: int | None = unit.store.scalar(known.limit(1))
        if found is not None:
            return found
    return unit.insert(Person, name=name or None, phone=first, phone2=second)


def begin_contact(unit: Unit, premises_id: int, person_id: int, relation: str, from_day: str | None) -> int:
    """A person comes to the premises; a new 户主 ends the one before. `announce_people` makes the keys."""
    if relation == HOLDER:
        end_holder(unit, premises_id, from_day or unit.desk.today().isoformat())
    return unit.insert(
        Contact, premises_id=premises_id, person_id=person_id, relation=relation, from_day=from_day or None
    )


def end_holder(unit: Unit, premises_id: int, day: str, but: int | None = None) -> None:
    """Whoever holds the premises holds it no longer from that day on.

    InvalidInput when somebody came only after that day.
    """
    query = Contact.select(Contact.id, Contact.from_day).where(
        Contact.premises == premises_id,
        Contact.relation == HOLDER,
        Contact.until_day.is_null(),
        Contact.voided_at.is_null(),
    )
    for contact_id, from_day in unit.store.tuples(query):
        if contact_id == but:
            continue
        if from_day and day < from_day:
            raise InvalidInput({"from_day": f"现在的户主 {from_day} 才入住，换人不能早于这一天，请核对日期。"})
        unit.update(Contact, contact_id, None, until_day=day)


def ask_for_holder(unit: Unit, premises_id: int) -> None:
    """Nobody holds the premises any more: that is a 待核 of its own, once."""
    known = Doubt.select(Doubt.id).where(
        Doubt.premises == premises_id, Doubt.field == NO_HOLDER.field, Doubt.settled_at.is_null()
    )
    if holder_now(unit.store, premises_id) is None and unit.store.scalar(known) is None:
        unit.insert(Doubt, premises_id=premises_id, field=NO_HOLDER.field, reason=NO_HOLDER.reason, found_at=unit.at)


def settle_doubts(unit: Unit, premises_id: int, fields: Sequence[str], settlement: str) -> int:
    """What was doubtful about these fields is settled; returns how many were open."""
    if not fields:
        return 0
    query = Doubt.select(Doubt.id).where(
        Doubt.premises == premises_id, Doubt.field.in_(list(fields)), Doubt.settled_at.is_null()
    )
    ids = unit.store.scalars(query)
    for doubt_id in ids:
        unit.update(Doubt, doubt_id, None, settled_at=unit.at, settlement=settlement[:60])
    return len(ids)


def announce_people(unit: Unit, premises_ids: Sequence[int]) -> None:
    """The people of these premises have changed: new search keys, and everybody looking at them hears of it.

    What was merged is found as the one kept, so the keys of the whole flat are made anew.
    """
    flats = sorted({*premises_ids, *whole_flats(unit.store, premises_ids)})
    rekey(unit, flats)
    for premises_id in flats:
        unit.changed("premises", premises_id)


def _contacts() -> Any:
    return (
        Contact.select(
            Contact.id,
            Contact.premises.alias("premises_id"),
            Person.id.alias("person_id"),
            Person.name,
            Person.phone,
            Person.phone2,
            Person.erased_at.is_null(False).alias("erased"),
            Contact.relation,
            Contact.from_day,
            Contact.until_day,
            Contact.version,
        )
        .join(Person, on=(Contact.person == Person.id))
        .where(Contact.voided_at.is_null())
    )


def _contact(**columns: Any) -> ContactNow:
    texts: dict[str, Any] = {name: "" for name, value in columns.items() if value is None}
    return ContactNow(**(columns | texts | {"erased": bool(columns["erased"])}))
