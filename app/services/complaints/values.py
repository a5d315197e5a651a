"""What is typed in about complaints and tip-offs, and what their pages show."""

from dataclasses import dataclass, field
from datetime import datetime

from app.services.clocks.engine import ClockState
from app.services.complaints.facts import ComplaintFacts
from app.services.matters.timeline import TimelineRow
from app.services.matters.values import CallerDraft, Noted, PlaceDraft

COMPANY = "公司"
FROM_SHEET = "回执单"


@dataclass(frozen=True, slots=True)
class ComplaintDraft:
    """A complaint as told; `told_at` None means now."""

    words: str = ""
    premises_id: int | None = None
    place: PlaceDraft | None = None
    caller: CallerDraft = field(default_factory=CallerDraft)
    channel: str = "电话"
    told_at: datetime | None = None
    sheet_id: int | None = None


@dataclass(frozen=True, slots=True)
class TipOffDraft:
    """A tip-off as told. Of an anonymous one no caller is kept, whatever the draft says.

    `summary` (转办摘要) is what may be passed on and shown; `about_head` seals it for the company.
    """

    words: str = field(default="", repr=False)
    summary: str = ""
    anonymous: bool = True
    about_head: bool = False
    caller: CallerDraft = field(default_factory=CallerDraft, repr=False)
    channel: str = "电话"
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PassOnDraft(Noted):
    """转递: to whom or to which office, and who took it there (接件人)."""

    to: str = ""
    received_by: str = ""


@dataclass(frozen=True, slots=True)
class AnswerDraft(Noted):
    """The answer in `note`: what was found and what came of it; `basis` in law or rule, `next_steps` open to the user.

    `unanswerable`: 无法答复(匿名), there is nobody to be answered. `content` None: nobody asked.
    """

    basis: str = ""
    next_steps: str = ""
    told_how: str = ""
    told_to: str = ""
    content: bool | None = None
    unanswerable: bool = False


@dataclass(frozen=True, slots=True)
class ComplaintHead:
    """A complaint or a tip-off as taken. Of a tip-off `words` is its summary, and no caller is named.

    `anonymous` and `about_head` are None for a complaint.
    """

    matter_id: int
    number: str
    kind: str
    version: int
    phase: str
    told_at: datetime
    late_entry: bool
    channel: str
    words: str
    premises_id: int | None
    building_id: int | None
    place: str
    caller: str
    phone: str
    relation: str
    owner: str
    parent_id: int | None
    parent_number: str
    closed_at: datetime | None
    void_reason: str
    passed_to: str
    answer: str
    sheet_number: str
    anonymous: bool | None
    about_head: bool | None


@dataclass(frozen=True, slots=True)
class ComplaintCard:
    """Everything one page shows about a complaint or a tip-off."""

    head: ComplaintHead
    facts: ComplaintFacts
    clocks: tuple[ClockState, ...]
    timeline: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """One line of the list; `due` and `title` are of the clock that runs out next, None when none runs."""

    matter_id: int
    number: str
    kind: str
    phase: str
    told_at: datetime
    place: str
    words: str
    passed_to: str
    premises_id: int | None
    content: bool | None
    closed_at: datetime | None
    title: str = ""
    due: datetime | None = None
    warn_from: datetime | None = None
