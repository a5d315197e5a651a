"""Showing a masked value whole: an act that leaves who saw which field of whom, and where; never the value.

The value is read after the record of its showing is written, and is kept nowhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.models.disclosure import Disclosure
from app.models.people import Caller, Person
from app.models.premises import Contact, Premises
from app.services.customers.families import NOT_FOUND
from app.services.customers.masks import masked_phones
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import NotFound
from app.services.kernel.store import Store
from app.services.kernel.unit import Unit, writing


class Shown(StrEnum):
    """Which field was shown; the text stands in the record."""

    PHONE = "电话"
    PHONE2 = "电话二"
    NUMBER = "用户编号"
    REMARK = "备注"


@dataclass(frozen=True, slots=True)
class Subject:
    """One masked value: a telephone of a person of the ledger or of a caller, a user number, a remark with numbers."""

    field: Shown
    premises_id: int | None = None
    person_id: int | None = None
    caller_id: int | None = None


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What the unit keeps of a showing: how many values."""

    values: int


def reveal(desk: Desk, subject: Subject, place: str, key: UUID) -> str:
    """The whole value, after its showing at `place` (a page or window) was recorded; '' when there is none any more.

    NotAllowed for somebody who only looks on.
    """
    return reveal_all(desk, [subject], place, key)[subject]


def reveal_card(desk: Desk, premises_id: int, place: str, key: UUID) -> Mapping[Subject, str]:
    """Everything masked on the card of a premises: number, remark, telephones of those who are there now."""
    return reveal_all(desk, subjects_of(desk.store, premises_id), place, key)


def reveal_all(desk: Desk, subjects: Sequence[Subject], place: str, key: UUID) -> Mapping[Subject, str]:
    """The whole values, each recorded; one press is one unit."""
    desk.require(Role.CLERK, Role.REPAIRER)
    with writing(desk, "premises.disclose", key) as unit:
        if unit.earlier(Disclosed) is None:
            _record(unit, subjects, place)
            unit.result(Disclosed(len(subjects)))
    return {subject: _value(desk.store, subject) for subject in subjects}


def subjects_of(store: Store, premises_id: int) -> list[Subject]:
    """What is masked on the card of a premises and has a value; NotFound when there is no such premises."""
    found = store.plain(Premises.select(Premises.number, Premises.remark).where(Premises.id == premises_id))
    if not found:
        raise NotFound(NOT_FOUND)
    number, remark = found[0]
    subjects = [Subject(Shown.NUMBER, premises_id)] if number else []
    if masked_phones(remark) != remark:
        subjects.append(Subject(Shown.REMARK, premises_id))
    people = (
        Contact.select(Person.id, Person.phone, Person.phone2)
        .join(Person, on=(Contact.person == Person.id))
        .where(Contact.premises == premises_id, Contact.until_day.is_null(), Contact.voided_at.is_null())
        .order_by(Contact.id)
    )
    for person_id, phone, phone2 in store.plain(people):
        for field, value in ((Shown.PHONE, phone), (Shown.PHONE2, phone2)):
            if value:
                subjects.append(Subject(field, premises_id, person_id))
    return subjects


def _record(unit: Unit, subjects: Iterable[Subject], place: str) -> None:
    rows = [
        {
            "staff_id": unit.desk.actor.staff_id,
            "premises_id": subject.premises_id,
            "person_id": subject.person_id,
            "caller_id": subject.caller_id,
            "field": subject.field.value,
            "place": place[:30],
            "shown_at": unit.at,
        }
        for subject in subjects
    ]
    unit.insert_many(Disclosure, rows)


def _value(store: Store, subject: Subject) -> str:
    query: Any
    if subject.field in (Shown.NUMBER, Shown.REMARK):
        column = Premises.number if subject.field is Shown.NUMBER else Premises.remark
        query = Premises.select(column).where(Premises.id == subject.premises_id)
    elif subject.caller_id is not None:
        query = Caller.select(Caller.phone).where(Caller.id == subject.caller_id)
    else:
        column = Person.phone2 if subject.field is Shown.PHONE2 else Person.phone
        query = Person.select(column).where(Person.id == subject.person_id)
    return str(store.scalar(query) or "")
