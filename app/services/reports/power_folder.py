"""断电夹: what the desk works from when the power is off, written to a file every evening and at each handover.

The file on the disk leaves the 回访码 of the blank slips open: whoever reads the file could else answer the callback in
the user's place. What goes to the printer carries them, and is journalled for every numbered paper in it.
"""

import errno
import logging
import os
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid5

from app.models.duty import FolderCopy
from app.services.duty.power_settings import power_settings
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import Full, Gone
from app.services.kernel.times import china
from app.services.kernel.unit import Unit, writing
from app.services.matters import sheets
from app.services.matters.printing import Made, Making, Printed, print_made
from app.services.paper.pdf import bound, page_count, render
from app.services.paper.profiles import A4_LANDSCAPE, A4_PORTRAIT
from app.services.reports.power_content import folder_content
from app.services.reports.power_copies import ASKED
from app.services.reports.power_forms import blanks_pdf
from app.services.reports.power_lists import TITLE, cover, valve_paper, work_papers
from app.services.reports.power_papers import fill_up, reserve

logger = logging.getLogger(__name__)

SERIES, FORM = "DD", "power_folder"
# A folder that was not finished for so long never will be: its program was killed.
_TORN_S = 3600
_NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


@dataclass(frozen=True, slots=True)
class FolderWritten:
    """The folder lies at `file_name` in the folder it was written to."""

    copy_id: int
    number: str
    file_name: str
    pages: int


@dataclass(frozen=True, slots=True)
class _Bytes:
    number: str
    pdf: bytes = field(repr=False)
    printed: tuple[tuple[sheets.SheetRow, str, int], ...]


def write_folder(desk: Desk, place: Path, reason: str, key: UUID) -> FolderWritten:
    """Fill the blanks up, write the folder as a PDF into `place`, journal it, and let the oldest files go.

    Full or Gone, with nothing journalled, when the disk does not take it; the numbers of the blanks stay.
    """
    desk.require(Role.CLERK)
    sheet = _number(desk, key)
    made = _make(desk, sheet, reason, with_codes=False)
    name = f"{TITLE}-{china(desk.now()):%Y%m%d-%H%M}-{sheet.number.rsplit('-', 1)[-1]}.pdf"
    _write(place, name, made.pdf)
    digest = sha256(made.pdf).hexdigest()
    with writing(desk, "folder.write", _further(key, "copy")) as unit:
        if first := unit.earlier(FolderWritten):
            return first
        sheets.journal_print(unit, sheet.id, _ordinal(unit, sheet.id), "1", name, digest)
        copy_id = unit.insert(
            FolderCopy,
            at=unit.at,
            reason=reason,
            file_name=name,
            pages=page_count(made.pdf),
            file_sha256=digest,
            by_id=desk.actor.staff_id,
        )
        unit.changed("folder", copy_id)
        written = unit.result(FolderWritten(copy_id, sheet.number, name, page_count(made.pdf)))
    _let_go(place)
    return written


def print_folder(desk: Desk, place: Path, target: str, key: UUID, approved_by: str = "") -> Printed:
    """Write the folder and give the same for the printer, with the 回访码 of its slips, journalled paper by paper.

    `approved_by` changes nothing: the lists print 〓 by themselves, the blanks carry nobody's name.
    """
    desk.require(Role.CLERK)
    sheet = _number(desk, key)
    try:
        write_folder(desk, place, ASKED, key)
    except (Full, Gone) as error:
        # Paper is what counts when the lights go out; the file stays due and whoever writes it by itself says why not.
        logger.warning("the folder for a power cut is printed only: %s", error.message)
    made = _make(desk, sheet, ASKED, with_codes=True)
    digest = sha256(made.pdf).hexdigest()
    with writing(desk, "folder.print", _further(key, "print")) as unit:
        ordinal = _ordinal(unit, sheet.id)
        if unit.earlier(sheets.Issued) is None:
            sheets.journal_print(unit, sheet.id, ordinal, "1", target, digest, approved_by)
            for paper, copies, print_no in made.printed:
                sheets.journal_print(unit, paper.id, print_no, copies, f"{sheet.number} {target}", digest)
            unit.result(sheets.Issued(sheet.id, sheet.number))
    return Printed(made.pdf, digest, ordinal, sheet.number)


def preview_folder(desk: Desk) -> bytes:
    """The folder as it would be written now, without a number; nothing is given out."""
    return _make(desk, None, ASKED, with_codes=False).pdf


def print_blank(desk: Desk, sheet_id: int, target: str, key: UUID, approved_by: str = "") -> Printed:
    """One blank of the folder by itself, the spoiled or forgotten one; promises as `print_made`."""

    def make(making: Making) -> Made:
        pdf, digits = blanks_pdf(desk, [making], with_codes=True)
        return Made(pdf, digits[0])

    return print_made(desk, sheet_id, make, target, key, approved_by)


def preview_blank(desk: Desk, sheet_id: int) -> bytes:
    """The same to look at, without the 回访码; nothing is journalled."""
    sheet = sheets.sheet_row(desk.store, sheet_id)
    print_no = len(sheets.prints_of(desk.store, sheet_id)) + 1
    return blanks_pdf(desk, [Making(sheet, print_no, desk.now(), desk.actor.name)], with_codes=False)[0]


def _number(desk: Desk, key: UUID) -> sheets.SheetRow:
    with writing(desk, "folder.number", _further(key, "number")) as unit:
        issued = unit.earlier(sheets.Issued)
        if issued is None:
            fill_up(unit)
            issued = unit.result(sheets.issue_sheet(unit, None, None, None, series=SERIES, form=FORM))
    return sheets.sheet_row(desk.store, issued.sheet_id)


def _make(desk: Desk, sheet: sheets.SheetRow | None, reason: str, *, with_codes: bool) -> _Bytes:
    content, by = folder_content(desk), desk.actor.name
    number = sheet.number if sheet is not None else ""
    blanks = reserve(desk.store)
    counts: dict[str, int] = {}
    for blank in blanks:
        word = power_settings().word_of(blank.form)
        counts[word] = counts.get(word, 0) + 1
    papers = "空白 " + "、".join(f"{word} {count} 张" for word, count in counts.items()) if counts else "没有空白单"
    front = [cover(desk, content, number, reason, papers, by)]
    parts = [
        render(front, A4_PORTRAIT),
        render(work_papers(desk, content, number, by), A4_LANDSCAPE),
        render([valve_paper(desk, content, number, by)], A4_PORTRAIT),
    ]
    printed = []
    for _, same in groupby(blanks, key=attrgetter("form")):
        makings = [Making(blank, len(sheets.prints_of(desk.store, blank.id)) + 1, content.at, by) for blank in same]
        pdf, digits = blanks_pdf(desk, makings, with_codes=with_codes)
        parts.append(pdf)
        printed += [(making.sheet, copies, making.print_no) for making, copies in zip(makings, digits, strict=True)]
    return _Bytes(number, bound(parts, f"{TITLE} {number}".strip(), content.at), tuple(printed))


def _write(place: Path, name: str, content: bytes) -> None:
    target = place / name
    temporary = place / f"{name}.{secrets.token_hex(4)}.part"
    try:
        place.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if error.errno in _NO_ROOM:
            raise Full("磁盘已满，断电夹没有写成。请清理磁盘后再试。") from error
        raise Gone(f"断电夹没有写成（{error.strerror}）。请检查文件夹 {place}。") from error


def _let_go(place: Path) -> None:
    """Old folders hold telephones of people long served; the newest few stay, and nothing half-written.

    One that somebody has open goes the next time.
    """
    files = sorted(place.glob(f"{TITLE}-*.pdf"), key=lambda path: path.name)
    for old in (*files[: -power_settings().files_kept], *place.glob(f"{TITLE}-*.part")):
        try:
            if old.suffix == ".pdf" or old.stat().st_mtime < time.time() - _TORN_S:
                old.unlink(missing_ok=True)
        except OSError as error:
            logger.warning("an old folder for a power cut stays: %s", error.strerror)


def _ordinal(unit: Unit, sheet_id: int) -> int:
    return len(sheets.prints_of(unit.store, sheet_id)) + 1


def _further(key: UUID, what: str) -> UUID:
    return uuid5(NAMESPACE_OID, f"{key}/{what}")
