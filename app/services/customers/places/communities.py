"""小区: their names, how addresses look there, and how much stands in them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from peewee import fn

from app.models.premises import Building, Community, Premises
from app.services.customers.finding.index import PREMISES_AT_ONCE, rekey
from app.services.customers.ledger.addresses import LIMIT, community_key
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused, Stale
from app.services.kernel.store import Store
from app.services.kernel.unit import writing

FORMER_LIMIT = 300
FORMS = ("楼房", "平房", "商铺", "村庄")
# Told how many premises are done, of how many; False asks to stop.
GoOn = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class CommunityRow:
    """One community with how many buildings and premises it has."""

    id: int
    name: str
    short_name: str
    form: str
    buildings: int
    premises: int
    version: int


@dataclass(frozen=True, slots=True)
class CommunityDraft:
    """What is typed in about a community."""

    name: str
    short_name: str
    form: str


@dataclass(frozen=True, slots=True)
class CommunityKept:
    """`premises`: how many are found by the new names; `finished` 0 when it was stopped on the way."""

    community_id: int
    premises: int
    finished: int = 1


def community_names(desk: Desk) -> list[tuple[int, str]]:
    """Id and name of every community that is not voided, by name; for a box to choose from."""
    query = Community.select(Community.id, Community.name).where(Community.voided_at.is_null())
    return [(row_id, name) for row_id, name in desk.store.tuples(query.order_by(Community.name))]


def communities(desk: Desk) -> list[CommunityRow]:
    """Every community that is not voided, by name. Counts every premises: a tenth of a second for 200,000."""
    store = desk.store
    homes = dict(
        store.tuples(
            Premises.select(Premises.building, fn.COUNT(Premises.id))
            .where(Premises.voided_at.is_null())
            .group_by(Premises.building)
        )
    )
    counts: dict[int, tuple[int, int]] = {}
    standing = Building.select(Building.id, Building.community).where(Building.voided_at.is_null())
    for building_id, community_id in store.tuples(standing):
        buildings, premises = counts.get(community_id, (0, 0))
        counts[community_id] = (buildings + 1, premises + homes.get(building_id, 0))
    query = (
        Community.select(Community.id, Community.name, Community.short_name, Community.form, Community.version)
        .where(Community.voided_at.is_null())
        .order_by(Community.name)
    )
    return [
        CommunityRow(row_id, name, short, form, *counts.get(row_id, (0, 0)), version)
        for row_id, name, short, form, version in store.tuples(query)
    ]


def change_community(
    desk: Desk, community_id: int, version: int, draft: CommunityDraft, key: UUID, go_on: GoOn | None = None
) -> CommunityKept:
    """Another name, short name or form; addresses and search keys of its premises follow, the old name is kept.

    Addresses first, then the community, then the keys, in units of at most 200 premises; stopped or killed on
    the way it goes on when it is asked again. Matters keep the address they were taken with. Only the manager may.
    """
    desk.require(Role.MANAGER)
    store = desk.store
    old, standing = _now(store, community_id)
    name = draft.name.strip()
    problems = _problems(draft)
    if not problems and (taken := _taken(store, community_id, name)):
        problems["name"] = taken
    if problems:
        raise InvalidInput(problems)
    if standing != version and name != old:
        raise Stale("这个小区刚被别人改过，没有保存。请看过新内容后再改。")
    go = go_on or _always
    ids = store.scalars(_premises_of(community_id))
    moving = _to_rename(store, community_id, old, name)
    steps = len(moving) + len(ids)
    for start in range(0, len(moving), PREMISES_AT_ONCE):
        if not go(start, steps):
            return CommunityKept(community_id, 0, 0)
        some = moving[start : start + PREMISES_AT_ONCE]
        # Named by its first premises: going on after a stop begins with another one.
        with writing(desk, "community.addresses", uuid5(key, f"{old}>{name}:{some[0][0]}")) as unit:
            if unit.earlier(CommunityKept) is not None:
                continue
            for premises_id, address in some:
                unit.update(Premises, premises_id, address=(name + address[len(old) :])[:LIMIT])
            unit.result(CommunityKept(community_id, len(some)))
    with writing(desk, "community.change", key) as unit:
        if unit.earlier(CommunityKept) is None:
            short = draft.short_name.strip() or community_key(name)
            changes = {"name": name, "short_name": short, "form": draft.form}
            if name != old:
                changes["former_names"] = _former_names(unit.store, community_id, old)
            unit.update(Community, community_id, version, **changes)
            unit.changed("community", community_id)
            unit.result(CommunityKept(community_id, len(ids)))
    for start in range(0, len(ids), PREMISES_AT_ONCE):
        if not go(len(moving) + start, steps):
            return CommunityKept(community_id, start, 0)
        some_ids = ids[start : start + PREMISES_AT_ONCE]
        with writing(desk, "community.keys", uuid5(key, f"keys:{some_ids[0]}")) as unit:
            rekey(unit, some_ids)
            unit.changed("premises", some_ids[0])
    return CommunityKept(community_id, len(ids))


def void_community(desk: Desk, community_id: int, version: int, key: UUID) -> CommunityKept:
    """作废 an empty one, with its empty buildings. Refused as long as a premises stands in it. Only the manager may."""
    desk.require(Role.MANAGER)
    with writing(desk, "community.void", key) as unit:
        if first := unit.earlier(CommunityKept):
            return first
        name, _ = _now(unit.store, community_id)
        homes = len(unit.store.scalars(_premises_of(community_id)))
        if homes:
            raise Refused(f"{name}还有 {homes} 户，不能作废。请先把这些户并入或作废。")
        for building_id in unit.store.scalars(
            Building.select(Building.id).where(Building.community == community_id, Building.voided_at.is_null())
        ):
            unit.update(Building, building_id, voided_at=unit.at, district_id=None)
            unit.changed("building", building_id)
        unit.update(Community, community_id, version, voided_at=unit.at)
        unit.changed("community", community_id)
        return unit.result(CommunityKept(community_id, 0))


def _to_rename(store: Store, community_id: int, old: str, new: str) -> list[tuple[int, str]]:
    """Premises whose address still begins with the old name."""
    if old == new:
        return []
    rows: list[Any] = store.tuples(_premises_of(community_id, Premises.address))
    # 和平里 begins 和平里小区: what was changed before a stop must not grow twice.
    done = new if new.startswith(old) else None
    return [
        (row_id, address)
        for row_id, address in rows
        if address.startswith(old) and not (done is not None and address.startswith(done))
    ]


def _premises_of(community_id: int, *columns: Any) -> Any:
    return (
        Premises.select(Premises.id, *columns)
        .join(Building, on=(Building.id == Premises.building))
        .where(Building.community == community_id, Premises.voided_at.is_null())
        .order_by(Premises.id)
    )


def _now(store: Store, community_id: int) -> tuple[str, int]:
    """Name and version; NotFound when it is not there or voided."""
    query = Community.select(Community.name, Community.version).where(
        Community.id == community_id, Community.voided_at.is_null()
    )
    found = store.tuples(query)
    if not found:
        raise NotFound("没有这个小区，可能已作废。请刷新后再试。")
    return found[0][0], found[0][1]


def _former_names(store: Store, community_id: int, old: str) -> str:
    """The old name before those it had; the oldest go when there is no more room."""
    [kept] = store.scalars(Community.select(Community.former_names).where(Community.id == community_id))
    lines = list(dict.fromkeys([old, *kept.splitlines()]))
    while len("\n".join(lines)) > FORMER_LIMIT:
        lines.pop()
    return "\n".join(lines)


def _problems(draft: CommunityDraft) -> dict[str, str]:
    problems: dict[str, str] = {}
    if not draft.name.strip():
        problems["name"] = "请填写小区名称。"
    if draft.form not in FORMS:
        problems["form"] = "请选择房屋形式。"
    return problems


def _taken(store: Store, community_id: int, name: str) -> str:
    """Why another community stands in the way of this name; names differing only in 小区 are one for a ledger."""
    others = Community.select(Community.name, Community.voided_at).where(Community.id != community_id)
    for other, voided_at in store.tuples(others):
        if other == name or (voided_at is None and community_key(other) == community_key(name)):
            state = "（已作废）" if voided_at is not None else ""
            return f"已有小区叫“{other}”{state}。请换一个名称。"
    return ""


def _always(_done: int, _of: int) -> bool:
    return True
