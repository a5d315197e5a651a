"""Erasing a person (PIPL 47): the values go, the digests and a record of the erasure stay.

A changed name or telephone is another row of `person`, so all rows that are this person lose their values. Calls made
from the person's telephones lose their caller as well.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.models.care import InformationChange
from app.models.kernel import RowImage
from app.models.matters import Matter
from app.models.people import Caller, Person
from app.models.premises import Contact, Premises
from app.services.customers.card.flags import find_held
from app.services.customers.contacts.steps import announce_people
from app.services.customers.families import whole_flats
from app.services.customers.masks import masked_phones
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing
from app.services.matters.phones import dialled

NAMED = 5


@dataclass(frozen=True, slots=True)
class Erased:
    """The record of an erasure, kept with its unit. `rows` counts the rows of the person that were emptied."""

    person_id: int
    reason: str
    premises: int
    callers: int = 0
    rows: int = 1


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    name: str | None
    phone: str | None
    phone2: str | None

    @property
    def phones(self) -> tuple[str, ...]:
        return tuple(phone for phone in (self.phone, self.phone2) if phone)


def erase_person(desk: Desk, person_id: int, reason: str, key: UUID) -> Erased:
    """Take a person's name, telephones and ID number out for ever, from the ledger and from calls; the premises stay.

    Reaches every row that is this person: earlier telephones and spellings, and the same name with the same telephone
    at other premises. Only the manager may, and must say why (the reason is kept, so it must not name the person).
    The contacts end today, and nobody finds the premises by the old values any more. Erasing twice changes nothing.
    Refused while one of the premises, or a file merged with it, is 保留（争议中）.
    """
    desk.require(Role.MANAGER)
    basis = masked_phones(clean(reason).strip())
    if not basis:
        raise InvalidInput({"reason": "请写明删除的依据。"})
    with writing(desk, "person.erase", key) as unit:
        if first := unit.earlier(Erased):
            return first
        found = desk.store.scalars(Person.select(Person.erased_at).where(Person.id == person_id))
        if not found:
            raise NotFound("找不到这个人的资料，请刷新后再试。")
        if found[0] is not None:
            premises = set(desk.store.scalars(Contact.select(Contact.premises).where(Contact.person == person_id)))
            return unit.result(Erased(person_id, basis, len(premises), rows=0))
        rows = _find_same_person(desk.store, person_id)
        _refuse_naming(rows, reason)
        ids = [row.id for row in rows]
        contacts = desk.store.tuples(
            Contact.select(Contact.id, Contact.premises, Contact.from_day, Contact.until_day).where(
                Contact.person.in_(ids)
            )
        )
        premises_ids = sorted({contact[1] for contact in contacts} | _find_registered(desk.store, ids))
        _refuse_held(desk, premises_ids)
        today = desk.today().isoformat()
        callers = _erase_callers(unit, [number for row in rows for phone in row.phones if (number := dialled(phone))])
        for row_id in ids:
            unit.erase(Person, row_id)
        for contact_id, _, from_day, until_day in contacts:
            if until_day is None:
                unit.update(Contact, contact_id, until_day=max(today, from_day or today))
        announce_people(unit, premises_ids)
        return unit.result(Erased(person_id, basis, len(premises_ids), callers, len(ids)))


def erased_among(store: Store, person_ids: Collection[int]) -> set[int]:
    """Which of these people were erased: what such a one did is not brought back by undoing what came before."""
    ids = sorted(set(person_ids))
    query = Person.select(Person.id).where(Person.id.in_(ids), Person.erased_at.is_null(False))
    return set(store.scalars(query)) if ids else set()


def _find_same_person(store: Store, person_id: int) -> list[_Row]:
    """Every row with values that is this person, the one asked for first."""
    rows = {row.id: row for row in _rows(store, [person_id])}
    fresh = list(rows.values())
    while fresh:
        found = _find_at_same_contacts(store, [row.id for row in fresh])
        found |= _find_told_changed(store, fresh)
        found |= _find_same_telephone(store, fresh)
        fresh = _rows(store, sorted(found - rows.keys()))
        rows |= {row.id: row for row in fresh}
    return list(rows.values())


def _rows(store: Store, ids: Collection[int]) -> list[_Row]:
    query = Person.select(Person.id, Person.name, Person.phone, Person.phone2)
    return store.rows(query.where(Person.id.in_(list(ids)), Person.erased_at.is_null()), _Row) if ids else []


def _find_at_same_contacts(store: Store, ids: Sequence[int]) -> set[int]:
    """Who a contact of theirs pointed to before or after: its images tell."""
    contacts = store.scalars(Contact.select(Contact.id).where(Contact.person.in_(list(ids))))
    if not contacts:
        return set()
    images = RowImage.select(RowImage.image).where(RowImage.table_name == "contact", RowImage.row_id.in_(contacts))
    return {json.loads(image)["person_id"] for image in store.scalars(images)}


def _find_told_changed(store: Store, rows: Sequence[_Row]) -> set[int]:
    """Whom 信息变更登记 names beside them as the same person: the name stayed and the telephone changed."""
    ids = [row.id for row in rows]
    names = {row.id: row.name for row in rows}
    query = InformationChange.select(InformationChange.person_before, InformationChange.person_after).where(
        InformationChange.person_before.in_(ids) | InformationChange.person_after.in_(ids)
    )
    pairs = [pair for pair in store.tuples(query) if None not in pair]
    others = {row.id: row.name for row in _rows(store, {person for pair in pairs for person in pair} - names.keys())}
    every = names | others
    return {person for pair in pairs if every.get(pair[0]) == every.get(pair[1]) for person in pair}


def _find_same_telephone(store: Store, rows: Sequence[_Row]) -> set[int]:
    """The same name with a telephone in common, at whatever premises: also where they are merged or voided."""
    phones = sorted({phone for row in rows for phone in row.phones})
    wanted = {(row.name, phone) for row in rows if row.name for phone in row.phones}
    if not wanted:
        return set()
    query = Person.select(Person.id, Person.name, Person.phone, Person.phone2).where(
        Person.phone.in_(phones) | Person.phone2.in_(phones)
    )
    return {row.id for row in store.rows(query, _Row) if any((row.name, phone) in wanted for phone in row.phones)}


def _find_registered(store: Store, ids: Sequence[int]) -> set[int]:
    """Premises where somebody registered a change about them."""
    query = InformationChange.select(InformationChange.premises).where(
        InformationChange.person_before.in_(list(ids)) | InformationChange.person_after.in_(list(ids))
    )
    return set(store.scalars(query))


def _refuse_naming(rows: Sequence[_Row], reason: str) -> None:
    """The basis is kept for ever, so it must not say who it was."""
    told = [value for row in rows for value in (row.name, *row.phones) if value]
    if any(value in reason for value in told):
        raise InvalidInput({"reason": "依据会一直留存，请不要写这个人的姓名和电话。"})


def _refuse_held(desk: Desk, premises_ids: Sequence[int]) -> None:
    ids = find_held(desk.store, whole_flats(desk.store, premises_ids), desk.today())
    if ids:
        query = Premises.select(Premises.address).where(Premises.id.in_(ids[:NAMED])).order_by(Premises.id)
        addresses = "、".join(desk.store.scalars(query))
        many = f" 等 {len(ids)} 户" if len(ids) > NAMED else ""
        raise Refused(f"{addresses}{many} 标着“保留（争议中）”，争议了结前不能删除个人资料。请先结束这个标记。")


def _erase_callers(unit: Unit, phones: Sequence[str]) -> int:
    """Empty every caller who rang from one of these numbers; returns how many."""
    ids = unit.store.scalars(Caller.select(Caller.id).where(Caller.phone.in_(phones))) if phones else []
    for caller_id in ids:
        unit.erase(Caller, caller_id)
    for matter_id in unit.store.scalars(Matter.select(Matter.id).where(Matter.caller.in_(ids))) if ids else ():
        unit.changed("matter", matter_id)
    return len(ids)
