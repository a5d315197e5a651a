"""信息变更登记: register and ledger change together, and what was known before stays readable."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.care import InformationChange
from app.models.premises import Contact, Doubt, Premises
from app.services.customers.care.merging import MergeDraft, merge
from app.services.customers.contacts.contacts import ContactDraft, add_contact, other_premises_of
from app.services.customers.contacts.information import changes_of, information_now, latest_changes, record_information
from app.services.customers.contacts.information_values import InformationDraft
from app.services.customers.finding.search import search
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotAllowed, Refused, Stale
from app.services.kernel.unit import writing
from app.services.trust.verify import verify
from tests.support.care import Town, holder_of, open_reasons, people_of, town, value_of
from tests.support.desks import VIEWER, desk_for


@pytest.fixture
def place(desk: Desk) -> Town:
    return town(desk)


@pytest.fixture
def flat(place: Town) -> int:
    return place.flat("3", "2", "1102", "王伟", "13800004490", area_c=9000)


def test_a_new_number_is_registered_found_and_settles_the_doubt(desk: Desk, place: Town, flat: int) -> None:
    place.doubt(flat, "phone", "电话号码位数或格式不对")

    saved = record_information(desk, flat, InformationDraft(phone="138 0000 7701", basis="来电自报"), uuid4())

    assert (saved.changes, saved.settled) == (1, 1)
    assert [hit.premises_id for hit in search(desk, "7701")] == [flat]
    assert search(desk, "13800004490") == []
    (change,) = changes_of(desk, flat)
    assert (change.word, change.before, change.after) == ("电话", "138****4490", "138****7701")
    assert (change.told_by, change.channel, change.basis) == ("本人", "来电", "来电自报")
    assert open_reasons(desk, flat) == []
    assert verify(desk.store) == []


def test_the_register_itself_holds_no_number(desk: Desk, flat: int) -> None:
    record_information(desk, flat, InformationDraft(phone="13800007701", holder="李新"), uuid4())

    texts = desk.store.tuples(InformationChange.select(InformationChange.before, InformationChange.after))
    images = desk.store.run("SELECT image FROM row_image").fetchall()
    assert texts == [("", "")]
    assert not any("13800007701" in image or "李新" in image for (image,) in images)


def test_a_number_in_free_words_is_masked_in_the_register_and_whole_in_the_remark(desk: Desk, flat: int) -> None:
    draft = InformationDraft(remark="租户 13800009911", basis="13800009911 来电")

    record_information(desk, flat, draft, uuid4())

    (change,) = changes_of(desk, flat)
    assert (change.after, change.basis) == ("租户 138****9911", "138****9911 来电")
    assert value_of(desk, flat, "remark") == "租户 13800009911"


def test_another_owner_ends_the_old_contact_and_begins_a_new_one(desk: Desk, flat: int) -> None:
    record_information(desk, flat, InformationDraft(holder="李新", phone="13800007701", told_by="物业"), uuid4())

    assert people_of(desk, flat) == [
        ("李新", "13800007701", "户主", "2026-11-15", ""),
        ("王伟", "13800004490", "户主", "", "2026-11-15"),
    ]
    (change,) = changes_of(desk, flat)
    assert (change.word, change.before, change.after) == ("户名", "王伟", "李新")


def test_another_owner_does_not_inherit_the_number(desk: Desk, flat: int) -> None:
    record_information(desk, flat, InformationDraft(holder="李新"), uuid4())

    assert holder_of(desk, flat)[:2] == ("李新", "")


def test_a_misspelled_name_stays_the_same_contact_with_its_number(desk: Desk, flat: int) -> None:
    record_information(desk, flat, InformationDraft(holder="王炜", same_person=True), uuid4())

    assert people_of(desk, flat) == [("王炜", "13800004490", "户主", "", "")]


def test_the_premises_changes_in_the_same_unit_with_words_on_both_sides(desk: Desk, flat: int) -> None:
    draft = InformationDraft(area="95.5㎡", use="商业", remark="一楼门市", contact=ContactDraft("赵", relation="租户"))

    saved = record_information(desk, flat, draft, uuid4())

    assert saved.changes == 4
    assert [value_of(desk, flat, column) for column in ("area_c", "use", "remark")] == [9550, "商业", "一楼门市"]
    said = {row.word: (row.before, row.after) for row in changes_of(desk, flat)}
    assert said["面积"] == ("90.00 ㎡", "95.50 ㎡")
    assert said["用热性质"] == ("居民", "商业")
    assert said["联系人"] == ("", "赵")
    assert verify(desk.store) == []


def test_an_owner_of_two_flats_gets_the_number_at_both_when_he_says_so(desk: Desk, place: Town, flat: int) -> None:
    second = place.flat("5", "1", "101")
    record_information(desk, second, InformationDraft(holder="王伟", phone="13800004490"), uuid4())
    assert information_now(desk, flat).other_premises == 1

    saved = record_information(desk, flat, InformationDraft(phone="13800007701", everywhere=True), uuid4())

    assert (saved.changes, saved.premises) == (2, 2)
    assert [information_now(desk, place_id).phone for place_id in (flat, second)] == ["13800007701"] * 2
    person = desk.store.scalar(Contact.select(Contact.person).where(Contact.premises == flat))
    assert [row.premises_id for row in other_premises_of(desk, person, besides=flat)] == [second]


def test_an_owner_of_two_flats_keeps_the_number_elsewhere_otherwise(desk: Desk, place: Town, flat: int) -> None:
    second = place.flat("5", "1", "101")
    record_information(desk, second, InformationDraft(holder="王伟", phone="13800004490"), uuid4())

    record_information(desk, flat, InformationDraft(phone="13800007701"), uuid4())

    assert information_now(desk, second).phone == "13800004490"


def test_what_cannot_be_taken_names_its_field_and_writes_nothing(desk: Desk, flat: int) -> None:
    draft = InformationDraft(phone="1380000", holder=" ", area="九十", use="", contact=ContactDraft(""))

    with pytest.raises(InvalidInput) as refused:
        record_information(desk, flat, draft, uuid4())

    assert set(refused.value.fields) == {"phone", "holder", "area", "use", "contact"}
    assert changes_of(desk, flat) == []


def test_nothing_new_is_said_to_be_nothing_new(desk: Desk, flat: int) -> None:
    with pytest.raises(InvalidInput) as refused:
        record_information(desk, flat, InformationDraft(phone="13800004490", area="90"), uuid4())

    assert set(refused.value.fields) == {"phone"}


def test_nothing_is_told_to_a_voided_premises(desk: Desk, flat: int) -> None:
    with writing(desk, "test.void", uuid4()) as unit:
        unit.update(Premises, flat, None, voided_at=desk.now(), void_reason="重复")

    with pytest.raises(Refused):
        record_information(desk, flat, InformationDraft(phone="13800007701"), uuid4())


def test_twice_pressed_is_once_registered(desk: Desk, flat: int) -> None:
    key = uuid4()

    first = record_information(desk, flat, InformationDraft(phone="13800007701"), key)

    assert record_information(desk, flat, InformationDraft(phone="13800007701"), key) == first
    assert len(latest_changes(desk)) == 1


def test_who_may_only_read_registers_nothing(desk: Desk, flat: int) -> None:
    with pytest.raises(NotAllowed):
        record_information(desk_for(desk.store, VIEWER), flat, InformationDraft(phone="13800007701"), uuid4())


def test_a_number_told_for_premises_without_holder_makes_a_contact_without_name(desk: Desk, place: Town) -> None:
    empty = place.flat("5", "1", "101")

    record_information(desk, empty, InformationDraft(phone="13800007701"), uuid4())

    assert desk.store.tuples(Contact.select(Contact.relation).where(Contact.premises == empty)) == [("户主",)]
    assert [hit.premises_id for hit in search(desk, "13800007701")] == [empty]
    assert desk.store.scalars(Doubt.select(Doubt.id)) == []


def test_a_flat_that_was_merged_is_not_one_of_his_any_more(desk: Desk, place: Town, flat: int) -> None:
    second = place.flat("5", "1", "101")
    third = place.flat("5", "1", "102")
    for premises_id in (second, third):
        record_information(desk, premises_id, InformationDraft(holder="王伟", phone="13800004490"), uuid4())
    merge(desk, MergeDraft(second, third, contacts=frozenset()), uuid4())

    assert information_now(desk, flat).other_premises == 0
    saved = record_information(desk, flat, InformationDraft(phone="13800007701", everywhere=True), uuid4())

    assert (saved.changes, saved.premises) == (1, 1)
    assert holder_of(desk, third).phone == "13800004490"


def test_a_change_of_owner_before_the_present_one_came_is_refused(desk: Desk, flat: int) -> None:
    record_information(desk, flat, InformationDraft(holder="李新"), uuid4())

    earlier = desk.now() - timedelta(days=3)
    with pytest.raises(InvalidInput, match="2026-11-15"):
        record_information(desk, flat, InformationDraft(holder="赵敏", told_at=earlier), uuid4())
    with pytest.raises(InvalidInput) as refused:
        add_contact(desk, flat, ContactDraft("赵敏", from_day="2026-11-01"), uuid4())

    assert set(refused.value.fields) == {"from_day"}
    assert [(who.name, who.from_day, who.until_day) for who in people_of(desk, flat)] == [
        ("李新", "2026-11-15", ""),
        ("王伟", "", "2026-11-15"),
    ]


def test_a_remark_with_a_number_is_not_given_whole(desk: Desk, place: Town) -> None:
    named = place.flat("5", "1", "101", remark="租户 13800009911")
    plain = place.flat("5", "1", "102", remark="一楼门市")

    assert [
        (now.remark, now.remark_masked) for now in (information_now(desk, named), information_now(desk, plain))
    ] == [
        ("租户 138****9911", True),
        ("一楼门市", False),
    ]


@pytest.mark.parametrize(("area", "words"), [("92,5", "一个数"), ("0", "大于 0"), ("99999999", "超过 50000")])
def test_an_area_that_cannot_be_meant_is_refused_by_its_field(desk: Desk, flat: int, area: str, words: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        record_information(desk, flat, InformationDraft(area=area), uuid4())

    assert set(refused.value.fields) == {"area"}
    assert words in refused.value.fields["area"]
    assert value_of(desk, flat, "area_c") == 9000


def test_a_day_of_connection_is_kept_in_one_form(desk: Desk, flat: int) -> None:
    record_information(desk, flat, InformationDraft(connected_on="20211115"), uuid4())

    assert value_of(desk, flat, "connected_on") == "2021-11-15"


@pytest.mark.parametrize(
    "draft",
    [
        InformationDraft(phone="13800001111、13800002222", phone2="13800003333"),
        InformationDraft(phone2="13800001111、13800002222"),
    ],
)
def test_a_third_number_is_refused_and_none_is_lost(desk: Desk, flat: int, draft: InformationDraft) -> None:
    with pytest.raises(InvalidInput) as refused:
        record_information(desk, flat, draft, uuid4())

    assert refused.value.fields == {"phone2": "一户最多记两个电话，请去掉一个，或记为另一位联系人。"}
    assert holder_of(desk, flat).phone == "13800004490"


def test_a_second_number_that_is_the_first_leaves_the_one_stored(desk: Desk, flat: int) -> None:
    record_information(desk, flat, InformationDraft(phone2="13800001111"), uuid4())

    with pytest.raises(InvalidInput) as refused:
        record_information(desk, flat, InformationDraft(phone2="13800004490"), uuid4())
    with pytest.raises(InvalidInput):
        record_information(desk, flat, InformationDraft(phone="13800002222", phone2="13800002222"), uuid4())

    assert set(refused.value.fields) == {"phone2"}
    now = information_now(desk, flat)
    assert (now.phone, now.phone2) == ("13800004490", "13800001111")


def test_the_second_number_becomes_the_first_when_that_is_told(desk: Desk, flat: int) -> None:
    record_information(desk, flat, InformationDraft(phone2="13800001111"), uuid4())

    record_information(desk, flat, InformationDraft(phone="13800001111", phone2="13800004490"), uuid4())

    now = information_now(desk, flat)
    assert (now.phone, now.phone2) == ("13800001111", "13800004490")


@pytest.mark.parametrize(
    ("theirs", "ours", "word"),
    [
        (InformationDraft(area="95"), InformationDraft(area="96"), "面积"),
        (InformationDraft(remark="有犬"), InformationDraft(remark="门铃坏"), "备注"),
        (InformationDraft(phone="13800001111"), InformationDraft(phone="13800002222"), "电话"),
        (InformationDraft(phone2="13800001111"), InformationDraft(phone2="13800002222"), "另一电话"),
        (InformationDraft(holder="李新"), InformationDraft(phone="13800002222"), "户名"),
        (InformationDraft(holder="李新"), InformationDraft(holder="赵敏"), "户名"),
    ],
)
def test_what_somebody_else_changed_meanwhile_is_not_written_over(
    desk: Desk, flat: int, theirs: InformationDraft, ours: InformationDraft, word: str
) -> None:
    seen = information_now(desk, flat)
    record_information(desk, flat, theirs, uuid4())
    between = people_of(desk, flat)

    with pytest.raises(Stale, match=f"^{word}.*刚被别人改过"):
        record_information(desk, flat, replace(ours, seen=seen), uuid4())

    assert people_of(desk, flat) == between
    assert len(changes_of(desk, flat)) == 1
    record_information(desk, flat, replace(ours, seen=information_now(desk, flat)), uuid4())


def test_what_somebody_else_changed_in_another_field_is_no_hindrance(desk: Desk, flat: int) -> None:
    seen = information_now(desk, flat)
    record_information(desk, flat, InformationDraft(area="95", phone2="13800001111"), uuid4())

    record_information(desk, flat, InformationDraft(phone="13800002222", use="商业", seen=seen), uuid4())

    now = information_now(desk, flat)
    assert (now.area_c, now.use, now.phone, now.phone2) == (9500, "商业", "13800002222", "13800001111")


def test_the_holder_who_came_meanwhile_is_not_sent_away_again(desk: Desk, place: Town) -> None:
    empty = place.flat("5", "1", "101")
    seen = information_now(desk, empty)
    record_information(desk, empty, InformationDraft(holder="李新"), uuid4())

    with pytest.raises(Stale):
        record_information(desk, empty, InformationDraft(holder="赵敏", seen=seen), uuid4())

    assert holder_of(desk, empty).name == "李新"
