"""Who stands in an incident and has not heard yet that heat is back: by its calls, and by their own matters."""

from collections import defaultdict

from app.models.matters import Matter
from app.models.outages import Outage, OutageCall
from app.services.kernel.store import Store
from app.services.matters.events import EventRow, effective, event_rows

JOINED = "joined_outage"
_GONE = frozenset({"left", "restored"})


def still_joined(store: Store, outage_id: int) -> list[int]:
    """The matters that wait, in the order they joined; `outage_id` is the incident's own row.

    A matter that was closed otherwise, or whose joining was taken back on the matter itself, does not wait.
    """
    query = OutageCall.select(OutageCall.matter, OutageCall.what).where(OutageCall.outage == outage_id)
    waiting: dict[int, None] = {}
    for matter_id, what in store.tuples(query.order_by(OutageCall.id)):
        if what == "joined":
            waiting[matter_id] = None
        elif what in _GONE:
            waiting.pop(matter_id, None)
    if not waiting:
        return []
    number = store.scalar(
        Matter.select(Matter.number).join(Outage, on=(Outage.matter == Matter.id)).where(Outage.id == outage_id)
    )
    still_open = Matter.select(Matter.id).where(Matter.id.in_(list(waiting)), Matter.closed_at.is_null())
    inside = _standing(store, set(store.scalars(still_open)), str(number))
    return [matter_id for matter_id in waiting if matter_id in inside]


def _standing(store: Store, matter_ids: set[int], number: str) -> set[int]:
    """Those whose history says that they are in this incident."""
    histories: dict[int, list[EventRow]] = defaultdict(list)
    for row in event_rows(store, list(matter_ids)):
        histories[row.matter_id].append(row)
    return {
        matter_id
        for matter_id, rows in histories.items()
        if any(event.kind == JOINED and event.code == number for event in effective(rows))
    }
