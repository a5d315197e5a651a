"""An incident from its beginning to its end, as it is phoned in and typed in."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from app.models.matters import Matter
from app.models.outages import Posting
from app.services.kernel import blobs
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing
from app.services.matters.moments import refuse_future, spoken, whole_minute
from app.services.matters.sheets import find_sheet
from app.services.matters.steps import record_correction
from app.services.matters.timeline import word_of
from app.services.matters.values import Done, Happening, Noted, Taken
from app.services.outages.areas import add_areas, void_areas
from app.services.outages.facts import Event, Phase
from app.services.outages.joining import join_matter, leave_matter
from app.services.outages.rules import contradiction
from app.services.outages.steps import (
    Life,
    archive_when_done,
    area_words,
    done,
    open_outage,
    place_matter,
    read_life,
    record,
    settle,
)
from app.services.outages.steps import begin as start_planned
from app.services.outages.values import (
    RESTORED_NOTICE,
    STOP_NOTICE,
    AreaDraft,
    ExtendDraft,
    JoinDraft,
    OutageDraft,
    PlanDraft,
    PostDraft,
    Posted,
    TellDraft,
    TimeCorrection,
)
from app.services.outages.waiting import still_joined

_NEVER_WITHDRAWN = (Event.TOLD, Event.PLANNED, Event.VOIDED, Event.ARCHIVED, Event.LONG_EXPECTED)


def take_outage(desk: Desk, draft: OutageDraft, key: UUID) -> Taken:
    """Write an incident down; its clocks count from when the station was told.

    Planned work is written down beforehand: users are told, a notice is posted, and no clock of the stop runs until
    `begin`. An expected length of eight hours starts the second duty to tell in the same save (regulation 9.3).
    Refused when a time lies in the future or the end is expected before the beginning, or a matter in `draft.joined`
    cannot join.
    """
    desk.require(Role.CLERK)
    with writing(desk, "outage.take", key) as unit:
        if first := unit.earlier(Taken):
            return first
        taken = open_outage(unit, draft)
        for matter_id in draft.joined:
            join_matter(unit, taken.matter_id, matter_id, JoinDraft())
        return unit.result(taken)


def begin(desk: Desk, outage_id: int, draft: Noted, key: UUID) -> Done:
    """开始停热: the planned stop has really begun; its clocks run from now on, callers can join.

    A person says so. Planned work is put off often, and a stop that began by itself would tell callers and clocks
    what nobody has seen. Refused when it began before, and when the end is expected earlier.
    """
    desk.require(Role.CLERK)
    with writing(desk, "outage.begin", key) as unit:
        if first := unit.earlier(Done):
            return first
        start_planned(unit, read_life(unit.store, outage_id), _happening(unit, Event.BEGAN, draft))
        return unit.result(done(unit, outage_id))


def replan(desk: Desk, outage_id: int, draft: PlanDraft, key: UUID) -> Done:
    """改计划: heat is to go off at another time, and be back at another; the plans before stay in the history.

    Refused once it began, for a time that has passed, and when it would be back before it goes off.
    """
    desk.require(Role.CLERK)
    with writing(desk, "outage.replan", key) as unit:
        if first := unit.earlier(Done):
            return first
        if draft.begins_at <= unit.desk.now():
            raise Refused(f"计划时间 {spoken(draft.begins_at)} 已过。已经停热的请记开始停热。")
        facts = [_happening(unit, Event.PLANNED, draft, until=draft.begins_at)]
        if draft.expected_at is not None:
            facts.append(_happening(unit, Event.EXPECTED, draft, until=draft.expected_at))
        life = record(unit, read_life(unit.store, outage_id), *facts)
        if sentence := contradiction(life.facts):
            raise Refused(sentence)
        return unit.result(done(unit, outage_id))


def tell_users(desk: Desk, outage_id: int, draft: TellDraft, key: UUID) -> Done:
    """告知用户: the users of the area were told, by which way; also of a long stop, once that is known."""
    desk.require(Role.CLERK)
    with writing(desk, "outage.tell", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, outage_id)
        shown = {"方式": draft.how} if draft.how else {}
        fact = _happening(unit, Event.USERS_TOLD, draft, shown=shown)
        return unit.result(_told(unit, life, fact))


def post_notice(desk: Desk, outage_id: int, draft: PostDraft, key: UUID) -> Posted:
    """张贴: a notice hangs at a place since a moment, with a photo where there is one. It tells users like a call does.

    InvalidInput without a place; NotFound for a number that no paper has; Refused for a time in the future, and for
    a paper that is not a notice of this incident.
    """
    desk.require(Role.CLERK)
    place = clean(draft.place).strip()[:120]
    if not place:
        raise InvalidInput({"place": "请填写公告张贴在哪里。"})
    photo = blobs.put(desk.store, draft.photo.body) if draft.photo is not None else ""
    with writing(desk, "outage.post", key) as unit:
        if first := unit.earlier(Posted):
            return first
        life = read_life(unit.store, outage_id)
        if draft.restored and life.facts.restored_at is None:
            raise Refused("还没有记恢复供热，不能记恢复公告的张贴。请先记恢复供热。")
        sheet_id = _notice(unit, outage_id, draft) if draft.sheet_number else None
        posted = _happening(unit, Event.POSTED, draft, code="restored" if draft.restored else "stopped")
        posted = replace(posted, shown={"地点": place})
        life = record(unit, life, posted)
        posting_id = unit.insert(
            Posting,
            outage_id=life.outage_id,
            sheet_id=sheet_id,
            what=posted.code,
            place=place,
            posted_at=posted.at,
            by_id=unit.desk.actor.staff_id,
            photo_sha256=photo,
        )
        if not draft.restored:
            _told(unit, life, Happening(Event.USERS_TOLD, posted.at, posted.told_at, shown={"方式": "张贴公告"}))
        return unit.result(Posted(outage_id, posting_id))


def extend(desk: Desk, outage_id: int, draft: ExtendDraft, key: UUID) -> Done:
    """延长: another expected end; every one there was stays in the history.

    Reaching eight hours from the beginning starts the second duty to tell, once. Refused before the beginning.
    """
    desk.require(Role.CLERK)
    with writing(desk, "outage.extend", key) as unit:
        if first := unit.earlier(Done):
            return first
        fact = _happening(unit, Event.EXPECTED, draft, until=draft.expected_at)
        record(unit, read_life(unit.store, outage_id), fact)
        return unit.result(done(unit, outage_id))


def arrive(desk: Desk, outage_id: int, draft: Noted, key: UUID) -> Done:
    """到场: somebody stands at the incident.

    It counts for all who joined without being written on their matters: joining has ended their arrival clocks, and
    an arrival written there would be a visit they do not have. A flat that leaves again gets a visit of its own.
    """
    return _one(desk, "outage.arrive", outage_id, Event.ARRIVED, draft, key)


def restore(desk: Desk, outage_id: int, draft: Noted, key: UUID) -> Done:
    """恢复供热: heat is back; who joined stands on the list to be called. Refused before the beginning."""
    return _one(desk, "outage.restore", outage_id, Event.RESTORED, draft, key)


def change_areas(desk: Desk, outage_id: int, areas: Sequence[AreaDraft], reason: str, key: UUID) -> Done:
    """改范围: heat is off somewhere else, or in more places; the old areas stay readable."""
    desk.require(Role.CLERK)
    if not reason.strip():
        raise InvalidInput({"reason": "改停热范围要写明原因。"})
    with writing(desk, "outage.areas", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, outage_id)
        now = unit.desk.now()
        shown = {"原范围": area_words(unit.store, life.outage_id)}
        record(unit, life, Happening(Event.AREAS_CHANGED, now, now, note=reason.strip(), shown=shown))
        void_areas(unit, life.outage_id)
        add_areas(unit, life.outage_id, areas)
        place_matter(unit, outage_id, life.outage_id)
        return unit.result(done(unit, outage_id))


def void(desk: Desk, outage_id: int, reason: str, key: UUID) -> Done:
    """作废: it never was; number and reason stay. Who joined leaves again, with the time he called."""
    desk.require(Role.CLERK)
    if not reason.strip():
        raise InvalidInput({"reason": "作废要写明原因。"})
    with writing(desk, "outage.void", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, outage_id)
        for matter_id in still_joined(unit.store, life.outage_id):
            leave_matter(unit, matter_id, f"停热事件作废：{reason.strip()}")
        now = unit.desk.now()
        life = record(unit, read_life(unit.store, outage_id), Happening(Event.VOIDED, now, now, note=reason.strip()))
        end = {"phase": Phase.VOID, "closed_at": now, "void_reason": reason.strip()[:200]}
        unit.update(Matter, outage_id, life.matter.version, **end)
        return unit.result(done(unit, outage_id))


def correct_time(desk: Desk, outage_id: int, draft: TimeCorrection, key: UUID) -> Done:
    """更正: new times for one recorded fact, with the reason; clocks follow, the old times stay readable.

    Refused when the times would contradict one another or lie in the future.
    """
    desk.require(Role.CLERK)
    given = {"happened_at": draft.at, "until_at": draft.until}
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if not changes:
        raise InvalidInput({"at": "没有改动任何内容。"})
    return _correct(desk, "outage.correct", outage_id, draft.event_id, draft.reason, changes, key)


def withdraw_event(desk: Desk, outage_id: int, event_id: int, reason: str, key: UUID) -> Done:
    """撤回: the fact never was (heat was not back after all); it stays readable with the reason."""
    desk.require(Role.CLERK)
    return _correct(desk, "outage.withdraw", outage_id, event_id, reason, {"withdrawn": True}, key)


def _correct(
    desk: Desk, act: str, outage_id: int, event_id: int, reason: str, changes: dict[str, Any], key: UUID
) -> Done:
    with writing(desk, act, key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, outage_id)
        earliest = min(filter(None, (life.matter.told_at, life.facts.began_at, changes.get("happened_at"))))
        if changes.get("happened_at"):
            refuse_future(changes["happened_at"], unit.desk.now())
        corrected = record_correction(unit, replace(life.matter, told_at=earliest), event_id, reason, changes)
        if corrected.kind in _NEVER_WITHDRAWN and changes.get("withdrawn"):
            raise Refused(f"“{word_of(corrected.kind)}”不能撤回。误报的事件请作废。")
        if corrected.kind == Event.BEGAN and changes.get("withdrawn") and still_joined(unit.store, life.outage_id):
            raise Refused("已有来电并入，停热开始不能撤回。请先撤出，或更正开始时间。")
        if corrected.kind in (Event.VOIDED, Event.ARCHIVED, Event.LONG_EXPECTED):
            raise Refused(f"“{word_of(corrected.kind)}”不能更正，它由别的时间得出。")
        settle(unit, outage_id)
        return unit.result(done(unit, outage_id))


def _one(desk: Desk, act: str, outage_id: int, kind: Event, draft: Noted, key: UUID) -> Done:
    desk.require(Role.CLERK)
    with writing(desk, act, key) as unit:
        if first := unit.earlier(Done):
            return first
        record(unit, read_life(unit.store, outage_id), _happening(unit, kind, draft))
        archive_when_done(unit, outage_id)
        return unit.result(done(unit, outage_id))


def _notice(unit: Unit, outage_id: int, draft: PostDraft) -> int:
    sheet = find_sheet(unit.store, draft.sheet_number.strip().upper())
    form, word = (RESTORED_NOTICE, "恢复供热公告") if draft.restored else (STOP_NOTICE, "停热公告")
    if (sheet.matter_id, sheet.form) != (outage_id, form):
        raise Refused(f"{sheet.number} 不是这件停热事件的{word}。请核对编号。")
    return sheet.id


def _told(unit: Unit, life: Life, fact: Happening) -> Done:
    """Users were told; of a long stop, too, when it was known by then."""
    life = record(unit, life, fact)
    long_at = life.facts.long_expected_at
    if long_at is not None and fact.at >= whole_minute(long_at):
        record(unit, life, Happening(Event.LONG_NOTIFIED, max(fact.at, long_at), fact.told_at, note=fact.note))
    archive_when_done(unit, life.matter.id)
    return done(unit, life.matter.id)


def _happening(unit: Unit, kind: Event, draft: Noted, **values: Any) -> Happening:
    """The fact a draft tells, with its missing times filled in: now."""
    now = unit.desk.now()
    return Happening(kind, draft.at or now, draft.told_at or now, note=draft.note.strip(), **values)
