"""A case file from draft to bytes: looked at first, then numbered, kept and recorded before it leaves."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from peewee import JOIN

from app.models.disclosure import CaseFile
from app.models.matters import Matter
from app.models.premises import Premises
from app.models.station import Staff
from app.services.case_files.content import FORM, SERIES, case_of, checked
from app.services.case_files.values import Case, CaseFileDraft
from app.services.kernel import blobs
from app.services.kernel.desk import Desk, Role
from app.services.kernel.unit import writing
from app.services.matters.printing import Made, Making, Printed, issue_paper, print_made, sheet_qr
from app.services.paper.pdf import page_count


@dataclass(frozen=True, slots=True)
class Kept:
    """The row that says who got what, and why."""

    case_file_id: int


@dataclass(frozen=True, slots=True)
class CaseFileRow:
    """One case file that left the station."""

    number: str
    matter_number: str
    place: str
    receiver: str
    receiver_kind: str
    purpose: str
    pages: int
    made_at: datetime
    by: str
    sha256: str


def preview_case_file(desk: Desk, draft: CaseFileDraft) -> bytes:
    """The file as it would be made now, without a number; nothing is kept. Refused and InvalidInput as `case_of`."""
    desk.require(Role.CLERK)
    return _bytes(desk, case_of(desk, draft), draft, "", desk.now(), f"制卷 {desk.actor.name}")


def make_case_file(desk: Desk, draft: CaseFileDraft, target: str, key: UUID, approved_by: str = "") -> Printed:
    """Number the file, make its bytes, keep them with receiver and purpose, commit, and only then give them back.

    `target` names the printer or file; `approved_by` as in `print_sheet`. The same key makes the file once.
    """
    desk.require(Role.CLERK)
    checked(draft)
    case = case_of(desk, draft)
    issued = issue_paper(desk, draft.matter_id, key, series=SERIES, form=FORM, act="case_file.issue")

    def make(making: Making) -> Made:
        return Made(_bytes(desk, case, draft, making.sheet.number, making.at, making.foot, approved_by), "1")

    printed = print_made(desk, issued.sheet_id, make, target, _next(key, "print"), approved_by)
    digest = blobs.put(desk.store, printed.pdf)
    with writing(desk, "case_file.keep", _next(key, "keep")) as unit:
        if unit.earlier(Kept) is None:
            case_file_id = unit.insert(
                CaseFile,
                number=printed.number,
                matter_id=draft.matter_id,
                premises_id=draft.premises_id,
                receiver=draft.receiver.strip(),
                receiver_kind=draft.receiver_kind,
                purpose=draft.purpose.strip(),
                pages=page_count(printed.pdf),
                sha256=digest,
                made_at=unit.at,
                by_id=unit.desk.actor.staff_id,
            )
            unit.changed("case_file", case_file_id)
            unit.result(Kept(case_file_id))
    return printed


def case_files(desk: Desk, limit: int = 200) -> list[CaseFileRow]:
    """What left the station, the newest first."""
    query = (
        CaseFile.select(
            CaseFile.number,
            Matter.number,
            Matter.place_text,
            Premises.address,
            CaseFile.receiver,
            CaseFile.receiver_kind,
            CaseFile.purpose,
            CaseFile.pages,
            CaseFile.made_at,
            Staff.name,
            CaseFile.sha256,
        )
        .join(Matter, JOIN.LEFT_OUTER, on=(Matter.id == CaseFile.matter))
        .join_from(CaseFile, Premises, JOIN.LEFT_OUTER, on=(Premises.id == CaseFile.premises))
        .join_from(CaseFile, Staff, JOIN.LEFT_OUTER, on=(Staff.id == CaseFile.by))
        .order_by(CaseFile.id.desc())
        .limit(limit)
    )
    return [
        CaseFileRow(
            number, matter or "", place or address or "", receiver, kind, purpose, pages, made, by or "", digest
        )
        for number, matter, place, address, receiver, kind, purpose, pages, made, by, digest in desk.store.tuples(query)
    ]


def kept_case_file(desk: Desk, row: CaseFileRow) -> bytes:
    """The very bytes that left, for whoever may make such a file; NotFound or Damaged with a sentence when gone."""
    desk.require(Role.CLERK)
    return blobs.get(desk.store, row.sha256)


def _bytes(
    desk: Desk, case: Case, draft: CaseFileDraft, number: str, at: datetime, foot: str, approved_by: str = ""
) -> bytes:
    from app.services.case_files.binding import bind
    from app.services.case_files.form import TITLE, case_paper
    from app.services.paper.pdf import render
    from app.services.paper.profiles import A4_PORTRAIT

    qr = sheet_qr(desk, number) if number else ""
    paper = case_paper(desk.station, case, draft, checked(draft), number=number, qr=qr, at=at, foot=foot)
    declared = render([paper], A4_PORTRAIT, approved_by=approved_by)
    return bind(declared, case.attachments, number, f"{TITLE} {number}", at)


def _next(key: UUID, step: str) -> UUID:
    return uuid5(NAMESPACE_OID, f"{key}/{step}")
