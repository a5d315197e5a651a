"""A disk that fills up: saving and printing say so, nothing is half-written, and it goes on once there is room."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from app.models.matters import Matter
from app.services.kernel import blobs
from app.services.kernel.errors import Full
from app.services.kernel.numbering import gaps
from app.services.kernel.store.opening import back_up, open_folder
from app.services.matters.values import PlaceDraft
from app.services.repairs.acts import dispatch, print_slip, take_repair
from app.services.repairs.values import DispatchDraft, FaultGroup, RepairDraft
from app.services.trust.integrity import check_everything
from tests.support import desks

SIZE = 6 * 1024 * 1024


def draft() -> RepairDraft:
    return RepairDraft(FaultGroup.COLD, words="不热" * 500, place=PlaceDraft("和平里3-2-1102"))


def take_until_full(desk) -> list[str]:
    taken = []

    def go_on() -> None:
        while len(taken) < 5000:
            taken.append(take_repair(desk, draft(), uuid4()).number)

    with pytest.raises(Full, match="没有保存"):
        go_on()
    return taken


def assert_whole(store, numbers: list[str]) -> None:
    assert store.scalars(Matter.select(Matter.number).order_by(Matter.id)) == numbers
    assert gaps(store) == []
    assert check_everything(store) == []
    assert store.run("PRAGMA integrity_check").fetchone()[0] == "ok"


def dispatched_sheet(desk) -> int:
    repairer = desks.actor_named(desk.store, desks.REPAIRERS[0]).staff_id
    matter = take_repair(desk, draft(), uuid4())
    return dispatch(desk, matter.matter_id, DispatchDraft(repairer_id=repairer), uuid4()).sheet_id


def test_a_database_that_may_not_grow_says_so_and_goes_on_when_it_may(sqlite_store, sqlite_desk):
    pages = sqlite_store.run("PRAGMA page_count").fetchone()[0]
    sqlite_store.run(f"PRAGMA max_page_count = {pages + 25}")

    taken = take_until_full(sqlite_desk)

    assert_whole(sqlite_store, taken)
    sqlite_store.run("PRAGMA max_page_count = 1073741823")
    taken.append(take_repair(sqlite_desk, draft(), uuid4()).number)
    assert_whole(sqlite_store, taken)


def test_printing_on_a_database_that_may_not_grow_says_so_and_prints_nothing(sqlite_store, sqlite_desk):
    sheet = dispatched_sheet(sqlite_desk)
    pages = sqlite_store.run("PRAGMA page_count").fetchone()[0]
    sqlite_store.run(f"PRAGMA max_page_count = {pages}")
    take_until_full(sqlite_desk)

    def go_on() -> None:
        while True:
            print_slip(sqlite_desk, sheet, "打印机" * 30, uuid4())

    with pytest.raises(Full, match="没有保存"):
        go_on()

    sqlite_store.run("PRAGMA max_page_count = 1073741823")
    before = sqlite_store.run("SELECT count(*), max(ordinal) FROM print_record").fetchone()
    printed = print_slip(sqlite_desk, sheet, "打印机", uuid4())
    assert printed.ordinal == before[0] + 1 == (before[1] or 0) + 1
    assert check_everything(sqlite_store) == []


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk of a few megabytes; its owner may fill it."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux may mount a small disk")
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        pytest.skip(f"mounting a small disk is not permitted here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path, leave: int = 0) -> Path:
    ballast = disk / "ballast"
    free = os.statvfs(disk)
    ballast.write_bytes(b"x" * max(0, free.f_bavail * free.f_frsize - leave))
    return ballast


def test_a_full_disk_says_so_for_saving_and_scans_and_goes_on_when_there_is_room(small_disk, founded_folder):
    folder = desks.copy_template(founded_folder, small_disk / "data")
    with desks.opened(folder) as store:
        desk = desks.desk_for(store)
        scan = blobs.put(store, b"scan" * 1000)
        ballast = fill(small_disk, leave=300_000)

        taken = take_until_full(desk)

        with pytest.raises(Full, match="附件没有保存"):
            blobs.put(store, os.urandom(SIZE // 4))
        assert taken
        assert_whole(store, taken)
        assert [path.name for path in (folder / "blobs").rglob("*") if path.is_file()] == [scan]

        ballast.unlink()
        taken.append(take_repair(desk, draft(), uuid4()).number)
        assert_whole(store, taken)
    with desks.opened(folder) as store:
        assert_whole(store, taken)


def test_a_disk_full_before_opening_says_so_and_opens_when_there_is_room(small_disk, founded_folder):
    folder = desks.copy_template(founded_folder, small_disk / "data")
    for leave in (0, 4096, 16384):
        ballast = fill(small_disk, leave)

        with pytest.raises(Full):
            open_folder(folder)

        ballast.unlink()
        with desks.opened(folder) as store:
            assert check_everything(store) == []


def test_a_disk_too_full_for_a_new_database_says_so_and_leaves_no_half_made_one(small_disk):
    for leave in (0, 8192, 65536):
        ballast = fill(small_disk, leave)

        with pytest.raises(Full):
            open_folder(small_disk / "data")

        ballast.unlink()
    opened = open_folder(small_disk / "data")
    assert opened.new
    opened.store.close()


def test_a_backup_on_a_full_disk_says_so_and_leaves_no_half_one(small_disk, founded_folder):
    folder = desks.copy_template(founded_folder, small_disk / "data")
    with desks.opened(folder) as store:
        fill(small_disk, leave=50_000)

        with pytest.raises(Full):
            back_up(store, folder / "backups", reason="by-hand")

        assert [path.name for path in (folder / "backups").iterdir()] == []
