"""Queries whose text is made once: building it costs more than the database needs to answer a keystroke."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import Value

from app.services.kernel.store import Store

# Lists of ids are filled up to one of these lengths, so that few texts serve all.
SIZES = (8, 64, 320, 2_560)


@dataclass(frozen=True, slots=True)
class _Gap:
    name: str


def gap(name: str) -> Any:
    """A place in a query that is filled at each call."""
    return Value(_Gap(name), converter=False)


def gaps(name: str, size: int) -> list[Any]:
    """As many places as a list of ids is long."""
    return [gap(f"{name}{place}") for place in range(size)]


class Prepared:
    """A query with gaps; `build` makes it on the first call for each database dialect."""

    def __init__(self, build: Callable[[], Any]) -> None:
        self._build = build
        self._texts: dict[str, tuple[str, list[Any]]] = {}

    def rows(self, store: Store, **filled: Any) -> list[tuple[Any, ...]]:
        """All rows as the tables hold them: moments as milliseconds, flags as 0 and 1."""
        made = self._texts.get(store.dialect)
        if made is None:
            made = self._texts[store.dialect] = store.db.get_sql_context().sql(self._build()).query()
        sql, values = made
        bound = [filled[value.name] if isinstance(value, _Gap) else value for value in values]
        rows: list[tuple[Any, ...]] = store.run(sql, bound).fetchall()
        return rows


class PreparedForIds:
    """The same for a query about a list of ids; `build` gets the gaps of the list."""

    def __init__(self, build: Callable[[list[Any]], Any]) -> None:
        self._build = build
        self._sizes: dict[int, Prepared] = {}

    def rows(self, store: Store, ids: Sequence[Any], **filled: Any) -> list[tuple[Any, ...]]:
        """All rows for these ids, none for an empty list."""
        rows: list[tuple[Any, ...]] = []
        for start in range(0, len(ids), SIZES[-1]):
            rows += self._some(store, ids[start : start + SIZES[-1]], filled)
        return rows

    def _some(self, store: Store, ids: Sequence[Any], filled: dict[str, Any]) -> list[tuple[Any, ...]]:
        size = next(size for size in SIZES if size >= len(ids))
        prepared = self._sizes.get(size)
        if prepared is None:
            prepared = self._sizes[size] = Prepared(lambda: self._build(gaps("id", size)))
        last = len(ids) - 1
        return prepared.rows(store, **filled, **{f"id{place}": ids[min(place, last)] for place in range(size)})
