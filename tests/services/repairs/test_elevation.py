"""The picture of a building: what stands where, and what its pattern suggests."""

from uuid import uuid4

import pytest

from app.models.people import Person
from app.models.premises import Building, Community, Contact, Doubt, Premises
from app.services.kernel.errors import NotFound
from app.services.kernel.unit import writing
from app.services.matters.values import CallerDraft, PlaceDraft, PlaceKind
from app.services.repairs.corrections import void_matter
from app.services.repairs.elevation import Elevation, Flat, HintKind, Mark, elevation, elevation_of
from app.services.repairs.values import FaultGroup
from tests.support.repairs import PHONE, Day


def build(day: Day, rooms: list[str], unit: str = "1", name: str = "8", community: int = 1) -> dict[str, int]:
    """Flats of one unit, by room; the building is made when new."""
    store = day.desk.store
    known = store.scalar(Building.select(Building.id).where(Building.name == name, Building.community == community))
    with writing(day.desk, "test.build", uuid4()) as unit_of_work:
        building = known or unit_of_work.insert(Building, community_id=community, name=name)
        return {
            room: unit_of_work.insert(
                Premises, building_id=building, unit=unit, room=room, address=f"和平里小区{name}号楼{unit}单元{room}室"
            )
            for room in rooms
        }


def floors(count: int, *positions: str) -> list[str]:
    return [f"{floor}{position}" for floor in range(1, count + 1) for position in positions]


def change(day: Day, premises_id: int, **values: object) -> None:
    with writing(day.desk, "test.change", uuid4()) as unit:
        unit.update(Premises, premises_id, None, **values)


def cold(day: Day, *premises: int) -> list[int]:
    return [day.take(FaultGroup.COLD, premises_id=row_id).matter_id for row_id in premises]


def flat_of(picture: Elevation, room: str) -> Flat:
    return next(flat for flat in picture.flats if flat.room == room)


def test_each_flat_carries_what_is_going_on_there(day: Day) -> None:
    flats = build(day, floors(3, "01", "02"))
    day.take(FaultGroup.LEAK, premises_id=flats["101"])
    cold(day, flats["202"])
    change(day, flats["301"], state="断热")

    picture = elevation_of(day.desk, flats["101"])

    assert (picture.community, picture.building) == ("和平里小区", "8")
    assert flat_of(picture, "101").marks == {Mark.REPAIR}
    assert flat_of(picture, "101").repairs[0].word == "漏水"
    assert flat_of(picture, "202").marks == {Mark.REPAIR, Mark.COLD}
    assert (flat_of(picture, "301").marks, flat_of(picture, "301").state) == ({Mark.STOPPED}, "断热")
    assert flat_of(picture, "302").marks == frozenset()


def test_an_open_repair_says_when_its_next_limit_runs_out(day: Day) -> None:
    flats = build(day, ["101"])
    taken = day.take(FaultGroup.LEAK, premises_id=flats["101"])
    first = elevation_of(day.desk, flats["101"]).flats[0].repairs[0]

    day.dispatch(taken.matter_id)
    day.later(minutes=20)
    day.arrive(taken.matter_id)

    after = elevation_of(day.desk, flats["101"]).flats[0].repairs[0]
    assert first.due is not None
    assert after.due is not None
    assert first.due < after.due


def test_a_finished_repair_is_no_longer_open_but_was_cold_for_a_week(day: Day) -> None:
    flats = build(day, ["101"])
    (matter,) = cold(day, flats["101"])
    day.dispatch(matter)
    day.arrive(matter, day.later(minutes=20))
    day.later(minutes=30)
    day.finish(matter)

    assert elevation_of(day.desk, flats["101"]).flats[0].marks == {Mark.COLD}

    day.later(days=7)
    assert elevation_of(day.desk, flats["101"]).flats[0].marks == frozenset()


def test_a_void_repair_leaves_no_mark(day: Day) -> None:
    flats = build(day, ["101"])
    (matter,) = cold(day, flats["101"])

    void_matter(day.desk, matter, "重复登记", uuid4())

    assert elevation_of(day.desk, flats["101"]).flats[0].marks == frozenset()


def test_doubts_callers_flats_and_gaps_are_told_apart(day: Day) -> None:
    flats = build(day, ["101", "102", "201", "301", "302"])
    change(day, flats["101"], origin="call")
    with writing(day.desk, "test.doubt", uuid4()) as unit:
        unit.insert(Doubt, premises_id=flats["102"], field="phone", reason="电话位数不对", found_at=day.now())

    picture = elevation_of(day.desk, flats["101"])

    assert flat_of(picture, "101").marks == {Mark.NO_FILE}
    assert flat_of(picture, "102").marks == {Mark.DOUBT}
    assert (flat_of(picture, "202").premises_id, flat_of(picture, "202").marks) == (None, {Mark.NO_FILE})


def test_voided_flats_are_left_out_and_holders_are_masked(day: Day) -> None:
    flats = build(day, ["101", "102"])
    change(day, flats["102"], voided_at=day.now(), void_reason="并入 101")
    with writing(day.desk, "test.holder", uuid4()) as unit:
        for name in ("欧阳文", "王伟"):
            person = unit.insert(Person, name=name, phone="13800000001")
            unit.insert(Contact, premises_id=flats["101"], person_id=person)

    picture = elevation_of(day.desk, flats["101"])

    assert [(flat.room, flat.holder) for flat in picture.flats] == [("101", "欧阳**")]


def test_what_was_taken_for_a_merged_flat_stands_at_the_one_that_was_kept(day: Day) -> None:
    flats = build(day, ["101", "102"])
    called = build(day, ["102室"], unit="", name="未分楼")["102室"]
    cold(day, called)
    change(day, called, voided_at=day.now(), void_reason="并入 102", merged_into_id=flats["102"])

    picture = elevation_of(day.desk, called)

    assert (picture.building, picture.premises_id) == ("8", flats["102"])
    assert flat_of(picture, "102").marks == {Mark.REPAIR, Mark.COLD}


def test_three_cold_flats_above_one_another_point_to_the_riser(day: Day) -> None:
    flats = build(day, floors(6, "01", "02"), unit="2")
    cold(day, flats["201"], flats["301"])
    assert elevation_of(day.desk, flats["101"]).hints == ()

    cold(day, flats["501"])

    (hint,) = elevation_of(day.desk, flats["101"]).hints
    assert (hint.kind, hint.unit, hint.position, hint.flats) == (HintKind.RISER, "2", "01", 3)


def test_three_cold_flats_under_the_roofs_point_to_air(day: Day) -> None:
    low = build(day, floors(5, "01", "02"))
    high = build(day, floors(6, "01"), unit="2")

    cold(day, low["501"], low["502"], high["601"])

    (hint,) = elevation_of(day.desk, low["101"]).hints
    assert (hint.kind, hint.flats) == (HintKind.AIR, 3)


def test_one_flat_calling_three_times_is_no_pattern(day: Day) -> None:
    flats = build(day, floors(6, "01"))

    cold(day, *[flats["301"]] * 3)

    assert elevation_of(day.desk, flats["301"]).hints == ()


def test_a_repair_of_the_stairwell_belongs_to_no_flat(day: Day) -> None:
    flats = build(day, ["101"])
    building = day.desk.store.scalar(Premises.select(Premises.building).where(Premises.id == flats["101"]))
    day.take(
        premises_id=None,
        place=PlaceDraft("8 号楼 1 单元立管", kind=PlaceKind.RISER, building_id=building),
        caller=CallerDraft("冯贵", PHONE),
    )

    picture = elevation(day.desk, building)

    assert [repair.place for repair in picture.elsewhere] == ["8 号楼 1 单元立管"]
    assert picture.flats[0].marks == frozenset()


def test_rows_of_cottages_are_shown_together(day: Day) -> None:
    third = build(day, ["1", "2"], unit="", name="3排")
    build(day, ["1"], unit="", name="4排")

    picture = elevation_of(day.desk, third["1"])

    assert [row.label for row in picture.rows] == ["3排", "4排"]
    assert len(picture.flats) == 3
    assert picture.hints == ()


def test_house_numbers_of_a_village_tell_no_floor(day: Day) -> None:
    with writing(day.desk, "test.village", uuid4()) as unit:
        village = unit.insert(Community, name="王庄村", short_name="王庄村", form="村庄")
        building = unit.insert(Building, community_id=village, name="")
        for number in range(101, 113):
            unit.insert(Premises, building_id=building, room=str(number), address=f"王庄村{number}号")

    picture = elevation(day.desk, building)

    assert [row.label for row in picture.rows] == ["101–110", "111–112"]
    assert all(flat.premises_id for flat in picture.flats)


def test_a_building_without_flats_is_an_empty_picture(day: Day) -> None:
    with writing(day.desk, "test.empty", uuid4()) as unit:
        community = unit.insert(Community, name="新建小区", short_name="新建")
        building = unit.insert(Building, community_id=community, name="1")

    picture = elevation(day.desk, building)

    assert (picture.community, picture.cells, picture.rows) == ("新建小区", (), ())


def test_an_unknown_building_is_a_sentence(day: Day) -> None:
    with pytest.raises(NotFound, match="找不到这栋楼"):
        elevation(day.desk, 9999)
    with pytest.raises(NotFound, match="找不到这一户"):
        elevation_of(day.desk, 9999)
