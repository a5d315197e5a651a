"""The unit of work: one act, one transaction, sealed images, announced once after the commit."""

import dataclasses
import json
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, TypeVar
from uuid import UUID

from peewee import Field

from app.models.base import DerivedTable, Table
from app.models.kernel import IssuedNumber, Secret
from app.services.kernel.changes import Change
from app.services.kernel.desk import Desk
from app.services.kernel.digests import digest, new_salt
from app.services.kernel.errors import NotFound, Refused, Stale
from app.services.kernel.seal import GENESIS, Header, seal
from app.services.kernel.secret_keys import PURPOSES, SEAL, current_key, has_keys, new_secret
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.times import to_ms

logger = logging.getLogger(__name__)

# A longer transaction makes another desk's clerk wait.
LONGEST_MS = 200
# Rows of a derived table in one text; both databases have a limit for values in one.
DERIVED_AT_ONCE = 500

Result = TypeVar("Result")


@contextmanager
def writing(desk: Desk, act: str, key: UUID) -> Iterator["Unit"]:
    """One act in one transaction: what the block writes stands or falls together.

    `key` is made when a dialog opens; a second commit under the same key is impossible, so an act
    first asks `unit.earlier(...)`. Raises a StorageError sentence when the environment fails.
    """
    store = desk.store
    if store.in_unit:
        raise RuntimeError("a public act must not call another one: share a step that takes the unit")
    started = time.monotonic()
    store.in_unit = True
    try:
        with store.transaction():
            unit = Unit(desk, act, key)
            yield unit
            unit.seal()
    finally:
        store.in_unit = False
    if unit.has_erased:
        store.forget()
    took = (time.monotonic() - started) * 1000
    if took > LONGEST_MS:
        logger.warning("%s held the database for %.0f ms", act, took)
    if unit.changes:
        store.bus.publish(unit.changes)


class Unit:
    """The only door for writes, open inside `writing`."""

    def __init__(self, desk: Desk, act: str, key: UUID) -> None:
        self.desk = desk
        self.store: Store = desk.store
        self.act = act
        self.key = str(key)
        self.at: datetime = desk.now()
        self.changes: list[Change] = []
        self._result = "{}"
        self.has_erased = False
        self._first = 1 + _number(self.store, "SELECT max(id) FROM row_image")

    def earlier(self, kind: type[Result]) -> Result | None:
        """What this key's first commit gave, or None when the key is new."""
        found = self.store.run(f"SELECT result FROM unit WHERE key = {self.store.mark}", (self.key,)).fetchone()
        return None if found is None else kind(**json.loads(found[0]))

    def result(self, value: Result) -> Result:
        """Keep the act's result (a frozen dataclass of text and numbers) with the unit, and return it."""
        self._result = json.dumps(dataclasses.asdict(value), ensure_ascii=False)  # type: ignore[call-overload]
        return value

    def insert(self, model: type[Table], **values: Any) -> int:
        """A new row; returns its id. Columns not named take their defaults."""
        return self.insert_many(model, [values])[0]

    def insert_many(self, model: type[Table], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """New rows by one text; returns their ids in order. An id given in one row is given in all."""
        if not rows:
            return []
        sql, fields = _insert_text(self.store.mark, model, with_id="id" in rows[0])
        if model.personal:
            rows = [_with_digests(model, row) for row in rows]
        return self.store.insert_rows(sql, _all_values(model, fields, rows))

    def update(self, model: type[Table], row_id: int, expected: int | None = None, **values: Any) -> None:
        """Change a row and count its version up.

        `expected` is the version the caller saw: Stale when it moved meanwhile, NotFound when the row is not there.
        """
        plain = _named_values(model, values)
        if model.personal:
            plain |= self._digests(model, row_id, plain)
        mark = self.store.mark
        names = [*(f"{name} = {mark}" for name in plain), "version = version + 1"]
        sql = f"UPDATE {model._meta.table_name} SET {', '.join(names)} WHERE id = {mark}"
        bound = [*plain.values(), row_id]
        if expected is not None:
            sql += f" AND version = {mark}"
            bound.append(expected)
        if self.store.run(sql, bound).rowcount:
            return
        there = self.store.run(f"SELECT 1 FROM {model._meta.table_name} WHERE id = {mark}", (row_id,)).fetchone()
        if there is None:
            raise NotFound("这条记录不存在。请刷新后再试。")
        raise Stale("这条记录刚被别人改过，没有保存。请看过新内容后再改。")

    def erase(self, model: type[Table], row_id: int) -> None:
        """Set a person's erasable values and salt to NULL; digests stay, so that the images still fit.

        After the commit the old values are gone from the file too. NotFound when the row is not there.
        """
        mark = self.store.mark
        emptied = ", ".join(f"{name} = NULL" for name in (*model.personal, "salt"))
        changed = self.store.run(
            f"UPDATE {model._meta.table_name} SET {emptied}, erased_at = {mark}, version = version + 1 "
            f"WHERE id = {mark}",
            (to_ms(self.at), row_id),
        )
        if not changed.rowcount:
            raise NotFound("这条记录不存在。请刷新后再试。")
        self.has_erased = True

    def number(self, series: str, day: date) -> str:
        """The next official number of a series on a day of China: without gap, never given twice."""
        if not self.desk.station.code:
            raise Refused("还没有填写本站信息，不能编号。请先打开程序填写站名和站码。")
        mark, compact = self.store.mark, f"{day:%Y%m%d}"
        value = self.store.run(
            f"INSERT INTO number_counter (series, day, last) VALUES ({mark}, {mark}, 1) "
            "ON CONFLICT (series, day) DO UPDATE SET last = number_counter.last + 1 RETURNING last",
            (series, compact),
        ).fetchone()[0]
        number = f"{series}-{self.desk.station.code}-{compact}-{value:04d}"
        self.insert(IssuedNumber, number=number, series=series, day=compact, value=value)
        return number

    def derive_delete(self, model: type[DerivedTable], where: Any) -> None:
        """Drop rows of a derived table."""
        model.delete().where(where).execute(self.store.db)

    def derive_many(self, model: type[DerivedTable], rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to a derived table, values as the table holds them, in the order of the model's columns.

        Rows that are there already stay.
        """
        for start in range(0, len(rows), DERIVED_AT_ONCE):
            some = rows[start : start + DERIVED_AT_ONCE]
            flat = [value for row in some for value in row]
            self.store.run(_derive_text(self.store.mark, model, len(some)), flat)

    def changed(self, kind: str, row_id: int) -> None:
        """Announce the row after the commit."""
        self.changes.append(Change(kind, row_id))

    def seal(self) -> None:
        """Chain and sign the images this unit made; a unit that changed nothing leaves nothing.

        The first unit of a database makes the station's keys.
        """
        if not has_keys(self.store):
            self.insert_many(Secret, [{"made_at": self.at, **new_secret(purpose)} for purpose in PURPOSES])
        images = self.store.run(
            "SELECT id, table_name, row_id, op, image FROM row_image "
            f"WHERE id >= {self.store.mark} AND {self.store.made_here} ORDER BY id",
            (self._first,),
        ).fetchall()
        if not images:
            return
        key_id, secret = current_key(self.store, SEAL)
        last = self.store.run("SELECT mac FROM unit ORDER BY id DESC LIMIT 1").fetchone()
        prev = GENESIS if last is None else last[0]
        actor = self.desk.actor
        header = Header(
            key=self.key,
            act=self.act,
            actor_id=actor.staff_id,
            actor_name=clean(actor.name),
            at_ms=to_ms(self.at),
            first_seq=images[0][0],
            last_seq=images[-1][0],
            result=self._result,
            key_id=key_id,
        )
        mark = self.store.mark
        self.store.run(
            "INSERT INTO unit (key, act, actor_id, actor_name, at, first_seq, last_seq, result, prev, mac, key_id) "
            f"VALUES ({', '.join([mark] * 11)})",
            (
                header.key,
                header.act,
                header.actor_id,
                header.actor_name,
                header.at_ms,
                header.first_seq,
                header.last_seq,
                header.result,
                prev,
                seal(secret, prev, header, images),
                key_id,
            ),
        )

    def _digests(self, model: type[Table], row_id: int, plain: dict[str, Any]) -> dict[str, Any]:
        digests: dict[str, Any] = {f"{name}_digest": None for name in model.personal if plain.get(name, "") is None}
        touched = [name for name in model.personal if plain.get(name) is not None]
        if not touched:
            return digests
        found = self.store.run(
            f"SELECT salt FROM {model._meta.table_name} WHERE id = {self.store.mark}", (row_id,)
        ).fetchone()
        if found is None or found[0] is None:
            raise NotFound("这个人的资料已按规定删除，不能再改。请新建联系人。")
        salt = bytes(found[0])
        return digests | {f"{name}_digest": digest(salt, name, plain[name]) for name in touched}


@lru_cache(maxsize=DERIVED_AT_ONCE)
def _derive_text(mark: str, model: type[DerivedTable], rows: int) -> str:
    names = [field.column_name for field in model._meta.sorted_fields]
    marks = ", ".join([f"({', '.join([mark] * len(names))})"] * rows)
    return f"INSERT INTO {model._meta.table_name} ({', '.join(names)}) VALUES {marks} ON CONFLICT DO NOTHING"


@cache
def _insert_text(mark: str, model: type[Table], *, with_id: bool) -> tuple[str, tuple[Field, ...]]:
    fields = tuple(field for field in model._meta.sorted_fields if with_id or field.column_name != "id")
    names = ", ".join(field.column_name for field in fields)
    marks = ", ".join([mark] * len(fields))
    return f"INSERT INTO {model._meta.table_name} ({names}) VALUES ({marks})", fields


def _all_values(model: type[Table], fields: tuple[Field, ...], rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Each row's values in the order of the fields, as the table holds them."""
    found: list[list[Any]] = []
    keys: tuple[str, ...] | None = None
    ways: list[tuple[Field, str | None]] = []
    for row in rows:
        if keys != (keys := tuple(row)):
            given = {model._meta.combined[name].column_name: name for name in keys}
            ways = [(field, given.get(field.column_name)) for field in fields]
        found.append([field.default if name is None else _plain(field, row[name]) for field, name in ways])
    return found


def _plain(field: Field, value: Any) -> Any:
    """The value as the table holds it."""
    kind = type(value)
    if kind is str:
        return clean(value)
    return value if value is None or kind is int else field.db_value(value)


def _with_digests(model: type[Table], row: Mapping[str, Any]) -> dict[str, Any]:
    salt = new_salt()
    plain = _named_values(model, row) | {"salt": salt}
    for name in model.personal:
        if plain.get(name) is not None:
            plain[f"{name}_digest"] = digest(salt, name, plain[name])
    return plain


def _named_values(model: type[Table], values: Mapping[str, Any]) -> dict[str, Any]:
    known = model._meta.combined
    return {known[name].column_name: _plain(known[name], value) for name, value in values.items()}


def _number(store: Store, sql: str) -> int:
    return int(store.run(sql).fetchone()[0] or 0)
