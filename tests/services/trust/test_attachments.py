"""Files beside the database: every column that names one is known, and only what no row names is swept."""

import os
import time
from uuid import uuid4

from app.models.disclosure import CaseFile
from app.models.premises import Building, Community
from app.models.registry import TABLES
from app.services.kernel import blobs
from app.services.kernel.unit import writing
from app.services.trust.attachments import BLOB_COLUMNS, sweep_attachments


def test_every_column_that_names_a_file_is_known():
    named = {
        field
        for model in TABLES
        for field in model._meta.sorted_fields
        if any(word in field.column_name for word in ("scan", "photo"))
    }

    assert named | {CaseFile.sha256} == set(BLOB_COLUMNS)


def test_only_old_files_that_no_row_names_are_swept(sqlite_desk, data_folder):
    store = sqlite_desk.store
    used, orphan = blobs.put(store, b"photo"), blobs.put(store, b"orphan")
    with writing(sqlite_desk, "test.photo", uuid4()) as unit:
        community_id = unit.insert(Community, name="和平里小区", short_name="和平里")
        unit.insert(Building, community_id=community_id, name="3", valve_photo=used)
    old = time.time() - 2 * blobs.ORPHAN_AGE_S
    for name in (used, orphan):
        os.utime(data_folder / "blobs" / name[:2] / name, (old, old))

    assert sweep_attachments(sqlite_desk) == 1

    assert blobs.get(store, used) == b"photo"
    assert not (data_folder / "blobs" / orphan[:2] / orphan).exists()


def test_an_old_orphan_that_is_put_again_is_young(sqlite_desk, data_folder):
    name = blobs.put(sqlite_desk.store, b"again")
    old = time.time() - 2 * blobs.ORPHAN_AGE_S
    os.utime(data_folder / "blobs" / name[:2] / name, (old, old))

    blobs.put(sqlite_desk.store, b"again")

    assert sweep_attachments(sqlite_desk) == 0
    assert blobs.get(sqlite_desk.store, name) == b"again"
