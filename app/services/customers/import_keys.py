"""Search keys of new premises, written some thousands of premises at a time and in the order of the table.

The keys of one home lie all over the table. Written with each unit of an import they would touch a page of the file
for every key; sorted over many homes they share pages, which makes a large import several times as fast. A run that
was killed in between leaves homes without keys, so the next import begins with those.
"""

from collections.abc import Iterable, Mapping
from uuid import uuid4

from peewee import fn

from app.models.premises import Premises
from app.models.search import SearchKey
from app.services.customers.search_index import PREMISES_AT_ONCE, rekey
from app.services.customers.search_keys import Findable, keys_for, merged
from app.services.kernel.desk import Desk
from app.services.kernel.unit import writing

# Homes kept back at least and at most; in between a share of those already written, so that a small import is soon
# to be found and a large one writes each page of a large table seldom.
FEWEST, MOST, SHARE = 2_000, 12_000, 8
ROWS_AT_ONCE = 4_000
PREFIX = 2
_Rows = list[tuple[str, int, str]]


class KeyWriter:
    """Keeps what new premises are found by until there is enough of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._waiting: dict[int, Findable] = {}
        self._written = 0

    def add(self, findables: Mapping[int, Findable]) -> None:
        """Premises that are committed; writes when enough have come together."""
        self._waiting |= findables
        if len(self._waiting) >= max(FEWEST, min(MOST, self._written // SHARE)):
            self.flush()

    def flush(self) -> None:
        """Write the keys of everything kept back."""
        for rows in _in_order(self._waiting):
            with writing(self._desk, "search.reindex", uuid4()) as unit:
                unit.derive_many(SearchKey, rows)
        self._written += len(self._waiting)
        self._waiting = {}


def give_keys(desk: Desk) -> int:
    """Give keys to premises an interrupted import has left without any; returns how many."""
    found = SearchKey.select(SearchKey.premises_id).where(SearchKey.premises_id == Premises.id)
    bare = Premises.select(Premises.id).where(Premises.voided_at.is_null(), ~fn.EXISTS(found))
    ids = [row_id for (row_id,) in desk.store.plain(bare.order_by(Premises.id))]
    for start in range(0, len(ids), PREMISES_AT_ONCE):
        with writing(desk, "search.reindex", uuid4()) as unit:
            rekey(unit, ids[start : start + PREMISES_AT_ONCE])
    return len(ids)


def _in_order(findables: Mapping[int, Findable]) -> Iterable[_Rows]:
    # Sorted by first characters and then within them: one sort of everything would hold the interpreter too long.
    buckets: dict[str, _Rows] = {}
    for premises_id, findable in findables.items():
        for key, kind in merged(keys_for(findable)).items():
            buckets.setdefault(key[:PREFIX], []).append((key, premises_id, kind.value))
    rows: _Rows = []
    for prefix in sorted(buckets):
        rows += sorted(buckets.pop(prefix))
        while len(rows) >= ROWS_AT_ONCE:
            yield rows[:ROWS_AT_ONCE]
            rows = rows[ROWS_AT_ONCE:]
    if rows:
        yield rows
