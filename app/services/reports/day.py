"""What a day came to: matters, sheets, clocks by class, and every number given out."""

from dataclasses import dataclass

from peewee import fn

from app.models.kernel import IssuedNumber
from app.models.matters import ClockResult, Matter
from app.models.papers import PrintRecord, Sheet, SheetReturn
from app.services.kernel.desk import Desk
from app.services.matters.clocks import clocks_of_many
from app.services.matters.steps import NO_VERDICT

OPEN = "open"


@dataclass(frozen=True, slots=True)
class DayFigures:
    """`clocks` counts by policy id and class (met, late_explained, late_user, late_unexplained, open).

    A clock that has run out is late by its class as of now, whether it still runs or not; `open` are those in time.
    """

    repairs: int
    enquiries: int
    sheets: int
    prints: int
    sheets_returned: int
    clocks: dict[str, dict[str, int]]
    numbers: list[str]


def day_figures(desk: Desk) -> DayFigures:
    """Counted from everything on record up to now."""
    store = desk.store
    kinds = dict(store.tuples(Matter.select(Matter.kind, fn.COUNT(Matter.id)).group_by(Matter.kind)))
    return DayFigures(
        repairs=kinds.get("repair", 0),
        enquiries=kinds.get("enquiry", 0),
        sheets=store.scalar(Sheet.select(fn.COUNT(Sheet.id))),
        prints=store.scalar(PrintRecord.select(fn.COUNT(PrintRecord.id))),
        sheets_returned=store.scalar(SheetReturn.select(fn.COUNT(SheetReturn.id))),
        clocks=_clocks(desk),
        numbers=store.scalars(IssuedNumber.select(IssuedNumber.number).order_by(IssuedNumber.number)),
    )


def _clocks(desk: Desk) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    closed = (
        ClockResult.select(ClockResult.policy_id, ClockResult.outcome, fn.COUNT(ClockResult.id))
        .where(ClockResult.outcome != NO_VERDICT)
        .group_by(ClockResult.policy_id, ClockResult.outcome)
        .order_by(ClockResult.policy_id, ClockResult.outcome)
    )
    for policy, outcome, count in desk.store.tuples(closed):
        found.setdefault(policy, {})[outcome] = count
    open_ids = desk.store.scalars(Matter.select(Matter.id).where(Matter.closed_at.is_null()))
    for states in clocks_of_many(desk, open_ids).values():
        for state in states:
            # What has run out is late however long it still runs; the verdict is written down at closing.
            outcome = state.classification or OPEN
            classes = found.setdefault(state.policy_id, {})
            classes[outcome] = classes.get(outcome, 0) + 1
    return found
