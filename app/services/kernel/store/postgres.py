"""PostgreSQL, when several desks share one database. Needs the extra `[postgres]`."""

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from peewee import PeeweeException, PostgresqlDatabase

from app.services.kernel.errors import Gone
from app.services.kernel.store.base import Store

# Held from BEGIN to COMMIT by every unit: acts on one database follow one another, so that numbers and seals chain.
UNIT_LOCK = 4_846_411
STATEMENT_TIMEOUT_MS = 30_000
LOCK_TIMEOUT_MS = 5_000
CONNECT_TIMEOUT_S = 5
_OPTIONS = f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout={LOCK_TIMEOUT_MS} -c timezone=UTC"


class PostgresStore(Store):
    """One thread's connection to a server, by URL."""

    dialect: ClassVar[str] = "postgres"
    mark: ClassVar[str] = "%s"
    made_here: ClassVar[str] = "xmin = pg_current_xact_id()::xid"

    def __init__(self, url: str) -> None:
        self.url = url
        super().__init__(
            PostgresqlDatabase(
                url,
                autoconnect=False,
                prefer_psycopg3=True,
                connect_timeout=CONNECT_TIMEOUT_S,
                tcp_user_timeout=LOCK_TIMEOUT_MS,
                options=_OPTIONS,
            )
        )
        try:
            self.db.connect()
        except PeeweeException as error:
            # libpq tells a wrong password, a missing database and a dead server apart by English text alone.
            raise Gone(
                "连不上数据库服务器。请检查网络、服务器是否开机，以及地址、端口、库名、用户名和密码。"
            ) from error
        self._connection = self.db.connection()

    def insert_rows(self, sql: str, rows: Sequence[Sequence[Any]]) -> list[int]:
        returning = f"{sql} RETURNING id"
        with self.translated():
            if len(rows) == 1:
                return [self._connection.execute(returning, rows[0]).fetchone()[0]]
            cursor = self._connection.cursor()
            cursor.executemany(returning, rows, returning=True)
            ids: list[int] = []
            while True:
                ids.append(cursor.fetchone()[0])
                if not cursor.nextset():
                    return ids

    def sibling(self) -> "PostgresStore":
        return PostgresStore(self.url)

    def __reduce__(self) -> tuple[Any, ...]:
        return PostgresStore, (self.url,)

    def folder(self) -> Path | None:
        return None

    def close(self) -> None:
        with contextlib.suppress(Exception):  # a connection the server has dropped cannot be closed politely
            self.db.close()

    def data_version(self) -> int:
        return int(self.run("SELECT coalesce(max(id), 0) FROM unit").fetchone()[0])

    def forget(self) -> None:
        """The server's own vacuum and log rotation do it; docs/architecture/personal-data.md says so."""

    def fold_elsewhere(self, keep_bytes: int) -> None:
        """A server folds when it wants to."""

    def fold(self) -> None:
        """It has done so."""

    def unfolded_bytes(self) -> int:
        return 0

    def triggers(self) -> set[str]:
        return {row[0] for row in self.run("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")}

    def _cursor_for(self, sql: str, values: Sequence[Any]) -> Any:
        # psycopg reads a percent sign as a mark only when values are given.
        return self._connection.execute(sql, values or None)

    def _begin(self) -> None:
        if self._connection.closed:
            raise Gone("与数据库服务器的连接断了，没有保存任何内容。")
        self._connection.execute("BEGIN")
        self._connection.execute(f"SELECT pg_advisory_xact_lock({UNIT_LOCK})")

    def _begin_reading(self) -> None:
        self._connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def _commit(self) -> None:
        self._connection.execute("COMMIT")

    def _rollback(self) -> None:
        if not self._connection.closed:
            with contextlib.suppress(Exception):  # the server is gone: there is nothing left to roll back
                self._connection.execute("ROLLBACK")
