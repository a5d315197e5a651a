"""Search keys of new premises, written some thousands of homes at a time and in the order of the table.

The keys of one home lie all over the table. Written with each unit of an import they would touch a page of the file
for every key; sorted over many homes they share pages, which makes a large import several times as fast. What they
are is read from the tables when they are written, and a home counts as written when its last row is there: a run that
was killed in between leaves homes that the next `fill_index` makes whole.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from uuid import uuid4

from peewee import fn

from app.models.kernel import Unit as UnitRow
from app.models.search import SearchKey
from app.services.customers.finding.index import PREMISES_AT_ONCE, WHOLE, key_rows, rekey
from app.services.kernel.desk import Desk
from app.services.kernel.unit import writing

# Homes kept back at least and at most; in between a share of those already written, so that a small import is soon
# to be found and a large one writes each page of a large table seldom.
FEWEST, MOST, SHARE = 2_000, 8_000, 8
FEWEST_ROWS, MOST_ROWS = 100, 3_000
# Homes read again inside the unit.
AFRESH_AT_ONCE = 25
PREFIX = 2

_Row = tuple[str, int, str]


class KeyWriter:
    """Keeps which new premises have no keys yet, until there are enough of them."""

    def __init__(self, desk: Desk, between: Callable[[], object], aim_ms: int) -> None:
        """`between` is called between units, for whoever works at the desk to go first.

        A unit holds the database for about `aim_ms`; how many rows that is follows from what the last one took.
        """
        self._desk = desk
        self._between = between
        self._aim_ms = aim_ms
        self._rows_at_once = FEWEST_ROWS
        self._waiting: list[int] = []
        self._written = 0

    def add(self, premises_ids: Iterable[int]) -> None:
        """Premises that are committed; writes when enough have come together."""
        self._waiting += premises_ids
        if len(self._waiting) >= max(FEWEST, min(MOST, self._written // SHARE)):
            self.flush()

    def flush(self) -> None:
        """Write the keys of everything kept back.

        Somebody who writes in the meantime may have erased or changed a person: from then on the homes are read
        again inside the unit that writes them.
        """
        ids, self._waiting = self._waiting, []
        seen = self._last_unit()
        for rows in self._sorted(ids):
            self._between()
            if not self._write(rows, seen):
                break
        done = 0
        while some := ids[done : done + PREMISES_AT_ONCE]:
            self._between()
            with writing(self._desk, "search.reindex", uuid4()) as unit:
                if self._last_unit() == seen:
                    unit.derive_many(SearchKey, [(WHOLE, premises_id, WHOLE) for premises_id in some])
                else:
                    some = some[:AFRESH_AT_ONCE]
                    rekey(unit, some)
            done += len(some)
        self._written += len(ids)

    def _sorted(self, ids: list[int]) -> Iterator[list[_Row]]:
        """All rows but the last of each home, in the order of the table."""
        # By first characters: sorting everything at once would hold the interpreter too long.
        by_prefix: defaultdict[str, list[_Row]] = defaultdict(list)
        for start in range(0, len(ids), PREMISES_AT_ONCE):
            self._between()
            for row in key_rows(self._desk.store, ids[start : start + PREMISES_AT_ONCE]):
                by_prefix[row[0][:PREFIX]].append(row)
        by_prefix.pop(WHOLE, None)
        rows: list[_Row] = []
        for prefix in sorted(by_prefix):
            rows += sorted(by_prefix.pop(prefix))
            while len(rows) >= (count := self._rows_at_once):
                yield rows[:count]
                rows = rows[count:]
        yield rows

    def _write(self, rows: list[_Row], seen: int | None) -> bool:
        started = time.monotonic()
        with writing(self._desk, "search.reindex", uuid4()) as unit:
            if self._last_unit() != seen:
                return False
            unit.derive_many(SearchKey, rows)
        took_ms = (time.monotonic() - started) * 1000
        self._rows_at_once = max(FEWEST_ROWS, min(MOST_ROWS, int(len(rows) * self._aim_ms / max(took_ms, 1))))
        return True

    def _last_unit(self) -> int | None:
        """The last unit that wrote anything but keys."""
        last: int | None = self._desk.store.scalar(UnitRow.select(fn.MAX(UnitRow.id)))
        return last
