"""Contacts of premises: a person with a relation, from when to when; one 户主 at a time."""

from dataclasses import dataclass
from uuid import UUID

from app.models.people import Person
from app.models.premises import Contact, Premises
from app.services.customers.contacts.steps import (
    ContactNow,
    announce_people,
    ask_for_holder,
    begin_contact,
    contact_now,
    contacts_at,
    end_holder,
    name_problem,
    person_for,
    read_phones,
    settle_doubts,
    standing_premises,
)
from app.services.customers.contacts.typed import read_day
from app.services.customers.words import HOLDER, RELATIONS
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing

CHANGED = "联系人已更新"


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A person as told; days as YYYY-MM-DD, '' when nobody said. A new contact without `from_day` begins today."""

    name: str
    phone: str = ""
    phone2: str = ""
    relation: str = HOLDER
    from_day: str = ""


@dataclass(frozen=True, slots=True)
class ContactSaved:
    """A contact was written down."""

    contact_id: int
    premises_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class OtherPremises:
    """Another premises of a person, current ones first; `until_day` '' while it lasts."""

    premises_id: int
    address: str
    state: str
    relation: str
    until_day: str


def add_contact(desk: Desk, premises_id: int, draft: ContactDraft, key: UUID) -> ContactSaved:
    """Another person at the premises; a 户主 takes the place of the one before, who stays readable with the day.

    InvalidInput names the field; Refused at premises that are voided or merged.
    """
    desk.require(Role.CLERK)
    numbers, from_day = _check(draft)
    with writing(desk, "contact.add", key) as unit:
        if first := unit.earlier(ContactSaved):
            return first
        standing_premises(unit.store, premises_id)
        person_id = person_for(unit, clean(draft.name).strip(), numbers)
        _refuse_twice(unit, premises_id, person_id)
        from_day = from_day or desk.today().isoformat()
        contact_id = begin_contact(unit, premises_id, person_id, draft.relation, from_day)
        if draft.relation == HOLDER:
            settle_doubts(unit, premises_id, ["holder"], CHANGED)
        announce_people(unit, [premises_id])
        return unit.result(ContactSaved(contact_id, premises_id, person_id))


def edit_contact(desk: Desk, contact_id: int, draft: ContactDraft, key: UUID) -> ContactSaved:
    """What was written down wrongly is put right: name, telephones, relation, from when.

    Another name or number is another row of `person`; the person's other premises keep theirs.
    """
    desk.require(Role.CLERK)
    numbers, from_day = _check(draft)
    with writing(desk, "contact.edit", key) as unit:
        if first := unit.earlier(ContactSaved):
            return first
        now = contact_now(unit.store, contact_id)
        standing_premises(unit.store, now.premises_id)
        if now.until_day:
            raise Refused(f"这位联系人已于 {now.until_day} 搬离，不能再改。请新增联系人。")
        name, person_id = clean(draft.name).strip(), now.person_id
        if (name, numbers) != (now.name, tuple(phone for phone in (now.phone, now.phone2) if phone)):
            person_id = person_for(unit, name, numbers)
        if draft.relation == HOLDER:
            end_holder(unit, now.premises_id, desk.today().isoformat(), but=contact_id)
        values = {"relation": draft.relation, "person_id": person_id, "from_day": from_day or None}
        unit.update(Contact, contact_id, now.version, **values)
        _follow(unit, now, draft.relation)
        return unit.result(ContactSaved(contact_id, now.premises_id, person_id))


def close_contact(desk: Desk, contact_id: int, until_day: str, key: UUID) -> ContactSaved:
    """The person is no longer there from that day on ('' means today); they stay readable below.

    A premises whose 户主 has gone without another is a 待核.
    """
    desk.require(Role.CLERK)
    typed, problem = read_day(until_day)
    if problem:
        raise InvalidInput({"until_day": problem})
    day = typed or desk.today().isoformat()
    if day > desk.today().isoformat():
        raise InvalidInput({"until_day": "搬离日期不能晚于今天。"})
    with writing(desk, "contact.close", key) as unit:
        if first := unit.earlier(ContactSaved):
            return first
        now = contact_now(unit.store, contact_id)
        if now.until_day:
            raise Refused(f"这位联系人已于 {now.until_day} 搬离。")
        if now.from_day and day < now.from_day:
            raise InvalidInput({"until_day": f"搬离日期早于入住日期 {now.from_day}，请核对。"})
        unit.update(Contact, contact_id, now.version, until_day=day)
        if now.relation == HOLDER:
            ask_for_holder(unit, now.premises_id)
        announce_people(unit, [now.premises_id])
        return unit.result(ContactSaved(contact_id, now.premises_id, now.person_id))


def contacts_of(desk: Desk, premises_id: int) -> list[ContactNow]:
    """Everybody of the premises: who is there now, then who has gone, the latest first. Phones are whole."""
    return contacts_at(desk.store, premises_id)


def other_premises_of(desk: Desk, person_id: int, besides: int | None = None) -> list[OtherPremises]:
    """Where else this person is or was, without the premises `besides`: owners with several flats."""
    query = (
        Contact.select(
            Premises.id.alias("premises_id"),
            Premises.address,
            Premises.state,
            Contact.relation,
            Contact.until_day,
        )
        .join(Premises, on=(Contact.premises == Premises.id))
        .join_from(Contact, Person, on=(Contact.person == Person.id))
        .where(Person.id == person_id, Premises.voided_at.is_null(), Contact.voided_at.is_null())
        .order_by(Contact.until_day.is_null(False), Premises.address, Contact.id)
    )
    if besides is not None:
        query = query.where(Premises.id != besides)
    return [
        OtherPremises(premises, address, state, relation, until_day or "")
        for premises, address, state, relation, until_day in desk.store.tuples(query)
    ]


def _check(draft: ContactDraft) -> tuple[tuple[str, ...], str]:
    """The telephones as digits, and from which day; InvalidInput names what cannot be taken."""
    numbers, phone_problem = read_phones(draft.phone, draft.phone2)
    from_day, day_problem = read_day(draft.from_day)
    problems = {
        "name": name_problem(draft.name),
        "phone": phone_problem,
        "relation": None if draft.relation in RELATIONS else "请选择与户主的关系。",
        "from_day": day_problem,
    }
    if wrong := {name: sentence for name, sentence in problems.items() if sentence}:
        raise InvalidInput(wrong)
    return numbers, from_day


def _refuse_twice(unit: Unit, premises_id: int, person_id: int) -> None:
    again = Contact.select(Contact.relation).where(
        Contact.premises == premises_id,
        Contact.person == person_id,
        Contact.until_day.is_null(),
        Contact.voided_at.is_null(),
    )
    if (relation := unit.store.scalar(again)) is not None:
        raise Refused(f"这个人已经是这一户的{relation}，不用再加。要改关系请用“更正”。")


def _follow(unit: Unit, before: ContactNow, relation: str) -> None:
    if relation == HOLDER:
        settle_doubts(unit, before.premises_id, ["holder", "phone", "phone2"], CHANGED)
    elif before.relation == HOLDER:
        ask_for_holder(unit, before.premises_id)
    announce_people(unit, [before.premises_id])
