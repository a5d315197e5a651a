"""The databases of the benchmarks: built once with valid images and seals, kept in the user's cache folder."""

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from app.services.customers.finding.index import reindex
from app.services.kernel.desk import Desk
from app.services.kernel.store.opening import FILE_NAME
from app.services.kernel.times import FrozenClock
from tests.benchmarks.history import NOW, build_history
from tests.benchmarks.town import PREMISES, build_town
from tests.support.desks import desk_for, found, opened

ROOT = Path(__file__).resolve().parents[2]
# Premises of the town that is larger than any station known.
GREAT = 200_000
# Counted up when this file makes other databases.
GENERATION = 2
# A change in any of these makes other rows, so the databases are built anew.
SOURCES = (
    "app/models/migrations",
    "app/services/customers/finding/names.py",
    "app/services/customers/finding/keys.py",
    "app/services/customers/finding/index.py",
    "app/services/customers/finding/traditional.py",
    "app/services/kernel/seal.py",
    "app/services/kernel/digests.py",
    "tests/benchmarks/history.py",
    "tests/benchmarks/town.py",
    "tests/support/desks.py",
)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def founded() -> Path:
    """The file of a station that has just been founded."""
    return _kept("founded", found_only)


def town() -> Path:
    """The file with 50,000 premises and no matter."""
    return _kept("town", found_town)


def great_town() -> Path:
    """The file with 200,000 premises and no matter."""
    return _kept("great-town", found_great_town)


def station() -> Path:
    """The file with 50,000 premises and 200,000 matters, 1,000 of them open at `history.NOW`."""
    return _kept("station", found_station)


def found_only(folder: Path) -> None:
    with opened(folder) as store:
        found(store)


def found_town(folder: Path, premises: int = PREMISES) -> None:
    _copy(founded(), folder)
    with _hasty(folder) as desk:
        build_town(desk, premises)
        reindex(desk)


def found_great_town(folder: Path) -> None:
    found_town(folder, GREAT)


def found_station(folder: Path) -> None:
    _copy(town(), folder)
    with _hasty(folder) as desk:
        build_history(desk)


@contextmanager
def desk_on(folder: Path) -> Iterator[Desk]:
    """A clerk's desk on that folder, on the morning of `history.NOW`."""
    with opened(folder) as store:
        yield desk_for(store, clock=FrozenClock(NOW))


@contextmanager
def scratch(source: Path, name: str) -> Iterator[Path]:
    """A folder with a copy of the database, to be written to; removed afterwards."""
    folder = home() / f"scratch-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        _copy(source, folder)
        if hasattr(os, "sync"):
            # Else the copy's own way to the disk falls on whoever commits first.
            os.sync()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _hasty(folder: Path) -> Iterator[Desk]:
    """For building only: a file that is lost with the power is built again."""
    with desk_on(folder) as desk:
        desk.store.run("PRAGMA synchronous = OFF")
        desk.store.run("PRAGMA cache_size = -524288")
        yield desk
        desk.store.run("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _kept(name: str, build: Callable[[Path], None]) -> Path:
    versions = home() / "databases"
    version = versions / _version()
    target = version / name
    if not target.exists():
        for old in versions.iterdir() if versions.exists() else ():
            if old != version:
                shutil.rmtree(old)
        making = version / f"{name}.making"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        started = time.monotonic()
        say(f"Building the database “{name}”, once …")
        build(making)
        making.rename(target)
        size = (target / FILE_NAME).stat().st_size / 1e6
        say(f"  {time.monotonic() - started:.0f} s, {size:.0f} MB in {target}")
    return target


def home() -> Path:
    """Where the benchmarks keep what they make."""
    folder = platformdirs.user_cache_path("heatdesk", appauthor=False) / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _version() -> str:
    made_of = hashlib.sha256(b"%d" % GENERATION)
    for name in SOURCES:
        path = ROOT / name
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            made_of.update(file.read_bytes())
    return made_of.hexdigest()[:12]


def _copy(source: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(source / FILE_NAME, folder / FILE_NAME)
    return folder
