"""A database is opened only when it is whole, ours and of this version; else a sentence, and nothing is written."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.services.kernel.errors import AppError, Busy, Damaged, Gone, Refused
from app.services.kernel.store import migrating, opening
from app.services.kernel.store.opening import FILE_NAME, LOCK_NAME, back_up, open_folder
from app.services.kernel.store.sqlite import SqliteStore
from app.services.trust.verify import head, verify
from tests.support import desks

ROOT = Path(__file__).parents[3]
SCRIPTS = len(migrating.listed())

OPEN_AND_SAY = """
import sys
from pathlib import Path
from app.services.kernel.errors import AppError
from app.services.kernel.store.opening import open_folder, open_url
target = sys.argv[1]
try:
    opened = open_url(target) if target.startswith("postgresql://") else open_folder(Path(target))
except AppError as error:
    print(type(error).__name__, error.message)
else:
    tables = opened.store.run("SELECT count(*) FROM schema_migration").fetchone()[0]
    print("opened", opened.new, tables)
    opened.store.close()
"""


def child(target: Path | str, *before: str) -> subprocess.Popen[str]:
    command = [*before, sys.executable, "-c", OPEN_AND_SAY, str(target)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def state(folder: Path) -> dict[str, str]:
    """Every file's bytes, but for the lock."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(LOCK_NAME)
    }


def refusal(folder: Path, kind: type[AppError], **options: bool) -> str:
    """The sentence of the refusal, after a look that nothing was written."""
    before = state(folder) if folder.exists() else None
    with pytest.raises(kind) as refused:
        open_folder(folder, **options)
    assert type(refused.value) is kind
    assert (state(folder) if folder.exists() else None) == before
    return refused.value.message


def test_a_missing_database_is_made_when_asked_and_opened_the_next_time(tmp_path):
    folder = tmp_path / "deep" / "data"

    first = open_folder(folder)
    first.store.close()
    second = open_folder(folder)
    second.store.close()

    assert (first.new, second.new) == (True, False)
    assert sorted(path.name for path in folder.iterdir()) == [FILE_NAME, LOCK_NAME]


def test_a_missing_database_is_not_made_unasked(tmp_path):
    message = refusal(tmp_path / "nothing", Gone, create=False)

    assert FILE_NAME in message
    assert not (tmp_path / "nothing").exists()


def test_a_folder_with_somebodys_files_is_not_moved_into(tmp_path):
    (tmp_path / "报表.xlsx").write_bytes(b"x")

    assert "报表.xlsx" in refusal(tmp_path, Refused)


def test_a_folder_in_which_the_program_already_keeps_logs_is_empty_enough(tmp_path):
    for name in ("logs", "backups", "blobs"):
        (tmp_path / name).mkdir()

    assert open_folder(tmp_path).store.close() is None


def test_an_empty_file_is_told_apart_from_a_missing_one(data_folder):
    (data_folder / FILE_NAME).write_bytes(b"")

    assert "0 字节" in refusal(data_folder, Damaged)


@pytest.mark.parametrize("body", [b"not a database at all, but long enough" * 10, b"SQLite", b"\x00" * 4096])
def test_a_file_that_is_not_sqlite_is_told_so(data_folder, body):
    (data_folder / FILE_NAME).write_bytes(body)

    assert "不是本程序的数据库" in refusal(data_folder, Damaged)


@pytest.mark.parametrize("application_id", [0, 0x12345678])
def test_another_programs_database_is_left_alone(data_folder, application_id):
    (data_folder / FILE_NAME).unlink()
    foreign = dbapi2.connect(str(data_folder / FILE_NAME))
    foreign.execute(f"PRAGMA application_id = {application_id}")
    foreign.execute("CREATE TABLE notes (body TEXT)")
    foreign.commit()
    foreign.close()

    assert "别的程序" in refusal(data_folder, Refused)


def test_a_newer_programs_database_is_left_alone(data_folder):
    with desks.opened(data_folder) as store:
        store.run("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '2030-01-01')")

    assert "新版本" in refusal(data_folder, Refused)


@pytest.mark.postgres
def test_a_newer_programs_database_on_a_server_is_left_alone(postgres_url):
    with desks.opened(postgres_url) as store:
        store.run("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', now())")

    with pytest.raises(Refused, match="新版本"), desks.opened(postgres_url):
        pass


@pytest.mark.parametrize("keep", [0.5, 0.98])
def test_a_truncated_database_is_told_so(data_folder, keep):
    path = data_folder / FILE_NAME
    os.truncate(path, int(path.stat().st_size * keep))

    assert "截短" in refusal(data_folder, Damaged)


def test_a_database_with_a_damaged_page_is_not_opened(data_folder):
    path = data_folder / FILE_NAME
    body = bytearray(path.read_bytes())
    page = body.index("张建国".encode()) // 4096 * 4096
    body[page : page + 64] = b"\xff" * 64
    path.write_bytes(body)

    assert "损坏" in refusal(data_folder, Damaged)


def test_of_a_large_database_the_tables_of_the_first_acts_are_checked(data_folder, monkeypatch):
    # Reading all of a gigabyte at every start would take seconds; backups and doctor do that.
    monkeypatch.setattr(opening, "CHECKED_WHOLE_BYTES", 0)
    open_folder(data_folder).store.close()
    connection = dbapi2.connect(str(data_folder / FILE_NAME))
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'staff'").fetchone()
    connection.close()
    with (data_folder / FILE_NAME).open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 64)

    assert "损坏" in refusal(data_folder, Damaged)


def test_a_database_without_its_history_is_not_opened(data_folder):
    connection = dbapi2.connect(str(data_folder / FILE_NAME))
    connection.execute("DROP TABLE schema_migration")
    connection.close()

    assert "损坏" in refusal(data_folder, Damaged)


@pytest.mark.parametrize("name", ["和平 热力站 [1]", "a?b#c%20d", "['x']", "1;2&3"])
def test_any_name_of_a_folder_will_do(founded_folder, tmp_path, name):
    folder = tmp_path / name
    open_folder(folder).store.close()
    assert open_folder(folder).new is False
    shutil.copy(founded_folder / FILE_NAME, folder / FILE_NAME)

    with desks.opened(folder) as store:
        assert verify(store) == []
        reader = SqliteStore(folder / FILE_NAME, read_only=True)
        assert reader.run("SELECT count(*) FROM staff").fetchone()[0] == 9
        reader.close()


def as_nobody() -> list[str]:
    """Root may write anywhere, so the child becomes somebody else; without root it is us."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv is not here to take root's rights away")
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]


@pytest.fixture
def public_folder(data_folder):
    """A data folder that every user may pass through to, below pytest's own private ones."""
    folder = Path("/tmp") / f"heatdesk-{os.getpid()}-{time.monotonic_ns()}"
    shutil.copytree(data_folder, folder)
    folder.chmod(0o755)
    (folder / FILE_NAME).chmod(0o644)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def answer_of_nobody(folder: Path) -> str:
    if os.geteuid() != 0:
        folder.chmod(0o555)
        (folder / FILE_NAME).chmod(0o444)
    said, _ = child(folder, *as_nobody()).communicate(timeout=60)
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="read-only folders of Windows are another matter")
def test_a_read_only_folder_is_told_so_and_left_as_it_is(public_folder):
    before = state(public_folder)

    assert answer_of_nobody(public_folder).startswith("ReadOnly 数据文件夹")

    assert state(public_folder) == before


@pytest.mark.skipif(sys.platform == "win32", reason="read-only folders of Windows are another matter")
def test_a_read_only_file_in_a_writable_folder_is_told_so(public_folder):
    if os.geteuid() == 0:
        public_folder.chmod(0o777)
    (public_folder / FILE_NAME).chmod(0o444)
    before = state(public_folder)

    said, _ = child(public_folder, *as_nobody()).communicate(timeout=60)

    assert said.startswith("ReadOnly")
    assert state(public_folder) == before


@pytest.mark.skipif(sys.platform == "win32", reason="read-only folders of Windows are another matter")
def test_a_folder_nobody_may_look_into_is_told_so(public_folder):
    public_folder.chmod(0o700 if os.geteuid() == 0 else 0o000)

    said, _ = child(public_folder, *as_nobody()).communicate(timeout=60)

    assert said.startswith("Gone 数据文件夹")


def test_a_database_another_program_is_opening_is_busy(data_folder, monkeypatch):
    monkeypatch.setattr("app.services.kernel.store.opening.LOCK_WAIT_S", 0)
    holder = dbapi2.connect(str(data_folder / LOCK_NAME), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")

    assert "正在打开" in refusal(data_folder, Busy)

    holder.close()
    open_folder(data_folder).store.close()


def test_a_creation_killed_at_any_moment_leaves_nothing_in_the_way(tmp_path):
    for turn, wait in enumerate((0, 0.01, 0.03, 0.05, 0.08, 0.12)):
        folder = tmp_path / str(turn)
        process = child(folder)
        while process.poll() is None and not list(folder.glob("*.making")):
            time.sleep(0.002)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.communicate()

        with desks.opened(folder) as store:
            assert verify(store) == []
        assert not list(folder.glob("*.making*"))


def test_a_half_made_database_is_thrown_away(tmp_path):
    half = tmp_path / f"{FILE_NAME}.making"
    half.write_bytes(b"half")
    (tmp_path / f"{FILE_NAME}.making-journal").write_bytes(b"half")

    opened = open_folder(tmp_path)

    assert opened.new
    assert not list(tmp_path.glob("*.making*"))
    opened.store.close()


def test_two_programs_opening_at_once_make_one_database(tmp_path):
    for turn in range(3):
        racers = [child(tmp_path / str(turn)) for _ in range(2)]

        said = sorted(racer.communicate(timeout=60)[0].strip() for racer in racers)

        assert said == [f"opened False {SCRIPTS}", f"opened True {SCRIPTS}"]


@pytest.mark.postgres
def test_two_programs_opening_a_server_database_at_once_build_it_once(postgres_cluster):
    for _ in range(2):
        name = postgres_cluster.create()
        racers = [child(postgres_cluster.url(name)) for _ in range(2)]

        said = sorted(racer.communicate(timeout=60)[0].strip() for racer in racers)

        postgres_cluster.drop(name)
        assert said == [f"opened False {SCRIPTS}", f"opened True {SCRIPTS}"]


@pytest.mark.postgres
def test_a_server_that_does_not_answer_is_told_so(postgres_url):
    with pytest.raises(Gone), desks.opened(postgres_url.rpartition("/")[0] + "/no_such_database"):
        pass
    with pytest.raises(Gone), desks.opened("postgresql://nobody:x@127.0.0.1:1/nothing"):
        pass


def test_a_backup_is_whole_counted_and_anchored(data_folder):
    with desks.opened(data_folder) as store:
        made = back_up(store, data_folder / "backups", reason="by-hand")
        anchor = head(store)[:8]
        staff = store.run("SELECT count(*) FROM staff").fetchone()[0]

    manifest = json.loads(made.with_suffix(".json").read_text(encoding="utf-8"))
    assert manifest["anchor"] == anchor
    assert manifest["rows"]["staff"] == staff
    restored = data_folder.parent / "restored"
    restored.mkdir()
    shutil.copy(made, restored / FILE_NAME)
    with desks.opened(restored) as store:
        assert verify(store, [anchor]) == []
        assert store.run("SELECT count(*) FROM staff").fetchone()[0] == staff
    assert [path.name for path in (data_folder / "backups").iterdir() if "making" in path.name] == []


def test_a_backup_made_while_others_write_may_have_what_came_meanwhile(data_folder, monkeypatch):
    with desks.opened(data_folder) as store:
        counted = iter([{"staff": 8}, {"staff": 10}, {"staff": 9}])
        monkeypatch.setattr("app.services.kernel.store.opening.row_counts", lambda _: next(counted))

        made = back_up(store, data_folder / "backups", reason="by-hand")

    assert json.loads(made.with_suffix(".json").read_text(encoding="utf-8"))["rows"] == {"staff": 9}


def test_a_backup_that_lost_rows_is_thrown_away(data_folder, monkeypatch):
    with desks.opened(data_folder) as store:
        # Before, after, in the copy.
        counted = iter([{"staff": 9}, {"staff": 9}, {"staff": 8}])
        monkeypatch.setattr("app.services.kernel.store.opening.row_counts", lambda _: next(counted))

        with pytest.raises(Damaged, match="备份"):
            back_up(store, data_folder / "backups", reason="by-hand")

    assert list((data_folder / "backups").iterdir()) == []
