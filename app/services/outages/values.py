"""What is typed in about an incident, and what the acts give back. Incidents are known by the id of their matter."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.services.kernel.pictures import Fitted
from app.services.matters.values import CallerDraft, Noted

# The two notices, as their sheets name them.
STOP_NOTICE, RESTORED_NOTICE = "stop_notice", "restored_notice"


class Cause(StrEnum):
    """Why heat is off; the words are data (resources/outages.json)."""

    FAULT = "fault"
    PLANNED = "planned"
    POWER = "power"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class AreaDraft:
    """One part of where heat is off: a community, or a building, perhaps only a unit or a riser of it."""

    community_id: int | None = None
    building_id: int | None = None
    unit: str = ""
    riser: str = ""


@dataclass(frozen=True, slots=True)
class OutageDraft:
    """Heat is off. No area means everywhere. `began_at` and `told_at` None mean now.

    With the cause `planned` a `began_at` in the future announces the stop: heat goes off when `begin` says so.

    `joined` are matters whose callers hear of it in the same save (a storm taken up as one incident).
    """

    cause: Cause = Cause.FAULT
    reason: str = ""
    began_at: datetime | None = None
    expected_at: datetime | None = None
    areas: tuple[AreaDraft, ...] = ()
    words: str = ""
    told_at: datetime | None = None
    caller: CallerDraft = field(default_factory=CallerDraft)
    channel: str = "电话"
    joined: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class JoinDraft:
    """The caller heard when heat is expected back (None: what the incident says) and what else was said, at `at`.

    `in_call`: he heard it while he reported, so `at` is when he told us; a line of a paper list keeps its true time.
    """

    until: datetime | None = None
    words: str = ""
    at: datetime | None = None
    in_call: bool = False


@dataclass(frozen=True, slots=True)
class ExtendDraft(Noted):
    """A new expected end; `at` is when it became known, the reason stands in `note`."""

    expected_at: datetime = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class PlanDraft(Noted):
    """When heat is to go off by the new plan, and until when (None: as said before); the reason stands in `note`."""

    begins_at: datetime = field(kw_only=True)
    expected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TellDraft(Noted):
    """The users of the area were told, by which way; the words in `note`."""

    how: str = ""


@dataclass(frozen=True, slots=True)
class UpdateDraft(Noted):
    """Joined callers were told the new expected end, or could not be reached."""

    told: tuple[int, ...] = ()
    unreached: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RestoredDraft(Noted):
    """Joined callers were told that heat is back and said it is warm, or could not be reached."""

    told: tuple[int, ...] = ()
    unreached: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PostDraft(Noted):
    """A notice hangs at `place` since `at`; its number, and a photo of it, where there are such."""

    place: str = ""
    restored: bool = False
    sheet_number: str = ""
    photo: Fitted | None = None


@dataclass(frozen=True, slots=True)
class TimeCorrection:
    """New times for one recorded fact; None keeps the old one."""

    event_id: int
    reason: str
    at: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """How many matters joined, by one act."""

    matter_id: int
    number: str
    count: int


@dataclass(frozen=True, slots=True)
class Told:
    """How many of the list were told, how many could not be reached, and how many are left."""

    matter_id: int
    number: str
    told: int
    unreached: int
    left: int


@dataclass(frozen=True, slots=True)
class Posted:
    """The posting is written down."""

    matter_id: int
    posting_id: int
