"""Who has a card: by building and community, numerator and denominator."""

from peewee import fn

from app.models.districts import District
from app.models.premises import Building, Community, Premises
from app.services.cards.last_cards import Present, counted, households, is_outdated, last_cards
from app.services.cards.values import BuildingCards, CardCount, CommunityCards
from app.services.kernel.desk import Desk
from app.services.kernel.text import natural


def coverage(desk: Desk) -> list[CommunityCards]:
    """Every community with households, by name, its buildings by number.

    A card is valid while it names nobody but the repairer of the building's district. Reads every household:
    half a second for 50,000.
    """
    cards = last_cards()
    query = households(
        cards,
        Community.id,
        Community.name,
        Building.id,
        Building.name,
        fn.COALESCE(District.name, ""),
        fn.COALESCE(Present.name, ""),
        fn.COUNT(Premises.id),
        fn.COUNT(cards.c.card_id),
        counted(is_outdated()),
    ).group_by(Community.id, Community.name, Building.id, Building.name, District.name, Present.name)
    found: dict[tuple[str, int], list[BuildingCards]] = {}
    for community_id, community, building_id, building, district, repairer, homes, given, outdated in desk.store.tuples(
        query
    ):
        count = CardCount(homes, given - outdated, outdated)
        found.setdefault((community, community_id), []).append(
            BuildingCards(building_id, building, district, repairer, count)
        )
    return [
        CommunityCards(
            community_id,
            community,
            sum((row.count for row in rows), CardCount()),
            tuple(sorted(rows, key=lambda row: natural(row.building))),
        )
        for (community, community_id), rows in sorted(found.items())
    ]
