"""楼栋: what stands where, where its valves are, and a photo of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from peewee import JOIN, fn

from app.models.districts import District
from app.models.kernel import RowImage
from app.models.kernel import Unit as UnitRow
from app.models.premises import Building, Community, Premises
from app.services.customers.places.valves import Valves, valve_sentence
from app.services.kernel import blobs
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound
from app.services.kernel.pictures import Fitted
from app.services.kernel.unit import writing

MOST_VALVE_LETTERS = 300
_VALVES, _PHOTO = "building.valves", "building.valve_photo"


@dataclass(frozen=True, slots=True)
class BuildingRow:
    """One line of the list. `units` 0 where homes have none, `floors` 0 where nobody knows."""

    id: int
    community_id: int
    community: str
    name: str
    units: int
    floors: int
    premises: int
    district: str
    valves: str
    has_photo: bool
    version: int


@dataclass(frozen=True, slots=True)
class ValveRecord:
    """When the valves of a building were last written down or photographed, and by whom."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class BuildingKept:
    building_id: int
    version: int


def building_ids(desk: Desk, community_id: int | None = None) -> list[int]:
    """Ids of the buildings of a community, or of all, in the order of the list."""
    query = (
        Building.select(Building.id)
        .join(Community, on=(Community.id == Building.community))
        .where(Building.voided_at.is_null(), Community.voided_at.is_null())
        .order_by(Community.name, fn.LENGTH(Building.name), Building.name)
    )
    if community_id is not None:
        query = query.where(Building.community == community_id)
    return desk.store.scalars(query)


def building_beside(desk: Desk, building_id: int, step: int) -> int | None:
    """The building `step` places on in the list of all; None beyond its ends, and for one that is not in it."""
    ids = building_ids(desk)
    place = ids.index(building_id) + step if building_id in ids else -1
    return ids[place] if 0 <= place < len(ids) else None


def building_rows(desk: Desk, ids: Sequence[int]) -> dict[int, BuildingRow]:
    """The buildings that still exist, by id."""
    if not ids:
        return {}
    counts = (
        Premises.select(
            Premises.building.alias("building_id"),
            fn.COUNT(fn.DISTINCT(fn.NULLIF(Premises.unit, ""))).alias("units"),
            fn.MAX(Premises.floor).alias("floors"),
            fn.COUNT(Premises.id).alias("premises"),
        )
        .where(Premises.building.in_(list(ids)), Premises.voided_at.is_null())
        .group_by(Premises.building)
        .alias("counts")
    )
    query = (
        Building.select(
            Building.id,
            Building.community.alias("community_id"),
            Community.name.alias("community"),
            Building.name,
            counts.c.units,
            counts.c.floors,
            counts.c.premises,
            District.name.alias("district"),
            Building.valves,
            Building.valve_photo,
            Building.version,
        )
        .join(Community, on=(Community.id == Building.community))
        .join(District, JOIN.LEFT_OUTER, on=(District.id == Building.district))
        .join(counts, JOIN.LEFT_OUTER, on=(counts.c.building_id == Building.id))
        .where(Building.id.in_(list(ids)), Building.voided_at.is_null())
    )
    return {row.id: row for row in desk.store.rows(query, _row)}


def valve_photo(desk: Desk, building_id: int) -> bytes | None:
    """The photo of a building's valves as a JPEG; None when there is none.

    NotFound or Damaged when the file of the photo is not what was kept.
    """
    name = desk.store.scalar(Building.select(Building.valve_photo).where(Building.id == building_id))
    return blobs.get(desk.store, name) if name else None


def valve_record(desk: Desk, building_id: int) -> ValveRecord | None:
    """登记于: the last act on the valves or their photo; None when they came with the ledger or not at all."""
    query = (
        UnitRow.select(UnitRow.at, UnitRow.actor_name.alias("by"))
        .join(RowImage, on=(RowImage.id.between(UnitRow.first_seq, UnitRow.last_seq)))
        .where(
            RowImage.table_name == "building",
            RowImage.row_id == building_id,
            UnitRow.act.in_([_VALVES, _PHOTO]),
        )
        .order_by(UnitRow.id.desc())
    )
    return desk.store.first(query, ValveRecord)


def change_valves(desk: Desk, building_id: int, version: int, valves: Valves, key: UUID) -> BuildingKept:
    """Write down where the valves are; at most 300 characters in all. Stale when somebody was faster."""
    desk.require(Role.CLERK)
    sentence = valve_sentence(valves)
    if len(sentence) > MOST_VALVE_LETTERS:
        over = len(sentence) - MOST_VALVE_LETTERS
        raise InvalidInput({"plain": f"阀门位置最多 {MOST_VALVE_LETTERS} 字，现在多了 {over} 字。请写短些。"})
    return _change(desk, _VALVES, building_id, version, key, valves=sentence)


def keep_valve_photo(desk: Desk, building_id: int, version: int, photo: Fitted, key: UUID) -> BuildingKept:
    """Keep a photo of the valves; Stale when somebody was faster."""
    desk.require(Role.CLERK)
    name = blobs.put(desk.store, photo.body)
    return _change(desk, _PHOTO, building_id, version, key, valve_photo=name)


def drop_valve_photo(desk: Desk, building_id: int, version: int, key: UUID) -> BuildingKept:
    """The photo shows something else: the building has none any more."""
    desk.require(Role.CLERK)
    return _change(desk, _PHOTO, building_id, version, key, valve_photo="")


def _change(desk: Desk, act: str, building_id: int, version: int, key: UUID, **values: str) -> BuildingKept:
    with writing(desk, act, key) as unit:
        if first := unit.earlier(BuildingKept):
            return first
        there = Building.select(Building.id).where(Building.id == building_id, Building.voided_at.is_null())
        if unit.store.scalar(there) is None:
            raise NotFound("没有这栋楼，可能已作废。请刷新后再试。")
        unit.update(Building, building_id, version, **values)
        unit.changed("building", building_id)
        return unit.result(BuildingKept(building_id, version + 1))


def _row(**columns: Any) -> BuildingRow:
    photo = columns.pop("valve_photo")
    known: dict[str, Any] = {name: columns[name] or 0 for name in ("units", "floors", "premises")}
    known["district"] = columns["district"] or ""
    return BuildingRow(**(columns | known), has_photo=bool(photo))
