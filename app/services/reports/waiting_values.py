"""What waits beside the clocks, as the board names and lists it."""

from dataclasses import dataclass
from datetime import datetime

SHEETS, APPROVALS, DOUBTS = "sheets", "approvals", "doubts"
WAITING_WORDS = {SHEETS: "未交回执单", APPROVALS: "待补签", DOUBTS: "待核"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for somebody, since when. `matter_id` is the matter it belongs to, if there is one.

    `number` is the sheet's or the matter's, `what` says what is asked for, `who` has it.
    """

    id: int
    since: datetime
    number: str
    place: str
    what: str
    who: str
    matter_id: int | None = None
    premises_id: int | None = None
