"""Scans and photos are kept by what they are, on both databases, and damage is noticed."""

import errno
import hashlib
import os
import time
from pathlib import Path

import pytest

from app.services.kernel import blobs
from app.services.kernel.errors import Damaged, Full, Gone, NotFound
from tests.support import desks

BODY = b"%PDF-1.7 \x00\xff a scan"


def test_bytes_come_back_under_their_hash(store):
    name = blobs.put(store, BODY)

    assert name == hashlib.sha256(BODY).hexdigest()
    assert blobs.get(store, name) == BODY
    assert blobs.get(store, blobs.put(store, b"")) == b""


def test_the_same_bytes_are_kept_once(store):
    assert blobs.put(store, BODY) == blobs.put(store, BODY)

    folder = store.folder()
    if folder is None:
        assert store.run("SELECT count(*) FROM blob").fetchone()[0] == 1
    else:
        assert len([path for path in (folder / "blobs").rglob("*") if path.is_file()]) == 1


def test_another_desk_reads_what_one_desk_put(store):
    other = store.sibling()

    name = blobs.put(store, BODY)

    assert blobs.get(other, name) == BODY
    other.close()


def test_a_hash_nobody_put_is_not_found(store):
    with pytest.raises(NotFound):
        blobs.get(store, "0" * 64)


def test_bytes_that_are_not_what_was_put_are_damaged(store):
    name = blobs.put(store, BODY)
    folder = store.folder()
    if folder is None:
        store.run("UPDATE blob SET body = 'other'::bytea")
    else:
        (folder / "blobs" / name[:2] / name).write_bytes(BODY + b"!")

    with pytest.raises(Damaged):
        blobs.get(store, name)


@pytest.mark.parametrize(("code", "kind"), [(errno.ENOSPC, Full), (errno.EDQUOT, Full), (errno.EIO, Gone)])
def test_a_disk_that_fails_leaves_no_half_written_file(sqlite_store, monkeypatch, code, kind):
    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("os.fsync", fail)

    with pytest.raises(kind):
        blobs.put(sqlite_store, BODY)

    assert [path for path in (sqlite_store.folder() / "blobs").rglob("*") if path.is_file()] == []


def age(path: Path, hours: float) -> None:
    moment = time.time() - hours * 3600
    os.utime(path, (moment, moment))


def test_only_files_that_nothing_names_for_a_day_are_swept(sqlite_store):
    used, fresh, orphan = (blobs.put(sqlite_store, body) for body in (b"used", b"fresh", b"orphan"))
    root = sqlite_store.folder() / "blobs"
    part = root / used[:2] / f"{used}.0a1b2c3d.part"
    part.write_bytes(b"half")
    for path in (root / used[:2] / used, root / orphan[:2] / orphan, part):
        age(path, hours=25)

    assert blobs.sweep(sqlite_store, {used}) == 2

    assert blobs.get(sqlite_store, used) == b"used"
    assert blobs.get(sqlite_store, fresh) == b"fresh"
    assert not part.exists()
    with pytest.raises(NotFound):
        blobs.get(sqlite_store, orphan)


def test_sweeping_an_empty_folder_or_a_server_removes_nothing(store):
    assert blobs.sweep(store, set()) == 0
    name = blobs.put(store, BODY)
    assert blobs.sweep(store, set()) == 0
    assert blobs.get(store, name) == BODY


def test_a_blob_beside_a_database_travels_with_the_folder(data_folder, tmp_path):
    with desks.opened(data_folder) as store:
        name = blobs.put(store, BODY)
    moved = data_folder.rename(tmp_path / "别处 [1]")

    with desks.opened(moved) as store:
        assert blobs.get(store, name) == BODY
