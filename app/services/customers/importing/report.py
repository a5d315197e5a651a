"""What an import says about itself: counts, what differs from the files we have, and what a person should look at."""

from dataclasses import dataclass
from enum import StrEnum

EXAMPLES = 5


class ChangeKind(StrEnum):
    """What a clerk accepts or leaves when a later ledger says otherwise; the text is the trade's word."""

    HOLDER = "户名"
    PHONE = "电话"
    AREA = "面积"
    STATE = "供热状态"
    PAID = "缴费"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class ChangeExample:
    """One household whose value differs; telephones are masked."""

    address: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """How many households differ in one kind; `accepted` tells whether the ledger's values are taken."""

    kind: ChangeKind
    count: int
    accepted: bool
    examples: tuple[ChangeExample, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one source line that a person should look at. Holds no personal value."""

    sheet: str
    line_no: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a ledger: `rows` = created + updated + unchanged + duplicate + rejected + skipped + left.

    `left` is 0 unless the import was cancelled. Rows count every source line, titles and sub-totals too.
    `changes` counts households by kind, kinds that do not occur are left out; `declined` adds up the kinds not
    accepted. `accounts` are accounts of a new season for premises known before. `missing` are premises of the
    ledger's communities that the ledger does not name; they stay as they are. `unread` says in sentences which sheets
    and columns hold something that was not taken for anything. `batch_id` is None for a dry run.
    """

    rows: int
    created: int
    updated: int
    unchanged: int
    duplicate: int
    rejected: int
    skipped: int
    left: int = 0
    cancelled: bool = False
    problems: tuple[Problem, ...] = ()
    changes: tuple[ChangeCount, ...] = ()
    declined: int = 0
    accounts: int = 0
    missing: int = 0
    missing_addresses: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    batch_id: int | None = None
