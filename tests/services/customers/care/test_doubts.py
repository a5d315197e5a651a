"""待核: a doubtful value is put right, left standing, or asked about later."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.premises import Doubt, Premises
from app.services.customers.care.counts import CareCounts, Kind, care_counts, doubt_counts
from app.services.customers.care.doubts import (
    ask_later,
    correct,
    doubt_ids,
    doubt_rows,
    let_stand,
)
from app.services.customers.contacts.information import changes_of
from app.services.customers.contacts.information_values import InformationDraft
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound, Refused
from app.services.kernel.unit import writing
from app.services.trust.verify import verify
from tests.support.care import Town, holder_of, town, value_of
from tests.support.desks import VIEWER, desk_for


@pytest.fixture
def place(desk: Desk) -> Town:
    return town(desk)


@pytest.fixture
def flat(place: Town) -> int:
    return place.flat("3", "2", "1102", "王伟", "13800004490", area_c=90000000)


def settlement(desk: Desk, doubt_id: int) -> str:
    return str(desk.store.scalar(Doubt.select(Doubt.settlement).where(Doubt.id == doubt_id)))


def test_the_list_tells_what_is_wrong_where_and_what_the_ledger_says(desk: Desk, place: Town, flat: int) -> None:
    phone = place.doubt(flat, "phone", "电话号码位数或格式不对")
    area = place.doubt(flat, "area", "面积大小异常")
    identity = place.doubt(flat, "id_number", "身份证号校验位不符")
    odd = place.doubt(flat, "heating", "采暖方式过长，已截短")

    rows = doubt_rows(desk, doubt_ids(desk))

    assert list(rows) == [phone, area, identity, odd]
    assert [(row.kind, row.value) for row in rows.values()] == [
        (Kind.PHONE, "138****4490"),
        (Kind.AREA, "900000.00 ㎡"),
        (Kind.IDENTITY, ""),
        (Kind.OTHER, ""),
    ]
    assert rows[phone].address == "和平里小区3号楼2单元1102室"
    assert [row.correctable for row in rows.values()] == [True, True, False, False]
    assert doubt_counts(desk) == {Kind.PHONE: 1, Kind.IDENTITY: 1, Kind.AREA: 1, Kind.OTHER: 1}
    assert care_counts(desk) == CareCounts(4, 0)
    assert doubt_ids(desk, Kind.AREA) == [area]
    assert doubt_ids(desk, Kind.OTHER) == [odd]


def test_doubts_stand_in_the_order_of_the_doors(desk: Desk, place: Town) -> None:
    doors = [("10", "1", "301"), ("2", "1", "1102"), ("2", "1", "302"), ("2", "1", "1101")]
    for door in doors:
        place.doubt(place.flat(*door), "area", "面积大小异常")

    rows = doubt_rows(desk, doubt_ids(desk))

    assert [row.address.removeprefix("和平里小区") for row in rows.values()] == [
        "2号楼1单元302室",
        "2号楼1单元1101室",
        "2号楼1单元1102室",
        "10号楼1单元301室",
    ]


def test_a_corrected_value_goes_through_the_register_and_settles(desk: Desk, place: Town, flat: int) -> None:
    doubt = place.doubt(flat, "area", "面积大小异常")

    saved = correct(desk, doubt, "90", InformationDraft(told_by="本人", channel="来电"), uuid4())

    assert (saved.changes, saved.settled) == (1, 1)
    assert value_of(desk, flat, "area_c") == 9000
    assert [row.word for row in changes_of(desk, flat)] == ["面积"]
    assert doubt_ids(desk) == []
    assert settlement(desk, doubt) == "信息变更登记"
    assert verify(desk.store) == []


def test_a_corrected_name_is_a_spelling_not_another_owner(desk: Desk, place: Town, flat: int) -> None:
    doubt = place.doubt(flat, "holder", "户名里有数字或特殊符号")

    correct(desk, doubt, "王炜", InformationDraft(), uuid4())

    assert holder_of(desk, flat)[:2] == ("王炜", "13800004490")


def test_a_wrong_correction_is_said_at_the_value_and_changes_nothing(desk: Desk, place: Town, flat: int) -> None:
    doubt = place.doubt(flat, "phone", "电话号码位数或格式不对")

    with pytest.raises(InvalidInput) as refused:
        correct(desk, doubt, "1380000", InformationDraft(), uuid4())

    assert set(refused.value.fields) == {"value"}
    assert doubt_ids(desk) == [doubt]


def test_a_value_that_is_there_already_is_no_correction(desk: Desk, place: Town, flat: int) -> None:
    doubt = place.doubt(flat, "state", "来电建档，供热状态还没有核对")

    with pytest.raises(InvalidInput) as refused:
        correct(desk, doubt, "供热", InformationDraft(), uuid4())

    assert "无误" in refused.value.fields["value"]


def test_a_doubt_about_what_is_not_kept_has_no_value_to_put_right(desk: Desk, place: Town, flat: int) -> None:
    doubt = place.doubt(flat, "id_number", "身份证号校验位不符")

    with pytest.raises(Refused):
        correct(desk, doubt, "110", InformationDraft(), uuid4())


def test_what_is_right_as_it_stands_is_left_with_the_reason(desk: Desk, place: Town, flat: int) -> None:
    doubt = place.doubt(flat, "area", "面积大小异常")

    let_stand(desk, doubt, "商业综合体", uuid4())

    assert doubt_ids(desk) == []
    assert settlement(desk, doubt) == "无误：商业综合体"
    assert value_of(desk, flat, "area_c") == 90000000
    with pytest.raises(Refused):
        let_stand(desk, doubt, "", uuid4())


def test_what_is_put_off_comes_back_on_its_day(desk: Desk, place: Town, flat: int) -> None:
    doubt = place.doubt(flat, "phone", "电话号码位数或格式不对")

    put_off = ask_later(desk, doubt, uuid4(), days=7)

    assert put_off.ask_on == "2026-11-22"
    assert settlement(desk, doubt) == ""
    assert doubt_ids(desk) == []
    assert doubt_counts(desk) == {}
    assert doubt_ids(desk, put_off=True) == [doubt]
    assert doubt_rows(desk, [doubt])[doubt].ask_on == "2026-11-22"
    desk.clock.advance(timedelta(days=7))  # type: ignore[attr-defined]
    assert doubt_ids(desk) == [doubt]
    assert doubt_ids(desk, put_off=True) == []


def test_doubts_of_a_voided_premises_are_not_asked(desk: Desk, place: Town, flat: int) -> None:
    place.doubt(flat, "area", "面积大小异常")

    with writing(desk, "test.void", uuid4()) as unit:
        unit.update(Premises, flat, None, voided_at=desk.now())

    assert doubt_ids(desk) == []
    assert doubt_counts(desk) == {}


def test_twice_pressed_is_once_settled_and_only_by_a_clerk(desk: Desk, place: Town, flat: int) -> None:
    doubt = place.doubt(flat, "area", "面积大小异常")
    key = uuid4()

    first = let_stand(desk, doubt, "", key)

    assert let_stand(desk, doubt, "", key) == first
    with pytest.raises(NotAllowed):
        ask_later(desk_for(desk.store, VIEWER), doubt, uuid4())
    with pytest.raises(NotAllowed):
        correct(desk_for(desk.store, VIEWER), 999_999, "90", InformationDraft(), uuid4())
    with pytest.raises(NotFound):
        ask_later(desk, 999_999, uuid4())


def test_twice_pressed_is_once_corrected(desk: Desk, place: Town, flat: int) -> None:
    doubt = place.doubt(flat, "area", "面积大小异常")
    key = uuid4()

    first = correct(desk, doubt, "90", InformationDraft(), key)

    assert correct(desk, doubt, "90", InformationDraft(), key) == first
    assert len(changes_of(desk, flat)) == 1


def test_a_number_in_a_doubtful_remark_is_masked(desk: Desk, place: Town) -> None:
    doubt = place.doubt(place.flat("3", "2", "1103", remark="租户 13800009911"), "remark", "备注过长，已截短")

    assert doubt_rows(desk, [doubt])[doubt].value == "租户 138****9911"
