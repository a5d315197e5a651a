"""The checked runner: peewee's own, with what it leaves out.

Own listing (glob finds nothing below a folder named `[1]`), statements as two frozen texts, foreign keys
checked before commit, triggers compared with the store's expectation after it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from playhouse.migrations import Migration, Runner

from app.services.kernel.errors import Damaged
from app.services.kernel.store import migrating
from app.services.kernel.store.base import Store


class ScriptRunner(Runner):  # type: ignore[misc]
    """Applies what is pending, each script in one transaction that is checked before it ends."""

    def __init__(self, store: Store) -> None:
        super().__init__(store.db, directory=str(migrating.folder()), table_name=migrating.HISTORY)
        self._store = store

    def migrations(self) -> list[Migration]:
        return [
            _Script(int(name[:4]), name, str(migrating.folder() / f"{name}.py"), None) for name in migrating.listed()
        ]

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
