"""Where heat is off, in words, and whom that covers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peewee import JOIN, ModelSelect

from app.models.outages import Outage, OutageArea
from app.models.premises import Building, Community, Premises
from app.services.kernel.errors import InvalidInput
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit
from app.services.matters.values import PlaceDraft, PlaceKind
from app.services.outages.settings import everywhere
from app.services.outages.values import AreaDraft


@dataclass(frozen=True, slots=True)
class Area:
    """One part of where heat is off, with the names of its community and building."""

    community_id: int | None
    building_id: int | None
    unit: str
    riser: str
    community: str
    building: str

    @property
    def house(self) -> str:
        """The community, or the building in it."""
        house = f"{self.building}号楼" if self.building.isdecimal() else self.building
        return f"{self.community} {house}".strip()

    @property
    def words(self) -> str:
        """The whole of it as people say it."""
        unit = f"{self.unit}单元" if self.unit.isdecimal() else self.unit
        return " ".join(filter(None, (self.house, unit, self.riser)))

    def covers(self, spot: "Spot") -> int:
        """How exactly it names the spot: 0 not at all, 1 the community, 2 the building, 3 the unit."""
        if self.building_id is None:
            return int(self.community_id == spot.community_id)
        if self.building_id != spot.building_id:
            return 0
        if not self.unit:
            return 2
        # Of a building alone nobody knows the unit: part of it is off, and that has to be said.
        return 3 if spot.unit in (None, self.unit) else 0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody lives; `unit` None when only the building is known."""

    community_id: int
    building_id: int
    unit: str | None = None


def spot_of(store: Store, premises_id: int | None, building_id: int | None) -> Spot | None:
    """Of a premises, else of a building; None when neither is known."""
    if premises_id is not None:
        query = Premises.select(Building.community, Premises.building, Premises.unit).join(Building)
        found = store.tuples(query.where(Premises.id == premises_id))
    elif building_id is not None:
        found = [(*row, None) for row in store.tuples(_building(building_id))]
    else:
        return None
    return Spot(*found[0]) if found else None


def closeness(areas: Sequence[Area], spot: Spot | None) -> int:
    """How exactly the incident names the spot; an incident without areas is everywhere, a caller without a spot too."""
    if not areas:
        return 1
    return 0 if spot is None else max(area.covers(spot) for area in areas)


def areas_of(store: Store, outage_ids: Iterable[int]) -> dict[int, tuple[Area, ...]]:
    """The standing areas of these incidents (by the id of the incident's own row)."""
    query = (
        OutageArea.select(
            OutageArea.outage,
            OutageArea.community,
            OutageArea.building,
            OutageArea.unit,
            OutageArea.riser,
            Community.name,
            Building.name,
        )
        .join(Building, JOIN.LEFT_OUTER, on=(Building.id == OutageArea.building))
        .join(Community, JOIN.LEFT_OUTER, on=(Community.id == OutageArea.community))
        .where(OutageArea.outage.in_(list(outage_ids)), OutageArea.voided_at.is_null())
        .order_by(OutageArea.id)
    )
    found: dict[int, list[Area]] = defaultdict(list)
    for outage_id, community_id, building_id, unit, riser, community, building in store.tuples(query):
        area = Area(community_id, building_id, unit, riser, community or "", building or "")
        found[outage_id].append(area)
    return {outage_id: tuple(areas) for outage_id, areas in found.items()}


def words_of(areas: Sequence[Area]) -> str:
    """All areas in one line."""
    return "、".join(area.words for area in areas) or everywhere()


def add_areas(unit: Unit, outage_id: int, drafts: Sequence[AreaDraft]) -> None:
    """Write down where heat is off. InvalidInput for an area that names no place of the ledger."""
    for draft in drafts:
        if draft.community_id is None and draft.building_id is None:
            raise InvalidInput({"areas": "停热范围要选小区或楼栋。全站停热的，一处也不用填。"})
        building = None if draft.building_id is None else unit.store.tuples(_building(draft.building_id))
        if building == []:
            raise InvalidInput({"areas": "选的楼栋不在台账里。请重新选择。"})
        if building is None and not unit.store.scalars(
            Community.select(Community.id).where(Community.id == draft.community_id)
        ):
            raise InvalidInput({"areas": "选的小区不在台账里。请重新选择。"})
        unit.insert(
            OutageArea,
            outage_id=outage_id,
            community_id=draft.community_id if building is None else building[0][0],
            building_id=draft.building_id,
            unit=clean(draft.unit).strip()[:10],
            riser=clean(draft.riser).strip()[:30],
        )


def void_areas(unit: Unit, outage_id: int) -> None:
    """The standing areas are none any more; they stay readable."""
    query = OutageArea.select(OutageArea.id).where(OutageArea.outage == outage_id, OutageArea.voided_at.is_null())
    for row_id in unit.store.scalars(query):
        unit.update(OutageArea, row_id, None, voided_at=unit.desk.now())


def place_of(areas: Sequence[Area]) -> PlaceDraft:
    """The place of the incident's matter."""
    buildings = {area.building_id for area in areas}
    only = next(iter(buildings)) if len(buildings) == 1 else None
    if only is None:
        return PlaceDraft(words_of(areas)[:160], PlaceKind.FREE)
    kind = PlaceKind.RISER if any(area.riser for area in areas) else PlaceKind.BUILDING
    return PlaceDraft(words_of(areas)[:160], kind, only)


def outage_row(store: Store, matter_id: int) -> int | None:
    """The id of the incident's own row."""
    found: int | None = store.scalar(Outage.select(Outage.id).where(Outage.matter == matter_id))
    return found


def _building(building_id: int) -> "ModelSelect[Building]":
    return Building.select(Building.community, Building.id).where(
        Building.id == building_id, Building.voided_at.is_null()
    )
