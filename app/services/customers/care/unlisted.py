"""待建档: matters told with an address the ledger does not have get a premises, a new one or one that is there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from peewee import JOIN

from app.models.matters import Matter
from app.models.people import Caller
from app.models.premises import Building, Community, Doubt, Premises
from app.services.customers.care.counts import unlisted_condition
from app.services.customers.care.duplicates import Dwelling, place_key
from app.services.customers.care.unlisted_steps import make_building, place_of, revive
from app.services.customers.care.unlisted_values import (
    NEEDED,
    PARTS,
    Filed,
    FileDraft,
    Form,
    KnownPlace,
    Proposal,
    UnlistedMatter,
)
from app.services.customers.contacts.steps import (
    announce_people,
    begin_contact,
    name_problem,
    person_for,
    read_phones,
    standing_premises,
)
from app.services.customers.contacts.typed import read_area
from app.services.customers.finding.keys import normalised
from app.services.customers.ledger.addresses import community_key, floor_of, whole_address, written
from app.services.customers.ledger.lines import Place
from app.services.customers.listing import premises_rows
from app.services.customers.masks import masked_phone
from app.services.customers.words import HOLDER, RELATIONS
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing
from app.services.kinds import kind_of
from app.services.matters.steps import ADDRESS_GAP, matter_row

FILED = "待建档：已建档"
ATTACHED = "待建档：并入台账里的户"
UNCHECKED = "来电建档，供热状态还没有核对"


def unlisted_matters(desk: Desk) -> list[UnlistedMatter]:
    """Every matter whose address waits for a file, open ones first, then the latest told; voided ones are left out."""
    return _matters(desk.store)


def propose(desk: Desk, matter_id: int) -> Proposal:
    """What the file of this matter could be; NotFound when it does not wait for one."""
    every = _matters(desk.store)
    matter = next((row for row in every if row.matter_id == matter_id), None)
    if matter is None:
        raise NotFound("这张工单不在待建档里，可能已经建档或作废。请刷新后再试。")
    typed = normalised(matter.place)
    others = tuple(
        row for row in every if row.matter_id != matter_id and not matter.gap and normalised(row.place) == typed
    )
    place = (None if matter.gap else whole_address(matter.place)) or Place("", "", "", "")
    there = _communities(desk.store, place)
    form = there[0][2] if there else _form(place)
    known = () if place.community and not there else _known(desk.store, place, [row[0] for row in there])
    if there:
        place = replace(place, community=there[0][1])
    caller, phone, relation = _caller(desk.store, matter_id)
    return Proposal(matter, form, place, caller, phone, relation, known, others)


def open_file(desk: Desk, draft: FileDraft, key: UUID) -> Filed:
    """建档: a premises of origin `call` with its contact, and the matters of the draft belong to it.

    Community and building are made when new. What the ledger could not say yet is a 待核. InvalidInput names the part
    that is missing; Refused when the ledger has these premises: then they are attached.
    """
    desk.require(Role.CLERK)
    place, numbers, area_c = _check(draft)
    with writing(desk, "premises.open_file", key) as unit:
        if first := unit.earlier(Filed):
            return first
        building_id, place = make_building(unit, place, draft.form)
        address = written(place)
        columns: dict[str, Any] = {
            "number": clean(draft.number).strip() or None,
            "address": address,
            "floor": floor_of(place.room) if draft.form is Form.FLATS else None,
            "use": clean(draft.use).strip()[:20] or "居民",
            "area_c": area_c,
            "state_basis": "来电建档",
            "origin": "call",
        }
        premises_id = revive(unit, building_id, place, columns)
        if premises_id is None:
            columns |= {"building_id": building_id, "unit": place.unit, "room": place.room}
            premises_id = unit.insert(Premises, **columns)
        if draft.name.strip() or numbers:
            person_id = person_for(unit, clean(draft.name).strip(), numbers)
            begin_contact(unit, premises_id, person_id, draft.relation, desk.today().isoformat())
        unit.insert(Doubt, premises_id=premises_id, field="state", reason=UNCHECKED, found_at=unit.at)
        _attach(unit, premises_id, draft.matter_ids, FILED)
        announce_people(unit, [premises_id])
        return unit.result(Filed(premises_id, address, len(draft.matter_ids)))


def attach(desk: Desk, premises_id: int, matter_ids: Sequence[int], key: UUID) -> Filed:
    """并入: the matters belong to premises the ledger has; the address as it was said stays readable in each."""
    desk.require(Role.CLERK)
    if not matter_ids:
        raise InvalidInput({"matters": "请选要并入的工单。"})
    with writing(desk, "premises.attach", key) as unit:
        if first := unit.earlier(Filed):
            return first
        address = standing_premises(unit.store, premises_id)
        _attach(unit, premises_id, matter_ids, ATTACHED)
        unit.changed("premises", premises_id)
        return unit.result(Filed(premises_id, address, len(matter_ids)))


def _attach(unit: Unit, premises_id: int, matter_ids: Iterable[int], reason: str) -> None:
    for matter_id in dict.fromkeys(matter_ids):
        matter = matter_row(unit.store, matter_id)
        if matter.premises_id is not None:
            raise Refused(f"{matter.number} 已经有户号，不在待建档里。要改户号请在工单上用“更正户号”。")
        kind_of(matter.kind).move(unit, matter_id, premises_id, None, reason)


def _check(draft: FileDraft) -> tuple[Place, tuple[str, ...], int | None]:
    """Place, telephones and area as the tables hold them; InvalidInput names what cannot be taken."""
    numbers, phone_problem = read_phones(draft.phone)
    area_c, area_problem = read_area(draft.area) if draft.area.strip() else (None, None)
    problems: dict[str, str | None] = {
        name: f"请填写{PARTS[draft.form][name]}。" for name in NEEDED[draft.form] if not getattr(draft, name).strip()
    }
    problems["phone"] = phone_problem
    problems["area"] = area_problem
    problems["relation"] = None if draft.relation in RELATIONS else "请选择与户主的关系。"
    problems["name"] = name_problem(draft.name) if draft.name.strip() else None
    problems["number"] = "用户编号最多 30 个字。" if len(draft.number.strip()) > 30 else None
    if wrong := {name: sentence for name, sentence in problems.items() if sentence}:
        raise InvalidInput(wrong)
    return place_of(draft), numbers, area_c


def _matters(store: Store) -> list[UnlistedMatter]:
    query = (
        Matter.select(
            Matter.id,
            Matter.number,
            Matter.kind,
            Matter.place_text,
            Caller.name,
            Caller.phone,
            Caller.relation,
            Matter.words,
            Matter.told_at,
            Matter.phase,
            Matter.closed_at.is_null(),
        )
        .join(Caller, JOIN.LEFT_OUTER, on=(Matter.caller == Caller.id))
        .where(unlisted_condition())
        .order_by(Matter.closed_at.is_null(False), Matter.told_at.desc(), Matter.id.desc())
    )
    rows = store.tuples(query)
    alike = Counter(normalised(row[3]) for row in rows if row[3] != ADDRESS_GAP)
    found = []
    for row_id, number, kind, place, name, phone, relation, words, told_at, phase, is_open in rows:
        found.append(
            UnlistedMatter(
                matter_id=row_id,
                number=number,
                word=kind_of(kind).word,
                place=place,
                gap=place == ADDRESS_GAP,
                caller=name or "",
                phone=masked_phone(phone or ""),
                relation=relation or "",
                words=words,
                told_at=told_at,
                phase=phase,
                is_open=bool(is_open),
                alike=max(alike[normalised(place)] - 1, 0) if place != ADDRESS_GAP else 0,
            )
        )
    return found


def _caller(store: Store, matter_id: int) -> tuple[str, str, str]:
    """Name, whole telephone, and the relation a contact would have."""
    rows = store.tuples(
        Matter.select(Caller.name, Caller.phone, Caller.relation)
        .join(Caller, on=(Matter.caller == Caller.id))
        .where(Matter.id == matter_id)
    )
    name, phone, said = rows[0] if rows else ("", "", "")
    relation = HOLDER if said in ("本人", "") else said
    return name or "", phone or "", relation if relation in RELATIONS else "其他"


def _communities(store: Store, place: Place) -> list[tuple[int, str, Form]]:
    """The ledger's communities of this name, long or short; empty when it has none."""
    wanted = community_key(place.community)
    query = Community.select(Community.id, Community.name, Community.short_name, Community.form)
    return [
        (row_id, name, Form(form))
        for row_id, name, short_name, form in store.tuples(query.where(Community.voided_at.is_null()))
        if wanted and wanted in (community_key(name), community_key(short_name))
    ]


def _form(place: Place) -> Form:
    """How addresses look at a place the ledger does not know."""
    if "平房" in place.building or place.building.endswith("排"):
        return Form.COTTAGES
    if place.room.startswith(("底商", "商铺", "门市", "门面", "网点")):
        return Form.SHOPS
    if not place.building and place.community.endswith(("村", "庄")):
        return Form.VILLAGE
    return Form.FLATS


def _known(store: Store, place: Place, communities: Sequence[int]) -> tuple[KnownPlace, ...]:
    """Premises at this door, however it is spelled; without a community those of every community, a dozen at most."""
    if not place.room:
        return ()
    floor = floor_of(place.room)
    # A room spelled `11-02` tells no floor.
    near = Premises.floor.is_null() if floor is None else Premises.floor.is_null() | (Premises.floor == floor)
    near = near & Community.id.in_(list(communities)) if communities else Premises.room == place.room
    query = (
        Premises.select(Premises.id, Community.name, Building.name, Premises.unit, Premises.room)
        .join(Building, on=(Premises.building == Building.id))
        .join(Community, on=(Building.community == Community.id))
        .where(Premises.voided_at.is_null(), near)
    )
    wanted = place_key(_door(0, place.community, place.building, place.unit, place.room))
    start = 0 if place.community else 1
    ids = []
    for row_id, *parts in store.tuples(query):
        key = place_key(_door(row_id, *parts))
        if key is not None and wanted is not None and key[start:] == wanted[start:]:
            ids.append(row_id)
    return tuple(KnownPlace(row.id, row.address, row.holder) for row in premises_rows(store, ids[:12]))


def _door(premises_id: int, community: str, building: str, unit: str, room: str) -> Dwelling:
    return Dwelling(premises_id, community, building, unit, room, "", "", "", "")
