"""Does every row still say what the acts made it say? Names table, row and column where it does not."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.models.base import Table
from app.models.registry import AUDITED, TABLES
from app.services.kernel.digests import digest
from app.services.kernel.numbering import gaps
from app.services.kernel.seal import GENESIS, Header, Image, seal
from app.services.kernel.secret_keys import key_by_id, key_id_of
from app.services.kernel.store import Store
from app.services.kernel.store.ddl import image_expression, trigger_texts
from app.services.kernel.store.sqlite import wal_is_safe


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was left; `sentence` says it in Chinese."""

    table: str
    row_id: int | None
    column: str
    sentence: str


def verify(store: Store, anchors: Sequence[str] = ()) -> list[Finding]:
    """Everything found wrong, none when clean.

    `anchors` are first characters of a head that once was (from papers); those of backup manifests
    beside an embedded database are read by themselves.
    """
    with store.snapshot():
        found = [*_missing_triggers(store), *_old_driver(store)]
        macs = list(_chain(store, found))
        found.extend(_broken_keys(store))
        for model in AUDITED:
            found.extend(_rows_unlike_images(store, model))
            found.extend(_broken_digests(store, model))
        found.extend(Finding("issued_number", None, "value", f"编号不连续：{gap}。") for gap in gaps(store))
        found.extend(_missing_anchors(macs, [*anchors, *_manifest_anchors(store.folder(), found)]))
    return found


def head(store: Store) -> str:
    """The newest seal, 64 hexadecimal characters; the first 8 are the anchor printed on papers."""
    row = store.run("SELECT mac FROM unit ORDER BY id DESC LIMIT 1").fetchone()
    return GENESIS if row is None else str(row[0])


def _missing_triggers(store: Store) -> Iterator[Finding]:
    there = store.triggers()
    for model in TABLES:
        for name in trigger_texts(store.dialect, model):
            if name not in there:
                yield Finding(model._meta.table_name, None, "", f"触发器 {name} 不见了，改动可能没有留痕。")


def _old_driver(store: Store) -> Iterator[Finding]:
    if store.dialect == "sqlite" and not wal_is_safe():
        yield Finding("", None, "", "SQLite 版本过旧，已改用回滚日志；请更新程序。")


def _chain(store: Store, found: list[Finding]) -> Iterator[str]:
    """Yields every unit's mac in order, adding to `found` what does not fit."""
    images = _Images(store)
    prev = GENESIS
    secrets: dict[str, bytes | None] = {}
    units = store.run(
        "SELECT id, prev, mac, key, act, actor_id, actor_name, at, first_seq, last_seq, result, key_id "
        "FROM unit ORDER BY id"
    ).fetchall()
    for unit_id, kept_prev, mac, *words in units:
        header = Header(*words)
        key_id = header.key_id
        between, own = images.up_to(header.first_seq, header.last_seq)
        found.extend(_unsealed(store, between))
        if kept_prev != prev:
            found.append(Finding("unit", unit_id, "prev", f"第 {unit_id} 次操作前的记录链断开，中间有记录被删或被换。"))
        if key_id not in secrets:
            secrets[key_id] = key_by_id(store, key_id)
        secret = secrets[key_id]
        if secret is None:
            found.append(Finding("unit", unit_id, "key_id", f"第 {unit_id} 次操作的密钥不在本库，无法核验。"))
        elif seal(secret, kept_prev, header, own) != mac:
            found.append(
                Finding("unit", unit_id, "mac", f"第 {unit_id} 次操作（{header.act}）的封签不符，记录被改过。")
            )
        prev = mac
        yield mac
    found.extend(_unsealed(store, images.rest()))


class _Images:
    """All images in order, read once, handed out unit by unit."""

    def __init__(self, store: Store) -> None:
        self._cursor = store.run("SELECT id, table_name, row_id, op, image FROM row_image ORDER BY id")
        self._next: Image | None = self._cursor.fetchone()

    def up_to(self, first: int, last: int) -> tuple[list[Image], list[Image]]:
        """Images before `first` that nobody claimed, and those from `first` to `last`."""
        between: list[Image] = []
        own: list[Image] = []
        image = self._next
        while image is not None and image[0] <= last:
            (own if image[0] >= first else between).append(image)
            image = self._cursor.fetchone()
        self._next = image
        return between, own

    def rest(self) -> Iterator[Image]:
        while self._next is not None:
            yield self._next
            self._next = self._cursor.fetchone()


def _unsealed(store: Store, images: Iterable[Image]) -> Iterator[Finding]:
    """Images that the triggers wrote outside any unit: somebody changed the row with another tool."""
    for image_id, table, row_id, op, image in images:
        word = {"I": "新增", "U": "修改", "D": "删除"}.get(op, op)
        named = False
        if op == "U":
            mark = store.mark
            before = store.run(
                f"SELECT image FROM row_image WHERE table_name = {mark} AND row_id = {mark} AND id < {mark} "
                "ORDER BY id DESC LIMIT 1",
                (table, row_id, image_id),
            ).fetchone()
            for finding in _differences(table, row_id, _fields(before[0]) if before else {}, _fields(image)):
                named = True
                yield finding
        if not named:
            yield Finding(table, row_id, "", f"{table} 第 {row_id} 行被绕过程序{word}。")


def _rows_unlike_images(store: Store, model: type[Table]) -> Iterator[Finding]:
    table = model._meta.table_name
    now = image_expression(store.dialect, model, "t")
    last = f"WITH last AS (SELECT row_id, max(id) AS id FROM row_image WHERE table_name = '{table}' GROUP BY row_id)"
    different = store.run(
        f"{last} SELECT t.id, {now}, i.op, i.image FROM {table} t "
        "LEFT JOIN last ON last.row_id = t.id LEFT JOIN row_image i ON i.id = last.id "
        f"WHERE i.id IS NULL OR i.op = 'D' OR i.image <> {now}"
    ).fetchall()
    for row_id, current, op, image in different:
        if op is None or op == "D":
            yield Finding(table, row_id, "", f"{table} 第 {row_id} 行没有来历，是绕过程序加进来的。")
            continue
        yield from _differences(table, row_id, _fields(image), _fields(current))
    lost = store.run(
        f"{last} SELECT last.row_id FROM last JOIN row_image i ON i.id = last.id "
        f"WHERE i.op <> 'D' AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = last.row_id)"
    ).fetchall()
    for (row_id,) in lost:
        yield Finding(table, row_id, "", f"{table} 第 {row_id} 行被绕过程序删除。")


def _fields(image: str) -> dict[str, object]:
    """The image's columns; an image somebody has spoiled has none, and its seal is named instead."""
    try:
        made = json.loads(image)
    except ValueError:
        return {}
    return made if isinstance(made, dict) else {}


def _differences(table: str, row_id: int, old: dict[str, object], new: dict[str, object]) -> Iterator[Finding]:
    # A column a later version added is not in older images; its first change writes it there.
    for column, before in old.items():
        if column in new and new[column] != before:
            sentence = f"{table} 第 {row_id} 行 {column} 被绕过程序改动：原为 {before!r}，现为 {new[column]!r}。"
            yield Finding(table, row_id, column, sentence)


def _broken_digests(store: Store, model: type[Table]) -> Iterator[Finding]:
    if not model.personal:
        return
    table, columns = model._meta.table_name, model.personal
    names = ", ".join([*columns, *(f"{column}_digest" for column in columns)])
    for row_id, erased_at, salt, *values in store.run(f"SELECT id, erased_at, salt, {names} FROM {table}"):
        kept = values[len(columns) :]
        for column, value, wanted in zip(columns, values[: len(columns)], kept, strict=True):
            if erased_at is not None and value is None and salt is None:
                continue
            made = None if value is None or salt is None else digest(bytes(salt), column, value)
            if made != wanted:
                yield Finding(table, row_id, column, f"{table} 第 {row_id} 行 {column} 与当初录入的不符。")


def _broken_keys(store: Store) -> Iterator[Finding]:
    for row_id, key_id, value in store.run("SELECT id, key_id, value FROM secret").fetchall():
        if key_id_of(value) != key_id:
            sentence = f"secret 第 {row_id} 行 value 被绕过程序改动，封签和核对码无法核验。"
            yield Finding("secret", row_id, "value", sentence)


def _manifest_anchors(folder: Path | None, found: list[Finding]) -> list[str]:
    backups = None if folder is None else folder / "backups"
    if backups is None or not backups.is_dir():
        return []
    anchors = []
    for path in sorted(path for path in backups.iterdir() if path.suffix == ".json"):
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            manifest = None
        anchor = manifest.get("anchor") if isinstance(manifest, dict) else None
        if isinstance(anchor, str):
            anchors.append(anchor)
        else:
            found.append(Finding("", None, "", f"备份清单 {path.name} 已损坏，无法与备份核对。"))
    return anchors


def _missing_anchors(macs: list[str], anchors: Sequence[str]) -> Iterator[Finding]:
    for anchor in anchors:
        if anchor and not any(mac.startswith(anchor.lower()) for mac in macs):
            yield Finding("unit", None, "mac", f"纸上或备份里的核对码 {anchor} 在库中找不到：数据被换成了更旧的一份。")
