"""发放登记, coverage and 换卡清单, on both databases."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.premises import Premises
from app.services.cards.batches import batch_of, batches, issue_cards, void_batch
from app.services.cards.changes import cards_to_change
from app.services.cards.coverage import coverage
from app.services.cards.hand_list import expected, hand_list
from app.services.cards.handing import record_handing_out
from app.services.cards.last_cards import households, last_cards
from app.services.cards.register import register
from app.services.cards.values import CardCount, CardDraft, HandingDraft, Receipt, Which
from app.services.customers.care.merging import MergeDraft, merge, take_back
from app.services.kernel.desk import Desk, StaffId
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound, Refused
from app.services.kernel.operators import leave_station
from tests.support.cards import Town, build
from tests.support.desks import VIEWER, desk_for

THREE, TEN, HOUSE_A = "和平里小区-3", "和平里小区-10", "东苑-A"


@pytest.fixture
def town(desk: Desk) -> Town:
    return build(desk)


def test_a_household_without_a_card_counts_below_the_line_only(town: Town) -> None:
    town.district("一片", "张建国", THREE)
    town.give(town.flats_of(THREE)[:3])
    assert town.count(THREE) == CardCount(households=4, valid=3, to_change=0)
    assert town.count(THREE).share == "3/4"
    assert town.count(THREE).without == 1


def test_communities_and_buildings_stand_in_the_order_of_their_names_and_numbers(town: Town) -> None:
    found = [(row.community, [block.building for block in row.buildings]) for row in coverage(town.desk)]
    assert found == [("东苑", ["A", "B"]), ("和平里小区", ["3", "10"])]


def test_the_newest_card_counts_even_when_it_was_written_down_first(town: Town) -> None:
    district = town.district("一片", "张建国", THREE)
    flat = town.flats_of(THREE)[0]
    now = town.desk.now()
    town.hand_over(district, "孙波")
    town.give([flat], now)
    # The older card names whoever stood on its batch.
    town.hand_over(district, "张建国")
    town.give([flat], now - timedelta(days=300))
    town.hand_over(district, "孙波")
    assert town.count(THREE).valid == 1


def test_a_district_that_changes_hands_makes_its_cards_cards_to_change(town: Town) -> None:
    district = town.district("一片", "张建国", THREE)
    town.give(town.flats_of(THREE))
    town.hand_over(district, "孙波")
    listed = cards_to_change(town.desk)
    assert [row.address for row in listed] == [
        f"{THREE}-1-101",
        f"{THREE}-1-102",
        f"{THREE}-1-1001",
        f"{THREE}-2-201",
    ]
    assert {(row.named, row.present, row.why) for row in listed} == {("张建国", "孙波", "片区已换人")}
    assert town.count(THREE) == CardCount(households=4, valid=0, to_change=4)


def test_a_repairer_who_left_is_on_no_valid_card(town: Town) -> None:
    town.district("一片", "张建国", THREE)
    town.give(town.flats_of(THREE)[:1])
    leave_station(town.manager, StaffId(town.repairers["张建国"]), town.desk.today(), uuid4())
    assert [row.why for row in cards_to_change(town.desk)] == ["张建国已离岗"]


def test_a_district_without_anybody_leaves_its_old_cards_to_be_changed(town: Town) -> None:
    district = town.district("一片", "张建国", THREE)
    town.give(town.flats_of(THREE)[:1])
    town.hand_over(district, None)
    assert [row.why for row in cards_to_change(town.desk)] == ["片区暂无责任人"]


def test_a_card_that_names_nobody_says_nothing_wrong(town: Town) -> None:
    town.give(town.flats_of(HOUSE_A))
    town.district("二片", "孙波", HOUSE_A)
    assert cards_to_change(town.desk) == []
    assert town.count(HOUSE_A).share == "3/3"


def test_another_card_after_the_change_makes_the_household_whole_again(town: Town) -> None:
    district = town.district("一片", "张建国", THREE)
    flats = town.flats_of(THREE)
    town.give(flats)
    town.hand_over(district, "孙波")
    town.give(flats[:3])
    assert [row.premises_id for row in cards_to_change(town.desk)] == [flats[3]]
    assert [row.premises_id for row in cards_to_change(town.desk, building_id=town.buildings[TEN])] == []


def test_the_card_of_a_merged_premises_counts_for_the_kept_one(town: Town) -> None:
    town.district("一片", "张建国", THREE)
    kept, merged = town.flats_of(THREE)[:2]
    town.give([merged])
    made = merge(town.manager, MergeDraft(kept, merged, reason="同一户"), uuid4())
    assert town.count(THREE) == CardCount(households=3, valid=1, to_change=0)
    assert [row.premises_id for row in register(town.desk, premises_id=kept)] == [merged]
    take_back(town.manager, made.merge_id, "不是同一户", uuid4())
    assert town.count(THREE) == CardCount(households=4, valid=1, to_change=0)


def test_handing_out_to_a_merged_premises_is_written_down_for_the_kept_one(town: Town) -> None:
    kept, merged = town.flats_of(THREE)[:2]
    merge(town.manager, MergeDraft(kept, merged, reason="同一户"), uuid4())
    town.give([merged, kept])
    assert [row.premises_id for row in register(town.desk)] == [kept]


def test_a_batch_keeps_whom_its_cards_name(town: Town) -> None:
    district = town.district("一片", "张建国", THREE)
    batch = issue_cards(town.desk, CardDraft(building_id=town.buildings[THREE]), uuid4())
    town.hand_over(district, "孙波")
    town.give(town.flats_of(THREE), sheet_id=batch.sheet_id)
    assert {(row.repairer, row.number) for row in register(town.desk)} == {("张建国", batch.number)}
    assert town.count(THREE).to_change == 4


def test_a_batch_reads_back_as_it_was_made(town: Town) -> None:
    town.district("一片", "张建国", THREE)
    key = uuid4()
    draft = CardDraft(community_id=town.communities["和平里小区"])
    made = issue_cards(town.desk, draft, key)
    assert made.number.startswith("FK-PQZ-")
    assert (made.about, made.cards, made.unnamed) == ("和平里小区", 6, 2)
    assert batch_of(town.desk.store, made.sheet_id) == made
    assert issue_cards(town.desk, draft, key) == made
    assert batches(town.desk) == [made]
    assert batches(town.desk, town.buildings[HOUSE_A]) == []


def test_a_batch_for_those_without_a_card_leaves_the_others_out(town: Town) -> None:
    flats = town.flats_of(THREE)
    town.give(flats[:3])
    draft = CardDraft(building_id=town.buildings[THREE], which=Which.WITHOUT)
    assert issue_cards(town.desk, draft, uuid4()).premises_ids == flats[3:]
    town.give(flats[3:])
    with pytest.raises(Refused, match="每户都发过卡"):
        issue_cards(town.desk, draft, uuid4())


def test_a_voided_batch_is_handed_out_to_nobody(town: Town) -> None:
    batch = issue_cards(town.desk, CardDraft(building_id=town.buildings[THREE]), uuid4())
    void_batch(town.desk, batch.sheet_id, "印偏了", uuid4())
    assert batches(town.desk) == []
    with pytest.raises(Refused, match="已作废"):
        town.give(town.flats_of(THREE), sheet_id=batch.sheet_id)


def test_a_household_outside_the_batch_is_refused_with_its_address(town: Town) -> None:
    batch = issue_cards(town.desk, CardDraft(building_id=town.buildings[THREE]), uuid4())
    with pytest.raises(Refused, match="东苑-A-101不在"):
        town.give(town.flats_of(HOUSE_A), sheet_id=batch.sheet_id)
    assert register(town.desk) == []


def test_pressed_twice_is_handed_out_once(town: Town) -> None:
    draft = HandingDraft(tuple(town.flats_of(THREE)), town.desk.now())
    key = uuid4()
    assert record_handing_out(town.desk, draft, key) == record_handing_out(town.desk, draft, key)
    assert len(register(town.desk)) == 4


def test_more_households_than_one_unit_holds_are_all_written_down(desk: Desk) -> None:
    rooms = [("1", f"{floor}{room:02d}") for floor in range(1, 42) for room in range(1, 11)]
    town = build(desk, [("大院", "1", rooms)])
    town.give(list(town.flats.values()))
    assert town.count("大院-1").share == "410/410"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"premises_ids": ()}, "premises_ids"),
        ({"receipt": Receipt.PROPERTY}, "signer"),
        ({"signer": "长" * 21}, "signer"),
        ({"note": "长" * 121}, "note"),
    ],
)
def test_what_is_missing_or_too_long_is_named(town: Town, changes: dict[str, object], field: str) -> None:
    known: dict[str, object] = {"premises_ids": tuple(town.flats_of(THREE)), "at": town.desk.now()}
    with pytest.raises(InvalidInput) as refused:
        record_handing_out(town.desk, HandingDraft(**(known | changes)), uuid4())  # type: ignore[arg-type]
    assert list(refused.value.fields) == [field]


def test_a_card_is_not_handed_out_tomorrow(town: Town) -> None:
    with pytest.raises(Refused, match="还没有到"):
        town.give(town.flats_of(THREE), town.desk.now() + timedelta(days=1))


def test_unknown_ground_is_a_sentence(town: Town) -> None:
    for draft in (CardDraft(building_id=9999), CardDraft(community_id=9999), CardDraft(premises_ids=(9999,))):
        with pytest.raises(NotFound):
            issue_cards(town.desk, draft, uuid4())


def test_who_only_reads_hands_out_nothing(town: Town) -> None:
    viewer = desk_for(town.desk.store, VIEWER, town.desk.clock)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        issue_cards(viewer, CardDraft(building_id=town.buildings[THREE]), uuid4())
    with pytest.raises(NotAllowed):
        record_handing_out(viewer, HandingDraft(tuple(town.flats_of(THREE)), town.desk.now()), uuid4())


def test_the_list_expects_whom_the_batch_has_a_card_for_and_who_is_not_written_down(town: Town) -> None:
    town.district("一片", "张建国", THREE)
    flats = town.flats_of(THREE)
    batch = issue_cards(town.desk, CardDraft(building_id=town.buildings[THREE]), uuid4())
    town.give(flats[:1], sheet_id=batch.sheet_id)
    listed = hand_list(town.desk, town.buildings[THREE])
    assert [home.premises_id for home in listed.homes] == flats
    assert listed.batches == (batch,)
    assert expected(listed, batch.sheet_id) == frozenset(flats[1:])
    town.give(flats[1:2])
    assert expected(hand_list(town.desk, town.buildings[THREE]), None) == frozenset(flats[2:])


def test_the_newest_card_of_a_household_is_found_by_an_index(sqlite_desk: Desk) -> None:
    store = sqlite_desk.store
    sql, values = store.db.get_sql_context().sql(households(last_cards(), Premises.id)).query()
    steps = [row[-1] for row in store.run(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()]
    assert any(step.startswith("SEARCH last_cards") for step in steps)
