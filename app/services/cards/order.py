"""The order somebody walks through a building with a bundle of cards: unit, floor, room."""

from collections.abc import Iterable
from typing import Any

from app.models.premises import Building, Community, Premises
from app.services.kernel.text import natural

# A query asks for these first.
ORDER_COLUMNS = (Community.name, Building.name, Premises.unit, Premises.floor, Premises.room)


def in_order(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows that begin with the ORDER_COLUMNS, sorted by them, without them."""
    return [row[len(ORDER_COLUMNS) :] for row in sorted(rows, key=_place)]


def _place(row: tuple[Any, ...]) -> tuple[Any, ...]:
    community, building, unit, floor, room = row[: len(ORDER_COLUMNS)]
    # Shops and the like have no floor: they come after the flats of their unit.
    return community, natural(building), natural(unit), floor is None, floor or 0, natural(room)
