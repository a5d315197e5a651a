"""Search keys of new premises, written some thousands of homes at a time and in the order of the table.

The keys of one home lie all over the table. Written with each unit of an import they would touch a page of the file
for every key; sorted over many homes they share pages, which makes a large import several times as fast. A run that
was killed in between leaves homes without keys, so the next import begins with those.
"""

from collections.abc import Mapping
from uuid import uuid4

from peewee import fn

from app.models.premises import Premises
from app.models.search import SearchKey
from app.services.customers.finding.index import PREMISES_AT_ONCE, rekey
from app.services.customers.finding.keys import Findable, KeyKind, keys_for, merged
from app.services.kernel.desk import Desk
from app.services.kernel.unit import writing

# Homes kept back at least and at most; in between a share of those already written, so that a small import is soon
# to be found and a large one writes each page of a large table seldom.
FEWEST, MOST, SHARE = 2_000, 8_000, 8
ROWS_AT_ONCE = 2_000
PREFIX = 2
KINDS = {kind: kind.value for kind in KeyKind}


class KeyWriter:
    """Keeps what new premises are found by until there is enough of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        # By first characters: sorting everything at once would hold the interpreter too long.
        self._waiting: dict[str, list[tuple[str, int, str]]] = {}
        self._homes = 0
        self._written = 0

    def add(self, findables: Mapping[int, Findable]) -> None:
        """Premises that are committed; writes when enough have come together."""
        waiting = self._waiting
        for premises_id, findable in findables.items():
            for key, kind in merged(keys_for(findable)).items():
                row = (key, premises_id, KINDS[kind])
                prefix = key[:PREFIX]
                if prefix in waiting:
                    waiting[prefix].append(row)
                else:
                    waiting[prefix] = [row]
        self._homes += len(findables)
        if self._homes >= max(FEWEST, min(MOST, self._written // SHARE)):
            self.flush()

    def flush(self) -> None:
        """Write the keys of everything kept back."""
        rows: list[tuple[str, int, str]] = []
        for prefix in sorted(self._waiting):
            rows += sorted(self._waiting.pop(prefix))
            while len(rows) >= ROWS_AT_ONCE:
                self._write(rows[:ROWS_AT_ONCE])
                rows = rows[ROWS_AT_ONCE:]
        self._write(rows)
        self._written += self._homes
        self._homes = 0

    def _write(self, rows: list[tuple[str, int, str]]) -> None:
        if rows:
            with writing(self._desk, "search.reindex", uuid4()) as unit:
                unit.derive_many(SearchKey, rows)


def give_keys(desk: Desk) -> int:
    """Give keys to premises an interrupted import has left without any; returns how many."""
    found = SearchKey.select(SearchKey.premises_id).where(SearchKey.premises_id == Premises.id)
    bare = Premises.select(Premises.id).where(Premises.voided_at.is_null(), ~fn.EXISTS(found))
    ids = [row_id for (row_id,) in desk.store.plain(bare.order_by(Premises.id))]
    for start in range(0, len(ids), PREMISES_AT_ONCE):
        with writing(desk, "search.reindex", uuid4()) as unit:
            rekey(unit, ids[start : start + PREMISES_AT_ONCE])
    return len(ids)
