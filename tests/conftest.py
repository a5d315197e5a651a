"""What every test may ask for; set before anything imports Qt."""

import gc
import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.kernel.desk import Desk
from app.services.kernel.store import Store
from tests.support import desks, postgres

REQUIRED = os.environ.get("HEATDESK_REQUIRE_POSTGRES") == "1"


def prepare_template(url: str) -> None:
    """Found the station once in the database every PostgreSQL test starts from; leave no connection open."""
    with desks.opened(url) as store:
        desks.found(store)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[postgres.Cluster]:
    programs = postgres.find_programs()
    if programs is None:
        (pytest.fail if REQUIRED else pytest.skip)("the postgresql package is not installed")
    with postgres.running_cluster(programs) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgres_template(postgres_cluster: postgres.Cluster) -> str:
    """The name of a database with a founded station."""
    name = postgres_cluster.create()
    prepare_template(postgres_cluster.url(name))
    return name


@pytest.fixture
def postgres_url(postgres_cluster: postgres.Cluster, postgres_template: str) -> Iterator[str]:
    """A database of this test's own, with a founded station."""
    name = postgres_cluster.create(postgres_template)
    yield postgres_cluster.url(name)
    postgres_cluster.drop(name)


@pytest.fixture
def empty_postgres_url(postgres_cluster: postgres.Cluster) -> Iterator[str]:
    """A database of this test's own without any table, for opening and migrations."""
    name = postgres_cluster.create()
    yield postgres_cluster.url(name)
    postgres_cluster.drop(name)


@pytest.fixture(scope="session")
def founded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a founded station; copied, never written."""
    return desks.make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def data_folder(founded_folder: Path, tmp_path: Path) -> Path:
    """A data folder of this test's own with a founded station."""
    return desks.copy_template(founded_folder, tmp_path / "data")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Where a founded station is kept: a folder (SQLite), then the URL of a PostgreSQL database."""
    return str(request.getfixturevalue("data_folder" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An open store of a founded station, once on each database."""
    with desks.opened(database_url) as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    """The clerk's desk on the first cold morning, 08:00 in China, with a clock that stands still."""
    return desks.desk_for(store)


@pytest.fixture
def manager_desk(store: Store) -> Desk:
    """The manager's desk at the same moment."""
    return desks.desk_for(store, desks.MANAGER)


@pytest.fixture
def sqlite_store(data_folder: Path) -> Iterator[Store]:
    """An open store of a founded station on the embedded database only."""
    with desks.opened(data_folder) as opened:
        yield opened


@pytest.fixture
def sqlite_desk(sqlite_store: Store) -> Desk:
    """The clerk's desk on the embedded database only, for views and files."""
    return desks.desk_for(sqlite_store)


def pytest_runtest_teardown() -> None:
    # Once a window was made, nobody collects but an event loop, and most tests have none.
    if not gc.isenabled():
        gc.collect(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "postgres_cluster" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.postgres)


class PostgresTally:
    """Says aloud when the PostgreSQL part did not run, and fails the run where it must.

    With worker processes only the controller sees every report, so it counts reports, not fixtures.
    """

    def __init__(self) -> None:
        self.ran = self.skipped = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if "postgres" not in report.keywords:
            return
        if report.skipped:
            self.skipped += 1
        elif report.when == "call":
            self.ran += 1

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if REQUIRED and not self.ran:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if REQUIRED and not self.ran:
            terminalreporter.write_line("FAILED: THE POSTGRESQL PART HAD TO RUN AND DID NOT", red=True, bold=True)
        elif self.skipped:
            terminalreporter.write_line(
                f"THE POSTGRESQL PART DID NOT RUN: {self.skipped} tests skipped; "
                "apt-get install postgresql brings them back",
                red=True,
                bold=True,
            )


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(PostgresTally())
