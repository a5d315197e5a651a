"""The baseline of writing: the same rows through the driver alone, without triggers, with the same pragmas."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.models.registry import TABLES
from app.services.kernel.store.opening import FILE_NAME
from app.services.kernel.store.sqlite import PRAGMAS

Rows = dict[str, list[tuple[Any, ...]]]


def connect(folder: Path) -> Any:
    """The driver's own connection to the folder's database."""
    connection = dbapi2.connect(str(folder / FILE_NAME), isolation_level=None, cached_statements=512)
    for pragma in (*PRAGMAS, "PRAGMA journal_mode = wal"):
        connection.execute(pragma).fetchone()
    return connection


def connect_without_triggers(folder: Path) -> Any:
    """The same on a copy whose rows nobody watches."""
    connection = connect(folder)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


class Added:
    """What came into a database since it was looked at last: new ids, and changes of the `derived` tables."""

    def __init__(self, folder: Path, derived: Sequence[str]) -> None:
        self._connection = connect(folder)
        self._derived = {table: self._all(table) for table in derived}
        self._last = {model._meta.table_name: self._newest(model._meta.table_name) for model in TABLES}

    def take(self) -> Rows:
        """New rows of every table; a counter that moved counts as new."""
        rows: Rows = {}
        for table, last in self._last.items():
            rows[table] = self._connection.execute(f"SELECT * FROM {table} WHERE id > ?", (last,)).fetchall()
            self._last[table] = self._newest(table)
        for table, known in self._derived.items():
            now = self._all(table)
            rows[table] = sorted(now - known)
            self._derived[table] = now
        return {table: found for table, found in rows.items() if found}

    def close(self) -> None:
        self._connection.close()

    def _newest(self, table: str) -> int:
        return int(self._connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])

    def _all(self, table: str) -> set[tuple[Any, ...]]:
        return set(self._connection.execute(f"SELECT * FROM {table}"))


def insert(connection: Any, rows: Rows) -> None:
    """All rows in one transaction, one text a table."""
    connection.execute("BEGIN IMMEDIATE")
    for table, found in rows.items():
        marks = ", ".join("?" * len(found[0]))
        connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", found)
    connection.execute("COMMIT")
