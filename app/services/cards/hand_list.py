"""What is on the table when cards of a building were handed out: its households, and the batch they came from."""

from dataclasses import dataclass

from app.models.cards import CardIssue
from app.models.premises import Building, Premises
from app.services.cards.batches import batches
from app.services.cards.last_cards import households, is_outdated, last_cards
from app.services.cards.order import ORDER_COLUMNS, in_order
from app.services.cards.values import CardsMade
from app.services.kernel.desk import Desk


@dataclass(frozen=True, slots=True)
class HandHome:
    """One household: `valid` it holds a card that names the right man, `given` ids of batches it got its card from."""

    premises_id: int
    unit: str
    room: str
    address: str
    valid: bool
    given: frozenset[int]


@dataclass(frozen=True, slots=True)
class HandList:
    """The households of a building in the order of the walk, and the newest batches with cards for them."""

    homes: tuple[HandHome, ...]
    batches: tuple[CardsMade, ...]


def hand_list(desk: Desk, building_id: int) -> HandList:
    """The list for a building; empty when nobody lives there."""
    cards = last_cards()
    query = households(
        cards,
        *ORDER_COLUMNS,
        Premises.id,
        Premises.unit,
        Premises.room,
        Premises.address,
        cards.c.card_id,
        is_outdated(),
    ).where(Building.id == building_id)
    rows = in_order(desk.store.tuples(query))
    given: dict[int, set[int]] = {}
    lines = CardIssue.select(CardIssue.premises, CardIssue.sheet).where(
        CardIssue.premises.in_([row[0] for row in rows]), CardIssue.sheet.is_null(False)
    )
    for premises_id, sheet_id in desk.store.tuples(lines):
        given.setdefault(premises_id, set()).add(sheet_id)
    homes = tuple(
        HandHome(
            premises_id,
            unit,
            room,
            address,
            card_id is not None and not outdated,
            frozenset(given.get(premises_id, ())),
        )
        for premises_id, unit, room, address, card_id, outdated in rows
    )
    return HandList(homes, tuple(batches(desk, building_id)))


def expected(listed: HandList, sheet_id: int | None) -> frozenset[int]:
    """Who should have got a card: whoever the batch has a card for and is not written down with it, else whoever
    has no valid card."""
    batch = next((batch for batch in listed.batches if batch.sheet_id == sheet_id), None)
    if batch is None:
        return frozenset(home.premises_id for home in listed.homes if not home.valid)
    there = set(batch.premises_ids)
    return frozenset(
        home.premises_id for home in listed.homes if home.premises_id in there and sheet_id not in home.given
    )
