"""What a file says of a call's slips, read as one story where it contradicts itself.

A slip comes back once. Where the file also says that it was handed in late or was lost, it had not come back before:
the earlier `sheet_returned` is what the repairer announced, and is left out. A slip whose user refused to sign was
never signed: `signed_on_paper` then gives the view that was ticked, and the slip is typed in when both the paper and
the refusal with its witness are there.
"""

from dataclasses import dataclass
from datetime import datetime

from app.tour.real_day.values import Fact, Story, What


@dataclass(frozen=True, slots=True)
class Return:
    """One slip back at the station: typed in upon this fact, handed in at `returned_at`; `refused` is the 拒签."""

    upon: Fact
    returned_at: datetime
    refused: Fact | None = None


@dataclass(frozen=True, slots=True)
class Paperwork:
    """The slips of a call as they came back; `left_out` are facts of the file that cannot be true beside others."""

    returns: tuple[Return, ...]
    signed: Fact | None
    complaint: Fact | None
    left_out: tuple[Fact, ...]

    def upon(self, fact: Fact) -> Return | None:
        """The slip that is typed in upon this fact."""
        return next((back for back in self.returns if back.upon == fact), None)


def paperwork_of(story: Story) -> Paperwork:
    """How the slips of this call came back."""
    lost = story.first(What.SHEET_LOST)
    late = story.first(What.SHEET_RETURNED_LATE)
    refused = story.first(What.REFUSED_TO_SIGN)
    on_time = [fact for fact in story.facts if fact.what is What.SHEET_RETURNED]
    slips = max(1, sum(fact.what is What.DISPATCHED for fact in story.facts))
    # With several slips the others may well have come back before one was late or lost.
    believed = slips - 1 if lost or late else len(on_time)
    backs = [Return(fact, fact.at) for fact in [*on_time[:believed], *filter(None, (late,))]]
    if refused is not None:
        last = backs.pop() if backs else Return(refused, refused.at)
        if last.upon != refused or lost is None:
            backs.append(Return(max(last.upon, refused, key=lambda fact: fact.at), last.returned_at, refused))
    return Paperwork(
        returns=tuple(backs),
        signed=story.first(What.SIGNED_ON_PAPER),
        complaint=story.first(What.COMPLAINT_ON_SLIP),
        left_out=tuple(on_time[believed:]),
    )
