"""Taking a repair: an incoming call is never refused."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.services.customers.card.matters import recent_calls
from app.services.customers.finding.search import search
from app.services.kernel.errors import NotAllowed, NotFound, Refused
from app.services.kernel.numbering import gaps
from app.services.matters.clocks import clocks_of
from app.services.matters.phones import dialled
from app.services.matters.values import CallerDraft, PlaceDraft, PlaceKind
from app.services.repairs import acts
from app.services.repairs.reads import find_matter, repair_card
from app.services.repairs.values import FaultGroup, RepairDraft
from tests.support import desks
from tests.support.repairs import PHONE, Day


def test_one_typed_line_is_enough(day: Day) -> None:
    taken = acts.take_quick_line(day.desk, "3-2-1102 喷水 13800001234", None, uuid4())

    card = repair_card(day.desk, taken.matter_id)
    assert taken.number == "WX-PQZ-20261115-0001"
    assert (card.head.place, card.head.severity, card.head.phase) == ("3-2-1102", "喷", "已受理")
    assert (card.head.gaps, card.head.unlisted) == (("待建档",), True)
    assert [clock.policy_id for clock in card.clocks] == ["repair.leak.arrive", "repair.finish"]


def test_a_call_without_anything_is_written_down_with_its_gaps(day: Day) -> None:
    taken = acts.take_repair(day.desk, RepairDraft(), uuid4())

    assert repair_card(day.desk, taken.matter_id).head.gaps == ("地址", "电话", "诉求")


def test_a_listed_flat_brings_its_address_and_the_valves_of_its_building(day: Day) -> None:
    head = repair_card(day.desk, day.take().matter_id).head

    assert (head.place, head.valves, head.phone) == ("和平里小区-3-2-1102", "单元门内左侧", PHONE)


def test_a_manhole_is_not_the_callers_home(day: Day) -> None:
    place = PlaceDraft("南门外", PlaceKind.OUTSIDE)
    draft = RepairDraft(FaultGroup.PUBLIC, "井盖丢了", place=place, caller=CallerDraft("", PHONE))

    head = repair_card(day.desk, acts.take_repair(day.desk, draft, uuid4()).matter_id).head

    assert (head.place_kind, head.place, head.unlisted) == ("outside", "南门外", False)


def test_a_number_is_known_again_however_it_was_typed(day: Day) -> None:
    taken = day.take(caller=CallerDraft("冯贵", "138-0000－0421"))

    assert repair_card(day.desk, taken.matter_id).head.phone == PHONE
    for typed in (PHONE, "138-0000-0421", "１３８ ００００ ０４２１"):
        assert [call.matter_id for call in recent_calls(day.desk, [], [dialled(typed)], 7)] == [taken.matter_id]
        assert [hit.premises_id for hit in search(day.desk, typed)] == [day.premises_id]


def test_the_same_key_saves_once(day: Day) -> None:
    key = uuid4()
    draft = RepairDraft(words="不热")

    first = acts.take_repair(day.desk, draft, key)

    assert acts.take_repair(day.desk, draft, key) == first
    assert gaps(day.desk.store) == []
    assert recent_calls(day.desk, [], [PHONE], 7) == ()


def test_an_appointment_made_in_the_call_counts_as_contact(day: Day) -> None:
    taken = day.take(FaultGroup.COLD, agreed_at=day.now() + timedelta(hours=1))

    card = repair_card(day.desk, taken.matter_id)
    contact = next(clock for clock in card.clocks if clock.policy_id == "repair.contact")
    assert (card.head.phase, contact.classification) == ("已联系", "met")
    assert card.facts.appointment_at == day.now() + timedelta(hours=1)


def test_a_line_of_the_paper_register_keeps_its_true_time_and_is_marked(day: Day) -> None:
    told_at = day.now() - timedelta(hours=4)

    taken = day.take(told_at=told_at)

    card = repair_card(day.desk, taken.matter_id)
    assert (card.head.told_at, card.head.late_entry) == (told_at, True)
    assert [clock.state for clock in card.clocks] == ["overdue", "running"]
    assert card.timeline[0].late_entry


def test_a_call_in_the_future_is_refused(day: Day) -> None:
    with pytest.raises(Refused, match="还没有到"):
        day.take(told_at=day.now() + timedelta(hours=1))


def test_a_premises_that_is_not_in_the_ledger_is_refused_with_the_way_out(day: Day) -> None:
    with pytest.raises(NotFound, match="按说的地址直接填写"):
        day.take(premises_id=999)


def test_a_viewer_takes_no_repair(day: Day) -> None:
    viewer = desks.desk_for(day.desk.store, desks.VIEWER)

    with pytest.raises(NotAllowed):
        acts.take_repair(viewer, RepairDraft(), uuid4())


def test_characters_no_database_holds_do_not_stop_a_call(day: Day) -> None:
    taken = day.take(caller=CallerDraft("冯\x00贵\ud800", PHONE))

    assert repair_card(day.desk, taken.matter_id).head.caller == "冯贵"


def test_what_this_flat_and_this_phone_brought_lately_is_found(day: Day) -> None:
    old = day.take()
    day.later(days=8)
    at_home = day.take()
    elsewhere = day.take(premises_id=None, place=PlaceDraft("南门"))

    found = recent_calls(day.desk, [day.premises_id], [PHONE], 7)

    assert {call.matter_id for call in found} == {at_home.matter_id, elsewhere.matter_id}
    assert find_matter(day.desk, f" {old.number.lower()} ") == old.matter_id


def test_clocks_start_when_the_station_was_told(day: Day) -> None:
    taken = day.take(told_at=day.now() - timedelta(minutes=20))

    leak = clocks_of(day.desk, taken.matter_id)[0]

    assert (leak.policy_id, leak.remaining) == ("repair.leak.arrive", 10)
