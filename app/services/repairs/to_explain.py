"""Whom to ring when there are too many faults at once: open repairs whose users have not been told it takes longer."""

from dataclasses import dataclass
from datetime import datetime

from app.models.matters import Matter
from app.models.people import Caller
from app.models.repairs import Repair
from app.services.kernel.desk import Desk


@dataclass(frozen=True, slots=True)
class ToExplain:
    """One open repair with its caller; `arrived` ones come last, somebody is there already."""

    matter_id: int
    number: str
    place: str
    words: str
    caller: str
    phone: str
    told_at: datetime
    explained_at: datetime | None
    arrived: bool


def to_explain(desk: Desk) -> list[ToExplain]:
    """Repairs that are neither finished nor in an incident, nobody at the door first, then the oldest."""
    query = (
        Matter.select(
            Matter.id,
            Matter.number,
            Matter.place_text,
            Matter.words,
            Caller.name,
            Caller.phone,
            Matter.told_at,
            Repair.explained_at,
            Repair.arrived_at,
        )
        .join(Repair, on=(Repair.matter == Matter.id))
        .left_outer_join(Caller, on=(Caller.id == Matter.caller))
        .where(Matter.closed_at.is_null(), Repair.finished_at.is_null(), Repair.outage_number == "")
        .order_by(Matter.told_at, Matter.id)
    )
    found = [
        ToExplain(matter_id, number, place, words, name or "", phone or "", told_at, explained_at, arrived is not None)
        for matter_id, number, place, words, name, phone, told_at, explained_at, arrived in desk.store.tuples(query)
    ]
    return sorted(found, key=lambda row: row.arrived)
