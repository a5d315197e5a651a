"""What is typed in about a repair. Everything may be missing: an incoming call is never refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.services.matters.values import CallerDraft, Noted, PlaceDraft
from app.services.repairs.sheet_values import ChargeLine
from app.services.repairs.work_values import MaterialDraft, Temperatures
from app.services.staff.approvals import ApprovalDraft


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
    `told_at` None means now. `answers` are to the questions of the fault group, by their id in faults.json.
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
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ContactDraft(Noted):
    """Somebody spoke with the user; `appointment_at` when a time was agreed."""

    appointment_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DispatchDraft(Noted):
    """Who goes. `blank_number`: a pre-numbered blank he took because the printer was down.

    `override_reason`: why he goes although his certificate has run out; it stands in the history.
    `approval`: the head was asked about it over the phone.
    """

    repairer_id: int = field(kw_only=True)
    with_sheet: bool = True
    blank_number: str = ""
    override_reason: str = ""
    approval: ApprovalDraft | None = None


@dataclass(frozen=True, slots=True)
class VisitDraft(Noted):
    """Setting out, arriving or leaving; empty fields mean the repairer and the visit the matter stands at."""

    repairer_id: int | None = None
    visit_no: int | None = None


@dataclass(frozen=True, slots=True)
class VisitResultDraft(VisitDraft):
    """How a visit ended. `arrived_at` records the arrival in the same save; `until` is when it goes on.

    `evidence` is photo, notice (到访未遇告知单), witness, recording or signature; `present` names who was there.
    `told_user`: the user was told when it goes on, which counts as an explanation. `receiver`: to whom a fault that
    is not ours was handed over. `part`: what is missing.
    """

    result: VisitResult = field(kw_only=True)
    arrived_at: datetime | None = None
    until: datetime | None = None
    told_user: bool = False
    evidence: str = ""
    present: str = ""
    risk_told: bool = False
    photo_sha256: str = ""
    receiver: str = ""
    part: str = ""
    temperatures: Temperatures = field(default_factory=Temperatures)


@dataclass(frozen=True, slots=True)
class FinishDraft(VisitDraft):
    """The fault is gone; cause, what was done, whose responsibility, what was used and what is left over."""

    cause: str = ""
    done: str = ""
    responsibility: str = ""
    arrived_at: datetime | None = None
    present: str = ""
    photo_sha256: str = ""
    temperatures: Temperatures = field(default_factory=Temperatures)
    materials: tuple[MaterialDraft, ...] = ()
    left_over: str = ""


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

    An empty cause, `done` or responsibility means: as phoned in. Times are those written on the paper.
    `amount_fen` is the sum in figures, `charges` its lines; either may be missing.
    `signed` is signed, refused (with reason and witness) or absent; `signed_at` None on a signed sheet means: when it
    was finished, else when it came back. `signed_how` 代签 asks for the relation and the reason. `returned_at` None
    means now.
    """

    number: str
    copy: str = ""
    arrived_written_at: datetime | None = None
    finished_written_at: datetime | None = None
    difference_reason: str = ""
    showed_badge: bool = False
    shoe_covers: bool = False
    radiator_bags: bool = False
    cleaned_up: bool = False
    state_before: str = ""
    alteration_agreed: bool = False
    temperatures: Temperatures = field(default_factory=Temperatures)
    cause: str = ""
    done: str = ""
    materials: tuple[MaterialDraft, ...] = ()
    left_over: str = ""
    responsibility: str = ""
    charge_kind: str = ""
    charges: tuple[ChargeLine, ...] = ()
    amount_fen: int = 0
    receipt_no: str = ""
    view: str = ""
    words: str = ""
    signed: str = "signed"
    signer: str = ""
    signer_relation: str = ""
    signed_how: str = ""
    signed_for_reason: str = ""
    signed_at: datetime | None = None
    refused_reason: str = ""
    witness: str = ""
    scan_sha256: str = ""
    returned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SheetBack:
    """A sheet was taken in.

    `offer_complaint` is 1 when the user is not satisfied or wrote any words (转投诉), `offer_measuring` is 1 when a
    cold flat is still below the limit of the hour (入户测温).
    """

    matter_id: int
    number: str
    version: int
    sheet_id: int
    offer_complaint: int
    offer_measuring: int = 0


class CallbackResult(StrEnum):
    """What came out of a callback that reached somebody."""

    SOLVED = "solved"
    UNSOLVED = "unsolved"
    REFUSED = "refused"


class Unreached(StrEnum):
    """Why a call reached nobody; a wrong number is 空号 or somebody else's."""

    NO_ANSWER = "no_answer"
    BUSY = "busy"
    OFF = "off"
    WRONG_NUMBER = "wrong_number"


@dataclass(frozen=True, slots=True)
class CallbackDraft(Noted):
    """The callback: its result, the answers asked for, the words in `note`. None: not asked or not answered.

    `dialled` is the number called when it is not the caller's; `answered_by` the relation of who spoke.
    `room_c` is what the user reads off, in hundredths of a degree: never a reading. `no_sheet`: 用户没有单子.
    """

    result: CallbackResult = field(kw_only=True)
    satisfaction: str = ""
    answered_by: str = ""
    no_sheet: bool = False
    on_time: bool | None = None
    polite: bool | None = None
    protected: bool | None = None
    overcharged: bool | None = None
    room_c: int | None = None
    dialled: CallerDraft | None = None


@dataclass(frozen=True, slots=True)
class UnreachedDraft(Noted):
    """One attempt that reached nobody, and the number called when it is not the caller's."""

    reason: Unreached = Unreached.NO_ANSWER
    dialled: CallerDraft | None = None


@dataclass(frozen=True, slots=True)
class CalledBack:
    """The callback is written down; an unsolved fault has become a new repair.

    `offer_complaint` is 1 when the user is not satisfied or was charged wrongly (转投诉).
    """

    matter_id: int
    number: str
    version: int
    follow_up_id: int | None
    follow_up_number: str
    offer_complaint: int = 0


@dataclass(frozen=True, slots=True)
class CodeTried:
    """Whether the digits read out are those of the user's copy; `left` tries remain."""

    matter_id: int
    matched: int
    left: int
