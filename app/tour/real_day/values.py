"""What a file of a real day says: calls, what then happened to each, and how its clocks must come out."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.services.clocks.engine import Classification
from app.services.repairs.values import FaultGroup


class Kind(StrEnum):
    """What a call is, as the desk takes it."""

    REPAIR = "repair"
    ENQUIRY = "enquiry"
    FORWARDED = "forwarded"
    COMPLAINT = "complaint"
    TIP_OFF = "tip_off"


class What(StrEnum):
    """What can happen to a call; the strings stand in the file."""

    CONTACTED = "contacted"
    DISPATCHED = "dispatched"
    ARRIVED = "arrived"
    FINISHED = "finished"
    PHONE_SOLVED = "phone_solved"
    NOBODY_HOME = "nobody_home"
    REFUSED_ENTRY = "refused_entry"
    NO_ADULT = "no_adult"
    WRONG_ADDRESS = "wrong_address"
    TEMPORARY_FIX = "temporary_fix"
    WAITING_PARTS = "waiting_parts"
    WAITING_SHUTDOWN = "waiting_shutdown"
    EMERGENCY_TEAM = "emergency_team"
    NOT_OURS = "not_ours"
    PRICE_REFUSED = "price_refused"
    DAMAGE_FOUND = "damage_found"
    RESCHEDULED = "rescheduled_by_user"
    EXPLAINED = "explained"
    URGED = "urged"
    JOINED_OUTAGE = "joined_outage"
    MERGED = "merged"
    SIGNED_ON_PAPER = "signed_on_paper"
    SHEET_RETURNED = "sheet_returned"
    SHEET_RETURNED_LATE = "sheet_returned_late"
    SHEET_LOST = "sheet_lost"
    REFUSED_TO_SIGN = "refused_to_sign"
    COMPLAINT_ON_SLIP = "complaint_on_slip"
    CALLBACK_UNREACHED = "callback_unreached"
    PASSED_ON = "passed_on"
    ANSWERED = "answered"
    REPLIED_PROGRESS = "replied_progress"
    REPLIED_RESULT = "replied_result"


# An expectation that there is no such clock: it does not apply, or was let go before it was late.
NO_CLOCK = "none"
VERDICTS = (NO_CLOCK, *Classification)
# Each expectation of the file names a clock; a leak has a policy of its own for arriving.
CLOCKS = {
    "contact": ("repair.contact",),
    "arrive": ("repair.leak.arrive", "repair.arrive"),
    "finish": ("repair.finish",),
    "callback": ("repair.callback",),
    "answer": ("opinion.dispatch",),
    "superior_reply": ("forwarded.reply",),
    "complaint": ("complaint.answer",),
    "tip_off": ("tipoff.pass_on",),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One event of a call; `at` is when it happened, fields the file leaves out are empty."""

    what: What
    at: datetime
    repairer: str = ""
    visit: int | None = None
    words: str = ""
    by: str = ""
    to: str = ""
    until: datetime | None = None
    part: str = ""
    cause: str = ""
    done: str = ""
    responsibility: str = ""
    view: str = ""
    witness: str = ""
    facility: str = ""
    owner: str = ""
    agrees: bool | None = None
    satisfied: bool | None = None
    risk_told: bool = False
    incident: str = ""
    with_scene: str = ""
    received_by: str = ""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who spoke; all empty for somebody who left no name."""

    name: str = ""
    relation: str = "本人"
    phone: str = ""

    @property
    def is_nobody(self) -> bool:
        return not self.name and not self.phone


@dataclass(frozen=True, slots=True)
class Story:
    """One call and all that became of it, its facts in the order of their times.

    `line` is where it stands in the file; `entered_at` when it was typed in from paper, None when it was typed
    while it was told. `building` is community and building as one text. `doubled` counts facts the file has twice.
    `unknown` are the words and times of events nobody here knows.
    `expect` maps the file's words (contact, arrive, …) or ids of policies to verdicts.
    """

    line: int
    call: str
    scene: str
    told_at: datetime
    entered_at: datetime | None
    channel: str
    caller: Caller
    address: str
    building: str
    unit: str
    free_place: bool
    ledger_name: str
    kind: Kind
    group: FaultGroup
    words: str
    facts: tuple[Fact, ...] = ()
    expect: dict[str, str] = field(default_factory=dict)
    doubled: int = 0
    unknown: tuple[tuple[str, datetime], ...] = ()

    @property
    def learned_at(self) -> datetime:
        """When the desk came to know of the call."""
        return self.told_at if self.entered_at is None else max(self.told_at, self.entered_at)

    def learned(self, fact: Fact) -> datetime:
        """When the desk came to know of the fact: on paper it waits until it is typed in."""
        return max(fact.at, self.learned_at)

    def first(self, *kinds: What) -> Fact | None:
        """The first fact of these kinds."""
        return next((fact for fact in self.facts if fact.what in kinds), None)

    def over_at(self, moment: datetime) -> bool:
        """Whether the work was done by then, as far as the file tells."""
        done = self.first(What.FINISHED, What.PHONE_SOLVED, What.ANSWERED, What.REPLIED_RESULT)
        return done is not None and done.at <= moment

    @property
    def is_enquiry(self) -> bool:
        """Whether nobody is sent for this call."""
        return self.kind is not Kind.REPAIR or self.only_urges or self.first(What.JOINED_OUTAGE) is not None

    @property
    def dispatched_at(self) -> datetime:
        """When somebody was sent, at the latest when he was there."""
        sent = self.first(What.DISPATCHED, What.ARRIVED)
        return sent.at if sent else self.told_at

    @property
    def finished_at(self) -> datetime | None:
        done = self.first(What.FINISHED, What.PHONE_SOLVED)
        return done.at if done else None

    @property
    def only_urges(self) -> bool:
        """The call is a caller who asks again, and nothing but."""
        return bool(self.facts) and all(fact.what is What.URGED for fact in self.facts)
