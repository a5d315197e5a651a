"""Who may be sent: the repairer of the place's 责任片区 first, then his 备班人, then everybody else by badge."""

from dataclasses import dataclass

from app.models.matters import Matter
from app.models.repairs import Repair
from app.services.customers.places.districts import district_of
from app.services.kernel.desk import Desk, Role
from app.services.kernel.operators import list_staff
from app.services.repairs.values import FaultGroup
from app.services.staff.validity import expired, expired_words

IN_CHARGE, STANDS_IN = "片区", "备班"


@dataclass(frozen=True, slots=True)
class Candidate:
    """`duty` is 片区 or 备班 for this place, else ''; `expired` says which certificates have run out, '' when none.

    `needs_reason`: sending him asks why, because a certificate has run out and nothing leaks.
    """

    staff_id: int
    name: str
    badge: str
    duty: str
    expired: str
    needs_reason: bool


def dispatch_candidates(desk: Desk, matter_id: int) -> list[Candidate]:
    """Every repairer of the station, in the order in which they are offered for this matter."""
    query = Matter.select(Matter.building, Repair.fault_group).join(Repair, on=(Repair.matter == Matter.id))
    building_id, group = next(iter(desk.store.tuples(query.where(Matter.id == matter_id))), (None, ""))
    pair = district_of(desk.store, building_id)
    duties = {} if pair is None else {pair.deputy_id: STANDS_IN, pair.repairer_id: IN_CHARGE}
    today = desk.today()
    out_of_date = expired(desk.store, today)
    found = [
        Candidate(
            staff_id=int(row.id),
            name=row.name,
            badge=row.badge,
            duty=duties.get(int(row.id), ""),
            expired=expired_words(out_of_date.get(int(row.id), ()), today),
            needs_reason=int(row.id) in out_of_date and group != FaultGroup.LEAK,
        )
        for row in list_staff(desk.store, Role.REPAIRER)
    ]
    order = {IN_CHARGE: 0, STANDS_IN: 1, "": 2}
    return sorted(found, key=lambda candidate: order[candidate.duty])
