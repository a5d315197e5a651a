"""首问责任: whoever took a matter answers for it until somebody accepts it (4.1, 11.8)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.models.matters import Matter
from app.models.station import Staff
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.operators import list_staff
from app.services.kernel.store import Store
from app.services.kernel.unit import Unit, writing
from app.services.kinds import SEALED, kind_of
from app.services.matters.events import EffectiveEvent, effective_events
from app.services.matters.steps import MatterRow, matter_row
from app.services.matters.values import Done, Happening

HANDED_ON, ACCEPTED = "handed_on", "accepted"


@dataclass(frozen=True, slots=True)
class Moved:
    """So many matters have another 当班责任人; `kept_back` had to stay."""

    matters: int
    kept_back: int


def hand_on(desk: Desk, matter_id: int, to: int | str, note: str, key: UUID) -> Done:
    """转交 to somebody of the station (his staff id) or to an office in words. Until it is accepted
    whoever has the matter answers for it.

    Refused for a closed matter, for somebody who has left or cannot accept it, and for whoever has it already.
    """
    desk.require(Role.CLERK)
    if isinstance(to, str) and not to.strip():
        raise InvalidInput({"to": "请选择或写明转交给谁。"})
    with writing(desk, "matter.hand_on", key) as unit:
        if first := unit.earlier(Done):
            return first
        matter = _open(unit, matter_id)
        if isinstance(to, int):
            _require_here(unit, matter, to)
        now = unit.desk.now()
        staff_id, words = (to, "") if isinstance(to, int) else (None, to.strip()[:40])
        fact = Happening(HANDED_ON, now, now, staff_id, code=words, note=note.strip())
        kind_of(matter.kind).note(unit, matter_id, fact)
        return unit.result(_done(unit, matter_id))


def accept(desk: Desk, matter_id: int, key: UUID) -> Done:
    """接件: the operator answers for the matter from now on.

    Refused when he has it already, or when it was handed on to somebody else who is still here.
    """
    desk.require(Role.CLERK)
    with writing(desk, "matter.accept", key) as unit:
        if first := unit.earlier(Done):
            return first
        matter = _open(unit, matter_id)
        actor_id = unit.desk.actor.staff_id
        if actor_id is not None and matter.owner_id == actor_id:
            raise Refused(f"{matter.number} 已由您负责，不用接件。")
        waiting = waiting_hand_on(effective_events(unit.store, matter_id))
        if waiting is not None and waiting.staff_id != actor_id and waiting.staff_id in _who_accept(unit.store):
            name = unit.store.scalar(Staff.select(Staff.name).where(Staff.id == waiting.staff_id))
            raise Refused(f"{matter.number} 已转交 {name}，请由 {name} 接件。")
        now = unit.desk.now()
        kind_of(matter.kind).note(unit, matter_id, Happening(ACCEPTED, now, now, actor_id))
        matter = matter_row(unit.store, matter_id)
        unit.update(Matter, matter_id, matter.version, owner_id=actor_id)
        return unit.result(_done(unit, matter_id))


def take_over(unit: Unit, leaving_id: int, coming_id: int, at: datetime, number: str) -> Moved:
    """Shift change: every open matter one answers for is answered for by the other; `number` is the handover's.

    A hand-on to somebody else waits on. A sealed matter whose rules forbid that the other has it stays with whoever
    has it.
    """
    open_of = (
        Matter.select(Matter.id, Matter.kind, Matter.told_at)
        .where(Matter.owner == leaving_id, Matter.closed_at.is_null())
        .order_by(Matter.id)
    )
    moved = kept_back = 0
    for matter_id, kind, told_at in unit.store.tuples(open_of):
        # The clock of whoever took it may have been a minute ahead.
        fact = Happening(ACCEPTED, max(at, told_at), at, coming_id, code=number, note=f"交接班 {number}")
        try:
            kind_of(kind).note(unit, matter_id, fact)
        except Refused:
            if kind not in SEALED:
                raise
            kept_back += 1
            continue
        unit.update(Matter, matter_id, None, owner_id=coming_id)
        moved += 1
    return Moved(moved, kept_back)


def hand_ons(store: Store, matter_id: int) -> int:
    """How often the matter was handed on."""
    return sum(1 for event in effective_events(store, matter_id) if event.kind == HANDED_ON)


def waiting_hand_on(events: list[EffectiveEvent]) -> EffectiveEvent | None:
    """The hand-on that nobody has accepted yet, or None."""
    waiting: EffectiveEvent | None = None
    for event in events:
        if event.kind == HANDED_ON:
            waiting = event
        elif event.kind == ACCEPTED and waiting is not None and (not event.code or event.staff_id == waiting.staff_id):
            # With a code it is a shift change, which answers no hand-on to somebody else.
            waiting = None
    return waiting


def owner_of(events: list[EffectiveEvent]) -> int | None:
    """Who answers for the matter by these events: the last who accepted it, else who took it (首问责任人)."""
    accepted = [event.staff_id for event in events if event.kind == ACCEPTED]
    if accepted:
        return accepted[-1]
    return next((event.actor_id for event in events if event.kind == "told"), None)


def _open(unit: Unit, matter_id: int) -> MatterRow:
    matter = matter_row(unit.store, matter_id)
    if matter.closed_at is not None:
        raise Refused(f"{matter.number} 已办结，不能再转交或接件。")
    return matter


def _require_here(unit: Unit, matter: MatterRow, staff_id: int) -> None:
    if staff_id == matter.owner_id:
        raise Refused(f"{matter.number} 现在就由他负责，不用转交。")
    if staff_id not in {row.id for row in list_staff(unit.store)}:
        raise Refused("这个人不在本站。请另选一人。")
    if staff_id not in _who_accept(unit.store):
        raise Refused("接件要由客服或站长来做，不能转交给他。请另选一人。")


def _who_accept(store: Store) -> set[int]:
    return {int(row.id) for role in (Role.CLERK, Role.MANAGER) for row in list_staff(store, role)}


def _done(unit: Unit, matter_id: int) -> Done:
    matter = matter_row(unit.store, matter_id)
    return Done(matter.id, matter.number, matter.version)
