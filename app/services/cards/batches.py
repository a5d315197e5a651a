"""A batch of cards: one number for all of them, whose cards they are and whom they name, fixed when it is made."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from app.models.kernel import RowImage
from app.models.kernel import Unit as UnitRow
from app.models.papers import Sheet
from app.models.premises import Building, Community, Premises
from app.services.cards.last_cards import Present, households, is_outdated, last_cards
from app.services.cards.order import ORDER_COLUMNS, in_order
from app.services.cards.values import FORM, SERIES, CardDraft, CardsMade, Which
from app.services.customers.families import kept_of
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.unit import writing
from app.services.matters import sheets

ACT = "cards.issue"
# Batches looked through for the newest of a building.
_LATELY = 40

# (premises id, building id, community, building, address, repairer id or None) in the order of the walk.
_Home = tuple[int, int, str, str, str, int | None]


def issue_cards(desk: Desk, draft: CardDraft, key: UUID) -> CardsMade:
    """Give a batch its number. Printing it and writing down who got a card are acts of their own.

    Refused when nobody would get a card; NotFound for a household, building or community that is not there.
    """
    desk.require(Role.CLERK)
    batch = would_be(desk, draft)
    with writing(desk, ACT, key) as unit:
        if first := unit.earlier(CardsMade):
            return first
        issued = sheets.issue_sheet(unit, None, None, None, series=SERIES, form=FORM)
        return unit.result(replace(batch, sheet_id=issued.sheet_id, number=issued.number))


def would_be(desk: Desk, draft: CardDraft) -> CardsMade:
    """The batch that `issue_cards` would make now, still without a number; promises as there."""
    homes = _homes(desk.store, draft)
    if not homes:
        raise Refused(_NOBODY[draft.which])
    named = {building_id: staff_id for _, building_id, _, _, _, staff_id in homes if staff_id is not None}
    return CardsMade(
        sheet_id=0,
        number="",
        about=_about(homes),
        cards=len(homes),
        unnamed=sum(staff_id is None for *_, staff_id in homes),
        premises=" ".join(str(home[0]) for home in homes),
        named=" ".join(f"{building_id}:{staff_id}" for building_id, staff_id in named.items()),
        which=draft.which.value,
    )


def batch_of(store: Store, sheet_id: int) -> CardsMade:
    """The batch as it was made; NotFound when the sheet is no batch of cards."""
    query = (
        UnitRow.select(UnitRow.result)
        .join(RowImage, on=(RowImage.id.between(UnitRow.first_seq, UnitRow.last_seq)))
        .where(
            RowImage.table_name == Sheet._meta.table_name,
            RowImage.row_id == sheet_id,
            UnitRow.act == ACT,
        )
    )
    found = store.scalar(query)
    if found is None:
        raise NotFound("没有这一批服务卡。请刷新后再试。")
    return CardsMade(**json.loads(found))


def batches(
    desk: Desk, building_id: int | None = None, community_id: int | None = None, limit: int = _LATELY
) -> list[CardsMade]:
    """The newest batches that are not voided, newest first; those with cards of a building or community when asked."""
    query = (
        Sheet.select(Sheet.id)
        .where(Sheet.form == FORM, Sheet.state != sheets.VOID)
        .order_by(Sheet.id.desc())
        .limit(limit)
    )
    found = [batch_of(desk.store, sheet_id) for sheet_id in desk.store.scalars(query)]
    homes = Premises.select(Premises.id)
    if building_id is not None:
        homes = homes.where(Premises.building == building_id)
    elif community_id is not None:
        homes = homes.join(Building, on=(Building.id == Premises.building)).where(Building.community == community_id)
    else:
        return found
    there = set(desk.store.scalars(homes)) if found else set()
    return [batch for batch in found if not there.isdisjoint(batch.premises_ids)]


def void_batch(desk: Desk, sheet_id: int, reason: str, key: UUID) -> CardsMade:
    """作废 a batch: its number stays with the reason. Refused without a reason, and when it is voided already."""
    desk.require(Role.CLERK)
    with writing(desk, "cards.void", key) as unit:
        if first := unit.earlier(CardsMade):
            return first
        batch = batch_of(unit.store, sheet_id)
        sheets.void_sheet(unit, sheets.sheet_row(unit.store, sheet_id), reason)
        return unit.result(batch)


_NOBODY = {
    Which.ALL: "这里没有住户，没有可打印的服务卡。",
    Which.WITHOUT: "这里每户都发过卡。要重发请选“全部住户”。",
    Which.TO_CHANGE: "这里没有要换的卡。",
}


def _homes(store: Store, draft: CardDraft) -> list[_Home]:
    cards = last_cards()
    query = households(
        cards,
        *ORDER_COLUMNS,
        Premises.id,
        Building.id,
        Community.name,
        Building.name,
        Premises.address,
        Present.id,
    ).where(_ground(store, draft))
    if draft.which is Which.WITHOUT:
        query = query.where(cards.c.card_id.is_null())
    elif draft.which is Which.TO_CHANGE:
        query = query.where(is_outdated())
    return [_home(row) for row in in_order(store.tuples(query))]


def _home(row: tuple[Any, ...]) -> _Home:
    premises_id, building_id, community, building, address, staff_id = row
    return premises_id, building_id, community, building, address, staff_id


def _ground(store: Store, draft: CardDraft) -> Any:
    if draft.building_id is not None:
        _require(store, Building, draft.building_id, "没有这栋楼，可能已作废。请刷新后再试。")
        return Building.id == draft.building_id
    if draft.community_id is not None:
        _require(store, Community, draft.community_id, "没有这个小区，可能已作废。请刷新后再试。")
        return Community.id == draft.community_id
    if draft.premises_ids:
        return Premises.id.in_(_kept(store, draft.premises_ids))
    return Community.id.is_null(False)


def _kept(store: Store, premises_ids: Sequence[int]) -> list[int]:
    found = []
    for premises_id in premises_ids:
        kept = kept_of(store, premises_id)
        _require(store, Premises, kept, "找不到这一户，可能已作废。请重新查找。")
        found.append(kept)
    return found


def _require(store: Store, model: Any, row_id: int, sentence: str) -> None:
    if store.scalar(model.select(model.id).where(model.id == row_id, model.voided_at.is_null())) is None:
        raise NotFound(sentence)


def _about(homes: Sequence[_Home]) -> str:
    """A flat's address, else what the cards have in common: building, community, or how many communities."""
    if len(homes) == 1:
        return homes[0][4]
    communities = dict.fromkeys(home[2] for home in homes)
    buildings = dict.fromkeys((home[2], home[3]) for home in homes)
    if len(buildings) == 1:
        [(community, building)] = buildings
        return f"{community}{_block(building)}"
    first = next(iter(communities))
    return first if len(communities) == 1 else f"{first}等 {len(communities)} 个小区"


def _block(building: str) -> str:
    return f"{building}号楼" if building[-1:].isdigit() else building
