"""疑似重复: which premises look like one flat written down twice."""

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.customers.care.duplicates import (
    Dwelling,
    Why,
    find_duplicates,
    find_suspects,
    place_key,
    room_key,
    say_distinct,
    take_back_distinct,
)
from app.services.customers.care.merging import MergeDraft, merge
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound
from app.services.trust.verify import verify
from tests.support.care import Town, town
from tests.support.desks import VIEWER, desk_for

BASE = Dwelling(1, "和平里小区", "3", "2", "1102", "和平里小区3号楼2单元1102室", "0001", "王伟", "13800004490")
OTHER = replace(BASE, premises_id=2, number="", holder="", phone="")


@pytest.fixture
def place(desk: Desk) -> Town:
    return town(desk)


@pytest.mark.parametrize(
    ("changes", "whys"),
    [
        ({"room": "11-02"}, (Why.PLACE,)),
        ({"room": "1102室"}, (Why.PLACE,)),
        ({"room": "０1102"}, (Why.PLACE,)),
        ({"building": "3号楼"}, (Why.PLACE,)),
        ({"building": "三号楼"}, (Why.PLACE,)),
        ({"building": "3#", "unit": "2单元"}, (Why.PLACE,)),
        ({"community": "和平里"}, (Why.PLACE,)),
        ({"unit": "1", "number": "0001"}, (Why.NUMBER,)),
        ({"room": "1103", "holder": "王伟", "phone": "13800004490"}, (Why.PEOPLE,)),
        ({"unit": "", "room": "21102", "holder": "王伟", "phone": "13800004490"}, (Why.SPELLING, Why.PEOPLE)),
    ],
)
def test_one_flat_in_two_spellings_is_suspected(changes: dict[str, str], whys: tuple[Why, ...]) -> None:
    (pair,) = find_suspects([BASE, replace(OTHER, **changes)])

    assert pair.whys == whys


@pytest.mark.parametrize(
    "changes",
    [
        {"room": "1103"},
        {"unit": "1"},
        {"building": "13"},
        {"community": "康乐新村"},
        {"room": "1102A"},
        {"unit": "1", "number": "0002"},
        {"community": "康乐新村", "holder": "王伟", "phone": "13800004490"},
    ],
)
def test_two_flats_are_not_suspected(changes: dict[str, str]) -> None:
    assert find_suspects([BASE, replace(OTHER, **changes)]) == []


def test_a_filler_number_says_nothing() -> None:
    places = [replace(OTHER, premises_id=row, room=str(100 + row), number="无") for row in range(1, 6)]

    assert find_suspects(places) == []


def test_a_number_given_to_a_whole_building_does_not_make_a_list_without_end() -> None:
    places = [replace(OTHER, premises_id=row, room=str(100 + row), number="888") for row in range(1, 101)]

    assert len(find_suspects(places)) == 99


def test_the_surest_come_first() -> None:
    same_people = replace(OTHER, premises_id=2, room="305", holder="王伟", phone="13800004490")
    same_door = replace(OTHER, premises_id=3, room="11-02")

    pairs = find_suspects([BASE, same_people, same_door])

    assert [pair.whys[0] for pair in pairs] == [Why.PLACE, Why.PEOPLE]


def test_pairs_of_the_ledger_are_shown_with_masked_phones_and_without_merged_ones(desk: Desk, place: Town) -> None:
    first = place.flat("3", "2", "1102", "王伟", "13800004490")
    second = place.flat("3号楼", "2", "11-02", "王伟", "13800004490")
    place.flat("3", "2", "1103", "李新", "13800007703")

    (pair,) = find_duplicates(desk)
    assert (pair.first.premises_id, pair.second.premises_id) == (first, second)
    assert pair.first.phone == "138****4490"
    assert "同一门牌写法不同" in pair.reason

    merge(desk, MergeDraft(first, second), uuid4())
    assert find_duplicates(desk) == []


def test_what_was_said_to_be_two_is_remembered_until_taken_back(desk: Desk, place: Town) -> None:
    first = place.flat("3", "2", "1102", number="7")
    second = place.flat("5", "1", "101", number="7")
    key = uuid4()

    said = say_distinct(desk, second, first, key)

    assert (said.first_id, said.second_id) == (first, second)
    assert say_distinct(desk, second, first, key) == said
    assert find_duplicates(desk) == []
    take_back_distinct(desk, first, second, uuid4())
    assert len(find_duplicates(desk)) == 1
    say_distinct(desk, first, second, uuid4())
    assert find_duplicates(desk) == []
    assert verify(desk.store) == []


def test_what_cannot_be_two_is_refused(desk: Desk, place: Town) -> None:
    flat = place.flat("3", "2", "1102")

    with pytest.raises(InvalidInput):
        say_distinct(desk, flat, flat, uuid4())
    with pytest.raises(NotFound):
        say_distinct(desk, flat, 999_999, uuid4())
    with pytest.raises(NotAllowed):
        say_distinct(desk_for(desk.store, VIEWER), flat, 999_999, uuid4())
    with pytest.raises(NotFound):
        take_back_distinct(desk, flat, 999_999, uuid4())


def test_the_search_can_be_stopped(desk: Desk, place: Town) -> None:
    place.flat("3", "2", "1102", number="7")
    place.flat("5", "1", "101", number="7")

    assert find_duplicates(desk, lambda done, of: False) == []


ROOMS = st.from_regex(r"[1-9][0-9]{2,3}", fullmatch=True)


@given(ROOMS, st.sampled_from(["{}室", " {} ", "0{}", "{}号", "{}户"]))
def test_spelling_never_changes_which_room_it_is(room: str, spelling: str) -> None:
    assert room_key(spelling.format(room)) == room_key(room)


@given(ROOMS, ROOMS)
def test_two_rooms_are_one_only_when_they_are_one(one: str, other: str) -> None:
    keys = [place_key(replace(BASE, room=room)) for room in (one, other)]
    assert (keys[0] == keys[1]) == (one == other)


@given(
    st.lists(st.builds(replace, st.just(BASE), room=st.sampled_from(["1102", "11-02", "1103", "1102室"])), max_size=6)
)
def test_the_order_of_the_ledger_does_not_matter(places: list[Dwelling]) -> None:
    numbered = [replace(place, premises_id=row) for row, place in enumerate(places)]

    there = {(pair.first.premises_id, pair.second.premises_id, pair.whys) for pair in find_suspects(numbered)}
    back = {(pair.first.premises_id, pair.second.premises_id, pair.whys) for pair in find_suspects(numbered[::-1])}

    assert there == back
    assert all(first < second for first, second, _ in there)
