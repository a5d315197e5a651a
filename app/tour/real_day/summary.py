"""What a real day came to, as `summary.json` tells it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.services.kernel.desk import Desk
from app.services.kernel.times import china
from app.services.outages.reads import outage_card
from app.services.reports.day import day_figures
from app.tour.real_day.book import Entry, NotPlayed
from app.tour.real_day.differences import Difference
from app.tour.real_day.play import DayPlayer
from app.tour.real_day.values import Kind, Story, What


@dataclass(frozen=True, slots=True)
class DaySummary:
    """`differences` compares with the file; `refused` and `left_out` are facts that stand in no book, and why.

    `judged_at` is the moment at which clocks were judged; a clock that still ran then, a minute after it had run out.
    """

    calls: int
    by_kind: dict[str, int]
    repairs: int
    enquiries: int
    sheets: int
    prints: int
    sheets_returned: int
    clocks: dict[str, dict[str, int]]
    callbacks: dict[str, int]
    incidents: list[dict[str, Any]]
    complaints: list[str]
    numbers: list[str]
    judged_at: str
    differences: list[Difference]
    refused: list[NotPlayed]
    left_out: list[NotPlayed]


def summary_of(player: DayPlayer, judged: list[Difference]) -> DaySummary:
    """Counted from everything on record up to now; `judged` is how the clocks compare with the file."""
    book, desk = player.hands.book, player.hands.desk()
    figures = day_figures(desk)
    return DaySummary(
        calls=sum(1 for _ in book),
        by_kind=dict(sorted(Counter(_kind(entry.story) for entry in book).items())),
        repairs=figures.repairs,
        enquiries=figures.enquiries,
        sheets=figures.sheets,
        prints=figures.prints,
        sheets_returned=figures.sheets_returned,
        clocks=figures.clocks,
        callbacks=_callbacks(player),
        incidents=[_incident(desk, matter_id) for matter_id in player.incidents.matter_ids.values()],
        complaints=[number for entry in book for number in _complaints(entry)],
        numbers=figures.numbers,
        judged_at=_spoken(player.last),
        differences=judged,
        refused=book.refused,
        left_out=book.left_out,
    )


def _kind(story: Story) -> str:
    return str(story.group if story.kind is Kind.REPAIR else story.kind)


def _complaints(entry: Entry) -> list[str]:
    own = [entry.number] if entry.taken and entry.story.kind is Kind.COMPLAINT else []
    return [*own, *entry.complaints]


def _callbacks(player: DayPlayer) -> dict[str, int]:
    attempts = sum(fact.what is What.CALLBACK_UNREACHED for entry in player.hands.book for fact in entry.story.facts)
    return {"unreached_attempts": attempts, "closed_unreached": player.closed_unreached}


def _incident(desk: Desk, matter_id: int) -> dict[str, Any]:
    card = outage_card(desk, matter_id)
    row = card.row
    return {
        "number": row.number,
        "cause": row.cause,
        "area": row.area,
        "began_at": _spoken(row.began_at),
        "restored_at": _spoken(row.restored_at) if row.restored_at else None,
        "told": [told.number for told in card.told],
    }


def _spoken(moment: datetime) -> str:
    return china(moment).isoformat(timespec="minutes")
