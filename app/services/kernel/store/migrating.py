"""The checked runner: peewee's own, with what it leaves out.

Own listing (glob finds nothing below a folder named `[1]`), statements as two frozen texts, foreign keys
checked before commit, triggers compared with the store's expectation after it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from playhouse.migrations import Migration, Runner

from app.models import migrations
from app.services.kernel.errors import Damaged
from app.services.kernel.store.base import Store

HISTORY = "schema_migration"


def listed() -> list[str]:
    """Names of all scripts, in order."""
    return sorted(path.stem for path in _folder().iterdir() if re.fullmatch(r"\d{4}_\w+\.py", path.name))


def applied(store: Store) -> list[str]:
    """Names of the scripts this database has seen, in order; empty for a new one."""
    with store.translated():
        known = HISTORY in store.db.get_tables()
    if not known:
        return []
    return sorted(row[0] for row in store.run(f"SELECT name FROM {HISTORY}").fetchall())


def migrate(store: Store) -> list[str]:
    """Apply what is pending; returns the names. The caller holds the opening lock."""
    with store.translated():
        names: list[str] = _CheckedRunner(store).up()
    return names


class _CheckedRunner(Runner):  # type: ignore[misc]
    def __init__(self, store: Store) -> None:
        super().__init__(store.db, directory=str(_folder()), table_name=HISTORY)
        self._store = store

    def migrations(self) -> list[Migration]:
        return [_Script(int(name[:4]), name, str(_folder() / f"{name}.py"), None) for name in listed()]

    def _run(self, name: str, module: Any, direction: str, fake: bool = False) -> None:
        before = self._store.triggers()
        with self._foreign_keys_off(), self._store.transaction():
            module.up(self.migrator, self.database)
            if self._store.dialect == "sqlite":
                broken = self.database.execute_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise Damaged(f"升级 {name} 后有 {len(broken)} 条记录失去对应关系，已撤回，数据没有改变。")
            lost = before - self._store.triggers() - set(getattr(module, "DROPPED_TRIGGERS", ()))
            if lost:
                raise Damaged(f"升级 {name} 丢失了触发器 {'、'.join(sorted(lost))}，已撤回，数据没有改变。")
            self.History.create(name=name)

    @contextmanager
    def _foreign_keys_off(self) -> Iterator[None]:
        # A table is rebuilt by dropping the old one, which must not count as deleting its rows; only possible
        # outside a transaction, and checked before its end.
        if self._store.dialect == "postgres":
            yield
            return
        self._store.run("PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            self._store.run("PRAGMA foreign_keys = ON")


class _Script(Migration):  # type: ignore[misc]
    """A script of two texts; the runner asks for an `up`."""

    __slots__ = ()

    def load(self) -> ModuleType:
        module: ModuleType = super().load()

        def up(_migrator: Any, db: Any) -> None:
            for statement in module.SQLITE if type(db).__name__ == "EmbeddedDatabase" else module.POSTGRES:
                db.execute_sql(statement)

        module.up = up  # type: ignore[attr-defined]
        return module


def _folder() -> Path:
    return Path(migrations.__file__).parent
