"""Any matter as one page shows it when its kind has no page of its own in front: the spine, its clocks, its history."""

from dataclasses import dataclass
from datetime import datetime

from app.models.matters import Matter
from app.models.people import Caller
from app.models.station import Staff
from app.services.clocks.engine import ClockState
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound
from app.services.kinds import SEALED, SEALED_WORDS, kind_of
from app.services.matters.clocks import clocks_of
from app.services.matters.timeline import TimelineRow, timeline


@dataclass(frozen=True, slots=True)
class MatterHead:
    """The matter as taken; of a sealed kind neither caller nor words."""

    matter_id: int
    number: str
    kind: str
    phase: str
    told_at: datetime
    words: str
    place: str
    premises_id: int | None
    building_id: int | None
    caller: str
    phone: str
    relation: str
    owner: str
    closed_at: datetime | None
    void_reason: str

    @property
    def kind_word(self) -> str:
        """The trade's word for the kind."""
        return kind_of(self.kind).word


@dataclass(frozen=True, slots=True)
class MatterCard:
    """What is known of a matter whatever its kind."""

    head: MatterHead
    clocks: tuple[ClockState, ...]
    timeline: tuple[TimelineRow, ...]


def kind_of_matter(desk: Desk, matter_id: int) -> str:
    """The name of the matter's kind; NotFound when there is none."""
    kind: str | None = desk.store.scalar(Matter.select(Matter.kind).where(Matter.id == matter_id))
    if kind is None:
        raise NotFound("这张工单不存在。请核对编号。")
    return kind


def matter_card(desk: Desk, matter_id: int) -> MatterCard:
    """The matter with its clocks and history; NotFound when there is none."""
    query = (
        Matter.select(
            Matter.id,
            Matter.number,
            Matter.kind,
            Matter.phase,
            Matter.told_at,
            Matter.words,
            Matter.place_text,
            Matter.premises,
            Matter.building,
            Caller.name,
            Caller.phone,
            Caller.relation,
            Staff.name,
            Matter.closed_at,
            Matter.void_reason,
        )
        .left_outer_join(Caller, on=(Caller.id == Matter.caller))
        .left_outer_join(Staff, on=(Staff.id == Matter.owner))
        .where(Matter.id == matter_id)
    )
    found = desk.store.tuples(query)
    if not found:
        raise NotFound("这张工单不存在。请核对编号。")
    matter, number, kind, phase, told, words, place, premises, building, name, phone, who, owner, closed, why = found[0]
    if kind in SEALED:
        words, name, phone, who = SEALED_WORDS, "", "", ""
    head = MatterHead(
        matter,
        number,
        kind,
        phase,
        told,
        words,
        place,
        premises,
        building,
        name or "",
        phone or "",
        who or "",
        owner or "",
        closed,
        why,
    )
    return MatterCard(head, tuple(clocks_of(desk, matter_id, closed)), tuple(timeline(desk.store, matter_id)))
