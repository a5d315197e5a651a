"""Buildings by what a clerk types."""

from uuid import uuid4

import pytest

from app.models.premises import Building, Community
from app.services.customers.finding.buildings import search_buildings
from app.services.kernel.desk import Desk
from app.services.kernel.unit import writing


@pytest.fixture
def town(desk: Desk) -> Desk:
    with writing(desk, "test.town", uuid4()) as unit:
        for name, buildings in (("和平里小区", ("3", "30", "12", "3排")), ("雍阳花园", ("3", "A")), ("王庄村", ("",))):
            community = unit.insert(Community, name=name, short_name=name)
            for building in buildings:
                unit.insert(Building, community_id=community, name=building)
    return desk


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("和平里 3", ["和平里小区 3", "和平里小区 3排", "和平里小区 30"]),
        ("hpl12", ["和平里小区 12"]),
        ("和平里3号楼", ["和平里小区 3"]),
        ("和平里3-2-1102", ["和平里小区 3"]),
        ("yy a", ["雍阳花园 A"]),
        ("王庄", ["王庄村 "]),
        ("雍阳", ["雍阳花园 3", "雍阳花园 A"]),
        ("没有的小区", []),
        ("  ", []),
    ],
)
def test_a_building_is_found_as_it_is_said(town: Desk, typed: str, found: list[str]) -> None:
    assert [f"{hit.community} {hit.name}" for hit in search_buildings(town, typed)] == found


def test_no_more_are_given_than_wanted(town: Desk) -> None:
    assert len(search_buildings(town, "和平里", limit=2)) == 2


def test_what_is_voided_is_not_offered(town: Desk) -> None:
    with writing(town, "test.void", uuid4()) as unit:
        third = unit.store.scalar(Building.select(Building.id).where(Building.name == "3"))
        garden = unit.store.scalar(Community.select(Community.id).where(Community.name == "雍阳花园"))
        unit.update(Building, third, None, voided_at=unit.at)
        unit.update(Community, garden, None, voided_at=unit.at)

    assert [hit.name for hit in search_buildings(town, "和平里 3")] == ["3排", "30"]
    assert search_buildings(town, "雍阳") == []
