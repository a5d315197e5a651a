"""Erasing a person (PIPL 47): the values go, the digests and a record of the erasure stay."""

from dataclasses import dataclass
from uuid import UUID

from app.models.people import Person
from app.models.premises import Contact
from app.services.customers.search_index import rekey
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound
from app.services.kernel.unit import writing


@dataclass(frozen=True, slots=True)
class Erased:
    """The record of an erasure, kept with its unit."""

    person_id: int
    reason: str
    premises: int


def erase_person(desk: Desk, person_id: int, reason: str, key: UUID) -> Erased:
    """Take a person's name, telephones and ID number out for ever; the premises stay.

    Only the manager may, and must say why (the reason is kept, so it must not name the person). The person's
    contacts end today, and nobody finds the premises by the old values any more. Erasing twice changes nothing.
    """
    desk.require(Role.MANAGER)
    if not reason.strip():
        raise InvalidInput({"reason": "请写明删除的依据。"})
    with writing(desk, "person.erase", key) as unit:
        if first := unit.earlier(Erased):
            return first
        found = desk.store.tuples(Person.select(Person.erased_at).where(Person.id == person_id))
        if not found:
            raise NotFound("找不到这个人的资料，请刷新后再试。")
        contacts = desk.store.tuples(
            Contact.select(Contact.id, Contact.premises, Contact.until_day).where(Contact.person == person_id)
        )
        premises_ids = sorted({premises_id for _, premises_id, _ in contacts})
        if found[0][0] is None:
            unit.erase(Person, person_id)
            for contact_id, _, until_day in contacts:
                if until_day is None:
                    unit.update(Contact, contact_id, until_day=desk.today().isoformat())
            rekey(unit, premises_ids)
            for premises_id in premises_ids:
                unit.changed("premises", premises_id)
        return unit.result(Erased(person_id, reason.strip(), len(premises_ids)))
