"""The newest card of each household; what was given to a premises merged since counts for the one it went into."""

from datetime import datetime
from typing import Any

from peewee import JOIN, Case, fn

from app.models.cards import CardIssue
from app.models.districts import District
from app.models.premises import Building, Community, Premises
from app.models.station import Staff

# The repairer a card names.
Named = Staff.alias("named_staff")
# The repairer of the building's district.
Present = Staff.alias("present_staff")


def last_cards(until: datetime | None = None) -> Any:
    """(home_id, card_id, repairer_id, issued_at, place): `place` 1 is the newest card of the home.

    Newest is what was given last; of two at the same moment the one written down last. `until`: as they stood before.
    """
    merged = _merged()
    # A cast tells SQLite the type: without it the join below finds no index and reads all cards for every household.
    home = fn.COALESCE(merged.c.kept_id, CardIssue.premises).cast("BIGINT")
    place = fn.ROW_NUMBER().over(partition_by=[home], order_by=[CardIssue.issued_at.desc(), CardIssue.id.desc()])
    given = (
        CardIssue.select(
            home.alias("home_id"),
            CardIssue.id.alias("card_id"),
            CardIssue.repairer.alias("repairer_id"),
            CardIssue.issued_at.alias("issued_at"),
            place.alias("place"),
        )
        .join(merged, JOIN.LEFT_OUTER, on=(merged.c.merged_id == CardIssue.premises))
        .with_cte(merged)
    )
    if until is not None:
        given = given.where(CardIssue.issued_at < until)
    return given.alias("last_cards")


def households(cards: Any, *columns: Any) -> Any:
    """Every household with its newest card and its building's district; voided and merged premises are none."""
    return (
        Premises.select(*columns)
        .join(Building, on=(Building.id == Premises.building))
        .join(Community, on=(Community.id == Building.community))
        .join(
            District,
            JOIN.LEFT_OUTER,
            on=((District.id == Building.district) & District.voided_at.is_null()),
        )
        .join(Present, JOIN.LEFT_OUTER, on=((Present.id == District.repairer) & Present.left_on.is_null()))
        .join(cards, JOIN.LEFT_OUTER, on=((cards.c.home_id == Premises.id) & (cards.c.place == 1)))
        .join(Named, JOIN.LEFT_OUTER, on=(Named.id == cards.c.repairer_id))
        .where(Premises.voided_at.is_null(), Building.voided_at.is_null(), Community.voided_at.is_null())
    )


def is_outdated() -> Any:
    """The card names somebody who has left or is not the repairer of the building's district; a card without a
    name says nothing wrong."""
    return Named.id.is_null(False) & (
        Named.left_on.is_null(False) | District.repairer.is_null() | (District.repairer != Named.id)
    )


def counted(condition: Any) -> Any:
    """How many rows fulfil the condition."""
    return fn.COALESCE(fn.SUM(Case(None, [(condition, 1)], 0)), 0)


def _merged() -> Any:
    """Each merged premises with every premises it is part of by now, directly or by way of another."""
    first = (
        Premises.select(Premises.id, Premises.merged_into)
        .where(Premises.merged_into.is_null(False))
        .cte("merged", recursive=True, columns=("merged_id", "kept_id"))
    )
    further = Premises.alias("further")
    beyond = (
        further.select(first.c.merged_id, further.merged_into)
        .join(first, on=(first.c.kept_id == further.id))
        .where(further.merged_into.is_null(False))
    )
    return first.union(beyond)
