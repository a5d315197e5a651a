"""Scans and photos by their SHA-256: files beside an embedded database, a table on a server.

A blob is on disk before the unit that points to it commits; what no row points to is swept after a day.
"""

import errno
import hashlib
import os
import secrets
import time
from collections.abc import Collection
from pathlib import Path

from app.services.kernel.errors import Damaged, Full, Gone, NotFound
from app.services.kernel.store import Store

ORPHAN_AGE_S = 24 * 3600
_NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def put(store: Store, body: bytes) -> str:
    """Keep the bytes; returns their SHA-256 as hexadecimal text. Putting the same bytes twice keeps one copy."""
    name = hashlib.sha256(body).hexdigest()
    folder = store.folder()
    if folder is None:
        mark = store.mark
        store.run(f"INSERT INTO blob (sha256, body) VALUES ({mark}, {mark}) ON CONFLICT DO NOTHING", (name, body))
        return name
    target = _path(folder, name)
    if target.exists():
        # An old orphan becomes young again: a sweep must not take it before the unit that names it commits.
        target.touch()
        return name
    temporary = target.with_name(f"{name}.{secrets.token_hex(4)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        if error.errno in _NO_ROOM:
            raise Full("磁盘已满，附件没有保存。请清理磁盘后再试。") from error
        raise Gone(f"附件没有保存（{error.strerror}）。请检查数据文件夹。") from error
    return name


def get(store: Store, name: str) -> bytes:
    """The bytes of that SHA-256; NotFound when there are none, Damaged when they are not what was put."""
    folder = store.folder()
    if folder is None:
        row = store.run(f"SELECT body FROM blob WHERE sha256 = {store.mark}", (name,)).fetchone()
        body = None if row is None else bytes(row[0])
    else:
        path = _path(folder, name)
        body = path.read_bytes() if path.exists() else None
    if body is None:
        raise NotFound("找不到这个附件的文件。请从备份恢复附件文件夹。")
    if hashlib.sha256(body).hexdigest() != name:
        raise Damaged("附件文件已损坏，内容与记录不符。请从备份恢复。")
    return body


def sweep(store: Store, used: Collection[str]) -> int:
    """Remove files older than a day that nothing in `used` names; returns how many. Server blobs are left alone."""
    folder = store.folder()
    root = None if folder is None else folder / "blobs"
    if root is None or not root.exists():
        return 0
    oldest_kept = time.time() - ORPHAN_AGE_S
    orphans = [
        path
        for path in root.rglob("*")
        if path.is_file() and path.name not in used and path.stat().st_mtime < oldest_kept
    ]
    for path in orphans:
        path.unlink()
    return len(orphans)


def _path(folder: Path, name: str) -> Path:
    return folder / "blobs" / name[:2] / name
