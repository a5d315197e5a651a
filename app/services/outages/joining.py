"""Callers and the incident they called about: joined, left again, told that heat is back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from app.models.outages import Outage, OutageCall
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing
from app.services.kinds import kind_of
from app.services.matters.events import EffectiveEvent, effective_events
from app.services.matters.moments import refuse_future, spoken
from app.services.matters.steps import MatterRow, matter_row, record_correction
from app.services.matters.values import Done, Happening
from app.services.outages.rules import not_joinable
from app.services.outages.settings import restored_tries
from app.services.outages.steps import KIND, Life, archive_when_done, read_life
from app.services.outages.values import JoinDraft, Joined, RestoredDraft, Told, UpdateDraft
from app.services.outages.waiting import JOINED, still_joined

RESTORED_TOLD = "restored_told"
EXPLAINED = "explained"
# A matter with one of these needs nothing any more; its chapter knows them by these names.
_OVER = {"finished": "完工", "phone_solved": "电话办结", "user_closed": "办结", "answered": "答复"}


def join(desk: Desk, outage_id: int, matter_id: int, draft: JoinDraft, key: UUID) -> Done:
    """并入停热事件: the caller heard until when; he is listed as told and owes no visit and no slip.

    Refused for an incident that is over, a matter that is finished, and one that joined before. Done is the matter's.
    """
    desk.require(Role.CLERK)
    with writing(desk, "outage.join", key) as unit:
        if first := unit.earlier(Done):
            return first
        return unit.result(join_matter(unit, outage_id, matter_id, draft))


def join_many(desk: Desk, outage_id: int, matter_ids: Sequence[int], draft: JoinDraft, key: UUID) -> Joined:
    """Several callers at once, all or none; promises as `join`."""
    desk.require(Role.CLERK)
    if not matter_ids:
        raise InvalidInput({"matters": "请至少选一个来电。"})
    with writing(desk, "outage.join_many", key) as unit:
        if first := unit.earlier(Joined):
            return first
        for matter_id in matter_ids:
            join_matter(unit, outage_id, matter_id, draft)
        number = matter_row(unit.store, outage_id).number
        return unit.result(Joined(outage_id, number, len(matter_ids)))


def leave(desk: Desk, matter_id: int, reason: str, key: UUID) -> Done:
    """撤出停热事件: the matter goes on by itself, counted from when its caller told us.

    What he was told stays as an explanation until the end he was promised. So a flat that is still cold after the
    restoration becomes its own repair. Refused when it did not join, or is over.
    """
    desk.require(Role.CLERK)
    with writing(desk, "outage.leave", key) as unit:
        if first := unit.earlier(Done):
            return first
        outage_id = leave_matter(unit, matter_id, reason)
        archive_when_done(unit, outage_id)
        matter = matter_row(unit.store, matter_id)
        return unit.result(Done(matter.id, matter.number, matter.version))


def tell_update(desk: Desk, outage_id: int, draft: UpdateDraft, key: UUID) -> Told:
    """Joined callers were told the present expected end, or could not be reached. Refused for one who did not join."""
    desk.require(Role.CLERK)
    with writing(desk, "outage.update", key) as unit:
        if first := unit.earlier(Told):
            return first
        life = read_life(unit.store, outage_id)
        waiting = _require_joined(unit.store, life, (*draft.told, *draft.unreached))
        at = draft.at or unit.desk.now()
        refuse_future(at, unit.desk.now())
        for matter_id in draft.told:
            _call(unit, life, matter_id, "updated", at, draft.note, life.facts.expected_at)
        for matter_id in draft.unreached:
            _call(unit, life, matter_id, "unreached", at, draft.note)
        return unit.result(_result(life, len(draft.told), len(draft.unreached), len(waiting)))


def tell_restored(desk: Desk, outage_id: int, draft: RestoredDraft, key: UUID) -> Told:
    """Joined callers were told that heat is back: their matters end with it, without visit, slip or callback.

    One who cannot be reached stays on the list until so many tries were made as the station says; then his matter ends
    as not reached. Refused before the restoration. A flat that is still cold leaves instead (`leave`).
    """
    desk.require(Role.CLERK)
    with writing(desk, "outage.restored_told", key) as unit:
        if first := unit.earlier(Told):
            return first
        life = read_life(unit.store, outage_id)
        _require_joined(unit.store, life, (*draft.told, *draft.unreached))
        at = draft.at or unit.desk.now()
        refuse_future(at, unit.desk.now())
        restored_at = life.facts.restored_at
        if restored_at is None:
            raise Refused("还没有记恢复供热。请先记恢复供热，再逐户告知。")
        if at < restored_at.replace(second=0, microsecond=0):
            raise Refused(f"{spoken(at)} 早于恢复供热 {spoken(restored_at)}。请核对两个时间。")
        for matter_id in draft.told:
            _end(unit, life, matter_id, at, "told", draft.note)
        for matter_id in draft.unreached:
            _call(unit, life, matter_id, "unreached", at, draft.note)
            if tries_since(unit.store, life.outage_id, matter_id, restored_at) >= restored_tries():
                _end(unit, life, matter_id, at, "unreached", draft.note or "多次未接通")
        left = len(still_joined(unit.store, life.outage_id))
        archive_when_done(unit, outage_id)
        return unit.result(_result(life, len(draft.told), len(draft.unreached), left))


def join_matter(unit: Unit, outage_id: int, matter_id: int, draft: JoinDraft) -> Done:
    """The step behind `join`, in an open unit."""
    life = read_life(unit.store, outage_id)
    matter = matter_row(unit.store, matter_id)
    at = draft.at or unit.desk.now()
    if draft.in_call and draft.at is None:
        at = max(matter.told_at, life.facts.began_at or matter.told_at)
    until = draft.until or life.facts.expected_at
    sentence = not_joinable(life.facts, life.matter.number, at) or _not_joining(unit.store, matter)
    if sentence is not None:
        raise Refused(sentence)
    fact = Happening(JOINED, at, at, code=life.matter.number, until=until, note=clean(draft.words).strip())
    kind_of(matter.kind).note(unit, matter_id, fact)
    _call(unit, life, matter_id, "joined", at, draft.words, until)
    unit.changed("matter", outage_id)
    after = matter_row(unit.store, matter_id)
    return Done(after.id, after.number, after.version)


def leave_matter(unit: Unit, matter_id: int, reason: str) -> int:
    """The step behind `leave`, in an open unit; returns the incident's id."""
    if not reason.strip():
        raise InvalidInput({"reason": "撤出要写明原因。"})
    matter = matter_row(unit.store, matter_id)
    joined = joined_fact(unit.store, matter_id)
    if joined is None:
        raise Refused(f"{matter.number} 没有并入停热事件。")
    if matter.closed_at is not None:
        raise Refused(f"{matter.number} 已办结，不能再撤出。又不热请重新受理。")
    outage_id = _outage_of(unit.store, matter_id)
    life = read_life(unit.store, outage_id)
    record_correction(unit, matter, joined.id, reason, {"withdrawn": True})
    kind = kind_of(matter.kind)
    kind.settle(unit, matter_id)
    words = joined.note or "停热，恢复后再看"
    kind.note(
        unit,
        matter_id,
        Happening(EXPLAINED, joined.happened_at, joined.told_at, code=joined.code, until=joined.until_at, note=words),
    )
    _call(unit, life, matter_id, "left", unit.desk.now(), reason)
    unit.changed("matter", outage_id)
    return outage_id


def joined_fact(store: Store, matter_id: int) -> EffectiveEvent | None:
    """The standing fact that this matter joined an incident; None when it did not, or left."""
    return next((event for event in effective_events(store, matter_id) if event.kind == JOINED), None)


def tries_since(store: Store, outage_id: int, matter_id: int, since: datetime) -> int:
    """How often the caller could not be reached since then."""
    query = OutageCall.select(OutageCall.id).where(
        OutageCall.outage == outage_id,
        OutageCall.matter == matter_id,
        OutageCall.what == "unreached",
        OutageCall.at >= since.replace(second=0, microsecond=0),
    )
    return len(store.scalars(query))


def _not_joining(store: Store, matter: MatterRow) -> str | None:
    if matter.kind == KIND:
        return f"{matter.number} 自己就是停热事件，不能并入另一件。"
    if matter.closed_at is not None:
        return f"{matter.number} 已办结，不能并入停热事件。"
    for event in effective_events(store, matter.id):
        if event.kind == JOINED:
            return f"{matter.number} 已于 {spoken(event.happened_at)} 并入停热事件 {event.code}，不用再并。"
        if event.kind in _OVER:
            return f"{matter.number} 已于 {spoken(event.happened_at)} {_OVER[event.kind]}，不能并入停热事件。"
    return None


def _outage_of(store: Store, matter_id: int) -> int:
    """The incident (by its matter's id) this matter joined last."""
    query = OutageCall.select(Outage.matter).join(Outage, on=(Outage.id == OutageCall.outage))
    joined = query.where(OutageCall.matter == matter_id, OutageCall.what == "joined")
    found = store.scalar(joined.order_by(OutageCall.id.desc()).limit(1))
    if found is None:
        raise Refused("这张工单没有并入登记过的停热事件。请用“更正”撤回并入。")
    return int(found)


def _require_joined(store: Store, life: Life, matter_ids: Iterable[int]) -> list[int]:
    waiting = still_joined(store, life.outage_id)
    wanted = list(matter_ids)
    if not wanted:
        raise InvalidInput({"matters": "请至少选一个来电。"})
    if len(set(wanted)) != len(wanted):
        raise InvalidInput({"matters": "同一个来电不能既已告知又未接通。"})
    strangers = [matter_id for matter_id in wanted if matter_id not in waiting]
    if strangers:
        numbers = "、".join(matter_row(store, matter_id).number for matter_id in strangers)
        raise Refused(f"{numbers} 不在待告知名单里（没有并入，或已告知）。请刷新后再试。")
    return waiting


def _end(unit: Unit, life: Life, matter_id: int, at: datetime, code: str, note: str) -> None:
    """The caller knows that heat is back, or will not be reached: his matter is over."""
    kind = kind_of(matter_row(unit.store, matter_id).kind)
    kind.note(unit, matter_id, Happening(RESTORED_TOLD, at, at, code=code, note=clean(note).strip()))
    _call(unit, life, matter_id, "restored", at, note if code == "told" else f"未接通：{note}")


def _call(
    unit: Unit, life: Life, matter_id: int, what: str, at: datetime, note: str = "", until: datetime | None = None
) -> None:
    unit.insert(
        OutageCall,
        outage_id=life.outage_id,
        matter_id=matter_id,
        what=what,
        at=at,
        by_id=unit.desk.actor.staff_id,
        until_at=until,
        note=clean(note).strip()[:200],
    )
    unit.changed("matter", life.matter.id)


def _result(life: Life, told: int, unreached: int, left: int) -> Told:
    return Told(life.matter.id, life.matter.number, told, unreached, left)
