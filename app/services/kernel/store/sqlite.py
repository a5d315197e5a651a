"""SQLite from sqlcipher3, whose bundled version is free of the WAL-reset fault older ones have."""

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from peewee import SqliteDatabase
from sqlcipher3 import dbapi2

from app.services.kernel.errors import Busy, StorageError
from app.services.kernel.store.base import Store
from app.services.kernel.store.errors import translate

# The first version whose write-ahead log cannot be corrupted by a reset race.
SAFE_WAL_VERSION = (3, 51, 3)
BUSY_TIMEOUT_MS = 300
# How often the one place to write is looked at while another connection has it. SQLite itself would sleep longer and
# longer, and miss the moment between two units of an import.
LOOK_S = 0.001

# Pages of the log that are folded into the file at once: what is saved meanwhile waits for the disk.
FOLDED_PAGES = 128

PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -32768",
    f"PRAGMA wal_autocheckpoint = {FOLDED_PAGES}",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
)


def wal_is_safe() -> bool:
    """Whether the bundled SQLite may use the write-ahead log."""
    return tuple(dbapi2.sqlite_version_info) >= SAFE_WAL_VERSION


class EmbeddedDatabase(SqliteDatabase):
    """peewee's SQLite on our driver: plain autocommit, so that BEGIN and COMMIT are ours."""

    def _connect(self) -> Any:
        connection = dbapi2.connect(self.database, isolation_level=None, cached_statements=512, **self.connect_params)
        try:
            for pragma in PRAGMAS:
                connection.execute(pragma)
        except Exception:
            connection.close()
            raise
        return connection


class Answer:
    """A cursor whose later rows, too, fail with a sentence: SQLite reads them when they are asked for."""

    __slots__ = ("_cursor",)

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    @property
    def rowcount(self) -> int:
        return int(self._cursor.rowcount)

    def fetchone(self) -> Any:
        return self._told(self._cursor.fetchone)

    def fetchall(self) -> Any:
        return self._told(self._cursor.fetchall)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())

    def _told(self, fetch: Callable[[], Any]) -> Any:
        try:
            return fetch()
        except dbapi2.Error as error:
            sentence = translate(error)
            if sentence is None:
                raise
            raise sentence from error


class SqliteStore(Store):
    """One thread's long-lived connection to one file."""

    dialect: ClassVar[str] = "sqlite"
    mark: ClassVar[str] = "?"

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        if read_only:
            super().__init__(EmbeddedDatabase(f"{path.absolute().as_uri()}?mode=ro", uri=True, autoconnect=False))
        else:
            super().__init__(EmbeddedDatabase(str(path), autoconnect=False))
        with self.translated():
            self.db.connect()
        self._connection = self.db.connection()

    def insert_rows(self, sql: str, rows: Sequence[Sequence[Any]]) -> list[int]:
        execute = self._connection.execute
        with self.translated():
            return [execute(sql, row).lastrowid for row in rows]

    def sibling(self) -> "SqliteStore":
        return SqliteStore(self.path, read_only=self.read_only)

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(SqliteStore, read_only=self.read_only), (self.path,)

    def folder(self) -> Path | None:
        return self.path.parent

    def close(self) -> None:
        # The last connection to close folds the write-ahead log back into the file.
        self.db.close()

    def data_version(self) -> int:
        return int(self.run("PRAGMA data_version").fetchone()[0])

    def triggers(self) -> set[str]:
        return {row[0] for row in self.run("SELECT name FROM sqlite_master WHERE type = 'trigger'")}

    def forget(self) -> None:
        # secure_delete has zeroed the pages; the log still holds what they were.
        # A reader may delay that; the act stands.
        with contextlib.suppress(StorageError):
            self.run("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def fold_elsewhere(self, keep_bytes: int) -> None:
        self.run("PRAGMA wal_autocheckpoint = 0").fetchone()
        # A folded log is written from its beginning again, and else stays as long as it ever was.
        self.run(f"PRAGMA journal_size_limit = {keep_bytes}").fetchone()

    def fold(self) -> None:
        self.run("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

    def unfolded_bytes(self) -> int:
        with contextlib.suppress(FileNotFoundError):
            return self.path.with_name(f"{self.path.name}-wal").stat().st_size
        return 0

    def use_write_ahead_log(self) -> None:
        """Set the journal mode; stays in the file."""
        self.run(f"PRAGMA journal_mode = {'wal' if wal_is_safe() else 'delete'}").fetchone()

    def backup_to(self, target: Path) -> None:
        """A consistent copy by the online API, while others go on writing."""
        with self.translated():
            copy = dbapi2.connect(str(target))
            try:
                self._connection.backup(copy)
            finally:
                copy.close()

    def _cursor_for(self, sql: str, values: Sequence[Any]) -> Any:
        return Answer(self._connection.execute(sql, values))

    def _begin(self) -> None:
        until = time.monotonic() + self.patience_s
        self._connection.execute("PRAGMA busy_timeout = 0")
        try:
            while not self._has_begun(until):
                time.sleep(LOOK_S)
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")

    def _has_begun(self, until: float) -> bool:
        """False while another connection writes; its error after `until`."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except dbapi2.OperationalError as error:
            if time.monotonic() > until or not isinstance(translate(error), Busy):
                raise
            return False
        return True

    def _begin_reading(self) -> None:
        self._connection.execute("BEGIN")

    def _commit(self) -> None:
        self._connection.execute("COMMIT")

    def _rollback(self) -> None:
        # Some failures (full disk) have rolled back already.
        if self._connection.in_transaction:
            with contextlib.suppress(dbapi2.Error):
                self._connection.execute("ROLLBACK")
