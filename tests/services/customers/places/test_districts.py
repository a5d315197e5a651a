"""责任片区: one district a building, a repairer and who stands in for him."""

from datetime import date
from uuid import uuid4

import pytest
from peewee import fn

from app.models.kernel import RowImage
from app.models.kernel import Unit as UnitRow
from app.models.premises import Building, Community
from app.services.customers.places.districts import (
    AT_ONCE,
    DistrictDraft,
    add_district,
    assign_buildings,
    assignable,
    change_district,
    coverage,
    district_of,
    districts,
    void_district,
)
from app.services.kernel.desk import Role
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound, Stale
from app.services.kernel.operators import leave_station, list_staff
from app.services.kernel.unit import writing
from app.services.trust.integrity import check_everything


@pytest.fixture
def repairers(manager_desk):
    return [int(row.id) for row in list_staff(manager_desk.store, Role.REPAIRER)]


@pytest.fixture
def buildings(manager_desk):
    with writing(manager_desk, "test.buildings", uuid4()) as unit:
        community_id = unit.insert(Community, name="和平里小区", short_name="和平里")
        return unit.insert_many(
            Building, [{"community_id": community_id, "name": str(number)} for number in range(1, 13)]
        )


def buildings_in(desk, district_id):
    return sorted(row.id for row in assignable(desk) if row.district_id == district_id)


def test_a_building_belongs_to_one_district(manager_desk, repairers, buildings):
    east = add_district(manager_desk, DistrictDraft("东片", repairers[0], repairers[1]), uuid4()).district_id
    west = add_district(manager_desk, DistrictDraft("西片", repairers[2]), uuid4()).district_id

    assign_buildings(manager_desk, east, buildings[:8], uuid4())
    moved = assign_buildings(manager_desk, west, buildings[6:10], uuid4())

    assert (moved.taken, moved.given_up) == (4, 0)
    assert buildings_in(manager_desk, east) == buildings[:6]
    assert buildings_in(manager_desk, west) == buildings[6:10]
    assert coverage(manager_desk).words == "12 栋中 10 栋有片区"
    rows = {row.name: row for row in districts(manager_desk)}
    assert (rows["东片"].buildings, rows["东片"].repairer, rows["东片"].deputy) == (6, "张建国", "赵志强")
    assert (rows["西片"].deputy_id, rows["西片"].deputy) == (None, "")
    assert [(row.name, row.district) for row in assignable(manager_desk)][5:8] == [
        ("6", "东片"),
        ("7", "西片"),
        ("8", "西片"),
    ]
    assert check_everything(manager_desk.store) == []


def test_the_same_press_twice_assigns_once(manager_desk, repairers, buildings):
    east = add_district(manager_desk, DistrictDraft("东片"), uuid4()).district_id
    key = uuid4()

    first = assign_buildings(manager_desk, east, buildings[:3], key)
    again = assign_buildings(manager_desk, east, buildings[:3], key)

    assert again == first
    assert buildings_in(manager_desk, east) == buildings[:3]


def test_the_same_press_again_says_what_the_first_one_did(manager_desk, buildings):
    east = add_district(manager_desk, DistrictDraft("东片"), uuid4()).district_id
    assign_buildings(manager_desk, east, buildings[:2], uuid4())
    key = uuid4()

    first = assign_buildings(manager_desk, east, buildings[1:5], key)
    with writing(manager_desk, "test.moved", uuid4()) as unit:
        unit.update(Building, buildings[1], None, district_id=None)
    again = assign_buildings(manager_desk, east, buildings[1:5], key)

    assert (first.taken, first.given_up) == (3, 1)
    assert again == first
    assert buildings_in(manager_desk, east) == buildings[2:5]


def test_a_voided_district_takes_no_buildings(manager_desk, buildings):
    kept = add_district(manager_desk, DistrictDraft("东片"), uuid4())
    void_district(manager_desk, kept.district_id, kept.version, uuid4())

    with pytest.raises(NotFound, match="作废"):
        assign_buildings(manager_desk, kept.district_id, buildings, uuid4())
    assert coverage(manager_desk).covered == 0


def test_a_voided_building_is_assigned_to_nobody(manager_desk, buildings):
    east = add_district(manager_desk, DistrictDraft("东片"), uuid4()).district_id
    with writing(manager_desk, "test.void", uuid4()) as unit:
        unit.update(Building, buildings[0], None, voided_at=unit.at)

    assert assign_buildings(manager_desk, east, buildings[:2], uuid4()).taken == 1


def test_a_large_district_lets_its_buildings_go_in_units_of_bounded_size(manager_desk, buildings):
    with writing(manager_desk, "test.buildings", uuid4()) as unit:
        community_id = unit.store.scalar(Community.select(Community.id))
        rows = [{"community_id": community_id, "name": str(number)} for number in range(100, 100 + 2 * AT_ONCE)]
        many = unit.insert_many(Building, rows)
    kept = add_district(manager_desk, DistrictDraft("东片"), uuid4())
    assign_buildings(manager_desk, kept.district_id, many, uuid4())

    with pytest.raises(Stale):
        void_district(manager_desk, kept.district_id, kept.version + 1, uuid4())
    assert buildings_in(manager_desk, kept.district_id) == many
    void_district(manager_desk, kept.district_id, kept.version, uuid4())

    assert coverage(manager_desk).covered == 0
    images = RowImage.select(fn.COUNT(RowImage.id)).where(
        RowImage.table_name == "building", RowImage.id.between(UnitRow.first_seq, UnitRow.last_seq)
    )
    assert max(manager_desk.store.scalars(UnitRow.select(images).where(UnitRow.act == "district.void"))) <= AT_ONCE


def test_a_long_list_of_buildings_goes_in_whole(manager_desk, buildings):
    with writing(manager_desk, "test.buildings", uuid4()) as unit:
        community_id = unit.insert(Community, name="大学城", short_name="大学城")
        many = unit.insert_many(Building, [{"community_id": community_id, "name": str(n)} for n in range(450)])
    east = add_district(manager_desk, DistrictDraft("东片"), uuid4()).district_id

    assign_buildings(manager_desk, east, many, uuid4())
    assign_buildings(manager_desk, east, many[1:], uuid4())

    assert buildings_in(manager_desk, east) == many[1:]


def test_the_duty_of_a_building_is_read_from_its_district(manager_desk, repairers, buildings):
    east = add_district(manager_desk, DistrictDraft("东片", repairers[0], repairers[1]), uuid4()).district_id
    assign_buildings(manager_desk, east, buildings[:1], uuid4())

    pair = district_of(manager_desk.store, buildings[0])

    assert pair is not None
    assert (pair.district, pair.repairer_id, pair.deputy_id) == ("东片", repairers[0], repairers[1])
    assert district_of(manager_desk.store, buildings[1]) is None
    assert district_of(manager_desk.store, None) is None


def test_a_voided_district_lets_its_buildings_go_and_its_name_may_be_used_again(manager_desk, repairers, buildings):
    kept = add_district(manager_desk, DistrictDraft("东片", repairers[0]), uuid4())
    assign_buildings(manager_desk, kept.district_id, buildings, uuid4())

    void_district(manager_desk, kept.district_id, kept.version, uuid4())

    assert districts(manager_desk) == []
    assert coverage(manager_desk).covered == 0
    again = add_district(manager_desk, DistrictDraft("东片", repairers[3]), uuid4())
    (row,) = districts(manager_desk)
    assert (row.id, row.version, row.repairer_id) == (again.district_id, again.version, repairers[3])
    assert check_everything(manager_desk.store) == []


def test_who_left_is_named_as_away_and_cannot_be_chosen_again(manager_desk, repairers):
    kept = add_district(manager_desk, DistrictDraft("东片", repairers[0]), uuid4())
    assert [row.away for row in districts(manager_desk)] == [False]

    leave_station(manager_desk, repairers[0], date(2026, 11, 15), uuid4())

    assert [row.away for row in districts(manager_desk)] == [True]
    with pytest.raises(InvalidInput, match="在岗"):
        change_district(manager_desk, kept.district_id, kept.version, DistrictDraft("东片", repairers[0]), uuid4())


def test_what_cannot_be_a_district_is_named(manager_desk, repairers):
    kept = add_district(manager_desk, DistrictDraft("东片"), uuid4())

    with pytest.raises(InvalidInput) as refused:
        add_district(manager_desk, DistrictDraft(" ", repairers[0], repairers[0]), uuid4())
    assert refused.value.fields.keys() == {"name", "deputy_id"}
    with pytest.raises(InvalidInput, match="已有片区"):
        add_district(manager_desk, DistrictDraft("东片"), uuid4())
    with pytest.raises(Stale):
        change_district(manager_desk, kept.district_id, 9, DistrictDraft("西片"), uuid4())
    with pytest.raises(NotFound):
        assign_buildings(manager_desk, 999, [], uuid4())


def test_a_clerk_draws_no_districts(desk):
    with pytest.raises(NotAllowed):
        add_district(desk, DistrictDraft("东片"), uuid4())
