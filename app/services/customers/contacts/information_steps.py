"""One call or visit in 信息变更登记: each field that differs is changed and registered, inside the open unit."""

from datetime import datetime
from typing import Any

from app.models.care import InformationChange
from app.models.premises import Contact, Premises
from app.services.customers.contacts.information_values import InformationDraft, InformationSaved, Told
from app.services.customers.contacts.steps import (
    ContactNow,
    announce_people,
    begin_contact,
    contact_now,
    holder_now,
    person_for,
    read_phones,
    settle_doubts,
)
from app.services.customers.contacts.typed import read_area, read_day
from app.services.customers.masks import masked_phones
from app.services.customers.words import HOLDER
from app.services.kernel.errors import InvalidInput
from app.services.kernel.text import clean
from app.services.kernel.times import china
from app.services.kernel.unit import Unit
from app.services.paper.areas import square_metres

SETTLED = "信息变更登记"


class Changing:
    """Writes one draft whose fields have been checked."""

    def __init__(self, unit: Unit, premises_id: int, draft: InformationDraft, told_at: datetime) -> None:
        self._unit = unit
        self._premises_id = premises_id
        self._draft = draft
        self._told_at = told_at
        self._day = china(told_at).date().isoformat()
        self._fields: set[str] = set()
        self._touched = {premises_id}
        self._changes = 0

    def write(self) -> InformationSaved:
        """Every field that differs from what the ledger says; people first, then the premises."""
        self._people()
        self._premises()
        settled = settle_doubts(self._unit, self._premises_id, sorted(self._fields), SETTLED)
        announce_people(self._unit, sorted(self._touched))
        return InformationSaved(self._premises_id, self._changes, len(self._touched), settled)

    def _people(self) -> None:
        draft = self._draft
        holder = holder_now(self._unit.store, self._premises_id)
        name = None if draft.holder is None else clean(draft.holder).strip()
        if name is not None and (holder is None or name != holder.name):
            self._rename(holder, name)
        else:
            self._renumber(holder)
        if draft.contact is not None:
            self._come(draft)

    def _rename(self, holder: ContactNow | None, name: str) -> None:
        """过户: the old holder goes and the new one comes; a wrong spelling stays the same contact."""
        draft, unit = self._draft, self._unit
        keeps = holder is not None and draft.same_person
        known = (holder.phone, holder.phone2) if holder is not None and keeps else ("", "")
        numbers = self._numbers(known)
        person_id = person_for(unit, name, numbers)
        if holder is not None and keeps:
            unit.update(Contact, holder.id, holder.version, person_id=person_id)
        else:
            begin_contact(unit, self._premises_id, person_id, HOLDER, self._day)
        self._register(Told.HOLDER, person_before=holder.person_id if holder else None, person_after=person_id)
        # A new holder brings numbers of his own: doubts about the old ones are without object.
        self._fields |= {"phone", "phone2"} if not keeps or draft.phone is not None else set()

    def _renumber(self, holder: ContactNow | None) -> None:
        draft, unit = self._draft, self._unit
        if draft.phone is None and draft.phone2 is None:
            return
        known = (holder.phone, holder.phone2) if holder else ("", "")
        numbers = self._numbers(known)
        if numbers == tuple(number for number in known if number):
            return
        person_id = person_for(unit, holder.name if holder else "", numbers)
        field = Told.PHONE if draft.phone is not None else Told.PHONE2
        if holder is None:
            begin_contact(unit, self._premises_id, person_id, HOLDER, self._day)
            self._register(field, person_after=person_id)
        else:
            self._move(holder, person_id, field)
        self._fields |= {"phone", "phone2"} if draft.phone is not None else {"phone2"}

    def _move(self, holder: ContactNow, person_id: int, field: Told) -> None:
        """The contact points to the person with the new number, also at the other premises when wanted."""
        unit = self._unit
        contacts = [holder]
        if self._draft.everywhere:
            others = unit.store.scalars(other_contacts(holder))
            contacts += [contact_now(unit.store, contact_id) for contact_id in others]
        for contact in contacts:
            unit.update(Contact, contact.id, contact.version, person_id=person_id)
            self._register(field, contact.premises_id, person_before=holder.person_id, person_after=person_id)
            self._touched.add(contact.premises_id)

    def _numbers(self, known: tuple[str, str]) -> tuple[str, ...]:
        draft = self._draft
        first = known[0] if draft.phone is None else draft.phone
        second = known[1] if draft.phone2 is None else draft.phone2
        firsts = read_phones(first)[0] or (first,)
        seconds = read_phones(second)[0] or (second,)
        numbers = tuple(dict.fromkeys(number for number in (*firsts, *seconds) if number))
        if draft.phone2 and set(firsts) & set(seconds):
            raise InvalidInput({"phone2": "另一电话和第一个电话相同，请核对后再填。"})
        if draft.phone2 and len(numbers) > 2:
            raise InvalidInput({"phone2": "一户最多记两个电话，请去掉一个，或记为另一位联系人。"})
        # Two numbers told as new ones take the place of both.
        return numbers[:2]

    def _come(self, draft: InformationDraft) -> None:
        assert draft.contact is not None
        numbers, _ = read_phones(draft.contact.phone, draft.contact.phone2)
        person_id = person_for(self._unit, clean(draft.contact.name).strip(), numbers)
        there = Contact.select(Contact.id).where(
            Contact.premises == self._premises_id,
            Contact.person == person_id,
            Contact.until_day.is_null(),
            Contact.voided_at.is_null(),
        )
        if self._unit.store.scalar(there) is not None:
            return
        relation = draft.contact.relation if draft.contact.relation != HOLDER else "家属"
        begin_contact(self._unit, self._premises_id, person_id, relation, draft.contact.from_day or self._day)
        self._register(Told.CONTACT, person_after=person_id)

    def _premises(self) -> None:
        draft = self._draft
        columns = ("number", "area_c", "use", "remark", "state", "connected_on")
        query = Premises.select(*(getattr(Premises, name) for name in columns))
        row = self._unit.store.tuples(query.where(Premises.id == self._premises_id))[0]
        now = dict(zip(columns, row, strict=True))
        wanted: list[tuple[Told, str, Any]] = [
            (Told.AREA, "area_c", None if draft.area is None else read_area(draft.area)[0]),
            (Told.USE, "use", None if draft.use is None else clean(draft.use).strip()[:20]),
            (Told.REMARK, "remark", None if draft.remark is None else clean(draft.remark).strip()),
            (Told.NUMBER, "number", None if draft.number is None else clean(draft.number).strip()),
            (Told.STATE, "state", draft.state),
            (
                Told.CONNECTED_ON,
                "connected_on",
                None if draft.connected_on is None else read_day(draft.connected_on)[0],
            ),
        ]
        changes: dict[str, Any] = {}
        for field, column, value in wanted:
            if value is None or value == now[column]:
                continue
            changes[column] = value
            self._register(field, before=_text_of(now[column], column), after=_text_of(value, column))
        if "state" in changes:
            changes["state_basis"] = SETTLED
        if changes:
            self._unit.update(Premises, self._premises_id, None, **changes)

    def _register(self, field: Told, premises_id: int | None = None, **said: Any) -> None:
        draft = self._draft
        self._unit.insert(
            InformationChange,
            premises_id=premises_id or self._premises_id,
            field=field,
            told_by=draft.told_by,
            channel=draft.channel,
            basis=masked_phones(clean(draft.basis).strip()),
            matter_id=draft.matter_id,
            told_at=self._told_at,
            entered_at=self._unit.at,
            **said,
        )
        self._changes += 1
        self._fields.add(field)


def other_contacts(holder: ContactNow) -> Any:
    """The query of the person's contacts at other premises that stand, as long as they last."""
    return (
        Contact.select(Contact.id)
        .join(Premises, on=(Contact.premises == Premises.id))
        .where(
            Contact.person == holder.person_id,
            Contact.premises != holder.premises_id,
            Contact.until_day.is_null(),
            Contact.voided_at.is_null(),
            Premises.voided_at.is_null(),
        )
    )


def _text_of(value: Any, column: str) -> str:
    if value is None:
        return ""
    if column == "area_c":
        return square_metres(value)
    # The register is kept for ever, a remark may name a telephone.
    return masked_phones(str(value))[:200]
