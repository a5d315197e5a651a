"""Which matter another one may follow on site: those at the same place first, then those of the same building."""

from dataclasses import dataclass
from datetime import datetime

from app.models.matters import Matter
from app.services.kernel.desk import Desk
from app.services.kinds import SEALED
from app.services.matters.merging import OUTAGE
from app.services.matters.steps import matter_row

MOST = 8


@dataclass(frozen=True, slots=True)
class MainCandidate:
    """An open matter that leads its own work; `same_place` means the same flat, or the same words for the place."""

    matter_id: int
    number: str
    kind: str
    phase: str
    place: str
    words: str
    told_at: datetime
    same_place: bool


def main_candidates(desk: Desk, matter_id: int) -> list[MainCandidate]:
    """At most eight, those at the same place first, then the oldest; NotFound when there is no such matter."""
    matter = matter_row(desk.store, matter_id)
    where = Matter.place_text == matter.place_text
    if matter.premises_id is not None:
        where |= Matter.premises == matter.premises_id
    if matter.building_id is not None:
        where |= Matter.building == matter.building_id
    query = (
        Matter.select(
            Matter.id,
            Matter.number,
            Matter.kind,
            Matter.phase,
            Matter.place_text,
            Matter.words,
            Matter.told_at,
            Matter.premises,
        )
        .where(
            where,
            Matter.id != matter_id,
            Matter.closed_at.is_null(),
            Matter.merged_into.is_null(),
            Matter.kind.not_in([*SEALED, OUTAGE]),
        )
        .order_by(Matter.told_at, Matter.id)
    )
    found = [
        MainCandidate(
            other_id,
            number,
            kind,
            phase,
            place,
            words,
            told_at,
            place == matter.place_text or (premises_id is not None and premises_id == matter.premises_id),
        )
        for other_id, number, kind, phase, place, words, told_at, premises_id in desk.store.tuples(query)
    ]
    return sorted(found, key=lambda candidate: not candidate.same_place)[:MOST]
