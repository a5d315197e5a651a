"""撤销: one's own last act on a repair is taken back within a minute, without giving a reason."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.models.kernel import Unit as UnitRow
from app.models.matters import MatterEvent
from app.models.papers import Sheet
from app.models.repairs import Repair
from app.models.work import Approval, Material
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import Refused
from app.services.kernel.restoring import RowBefore, Span, restore, rows_before, same_rows
from app.services.kernel.store import Store
from app.services.kernel.unit import Unit, writing
from app.services.matters import sheets
from app.services.matters.events import CORRECTED, effective_events
from app.services.matters.steps import matter_row
from app.services.matters.timeline import word_of
from app.services.repairs.corrections import void_step, withdraw_step
from app.services.repairs.facts import OF_A_VISIT, Event
from app.services.repairs.limits import undo_span
from app.services.repairs.steps import read_life, settle
from app.services.repairs.work_values import Undoable, Undone
from app.services.staff.approvals import take_back_approvals

TAKEN_BACK = "本人撤销"

_TOGETHER = "repair.dispatch_together"

# Acts that may be taken back, with what the button says.
_WORDS = {
    "repair.take": "受理",
    "repair.contact": "联系用户",
    "repair.reschedule": "改约",
    "repair.urge": "催办",
    "repair.fee_told": "已告知收费规则",
    "repair.price_refused": "不同意收费",
    "repair.explain": "说明",
    "repair.dispatch": "派工",
    _TOGETHER: "同楼派工",
    "repair.set_out": "出发",
    "repair.arrive": "到场",
    "repair.leave": "离开",
    "repair.visit_result": "上门结果",
    "repair.damage_found": "发现用户责任损坏",
    "repair.finish": "完工",
    "repair.phone_solved": "电话指导办结",
    "repair.close_for_user": "因用户原因办结",
}
# Newer acts of these kinds stand before any older one; making a sheet's bytes is no act on a repair.
_OF_REPAIRS = ("repair.", "callback.", "matter.")
_OF_SHEETS = ("sheet.return", "sheet.void", "sheet.replace", "sheet.attach")
# Each of these stands on those before it.
_OF_THE_WORK = OF_A_VISIT | {Event.SHEET_RETURNED, Event.CALLED_BACK}
_FOUND = ("cause", "done", "responsibility", "left_over", "fee_told")


@dataclass(frozen=True, slots=True)
class _Last:
    act: str
    at: datetime
    first_seq: int
    last_seq: int
    result: str

    @property
    def span(self) -> Span:
        return Span(self.first_seq, self.last_seq)

    @property
    def matter_id(self) -> int:
        return int(json.loads(self.result)["matter_id"])


def last_undoable(desk: Desk) -> Undoable | None:
    """The operator's newest act on a repair while it may still be taken back; None when there is none."""
    last = _last(desk.store, desk.actor.staff_id)
    if last is None or last.act not in _WORDS or _is_past(last, desk.now()):
        return None
    matter = matter_row(desk.store, last.matter_id)
    return Undoable(matter.id, matter.number, _WORDS[last.act], last.at + undo_span())


def undo_last(desk: Desk, key: UUID) -> Undone:
    """Take back the operator's newest act on a repair: its facts are withdrawn, a sheet it issued is voided,
    a repair just taken is voided with its number.

    Refused with a sentence when there is nothing to take back, the minute has passed, or others went on from it.
    """
    desk.require(Role.CLERK)
    with writing(desk, "repair.undo", key) as unit:
        if first := unit.earlier(Undone):
            return first
        last = _last(unit.store, desk.actor.staff_id)
        if last is None or last.act not in _WORDS:
            raise Refused("没有可以撤销的操作。要改更早的记录，请在经过里用“更正”或“撤回”。")
        seconds = int(undo_span().total_seconds())
        if _is_past(last, unit.at):
            raise Refused(f"“{_WORDS[last.act]}”已超过 {seconds} 秒，不能撤销。请在经过里用“更正”或“撤回”。")
        matter = matter_row(unit.store, last.matter_id)
        rows = rows_before(unit.store, last.span, (MatterEvent, Sheet, Repair, Material, Approval))
        if last.act == "repair.take":
            _take_back_intake(unit, matter.id, rows)
        else:
            _take_back(unit, _matters_of(last, rows), rows)
        return unit.result(Undone(matter.id, matter.number, _WORDS[last.act]))


def _is_past(last: _Last, now: datetime) -> bool:
    """Also when the computer's clock was set back meanwhile: then nobody knows how long ago it was."""
    return abs(now - last.at) > undo_span()


def _take_back_intake(unit: Unit, matter_id: int, rows: list[RowBefore]) -> None:
    own = {row.row_id for row in same_rows(rows, MatterEvent)}
    if any(event.id not in own for event in effective_events(unit.store, matter_id)):
        raise Refused("这张工单之后已有别的经过，不能撤销受理。误报的请用“作废”。")
    void_step(unit, read_life(unit.store, matter_id), TAKEN_BACK)


def _matters_of(last: _Last, rows: list[RowBefore]) -> list[int]:
    """The repairs the act was about: its own, or all that were sent together."""
    if last.act != _TOGETHER:
        return [last.matter_id]
    return list(dict.fromkeys(int(row.after["matter_id"]) for row in same_rows(rows, MatterEvent)))


def _take_back(unit: Unit, matter_ids: list[int], rows: list[RowBefore]) -> None:
    _give_back_sheets(unit, rows)
    for matter_id in matter_ids:
        _withdraw_events(unit, matter_id, rows)
    _give_back_findings(unit, rows)
    for row in same_rows(rows, Material):
        _strike_out(unit, row)
    take_back_approvals(unit, [row.row_id for row in same_rows(rows, Approval)], TAKEN_BACK)
    for matter_id in matter_ids:
        settle(unit, matter_id)


def _refuse_when_followed(unit: Unit, matter_id: int, rows: list[RowBefore]) -> None:
    """What others wrote down at the door, or after it, hangs on the visit that would be taken back."""
    own = {row.row_id: row.after["kind"] for row in same_rows(rows, MatterEvent)}
    if not _OF_THE_WORK.intersection(own.values()):
        return
    for event in effective_events(unit.store, matter_id):
        if event.id > max(own) and event.kind in _OF_THE_WORK:
            number = matter_row(unit.store, matter_id).number
            raise Refused(f"{number} 之后已记“{word_of(event.kind)}”，不能撤销。请在经过里用“更正”或“撤回”。")


def _withdraw_events(unit: Unit, matter_id: int, rows: list[RowBefore]) -> None:
    _refuse_when_followed(unit, matter_id, rows)
    standing = {event.id for event in effective_events(unit.store, matter_id)}
    for row in same_rows(rows, MatterEvent):
        if row.before is None and row.row_id in standing and row.after["kind"] != CORRECTED:
            standing -= withdraw_step(unit, matter_id, row.row_id, TAKEN_BACK)


def _give_back_sheets(unit: Unit, rows: list[RowBefore]) -> None:
    for row in same_rows(rows, Sheet):
        sheet = sheets.sheet_row(unit.store, row.row_id)
        if row.before is None:
            if sheet.state != sheets.OUT:
                raise Refused(f"{sheet.number} 已收单或已作废，不能撤销派工。请用“更正”。")
            sheets.void_sheet(unit, sheet, TAKEN_BACK)
        elif row.changed_since:
            raise Refused(f"{sheet.number} 之后又有变动，不能撤销。请用“更正”。")
        else:
            restore(unit, row)
            unit.changed("sheet", row.row_id)


def _give_back_findings(unit: Unit, rows: list[RowBefore]) -> None:
    for row in same_rows(rows, Repair):
        before = row.before or {}
        values: dict[str, Any] = {
            name: before[name] for name in _FOUND if name in before and name not in row.changed_since
        }
        if values:
            unit.update(Repair, row.row_id, None, **values)


def _strike_out(unit: Unit, row: RowBefore) -> None:
    """Material lines stay; one that was taken back is corrected to nothing."""
    kept = {name: row.after[name] for name in ("matter_id", "visit_no", "name", "unit")}
    unit.insert(
        Material,
        **kept,
        quantity_c=0,
        at=unit.at,
        by_id=unit.desk.actor.staff_id,
        corrects_id=row.row_id,
        reason=TAKEN_BACK,
    )


def _last(store: Store, staff_id: int | None) -> _Last | None:
    wanted = UnitRow.act.in_(_OF_SHEETS)
    for start in _OF_REPAIRS:
        wanted = wanted | UnitRow.act.startswith(start)
    query = (
        UnitRow.select(UnitRow.act, UnitRow.at, UnitRow.first_seq, UnitRow.last_seq, UnitRow.result)
        .where(UnitRow.actor_id == staff_id, wanted)
        .order_by(UnitRow.id.desc())
        .limit(1)
    )
    return store.first(query, _Last)
