"""What waits beside the clocks: slips not handed in, 电话请示 not signed, values in doubt."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.services.customers.care.counts import care_counts
from app.services.kernel.desk import Desk
from app.services.reports.waiting_values import APPROVALS, DOUBTS, SHEETS, Waiting
from app.services.staff.approvals import unsigned_approvals

if TYPE_CHECKING:
    from app.services.repairs.reads import UnreturnedSheet


def waiting_counts(desk: Desk) -> dict[str, int]:
    """How much waits, by kind."""
    return {
        SHEETS: len(_sheets_out(desk)),
        APPROVALS: len(unsigned_approvals(desk)),
        DOUBTS: care_counts(desk).doubts,
    }


def waiting_sheets(desk: Desk) -> dict[int, Waiting]:
    """Slips of ended repairs that have not come back, who has the oldest first."""
    found = [
        Waiting(
            id=sheet.sheet_id,
            since=sheet.finished_at or sheet.made_at,
            number=sheet.number,
            place=sheet.place,
            what="交回执单",
            who=sheet.repairer or "未指定",
            matter_id=sheet.matter_id,
            premises_id=sheet.premises_id,
        )
        for sheet in _sheets_out(desk)
    ]
    return {row.id: row for row in sorted(found, key=lambda row: row.since)}


def waiting_approvals(desk: Desk) -> dict[int, Waiting]:
    """What was asked over the phone and is not signed, the oldest first."""
    return {
        row.id: Waiting(
            id=row.id,
            since=row.asked_at,
            number=row.number or "",
            place="",
            what=f"{row.subject}：{row.reason}",
            who=row.asked_of or "",
            matter_id=row.matter_id,
        )
        for row in unsigned_approvals(desk)
    }


def waiting_doubts(desk: Desk, ids: Sequence[int]) -> dict[int, Waiting]:
    """These doubts as far as they are still open."""
    # The counts are read at every start of the window, the doubts only when somebody looks at them.
    from app.services.customers.care.doubts import doubt_rows

    return {
        row.id: Waiting(
            id=row.id,
            since=row.found_at,
            number="",
            place=row.address,
            what=f"{row.kind}：{row.reason}",
            who="",
            premises_id=row.premises_id,
        )
        for row in doubt_rows(desk, ids).values()
    }


def _sheets_out(desk: Desk) -> "list[UnreturnedSheet]":
    # Loaded when somebody asks: the first picture of the board does not wait for all that a card of a repair needs.
    from app.services.repairs.reads import unreturned_sheets

    return unreturned_sheets(desk)
