"""单据领用登记: pre-numbered blanks in repairers' pockets, and what became of each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from peewee import ModelSelect, fn

from app.models.matters import Matter
from app.models.papers import PrintRecord, Sheet
from app.models.station import Staff
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.unit import writing
from app.services.matters import sheets
from app.services.repairs.slip_rules import slip_rules
from app.services.repairs.steps import require_repairer


@dataclass(frozen=True, slots=True)
class Blanks:
    """Pre-numbered blanks handed to a repairer: from and to."""

    first: str
    last: str
    count: int


@dataclass(frozen=True, slots=True)
class BlankRow:
    """One blank: who has it, and whether it was used, returned or voided."""

    sheet_id: int
    number: str
    repairer_id: int | None
    repairer: str
    made_at: datetime
    state: str
    matter_id: int | None
    matter_number: str
    void_reason: str
    prints: int

    @property
    def word(self) -> str:
        """Where the blank stands, in the trade's words."""
        if self.state == sheets.VOID:
            return "作废"
        if self.state == sheets.RETURNED:
            return "已收单"
        return "在维修员手中" if self.matter_id is None else "已用未交"


def issue_blanks(desk: Desk, repairer_id: int, count: int, key: UUID) -> Blanks:
    """单据领用: pre-numbered blanks for a repairer's pocket; print each by `print_slip`."""
    desk.require(Role.CLERK)
    most = slip_rules().most_blanks
    if not 1 <= count <= most:
        raise InvalidInput({"count": f"一次领用 1 到 {most} 张。"})
    with writing(desk, "sheet.blanks", key) as unit:
        if first := unit.earlier(Blanks):
            return first
        require_repairer(unit, repairer_id)
        issued = [sheets.issue_sheet(unit, None, None, repairer_id, form=sheets.BLANK_FORM) for _ in range(count)]
        return unit.result(Blanks(issued[0].number, issued[-1].number, count))


def void_blank(desk: Desk, number: str, reason: str, key: UUID) -> sheets.Issued:
    """A blank that was spoiled or never used: the number stays with the reason. Refused for a used one."""
    desk.require(Role.CLERK)
    with writing(desk, "sheet.void_blank", key) as unit:
        if first := unit.earlier(sheets.Issued):
            return first
        sheet = sheets.find_sheet(unit.store, number)
        if sheet.form != sheets.BLANK_FORM:
            raise Refused(f"{sheet.number} 不是空白单，请在工单里作废。")
        if sheet.matter_id is not None:
            raise Refused(f"{sheet.number} 已用于工单，请在工单里作废。")
        sheets.void_sheet(unit, sheet, reason)
        return unit.result(sheets.Issued(sheet.id, sheet.number))


def blanks(desk: Desk) -> list[BlankRow]:
    """Every blank ever handed out, the newest first."""
    query = (
        Sheet.select(
            Sheet.id,
            Sheet.number,
            Sheet.repairer,
            Staff.name,
            Sheet.made_at,
            Sheet.state,
            Sheet.matter,
            Matter.number,
            Sheet.void_reason,
        )
        .left_outer_join(Staff, on=(Staff.id == Sheet.repairer))
        .left_outer_join(Matter, on=(Matter.id == Sheet.matter))
        .where(Sheet.form == sheets.BLANK_FORM)
        .order_by(Sheet.id.desc())
    )
    prints = dict(desk.store.tuples(_print_counts()))
    return [
        BlankRow(
            sheet_id, number, who, name or "", made_at, state, matter_id, matter or "", why, prints.get(sheet_id, 0)
        )
        for sheet_id, number, who, name, made_at, state, matter_id, matter, why in desk.store.tuples(query)
    ]


def _print_counts() -> "ModelSelect[PrintRecord]":
    return (
        PrintRecord.select(PrintRecord.sheet, fn.COUNT(PrintRecord.id))
        .join(Sheet, on=(Sheet.id == PrintRecord.sheet))
        .where(Sheet.form == sheets.BLANK_FORM)
        .group_by(PrintRecord.sheet)
    )
