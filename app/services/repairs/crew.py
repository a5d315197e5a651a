"""Where each repairer is now, and what else he has in hand; told from the rows of the board."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.services.kernel.desk import Desk, Role
from app.services.matters.board import BoardRow
from app.services.repairs.phase import Phase

_REPAIR = "repair"
# The nearer to the work, the more it is what he does now.
_NEARNESS = {str(phase): place for place, phase in enumerate((Phase.AT_WORK, Phase.ON_THE_WAY, Phase.DISPATCHED))}


@dataclass(frozen=True, slots=True)
class Hand:
    """One repairer. `place` is his present job with its `building`, empty when he is free; `phase` says how far it is.

    `matter_id` is that job; `waiting` are those he was sent to besides, in the order of the board. `away`: he does
    not repair for the station any more.
    """

    staff_id: int
    name: str
    matter_id: int | None
    place: str
    building: str
    phase: str
    waiting: tuple[int, ...]
    away: bool = False

    @property
    def free(self) -> bool:
        return self.matter_id is None


def crew(desk: Desk) -> list[tuple[int, str]]:
    """Every repairer of the station by badge number: his id and his name."""
    # What PINs need comes along with it, and the board's first picture does not wait for that.
    from app.services.kernel.operators import list_staff

    return [(int(row.id), row.name) for row in list_staff(desk.store, Role.REPAIRER)]


def hands(people: Sequence[tuple[int, str]], rows: Iterable[BoardRow]) -> list[Hand]:
    """What each of these people has in hand by these clocks; busy ones first, the free ones after them.

    At the door comes before on the way, on the way before merely sent. What waits for a part, has joined an
    incident or only waits for its callback holds nobody. Whoever still has a job and is none of these people (he has
    left the station) stands first: somebody else must be sent.
    """
    jobs: dict[int, dict[int, BoardRow]] = {}
    for row in rows:
        if row.repairer_id is not None and row.kind == _REPAIR and row.phase in _NEARNESS:
            jobs.setdefault(row.repairer_id, {}).setdefault(row.matter_id, row)
    known = {staff_id for staff_id, _ in people}
    away = [
        replace(_hand(staff_id, next(iter(mine.values())).repairer, list(mine.values())), away=True)
        for staff_id, mine in jobs.items()
        if staff_id not in known
    ]
    found = [_hand(staff_id, name, list(jobs.get(staff_id, {}).values())) for staff_id, name in people]
    return [*away, *sorted(found, key=lambda hand: hand.free)]


def _hand(staff_id: int, name: str, mine: list[BoardRow]) -> Hand:
    if not mine:
        return Hand(staff_id, name, None, "", "", "", ())
    now = min(mine, key=lambda row: _NEARNESS[row.phase])
    waiting = tuple(row.matter_id for row in mine if row is not now)
    return Hand(staff_id, name, now.matter_id, now.place, building_words(now), now.phase, waiting)


def building_words(row: BoardRow) -> str:
    """`和平里小区 3 号楼`; the place as written where the ledger knows no building."""
    if not row.building:
        return row.place
    return f"{row.community} {row.building} 号楼" if row.building.isdigit() else f"{row.community} {row.building}"
