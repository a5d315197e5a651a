"""People at premises: one 户主 at a time, several others, from when to when."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.people import Person
from app.models.premises import Contact
from app.services.customers.contacts.contacts import (
    ContactDraft,
    add_contact,
    close_contact,
    edit_contact,
    other_premises_of,
)
from app.services.customers.finding.search import search
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotAllowed, Refused
from app.services.trust.verify import verify
from tests.support.care import Town, holder_of, open_reasons, people_of, town
from tests.support.desks import VIEWER, desk_for


@pytest.fixture
def place(desk: Desk) -> Town:
    return town(desk)


def present(desk: Desk, premises_id: int) -> list[tuple[str, str]]:
    return [(who.name, who.relation) for who in people_of(desk, premises_id) if not who.until_day]


def test_a_tenant_stands_beside_the_holder_and_is_found_by_his_own_number(desk: Desk, place: Town) -> None:
    flat = place.flat("3", "2", "1102", "王伟", "13800004490")

    add_contact(desk, flat, ContactDraft("钱租客", "138-0000-7711", relation="租户"), uuid4())

    assert present(desk, flat) == [("王伟", "户主"), ("钱租客", "租户")]
    assert [hit.premises_id for hit in search(desk, "13800007711")] == [flat]
    assert people_of(desk, flat)[1] == ("钱租客", "13800007711", "租户", "2026-11-15", "")
    assert verify(desk.store) == []


def test_a_new_holder_ends_the_one_before_who_stays_readable(desk: Desk, place: Town) -> None:
    flat = place.flat("3", "2", "1102", "王伟", "13800004490")

    add_contact(desk, flat, ContactDraft("李新", "13800007712"), uuid4())

    assert holder_of(desk, flat).name == "李新"
    assert [(who.name, who.until_day) for who in people_of(desk, flat)] == [("李新", ""), ("王伟", "2026-11-15")]


def test_making_a_tenant_the_holder_ends_the_old_holder(desk: Desk, place: Town) -> None:
    flat = place.flat("3", "2", "1102", "王伟", "13800004490")
    tenant = add_contact(desk, flat, ContactDraft("钱租客", "13800007711", relation="租户"), uuid4())

    edit_contact(desk, tenant.contact_id, ContactDraft("钱租客", "13800007711", relation="户主"), uuid4())

    assert present(desk, flat) == [("钱租客", "户主")]


def test_one_owner_of_two_flats_is_one_person(desk: Desk, place: Town) -> None:
    first = place.flat("3", "2", "1102", "王伟", "13800004490")
    second = place.flat("5", "1", "101", "", "")

    saved = add_contact(desk, second, ContactDraft("王伟", "13800004490"), uuid4())

    found = other_premises_of(desk, saved.person_id, besides=second)
    assert [(row.premises_id, row.relation, row.until_day) for row in found] == [(first, "户主", "")]
    assert desk.store.scalars(Person.select(Person.id).where(Person.name == "王伟")) == [saved.person_id]


def test_a_corrected_number_is_another_row_and_leaves_the_other_flat_alone(desk: Desk, place: Town) -> None:
    first = place.flat("3", "2", "1102", "王伟", "13800004490")
    second = place.flat("5", "1", "101", "", "")
    saved = add_contact(desk, second, ContactDraft("王伟", "13800004490"), uuid4())

    edited = edit_contact(desk, saved.contact_id, ContactDraft("王伟", "13800007713"), uuid4())

    assert edited.person_id != saved.person_id
    assert [hit.premises_id for hit in search(desk, "13800007713")] == [second]
    assert [hit.premises_id for hit in search(desk, "13800004490")] == [first]
    assert verify(desk.store) == []


def test_who_moved_out_is_listed_below(desk: Desk, place: Town) -> None:
    flat = place.flat("3", "2", "1102", "王伟", "13800004490")
    tenant = add_contact(desk, flat, ContactDraft("钱租客", "13800007711", relation="租户"), uuid4())
    desk.clock.advance(timedelta(days=40))  # type: ignore[attr-defined]

    close_contact(desk, tenant.contact_id, "", uuid4())

    assert present(desk, flat) == [("王伟", "户主")]
    assert people_of(desk, flat)[-1].until_day == "2026-12-25"


def test_a_premises_without_holder_is_a_doubt_until_there_is_one(desk: Desk, place: Town) -> None:
    flat = place.flat("3", "2", "1102", "王伟", "13800004490")
    holder = desk.store.scalar(Contact.select(Contact.id).where(Contact.premises == flat))

    close_contact(desk, holder, "2026-11-15", uuid4())
    assert open_reasons(desk, flat) == ["没有户名"]

    add_contact(desk, flat, ContactDraft("李新"), uuid4())
    assert open_reasons(desk, flat) == []


def test_what_cannot_be_taken_names_its_field(desk: Desk, place: Town) -> None:
    flat = place.flat("3", "2", "1102", "王伟", "13800004490")

    with pytest.raises(InvalidInput) as refused:
        add_contact(desk, flat, ContactDraft("", "1380000", relation="户主", from_day="去年"), uuid4())
    assert set(refused.value.fields) == {"name", "phone", "from_day"}

    with pytest.raises(Refused):
        add_contact(desk, flat, ContactDraft("王伟", "13800004490", relation="家属"), uuid4())


def test_the_day_somebody_left_is_neither_ahead_nor_before_he_came(desk: Desk, place: Town) -> None:
    flat = place.flat("3", "2", "1102", "王伟", "13800004490")
    tenant = add_contact(desk, flat, ContactDraft("钱", "13800007711", relation="租户"), uuid4())

    for day in ("2026-11-16", "2026-11-01"):
        with pytest.raises(InvalidInput) as refused:
            close_contact(desk, tenant.contact_id, day, uuid4())
        assert set(refused.value.fields) == {"until_day"}


def test_twice_pressed_is_once_saved(desk: Desk, place: Town) -> None:
    flat = place.flat("3", "2", "1102", "王伟", "13800004490")
    key = uuid4()

    first = add_contact(desk, flat, ContactDraft("钱租客", "13800007711", relation="租户"), key)

    assert add_contact(desk, flat, ContactDraft("钱租客", "13800007711", relation="租户"), key) == first
    assert len(present(desk, flat)) == 2


def test_who_may_only_read_changes_nothing(desk: Desk, place: Town) -> None:
    flat = place.flat("3", "2", "1102", "王伟", "13800004490")

    with pytest.raises(NotAllowed):
        add_contact(desk_for(desk.store, VIEWER), flat, ContactDraft("钱"), uuid4())


def test_days_without_strokes_are_kept_with_them(desk: Desk, place: Town) -> None:
    flat = place.flat("3", "2", "1102", "王伟", "13800004490")

    tenant = add_contact(desk, flat, ContactDraft("钱租客", relation="租户", from_day="20261101"), uuid4())
    close_contact(desk, tenant.contact_id, "20261110", uuid4())

    assert people_of(desk, flat)[-1][3:] == ("2026-11-01", "2026-11-10")
    with pytest.raises(InvalidInput):
        add_contact(desk, flat, ContactDraft("孙", relation="租户", from_day="2026-W47-1"), uuid4())
