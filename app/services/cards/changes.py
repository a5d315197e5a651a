"""换卡清单: households whose card names the wrong man."""

from collections.abc import Sequence
from datetime import date, datetime

from peewee import fn

from app.models.districts import District
from app.models.premises import Building, Community, Premises
from app.services.cards.last_cards import Named, Present, households, is_outdated, last_cards
from app.services.cards.order import ORDER_COLUMNS, in_order
from app.services.cards.values import ToChange
from app.services.kernel.desk import Desk
from app.services.kernel.store import Store
from app.services.kernel.times import from_ms


def cards_to_change(desk: Desk, community_id: int | None = None, building_id: int | None = None) -> list[ToChange]:
    """Households whose newest card names somebody who has left or does not look after them any more.

    In the order of communities, buildings, units, floors and rooms; of one community or building when asked.
    """
    cards = last_cards()
    query = households(
        cards,
        *ORDER_COLUMNS,
        Premises.id,
        Building.id,
        Community.id,
        Premises.address,
        Named.name,
        cards.c.issued_at,
        fn.COALESCE(Present.name, ""),
        Named.left_on,
        District.name,
    ).where(is_outdated())
    if community_id is not None:
        query = query.where(Community.id == community_id)
    if building_id is not None:
        query = query.where(Building.id == building_id)
    return [
        ToChange(
            premises_id=premises_id,
            building_id=of_building,
            community_id=of_community,
            address=address,
            named=named,
            issued_at=from_ms(issued_ms),
            present=present,
            why=_why(named, left_on, district, present),
        )
        for premises_id, of_building, of_community, address, named, issued_ms, present, left_on, district in in_order(
            desk.store.tuples(query)
        )
    ]


def names_on_last_cards(store: Store, premises_ids: Sequence[int], until: datetime) -> dict[int, str]:
    """Whom the newest cards of these households named before that moment; those without a name are left out."""
    query = households(last_cards(until), Premises.id, Named.name).where(Named.id.is_null(False))
    wanted = set(premises_ids)
    return {premises_id: name for premises_id, name in store.tuples(query) if premises_id in wanted}


def _why(named: str, left_on: date | None, district: str | None, present: str) -> str:
    if left_on is not None:
        return f"{named}已离岗"
    if district is None:
        return "楼栋不在任何片区"
    return "片区已换人" if present else "片区暂无责任人"
