"""An older database is backed up, then upgraded script by script; a script that does harm is taken back."""

import json
from pathlib import Path

import pytest

from app.services.kernel.errors import AppError, Damaged, Full
from app.services.kernel.store import migrating
from app.services.kernel.store.opening import FILE_NAME, open_folder
from app.services.trust.verify import verify
from tests.support import desks

SHIPPED = Path(migrating.migrations.__file__).parent
SCRIPTS = sorted(path.stem for path in SHIPPED.glob("0*.py"))


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    """Write scripts after the shipped ones; the folder's name holds what glob would trip over."""
    folder = tmp_path / "scripts [1]"
    folder.mkdir()
    for path in SHIPPED.glob("0*.py"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(migrating, "folder", lambda: folder)

    def write(*statements: str, name: str = "9001_later", more: str = "") -> None:
        text = f"SQLITE = POSTGRES = {statements!r}\n{more}\n"
        (folder / f"{name}.py").write_text(text, encoding="utf-8")

    return write


def names_of_backups(folder: Path) -> list[str]:
    backups = folder / "backups"
    return sorted(path.name for path in backups.iterdir()) if backups.exists() else []


def test_scripts_run_once_in_order_and_the_record_stays_clean(database_url, scripts):
    scripts("INSERT INTO hint (body) VALUES ('three')", name="9002_more")
    scripts("CREATE TABLE hint (body TEXT)")

    for _ in range(2):
        with desks.opened(database_url) as store:
            assert migrating.applied(store) == [*SCRIPTS, "9001_later", "9002_more"]
            assert store.run("SELECT body FROM hint").fetchall() == [("three",)]
            assert verify(store) == []


def test_an_older_folder_is_backed_up_before_it_is_touched(data_folder, scripts):
    with desks.opened(data_folder) as store:
        staff = store.run("SELECT count(*) FROM staff").fetchone()[0]
        newest = store.run("SELECT mac FROM unit ORDER BY id DESC LIMIT 1").fetchone()[0]
    scripts("DELETE FROM search_key", "CREATE TABLE hint (body TEXT)")

    opened = open_folder(data_folder)
    opened.store.close()

    assert opened.backup is not None
    assert names_of_backups(data_folder) == [opened.backup.with_suffix(".db").name, f"{opened.backup.stem}.json"]
    manifest = json.loads(opened.backup.with_suffix(".json").read_text(encoding="utf-8"))
    assert manifest["rows"]["staff"] == staff
    assert "hint" not in manifest["rows"]
    assert newest.startswith(manifest["anchor"])
    assert len(manifest["anchor"]) == 8
    again = open_folder(data_folder)
    again.store.close()
    assert (again.new, again.backup) == (False, None)


def test_a_script_that_fails_half_way_leaves_the_database_as_it_was(database_url, scripts):
    scripts("CREATE TABLE hint (body TEXT)", "CREATE TABLE staff (body TEXT)")

    with pytest.raises(Exception, match="staff"), desks.opened(database_url):
        pass

    scripts("CREATE TABLE other (body TEXT)")
    with desks.opened(database_url) as store:
        assert store.run("SELECT count(*) FROM other").fetchone()[0] == 0
        with pytest.raises(Exception, match="hint"):
            store.run("SELECT * FROM hint")


def test_a_rebuilt_table_that_lost_its_triggers_is_taken_back(data_folder, scripts):
    scripts(
        "CREATE TABLE made (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL) STRICT",
        "DROP TABLE doubt",
        "ALTER TABLE made RENAME TO doubt",
    )

    with pytest.raises(Damaged, match="doubt_image_insert"):
        open_folder(data_folder)

    scripts("CREATE TABLE hint (body TEXT)")
    with desks.opened(data_folder) as store:
        assert verify(store) == []


def test_a_script_may_say_which_triggers_it_drops_on_purpose(data_folder, scripts):
    scripts("DROP TRIGGER doubt_image_insert", more="DROPPED_TRIGGERS = ('doubt_image_insert',)")

    with desks.opened(data_folder) as store:
        assert "doubt_image_insert" not in store.triggers()


@pytest.mark.postgres
def test_a_trigger_lost_on_a_server_is_taken_back(postgres_url, scripts):
    scripts("DROP TRIGGER doubt_image ON doubt")

    with pytest.raises(Damaged, match="doubt_image"), desks.opened(postgres_url):
        pass

    scripts("CREATE TABLE hint (body TEXT)")
    with desks.opened(postgres_url) as store:
        assert "doubt_image" in store.triggers()


def test_rows_a_script_leaves_without_their_parent_are_noticed_and_it_is_taken_back(data_folder, scripts):
    with desks.opened(data_folder) as store:
        store.run("INSERT INTO community (name, short_name) VALUES ('和平里', '和平')")
        store.run("INSERT INTO building (community_id, name) VALUES (1, '1')")
    scripts("DELETE FROM community")

    with pytest.raises(Damaged, match="1 条记录"):
        open_folder(data_folder)

    scripts("CREATE TABLE hint (body TEXT)")
    with desks.opened(data_folder) as store:
        assert store.run("SELECT count(*) FROM community").fetchone()[0] == 1
        assert store.run("PRAGMA foreign_keys").fetchone()[0] == 1


def test_a_parent_table_can_be_rebuilt_without_its_children_going_too(data_folder, scripts):
    with desks.opened(data_folder) as store:
        store.run("INSERT INTO community (name, short_name) VALUES ('和平里', '和平')")
        store.run("INSERT INTO building (community_id, name) VALUES (1, '1')")
        kept = store.run("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'community'").fetchall()
    scripts(
        "CREATE TABLE made (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, short_name TEXT NOT NULL, "
        "form TEXT NOT NULL DEFAULT '楼房', version INTEGER NOT NULL DEFAULT 1) STRICT",
        "INSERT INTO made SELECT id, name, short_name, form, version FROM community",
        "DROP TABLE community",
        "ALTER TABLE made RENAME TO community",
        *(text for (text,) in kept),
    )

    with desks.opened(data_folder) as store:
        assert store.run("SELECT community_id FROM building").fetchall() == [(1,)]
        assert store.run("SELECT id, name FROM community").fetchall() == [(1, "和平里")]


def test_a_disk_that_fills_up_during_an_upgrade_is_told_and_nothing_changes(data_folder, scripts):
    scripts(
        "CREATE TABLE hint (body TEXT)",
        "PRAGMA max_page_count = 1",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 9999) "
        "INSERT INTO hint SELECT hex(zeroblob(500)) FROM n",
    )

    with pytest.raises(Full):
        open_folder(data_folder)

    scripts("CREATE TABLE other (body TEXT)")
    with desks.opened(data_folder) as store:
        assert verify(store) == []
        assert store.run("SELECT name FROM sqlite_master WHERE name = 'hint'").fetchall() == []


def test_a_backup_that_fails_stops_the_upgrade(data_folder, scripts, monkeypatch):
    scripts("CREATE TABLE hint (body TEXT)")
    monkeypatch.setattr("app.services.kernel.store.opening.row_counts", lambda store: {"rows": id(store)})
    before = (data_folder / FILE_NAME).stat().st_size

    with pytest.raises(AppError, match="备份"):
        open_folder(data_folder)

    monkeypatch.undo()
    assert names_of_backups(data_folder) == []
    assert (data_folder / FILE_NAME).stat().st_size == before
    with desks.opened(data_folder) as store:
        assert migrating.applied(store) == SCRIPTS


def test_a_file_in_the_scripts_folder_that_is_no_script_is_ignored(scripts):
    scripts("SELECT 1", name="notes")
    scripts("SELECT 1", name="2_short")

    assert migrating.listed() == SCRIPTS
