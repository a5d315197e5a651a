"""The last callers, for a search box in which nothing was typed yet."""

from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN

from app.models.matters import Matter
from app.models.people import Caller
from app.models.premises import Premises
from app.services.customers.families import kept_among
from app.services.customers.listing import premises_rows
from app.services.kernel.desk import Desk
from app.services.kinds import SEALED
from app.services.paper.masking import mask_phones

# Some of the last matters are of one premises: so many are read for each line that is shown.
READ_FOR_ONE = 6


@dataclass(frozen=True, slots=True)
class RecentCaller:
    """One line of the last callers; the phone is masked. Without a premises the ledger does not know the caller."""

    premises_id: int | None
    place: str
    caller: str
    phone: str
    matter_id: int
    matter_number: str
    told_at: datetime


def recent_callers(desk: Desk, limit: int = 10) -> list[RecentCaller]:
    """Who brought the last matters, newest first: one line for each premises, or for each caller without one."""
    query = (
        Matter.select(
            Matter.premises,
            Matter.place_text,
            Premises.address,
            Premises.merged_into,
            Caller.name,
            Caller.phone,
            Matter.id,
            Matter.number,
            Matter.told_at,
        )
        .join(Caller, JOIN.LEFT_OUTER, on=(Matter.caller == Caller.id))
        .join(Premises, JOIN.LEFT_OUTER, on=(Matter.premises == Premises.id))
        .where(Matter.void_reason == "", Matter.kind.not_in(SEALED))
        .order_by(Matter.id.desc())
        .limit(max(0, limit) * READ_FOR_ONE)
    )
    rows = desk.store.tuples(query)
    kept = kept_among(desk.store, ((row[0], row[3]) for row in rows))
    addresses = {row.id: row.address for row in premises_rows(desk.store, list(kept.values()))}
    lines: dict[object, RecentCaller] = {}
    for own_id, place, own_address, _, name, phone, matter_id, number, told_at in rows:
        premises_id = kept.get(own_id, own_id)
        address = addresses.get(premises_id) or own_address or place
        who = premises_id or phone or (name, place)
        line = RecentCaller(premises_id, address, name or "", mask_phones(phone or ""), matter_id, number, told_at)
        lines.setdefault(who, line)
    return list(lines.values())[:limit]
