"""小区: their names, how addresses look there, and how much stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4, uuid5

from peewee import fn

from app.models.premises import Building, Community, Premises
from app.services.customers.finding.index import rekey
from app.services.customers.ledger.addresses import (
    BUILDING,
    BUILDING_UNIT,
    COMMUNITY_BUILDING,
    LIMIT,
    community_key,
    tidy,
)
from app.services.customers.ledger.cells import plain
from app.services.customers.words import FORMS
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused, Stale
from app.services.kernel.progress import GoOn, always
from app.services.kernel.store import Store
from app.services.kernel.unit import writing

FORMER_LIMIT = 300
# Addresses and keys are written together: more would make another desk wait.
AT_ONCE = 100


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
    """`premises`: how many bear the new names and are found by them; `finished` 0 when it was stopped on the way."""

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

    The community first, then its premises in units of at most 100. Stopped or killed on the way it goes on when it
    is asked again: whatever still bears a former name gets the name of the moment. Whoever changes the name has seen
    the last one (Stale otherwise); a change that is overtaken by another ends as Stale at its next unit. Matters keep
    the address they were taken with. Only the manager may.
    """
    desk.require(Role.MANAGER)
    name = draft.name.strip()
    short = draft.short_name.strip() or community_key(name)
    problems = _problems(draft)
    if not problems and (taken := _taken(desk.store, community_id, name)):
        problems["name"] = taken
    if problems:
        raise InvalidInput(problems)
    # The same key with other words is another change, and has to bring the version it has seen.
    with writing(desk, "community.change", uuid5(key, f"{name}\n{short}\n{draft.form}")) as unit:
        old = _name(unit.store, community_id)
        if unit.earlier(CommunityKept) is None:
            changes = {"name": name, "short_name": short, "form": draft.form}
            if name != old:
                changes["former_names"] = "\n".join(_former_names(unit.store, community_id, old))
            unit.update(Community, community_id, version, **changes)
            unit.changed("community", community_id)
            unit.result(CommunityKept(community_id, 0))
    go = go_on or always
    ids = desk.store.scalars(_premises_of(community_id))
    for start in range(0, len(ids), AT_ONCE):
        if not go(start, len(ids)):
            return CommunityKept(community_id, start, 0)
        _follow(desk, community_id, name, ids[start : start + AT_ONCE])
    return CommunityKept(community_id, len(ids))


def void_community(desk: Desk, community_id: int, version: int, key: UUID) -> CommunityKept:
    """作废 an empty one, with its empty buildings. Refused as long as a premises stands in it. Only the manager may."""
    desk.require(Role.MANAGER)
    with writing(desk, "community.void", key) as unit:
        if first := unit.earlier(CommunityKept):
            return first
        name = _name(unit.store, community_id)
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


def _follow(desk: Desk, community_id: int, name: str, premises_ids: Sequence[int]) -> None:
    """Addresses and search keys of some premises, in one unit; done again it changes nothing, so its key is new."""
    with writing(desk, "community.premises", uuid4()) as unit:
        now = _name(unit.store, community_id)
        if now != name:
            raise Stale(f"这个小区刚被改名为“{now}”，本次改名没有做完。请刷新后再看。")
        former = _former_names(unit.store, community_id, name)
        some = _premises_of(community_id, Premises.address, Building.name).where(Premises.id.in_(premises_ids))
        for premises_id, address, building in unit.store.tuples(some):
            front = _front(address, building, former)
            if front not in ("", name):
                unit.update(Premises, premises_id, address=(name + address[len(front) :])[:LIMIT])
        rekey(unit, premises_ids)
        unit.changed("premises", premises_ids[0])


def _front(address: str, building: str, names: Sequence[str]) -> str:
    """Which of the names an address begins with; 和平里 begins 和平里小区, so what follows should be the building."""
    fronts = [name for name in names if address.startswith(name)]
    return max(fronts, key=lambda name: (address[len(name) :].startswith(building), len(name)), default="")


def _premises_of(community_id: int, *columns: Any) -> Any:
    return (
        Premises.select(Premises.id, *columns)
        .join(Building, on=(Building.id == Premises.building))
        .where(Building.community == community_id, Premises.voided_at.is_null())
        .order_by(Premises.id)
    )


def _name(store: Store, community_id: int) -> str:
    """NotFound when it is not there or voided."""
    name = store.scalar(
        Community.select(Community.name).where(Community.id == community_id, Community.voided_at.is_null())
    )
    if name is None:
        raise NotFound("没有这个小区，可能已作废。请刷新后再试。")
    return str(name)


def _former_names(store: Store, community_id: int, now: str) -> list[str]:
    """The name of the moment before those it had; the oldest go when there is no more room."""
    [kept] = store.scalars(Community.select(Community.former_names).where(Community.id == community_id))
    lines = list(dict.fromkeys([now, *kept.splitlines()]))
    while len("\n".join(lines)) > FORMER_LIMIT:
        lines.pop()
    return lines


def _problems(draft: CommunityDraft) -> dict[str, str]:
    problems: dict[str, str] = {}
    name = draft.name.strip()
    if not name:
        problems["name"] = "请填写小区名称。"
    elif not any(map(str.isalpha, name)) or _is_building(name):
        problems["name"] = f"“{name}”不是小区名称，像门牌或楼号。请填写小区自己的名字，例如 和平里。"
    if draft.form not in FORMS:
        problems["form"] = "请选择房屋形式。"
    return problems


def _is_building(name: str) -> bool:
    """A ledger reads it as a building, alone or behind the community's name: 3栋, 东苑3号楼."""
    return any(form.fullmatch(tidy(plain(name))) for form in (BUILDING, BUILDING_UNIT, COMMUNITY_BUILDING))


def _taken(store: Store, community_id: int, name: str) -> str:
    """Why another community stands in the way of this name; names differing only in 小区 are one for a ledger."""
    others = Community.select(Community.name, Community.voided_at).where(Community.id != community_id)
    for other, voided_at in store.tuples(others):
        if other == name or (voided_at is None and community_key(other) == community_key(name)):
            state = "（已作废）" if voided_at is not None else ""
            return f"已有小区叫“{other}”{state}。请换一个名称。"
    return ""
