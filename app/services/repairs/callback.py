"""回访: 48 hours later, in decent hours, by somebody who did not do the repair."""

from datetime import datetime
from uuid import UUID

from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.unit import Unit, writing
from app.services.matters import sheets
from app.services.matters.moments import spoken
from app.services.matters.values import Done, Happening
from app.services.repairs.callback_steps import dial, keep_answers, problems, require_another_person, shown, take_again
from app.services.repairs.callback_window import half_day, limits, window
from app.services.repairs.facts import Event
from app.services.repairs.steps import Life, archive_when_answered, done, happening, read_life, record
from app.services.repairs.values import CallbackDraft, CallbackResult, CalledBack, CodeTried, UnreachedDraft


def try_code(desk: Desk, matter_id: int, spoken_code: str, key: UUID) -> CodeTried:
    """Compare the six digits the user reads out with the sheets of this repair; the right ones make it 已核实.

    Refused after as many wrong tries as the station allows; the callback goes on unverified.
    """
    desk.require(Role.CLERK)
    limit = int(limits()["code_tries"])
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

    A relative, a neighbour or the property may answer for the user; who did is kept. InvalidInput for a satisfaction
    that is no word of the trade or a temperature no room has. Refused before the window opens, and for anybody who
    was at this repair.
    """
    desk.require(Role.CLERK)
    if wrong := problems(draft):
        raise InvalidInput(wrong)
    with writing(desk, "callback.record", key) as unit:
        if first := unit.earlier(CalledBack):
            return first
        life = read_life(unit.store, matter_id)
        dialled_id = dial(unit, life, draft.dialled)
        fact = happening(unit, Event.CALLED_BACK, draft, code=str(draft.result), shown=shown(draft))
        require_another_person(unit, life)
        _require_open(unit, life, fact.at)
        life = record(unit, life, fact)
        keep_answers(unit, matter_id, fact, dialled_id, draft)
        follow_id, follow_number = None, ""
        if draft.result is CallbackResult.UNSOLVED:
            life, follow_id, follow_number = take_again(unit, life, fact)
        matter = archive_when_answered(unit, life, unit.desk.now()).matter
        complains = int(draft.satisfaction == "不满意" or draft.overcharged is True)
        return unit.result(CalledBack(matter.id, matter.number, matter.version, follow_id, follow_number, complains))


def record_unreached(desk: Desk, matter_id: int, draft: UnreachedDraft, key: UUID) -> Done:
    """未接通: one attempt that reached nobody. It happened, so it is kept at whatever hour it was made."""
    desk.require(Role.CLERK)
    with writing(desk, "callback.unreached", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, matter_id)
        dialled_id = dial(unit, life, draft.dialled)
        fact = happening(unit, Event.CALLBACK_UNREACHED, draft, code=str(draft.reason), shown=shown(draft))
        require_another_person(unit, life)
        life = record(unit, life, fact)
        keep_answers(unit, matter_id, fact, dialled_id, draft)
        return unit.result(done(life))


def close_unreached(desk: Desk, matter_id: int, note: str, key: UUID) -> Done:
    """联系不上·按规定办结, after the attempts in different half-days that the rule asks for."""
    desk.require(Role.CLERK)
    with writing(desk, "callback.close", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, matter_id)
        require_another_person(unit, life)
        attempts = _attempts(unit, life)
        tries, half_days = len(attempts), len({half_day(attempt) for attempt in attempts})
        needed, needed_half_days = int(limits()["unreached_attempts"]), int(limits()["unreached_half_days"])
        if tries < needed or half_days < needed_half_days:
            raise Refused(
                f"要在 {needed_half_days} 个半天里拨打 {needed} 次都未接通才能办结。"
                f"现已拨打 {tries} 次，分在 {half_days} 个半天。"
            )
        now = unit.desk.now()
        life = record(unit, life, Happening(Event.CALLBACK_CLOSED, now, now, code="unreached", note=note.strip()))
        return unit.result(done(archive_when_answered(unit, life, now)))


def _require_open(unit: Unit, life: Life, at: datetime) -> None:
    finished_at = life.facts.finished_at
    if finished_at is None:
        return
    opens = window(unit.desk, finished_at).not_before
    if at < opens:
        raise Refused(f"{spoken(finished_at)} 完工，{spoken(opens)} 起才回访。请到时再打。")


def _attempts(unit: Unit, life: Life) -> list[datetime]:
    """Calls that reached nobody since the window opened; earlier ones do not count."""
    if life.facts.finished_at is None:
        return []
    opens = window(unit.desk, life.facts.finished_at).not_before
    attempts = [event.happened_at for event in life.events if event.kind == Event.CALLBACK_UNREACHED]
    return [attempt for attempt in attempts if attempt >= opens]
