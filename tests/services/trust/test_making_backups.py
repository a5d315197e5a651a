"""A checked copy every day, kept as long as the table says, made while others write."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app.models.premises import Community
from app.services.kernel.desk import Desk
from app.services.kernel.errors import Refused
from app.services.kernel.times import FrozenClock
from app.services.kernel.unit import writing
from app.services.trust.backups import newest_backup
from app.services.trust.making_backups import backup_due, make_backup
from tests.support import desks


@pytest.fixture
def folder(sqlite_desk: Desk, data_folder: Path) -> Path:
    """Where the copies stand; the desk's clock is the computer's, as the copies' stamps are."""
    clock = sqlite_desk.clock
    assert isinstance(clock, FrozenClock)
    clock.set(datetime.now(UTC))
    made = data_folder / "backups"
    made.mkdir(exist_ok=True)
    return made


def old(folder: Path, stamp: str, reason: str = "daily") -> None:
    path = folder / f"{stamp}T030000Z-{reason}.db"
    path.touch()
    path.with_suffix(".json").write_text(f'{{"made": "{path.stem}"}}', encoding="utf-8")


def stamps(folder: Path) -> list[str]:
    return sorted(path.name[:8] for path in folder.glob("*.db"))


def test_a_copy_is_due_without_one_and_again_after_a_day(sqlite_desk: Desk, folder: Path) -> None:
    assert backup_due(sqlite_desk)

    make_backup(sqlite_desk)

    assert not backup_due(sqlite_desk)
    sqlite_desk.clock.advance(timedelta(hours=21))  # type: ignore[attr-defined]
    assert backup_due(sqlite_desk)


def test_daily_copies_go_after_two_weeks_but_the_first_of_a_month_stays(sqlite_desk: Desk, folder: Path) -> None:
    for day in range(1, 29):
        old(folder, f"202001{day:02d}")
        old(folder, f"202002{day:02d}")
    old(folder, "20191231", reason="before-0004_duty_board")

    made = make_backup(sqlite_desk)

    left = stamps(folder)
    assert left[:3] == ["20191231", "20200101", "20200201"]
    assert left[3:-1] == [f"202002{day:02d}" for day in range(16, 29)]
    assert made.removed == 56 - 15
    assert sorted(path.stem for path in folder.glob("*.json")) == sorted(path.stem for path in folder.glob("*.db"))


def test_a_copy_made_by_hand_is_never_removed(sqlite_desk: Desk, folder: Path) -> None:
    old(folder, "20180101", reason="by-hand")
    for day in range(1, 29):
        old(folder, f"202001{day:02d}")

    make_backup(sqlite_desk)

    assert stamps(folder)[0] == "20180101"


def test_a_copy_is_whole_while_somebody_writes(sqlite_desk: Desk, folder: Path, data_folder: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with desks.opened(data_folder) as store:
            desk = desks.desk_for(store, desks.CLERK, sqlite_desk.clock)
            count = 0
            while not stop.is_set():
                count += 1
                with writing(desk, "test.community", uuid4()) as unit:
                    unit.insert(Community, name=f"小区{count}", short_name=f"小区{count}")

    busy = threading.Thread(target=write)
    busy.start()
    try:
        for _ in range(5):
            make_backup(sqlite_desk, "by-hand")
    finally:
        stop.set()
        busy.join()

    assert newest_backup(sqlite_desk.store) is not None
    assert list(folder.glob("*.making")) == []


def test_only_the_embedded_database_is_copied_by_the_program(desk: Desk) -> None:
    embedded = desk.store.dialect == "sqlite"

    assert backup_due(desk) is embedded
    if embedded:
        assert make_backup(desk).removed == 0
    else:
        with pytest.raises(Refused, match="服务器的管理员"):
            make_backup(desk)
