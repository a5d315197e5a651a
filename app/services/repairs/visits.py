"""A visit as it is phoned in: when he went, came and left, what he found, how it ended."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from app.models.repairs import RESPONSIBILITIES, Repair
from app.models.station import Staff
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.unit import Unit, writing
from app.services.matters.moments import spoken, whole_minute
from app.services.matters.values import Done, Happening
from app.services.repairs.evidence import keep_visit, kept_of, shown_evidence, temperature_problems, visit_problems
from app.services.repairs.facts import Event
from app.services.repairs.materials import keep_materials
from app.services.repairs.steps import Life, done, happening, read_life, record
from app.services.repairs.values import FinishDraft, VisitDraft, VisitResultDraft
from app.services.repairs.visit_numbers import visit_to_arrive, visit_to_end
from app.services.repairs.work_values import AGREES, DISPUTES, DamageDraft


def set_out(desk: Desk, matter_id: int, draft: VisitDraft, key: UUID) -> Done:
    """The repairer is on his way."""
    return _visit(desk, "repair.set_out", matter_id, Event.SET_OUT, draft, key)


def record_arrival(desk: Desk, matter_id: int, draft: VisitDraft, key: UUID) -> Done:
    """到场: phoned in by the repairer; allowed without contact and without dispatch.

    Somebody else may have typed it in already: the same minute changes nothing, another time is Refused.
    """
    desk.require(Role.CLERK)
    with writing(desk, "repair.arrive", key) as unit:
        if first := unit.earlier(Done):
            return first
        fact = happening(unit, Event.ARRIVED, draft)
        life = _arrive(unit, read_life(unit.store, matter_id), draft, fact.at, fact.told_at, fact.note)
        return unit.result(done(life))


def record_leaving(desk: Desk, matter_id: int, draft: VisitDraft, key: UUID) -> Done:
    """The repairer has left."""
    return _visit(desk, "repair.leave", matter_id, Event.LEFT, draft, key)


def record_visit_result(desk: Desk, matter_id: int, draft: VisitResultDraft, key: UUID) -> Done:
    """How a visit ended without ending the repair: 临时处理, 待备件, 无人在家, 拒绝入户 and so on.

    Refused without the arrival of that visit; `draft.arrived_at` records it in the same save. InvalidInput
    names what is missing: the evidence that the user was the reason, when the part comes, who took over.
    """
    desk.require(Role.CLERK)
    _raise(visit_problems(draft, draft.at or desk.now()))
    with writing(desk, "repair.visit_result", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = _arrived(unit, read_life(unit.store, matter_id), draft, draft.arrived_at)
        visit_no = draft.visit_no or visit_to_end(life.facts)
        fact = happening(
            unit,
            Event(draft.result),
            draft,
            staff_id=draft.repairer_id,
            visit_no=visit_no,
            until=draft.until,
            shown=shown_evidence(draft),
        )
        happened = [fact]
        if draft.told_user:
            actor_id = unit.desk.actor.staff_id
            words = draft.note.strip() or "已告知用户几时再来"
            happened.append(Happening(Event.EXPLAINED, fact.at, fact.told_at, actor_id, until=draft.until, note=words))
        life = record(unit, life, *happened)
        keep_visit(unit, matter_id, visit_no, **kept_of(draft))
        return unit.result(done(life))


def finish(desk: Desk, matter_id: int, draft: FinishDraft, key: UUID) -> Done:
    """完工: the fault is gone; the callback clock starts. `arrived_at` records the arrival in the same save."""
    desk.require(Role.CLERK)
    _raise(_finish_problems(draft))
    with writing(desk, "repair.finish", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = _arrived(unit, read_life(unit.store, matter_id), draft, draft.arrived_at)
        visit_no = draft.visit_no or visit_to_end(life.facts)
        shown = {"原因": draft.cause, "处理": draft.done, "责任": draft.responsibility, "遗留": draft.left_over}
        fact = happening(
            unit,
            Event.FINISHED,
            draft,
            staff_id=draft.repairer_id,
            visit_no=visit_no,
            shown={word: value for word, value in shown.items() if value},
        )
        life = record(unit, life, fact)
        found = {
            "cause": draft.cause[:20],
            "done": draft.done[:60],
            "responsibility": draft.responsibility,
            "left_over": draft.left_over.strip()[:200],
        }
        if any(found.values()):
            unit.update(Repair, life.repair_id, None, **found)
        keep_materials(unit, matter_id, visit_no, draft.materials, "完工时更正")
        seen = {"present": draft.present.strip()[:60], "photo_sha256": draft.photo_sha256}
        keep_visit(unit, matter_id, visit_no, **seen, **asdict(draft.temperatures))
        return unit.result(done(life))


def find_damage(desk: Desk, matter_id: int, draft: DamageDraft, key: UUID) -> Done:
    """发现用户责任损坏: which facility, whose, and whether the user agrees; the 确认单 follows from it (9.6)."""
    desk.require(Role.CLERK)
    missing = {"facility": "请写明损坏的设施。", "owner": "请写明是谁的设施。"}
    _raise((name, words) for name, words in missing.items() if not getattr(draft, name).strip())
    with writing(desk, "repair.damage_found", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, matter_id)
        shown = {"设施": draft.facility.strip(), "产权": draft.owner.strip(), "用户": _agrees(draft.agrees)}
        visit_no = draft.visit_no or (life.facts.visits[-1].ordinal if life.facts.visits else None)
        code = AGREES if draft.agrees else DISPUTES
        fact = happening(unit, Event.DAMAGE_FOUND, draft, visit_no=visit_no, code=code, shown=shown)
        return unit.result(done(record(unit, life, fact)))


def _agrees(agrees: bool) -> str:
    return "认可" if agrees else "不认可"


def _visit(desk: Desk, act: str, matter_id: int, kind: Event, draft: VisitDraft, key: UUID) -> Done:
    desk.require(Role.CLERK)
    with writing(desk, act, key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, matter_id)
        facts = life.facts
        leaving = kind is Event.LEFT and facts.visits
        visit_no = draft.visit_no or (facts.visits[-1].ordinal if leaving else visit_to_arrive(facts))
        fact = happening(unit, kind, draft, staff_id=_who(life, draft, visit_no), visit_no=visit_no)
        return unit.result(done(record(unit, life, fact)))


def _arrived(unit: Unit, life: Life, draft: VisitDraft, at: datetime | None) -> Life:
    return life if at is None else _arrive(unit, life, draft, at, draft.told_at or unit.desk.now())


def _arrive(unit: Unit, life: Life, draft: VisitDraft, at: datetime, told_at: datetime, note: str = "") -> Life:
    visit_no = draft.visit_no or visit_to_arrive(life.facts)
    visit = life.facts.visit(visit_no)
    if visit is not None and visit.arrived_at is not None:
        same_man = draft.repairer_id in (None, visit.repairer_id)
        if same_man and whole_minute(visit.arrived_at) == whole_minute(at):
            return life
        raise Refused(
            f"第 {visit_no} 次上门已由{_recorded_by(unit, life, visit_no)}记录到场 {spoken(visit.arrived_at)}。"
            "时间或人不对请用“更正”；另派了人请先记派工。"
        )
    staff_id = _who(life, draft, visit_no)
    return record(unit, life, Happening(Event.ARRIVED, at, told_at, staff_id, visit_no, note=note))


def _recorded_by(unit: Unit, life: Life, visit_no: int) -> str:
    known = (event.actor_id for event in life.events if event.kind == Event.ARRIVED and event.visit_no == visit_no)
    actor_id = next(known, None)
    name = unit.store.scalar(Staff.select(Staff.name).where(Staff.id == actor_id)) if actor_id is not None else None
    return str(name or "别人")


def _who(life: Life, draft: VisitDraft, visit_no: int) -> int | None:
    visit = life.facts.visit(visit_no)
    sent = visit.repairer_id if visit is not None else None
    return draft.repairer_id or sent or life.facts.repairer_id


def _finish_problems(draft: FinishDraft) -> Iterator[tuple[str, str]]:
    if draft.responsibility not in RESPONSIBILITIES:
        yield "responsibility", "请从列表里选择责任。"
    if any(not line.name.strip() for line in draft.materials):
        yield "materials", "每行材料都要有名称。"
    yield from temperature_problems(draft.temperatures)


def _raise(problems: Iterator[tuple[str, str]]) -> None:
    found = dict(problems)
    if found:
        raise InvalidInput(found)
