"""Somebody with a database tool and every right in it, but without the program."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from app.models.registry import TABLES
from app.services.kernel.store import Store


class Attacker:
    """Changes rows so that neither triggers nor constraints notice; the triggers are back afterwards."""

    def __init__(self, store: Store) -> None:
        self._store = store.sibling()
        self.mark = store.mark
        if store.dialect == "sqlite":
            for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON", "synchronous = OFF"):
                self.run(f"PRAGMA {pragma}")
        else:
            self._drop_constraints()

    def close(self) -> None:
        self._store.close()

    def run(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """As an ordinary tool would: triggers see it."""
        return self._store.run(sql, values)

    def run_unseen(self, table: str, sql: str, values: Sequence[Any] = ()) -> Any:
        """With the table's triggers out of the way for a moment."""
        with self._without_triggers(table):
            return self.run(sql, values)

    def set(self, table: str, row_id: int, column: str, value: Any) -> None:
        """Overwrite one value unseen."""
        sql = f"UPDATE {table} SET {column} = {self.mark} WHERE id = {self.mark}"
        assert self.run_unseen(table, sql, (value, row_id)).rowcount == 1

    @contextmanager
    def _without_triggers(self, table: str) -> Iterator[None]:
        self.run("BEGIN")
        if self._store.dialect == "postgres":
            self.run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            self.run(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        else:
            kept = self.run(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
            ).fetchall()
            for name, _ in kept:
                self.run(f"DROP TRIGGER {name}")
            yield
            for _, text in kept:
                self.run(text)
        self.run("COMMIT")

    def _drop_constraints(self) -> None:
        names = [model._meta.table_name for model in TABLES]
        found = self.run(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint "
            "WHERE contype IN ('f', 'c') AND conrelid::regclass::text = ANY(%s)",
            (names,),
        ).fetchall()
        for table, name in found:
            self.run(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
