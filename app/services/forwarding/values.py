"""What is typed in about a forwarded matter, and what its page shows."""

from dataclasses import dataclass, field
from datetime import datetime

from app.services.clocks.engine import ClockState
from app.services.forwarding.facts import ForwardedFacts
from app.services.matters.timeline import TimelineRow
from app.services.matters.values import CallerDraft, Noted, PlaceDraft

CHANNEL = "上级转办"


@dataclass(frozen=True, slots=True)
class ForwardedDraft:
    """What the dispatch room says; the caller is the person there. `told_at` None means now."""

    words: str = ""
    sender: str = ""
    their_number: str = ""
    reply_to: str = ""
    premises_id: int | None = None
    place: PlaceDraft | None = None
    caller: CallerDraft = field(default_factory=CallerDraft)
    channel: str = CHANNEL
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReplyDraft(Noted):
    """What was replied in `note`; how it was sent, and who took it there."""

    how: str = ""
    received_by: str = ""


@dataclass(frozen=True, slots=True)
class MainJob:
    """The matter a forwarded one is merged into, and what its history lets one reply."""

    matter_id: int
    number: str
    kind: str
    phase: str
    told_at: datetime
    repairer: str
    finished_at: datetime | None
    words_for_reply: str


@dataclass(frozen=True, slots=True)
class ForwardedHead:
    """The forwarded matter as taken."""

    matter_id: int
    number: str
    version: int
    phase: str
    told_at: datetime
    late_entry: bool
    channel: str
    words: str
    premises_id: int | None
    building_id: int | None
    place: str
    caller_id: int | None
    caller: str
    phone: str
    owner: str
    merged_into_id: int | None
    closed_at: datetime | None
    void_reason: str
    sender: str
    their_number: str
    reply_to: str


@dataclass(frozen=True, slots=True)
class ForwardedCard:
    """Everything one page shows about a forwarded matter."""

    head: ForwardedHead
    facts: ForwardedFacts
    clocks: tuple[ClockState, ...]
    timeline: tuple[TimelineRow, ...]
    main: MainJob | None


@dataclass(frozen=True, slots=True)
class ForwardedLine:
    """One forwarded matter in the list; `due` is when the result is owed, None when it was replied or voided."""

    matter_id: int
    number: str
    phase: str
    told_at: datetime
    place: str
    words: str
    sender: str
    their_number: str
    premises_id: int | None
    merged_into: str
    progress_at: datetime | None
    replied_at: datetime | None
    closed_at: datetime | None
    due: datetime | None = None
    is_late: bool = False
