"""待建档: a call from an address the ledger does not have gets its file afterwards."""

from dataclasses import replace
from uuid import uuid4

import pytest

from app.models.matters import Matter
from app.models.premises import Building, Community, Premises
from app.services.customers.card.premises import premises_card
from app.services.customers.care.counts import care_counts
from app.services.customers.care.merging import MergeDraft, merge
from app.services.customers.care.unlisted import attach, open_file, propose, unlisted_matters
from app.services.customers.care.unlisted_values import FileDraft, Form
from app.services.customers.finding.search import search
from app.services.enquiries.acts import take_enquiry
from app.services.enquiries.values import EnquiryDraft
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound, Refused
from app.services.kernel.unit import writing
from app.services.matters.timeline import timeline
from app.services.matters.values import CallerDraft, PlaceDraft
from app.services.repairs.acts import take_repair, void_matter
from app.services.repairs.values import RepairDraft
from app.services.trust.verify import verify
from tests.support.care import Town, holder_of, open_reasons, people_of, town, value_of
from tests.support.desks import VIEWER, desk_for


@pytest.fixture
def place(desk: Desk) -> Town:
    return town(desk)


def call(desk: Desk, address: str, **caller: str) -> int:
    draft = RepairDraft(words="不热", place=PlaceDraft(address), caller=CallerDraft(**caller))
    return take_repair(desk, draft, uuid4()).matter_id


def where(desk: Desk, matter_id: int) -> tuple[int | None, str, bool]:
    row = desk.store.tuples(
        Matter.select(Matter.premises, Matter.place_text, Matter.unlisted).where(Matter.id == matter_id)
    )[0]
    return row[0], row[1], bool(row[2])


def test_calls_from_unknown_addresses_wait_with_what_was_said(desk: Desk, place: Town) -> None:
    matter = call(desk, "王庄村12号", name="老王", phone="13800007701")
    listed = place.flat("3", "2", "1102")
    take_repair(desk, RepairDraft(words="漏水", premises_id=listed), uuid4())

    (row,) = unlisted_matters(desk)

    assert (row.matter_id, row.word, row.place, row.words) == (matter, "报修", "王庄村12号", "不热")
    assert (row.caller, row.phone, row.is_open, row.alike) == ("老王", "138****7701", True, 0)
    assert care_counts(desk).unlisted == 1


def test_the_file_is_proposed_from_the_typed_address(desk: Desk, place: Town) -> None:
    place.flat("5", "1", "101")
    matter = call(desk, "和平里3-2-1102", name="老王", phone="13800007701", relation="租户")

    found = propose(desk, matter)

    assert (found.form, found.place.community) == (Form.FLATS, "和平里小区")
    assert (found.place.building, found.place.unit, found.place.room) == ("3", "2", "1102")
    assert (found.caller, found.phone, found.relation) == ("老王", "13800007701", "租户")
    assert found.known == ()


def test_premises_at_the_same_door_are_offered_however_they_are_spelled(desk: Desk, place: Town) -> None:
    flat = place.flat("3", "2", "1102", "王伟", "13800004490")
    place.flat("3", "1", "1102")
    with_community = call(desk, "和平里 三号楼 2单元 1102室")
    without = call(desk, "3-2-1102")

    assert [known.premises_id for known in propose(desk, with_community).known] == [flat]
    assert [known.premises_id for known in propose(desk, without).known] == [flat]


def test_a_file_is_made_with_community_building_contact_and_matter(desk: Desk) -> None:
    matter = call(desk, "幸福里8-1-301", name="老王", phone="13800007701")
    draft = FileDraft(Form.FLATS, "幸福里", "8号楼", "1单元", "301室", name="老王", phone="13800007701")

    filed = open_file(desk, replace(draft, matter_ids=(matter,)), uuid4())

    assert filed.address == "幸福里8号楼1单元301室"
    assert where(desk, matter) == (filed.premises_id, "幸福里8号楼1单元301室", False)
    assert [value_of(desk, filed.premises_id, name) for name in ("origin", "state_basis", "floor")] == [
        "call",
        "来电建档",
        3,
    ]
    assert holder_of(desk, filed.premises_id)[:2] == ("老王", "13800007701")
    assert open_reasons(desk, filed.premises_id) == ["来电建档，供热状态还没有核对"]
    assert [hit.premises_id for hit in search(desk, "幸福里8-1-301")] == [filed.premises_id]
    assert unlisted_matters(desk) == []
    (moved,) = (row for row in timeline(desk.store, matter) if row.kind == "premises_changed")
    assert moved.shown == (("原地址", "幸福里8-1-301"),)
    assert verify(desk.store) == []


@pytest.mark.parametrize(
    ("draft", "address", "form"),
    [
        (FileDraft(Form.COTTAGES, "东蒲洼", "3", "", "12"), "东蒲洼3排12", "平房"),
        (FileDraft(Form.COTTAGES, "东蒲洼", "", "", "12号"), "东蒲洼平房12号", "平房"),
        (FileDraft(Form.SHOPS, "商业街", "", "", "门市12"), "商业街门市12", "商铺"),
        (FileDraft(Form.VILLAGE, "王庄村", "9", "9", "12号"), "王庄村12号", "村庄"),
    ],
)
def test_each_form_has_its_own_parts(desk: Desk, draft: FileDraft, address: str, form: str) -> None:
    filed = open_file(desk, draft, uuid4())

    assert filed.address.startswith(address)
    query = Community.select(Community.form).join(Building).join(Premises).where(Premises.id == filed.premises_id)
    assert desk.store.scalars(query) == [form]


def test_what_is_missing_is_named_part_by_part(desk: Desk) -> None:
    with pytest.raises(InvalidInput) as refused:
        open_file(desk, FileDraft(Form.FLATS, "", "", "", "", area="大", phone="138"), uuid4())

    assert set(refused.value.fields) == {"community", "building", "room", "area", "phone"}
    assert desk.store.scalars(Community.select(Community.id)) == []


def test_a_community_known_by_another_name_is_not_made_twice(desk: Desk, place: Town) -> None:
    place.flat("3", "2", "1102")

    filed = open_file(desk, FileDraft(Form.FLATS, "和平里", "3", "2", "1103"), uuid4())

    assert filed.address == "和平里小区3号楼2单元1103室"
    assert len(desk.store.scalars(Community.select(Community.id))) == 1


def test_premises_the_ledger_has_are_attached_not_made_again(desk: Desk, place: Town) -> None:
    flat = place.flat("3", "2", "1102")
    merged = place.flat("3", "2", "11-02")
    merge(desk, MergeDraft(flat, merged), uuid4())
    matter = call(desk, "和平里3-2-1102")

    with pytest.raises(Refused):
        open_file(desk, FileDraft(Form.FLATS, "和平里小区", "3", "2", "1102", matter_ids=(matter,)), uuid4())
    with pytest.raises(Refused):
        attach(desk, merged, [matter], uuid4())
    attach(desk, flat, [matter], uuid4())

    assert where(desk, matter)[0] == flat
    assert verify(desk.store) == []


def test_a_voided_file_at_the_door_stands_again(desk: Desk, place: Town) -> None:
    flat = place.flat("3", "2", "1102")
    with writing(desk, "test.void", uuid4()) as unit:
        unit.update(Premises, flat, None, voided_at=desk.now(), void_reason="导入撤销")

    filed = open_file(desk, FileDraft(Form.FLATS, "和平里小区", "3", "2", "1102"), uuid4())

    assert filed.premises_id == flat
    assert [value_of(desk, flat, name) for name in ("voided_at", "void_reason", "origin")] == [None, "", "call"]


def test_a_voided_file_that_stands_again_begins_anew(desk: Desk, place: Town) -> None:
    flat = place.flat("3", "2", "1102", "王伟", "13800004490", state="断热", low_income=1, remark="空置", area_c=9000)
    place.doubt(flat, "area", "面积大小异常")
    place.account(flat, "欠费")
    with writing(desk, "test.void", uuid4()) as unit:
        unit.update(Premises, flat, None, voided_at=desk.now(), void_reason="导入撤销")

    open_file(desk, FileDraft(Form.FLATS, "和平里小区", "3", "2", "1102", name="李新"), uuid4())

    assert [value_of(desk, flat, name) for name in ("state", "low_income", "remark", "area_c")] == ["供热", 0, "", None]
    assert open_reasons(desk, flat) == ["来电建档，供热状态还没有核对"]
    assert [(who.name, bool(who.until_day)) for who in people_of(desk, flat)] == [("李新", False), ("王伟", True)]
    assert premises_card(desk, flat).accounts == ()


def test_other_matters_of_the_same_address_are_offered_and_go_along(desk: Desk) -> None:
    first = call(desk, "幸福里8-1-301")
    second = call(desk, "幸福里 8号楼1单元301室")
    call(desk, "幸福里8-1-302")
    enquiry = take_enquiry(desk, EnquiryDraft(words="何时供热", place=PlaceDraft("幸福里8-1-301")), uuid4()).matter_id

    others = propose(desk, first).others
    assert {row.matter_id for row in others} == {second, enquiry}

    draft = FileDraft(Form.FLATS, "幸福里", "8", "1", "301", matter_ids=(first, second, enquiry))
    filed = open_file(desk, draft, uuid4())

    assert filed.matters == 3
    assert {where(desk, matter)[0] for matter in (first, second, enquiry)} == {filed.premises_id}
    assert care_counts(desk).unlisted == 1
    assert verify(desk.store) == []


def test_a_matter_without_any_address_waits_too(desk: Desk) -> None:
    matter = take_repair(desk, RepairDraft(words="不热"), uuid4()).matter_id

    found = propose(desk, matter)

    assert found.matter.gap
    assert (found.place.room, found.others) == ("", ())


def test_a_voided_matter_waits_no_more(desk: Desk) -> None:
    matter = call(desk, "王庄村12号")

    void_matter(desk, matter, "误拨", uuid4())

    assert unlisted_matters(desk) == []
    with pytest.raises(NotFound):
        propose(desk, matter)


def test_twice_pressed_is_one_file_and_a_matter_is_attached_once(desk: Desk, place: Town) -> None:
    matter = call(desk, "幸福里8-1-301")
    draft = FileDraft(Form.FLATS, "幸福里", "8", "1", "301", matter_ids=(matter,))
    key = uuid4()

    first = open_file(desk, draft, key)

    assert open_file(desk, draft, key) == first
    with pytest.raises(Refused):
        attach(desk, place.flat("3", "2", "1102"), [matter], uuid4())
    with pytest.raises(InvalidInput):
        attach(desk, first.premises_id, [], uuid4())
    with pytest.raises(NotAllowed):
        open_file(desk_for(desk.store, VIEWER), draft, uuid4())
