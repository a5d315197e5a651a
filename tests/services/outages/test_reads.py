"""What a desk sees of incidents, and what a caller from there is told."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.services.kernel.errors import InvalidInput, NotFound
from app.services.kernel.pictures import Fitted
from app.services.matters.values import Noted
from app.services.outages import acts
from app.services.outages.banner import intake_banner
from app.services.outages.reads import (
    open_outages,
    outage_card,
    outage_for,
    outage_number,
    outages,
    posting_photo,
    to_call_at_restoration,
    told_list,
)
from app.services.outages.storm import joinable, storm
from app.services.outages.todays_word import say_todays_word, todays_word
from app.services.outages.values import AreaDraft, Cause, JoinDraft, PostDraft, RestoredDraft
from app.services.repairs.values import FaultGroup
from tests.support.outages import Block


def test_a_caller_from_the_building_hears_when_heat_is_expected_back(block: Block) -> None:
    outage = block.incident(3)

    banner = outage_for(block.desk, premises_id=block.flats[0])

    assert banner is not None
    assert (banner.outage_id, banner.number, banner.area) == (outage.matter_id, outage.number, "雍阳花园 23号楼")
    assert banner.until == block.desk.now() + timedelta(hours=3)
    assert outage_for(block.desk, premises_id=block.elsewhere) is None
    assert outage_for(block.desk) is None


def test_an_incident_of_a_unit_is_for_that_unit_and_for_who_names_only_the_building(block: Block) -> None:
    block.incident(areas=(AreaDraft(building_id=block.building_id, unit="2"),))

    assert outage_for(block.desk, premises_id=block.flats[0]) is None
    assert outage_for(block.desk, premises_id=block.flats[3]) is not None
    assert outage_for(block.desk, building_id=block.building_id) is not None


def test_the_incident_that_names_the_place_most_exactly_is_the_one(block: Block) -> None:
    exact = block.incident(areas=(AreaDraft(building_id=block.building_id, unit="1"),))
    block.incident(areas=(AreaDraft(community_id=block.community_id),))
    everywhere = block.incident(cause=Cause.POWER, areas=())

    found = outage_for(block.desk, premises_id=block.flats[0])
    nobody_knows = outage_for(block.desk)

    assert found is not None
    assert found.outage_id == exact.matter_id
    assert nobody_knows is not None
    assert nobody_knows.outage_id == everywhere.matter_id


def test_a_restored_incident_is_told_nobody_any_more(block: Block) -> None:
    outage = block.incident()
    acts.restore(block.desk, outage.matter_id, Noted(), uuid4())

    assert outage_for(block.desk, premises_id=block.flats[0]) is None
    assert open_outages(block.desk) == []
    assert [row.phase for row in outages(block.desk)] == ["已恢复"]


def test_the_list_begins_with_where_heat_is_off_and_then_with_who_has_to_be_called(block: Block) -> None:
    first, second, third = block.incident(), block.incident(), block.incident()
    call = block.call()
    acts.join(block.desk, first.matter_id, call.matter_id, JoinDraft(), uuid4())
    for outage in (first, third):
        acts.restore(block.desk, outage.matter_id, Noted(), uuid4())

    listed = [(row.matter_id, row.joined, row.to_tell) for row in outages(block.desk)]

    assert listed == [(second.matter_id, 0, 0), (first.matter_id, 1, 1), (third.matter_id, 0, 0)]


def test_the_told_list_says_who_heard_what_and_who_is_left_to_call(block: Block) -> None:
    outage = block.incident(3)
    ids = [block.call(flat).matter_id for flat in range(3)]
    acts.join_many(block.desk, outage.matter_id, ids, JoinDraft(), uuid4())
    acts.leave(block.desk, ids[0], "不在停热范围", uuid4())
    acts.restore(block.desk, outage.matter_id, Noted(), uuid4())
    acts.tell_restored(block.desk, outage.matter_id, RestoredDraft(unreached=(ids[1],)), uuid4())

    listed = {row.matter_id: (row.last, row.tries, row.phone) for row in told_list(block.desk, outage.matter_id)}

    assert listed == {
        ids[0]: ("left", 0, "13800000000"),
        ids[1]: ("joined", 1, "13800000001"),
        ids[2]: ("joined", 0, "13800000002"),
    }
    assert [row.matter_id for row in to_call_at_restoration(block.desk, outage.matter_id)] == [ids[2], ids[1]]


def test_a_card_shows_postings_with_their_photo(block: Block) -> None:
    outage = block.incident(9)
    draft = PostDraft(place="23号楼一单元门口", photo=Fitted(b"\xff\xd8photo"))
    posted = acts.post_notice(block.desk, outage.matter_id, draft, uuid4())

    card = outage_card(block.desk, outage.matter_id)

    assert [(row.what, row.place, row.has_photo) for row in card.postings] == [("stopped", "23号楼一单元门口", True)]
    assert posting_photo(block.desk, posted.posting_id) == b"\xff\xd8photo"
    assert [area.words for area in card.areas] == ["雍阳花园 23号楼"]
    with pytest.raises(NotFound):
        outage_number(block.desk, "SJ-PQZ-20261115-0009")
    assert outage_number(block.desk, f" {outage.number.lower()} ") == outage.matter_id


def test_three_flats_of_one_building_within_two_hours_are_offered_as_an_incident(block: Block) -> None:
    block.call(0)
    block.later(minutes=60)
    block.call(1)
    assert storm(block.desk, block.building_id, block.desk.now()) is None
    block.later(minutes=60)
    third = block.call(2, FaultGroup.COLD)

    offer = storm(block.desk, block.building_id, block.desk.now())

    assert offer is not None
    assert (offer.count, offer.building, offer.calls[-1].matter_id) == (3, "雍阳花园 23号楼", third.matter_id)
    block.later(minutes=1)
    assert storm(block.desk, block.building_id, block.desk.now()) is None


def test_one_flat_that_rings_three_times_is_no_storm_nor_are_three_noises(block: Block) -> None:
    for _ in range(3):
        block.call(0)
    for flat in range(1, 4):
        block.call(flat, FaultGroup.NOISE)

    assert storm(block.desk, block.building_id, block.desk.now()) is None


def test_a_storm_is_taken_up_as_one_incident_with_one_key(block: Block) -> None:
    ids = [block.call(flat).matter_id for flat in range(3)]
    offer = storm(block.desk, block.building_id, block.desk.now())
    assert offer is not None

    outage = block.incident(joined=tuple(call.matter_id for call in offer.calls))

    assert [row.matter_id for row in told_list(block.desk, outage.matter_id)] == ids
    assert storm(block.desk, block.building_id, block.desk.now()) is None


def test_calls_of_the_area_can_join(block: Block) -> None:
    inside, joined = block.call(0), block.call(1)
    outage = block.incident(joined=(joined.matter_id,))

    assert [call.matter_id for call in joinable(block.desk, outage.matter_id)] == [inside.matter_id]


def test_the_third_caller_is_offered_the_storm_while_he_speaks(block: Block) -> None:
    block.call(0)
    block.call(1)

    third = intake_banner(block.desk, premises_id=block.flats[2])
    again = intake_banner(block.desk, premises_id=block.flats[1])

    assert third.storm is not None
    assert again.storm is None
    assert intake_banner(block.desk).is_empty


def test_a_word_of_the_evening_is_said_through_the_night_and_no_longer(block: Block) -> None:
    block.later(hours=14)
    say_todays_word(block.desk, "明早六点恢复", uuid4())

    block.later(hours=9, minutes=59)
    assert todays_word(block.desk) is not None
    say_todays_word(block.desk, "", uuid4())
    assert todays_word(block.desk) is None
    say_todays_word(block.desk, "已恢复", uuid4())
    block.later(hours=25)
    assert todays_word(block.desk) is None


def test_what_was_said_in_the_evening_is_not_said_at_eight(block: Block) -> None:
    block.later(hours=14)
    say_todays_word(block.desk, "明早六点恢复", uuid4())

    block.later(hours=10)

    assert todays_word(block.desk) is None


def test_the_newest_word_of_today_is_said_in_every_intake_window(block: Block) -> None:
    say_todays_word(block.desk, "今晚八点恢复", uuid4())
    say_todays_word(block.desk, "改为今晚十点恢复", uuid4())

    word = intake_banner(block.desk).word

    assert word is not None
    assert (word.words, word.by) == ("改为今晚十点恢复", block.desk.actor.name)
    say_todays_word(block.desk, "", uuid4())
    assert todays_word(block.desk) is None
    say_todays_word(block.desk, "明天检修", uuid4())
    with pytest.raises(InvalidInput):
        say_todays_word(block.desk, "长" * 301, uuid4())
