"""What was wrong is put right beside the old: corrected, withdrawn, voided, reopened, moved to another address."""

from typing import Any
from uuid import UUID

from app.models.matters import Matter
from app.models.repairs import VIEWS, Repair
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.unit import Unit, writing
from app.services.matters import sheets
from app.services.matters.events import EventRow
from app.services.matters.merging import merged_of
from app.services.matters.steps import matter_row, open_follow_up, record_correction, write_clock_results
from app.services.matters.timeline import word_of
from app.services.matters.values import Done, FollowUp, Happening, PlaceDraft, Taken
from app.services.repairs.evidence import forget_visit
from app.services.repairs.facts import FOLLOWED, OF_A_VISIT, VISIT_RESULTS, Event
from app.services.repairs.phase import Phase
from app.services.repairs.steps import (
    KIND,
    Life,
    archive_when_answered,
    change_findings,
    done,
    follow_main,
    move,
    read_life,
    record,
    release_incident,
    require_repairer,
    settle,
)
from app.services.repairs.values import CallbackResult, CorrectionDraft, FindingsDraft, ReopenDraft
from app.services.repairs.work_values import DAMAGE_ANSWERS
from app.services.staff.approvals import USER_REASON, take_back_approvals, waiting_of

# What a correction may say instead, where a fact is one of a few words.
_WORDS_OF: dict[str, tuple[str, ...]] = {
    Event.SHEET_RETURNED: VIEWS,
    Event.CALLED_BACK: tuple(str(result) for result in CallbackResult),
    Event.DAMAGE_FOUND: DAMAGE_ANSWERS,
}
_VOID_INSTEAD = "误报的工单请作废。"
# A try at the code that could be taken back could be made again without end. Links have acts of their own.
_NEVER_CORRECTED = {
    Event.VOIDED: _VOID_INSTEAD,
    Event.ARCHIVED: _VOID_INSTEAD,
    Event.REOPENED: _VOID_INSTEAD,
    Event.CODE_FAILED: _VOID_INSTEAD,
    Event.CODE_MATCHED: _VOID_INSTEAD,
    Event.MERGED: "并错了请用“撤销并件”。",
    Event.UNMERGED: "还要一起办的请重新并件。",
    Event.HANDED_ON: "转错了请重新转交。",
    Event.ACCEPTED: "接错了请转交给该办的人。",
}
_NEVER_WITHDRAWN = {**_NEVER_CORRECTED, Event.TOLD: _VOID_INSTEAD, Event.SHEET_RETURNED: _VOID_INSTEAD}


def answers_of(kind: str) -> tuple[str, ...]:
    """What a fact of this kind may say, where it is one of a few words; empty for the others."""
    return _WORDS_OF.get(kind, ())


def correct_event(desk: Desk, matter_id: int, draft: CorrectionDraft, key: UUID) -> Done:
    """更正: new times or values for one recorded fact, with the reason; the old ones stay readable.

    Clocks and reports follow the corrected fact, also of an archived repair. Refused when the facts would
    contradict one another.
    """
    desk.require(Role.CLERK)
    given = {"happened_at": draft.at, "until_at": draft.until, "staff_id": draft.staff_id, "code": draft.code}
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if not changes:
        raise InvalidInput({"at": "没有改动任何内容。"})
    return _correct(desk, "repair.correct", matter_id, draft.event_id, draft.reason, changes, key)


def withdraw_event(desk: Desk, matter_id: int, event_id: int, reason: str, key: UUID) -> Done:
    """撤回: the fact never was; it stays readable with the reason."""
    desk.require(Role.CLERK)
    return _correct(desk, "repair.withdraw", matter_id, event_id, reason, {"withdrawn": True}, key)


def correct_findings(desk: Desk, matter_id: int, draft: FindingsDraft, key: UUID) -> Done:
    """更正处理结果: cause, what was done and responsibility, with the reason; the old ones stand in the history."""
    desk.require(Role.CLERK)
    if not draft.reason.strip():
        raise InvalidInput({"reason": "更正要写明原因。"})
    with writing(desk, "repair.correct_findings", key) as unit:
        if first := unit.earlier(Done):
            return first
        return unit.result(done(change_findings(unit, read_life(unit.store, matter_id), draft)))


def void_matter(desk: Desk, matter_id: int, reason: str, key: UUID) -> Done:
    """作废: the number and the reason stay, sheets that are out are voided with it, clocks end without a verdict."""
    desk.require(Role.CLERK)
    if not reason.strip():
        raise InvalidInput({"reason": "作废要写明原因。"})
    with writing(desk, "repair.void", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = void_step(unit, read_life(unit.store, matter_id), reason.strip())
        return unit.result(Done(matter_id, life.matter.number, life.matter.version + 1))


def void_step(unit: Unit, life: Life, reason: str) -> Life:
    """The step of `void_matter`. Refused while other matters follow this one on site (并件)."""
    matter_id = life.matter.id
    followers = [each for each in merged_of(unit.store, matter_id) if matter_row(unit.store, each).closed_at is None]
    if followers:
        raise Refused(f"还有 {len(followers)} 张工单并入 {life.matter.number}，不能作废。请先撤销并件。")
    now = unit.desk.now()
    life = record(unit, life, Happening(Event.VOIDED, now, now, note=reason))
    for sheet in sheets.outside(unit.store, matter_id):
        sheets.void_sheet(unit, sheet, f"工单作废：{reason}")
    end = {"phase": Phase.VOID, "closed_at": now, "void_reason": reason[:200]}
    unit.update(Matter, matter_id, life.matter.version, **end)
    release_incident(unit, life)
    return life


def reopen(desk: Desk, matter_id: int, draft: ReopenDraft, key: UUID) -> Taken:
    """重开: a new repair at the same place for the same caller, linked to the old one, whose clocks start anew.

    A callback the old one still owes is merged into the new one. Refused while the old one is not finished.
    """
    desk.require(Role.CLERK)
    with writing(desk, "repair.reopen", key) as unit:
        if first := unit.earlier(Taken):
            return first
        life = read_life(unit.store, matter_id)
        if life.facts.finished_at is None and life.facts.user_closed_at is None:
            raise Refused(f"{life.matter.number} 还没有完工，请在原工单上继续办理。")
        told_at = draft.told_at or unit.desk.now()
        query = Repair.select(Repair.fault_group, Repair.fault).where(Repair.id == life.repair_id)
        group, fault = unit.store.tuples(query)[0]
        if draft.fault_group is not None:
            group, fault = draft.fault_group, ""
        facts = {"fault_group": str(group), "fault": fault}
        words = draft.words or life.matter.words
        taken = open_follow_up(unit, life.matter, kind=KIND, draft=FollowUp(matter_id, words, told_at, facts))
        happened = [Happening(Event.REOPENED, told_at, told_at, code=taken.number, note=draft.words)]
        if life.facts.called_back_at is None and life.facts.archived_at is None:
            happened.append(Happening(Event.CALLBACK_CLOSED, told_at, told_at, code="merged"))
        life = record(unit, life, *happened)
        archive_when_answered(unit, life, unit.desk.now())
        return unit.result(taken)


def change_premises(
    desk: Desk, matter_id: int, premises_id: int | None, place: PlaceDraft | None, reason: str, key: UUID
) -> Done:
    """更正户号: the repair moves to another address; the old one stays readable and the clocks keep their start."""
    desk.require(Role.CLERK)
    if premises_id is None and place is None:
        raise InvalidInput({"place": "请选择住户，或填写地址。"})
    if not reason.strip():
        raise InvalidInput({"reason": "更正要写明原因。"})
    with writing(desk, "repair.change_premises", key) as unit:
        if first := unit.earlier(Done):
            return first
        move(unit, matter_id, premises_id, place, reason)
        matter = matter_row(unit.store, matter_id)
        return unit.result(Done(matter.id, matter.number, matter.version))


def withdraw_step(unit: Unit, matter_id: int, event_id: int, reason: str) -> set[int]:
    """Take one fact back with all that hangs on it; the caller settles. Returns the ids that no longer stand.

    因用户原因办结 takes its archiving along and the repair is open again, with nothing left for the head to sign; a
    visit's result its evidence; a dispatch the sheet that is out for it.
    """
    life = read_life(unit.store, matter_id)
    corrected = record_correction(unit, life.matter, event_id, reason, {"withdrawn": True})
    gone = {event_id}
    if corrected.kind in VISIT_RESULTS:
        forget_visit(unit, matter_id, corrected.visit_no)
    elif corrected.kind == Event.DISPATCHED:
        _void_sheet_of(unit, life, corrected, reason)
    elif corrected.kind == Event.FEE_TOLD:
        left = any(event.kind == Event.FEE_TOLD and event.id != event_id for event in life.events)
        unit.update(Repair, life.repair_id, None, fee_told=left)
    elif corrected.kind == Event.USER_CLOSED:
        for event in life.events:
            if event.kind == Event.ARCHIVED:
                record_correction(unit, life.matter, event.id, reason, {"withdrawn": True})
                gone.add(event.id)
        take_back_approvals(unit, waiting_of(unit.store, matter_id, USER_REASON), f"办结已撤回：{reason}")
        unit.update(Matter, matter_id, None, closed_at=None)
        write_clock_results(unit, matter_id, None)
    return gone


def _correct(
    desk: Desk, act: str, matter_id: int, event_id: int, reason: str, changes: dict[str, Any], key: UUID
) -> Done:
    never = _NEVER_WITHDRAWN if changes.get("withdrawn") else _NEVER_CORRECTED
    with writing(desk, act, key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, matter_id)
        matter, kind = life.matter, _kind_of(life, event_id)
        if kind in never:
            word = "撤回" if changes.get("withdrawn") else "更正"
            raise Refused(f"“{word_of(kind)}”不能{word}。{never[Event(kind)]}")
        if changes.get("withdrawn"):
            withdraw_step(unit, matter_id, event_id, reason)
        else:
            record_correction(unit, matter, event_id, reason, changes)
        if "code" in changes and changes["code"] not in answers_of(kind):
            raise InvalidInput({"code": f"“{word_of(kind)}”不能改成“{changes['code']}”。"})
        if "staff_id" in changes:
            _check_staff(unit, kind, changes["staff_id"])
        settle(unit, matter_id)
        if kind == Event.TOLD:
            follow_main(unit, matter_id)
        after = matter_row(unit.store, matter_id)
        return unit.result(Done(after.id, after.number, after.version))


def _void_sheet_of(unit: Unit, life: Life, dispatched: EventRow, reason: str) -> None:
    told_again = any(event.code == dispatched.code and event.id != dispatched.id for event in life.events)
    if dispatched.code and not told_again:
        sheet = sheets.find_sheet(unit.store, dispatched.code)
        if sheet.state == sheets.OUT and sheet.matter_id == life.matter.id:
            sheets.void_sheet(unit, sheet, f"派工已撤回：{reason}")


def _kind_of(life: Life, event_id: int) -> str:
    """The kind of a standing fact; a correction's own rules tell what is wrong with any other id.

    Refused for what was taken over from the main job: it is put right there.
    """
    event = next((event for event in life.events if event.id == event_id), None)
    if event is None:
        return ""
    if event.kind in FOLLOWED and event.code and event.code == life.facts.merged_into:
        raise Refused(f"这条“{word_of(event.kind)}”随主件 {event.code}。请在主件上更正，或先撤销并件。")
    return event.kind


def _check_staff(unit: Unit, kind: str, staff_id: int) -> None:
    if kind not in OF_A_VISIT:
        raise InvalidInput({"staff_id": f"“{word_of(kind)}”不记维修员。"})
    require_repairer(unit, staff_id)
