"""回访: 48 hours later, in decent hours, by somebody who did not do the repair."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from app.models.matters import Matter
from app.models.people import Caller
from app.models.repairs import Repair
from app.models.station import Staff
from app.paths import resource
from app.services.clocks.due import reckon
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.times import china, from_ms, to_ms
from app.services.kernel.unit import Unit, writing
from app.services.matters import sheets
from app.services.matters.moments import spoken
from app.services.matters.steps import open_follow_up
from app.services.matters.values import Done, FollowUp, Happening, Noted
from app.services.repairs.facts import Event
from app.services.repairs.steps import (
    KIND,
    Life,
    archive_when_answered,
    done,
    happening,
    read_life,
    record,
)
from app.services.repairs.values import CallbackDraft, CallbackResult, CalledBack, CodeTried

POLICY = "repair.callback"


@dataclass(frozen=True, slots=True)
class Window:
    """When a callback may and must be made; `open_now` also asks for calling hours."""

    not_before: datetime
    due: datetime
    open_now: bool


@dataclass(frozen=True, slots=True)
class CallbackRow:
    """A finished repair that owes a callback."""

    matter_id: int
    number: str
    premises_id: int | None
    place: str
    caller: str
    relation: str
    phone: str
    words: str
    finished_at: datetime
    repairer: str
    done: str
    view: str
    tries: int
    verified: bool
    window: Window


@dataclass(frozen=True, slots=True)
class _Owed:
    matter_id: int
    number: str
    premises_id: int | None
    place: str
    caller: str | None
    relation: str | None
    phone: str | None
    words: str
    finished_at: datetime
    repairer: str | None
    done: str
    view: str
    tries: int
    verified: bool


def callbacks(desk: Desk, *, ahead: bool = False) -> list[CallbackRow]:
    """Repairs to call back now, the most pressing first; `ahead` adds those whose window has not opened."""
    query = (
        Matter.select(
            Matter.id.alias("matter_id"),
            Matter.number,
            Matter.premises.alias("premises_id"),
            Matter.place_text.alias("place"),
            Caller.name.alias("caller"),
            Caller.relation,
            Caller.phone,
            Matter.words,
            Repair.finished_at,
            Staff.name.alias("repairer"),
            Repair.done,
            Repair.view,
            Repair.callback_tries.alias("tries"),
            Repair.verified,
        )
        .join(Repair, on=(Repair.matter == Matter.id))
        .left_outer_join(Caller, on=(Caller.id == Matter.caller))
        .left_outer_join(Staff, on=(Staff.id == Repair.repairer))
        .where(
            Matter.closed_at.is_null(),
            Repair.finished_at.is_null(False),
            Repair.called_back_at.is_null(),
        )
    )
    rows = [_row(desk, owed) for owed in desk.store.rows(query, _Owed)]
    listed = [row for row in rows if ahead or row.window.open_now]
    return sorted(listed, key=lambda row: (row.window.due, row.matter_id))


def window(desk: Desk, finished_at: datetime) -> Window:
    """When the repair finished then is to be called back, by the policy valid at that moment."""
    policy = desk.rules.policies.at(POLICY, finished_at)
    reckoned = reckon(policy, to_ms(finished_at), desk.rules.calendar)
    not_before = from_ms(reckoned.due if reckoned.not_before is None else reckoned.not_before)
    now = desk.now()
    local = china(now)
    hours = policy.calling_hours
    decent = hours is None or hours[0] <= local.hour * 60 + local.minute <= hours[1]
    return Window(not_before, from_ms(reckoned.due), now >= not_before and decent)


def try_code(desk: Desk, matter_id: int, spoken_code: str, key: UUID) -> CodeTried:
    """Compare the six digits the user reads out with the sheets of this repair; the right ones make it 已核实.

    Refused after as many wrong tries as the station allows; the callback goes on unverified.
    """
    desk.require(Role.CLERK)
    limit = int(_limits()["code_tries"])
    if not spoken_code.strip():
        raise InvalidInput({"code": "请输入用户念的六位数。用户没有单子的，请勾选“用户没有单子”。"})
    with writing(desk, "callback.code", key) as unit:
        if first := unit.earlier(CodeTried):
            return first
        life = read_life(unit.store, matter_id)
        if life.facts.code_failures >= limit:
            raise Refused(f"回访码已试 {limit} 次都不对。请继续回访，按未核实记录。")
        now = unit.desk.now()
        known = [sheet for sheet in sheets.sheets_of(unit.store, matter_id) if sheet.state != sheets.VOID]
        right = next((sheet for sheet in known if sheets.code_matches(unit.store, sheet, spoken_code)), None)
        kind = Event.CODE_FAILED if right is None else Event.CODE_MATCHED
        number = "" if right is None else right.number
        life = record(unit, life, Happening(kind, now, now, code=number))
        left = limit - life.facts.code_failures
        return unit.result(CodeTried(matter_id, int(right is not None), left))


def record_callback(desk: Desk, matter_id: int, draft: CallbackDraft, key: UUID) -> CalledBack:
    """Somebody was reached. Solved or refused ends the repair; unsolved opens a new one, linked, told now.

    Refused before the window opens, and for anybody who was sent to this repair.
    """
    desk.require(Role.CLERK)
    with writing(desk, "callback.record", key) as unit:
        if first := unit.earlier(CalledBack):
            return first
        life = read_life(unit.store, matter_id)
        shown = {"满意度": draft.satisfaction, "接听": draft.answered_by}
        if draft.no_sheet:
            shown["回访码"] = "用户没有单子"
        fact = happening(
            unit,
            Event.CALLED_BACK,
            draft,
            code=str(draft.result),
            shown={word: value for word, value in shown.items() if value},
        )
        _require_another_person(unit, life)
        _require_open(unit, life, fact.at)
        life = record(unit, life, fact)
        follow_id, follow_number = None, ""
        if draft.result is CallbackResult.UNSOLVED:
            life, follow_id, follow_number = _again(unit, life, fact)
        matter = archive_when_answered(unit, life, unit.desk.now()).matter
        return unit.result(CalledBack(matter.id, matter.number, matter.version, follow_id, follow_number))


def record_unreached(desk: Desk, matter_id: int, draft: Noted, key: UUID) -> Done:
    """未接通: one attempt that reached nobody. It happened, so it is kept at whatever hour it was made."""
    desk.require(Role.CLERK)
    with writing(desk, "callback.unreached", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, matter_id)
        fact = happening(unit, Event.CALLBACK_UNREACHED, draft)
        _require_another_person(unit, life)
        return unit.result(done(record(unit, life, fact)))


def close_unreached(desk: Desk, matter_id: int, note: str, key: UUID) -> Done:
    """联系不上·按规定办结, after the attempts in different half-days that the rule asks for."""
    desk.require(Role.CLERK)
    with writing(desk, "callback.close", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, matter_id)
        _require_another_person(unit, life)
        attempts = _attempts(unit, life)
        tries, half_days = len(attempts), len({(attempt.date(), attempt.hour < 12) for attempt in attempts})
        needed, needed_half_days = int(_limits()["unreached_attempts"]), int(_limits()["unreached_half_days"])
        if tries < needed or half_days < needed_half_days:
            raise Refused(
                f"要在 {needed_half_days} 个半天里拨打 {needed} 次都未接通才能办结。"
                f"现已拨打 {tries} 次，分在 {half_days} 个半天。"
            )
        now = unit.desk.now()
        life = record(unit, life, Happening(Event.CALLBACK_CLOSED, now, now, code="unreached", note=note.strip()))
        return unit.result(done(archive_when_answered(unit, life, now)))


def _row(desk: Desk, owed: _Owed) -> CallbackRow:
    return CallbackRow(
        owed.matter_id,
        owed.number,
        owed.premises_id,
        owed.place,
        owed.caller or "",
        owed.relation or "",
        owed.phone or "",
        owed.words,
        owed.finished_at,
        owed.repairer or "",
        owed.done,
        owed.view,
        owed.tries,
        owed.verified,
        window(desk, owed.finished_at),
    )


def _require_another_person(unit: Unit, life: Life) -> None:
    facts = life.facts
    sent = {facts.repairer_id, *(visit.repairer_id for visit in facts.visits)} - {None}
    if unit.desk.actor.staff_id in sent:
        raise Refused("维修员不能回访自己修的工单。请按 F9 换一位客服。")


def _require_open(unit: Unit, life: Life, at: datetime) -> None:
    finished_at = life.facts.finished_at
    if finished_at is None:
        return
    opens = window(unit.desk, finished_at).not_before
    if at < opens:
        raise Refused(f"{spoken(finished_at)} 完工，{spoken(opens)} 起才回访。请到时再打。")


def _again(unit: Unit, life: Life, called: Happening) -> tuple[Life, int, str]:
    group, fault = unit.store.tuples(
        Repair.select(Repair.fault_group, Repair.fault).where(Repair.id == life.repair_id)
    )[0]
    words = called.note or life.matter.words
    facts = {"fault_group": group, "fault": fault, "channel": "回访"}
    taken = open_follow_up(unit, life.matter, kind=KIND, draft=FollowUp(life.matter.id, words, called.at, facts))
    link = Happening(Event.REOPENED, called.at, called.told_at, code=taken.number, note=called.note)
    return record(unit, life, link), taken.matter_id, taken.number


def _attempts(unit: Unit, life: Life) -> list[datetime]:
    """Calls that reached nobody since the window opened, in China time; earlier ones do not count."""
    if life.facts.finished_at is None:
        return []
    opens = window(unit.desk, life.facts.finished_at).not_before
    attempts = [event.happened_at for event in life.events if event.kind == Event.CALLBACK_UNREACHED]
    return [china(attempt) for attempt in attempts if attempt >= opens]


@cache
def _limits() -> Mapping[str, Any]:
    limits: Mapping[str, Any] = json.loads(resource("callback.json").read_text(encoding="utf-8"))
    return limits
