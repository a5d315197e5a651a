"""What crosses the border of `matters`: drafts and results."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class PlaceKind(StrEnum):
    """Where the fault is; the caller's home is only the caller's."""

    HOME = "home"
    BUILDING = "building"
    RISER = "riser"
    OUTSIDE = "outside"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class CallerDraft:
    """Who speaks, as said; empty fields are gaps to fill later, never a reason to refuse."""

    name: str = ""
    phone: str = ""
    relation: str = "本人"


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """Where, when it is not a premises of the ledger. `text` is kept as said."""

    text: str
    kind: PlaceKind = PlaceKind.HOME
    building_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewMatter:
    """What every kind knows when a matter is opened; `told_at` None means now."""

    kind: str
    prefix: str
    words: str
    phase: str
    told_at: datetime | None = None
    channel: str = "电话"
    premises_id: int | None = None
    place: PlaceDraft | None = None
    caller: CallerDraft | None = None
    caller_id: int | None = None
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """When a fact happened and when the station was told; None means now. `note` is kept verbatim."""

    at: datetime | None = None
    told_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One fact about to be recorded, in the typed columns that facts are folded from."""

    kind: str
    at: datetime
    told_at: datetime
    staff_id: int | None = None
    visit_no: int | None = None
    code: str = ""
    until: datetime | None = None
    note: str = ""
    shown: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A matter that grows out of another one: same place, same caller, linked by `parent_id`."""

    parent_id: int
    words: str
    told_at: datetime
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """A matter was opened; its number is official."""

    matter_id: int
    number: str


@dataclass(frozen=True, slots=True)
class Done:
    """A fact was recorded; `version` is the matter's new version."""

    matter_id: int
    number: str
    version: int


@dataclass(frozen=True, slots=True)
class FoldProblem:
    """A stored fact that the events do not lead to."""

    table: str
    row: int
    column: str
    expected: str
    found: str

    @property
    def sentence(self) -> str:
        """For the person who checks the books."""
        return f"{self.table} 第 {self.row} 行 {self.column}：按经过应为“{self.expected}”，现为“{self.found}”。"
