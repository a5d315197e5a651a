"""Who sits at the window, with everything he can do there."""

from dataclasses import dataclass, field
from pathlib import Path

from app.tour.clerk.callback_acts import CallbackActs
from app.tour.clerk.case_acts import CaseActs
from app.tour.clerk.clerk import Clerk
from app.tour.clerk.duty_acts import DutyActs
from app.tour.clerk.intake import Intake
from app.tour.clerk.outage_acts import OutageActs
from app.tour.clerk.power_acts import PowerActs
from app.tour.clerk.repair_acts import RepairActs
from app.tour.clerk.returns import Returns


@dataclass(frozen=True, slots=True)
class Room:
    """One clerk, his work by sorts; `papers` are the printed slips, `scans` what the scanner made of them.

    `played` counts what was done by keys, by what it was.
    """

    intake: Intake
    repairs: RepairActs
    outages: OutageActs
    cases: CaseActs
    returns: Returns
    callbacks: CallbackActs
    duty: DutyActs
    power: PowerActs
    clerk: Clerk
    papers: Path
    scans: Path
    played: dict[str, int] = field(default_factory=dict)

    def operator(self) -> str:
        """Who sits there now."""
        return self.clerk.session.desk.actor.name

    def count(self, what: str) -> None:
        """One more of these was done by keys."""
        self.played[what] = self.played.get(what, 0) + 1


def open_room(clerk: Clerk, papers: Path, scans: Path) -> Room:
    """The window is taken by this clerk."""
    return Room(
        Intake(clerk),
        RepairActs(clerk, papers),
        OutageActs(clerk),
        CaseActs(clerk),
        Returns(clerk),
        CallbackActs(clerk),
        DutyActs(clerk),
        PowerActs(clerk),
        clerk,
        papers,
        scans,
    )
