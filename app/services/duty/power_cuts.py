"""停电: from when to when the desk worked on paper."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from peewee import ModelSelect

from app.models.duty import PowerCut
from app.models.matters import Matter
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing
from app.services.matters.moments import refuse_future, spoken


@dataclass(frozen=True, slots=True)
class CutDraft:
    """`ended_at` None: it is dark still."""

    began_at: datetime
    ended_at: datetime | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CutRow:
    """One power cut; `matter_id` is the incident it is when heat stopped too. Settled: every paper is accounted for."""

    id: int
    began_at: datetime
    ended_at: datetime | None
    matter_id: int | None
    matter_number: str | None
    remark: str
    settled_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class CutKept:
    """A power cut was written down or changed."""

    cut_id: int


def record_cut(desk: Desk, draft: CutDraft, key: UUID) -> CutKept:
    """Write a power cut down, afterwards or while it lasts. Refused in the future and across another one."""
    desk.require(Role.CLERK)
    with writing(desk, "power.cut", key) as unit:
        if first := unit.earlier(CutKept):
            return first
        return unit.result(keep_cut(unit, draft))


def keep_cut(unit: Unit, draft: CutDraft) -> CutKept:
    """The step behind `record_cut`, in an open unit."""
    _check(unit, draft)
    cut_id = unit.insert(
        PowerCut, began_at=draft.began_at, ended_at=draft.ended_at, remark=clean(draft.remark).strip()[:200]
    )
    unit.changed("power_cut", cut_id)
    return CutKept(cut_id)


def change_cut(desk: Desk, cut_id: int, version: int, draft: CutDraft, key: UUID) -> CutKept:
    """Power is back, or the times were typed wrongly. Refused once it is settled."""
    desk.require(Role.CLERK)
    with writing(desk, "power.cut_change", key) as unit:
        if first := unit.earlier(CutKept):
            return first
        _open(unit.store, cut_id)
        _check(unit, draft, cut_id)
        values = {"began_at": draft.began_at, "ended_at": draft.ended_at, "remark": clean(draft.remark).strip()[:200]}
        unit.update(PowerCut, cut_id, version, **values)
        unit.changed("power_cut", cut_id)
        return unit.result(CutKept(cut_id))


def void_cut(desk: Desk, cut_id: int, reason: str, key: UUID) -> CutKept:
    """It never was; the reason stays in the remark. Refused once it is settled."""
    desk.require(Role.CLERK)
    said = clean(reason).strip()
    if not said:
        raise InvalidInput({"reason": "作废要写明原因。"})
    with writing(desk, "power.cut_void", key) as unit:
        if first := unit.earlier(CutKept):
            return first
        cut = _open(unit.store, cut_id)
        remark = f"{cut.remark}；作废：{said}" if cut.remark else f"作废：{said}"
        unit.update(PowerCut, cut_id, cut.version, voided_at=unit.at, remark=remark[:200])
        unit.changed("power_cut", cut_id)
        return unit.result(CutKept(cut_id))


def tie_incident(unit: Unit, cut_id: int, matter_id: int) -> None:
    """The cut stopped heat: this is its incident."""
    unit.update(PowerCut, cut_id, None, matter_id=matter_id)
    unit.changed("power_cut", cut_id)


def close_cut(unit: Unit, cut: CutRow) -> None:
    """Every paper of it is accounted for. Refused while it lasts."""
    if cut.ended_at is None:
        raise Refused("还没有记恢复供电的时间。请先记恢复供电，再办结。")
    unit.update(PowerCut, cut.id, cut.version, settled_at=unit.at, settled_by_id=unit.desk.actor.staff_id)
    unit.changed("power_cut", cut.id)


def unsettled_cut(store: Store) -> CutRow | None:
    """The oldest cut that is not settled: it lasts, or its papers are not all accounted for."""
    query = _cuts().where(PowerCut.settled_at.is_null()).order_by(PowerCut.began_at, PowerCut.id)
    return store.first(query.limit(1), CutRow)


def cut_row(store: Store, cut_id: int) -> CutRow:
    """The cut with this id; NotFound with a sentence."""
    found = store.first(_cuts().where(PowerCut.id == cut_id), CutRow)
    if found is None:
        raise NotFound("没有这次停电的记录，或已作废。请刷新后再试。")
    return found


def _open(store: Store, cut_id: int) -> CutRow:
    cut = cut_row(store, cut_id)
    if cut.settled_at is not None:
        raise Refused(f"这次停电已于 {spoken(cut.settled_at)} 办结，不能再改。")
    return cut


def _check(unit: Unit, draft: CutDraft, cut_id: int | None = None) -> None:
    now = unit.desk.now()
    refuse_future(draft.began_at, now, "停电时间")
    if draft.ended_at is not None:
        refuse_future(draft.ended_at, now, "恢复供电时间")
        if draft.ended_at <= draft.began_at:
            raise InvalidInput({"ended_at": "恢复供电时间早于停电时间。请核对两个时间。"})
    for cut in unit.store.rows(_cuts(), CutRow):
        # One that lasts ends after everything that has begun.
        before_it_ends = draft.ended_at is None or cut.began_at < draft.ended_at
        if cut.id != cut_id and before_it_ends and (cut.ended_at is None or draft.began_at < cut.ended_at):
            raise Refused(f"与 {spoken(cut.began_at)} 的停电重叠。请改那一次的起止时间。")


def _cuts() -> "ModelSelect[PowerCut]":
    return (
        PowerCut.select(
            PowerCut.id,
            PowerCut.began_at,
            PowerCut.ended_at,
            PowerCut.matter.alias("matter_id"),
            Matter.number.alias("matter_number"),
            PowerCut.remark,
            PowerCut.settled_at,
            PowerCut.version,
        )
        .left_outer_join(Matter, on=(Matter.id == PowerCut.matter))
        .where(PowerCut.voided_at.is_null())
    )
