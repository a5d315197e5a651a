"""证件: who holds which certificate, until when, with its scan."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.models.qualifications import Certificate
from app.models.station import Staff
from app.services.kernel import blobs
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound
from app.services.kernel.pictures import Fitted
from app.services.kernel.unit import writing
from app.services.people.demands import demands


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One certificate; days None when they are not known or do not end."""

    id: int
    staff_id: int
    kind: str
    number: str
    issuer: str
    issued_on: date | None
    valid_until: date | None
    has_scan: bool
    version: int


@dataclass(frozen=True, slots=True)
class CertificateDraft:
    """What is typed in; a `scan` of None keeps the one there is."""

    staff_id: int
    kind: str
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    scan: Fitted | None = None


@dataclass(frozen=True, slots=True)
class CertificateKept:
    certificate_id: int
    version: int


def certificates(desk: Desk, staff_id: int) -> list[CertificateRow]:
    """Certificates of one person that are not voided, by kind, the newest first."""
    query = Certificate.select().where(Certificate.staff == staff_id, Certificate.voided_at.is_null())
    return desk.store.rows(query.order_by(Certificate.kind, Certificate.id.desc()), _row)


def add_certificate(desk: Desk, draft: CertificateDraft, key: UUID) -> CertificateKept:
    """Enter a certificate; a renewed one is a new certificate of the same kind. Only the manager may."""
    scan = _ready(desk, draft)
    with writing(desk, "certificate.add", key) as unit:
        if first := unit.earlier(CertificateKept):
            return first
        if unit.store.scalar(Staff.select(Staff.id).where(Staff.id == draft.staff_id)) is None:
            raise NotFound("没有这名工作人员。请刷新后再试。")
        row_id = unit.insert(Certificate, staff_id=draft.staff_id, scan=scan or "", **_columns(draft))
        unit.changed("staff", draft.staff_id)
        return unit.result(CertificateKept(row_id, 1))


def change_certificate(
    desk: Desk, certificate_id: int, version: int, draft: CertificateDraft, key: UUID
) -> CertificateKept:
    """Put right what was typed wrong, or add the scan. Only the manager may; Stale when somebody was faster."""
    scan = _ready(desk, draft)
    with writing(desk, "certificate.change", key) as unit:
        if first := unit.earlier(CertificateKept):
            return first
        values = _columns(draft) | ({} if scan is None else {"scan": scan})
        unit.update(Certificate, certificate_id, version, **values)
        unit.changed("staff", draft.staff_id)
        return unit.result(CertificateKept(certificate_id, version + 1))


def void_certificate(desk: Desk, certificate_id: int, version: int, key: UUID) -> CertificateKept:
    """作废: entered by mistake or taken away; it warns no more. Only the manager may."""
    desk.require(Role.MANAGER)
    with writing(desk, "certificate.void", key) as unit:
        if first := unit.earlier(CertificateKept):
            return first
        staff_id = unit.store.scalar(Certificate.select(Certificate.staff).where(Certificate.id == certificate_id))
        unit.update(Certificate, certificate_id, version, voided_at=unit.at)
        unit.changed("staff", staff_id)
        return unit.result(CertificateKept(certificate_id, version + 1))


def certificate_scan(desk: Desk, certificate_id: int) -> bytes | None:
    """The scan, a JPEG or a PDF; None when there is none. Damaged or NotFound when its file is not what was kept."""
    name = desk.store.scalar(Certificate.select(Certificate.scan).where(Certificate.id == certificate_id))
    return blobs.get(desk.store, name) if name else None


def _ready(desk: Desk, draft: CertificateDraft) -> str | None:
    """Check the draft and keep its scan; the name of the scan, None when the draft brings none."""
    desk.require(Role.MANAGER)
    problems: dict[str, str] = {}
    if not draft.kind.strip():
        problems["kind"] = "请填写证件名称。"
    if draft.issued_on is not None and draft.issued_on > desk.today():
        problems["issued_on"] = "发证日期还没有到，请核对。"
    if draft.issued_on is not None and draft.valid_until is not None and draft.valid_until < draft.issued_on:
        problems["valid_until"] = "有效期早于发证日期，请核对两个日期。"
    earliest = demands().earliest_end
    if draft.valid_until is not None and draft.valid_until < earliest:
        problems["valid_until"] = f"有效期早于 {earliest.year} 年，请核对年份；长期有效的可以不填。"
    if problems:
        raise InvalidInput(problems)
    return None if draft.scan is None else blobs.put(desk.store, draft.scan.body)


def _columns(draft: CertificateDraft) -> dict[str, str | None]:
    return {
        "kind": draft.kind.strip(),
        "number": draft.number.strip(),
        "issuer": draft.issuer.strip(),
        "issued_on": _text(draft.issued_on),
        "valid_until": _text(draft.valid_until),
    }


def _row(**columns: Any) -> CertificateRow:
    return CertificateRow(
        id=columns["id"],
        staff_id=columns["staff"],
        kind=columns["kind"],
        number=columns["number"],
        issuer=columns["issuer"],
        issued_on=_day(columns["issued_on"]),
        valid_until=_day(columns["valid_until"]),
        has_scan=bool(columns["scan"]),
        version=columns["version"],
    )


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
