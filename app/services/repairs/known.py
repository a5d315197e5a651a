"""What the station already knows while somebody reports a fault: the flat's state, what is open, what was lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import Expression

from app.models.matters import Matter
from app.models.people import Caller
from app.models.premises import Premises
from app.models.repairs import Repair
from app.services.customers.families import premises_family
from app.services.customers.lately import lately_days
from app.services.kernel.desk import Desk
from app.services.kernel.text import clean
from app.services.matters.phones import dialled
from app.services.repairs.faults import group_word

# Fewer digits are not a telephone yet.
PHONE_DIGITS = 7


@dataclass(frozen=True, slots=True)
class KnownRepair:
    """A repair of the flat or of the caller; `is_here` means the flat that was chosen."""

    matter_id: int
    number: str
    phase: str
    told_at: datetime
    place: str
    fault: str
    is_open: bool
    is_here: bool


@dataclass(frozen=True, slots=True)
class KnownAtIntake:
    """`state` of the flat as in the ledger, '' without one; `open` oldest first, `lately` newest first.

    `lately` are repairs told within the days that count as lately: another one is 重复报修.
    """

    state: str = ""
    open: tuple[KnownRepair, ...] = ()
    lately: tuple[KnownRepair, ...] = ()


def known_at_intake(desk: Desk, premises_id: int | None, phone: str) -> KnownAtIntake:
    """What is known of this flat, and of whoever calls from this number; both may be missing."""
    digits = dialled(clean(phone))
    family = premises_family(desk.store, premises_id) if premises_id is not None else []
    wanted: list[Expression] = []
    if family:
        wanted.append(Matter.premises.in_(family))
    if len(digits) >= PHONE_DIGITS:
        wanted.append(Caller.phone == digits)
    # Each by its own index: either of the two in one text would read every matter of the station.
    rows = {row.matter_id: row for whose in wanted for row in _repairs(desk, whose, family)}
    found = sorted(rows.values(), key=lambda repair: (repair.told_at, repair.matter_id))
    since = _lately_since(desk)
    state = desk.store.scalar(Premises.select(Premises.state).where(Premises.id == premises_id)) if family else ""
    return KnownAtIntake(
        state=state or "",
        open=tuple(repair for repair in found if repair.is_open),
        lately=tuple(repair for repair in reversed(found) if repair.is_here and repair.told_at >= since),
    )


def _repairs(desk: Desk, whose: Expression, family: list[int]) -> list[KnownRepair]:
    query = (
        Matter.select(
            Matter.id,
            Matter.number,
            Matter.phase,
            Matter.told_at,
            Matter.place_text,
            Matter.premises,
            Repair.fault_group,
            Repair.fault,
            Repair.finished_at,
            Matter.closed_at,
        )
        .join(Repair, on=(Repair.matter == Matter.id))
        .left_outer_join(Caller, on=(Caller.id == Matter.caller))
        .where(whose, Matter.void_reason == "", Matter.closed_at.is_null() | (Matter.told_at >= _lately_since(desk)))
    )
    return [
        KnownRepair(
            matter_id,
            number,
            phase,
            told_at,
            place,
            "·".join(part for part in (group_word(group), fault) if part),
            is_open=finished_at is None and closed_at is None,
            is_here=at in family,
        )
        for matter_id, number, phase, told_at, place, at, group, fault, finished_at, closed_at in desk.store.tuples(
            query
        )
    ]


def _lately_since(desk: Desk) -> datetime:
    return desk.now() - timedelta(days=lately_days())
