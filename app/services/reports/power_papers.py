"""The numbered blanks of the 断电夹: kept ready, used, voided; what nobody can account for is the gap list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from peewee import JOIN, fn

from app.models.duty import CallLine
from app.models.matters import Matter
from app.models.papers import PrintRecord, Sheet
from app.services.duty.call_register import FORM as REGISTER
from app.services.duty.power_cuts import CutKept, close_cut, cut_row
from app.services.duty.power_settings import power_settings
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing
from app.services.matters import sheets
from app.services.matters.steps import matter_row
from app.services.repairs.reads import find_matter
from app.services.repairs.sheet_life import attach_sheet

# A filled form belongs to a matter of this kind; a handover belongs to none.
_KINDS = {"complaint_blank": "complaint", "notice_blank": "outage", "handover_blank": ""}
_KIND_WORDS = {"complaint": "投诉", "outage": "停热事件"}
# How far back papers that came back or were voided are listed.
LATEST = 200


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One numbered paper of the folder as it stands. `typed` lines of a register; `prints` how often it was printed."""

    sheet_id: int
    number: str
    form: str
    state: str
    made_at: datetime
    matter_id: int | None
    matter_number: str | None
    void_reason: str
    version: int
    typed: int
    prints: int

    @property
    def word(self) -> str:
        """What the paper is called."""
        return power_settings().word_of(self.form)

    @property
    def is_register(self) -> bool:
        return self.form == REGISTER

    @property
    def lies_ready(self) -> bool:
        """Neither used nor voided, as far as anybody said."""
        return self.state == sheets.OUT and self.matter_id is None and not self.typed

    @property
    def state_word(self) -> str:
        """Where it stands, in the trade's words."""
        if self.state == sheets.VOID:
            return "作废"
        if self.is_register and self.typed:
            left = power_settings().register_lines - self.typed
            return f"还差 {left} 行" if left else "已录完"
        if self.state == sheets.RETURNED:
            return "已收单" if self.form in sheets.SLIP_FORMS else "已归档"
        return "夹中备用" if self.matter_id is None else "已用未交"

    @property
    def gap(self) -> str:
        """What has to be said about it before a power cut is settled; empty when nothing."""
        if self.state != sheets.OUT or self.matter_id is not None:
            return ""
        if self.typed:
            return f"还差 {power_settings().register_lines - self.typed} 行没有录入"
        if self.is_register:
            return "没有录入：写过的请录入，没用的请作废"
        return "没有下落：用过的请挂工单，没用的请作废"


@dataclass(frozen=True, slots=True)
class Voided:
    """So many unused papers were voided."""

    count: int


def folder_papers(desk: Desk) -> list[PaperRow]:
    """Papers of the folder, those without an answer first, then the newest."""
    ours = Sheet.form.in_(_forms())
    out = _papers(desk.store, ours, Sheet.state == sheets.OUT)
    ended = _papers(desk.store, ours, Sheet.state != sheets.OUT, most=LATEST)
    waiting = sorted((row for row in out if row.gap), key=lambda row: row.number)
    others = [*(row for row in out if not row.gap), *ended]
    return [*waiting, *sorted(others, key=lambda row: -row.sheet_id)]


def reserve(store: Store) -> list[sheets.SheetRow]:
    """The blanks that lie ready, in the order of the folder."""
    order = {kind.form: place for place, kind in enumerate(power_settings().blanks)}
    rows = [row for row in _papers(store, Sheet.form.in_(_forms()), Sheet.state == sheets.OUT) if row.lies_ready]
    rows.sort(key=lambda row: (order[row.form], row.number))
    return [sheets.sheet_row(store, row.sheet_id) for row in rows]


def fill_up(unit: Unit) -> int:
    """New numbers for the kinds of blanks of which fewer lie ready than the folder holds; returns how many."""
    lying = [row.form for row in reserve(unit.store)]
    made = 0
    for kind in power_settings().blanks:
        for _ in range(kind.count - lying.count(kind.form)):
            sheets.issue_sheet(unit, None, None, None, series=kind.series, form=kind.form)
            made += 1
    return made


def gaps(desk: Desk, cut_id: int) -> list[PaperRow]:
    """缺号: papers that lay in the folder during this cut and nobody has accounted for."""
    cut = cut_row(desk.store, cut_id)
    until = cut.ended_at or desk.now()
    return [row for row in folder_papers(desk) if row.gap and row.made_at <= until]


def attach_paper(desk: Desk, number: str, matter_number: str, key: UUID) -> sheets.Issued:
    """A filled blank is back: it belongs to this matter from now on; a 交接班记录 belongs to none.

    A slip is attached to the visit its repair stands at and then waits to be taken in like any other. NotFound for a
    number nobody has; Refused for a matter of another kind, and for a paper that was used or voided before.
    """
    desk.require(Role.CLERK)
    sheet = sheets.find_sheet(desk.store, number.strip().upper())
    if sheet.form not in _forms() or sheet.form == REGISTER:
        raise Refused(f"{sheet.number} 是{sheet.word}，不在这里挂工单。")
    if sheet.form == sheets.FOLDER_BLANK:
        from app.services.repairs.reads import repair_card

        matter_id = find_matter(desk, matter_number)
        visit_no = max((visit.ordinal for visit in repair_card(desk, matter_id).facts.visits), default=1)
        return attach_sheet(desk, matter_id, sheet.number, visit_no, key)
    with writing(desk, "power.paper", key) as unit:
        if first := unit.earlier(sheets.Issued):
            return first
        kind = _KINDS[sheet.form]
        sheets.take_in_filled(unit, sheet, _matter_of(unit.store, matter_number, kind) if kind else None)
        return unit.result(sheets.Issued(sheet.id, sheet.number))


def void_papers(desk: Desk, sheet_ids: Sequence[int], reason: str, key: UUID) -> Voided:
    """Blanks that were not used, or spoiled: the numbers stay with the reason.

    InvalidInput without a reason or a paper; Refused when one was used, or has typed lines.
    """
    desk.require(Role.CLERK)
    said = clean(reason).strip()
    if not said:
        raise InvalidInput({"reason": "作废要写明原因。"})
    if not sheet_ids:
        raise InvalidInput({"papers": "请至少选一张单据。"})
    with writing(desk, "power.void_papers", key) as unit:
        if first := unit.earlier(Voided):
            return first
        known = {row.sheet_id: row for row in _papers(unit.store, Sheet.id.in_(list(sheet_ids)))}
        for sheet_id in sheet_ids:
            row = known.get(sheet_id)
            if row is None or row.form not in _forms():
                raise NotFound("选的单据不在断电夹里。请刷新后再试。")
            if row.typed:
                raise Refused(f"{row.number} 已录入 {row.typed} 行，不能作废。余下没写的请按“余下空行”。")
            if not row.lies_ready:
                raise Refused(f"{row.number} {row.state_word}，不能再作废。")
            sheets.void_sheet(unit, sheets.sheet_row(unit.store, sheet_id), said)
        return unit.result(Voided(len(sheet_ids)))


def settle_cut(desk: Desk, cut_id: int, key: UUID) -> CutKept:
    """办结停电: every paper of the folder is typed in, attached or voided. Refused with the gaps, while any."""
    desk.require(Role.CLERK)
    with writing(desk, "power.settle", key) as unit:
        if first := unit.earlier(CutKept):
            return first
        left = gaps(desk, cut_id)
        if left:
            some = "、".join(row.number for row in left[:3])
            more = f" 等 {len(left)} 张" if len(left) > 3 else ""
            raise Refused(f"还有单据没有下落：{some}{more}。请录入、挂工单或作废后再办结。")
        cut = cut_row(unit.store, cut_id)
        if cut.settled_at is not None:
            raise Refused("这次停电已经办结。")
        close_cut(unit, cut)
        return unit.result(CutKept(cut_id))


def _matter_of(store: Store, number: str, kind: str) -> int:
    wanted = number.strip().upper()
    matter_id = store.scalar(Matter.select(Matter.id).where(Matter.number == wanted))
    if matter_id is None:
        raise InvalidInput({"number": f"没有 {wanted or '这个'} 号的{_KIND_WORDS[kind]}。请先受理，再填受理号。"})
    found = matter_row(store, int(matter_id))
    if found.kind != kind:
        raise Refused(f"{found.number} 不是{_KIND_WORDS[kind]}。请核对受理号。")
    return found.id


def _forms() -> tuple[str, ...]:
    return tuple(kind.form for kind in power_settings().blanks)


def _papers(store: Store, *where: object, most: int | None = None) -> list[PaperRow]:
    typed = CallLine.select(fn.COUNT(CallLine.id)).where(CallLine.sheet == Sheet.id)
    prints = PrintRecord.select(fn.COUNT(PrintRecord.id)).where(PrintRecord.sheet == Sheet.id)
    query = (
        Sheet.select(
            Sheet.id.alias("sheet_id"),
            Sheet.number,
            Sheet.form,
            Sheet.state,
            Sheet.made_at,
            Sheet.matter.alias("matter_id"),
            Matter.number.alias("matter_number"),
            Sheet.void_reason,
            Sheet.version,
            typed.alias("typed"),
            prints.alias("prints"),
        )
        .join(Matter, JOIN.LEFT_OUTER, on=(Matter.id == Sheet.matter))
        .where(*where)
        .order_by(Sheet.id.desc())
        .limit(most)
    )
    return store.rows(query, PaperRow)
