"""What is typed in about the work at the door, and about what the station answers for."""

from dataclasses import dataclass
from datetime import datetime

from app.services.matters.values import Noted
from app.services.staff.approvals import ApprovalDraft


@dataclass(frozen=True, slots=True)
class Temperatures:
    """Room, supply and return before and after the work, in hundredths of °C; None was not measured."""

    room_before_c: int | None = None
    supply_before_c: int | None = None
    return_before_c: int | None = None
    room_after_c: int | None = None
    supply_after_c: int | None = None
    return_after_c: int | None = None


@dataclass(frozen=True, slots=True)
class MaterialDraft:
    """One line of material used; the quantity in hundredths of the unit."""

    name: str
    quantity_c: int = 100
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PhoneAdviceDraft(Noted):
    """电话指导办结: the advice stands in `note`; `agrees`: the user agrees that no visit is needed."""

    agrees: bool = False


@dataclass(frozen=True, slots=True)
class PriceRefusedDraft(Noted):
    """用户不同意收费: his words in `note`; `risk_told`: what happens when it is not repaired was said; who signed."""

    risk_told: bool = False
    signed_by: str = ""


AGREES, DISPUTES = "agrees", "disputes"
DAMAGE_ANSWERS = (AGREES, DISPUTES)


@dataclass(frozen=True, slots=True)
class DamageDraft(Noted):
    """用户责任损坏: which facility, whose it is, whether the user agrees (9.6)."""

    facility: str = ""
    owner: str = ""
    agrees: bool = False
    visit_no: int | None = None


@dataclass(frozen=True, slots=True)
class UserCloseDraft(Noted):
    """因用户原因无法处理: why, and what proves it. `approval` is the 电话请示 of whoever is not the head."""

    reason: str = ""
    evidence: str = ""
    approval: ApprovalDraft | None = None


@dataclass(frozen=True, slots=True)
class ManyDraft:
    """批量说明: the same words for many users; whom it was told to, and who was not reached."""

    words: str
    until: datetime | None = None
    told: tuple[int, ...] = ()
    unreached: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedMany:
    """How many were told and how many not reached; `left_out` names repairs that need no explanation any more."""

    told: int
    unreached: int
    left_out: str


@dataclass(frozen=True, slots=True)
class SupportDraft:
    """请求支援: whom, in which words, what he answered. `at` None means now."""

    asked_of: str
    words: str = ""
    answer: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SupportAsked:
    """The request with the number of open and of late repairs at that moment."""

    request_id: int
    open_count: int
    late_count: int


@dataclass(frozen=True, slots=True)
class Undone:
    """The act that was taken back; `word` is what it was."""

    matter_id: int
    number: str
    word: str


@dataclass(frozen=True, slots=True)
class Undoable:
    """The actor's newest act on a repair, which may be taken back until `until`."""

    matter_id: int
    number: str
    word: str
    until: datetime
