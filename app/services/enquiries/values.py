"""What is typed in about an enquiry."""

from dataclasses import dataclass, field
from datetime import datetime

from app.services.matters.values import CallerDraft, Noted, PlaceDraft


@dataclass(frozen=True, slots=True)
class EnquiryDraft:
    """A question; with an `answer` it is closed in the same window. Times None mean now."""

    words: str = ""
    topic: str = ""
    answer: str = ""
    content: bool | None = None
    premises_id: int | None = None
    place: PlaceDraft | None = None
    caller: CallerDraft = field(default_factory=CallerDraft)
    channel: str = "电话"
    told_at: datetime | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AnswerDraft(Noted):
    """The answer in `note`, and whether it helped (None: nobody asked)."""

    content: bool | None = None


@dataclass(frozen=True, slots=True)
class EnquiryCard:
    """One enquiry as a page shows it."""

    matter_id: int
    number: str
    phase: str
    told_at: datetime
    words: str
    topic: str
    answer: str
    answered_at: datetime | None
    content: bool | None
    version: int
