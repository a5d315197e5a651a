"""A small town for service cards: two communities, four buildings, a district each, somebody to look after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from app.models.premises import Building, Community, Premises
from app.services.cards.coverage import coverage
from app.services.cards.handing import record_handing_out
from app.services.cards.values import CardCount, HandingDraft, Receipt
from app.services.customers.places.districts import (
    DistrictDraft,
    add_district,
    assign_buildings,
    change_district,
    districts,
)
from app.services.kernel.desk import Desk, Role
from app.services.kernel.operators import list_staff
from app.services.kernel.unit import writing
from tests.support.desks import MANAGER, desk_for

# Community, building, and the flats of it as unit and room.
TOWN = (
    ("和平里小区", "3", [("1", "101"), ("1", "102"), ("1", "1001"), ("2", "201")]),
    ("和平里小区", "10", [("1", "101"), ("1", "201")]),
    ("东苑", "A", [("", "101"), ("", "102"), ("", "103")]),
    ("东苑", "B", [("", "101")]),
)


@dataclass
class Town:
    """What was built, by community-building-unit-room and by name."""

    desk: Desk
    flats: dict[str, int] = field(default_factory=dict)
    buildings: dict[str, int] = field(default_factory=dict)
    communities: dict[str, int] = field(default_factory=dict)
    repairers: dict[str, int] = field(default_factory=dict)

    @property
    def manager(self) -> Desk:
        return desk_for(self.desk.store, MANAGER, self.desk.clock)  # type: ignore[arg-type]

    def flats_of(self, building: str) -> list[int]:
        return [row_id for name, row_id in self.flats.items() if name.startswith(f"{building}-")]

    def district(self, name: str, repairer: str, *buildings: str) -> int:
        """A district of these buildings (community and building) and who looks after it."""
        kept = add_district(self.manager, DistrictDraft(name, self.repairers[repairer]), uuid4())
        assign_buildings(self.manager, kept.district_id, [self.buildings[name] for name in buildings], uuid4())
        return kept.district_id

    def hand_over(self, district_id: int, repairer: str | None) -> None:
        """Another repairer looks after the district from now on."""
        row = next(row for row in districts(self.desk) if row.id == district_id)
        staff_id = self.repairers[repairer] if repairer else None
        change_district(self.manager, row.id, row.version, DistrictDraft(row.name, staff_id), uuid4())

    def give(self, flats: Sequence[int], at: datetime | None = None, sheet_id: int | None = None) -> None:
        """Cards reach these flats."""
        draft = HandingDraft(tuple(flats), at or self.desk.now(), Receipt.SIGNED, sheet_id=sheet_id)
        record_handing_out(self.desk, draft, uuid4())

    def count(self, building: str) -> CardCount:
        """The cards of a building, as the page shows them."""
        return next(
            block.count
            for community in coverage(self.desk)
            for block in community.buildings
            if block.building_id == self.buildings[building]
        )


def build(desk: Desk, town: Iterable[tuple[str, str, list[tuple[str, str]]]] = TOWN) -> Town:
    """The town, with nobody looking after it yet and no card given."""
    built = Town(desk, repairers={row.name: int(row.id) for row in list_staff(desk.store, Role.REPAIRER)})
    with writing(desk, "test.town", uuid4()) as unit:
        for community, building, flats in town:
            if community not in built.communities:
                short = community.removesuffix("小区")
                built.communities[community] = unit.insert(Community, name=community, short_name=short)
            building_id = unit.insert(Building, community_id=built.communities[community], name=building)
            built.buildings[f"{community}-{building}"] = building_id
            addresses = ["-".join(filter(None, (community, building, *flat))) for flat in flats]
            rows = [
                {"building_id": building_id, "unit": unit_name, "room": room, "address": address}
                for (unit_name, room), address in zip(flats, addresses, strict=True)
            ]
            built.flats |= dict(zip(addresses, unit.insert_many(Premises, rows), strict=True))
    return built
