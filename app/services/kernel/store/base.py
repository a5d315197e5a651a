"""What both databases offer: reads into row classes, and one transaction for the unit of work."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from peewee import Database

from app.services.kernel.changes import ChangeBus
from app.services.kernel.errors import AppError
from app.services.kernel.store.errors import translate

Row = TypeVar("Row")


class Store(ABC):
    """One connection of one thread. Reads are public; `transaction`, `run` and `insert_rows` are the kernel's.

    Another thread takes a `sibling()`; used there by mistake, the store raises RuntimeError.
    """

    dialect: ClassVar[str]
    mark: ClassVar[str]
    # SQL: the row was written by the running transaction. Only a server has others beside it.
    made_here: ClassVar[str] = "1 = 1"
    # How long an act waits for another connection that writes, before it is Busy; a server waits by its own rules.
    patience_s: float = 0.3

    def __init__(self, db: Database) -> None:
        self.db = db
        self._thread = threading.get_ident()
        self.bus = ChangeBus()
        self.in_unit = False
        self._in_snapshot = False
        # Keys of this database by purpose, filled by kernel.secret_keys.
        self.key_cache: dict[str, tuple[str, bytes]] = {}

    def rows(self, query: Any, row: Callable[..., Row]) -> list[Row]:
        """All rows of the query; its column aliases are the fields of `row`."""
        with self.translated():
            return list(query.objects(row).execute(self.db))

    def first(self, query: Any, row: Callable[..., Row]) -> Row | None:
        """The first row of the query, or None."""
        found = self.rows(query.limit(1), row)
        return found[0] if found else None

    def tuples(self, query: Any) -> list[tuple[Any, ...]]:
        """All rows of the query as tuples, converted by the columns' fields."""
        with self.translated():
            return list(query.tuples().execute(self.db))

    def plain(self, query: Any) -> list[tuple[Any, ...]]:
        """All rows as the tables hold them, moments as milliseconds, flags as 0 and 1: for lists of thousands."""
        sql, values = self.db.get_sql_context().sql(query).query()
        rows: list[tuple[Any, ...]] = self.run(sql, values).fetchall()
        return rows

    def scalars(self, query: Any) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self.tuples(query)]

    def scalar(self, query: Any) -> Any:
        """The first column of the first row, or None."""
        found = self.tuples(query)
        return found[0][0] if found else None

    def run(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Execute the dialect's own text with its own marks; for the kernel and for `trust`."""
        with self.translated():
            return self._cursor_for(sql, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """The write lock of the whole database, held until commit: acts follow one another, so images chain."""
        try:
            with self.translated():
                self._begin()
            yield
            with self.translated():
                self._commit()
        except BaseException:
            # Keys made in this transaction went with it.
            self.key_cache.clear()
            self._rollback()
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whoever writes meanwhile; for checks that read for long."""
        if self._in_snapshot:
            yield
            return
        with self.translated():
            self._begin_reading()
        self._in_snapshot = True
        try:
            yield
        finally:
            self._in_snapshot = False
            self._rollback()

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn the driver's errors inside the block into sentences; for the kernel."""
        if threading.get_ident() != self._thread:
            # A server's driver would take it, and two threads would share one transaction.
            raise RuntimeError("a store belongs to the thread that opened it: take a sibling()")
        try:
            yield
        except AppError:
            raise
        except Exception as error:
            sentence = translate(error)
            if sentence is None:
                raise
            raise sentence from error

    @abstractmethod
    def insert_rows(self, sql: str, rows: Sequence[Sequence[Any]]) -> list[int]:
        """Insert rows by one text, and return their ids in order."""

    @abstractmethod
    def sibling(self) -> "Store":
        """Another connection to the same database, for another thread."""

    @abstractmethod
    def __reduce__(self) -> tuple[Any, ...]:
        """Sent to another process it is a `sibling()` there."""

    @abstractmethod
    def folder(self) -> Path | None:
        """The data folder of an embedded database; None for a server."""

    @abstractmethod
    def close(self) -> None: ...

    @abstractmethod
    def data_version(self) -> int:
        """A number that moves when another process has committed (best effort on a server)."""

    @abstractmethod
    def forget(self) -> None:
        """After an erasure: leave no old page of it behind, as far as the database can."""

    @abstractmethod
    def fold_elsewhere(self, keep_bytes: int) -> None:
        """Commits of this connection leave folding to `fold` of another: it takes long, and somebody waits for them.

        The first commit after a whole fold cuts the log down to `keep_bytes`.
        """

    @abstractmethod
    def fold(self) -> None:
        """Move what the log holds into the file, as far as no reader needs it; a server does so by itself."""

    @abstractmethod
    def unfolded_bytes(self) -> int:
        """How long the log beside the file is; 0 for a server."""

    @abstractmethod
    def triggers(self) -> set[str]:
        """Names of all triggers the database holds."""

    @abstractmethod
    def _cursor_for(self, sql: str, values: Sequence[Any]) -> Any: ...

    @abstractmethod
    def _begin(self) -> None: ...

    @abstractmethod
    def _begin_reading(self) -> None: ...

    @abstractmethod
    def _commit(self) -> None: ...

    @abstractmethod
    def _rollback(self) -> None: ...
