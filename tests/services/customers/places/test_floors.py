"""Where each flat stands in the picture of its building."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.customers.places.floors import Door, Plan, Spot, arrange


def doors(*rooms: str, unit: str = "1") -> list[Door]:
    return [Door(number, unit, room) for number, room in enumerate(rooms, start=1)]


def block(floors: int, units: int = 1, flats: int = 2, without: tuple[str, ...] = ()) -> list[Door]:
    names = [
        (str(unit), f"{floor}{flat:02}")
        for unit in range(1, units + 1)
        for floor in range(1, floors + 1)
        for flat in range(1, flats + 1)
    ]
    kept = [(unit, room) for unit, room in names if f"{unit}-{room}" not in without]
    return [Door(number, unit, room) for number, (unit, room) in enumerate(kept, start=1)]


def heads(plan: Plan) -> list[str]:
    return [f"{head.unit}-{head.position}" for head in plan.columns]


def labels(plan: Plan) -> list[str]:
    return [row.label for row in plan.rows]


def missing(plan: Plan) -> list[str]:
    return [f"{plan.columns[spot.column].unit}-{spot.room}" for spot in plan.spots if spot.door_id is None]


def spot_of(plan: Plan, room: str) -> Spot:
    return next(spot for spot in plan.spots if spot.room == room)


def test_floors_go_down_and_units_go_right() -> None:
    plan = arrange(block(floors=3, units=2))

    assert labels(plan) == ["3 层", "2 层", "1 层"]
    assert heads(plan) == ["1-01", "1-02", "2-01", "2-02"]
    assert (spot_of(plan, "302").row, spot_of(plan, "302").column) == (0, 1)
    assert missing(plan) == []


def test_ten_comes_after_two() -> None:
    plan = arrange(block(floors=12, units=11, flats=1))

    assert heads(plan)[-2:] == ["10-01", "11-01"]
    assert labels(plan)[:2] == ["12 层", "11 层"]


def test_a_flat_that_its_neighbours_above_and_below_have_is_missing_from_the_ledger() -> None:
    plan = arrange(block(floors=5, units=2, without=("2-302",)))

    assert missing(plan) == ["2-302"]


def test_a_setback_at_the_top_misses_nobody() -> None:
    plan = arrange(block(floors=6, flats=4, without=("1-603", "1-604")))

    assert missing(plan) == []


def test_one_of_four_flats_on_the_top_floor_is_missed() -> None:
    plan = arrange(block(floors=6, flats=4, without=("1-602",)))

    assert missing(plan) == ["1-602"]


def test_units_of_unequal_height_leave_the_sky_empty() -> None:
    plan = arrange([*block(floors=3), *(Door(90 + floor, "2", f"{floor}01") for floor in range(1, 6))])

    assert len(plan.rows) == 5
    assert missing(plan) == []


def test_a_floor_that_houses_skip_on_purpose_is_not_drawn_and_another_is() -> None:
    skipped = arrange(doors("301", "302", "501", "502"))
    lost = arrange(doors("701", "702", "901", "902"))

    assert labels(skipped) == ["5 层", "3 层"]
    assert missing(skipped) == []
    assert labels(lost) == ["9 层", "8 层", "7 层"]
    assert missing(lost) == ["1-801", "1-802"]


def test_a_ledger_with_few_flats_of_a_tower_asks_for_no_others() -> None:
    plan = arrange(doors("201", "1901", "3001"))

    assert labels(plan) == ["30 层", "19 层", "2 层"]
    assert missing(plan) == []


def test_a_parted_flat_has_a_column_beside_the_whole_one() -> None:
    plan = arrange(doors("1101", "1102", "1102A", "1201", "1202"))

    assert heads(plan) == ["1-01", "1-02", "1-02A"]
    assert missing(plan) == []


def test_shops_stand_at_the_foot_and_cellars_below_them() -> None:
    shops = [Door(40 + number, "", room) for number, room in enumerate(("底商1", "底商2", "车库3"))]
    plan = arrange([*block(floors=2), *shops, Door(50, "1", "B101")])

    assert labels(plan) == ["2 层", "1 层", "底商/其他", "", "地下 1 层"]
    assert spot_of(plan, "车库3").row == 3
    assert spot_of(plan, "B101").column == spot_of(plan, "101").column


def test_letters_of_wings_are_no_cellars() -> None:
    plan = arrange(doors("A101", "A201", "B101", "B201", unit=""))

    assert labels(plan) == ["2 层", "1 层"]
    assert heads(plan) == ["-A01", "-B01"]


def test_a_duplex_is_two_floors_high_and_nobody_is_missed_above_it() -> None:
    plain = block(floors=6, without=("1-402",))
    plan = arrange([Door(d.id, d.unit, d.room, None, d.room == "302") for d in plain])

    assert missing(plan) == []
    assert (spot_of(plan, "302").row, spot_of(plan, "302").rows) == (2, 2)


def test_rooms_without_a_floor_in_their_number_stand_by_their_order_on_the_floor() -> None:
    plan = arrange([Door(1, "1", "1", 1), Door(2, "1", "2", 1), Door(3, "1", "3", 2), Door(4, "1", "4", 2)])

    assert heads(plan) == ["1-01", "1-02"]
    assert (spot_of(plan, "4").row, spot_of(plan, "4").column) == (0, 1)


def test_the_floor_of_the_ledger_wins_over_the_number() -> None:
    plan = arrange([Door(1, "1", "301", 2), Door(2, "1", "101", 1)])

    assert labels(plan) == ["2 层", "1 层"]


def test_five_figures_are_unit_floor_and_door() -> None:
    plan = arrange(doors("10101", "10201", "20101", "20201", unit=""))

    assert heads(plan) == ["1-01", "2-01"]
    assert labels(plan) == ["2 层", "1 层"]


def test_two_spellings_of_one_number_are_both_shown() -> None:
    plan = arrange(doors("302", "0302"))

    assert sorted(spot.room for spot in plan.spots) == ["0302", "302"]
    assert len({(spot.row, spot.column) for spot in plan.spots}) == 2


def test_cottages_stand_in_their_rows_under_the_same_number() -> None:
    plan = arrange(
        [Door(1, "", "1", line="3排"), Door(2, "", "10", line="3排"), Door(3, "", "10", line="12排")], houses=True
    )

    assert labels(plan) == ["3排", "12排"]
    assert heads(plan) == ["-1", "-10"]
    assert [spot.column for spot in plan.spots if spot.room == "10"] == [1, 1]


def test_houses_of_a_village_follow_one_another_ten_in_a_row() -> None:
    plan = arrange([Door(number, "", str(100 + number)) for number in range(1, 24)], houses=True)

    assert labels(plan) == ["101–110", "111–120", "121–123"]
    assert len(plan.columns) == 10
    assert missing(plan) == []


def test_an_empty_building_is_an_empty_picture() -> None:
    assert arrange([]) == Plan((), (), ())


ROOMS = st.one_of(
    st.from_regex(r"[1-9]\d{2,3}[AB甲]?", fullmatch=True),
    st.from_regex(r"[AB东负]\d{3}", fullmatch=True),
    st.sampled_from(["底商1", "车库", "12", "10203", "0101", "000", "地下室"]),
)


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "1", "2", "10", "甲"]), ROOMS, st.sampled_from([None, None, 0, 1, 7, -1])),
        unique_by=lambda row: row[:2],
        max_size=60,
    ),
    st.booleans(),
    st.booleans(),
)
def test_every_flat_has_one_place_of_its_own(rows: list[tuple[str, str, int | None]], tall: bool, houses: bool) -> None:
    given_doors = [Door(number, *row, tall) for number, row in enumerate(rows, start=1)]

    plan = arrange(given_doors, houses=houses)

    placed = Counter(spot.door_id for spot in plan.spots if spot.door_id is not None)
    assert placed == Counter(door.id for door in given_doors)
    covered = [(row, spot.column) for spot in plan.spots for row in range(spot.row, spot.row + spot.rows)]
    assert len(covered) == len(set(covered))
    assert all(row < len(plan.rows) and column < len(plan.columns) for row, column in covered)


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_the_ledger_does_not_matter(order: int) -> None:
    built = block(floors=4, units=2, without=("1-202",))

    assert arrange(built[::order]) == arrange(built)
