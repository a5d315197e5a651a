"""站长晨报: yesterday, the night and what waits today, on one page fit to be read aloud.

Whole days of China come from `daily`; what is open comes from the clocks as they stand when it is made.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from app.paths import resource_json
from app.services.clocks.engine import State
from app.services.duty.readings import Reading, latest_reading
from app.services.duty.roster import OnDuty, on_duty
from app.services.kernel.desk import Desk
from app.services.matters.board import Board, BoardRow
from app.services.matters.printing import Making, Printed, print_new, sheet_qr
from app.services.outages.reads import OutageRow, open_outages
from app.services.paper.kit import Paper
from app.services.paper.pdf import render
from app.services.paper.profiles import A4_PORTRAIT
from app.services.repairs.callback_list import callbacks
from app.services.repairs.unreturned import Carrier, unreturned
from app.services.reports.daily import Daily, DayCounts, daily, day_counts
from app.services.staff.approvals import ApprovalRow, unsigned_approvals

SERIES, FORM = "CB", "morning_report"
CALLBACK = "repair.callback"


@dataclass(frozen=True, slots=True)
class Morning:
    """`clocks` are the most pressing open clock of each matter, callbacks apart; `ahead` is how far today is looked at.

    At most `named` things are told one by one, the rest as a number.
    """

    at: datetime
    yesterday: Daily
    today: DayCounts
    clocks: tuple[BoardRow, ...]
    ahead: timedelta
    named: int
    outages: tuple[OutageRow, ...]
    approvals: tuple[ApprovalRow, ...]
    carriers: tuple[Carrier, ...]
    callbacks: int
    reading: Reading | None
    on_duty: OnDuty

    @property
    def late(self) -> tuple[BoardRow, ...]:
        return tuple(row for row in self.clocks if row.state is State.OVERDUE)

    @property
    def due(self) -> tuple[BoardRow, ...]:
        """Not late yet, and due within `ahead`."""
        return tuple(row for row in self.clocks if row.state is not State.OVERDUE and row.due <= self.at + self.ahead)


def morning(desk: Desk) -> Morning:
    """The report as of now."""
    today = desk.today()
    words = resource_json("morning.json")
    first: dict[int, BoardRow] = {}
    for row in Board().refresh(desk):
        if row.policy_id != CALLBACK:
            first.setdefault(row.matter_id, row)
    return Morning(
        desk.now(),
        daily(desk, today - timedelta(days=1)),
        day_counts(desk, today),
        tuple(first.values()),
        timedelta(hours=words["hours_ahead"]),
        words["named"],
        tuple(open_outages(desk)),
        tuple(unsigned_approvals(desk)),
        tuple(unreturned(desk)),
        len(callbacks(desk)),
        latest_reading(desk),
        on_duty(desk, desk.now()),
    )


def preview_morning(desk: Desk) -> bytes:
    """The paper as it would be printed now, without a number; nothing is given out."""
    return render([_paper(desk, morning(desk), "", desk.now(), f"制表 {desk.actor.name}")], A4_PORTRAIT)


def print_morning(desk: Desk, target: str, key: UUID, approved_by: str = "") -> Printed:
    """Number the paper, make it, journal it; promises as `print_sheet`."""
    found = morning(desk)
    declare = partial(_declare, desk, found)
    return print_new(
        desk, declare, A4_PORTRAIT, target, key, approved_by, series=SERIES, form=FORM, act="report.morning_issue"
    )


def _declare(desk: Desk, found: Morning, making: Making) -> Paper:
    return _paper(desk, found, making.sheet.number, making.at, making.foot)


def _paper(desk: Desk, found: Morning, number: str, at: datetime, foot: str) -> Paper:
    from app.services.reports.morning_form import morning_paper

    qr = sheet_qr(desk, number) if number else ""
    return morning_paper(desk.station, found, number=number, qr=qr, at=at, foot=foot)
