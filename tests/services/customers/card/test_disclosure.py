"""Masked values shown whole: each showing leaves who, what, where; never the value."""

from uuid import uuid4

import pytest

from app.models.disclosure import Disclosure
from app.models.kernel import RowImage, Unit
from app.models.people import Caller, Person
from app.models.premises import Contact
from app.services.customers.card.disclosure import (
    Shown,
    Subject,
    reveal,
    reveal_card,
    subjects_of,
)
from app.services.customers.card.premises import premises_card
from app.services.customers.contacts.erasure import erase_person
from app.services.customers.masks import masked_number, masked_phone, masked_phones
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotAllowed, NotFound
from app.services.kernel.unit import writing
from app.services.trust.verify import verify
from tests.support import desks
from tests.support.repairs import PHONE, Day, begin

HOLDER_PHONE = "13900000422"


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)


def records(day: Day) -> list[tuple[object, ...]]:
    return day.desk.store.plain(
        Disclosure.select(
            Disclosure.staff,
            Disclosure.premises,
            Disclosure.person,
            Disclosure.caller,
            Disclosure.field,
            Disclosure.place,
        ).order_by(Disclosure.id)
    )


def test_the_card_brings_no_whole_number(day: Day) -> None:
    card = premises_card(day.desk, day.premises_id)

    assert card.number == "*001"
    assert card.holder is not None
    assert card.holder.phone == "139****0422"
    assert HOLDER_PHONE not in repr(card)


def test_a_whole_phone_comes_with_a_record_of_its_showing(day: Day) -> None:
    person_id = day.desk.store.scalar(Person.select(Person.id))
    subject = Subject(Shown.PHONE, day.premises_id, person_id)

    assert reveal(day.desk, subject, "用户卡", uuid4()) == HOLDER_PHONE

    staff_id = day.desk.actor.staff_id
    assert records(day) == [(staff_id, day.premises_id, person_id, None, "电话", "用户卡")]
    assert verify(day.desk.store) == []


def test_one_press_shows_the_whole_card_and_names_every_field(day: Day) -> None:
    with writing(day.desk, "test.tenant", uuid4()) as unit:
        tenant = unit.insert(Person, name="租客", phone="13700000888", phone2="13600000999")
        unit.insert(Contact, premises_id=day.premises_id, person_id=tenant, relation="租户")
        gone = unit.insert(Person, name="旧户", phone="13500000777")
        unit.insert(Contact, premises_id=day.premises_id, person_id=gone, relation="租户", until_day="2025-05-01")

    shown = reveal_card(day.desk, day.premises_id, "用户卡", uuid4())

    assert set(shown.values()) == {"0001", HOLDER_PHONE, "13700000888", "13600000999"}
    assert [row[4] for row in records(day)] == ["用户编号", "电话", "电话", "电话二"]
    assert list(shown) == subjects_of(day.desk.store, day.premises_id)


def test_a_callers_number_is_shown_and_recorded_the_same_way(day: Day) -> None:
    day.take()
    caller_id = day.desk.store.scalar(Caller.select(Caller.id))

    assert reveal(day.desk, Subject(Shown.PHONE, day.premises_id, caller_id=caller_id), "回访", uuid4()) == PHONE

    assert records(day)[0][3] == caller_id


def test_neither_the_unit_nor_an_image_keeps_the_value(day: Day) -> None:
    reveal_card(day.desk, day.premises_id, "用户卡", uuid4())

    units = day.desk.store.scalars(Unit.select(Unit.result).where(Unit.act == "premises.disclose"))
    images = day.desk.store.scalars(RowImage.select(RowImage.image).where(RowImage.table_name == "disclosure"))
    assert units
    assert images
    assert HOLDER_PHONE not in f"{units}{images}"


def test_the_same_key_is_one_showing(day: Day) -> None:
    key = uuid4()

    first = reveal_card(day.desk, day.premises_id, "用户卡", key)

    assert reveal_card(day.desk, day.premises_id, "用户卡", key) == first
    assert len(records(day)) == 2


def test_somebody_who_only_looks_on_is_shown_nothing(day: Day) -> None:
    viewer = desks.desk_for(day.desk.store, desks.VIEWER)

    with pytest.raises(NotAllowed):
        reveal_card(viewer, day.premises_id, "用户卡", uuid4())

    assert records(day) == []


def test_an_erased_person_has_nothing_to_show(day: Day) -> None:
    person_id = day.desk.store.scalar(Person.select(Person.id))
    subject = Subject(Shown.PHONE, day.premises_id, person_id)
    erase_person(desks.desk_for(day.desk.store, desks.MANAGER), person_id, "本人申请", uuid4())

    assert reveal(day.desk, subject, "用户卡", uuid4()) == ""
    with pytest.raises(NotFound):
        reveal_card(day.desk, 999_999, "用户卡", uuid4())


@pytest.mark.parametrize(
    ("whole", "masked"),
    [("", ""), ("7", "*"), ("07", "*7"), ("0001", "*001"), ("0700002", "****002")],
)
def test_a_user_number_keeps_its_end(whole: str, masked: str) -> None:
    assert masked_number(whole) == masked


@pytest.mark.parametrize(
    ("whole", "masked"),
    [
        ("", ""),
        ("13800001234", "138****1234"),
        ("5550001", "****0001"),
        ("1234", "**34"),
        ("5550001转802", "****0001转802"),
    ],
)
def test_a_phone_keeps_its_end(whole: str, masked: str) -> None:
    assert masked_phone(whole) == masked


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("回电 138 0000 1234", "回电 138****1234"),
        ("座机022-00001111，或 5550001", "座机022****1111，或 ****0001"),
        ("2025-2026 换过阀，工单 WX-PQZ-20261115-0007", "2025-2026 换过阀，工单 WX-PQZ-20261115-0007"),
        ("3-2-1102 室温 16.5 度", "3-2-1102 室温 16.5 度"),
    ],
)
def test_phones_in_words_are_masked_and_other_numbers_stay(words: str, masked: str) -> None:
    assert masked_phones(words) == masked
