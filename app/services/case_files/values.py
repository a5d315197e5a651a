"""What a case file is asked for with, and what it holds before it is a paper."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class CaseFileDraft:
    """One matter or one household, for whom and what for. `since` leaves out matters told earlier.

    `attachments`: with the scans of signed sheets and the photos of visits, which nobody can mask.
    """

    receiver_kind: str
    receiver: str
    purpose: str
    matter_id: int | None = None
    premises_id: int | None = None
    since: date | None = None
    attachments: bool = False


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line of a history, masked."""

    at: datetime
    word: str
    by: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ClockLine:
    """How one limit stands or came out; `clause` is empty for receivers outside the company."""

    title: str
    clause: str
    started: datetime
    due: datetime
    stopped: datetime | None
    word: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One numbered paper of the matter, and what is known of its signature."""

    number: str
    word: str
    made_at: datetime
    state: str
    signed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MatterPart:
    """One matter as the file tells it."""

    number: str
    kind: str
    told_at: datetime
    closed_at: datetime | None
    phase: str
    channel: str
    place: str = field(repr=False)
    caller: str = field(repr=False)
    words: str = field(repr=False)
    clocks: tuple[ClockLine, ...]
    facts: tuple[FactLine, ...]
    sheets: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A scan or photo: a JPEG, or a PDF of some pages."""

    words: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that goes into the file; `left_out` counts older matters for which there was no room."""

    subject: str = field(repr=False)
    household: tuple[tuple[str, str], ...] = field(repr=False)
    matters: tuple[MatterPart, ...]
    attachments: tuple[Attachment, ...]
    left_out: int = 0
