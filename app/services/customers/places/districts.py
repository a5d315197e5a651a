"""责任片区: which repairer looks after which buildings, and who stands in for him (regulation 9.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any
from uuid import UUID, uuid5

from peewee import JOIN, fn

from app.models.districts import District
from app.models.premises import Building, Community
from app.models.station import Staff
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Stale
from app.services.kernel.store import Store
from app.services.kernel.unit import Unit, writing

# Rows one unit may change without holding the database for long.
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """One district; a repairer or deputy who has left is named all the same, `away` says so."""

    id: int
    name: str
    repairer_id: int | None
    repairer: str
    deputy_id: int | None
    deputy: str
    remark: str
    buildings: int
    away: bool
    version: int


@dataclass(frozen=True, slots=True)
class DistrictDraft:
    """What is typed in about a district."""

    name: str
    repairer_id: int | None = None
    deputy_id: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class DistrictKept:
    district_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Assigned:
    """How many buildings came in, and how many went out."""

    taken: int
    given_up: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the buildings belong to a district."""

    buildings: int
    covered: int

    @property
    def words(self) -> str:
        return f"{self.buildings} 栋中 {self.covered} 栋有片区"


@dataclass(frozen=True, slots=True)
class DutyPair:
    """Who answers for a building; None when nobody was named."""

    district: str
    repairer_id: int | None
    deputy_id: int | None


def districts(desk: Desk) -> list[DistrictRow]:
    """Every district that is not voided, by name."""
    deputy = Staff.alias("deputy_staff")
    query = (
        District.select(
            District.id,
            District.name,
            District.repairer.alias("repairer_id"),
            Staff.name.alias("repairer"),
            District.deputy.alias("deputy_id"),
            deputy.name.alias("deputy"),
            District.remark,
            _buildings_of().alias("buildings"),
            (Staff.left_on.is_null(False) | deputy.left_on.is_null(False)).alias("away"),
            District.version,
        )
        .join(Staff, JOIN.LEFT_OUTER, on=(Staff.id == District.repairer))
        .join(deputy, JOIN.LEFT_OUTER, on=(deputy.id == District.deputy))
        .where(District.voided_at.is_null())
        .order_by(District.name)
    )
    return desk.store.rows(query, _row)


def coverage(desk: Desk) -> Coverage:
    """How much of the station's ground is somebody's."""
    found = desk.store.tuples(
        Building.select(fn.COUNT(Building.id), fn.COUNT(Building.district)).where(Building.voided_at.is_null())
    )
    return Coverage(*found[0])


def district_of(store: Store, building_id: int | None) -> DutyPair | None:
    """The district a building belongs to; None when it belongs to none."""
    if building_id is None:
        return None
    query = (
        District.select(
            District.name.alias("district"),
            District.repairer.alias("repairer_id"),
            District.deputy.alias("deputy_id"),
        )
        .join(Building, on=(Building.district == District.id))
        .where(Building.id == building_id, District.voided_at.is_null())
    )
    return store.first(query, DutyPair)


def add_district(desk: Desk, draft: DistrictDraft, key: UUID) -> DistrictKept:
    """A new district, or a voided one of that name again. Only the manager may."""
    _require(desk, draft)
    with writing(desk, "district.add", key) as unit:
        if first := unit.earlier(DistrictKept):
            return first
        _require_repairers(unit.store, draft)
        known = _same_name(unit.store, draft)
        if known is None:
            row_id, version = unit.insert(District, **_columns(draft)), 1
        else:
            row_id, voided, version = known[0], known[1], known[2] + 1
            if not voided:
                raise InvalidInput({"name": f"已有片区叫“{draft.name.strip()}”。"})
            unit.update(District, row_id, known[2], voided_at=None, **_columns(draft))
        unit.changed("district", row_id)
        return unit.result(DistrictKept(row_id, version))


def change_district(desk: Desk, district_id: int, version: int, draft: DistrictDraft, key: UUID) -> DistrictKept:
    """Another name, repairer or deputy. Only the manager may; Stale when somebody was faster."""
    _require(desk, draft)
    with writing(desk, "district.change", key) as unit:
        if first := unit.earlier(DistrictKept):
            return first
        _require_repairers(unit.store, draft)
        known = _same_name(unit.store, draft)
        if known is not None and known[0] != district_id:
            raise InvalidInput({"name": f"已有片区叫“{draft.name.strip()}”，或以前用过这个名称。"})
        unit.update(District, district_id, version, **_columns(draft))
        unit.changed("district", district_id)
        return unit.result(DistrictKept(district_id, version + 1))


def void_district(desk: Desk, district_id: int, version: int, key: UUID) -> DistrictKept:
    """作废: its buildings belong to no district afterwards. Only the manager may; Stale when somebody was faster.

    Of a large one buildings go first, in units of at most 200.
    """
    desk.require(Role.MANAGER)
    ids = desk.store.scalars(_ids_in(district_id))
    for start in range(0, len(ids) - AT_ONCE, AT_ONCE):
        some = ids[start : start + AT_ONCE]
        with writing(desk, "district.void", uuid5(key, str(some[0]))) as unit:
            if unit.earlier(DistrictKept) is not None:
                continue
            _require_standing(unit.store, district_id, version)
            _give(unit, some, None)
            unit.result(DistrictKept(district_id, version))
    with writing(desk, "district.void", key) as unit:
        if first := unit.earlier(DistrictKept):
            return first
        _require_standing(unit.store, district_id, version)
        unit.update(District, district_id, version, voided_at=unit.at)
        _give(unit, unit.store.scalars(_ids_in(district_id)), None)
        unit.changed("district", district_id)
        return unit.result(DistrictKept(district_id, version + 1))


@dataclass(frozen=True, slots=True)
class AssignableRow:
    """A building to tick; `district` is the one it belongs to now, '' when it belongs to none."""

    id: int
    community: str
    name: str
    district_id: int | None
    district: str


def assignable(desk: Desk) -> list[AssignableRow]:
    """Every building, by community, with the district it belongs to."""
    query = (
        Building.select(
            Building.id,
            Community.name.alias("community"),
            Building.name,
            Building.district.alias("district_id"),
            fn.COALESCE(District.name, "").alias("district"),
        )
        .join(Community, on=(Community.id == Building.community))
        .join(District, JOIN.LEFT_OUTER, on=(District.id == Building.district))
        .where(Building.voided_at.is_null(), Community.voided_at.is_null())
        .order_by(Community.name, fn.LENGTH(Building.name), Building.name)
    )
    return desk.store.rows(query, AssignableRow)


def assign_buildings(desk: Desk, district_id: int, building_ids: Sequence[int], key: UUID) -> Assigned:
    """These buildings are the district's from now on, and no others; a building leaves the district it was in.

    Only the manager may. One unit of at most 200 buildings follows the other; the same key goes on where it stopped
    and says what was to be done in all. Voided buildings are passed over.
    """
    desk.require(Role.MANAGER)
    wanted = set(building_ids)
    with writing(desk, "district.assign", key) as unit:
        whole = unit.earlier(Assigned)
        if whole is None:
            _require_standing(unit.store, district_id)
            moves = _moves(unit.store, district_id, wanted)
            taken = sum(target is not None for _, target in moves)
            _move(unit, district_id, moves[:AT_ONCE])
            whole = unit.result(Assigned(taken, len(moves) - taken))
    for part in range(1, ceil((whole.taken + whole.given_up) / AT_ONCE)):
        with writing(desk, "district.assign", uuid5(key, str(part))) as unit:
            if unit.earlier(Assigned) is None:
                _require_standing(unit.store, district_id)
                some = _moves(unit.store, district_id, wanted)[:AT_ONCE]
                _move(unit, district_id, some)
                unit.result(Assigned(len(some), 0))
    return whole


def _moves(store: Store, district_id: int, wanted: set[int]) -> list[tuple[int, int | None]]:
    """Which buildings come in and which go out, each with the district it shall have."""
    there = set(store.scalars(_ids_in(district_id)))
    standing = set(store.scalars(Building.select(Building.id).where(Building.voided_at.is_null()))) if wanted else set()
    coming: list[tuple[int, int | None]] = [(row_id, district_id) for row_id in sorted((wanted & standing) - there)]
    return [*coming, *((row_id, None) for row_id in sorted(there - wanted))]


def _move(unit: Unit, district_id: int, moves: Sequence[tuple[int, int | None]]) -> None:
    for target in (district_id, None):
        _give(unit, [row_id for row_id, whose in moves if whose == target], target)
    unit.changed("district", district_id)


def _require_standing(store: Store, district_id: int, version: int | None = None) -> None:
    """NotFound without the district, or when it is voided; Stale when it has another version by now."""
    found = store.scalars(
        District.select(District.version).where(District.id == district_id, District.voided_at.is_null())
    )
    if not found:
        raise NotFound("没有这个片区，可能已作废。请刷新后再试。")
    if version is not None and found[0] != version:
        raise Stale("这个片区刚被别人改过，没有作废。请刷新后再试。")


def _give(unit: Unit, building_ids: Sequence[int], district_id: int | None) -> None:
    for building_id in building_ids:
        unit.update(Building, building_id, district_id=district_id)
        unit.changed("building", building_id)


def _ids_in(district_id: int) -> Any:
    return Building.select(Building.id).where(Building.district == district_id).order_by(Building.id)


def _buildings_of() -> Any:
    return Building.select(fn.COUNT(Building.id)).where(Building.district == District.id, Building.voided_at.is_null())


def _require(desk: Desk, draft: DistrictDraft) -> None:
    desk.require(Role.MANAGER)
    problems: dict[str, str] = {}
    if not draft.name.strip():
        problems["name"] = "请填写片区名称。"
    if draft.deputy_id is not None and draft.deputy_id == draft.repairer_id:
        problems["deputy_id"] = "备班人不能是责任人自己。"
    if problems:
        raise InvalidInput(problems)


def _require_repairers(store: Store, draft: DistrictDraft) -> None:
    for field, staff_id in (("repairer_id", draft.repairer_id), ("deputy_id", draft.deputy_id)):
        if staff_id is None:
            continue
        query = Staff.select(Staff.id).where(Staff.id == staff_id, Staff.is_repairer == 1, Staff.left_on.is_null())
        if store.scalar(query) is None:
            raise InvalidInput({field: "这个人不是本站在岗的维修员。请另选一人。"})


def _same_name(store: Store, draft: DistrictDraft) -> tuple[int, bool, int] | None:
    query = District.select(District.id, District.voided_at, District.version).where(
        District.name == draft.name.strip()
    )
    found = store.tuples(query)
    return (found[0][0], found[0][1] is not None, found[0][2]) if found else None


def _columns(draft: DistrictDraft) -> dict[str, Any]:
    return {
        "name": draft.name.strip(),
        "repairer_id": draft.repairer_id,
        "deputy_id": draft.deputy_id,
        "remark": draft.remark.strip(),
    }


def _row(**columns: Any) -> DistrictRow:
    words = {name: columns[name] or "" for name in ("repairer", "deputy")}
    return DistrictRow(**(columns | words | {"away": bool(columns["away"])}))
