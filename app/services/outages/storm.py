"""Many calls from one building: an incident is offered, with the calls it would take up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import ModelSelect

from app.models.matters import Matter
from app.models.outages import OutageCall
from app.models.premises import Building, Community
from app.models.repairs import Repair
from app.services.kernel.desk import Desk
from app.services.kernel.store import Store
from app.services.matters.moments import TOLERANCE
from app.services.outages.areas import areas_of, closeness, spot_of
from app.services.outages.reads import outage_for
from app.services.outages.settings import storm_rule
from app.services.outages.steps import read_life


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A repair that is not finished and stands in no incident."""

    matter_id: int
    number: str
    place: str
    words: str
    told_at: datetime
    fault_group: str
    premises_id: int | None
    building_id: int | None


@dataclass(frozen=True, slots=True)
class StormOffer:
    """So many calls from one building that they look like one incident. `calls` the oldest first."""

    building_id: int
    building: str
    since: datetime
    calls: tuple[OpenCall, ...]

    @property
    def count(self) -> int:
        """How many flats rang up."""
        return len(_flats(self.calls))


def storm(desk: Desk, building_id: int, at: datetime, *, coming: int = 0) -> StormOffer | None:
    """Whether calls about the building within the rule's time before `at` make an incident worth offering.

    Flats are counted, not calls. `coming` is how many are being taken down and are not saved yet. None while an open
    incident covers the building: then they join that one.
    """
    rule = storm_rule()
    covering = outage_for(desk, building_id=building_id)
    if covering is not None and not covering.planned:
        return None
    since = at - timedelta(minutes=rule.minutes)
    query = _open_calls().where(
        Matter.building == building_id,
        Matter.told_at >= since,
        # Two clocks of one room.
        Matter.told_at <= at + TOLERANCE,
        Repair.fault_group.in_(rule.groups),
    )
    calls = _not_joined(desk.store, desk.store.rows(query.order_by(Matter.told_at, Matter.id), OpenCall))
    if not calls or len(_flats(calls)) + coming < rule.calls:
        return None
    return StormOffer(building_id, _building_words(desk.store, building_id), calls[0].told_at, tuple(calls))


def joinable(desk: Desk, outage_id: int) -> list[OpenCall]:
    """Open repairs of the incident's area that stand in no incident, the newest first; those it names exactly first."""
    life = read_life(desk.store, outage_id)
    areas = areas_of(desk.store, [life.outage_id]).get(life.outage_id, ())
    calls = desk.store.rows(_open_calls().order_by(Matter.told_at.desc(), Matter.id.desc()), OpenCall)
    close: dict[int, int] = {}
    for call in _not_joined(desk.store, calls):
        spot = spot_of(desk.store, call.premises_id, call.building_id)
        exactly = closeness(areas, spot)
        if exactly:
            close[call.matter_id] = exactly
    return sorted((call for call in calls if call.matter_id in close), key=lambda call: -close[call.matter_id])


def _open_calls() -> "ModelSelect[Matter]":
    return (
        Matter.select(
            Matter.id.alias("matter_id"),
            Matter.number,
            Matter.place_text.alias("place"),
            Matter.words,
            Matter.told_at,
            Repair.fault_group,
            Matter.premises.alias("premises_id"),
            Matter.building.alias("building_id"),
        )
        .join(Repair, on=(Repair.matter == Matter.id))
        .where(Matter.closed_at.is_null(), Repair.finished_at.is_null(), Repair.outage_number == "")
    )


def _not_joined(store: Store, calls: Sequence[OpenCall]) -> list[OpenCall]:
    """Without those that wait in an incident by the list of its calls."""
    query = OutageCall.select(OutageCall.matter, OutageCall.what).order_by(OutageCall.id)
    ids = [call.matter_id for call in calls]
    last = {matter_id: what for matter_id, what in store.tuples(query.where(OutageCall.matter.in_(ids)))}
    return [call for call in calls if last.get(call.matter_id, "left") in ("left", "restored")]


def _flats(calls: Sequence[OpenCall]) -> set[tuple[str, int]]:
    return {
        ("premises", call.premises_id) if call.premises_id is not None else ("matter", call.matter_id) for call in calls
    }


def _building_words(store: Store, building_id: int) -> str:
    query = Building.select(Community.name, Building.name).join(Community).where(Building.id == building_id)
    community, name = store.tuples(query)[0]
    return f"{community} {name}号楼" if name.isdecimal() else f"{community} {name}".strip()
