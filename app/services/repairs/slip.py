"""用户报修处理意见回执单: the paper that leaves with the repairer at dispatch.

What is known is printed, the rest is for the pen. Importing this module loads none of the PDF libraries.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from app.services.paper.kit import Paper
from app.services.paper.payload import CheckKey
from app.services.paper.profiles import Profile

TITLE = "用户报修处理意见回执单"


class SlipCopy(IntEnum):
    """Who keeps a copy; the value is the copy digit in the QR."""

    STATION = 1
    USER = 2
    FINANCE = 3
    COMPANY = 4


@dataclass(frozen=True, slots=True)
class Worker:
    name: str
    badge: str


@dataclass(frozen=True, slots=True)
class Charge:
    """What is known of the money when the slip is printed; `amount_fen` None leaves figures and capitals open."""

    kind: str = ""
    items: str = ""
    amount_fen: int | None = None
    receipt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Everything the slip may carry; what is empty is left open for the pen, so a numbered blank is a Slip too.

    Times are aware; areas are hundredths of m². The phone stands in full on the station's and company's copies only,
    the 回访码 on the user's copy only; `earlier_notes`, the station's own words about earlier visits, on the
    station's and company's copies only. `callback_hours` is what the policy in force says. `visit` 0 leaves the ordinal
    open. `print_no` 1 is the dispatch print, 2 the first 补打.
    """

    company: str
    station: str
    number: str
    check: CheckKey
    repair_phone: str
    complaint_phone: str
    printed_by: str
    printed_at: datetime
    print_no: int = 1
    qr_prefix: str = ""
    matter_number: str = ""
    visit: int = 1
    told_at: datetime | None = None
    channel: str = ""
    caller: str = ""
    relation: str = ""
    taken_by: str = ""
    dispatched_by: str = ""
    user_number: str = ""
    customer: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    area_c: int | None = None
    season: str = ""
    fault: str = ""
    words: str = field(default="", repr=False)
    earlier_findings: str = ""
    earlier_notes: str = field(default="", repr=False)
    contacted_at: datetime | None = None
    appointment_from: datetime | None = None
    appointment_to: datetime | None = None
    dispatched_at: datetime | None = None
    arrived_at: datetime | None = None
    finished_at: datetime | None = None
    workers: tuple[Worker, ...] = ()
    callback_hours: int | None = None
    callback_code: str = field(default="", repr=False)
    paid: bool = False
    charge: Charge = field(default_factory=Charge)
    company_copy: bool = False
    call_first: bool = False
    corrected: bool = False

    @property
    def is_blank(self) -> bool:
        """A numbered blank from the repairer's pad, not yet tied to a matter."""
        return not self.matter_number

    @property
    def copies(self) -> tuple[SlipCopy, ...]:
        """Unpaid two, paid a third for finance; the company's only where the station is set so."""
        finance = (SlipCopy.FINANCE,) if self.paid else ()
        company = (SlipCopy.COMPANY,) if self.company_copy else ()
        return (SlipCopy.STATION, SlipCopy.USER, *finance, *company)


def slip_paper(slip: Slip) -> Paper:
    """The declared paper: one page a copy."""
    from app.services.repairs.slip_form import copy_of

    subject = " ".join(filter(None, (slip.user_number, slip.customer))) or slip.number
    copies = tuple(copy_of(slip, kind, place) for place, kind in enumerate(slip.copies))
    return Paper(TITLE, slip.number, subject, slip.printed_at, copies)


def slip_pdf(slip: Slip, profile: Profile, *, approved_by: str = "") -> bytes:
    """PDF/A of all copies; the same slip gives the same bytes.

    Raises MissingGlyph when no face has a character, unless a manager, `approved_by`, lets it print as 〓.
    """
    return slips_pdf((slip,), profile, approved_by=approved_by)


def slips_pdf(slips: Sequence[Slip], profile: Profile, *, approved_by: str = "") -> bytes:
    """Many slips in one document, each beginning on a new page; promises as `slip_pdf`."""
    from app.services.paper.pdf import render

    return render([slip_paper(slip) for slip in slips], profile, approved_by=approved_by)
