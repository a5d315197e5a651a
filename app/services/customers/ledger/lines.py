"""What one source line of a ledger turns out to be."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class LineKind(StrEnum):
    """Every source line is exactly one of these; only data lines can become premises."""

    DATA = "data"
    HEADING = "heading"
    TITLE = "title"
    SUBTOTAL = "subtotal"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value taken in although it looks wrong (待核). `reason` never repeats a personal value."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """Which premises; parts without their words (号楼, 单元, 室), '' where a place has no such part."""

    community: str
    building: str
    unit: str
    room: str


@dataclass(frozen=True, slots=True)
class Household:
    """The values of one data line. None: the ledger has no such column; '' or (): the cell is empty.

    Areas are hundredths of a square metre. An ID number is checked and then dropped.
    """

    holder: str | None = None
    phones: tuple[str, ...] | None = None
    number: str | None = None
    use: str | None = None
    low_income: bool | None = None
    area_c: int | None = None
    charged_area_c: int | None = None
    heating: str | None = None
    position: str | None = None
    state: str | None = None
    paid: str | None = None
    connected_on: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One source line: where it stood, what it is, and what it says.

    `line_no` counts from 1 within the sheet, as the clerk's own program numbers it. `hash` covers the sheet,
    the number and the cells that are not personal, so that nothing about a person can be guessed from it.
    `problem` is the sentence why the line is rejected; only then `raw` holds its cells, so that they can be given
    back, and `around` what titles, section lines and the sheet's name say for it where it has no column of its own;
    the room of it is ''. `duplicate_of` is the line that already gave these premises.
    """

    line_no: int
    sheet: str
    kind: LineKind
    raw: tuple[Any, ...]
    hash: str
    place: Place | None = None
    household: Household | None = None
    doubts: tuple[Doubt, ...] = ()
    problem: str | None = None
    duplicate_of: int | None = None
    note: str = ""
    around: Place | None = None
