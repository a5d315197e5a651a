"""Premises as lines of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import JOIN

from app.models.people import Person
from app.models.premises import Contact, Premises
from app.services.customers.contacts.tenure import holds_now
from app.services.kernel.store import Store
from app.services.kernel.store.prepared import PreparedForIds


@dataclass(frozen=True, slots=True)
class PremisesRow:
    """One line of a list of premises; the phone is whole, the caller decides what to show."""

    id: int
    address: str
    holder: str
    phone: str
    number: str
    state: str


def _with_holder(ids: list[Any]) -> Any:
    return (
        Premises.select(Premises.id, Premises.address, Person.name, Person.phone, Premises.number, Premises.state)
        .join(
            Contact,
            JOIN.LEFT_OUTER,
            on=((Contact.premises == Premises.id) & holds_now()),
        )
        .join(Person, JOIN.LEFT_OUTER, on=(Contact.person == Person.id))
        .where(Premises.id.in_(ids), Premises.voided_at.is_null())
    )


_ROWS = PreparedForIds(_with_holder)


def premises_rows(store: Store, ids: Sequence[int]) -> list[PremisesRow]:
    """These premises as lines of a list, in the order of `ids`; voided ones are left out."""
    found: dict[int, PremisesRow] = {}
    for row_id, address, name, phone, number, state in _ROWS.rows(store, ids):
        found.setdefault(row_id, PremisesRow(row_id, address, name or "", phone or "", number or "", state))
    return [found[row_id] for row_id in ids if row_id in found]
