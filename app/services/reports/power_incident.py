"""A power cut that stopped heat is an incident with the cause 停电; both are written down in one act."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.services.duty.power_cuts import CutDraft, cut_row, keep_cut, tie_incident
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import Refused
from app.services.kernel.unit import Unit, writing
from app.services.outages.settings import cause_words
from app.services.outages.steps import open_outage
from app.services.outages.values import AreaDraft, Cause, OutageDraft


@dataclass(frozen=True, slots=True)
class HeatDraft:
    """Heat is off too: since when (None: since the power is), expected back when; no area means everywhere."""

    began_at: datetime | None = None
    expected_at: datetime | None = None
    areas: tuple[AreaDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class CutTaken:
    """The power cut is written down; `number` of the incident is empty when heat stayed on."""

    cut_id: int
    matter_id: int | None
    number: str


def take_cut(desk: Desk, draft: CutDraft, heat: HeatDraft | None, key: UUID) -> CutTaken:
    """Write a power cut down, and the incident it is when heat stopped; the incident counts from when it began.

    Promises as `record_cut` and `take_outage`. The incident stays open until somebody says that heat is back, so that
    calls of the register can join it however late they are typed in.
    """
    desk.require(Role.CLERK)
    with writing(desk, "power.take", key) as unit:
        if first := unit.earlier(CutTaken):
            return first
        cut_id = keep_cut(unit, draft).cut_id
        return unit.result(_stop(unit, cut_id, heat) if heat is not None else CutTaken(cut_id, None, ""))


def heat_stopped(desk: Desk, cut_id: int, heat: HeatDraft, key: UUID) -> CutTaken:
    """It turned out later that heat was off too. Refused when the cut has its incident."""
    desk.require(Role.CLERK)
    with writing(desk, "power.heat", key) as unit:
        if first := unit.earlier(CutTaken):
            return first
        cut = cut_row(unit.store, cut_id)
        if cut.matter_id is not None:
            raise Refused(f"这次停电已登记停热事件 {cut.matter_number}，不再登记。")
        return unit.result(_stop(unit, cut_id, heat))


def _stop(unit: Unit, cut_id: int, heat: HeatDraft) -> CutTaken:
    cut = cut_row(unit.store, cut_id)
    began = heat.began_at or cut.began_at
    word = cause_words()[Cause.POWER]
    words = f"{word}：{cut.remark}" if cut.remark else word
    taken = open_outage(
        unit,
        OutageDraft(
            cause=Cause.POWER,
            reason=cut.remark,
            began_at=began,
            expected_at=heat.expected_at,
            areas=heat.areas,
            words=words,
            told_at=began,
        ),
    )
    tie_incident(unit, cut_id, taken.matter_id)
    return CutTaken(cut_id, taken.matter_id, taken.number)
