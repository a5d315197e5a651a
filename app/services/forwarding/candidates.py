"""Which jobs a forwarded matter may be about: what a clerk would merge it into."""

from dataclasses import dataclass
from datetime import datetime

from app.models.matters import Matter
from app.services.kernel.desk import Desk
from app.services.kinds import SEALED
from app.services.matters.merging import OUTAGE
from app.services.matters.steps import matter_row

MOST = 8


@dataclass(frozen=True, slots=True)
class MergeCandidate:
    """An open matter; `same_place` when it is at the same premises."""

    matter_id: int
    number: str
    kind: str
    phase: str
    told_at: datetime
    place: str
    words: str
    same_place: bool


def merge_candidates(desk: Desk, matter_id: int) -> list[MergeCandidate]:
    """Open matters that this one may follow: of the same premises, of the same building, then the newest."""
    matter = matter_row(desk.store, matter_id)
    query = (
        Matter.select(
            Matter.id,
            Matter.number,
            Matter.kind,
            Matter.phase,
            Matter.told_at,
            Matter.place_text,
            Matter.words,
            Matter.premises,
            Matter.building,
        )
        .where(
            Matter.closed_at.is_null(),
            Matter.id != matter_id,
            Matter.merged_into.is_null(),
            Matter.kind.not_in([matter.kind, OUTAGE, *SEALED]),
        )
        .order_by(Matter.told_at.desc(), Matter.id.desc())
    )
    near: list[tuple[int, MergeCandidate]] = []
    for row_id, number, kind, phase, told_at, place, words, premises_id, building_id in desk.store.tuples(query):
        same = place == matter.place_text or (premises_id is not None and premises_id == matter.premises_id)
        beside = building_id is not None and building_id == matter.building_id
        distance = 0 if same else 1 if beside else 2
        near.append((distance, MergeCandidate(row_id, number, kind, phase, told_at, place, words, same)))
    return [candidate for _, candidate in sorted(near, key=lambda found: found[0])][:MOST]
