"""The newest checked copy is known by its manifest."""

from datetime import UTC, datetime, timedelta

import pytest

from app.services.kernel.desk import Desk
from app.services.kernel.store.opening import back_up
from app.services.trust.backups import newest_backup


def test_without_a_copy_there_is_no_newest_one(desk: Desk) -> None:
    assert newest_backup(desk.store) is None


def test_a_copy_just_made_is_the_newest(sqlite_desk: Desk) -> None:
    folder = sqlite_desk.store.folder()
    assert folder is not None
    backups = folder / "backups"
    made = back_up(sqlite_desk.store, backups, reason="by-hand")  # type: ignore[arg-type]
    older = backups / "20200101T000000Z-old.json"
    older.write_text('{"made": "20200101T000000Z-old"}', encoding="utf-8")
    older.with_suffix(".db").touch()

    newest = newest_backup(sqlite_desk.store)

    assert newest is not None
    assert timedelta(0) <= datetime.now(UTC) - newest < timedelta(minutes=1)
    made.unlink()
    assert newest_backup(sqlite_desk.store) == datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"made": 5}', '{"made": "yesterday"}', "{}"])
def test_a_manifest_that_cannot_be_read_counts_for_nothing(sqlite_desk: Desk, text: str) -> None:
    folder = sqlite_desk.store.folder()
    assert folder is not None
    (folder / "backups").mkdir(exist_ok=True)
    manifest = folder / "backups" / "20261115T000000Z-broken.json"
    manifest.write_text(text, encoding="utf-8")
    manifest.with_suffix(".db").touch()

    assert newest_backup(sqlite_desk.store) is None
