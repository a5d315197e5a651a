"""Reads the calls of these days: all of them once an hour, after an act only those it touched."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from weakref import WeakKeyDictionary

from peewee import JOIN

from app.models.kernel import RowImage, Unit
from app.models.matters import Matter
from app.models.people import Caller
from app.models.premises import Premises
from app.services.customers.families import kept_among
from app.services.customers.finding.calls import Call, Calls
from app.services.customers.lately import lately_days
from app.services.kernel.desk import Desk
from app.services.kernel.store import Store
from app.services.kernel.store.prepared import Prepared, PreparedForIds, gap
from app.services.kernel.times import to_ms
from app.services.kinds import SEALED

HOUR_MS = 3_600_000
# Acts that touch no matter, no caller and no merge; an import writes many of them while calls come in.
BESIDE_CALLS = ("ledger.import", "premises.disclose", "search.reindex")
# More matters than one act of a clerk touches: then all are read.
MANY = 64


@dataclass(frozen=True, slots=True)
class _Known:
    """As it was after the unit of this id, in this hour."""

    unit_id: int
    hour: int
    by_id: dict[int, Call]
    calls: Calls


_known: WeakKeyDictionary[Store, _Known] = WeakKeyDictionary()


def _calls(*among: Any) -> Any:
    return (
        Matter.select(
            Matter.id,
            Matter.number,
            Matter.place_text,
            Matter.premises,
            Matter.closed_at.is_null(),
            Caller.name,
            Caller.phone,
            Premises.merged_into,
        )
        .join(Caller, JOIN.LEFT_OUTER, on=(Matter.caller == Caller.id))
        .join(Premises, JOIN.LEFT_OUTER, on=(Matter.premises == Premises.id))
        .where(*among, Matter.void_reason == "", Matter.kind.not_in(SEALED))
    )


_OPEN, _CLOSED = Matter.alias(), Matter.alias()
_NEWEST = Prepared(lambda: Unit.select(Unit.id).where(Unit.act.not_in(BESIDE_CALLS)).order_by(Unit.id.desc()).limit(1))
_ALL = Prepared(
    lambda: _calls(
        # Two looks into an index; either in one condition would be a look at every matter there ever was.
        Matter.id.in_(_OPEN.select(_OPEN.id).where(_OPEN.closed_at.is_null()))
        | Matter.id.in_(_CLOSED.select(_CLOSED.id).where(_CLOSED.closed_at >= gap("since")))
    )
)
_SOME = PreparedForIds(
    lambda ids: _calls(Matter.id.in_(ids), Matter.closed_at.is_null() | (Matter.closed_at >= gap("since")))
)
# What the acts since a unit have left behind. Asked for by table, it would be looked for among all images of a table.
_WRITTEN = Prepared(
    lambda: (
        RowImage.select(RowImage.table_name, RowImage.row_id, RowImage.op)
        .join(Unit, on=(RowImage.id.between(Unit.first_seq, Unit.last_seq)))
        .where(Unit.id > gap("unit"), Unit.act.not_in(BESIDE_CALLS))
    )
)


def calls_lately(desk: Desk) -> Calls:
    """The calls of open matters and of those closed in these days; read again after an act that may change them."""
    store = desk.store
    hour = to_ms(desk.now()) // HOUR_MS
    since = hour * HOUR_MS - timedelta(days=lately_days()) // timedelta(milliseconds=1)
    newest = _NEWEST.rows(store)
    unit_id = newest[0][0] if newest else 0
    known = _known.get(store)
    if known is not None and (known.unit_id, known.hour) == (unit_id, hour):
        return known.calls
    touched = _touched(store, known.unit_id) if known is not None and known.hour == hour else None
    if known is None or touched is None:
        by_id = _read(store, _ALL.rows(store, since=since))
    else:
        left = {matter_id: call for matter_id, call in known.by_id.items() if matter_id not in touched}
        by_id = left | _read(store, _SOME.rows(store, sorted(touched), since=since))
    calls = Calls([by_id[matter_id] for matter_id in sorted(by_id, reverse=True)])
    _known[store] = _Known(unit_id, hour, by_id, calls)
    return calls


def _touched(store: Store, unit_id: int) -> Collection[int] | None:
    """The matters the acts after this one wrote; None where more may have changed than they themselves."""
    matters: set[int] = set()
    for table, row_id, op in _WRITTEN.rows(store, unit=unit_id):
        if table == Matter._meta.table_name:
            matters.add(row_id)
        elif table == Premises._meta.table_name or (table == Caller._meta.table_name and op != "I"):
            # A merge, or another name of a caller.
            return None
    return matters if len(matters) <= MANY else None


def _read(store: Store, rows: Iterable[tuple[Any, ...]]) -> dict[int, Call]:
    rows = list(rows)
    kept = kept_among(store, ((row[3], row[7]) for row in rows))
    return {
        matter_id: Call(
            matter_id, number, place, kept.get(premises_id, premises_id), bool(is_open), name or "", phone or ""
        )
        for matter_id, number, place, premises_id, is_open, name, phone, _ in rows
    }
