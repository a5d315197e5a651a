"""The matters a report may be about, whatever their kind, and the opinion their state suggests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import JOIN

from app.models.complaints import Complaint, TipOff
from app.models.enquiries import Enquiry
from app.models.matters import Matter
from app.models.outages import Outage
from app.models.repairs import Repair
from app.models.station import Staff
from app.services.forwarding.opinion_rules import opinion_rules
from app.services.kernel.desk import Desk
from app.services.kernel.store import Store
from app.services.kernel.times import china
from app.services.kinds import SEALED, SEALED_WORDS
from app.services.matters.moments import spoken

COMPLAINT, TIP_OFF, ENQUIRY, REPAIR, OUTAGE = "complaint", "tipoff", "enquiry", "repair", "outage"
# The phase of an incident that is announced and has not begun.
PLANNED = "计划停热"


@dataclass(frozen=True, slots=True)
class Reportable:
    """One matter with what its kind knows of how it stands."""

    matter_id: int
    number: str
    kind: str
    told_at: datetime
    channel: str
    place: str
    own_words: str
    phase: str
    premises_id: int | None
    closed_at: datetime | None
    fault_group: str | None
    repairer: str | None
    arrived_at: datetime | None
    finished_at: datetime | None
    cause: str | None
    done: str | None
    enquiry_answer: str | None
    passed_to: str | None
    tip_passed_to: str | None
    summary: str | None
    outage_reason: str | None
    begins_at: datetime | None
    expected_at: datetime | None
    restored_at: datetime | None

    @property
    def words(self) -> str:
        """What may be shown of it: of a sealed matter its summary, else that it is kept."""
        return self.own_words if self.kind not in SEALED else self.summary or SEALED_WORDS

    @property
    def suggestion(self) -> str:
        """An opinion to begin from, by how the matter stands; a person reads and changes it."""
        if self.kind == TIP_OFF:
            return _after(self.tip_passed_to, self.summary or "")
        if self.kind == COMPLAINT:
            return "已答复。" if self.closed_at else _after(self.passed_to, "已受理，正在核实。")
        if self.kind == ENQUIRY and self.enquiry_answer:
            return f"已答复：{self.enquiry_answer}"
        if self.kind == OUTAGE:
            return self._outage()
        return self._repair() if self.kind == REPAIR else f"{self.phase}，正在办理。"

    def _outage(self) -> str:
        if self.phase == PLANNED and self.begins_at is not None:
            return f"{self.outage_reason or '停热'}，计划 {spoken(self.begins_at)} 停热。"
        if self.restored_at is not None:
            return f"{self.outage_reason or '停热'}，{spoken(self.restored_at)} 已恢复供热。"
        expected = f"，预计 {spoken(self.expected_at)} 恢复" if self.expected_at else ""
        return f"{self.outage_reason or '停热'}，正在抢修{expected}。"

    def _repair(self) -> str:
        if self.finished_at is not None:
            found = "，".join(part for part in (self.cause, self.done) if part)
            return f"{china(self.finished_at):%H:%M} 已修复{f'：{found}' if found else ''}。"
        if self.arrived_at is not None:
            return f"{self.repairer or '维修员'} {china(self.arrived_at):%H:%M} 到场，正在处理。"
        return f"{self.phase}{f'，维修员 {self.repairer}' if self.repairer else ''}。"


def _after(receiver: str | None, words: str) -> str:
    return f"已转{receiver}办理。" if receiver else words


def lately(desk: Desk, kinds: Iterable[str]) -> list[Reportable]:
    """Matters of these kinds that are open or were told within the look-back time, oldest first; no voided ones."""
    since = desk.now() - opinion_rules().look_back
    wanted = Matter.kind.in_(sorted(kinds)) & (Matter.void_reason == "")
    return _rows(desk.store, wanted & (Matter.closed_at.is_null() | (Matter.told_at >= since)))


def told_since(desk: Desk, kinds: Iterable[str], span: timedelta) -> list[Reportable]:
    """Matters of these kinds told within `span` before now, oldest first; no voided ones."""
    since = desk.now() - span
    return _rows(desk.store, Matter.kind.in_(sorted(kinds)) & (Matter.void_reason == "") & (Matter.told_at >= since))


def these(store: Store, matter_ids: Iterable[int]) -> dict[int, Reportable]:
    """These matters by id; what does not exist is left out."""
    return {row.matter_id: row for row in _rows(store, Matter.id.in_(list(matter_ids)))}


def _rows(store: Store, which: Any) -> list[Reportable]:
    query = (
        Matter.select(
            Matter.id.alias("matter_id"),
            Matter.number,
            Matter.kind,
            Matter.told_at,
            Matter.channel,
            Matter.place_text.alias("place"),
            Matter.words.alias("own_words"),
            Matter.phase,
            Matter.premises.alias("premises_id"),
            Matter.closed_at,
            Repair.fault_group,
            Staff.name.alias("repairer"),
            Repair.arrived_at,
            Repair.finished_at,
            Repair.cause,
            Repair.done,
            Enquiry.answer.alias("enquiry_answer"),
            Complaint.passed_to,
            TipOff.passed_to.alias("tip_passed_to"),
            TipOff.summary,
            Outage.reason.alias("outage_reason"),
            Outage.began_at.alias("begins_at"),
            Outage.expected_at,
            Outage.restored_at,
        )
        .join(Repair, JOIN.LEFT_OUTER, on=(Repair.matter == Matter.id))
        .join(Staff, JOIN.LEFT_OUTER, on=(Staff.id == Repair.repairer))
        .join(Enquiry, JOIN.LEFT_OUTER, on=(Enquiry.matter == Matter.id))
        .join(Complaint, JOIN.LEFT_OUTER, on=(Complaint.matter == Matter.id))
        .join(TipOff, JOIN.LEFT_OUTER, on=(TipOff.matter == Matter.id))
        .join(Outage, JOIN.LEFT_OUTER, on=(Outage.matter == Matter.id))
        .where(which)
        .order_by(Matter.told_at, Matter.id)
    )
    return store.rows(query, Reportable)
