"""What becomes of a numbered slip that does not go the usual way: voided, lost and issued anew, signed later."""

from uuid import UUID

from app.models.papers import SheetReturn, SheetSignature
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.store import Store
from app.services.kernel.unit import Unit, writing
from app.services.matters import sheets
from app.services.matters.moments import refuse_future, spoken
from app.services.matters.values import Done, Happening
from app.services.repairs.facts import Event
from app.services.repairs.sheet_values import SIGNED_HOW, SignatureDraft
from app.services.repairs.steps import Life, archive_when_answered, done, read_life, record


def void_sheet(desk: Desk, sheet_id: int, reason: str, key: UUID) -> Done:
    """A sheet that will not come back: its number stays with the reason, and never blocks the callback."""
    desk.require(Role.CLERK)
    with writing(desk, "sheet.void", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = _void(unit, sheets.sheet_row(unit.store, sheet_id), reason)
        return unit.result(done(archive_when_answered(unit, life, unit.desk.now())))


def replace_sheet(desk: Desk, sheet_id: int, reason: str, key: UUID) -> sheets.Issued:
    """遗失补办: a new number for the same visit.

    A slip lost outside is voided with the reason. One lost after it had come back is not: what stood on it was typed
    in and counts, so it stays 已收单 and the history says for what the new one is. Neither holds up the callback.
    """
    desk.require(Role.CLERK)
    with writing(desk, "sheet.replace", key) as unit:
        if first := unit.earlier(sheets.Issued):
            return first
        old = sheets.sheet_row(unit.store, sheet_id)
        note = ""
        if old.state == sheets.RETURNED and old.matter_id is not None:
            if not reason.strip():
                raise InvalidInput({"reason": "补办要写明原因。"})
            life = read_life(unit.store, old.matter_id)
            note = f"补办 {old.number}（收单后遗失）：{reason.strip()}"
        else:
            life = _void(unit, old, reason)
        issued = sheets.issue_sheet(unit, life.matter.id, old.visit_no, old.repairer_id)
        note_issue(unit, life, issued, old.visit_no, old.repairer_id, note)
        return unit.result(issued)


def attach_sheet(desk: Desk, matter_id: int, number: str, visit_no: int, key: UUID) -> sheets.Issued:
    """A numbered blank filled by hand belongs to this visit; the printer was down or the power was off.

    A slip of the visit that was never printed is voided: nobody carries it, so nobody can hand it in. A blank was.
    """
    desk.require(Role.CLERK)
    with writing(desk, "sheet.attach", key) as unit:
        if first := unit.earlier(sheets.Issued):
            return first
        for sheet in sheets.outside(unit.store, matter_id):
            carried = sheet.form in (sheets.BLANK_FORM, sheets.FOLDER_BLANK) or sheets.prints_of(unit.store, sheet.id)
            if sheet.visit_no == visit_no and not carried:
                _void(unit, sheet, f"没有打印，已用空白单 {number}")
        life = read_life(unit.store, matter_id)
        visit = life.facts.visit(visit_no)
        bearer = sheets.find_sheet(unit.store, number).repairer_id
        repairer_id = visit.repairer_id if visit and visit.repairer_id else life.facts.repairer_id or bearer
        issued = sheets.attach_blank(unit, number, matter_id, visit_no, repairer_id)
        note_issue(unit, life, issued, visit_no, repairer_id)
        return unit.result(issued)


def sign_later(desk: Desk, sheet_id: int, draft: SignatureDraft, key: UUID) -> Done:
    """补签: a sheet that came back refused or unsigned is signed after all, with the real date of the signature.

    Refused for a sheet that is still out or was signed; InvalidInput for a signature without a name, in the future,
    before the sheet was made, or 代签 without relation and reason.
    """
    desk.require(Role.CLERK)
    with writing(desk, "sheet.sign_later", key) as unit:
        if first := unit.earlier(Done):
            return first
        sheet = sheets.sheet_row(unit.store, sheet_id)
        return_id = _unsigned_return(unit, sheet)
        _check_signature(unit, sheet, draft)
        unit.insert(
            SheetSignature,
            sheet_return_id=return_id,
            signed_at=draft.signed_at,
            signer=draft.signer.strip()[:20],
            relation=draft.relation.strip()[:10],
            signed_how=draft.signed_how,
            reason=draft.reason.strip()[:120],
            at=unit.desk.now(),
            by_id=unit.desk.actor.staff_id,
        )
        assert sheet.matter_id is not None
        life = read_life(unit.store, sheet.matter_id)
        shown = {"签字": draft.signed_how, "与户主关系": draft.relation.strip()}
        fact = Happening(
            Event.SIGNED_LATER,
            draft.signed_at,
            unit.desk.now(),
            visit_no=sheet.visit_no,
            code=sheet.number,
            note=draft.reason.strip(),
            shown={name: text for name, text in shown.items() if text},
        )
        unit.changed("sheet", sheet.id)
        return unit.result(done(record(unit, life, fact)))


def unsigned_sheets(desk: Desk, matter_id: int) -> list[sheets.SheetRow]:
    """Sheets of the repair that came back refused or unsigned and have not been signed since, oldest first."""
    return [sheet for sheet in sheets.sheets_of(desk.store, matter_id) if _lacking(desk.store, sheet) is not None]


def note_issue(
    unit: Unit, life: Life, issued: sheets.Issued, visit_no: int | None, staff_id: int | None, note: str = ""
) -> None:
    """The history says which number was given out for which visit."""
    now = unit.desk.now()
    record(unit, life, Happening(Event.SHEET_ISSUED, now, now, staff_id, visit_no, issued.number, note=note))


def _void(unit: Unit, sheet: sheets.SheetRow, reason: str) -> Life:
    if sheet.matter_id is None:
        raise Refused(f"{sheet.number} 没有挂到工单，请在单据领用里作废。")
    sheets.void_sheet(unit, sheet, reason)
    life = read_life(unit.store, sheet.matter_id)
    now = unit.desk.now()
    fact = Happening(Event.SHEET_VOIDED, now, now, visit_no=sheet.visit_no, code=sheet.number, note=reason.strip())
    return record(unit, life, fact)


def _unsigned_return(unit: Unit, sheet: sheets.SheetRow) -> int:
    """The typing of the sheet that lacks a signature."""
    if sheet.state != sheets.RETURNED:
        raise Refused(f"{sheet.number} 还没有收单。请先收单，签字一并录入。")
    lacking = _lacking(unit.store, sheet)
    if lacking is None:
        raise Refused(f"{sheet.number} 已有签字，不用补签。")
    return lacking


def _lacking(store: Store, sheet: sheets.SheetRow) -> int | None:
    """The newest typing of a returned sheet, when neither it nor anybody later signed."""
    query = SheetReturn.select(SheetReturn.id, SheetReturn.signed).where(SheetReturn.sheet == sheet.id)
    known = store.tuples(query.order_by(SheetReturn.id))
    if not known or known[-1][1] == "signed":
        return None
    later = SheetSignature.select(SheetSignature.id).where(SheetSignature.sheet_return.in_([row[0] for row in known]))
    return None if store.tuples(later) else int(known[-1][0])


def _check_signature(unit: Unit, sheet: sheets.SheetRow, draft: SignatureDraft) -> None:
    refuse_future(draft.signed_at, unit.desk.now(), "签字时间")
    found: dict[str, str] = {}
    if not draft.signer.strip():
        found["signer"] = "请填写签字人。"
    if draft.signed_how not in SIGNED_HOW:
        found["signed_how"] = "请选择：签名、捺印或代签。"
    if draft.signed_how == "代签" and draft.relation.strip() in ("", "本人"):
        found["relation"] = "代签要写明与户主关系。"
    if draft.signed_how == "代签" and not draft.reason.strip():
        found["reason"] = "代签要写明原因。"
    if draft.signed_at < sheet.made_at.replace(second=0, microsecond=0):
        found["signed_at"] = f"签字时间 {spoken(draft.signed_at)} 早于开单 {spoken(sheet.made_at)}。请核对。"
    if found:
        raise InvalidInput(found)
