"""One way from a numbered paper to bytes that may leave the station.

A chapter gives its paper a number inside its own act (`sheets.issue_sheet(unit, …, series="GG", form="notice")`, or
`issue_paper` when nothing else is written), and after the commit calls `print_sheet` with a function that declares
the paper from committed records. The declared paper gets its QR from `sheet_qr`. Nothing is handed to a printer
that is not journalled, and nothing is journalled that is not committed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import NAMESPACE_OID, UUID, uuid5

from app.models.station import Staff
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import Refused
from app.services.kernel.operators import actor_named
from app.services.kernel.times import china
from app.services.kernel.unit import writing
from app.services.matters import sheets
from app.services.paper.kit import Paper
from app.services.paper.payload import make_payload
from app.services.paper.profiles import Profile


@dataclass(frozen=True, slots=True)
class Making:
    """One making of a sheet's bytes: `print_no` 1 is the first print, 2 the first 补打; `by` is who prints."""

    sheet: sheets.SheetRow
    print_no: int
    at: datetime
    by: str

    @property
    def foot(self) -> str:
        """The line at the paper's foot: who made it, when, and which 补打 it is."""
        made = f"制单 {self.by} {china(self.at):%Y-%m-%d %H:%M}"
        return made if self.print_no == 1 else f"{made} · 补打第 {self.print_no - 1} 次"


@dataclass(frozen=True, slots=True)
class Made:
    """Bytes of a making, and the digits of the copies in them."""

    pdf: bytes = field(repr=False)
    copies: str


Declare = Callable[[Making], Paper]
Make = Callable[[Making], Made]


@dataclass(frozen=True, slots=True)
class Printed:
    """Bytes that are journalled and may now be handed to a printer or a file."""

    pdf: bytes = field(repr=False)
    sha256: str
    ordinal: int
    number: str


@dataclass(frozen=True, slots=True)
class _Journalled:
    ordinal: int
    sha256: str


def issue_paper(
    desk: Desk, matter_id: int | None, key: UUID, *, series: str, form: str, act: str = "sheet.issue"
) -> sheets.Issued:
    """A number for a paper whose issue is an act of its own; the same key gives the same number."""
    desk.require(Role.CLERK)
    with writing(desk, act, key) as unit:
        if first := unit.earlier(sheets.Issued):
            return first
        return unit.result(sheets.issue_sheet(unit, matter_id, None, None, series=series, form=form))


def print_sheet(
    desk: Desk, sheet_id: int, declare: Declare, profile: Profile, target: str, key: UUID, approved_by: str = ""
) -> Printed:
    """Make a declared paper's bytes, journal them with their SHA-256, commit, and only then give them back.

    `declare(making)` gives the paper from committed records, the same for the same making. `target` names the printer
    or file. `approved_by`: the manager who lets characters without a glyph print as 〓, kept with the print; else
    MissingGlyph names them. Refused for a voided sheet, when somebody printed it meanwhile, and when `approved_by`
    is no manager of this station.
    """

    def make(making: Making) -> Made:
        paper = declare(making)
        return Made(_render(paper, profile, approved_by), "".join(str(copy.digit) for copy in paper.copies))

    return print_made(desk, sheet_id, make, target, key, approved_by)


def print_new(
    desk: Desk,
    declare: Declare,
    profile: Profile,
    target: str,
    key: UUID,
    approved_by: str = "",
    *,
    series: str,
    form: str,
    act: str,
) -> Printed:
    """A paper that gets its number when it is printed, and not when it is looked at; promises as `print_sheet`."""
    issued = issue_paper(desk, None, key, series=series, form=form, act=act)
    # The number is one act, the print another: the same key gives both again.
    return print_sheet(desk, issued.sheet_id, declare, profile, target, uuid5(NAMESPACE_OID, str(key)), approved_by)


def print_made(desk: Desk, sheet_id: int, make: Make, target: str, key: UUID, approved_by: str = "") -> Printed:
    """The same for a paper whose bytes are made otherwise than from a declared one; promises as `print_sheet`."""
    desk.require(Role.CLERK)
    if approved_by:
        _require_manager(desk, approved_by)
    sheet = sheets.sheet_row(desk.store, sheet_id)
    if sheet.state == sheets.VOID:
        raise Refused(f"{sheet.number} 已作废（{sheet.void_reason}），不能再打印。")
    earlier = len(sheets.prints_of(desk.store, sheet_id))
    # Rendering takes longer than a transaction should; the unit checks that nobody printed meanwhile.
    made = make(Making(sheet, earlier + 1, desk.now(), desk.actor.name))
    digest = sha256(made.pdf).hexdigest()
    with writing(desk, "sheet.print", key) as unit:
        first = unit.earlier(_Journalled)
        if first is None:
            if len(sheets.prints_of(unit.store, sheet_id)) != earlier:
                raise Refused("这张单刚在别处打印过。请看过打印记录后再补打。")
            sheets.journal_print(unit, sheet_id, earlier + 1, made.copies, target, digest, approved_by)
            unit.result(_Journalled(earlier + 1, digest))
    if first is None:
        return Printed(made.pdf, digest, earlier + 1, sheet.number)
    return _again(desk, sheet, first, make)


def preview_sheet(desk: Desk, sheet_id: int, declare: Declare, profile: Profile) -> bytes:
    """The paper as it would be printed now; nothing is journalled."""
    sheet = sheets.sheet_row(desk.store, sheet_id)
    ordinal = len(sheets.prints_of(desk.store, sheet_id)) + 1
    return _render(declare(Making(sheet, ordinal, desk.now(), desk.actor.name)), profile, "")


def sheet_qr(desk: Desk, number: str, copy: int = 1) -> str:
    """What the QR of a numbered paper says: number, copy, check code and the station's repair phone."""
    station = desk.station
    return make_payload(number, copy, sheets.check_keys(desk.store)[-1], station.repair_phone, station.qr_prefix)


def _render(paper: Paper, profile: Profile, approved_by: str) -> bytes:
    from app.services.paper.pdf import render

    return render([paper], profile, approved_by=approved_by)


def _require_manager(desk: Desk, name: str) -> None:
    if Role.MANAGER not in actor_named(desk.store, name).roles:
        raise Refused(f"{name} 不是站长，不能同意以“〓”代印。请填写站长的姓名。")


def _again(desk: Desk, sheet: sheets.SheetRow, first: _Journalled, make: Make) -> Printed:
    record = next(row for row in sheets.prints_of(desk.store, sheet.id) if row.ordinal == first.ordinal)
    name = desk.store.scalar(Staff.select(Staff.name).where(Staff.id == record.by_id)) if record.by_id else ""
    made = make(Making(sheet, first.ordinal, record.at, name or ""))
    if sha256(made.pdf).hexdigest() != first.sha256:
        raise Refused("这张单已打印，之后内容有变化。需要新的一份请补打。")
    return Printed(made.pdf, first.sha256, first.ordinal, sheet.number)
