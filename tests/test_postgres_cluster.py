"""The throw-away PostgreSQL under the tests is real, clean and leaves nothing behind."""

import os
import select
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from tests.support import postgres

HOLD_A_SERVER = """
import time
from tests.support import postgres
with postgres.running_cluster(postgres.find_programs()) as cluster:
    print(cluster.url("postgres"), flush=True)
    time.sleep(60)
"""


def test_a_test_gets_a_database_without_anything_another_test_left(postgres_cluster, postgres_template):
    first = postgres_cluster.create(postgres_template)
    with psycopg.connect(postgres_cluster.url(first)) as connection:
        connection.execute("CREATE TABLE left_behind (id integer)")
    second = postgres_cluster.create(postgres_template)

    with psycopg.connect(postgres_cluster.url(second)) as connection:
        found = connection.execute("SELECT to_regclass('left_behind')").fetchone()

    assert found == (None,)
    postgres_cluster.drop(first)
    postgres_cluster.drop(second)


def test_a_database_goes_although_a_test_left_a_connection_open(postgres_cluster):
    name = postgres_cluster.create()
    connection = psycopg.connect(postgres_cluster.url(name))

    postgres_cluster.drop(name)

    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    connection.close()


def test_tests_work_as_an_ordinary_owner_not_as_superuser(postgres_url):
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (False,)


@pytest.mark.usefixtures("postgres_cluster")
def test_the_server_ends_with_a_killed_test_run():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        # The server's own user passes through.
        Path(folder).chmod(0o755)
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD_A_SERVER],
            cwd=Path(postgres.__file__).parents[2],
            env={**os.environ, "TMPDIR": folder},
            stdout=subprocess.PIPE,
            text=True,
        )
        url = holder.stdout.readline().strip()
        connection = psycopg.connect(url)

        holder.kill()
        holder.communicate()

        ended, _, _ = select.select([connection.fileno()], [], [], 10)
        assert ended
        connection.close()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url)
