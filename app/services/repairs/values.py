"""What is typed in about a repair. Everything may be missing: an incoming call is never refused."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.services.matters.values import CallerDraft, Noted, PlaceDraft


class FaultGroup(StrEnum):
    """What the limits look at; words and kinds inside a group are data (resources/faults.json)."""

    LEAK = "leak"
    COLD = "cold"
    TEMPERATURE = "temp"
    VALVE = "valve"
    NOISE = "noise"
    PUBLIC = "public"
    OTHER = "other"


class VisitResult(StrEnum):
    """How a visit ended when it did not end the repair."""

    TEMPORARY = "temporary_fix"
    WAITING_PARTS = "waiting_parts"
    WAITING_SHUTDOWN = "waiting_shutdown"
    NOBODY_HOME = "nobody_home"
    REFUSED_ENTRY = "refused_entry"
    NO_ADULT = "no_adult"
    WRONG_ADDRESS = "wrong_address"
    EMERGENCY_TEAM = "emergency_team"
    NOT_OURS = "not_ours"


@dataclass(frozen=True, slots=True)
class RepairDraft:
    """One call about a fault. `premises_id` or `place`; neither is a gap to fill later.

    `agreed_at` is an appointment made in this very call (通话中已约定) and counts as contact.
    `told_at` None means now.
    """

    fault_group: FaultGroup = FaultGroup.OTHER
    words: str = ""
    premises_id: int | None = None
    place: PlaceDraft | None = None
    caller: CallerDraft = field(default_factory=CallerDraft)
    fault: str = ""
    severity: str = ""
    can_close: str = ""
    below_wet: str = ""
    electricity: str = ""
    fee_told: bool = False
    agreed_at: datetime | None = None
    told_at: datetime | None = None
    channel: str = "电话"


@dataclass(frozen=True, slots=True)
class ContactDraft(Noted):
    """Somebody spoke with the user; `appointment_at` when a time was agreed."""

    appointment_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DispatchDraft(Noted):
    """Who goes. `blank_number`: a pre-numbered blank he took because the printer was down.

    `override_reason`: why he goes although his certificate has run out; it stands in the history.
    """

    repairer_id: int = field(kw_only=True)
    with_sheet: bool = True
    blank_number: str = ""
    override_reason: str = ""


@dataclass(frozen=True, slots=True)
class VisitDraft(Noted):
    """Setting out, arriving or leaving; empty fields mean the repairer and the visit the matter stands at."""

    repairer_id: int | None = None
    visit_no: int | None = None


@dataclass(frozen=True, slots=True)
class VisitResultDraft(VisitDraft):
    """How a visit ended. `arrived_at` records the arrival in the same save; `until` is when it goes on."""

    result: VisitResult = field(kw_only=True)
    arrived_at: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class FinishDraft(VisitDraft):
    """The fault is gone; cause, what was done, whose responsibility."""

    cause: str = ""
    done: str = ""
    responsibility: str = ""
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExplanationDraft(Noted):
    """Told to the user why it takes longer: the words in `note`, who told, and until when."""

    told_by_id: int | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """New values for one recorded fact; None keeps the old one. The reason is kept with both."""

    event_id: int
    reason: str
    at: datetime | None = None
    until: datetime | None = None
    staff_id: int | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class FindingsDraft:
    """Corrected findings of a finished repair; the reason is kept."""

    cause: str
    done: str
    responsibility: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReopenDraft:
    """The same fault again: what the user says now, and when."""

    words: str = ""
    told_at: datetime | None = None
    fault_group: FaultGroup | None = None


@dataclass(frozen=True, slots=True)
class Dispatched:
    """A repairer was sent; the sheet's number is official, its bytes are made by `slips.print_slip`."""

    matter_id: int
    number: str
    version: int
    visit_no: int
    sheet_id: int | None
    sheet_number: str


@dataclass(frozen=True, slots=True)
class SheetReturnDraft:
    """What stands on a signed sheet, in the order of the paper. `words` are typed verbatim.

    An empty cause, `done` or responsibility means: as phoned in.
    `signed` is signed, refused (with reason and witness) or absent. `returned_at` None means now.
    """

    number: str
    copy: str = ""
    cause: str = ""
    done: str = ""
    responsibility: str = ""
    amount_fen: int = 0
    receipt_no: str = ""
    showed_badge: bool = False
    arrived_written_at: datetime | None = None
    finished_written_at: datetime | None = None
    difference_reason: str = ""
    view: str = ""
    words: str = ""
    signed: str = "signed"
    signer: str = ""
    signed_at: datetime | None = None
    refused_reason: str = ""
    witness: str = ""
    scan_sha256: str = ""
    returned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SheetBack:
    """A sheet was taken in; `offer_complaint` is 1 when the user is not satisfied or wrote any words (转投诉)."""

    matter_id: int
    number: str
    version: int
    sheet_id: int
    offer_complaint: int


class CallbackResult(StrEnum):
    """What came out of a callback that reached somebody."""

    SOLVED = "solved"
    UNSOLVED = "unsolved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CallbackDraft(Noted):
    """The callback: its result, how satisfied, the words in `note`. `no_sheet`: 用户没有单子."""

    result: CallbackResult = field(kw_only=True)
    satisfaction: str = ""
    answered_by: str = ""
    no_sheet: bool = False


@dataclass(frozen=True, slots=True)
class CalledBack:
    """The callback is written down; an unsolved fault has become a new repair."""

    matter_id: int
    number: str
    version: int
    follow_up_id: int | None
    follow_up_number: str


@dataclass(frozen=True, slots=True)
class CodeTried:
    """Whether the digits read out are those of the user's copy; `left` tries remain."""

    matter_id: int
    matched: int
    left: int
