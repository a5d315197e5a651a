"""Erasing a person (PIPL 47): the values go, the digests and a record of the erasure stay.

Calls made from the person's telephones lose their caller as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.models.matters import Matter
from app.models.people import Caller, Person
from app.models.premises import Contact
from app.services.customers.search_index import rekey
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound
from app.services.kernel.unit import Unit, writing
from app.services.matters.phones import dialled


@dataclass(frozen=True, slots=True)
class Erased:
    """The record of an erasure, kept with its unit."""

    person_id: int
    reason: str
    premises: int
    callers: int = 0


def erase_person(desk: Desk, person_id: int, reason: str, key: UUID) -> Erased:
    """Take a person's name, telephones and ID number out for ever, from the ledger and from calls; the premises stay.

    Only the manager may, and must say why (the reason is kept, so it must not name the person). The person's
    contacts end today, and nobody finds the premises by the old values any more. Erasing twice changes nothing.
    """
    desk.require(Role.MANAGER)
    if not reason.strip():
        raise InvalidInput({"reason": "请写明删除的依据。"})
    with writing(desk, "person.erase", key) as unit:
        if first := unit.earlier(Erased):
            return first
        columns = Person.select(Person.erased_at, Person.phone, Person.phone2)
        found = desk.store.tuples(columns.where(Person.id == person_id))
        if not found:
            raise NotFound("找不到这个人的资料，请刷新后再试。")
        contacts = desk.store.tuples(
            Contact.select(Contact.id, Contact.premises, Contact.until_day).where(Contact.person == person_id)
        )
        premises_ids = sorted({premises_id for _, premises_id, _ in contacts})
        erased_at, *phones = found[0]
        callers = 0
        if erased_at is None:
            callers = _erase_callers(unit, [number for phone in phones if (number := dialled(phone or ""))])
            unit.erase(Person, person_id)
            for contact_id, _, until_day in contacts:
                if until_day is None:
                    unit.update(Contact, contact_id, until_day=desk.today().isoformat())
            rekey(unit, premises_ids)
            for premises_id in premises_ids:
                unit.changed("premises", premises_id)
        return unit.result(Erased(person_id, reason.strip(), len(premises_ids), callers))


def _erase_callers(unit: Unit, phones: Sequence[str]) -> int:
    """Empty every caller who rang from one of these numbers; returns how many."""
    ids = unit.store.scalars(Caller.select(Caller.id).where(Caller.phone.in_(phones))) if phones else []
    for caller_id in ids:
        unit.erase(Caller, caller_id)
    for matter_id in unit.store.scalars(Matter.select(Matter.id).where(Matter.caller.in_(ids))) if ids else ():
        unit.changed("matter", matter_id)
    return len(ids)
