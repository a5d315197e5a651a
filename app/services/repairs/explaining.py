"""Too many faults at once: users are told why it takes longer, and help is asked for (9.5)."""

from uuid import UUID

from peewee import fn

from app.models.matters import Matter
from app.models.repairs import Repair
from app.models.work import SupportRequest
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput
from app.services.kernel.unit import Unit, writing
from app.services.matters.board import Board
from app.services.matters.moments import refuse_future
from app.services.matters.values import Done, Happening
from app.services.repairs.facts import Event
from app.services.repairs.one_fact import record_one
from app.services.repairs.rules import Moment, objection
from app.services.repairs.steps import KIND, read_life, record
from app.services.repairs.values import ExplanationDraft
from app.services.repairs.work_values import ExplainedMany, ManyDraft, SupportAsked, SupportDraft


def explain(desk: Desk, matter_id: int, draft: ExplanationDraft, key: UUID) -> Done:
    """说明: why it takes longer was told to the user, by whom, in which words, until when."""
    if not draft.note.strip():
        raise InvalidInput({"note": "请写明对用户说了什么。"})
    told_by = draft.told_by_id or desk.actor.staff_id
    return record_one(
        desk, "repair.explain", matter_id, Event.EXPLAINED, draft, key, staff_id=told_by, until=draft.until
    )


def explain_many(desk: Desk, draft: ManyDraft, key: UUID) -> ExplainedMany:
    """批量说明: the same words, each user marked as told or 未接通.

    Repairs that were finished or closed meanwhile are left out and named. InvalidInput without words,
    without anybody, or when somebody is marked both ways.
    """
    desk.require(Role.CLERK)
    _require_sense(desk, draft)
    with writing(desk, "repair.explain_many", key) as unit:
        if first := unit.earlier(ExplainedMany):
            return first
        told = _tell(unit, draft, draft.told, Event.EXPLAINED)
        unreached = _tell(unit, draft, draft.unreached, Event.EXPLAIN_UNREACHED)
        left_out = "、".join([*told, *unreached])
        counts = len(draft.told) - len(told), len(draft.unreached) - len(unreached)
        return unit.result(ExplainedMany(*counts, left_out))


def request_support(desk: Desk, draft: SupportDraft, key: UUID) -> SupportAsked:
    """请求支援: help was asked for; how many repairs are open and late at this moment stands with it."""
    desk.require(Role.CLERK)
    if not draft.asked_of.strip():
        raise InvalidInput({"asked_of": "请写明向谁请求支援。"})
    now = desk.now()
    late = {row.matter_id for row in Board().refresh(desk) if row.kind == KIND and row.minutes_left < 0}
    with writing(desk, "repair.request_support", key) as unit:
        if first := unit.earlier(SupportAsked):
            return first
        at = draft.at or now
        refuse_future(at, now, "请求时间")
        open_count = unit.store.scalar(
            Matter.select(fn.COUNT(Matter.id))
            .join(Repair, on=(Repair.matter == Matter.id))
            .where(Matter.closed_at.is_null(), Repair.finished_at.is_null())
        )
        request_id = unit.insert(
            SupportRequest,
            at=at,
            asked_of=draft.asked_of.strip()[:40],
            words=draft.words.strip()[:300],
            answer=draft.answer.strip()[:200],
            open_count=open_count,
            late_count=len(late),
            by_id=unit.desk.actor.staff_id,
        )
        return unit.result(SupportAsked(request_id, open_count, len(late)))


def _require_sense(desk: Desk, draft: ManyDraft) -> None:
    problems: dict[str, str] = {}
    if not draft.words.strip():
        problems["words"] = "请写明对用户说了什么。"
    if not draft.told and not draft.unreached:
        problems["told"] = "请勾选已告知或未接通的用户。"
    elif set(draft.told) & set(draft.unreached):
        problems["unreached"] = "同一张工单不能既已告知又未接通。"
    if draft.until is not None and draft.until < desk.now():
        problems["until"] = "预计时间已经过去。请核对。"
    if problems:
        raise InvalidInput(problems)


def _tell(unit: Unit, draft: ManyDraft, matter_ids: tuple[int, ...], kind: Event) -> list[str]:
    """Record for each repair; returns the numbers of those that take no explanation any more."""
    now, left_out = unit.desk.now(), []
    until = draft.until if kind is Event.EXPLAINED else None
    for matter_id in dict.fromkeys(matter_ids):
        life = read_life(unit.store, matter_id)
        if objection(kind, life.facts, Moment(now)) is not None:
            left_out.append(life.matter.number)
            continue
        told_by = unit.desk.actor.staff_id
        record(unit, life, Happening(kind, now, now, told_by, until=until, note=draft.words.strip()))
    return left_out
