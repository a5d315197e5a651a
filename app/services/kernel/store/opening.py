"""Opening a database: what is there, is it ours, is it sound, is it of this version; and never a half-made file."""

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from app.services.kernel.errors import Busy, Damaged, Full, Gone, ReadOnly, Refused
from app.services.kernel.seal import ANCHOR_LENGTH
from app.services.kernel.store.base import Store
from app.services.kernel.store.sqlite import SqliteStore

# "HDK1" in the file's header: how a database of ours is told from anybody else's.
APPLICATION_ID = 0x48444B31
FILE_NAME = "heatdesk.db"
LOCK_NAME = "opening.lock"
LOCK_WAIT_S = 30
# Reading more than this at every start would keep a clerk waiting; `doctor` and every backup read all of it.
CHECKED_WHOLE_BYTES = 32 * 2**20
_CHECKED_ALWAYS = ("schema_migration", "station_settings", "staff", "secret", "number_counter", "unit")
_SQLITE_BUSY, _SQLITE_FULL = 5, 13
_LEAST_ROOM = 64 * 1024
_NO_ROOM = "磁盘已满，程序没有打开。请清理磁盘后再打开。"
_MAGIC = b"SQLite format 3\x00"

# Scripts are applied by a server database under this lock, one opener at a time.
_POSTGRES_OPENING_LOCK = 4_846_410


@dataclass(frozen=True, slots=True)
class Opened:
    """A database ready for use; `new` when this opening made it, `backup` when it was upgraded."""

    store: Store
    new: bool = False
    backup: Path | None = None


def open_folder(folder: Path, *, create: bool = True) -> Opened:
    """Open `folder/heatdesk.db`, making it when missing, upgrading it after a verified backup when older.

    Raises a sentence (Damaged, ReadOnly, Refused, Gone) and writes nothing when the file is not ours to use.
    """
    path = folder / FILE_NAME
    if not _exists(path):
        if not create:
            raise Gone(f"数据文件夹“{folder}”里没有 {FILE_NAME}。请检查文件夹，或先打开一次程序建立数据。")
        _refuse_strange_folder(folder)
    with _opening_lock(folder):
        if not path.exists():
            return Opened(_make(path), new=True)
        _inspect(path)
        return _upgrade_if_older(path)


def open_url(url: str) -> Opened:
    """Open a PostgreSQL database, building its tables when they are missing."""
    try:
        from app.services.kernel.store.postgres import PostgresStore
    except ImportError as error:
        raise Refused("没有安装 PostgreSQL 支持，请安装 heatdesk[postgres]。") from error
    from app.services.kernel.store import migrating

    store = PostgresStore(url)
    try:
        store.run(f"SELECT pg_advisory_lock({_POSTGRES_OPENING_LOCK})")
        done = migrating.applied(store)
        _refuse_newer(done, migrating.listed())
        new = not done
        if done != migrating.listed():
            migrating.migrate(store)
    except BaseException:
        store.close()
        raise
    store.run(f"SELECT pg_advisory_unlock({_POSTGRES_OPENING_LOCK})")
    return Opened(store, new=new)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise Gone(f"数据文件夹“{path.parent}”打不开（{error.strerror}）。请检查权限或换一个文件夹。") from error


def _refuse_strange_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = [entry.name for entry in folder.iterdir()]
    except OSError as error:
        raise ReadOnly(f"数据文件夹“{folder}”不能使用（{error.strerror}）。请换一个文件夹或检查权限。") from error
    ours = {"blobs", "logs", "backups", LOCK_NAME, "window.lock"}
    strange = sorted(
        name for name in names if name not in ours and not name.startswith((".", f"{LOCK_NAME}-", FILE_NAME))
    )
    if strange:
        raise Refused(f"“{folder}”不是空文件夹（有 {strange[0]} 等），没有在里面建立数据。请选一个空文件夹。")


@contextlib.contextmanager
def _opening_lock(folder: Path) -> Iterator[None]:
    """One opener at a time, by a lock the operating system frees when the holder dies."""
    try:
        lock = dbapi2.connect(str(folder / LOCK_NAME), timeout=LOCK_WAIT_S, isolation_level=None)
        try:
            lock.execute("BEGIN EXCLUSIVE")
            yield
        finally:
            lock.close()
    except Gone as error:
        # SQLite calls it an I/O error when the index of its log finds no room.
        if shutil.disk_usage(folder).free < _LEAST_ROOM:
            raise Full(_NO_ROOM) from error
        raise
    except dbapi2.OperationalError as error:
        code = error.sqlite_errorcode & 0xFF
        if code == _SQLITE_BUSY:
            raise Busy("另一个程序正在打开或升级这个数据文件夹，请稍后再试。") from error
        if code == _SQLITE_FULL:
            raise Full(_NO_ROOM) from error
        raise ReadOnly(f"数据文件夹“{folder}”不能写入，程序没有打开。请检查权限或换一个文件夹。") from error


def _make(path: Path) -> SqliteStore:
    """Build under a temporary name, so that a killed first start leaves no half-made database."""
    from app.services.kernel.store import migrating

    temporary = path.with_name(f"{FILE_NAME}.making")
    for entry in path.parent.iterdir():
        if entry.name.startswith(temporary.name):
            entry.unlink()
    store = SqliteStore(temporary)
    try:
        store.run(f"PRAGMA application_id = {APPLICATION_ID}")
        migrating.migrate(store)
        store.run(f"PRAGMA user_version = {len(migrating.listed())}")
    finally:
        store.close()
    temporary.rename(path)
    made = SqliteStore(path)
    made.use_write_ahead_log()
    return made


def _inspect(path: Path) -> None:
    """Raise a sentence for a file we must not touch; reads only."""
    if not os.access(path, os.R_OK):
        raise Gone(f"{path.name} 没有读取权限，程序没有打开。请检查权限。")
    if path.stat().st_size == 0:
        raise Damaged(f"{path.name} 是空文件（0 字节），没有写入任何内容。请用备份恢复，或移走它重新开始。")
    with path.open("rb") as file:
        head = file.read(100)
    if not head.startswith(_MAGIC):
        raise Damaged(f"{path.name} 不是本程序的数据库，没有写入任何内容。请检查数据文件夹是否选对。")
    if len(head) < 100 or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise Refused(f"{path.name} 是别的程序的数据库，没有写入任何内容。请检查数据文件夹是否选对。")
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise ReadOnly(f"数据文件夹“{path.parent}”只读，程序没有打开。请检查权限或换一个文件夹。")
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    if path.stat().st_size < (65536 if page == 1 else page) * pages and not _has_log(path):
        raise Damaged(f"{path.name} 不完整（文件被截短），没有写入任何内容。请用最近的备份恢复。")


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _upgrade_if_older(path: Path) -> Opened:
    from app.services.kernel.store import migrating

    store = SqliteStore(path)
    try:
        try:
            sound = _looks_sound(store, path)
            done = migrating.applied(store)
        except Damaged as error:
            raise Damaged(f"{path.name} 已损坏，没有写入任何内容。请用最近的备份恢复。") from error
        if not sound or not done:
            raise Damaged(f"{path.name} 已损坏，没有写入任何内容。请用最近的备份恢复。")
        wanted = migrating.listed()
        _refuse_newer(done, wanted)
        store.use_write_ahead_log()
        if done == wanted:
            return Opened(store)
        backup = back_up(store, path.parent / "backups", reason=f"before-{wanted[-1]}")
        migrating.migrate(store)
        store.run(f"PRAGMA user_version = {len(wanted)}")
        return Opened(store, backup=backup)
    except BaseException:
        store.close()
        raise


def _looks_sound(store: SqliteStore, path: Path) -> bool:
    """Whether the file's structure holds: all of a small file, of a large one the tables the first acts need."""
    if path.stat().st_size <= CHECKED_WHOLE_BYTES:
        checks = ["PRAGMA quick_check(1)"]
    else:
        checks = [f"PRAGMA quick_check({table})" for table in _CHECKED_ALWAYS]
    return all(store.run(check).fetchone()[0] == "ok" for check in checks)


def back_up(store: SqliteStore, folder: Path, *, reason: str) -> Path:
    """An online copy under a temporary name, opened again, checked and counted, then renamed.

    While others write, every table's count must lie between what stood there before and after the copy. Its manifest
    beside it keeps the counts and the anchor: the first characters of the newest seal.
    """
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _no_backup(error) from error
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{reason}"
    temporary, target = folder / f"{stamp}.making", folder / f"{stamp}.db"
    try:
        before = row_counts(store)
        store.backup_to(temporary)
        manifest = {"made": stamp, **_checked(temporary, before, row_counts(store))}
        target.with_suffix(".json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
        temporary.rename(target)
    except BaseException as error:
        for half in (temporary, target.with_suffix(".json")):
            half.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _no_backup(error) from error
        raise
    return target


def _no_backup(error: OSError) -> Full | Gone:
    kind = Full if error.errno == errno.ENOSPC else Gone
    return kind(f"备份没有完成（{error.strerror}），数据没有改变。请检查磁盘。")


def _checked(copy: Path, before: dict[str, int], after: dict[str, int]) -> dict[str, object]:
    """What the manifest says of the copy; Damaged when it is not sound or lacks a row."""
    store = SqliteStore(copy)
    try:
        sound = store.run("PRAGMA integrity_check(1)").fetchone()[0]
        counts = row_counts(store)
        head = store.run("SELECT mac FROM unit ORDER BY id DESC LIMIT 1").fetchone()
    finally:
        store.close()
    whole = counts.keys() == before.keys() == after.keys() and all(
        min(before[name], after[name]) <= count <= max(before[name], after[name]) for name, count in counts.items()
    )
    if sound != "ok" or not whole:
        raise Damaged("备份没有通过检查，没有留下，数据没有改变。请检查磁盘。")
    return {"rows": counts, "anchor": head[0][:ANCHOR_LENGTH] if head else ""}


def row_counts(store: SqliteStore) -> dict[str, int]:
    """Rows of every table."""
    names = [
        row[0] for row in store.run("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'")
    ]
    return {name: store.run(f"SELECT count(*) FROM {name}").fetchone()[0] for name in sorted(names)}


def _refuse_newer(done: list[str], wanted: list[str]) -> None:
    if set(done) - set(wanted):
        raise Refused("这份数据是更新版本的程序建立的，没有写入任何内容。请安装新版本后再打开。")
