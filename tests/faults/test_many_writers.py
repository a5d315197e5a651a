"""Two programs with four desks each save at once on one server: no number is missing and none is given twice."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.models.matters import Matter
from app.services.kernel.numbering import gaps
from app.services.trust.integrity import check_everything
from tests.support import desks

ROOT = Path(__file__).parents[2]
PROCESSES, WRITERS, REPAIRS = 2, 4, 500


@pytest.mark.postgres
def test_eight_writers_get_four_thousand_numbers_without_gap_or_double(postgres_url):
    command = [sys.executable, "-m", "tests.faults.many_writers", postgres_url, str(WRITERS), str(REPAIRS)]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)]

    said = [line for process in running for line in process.communicate(timeout=240)[0].split()]

    wanted = [f"WX-PQZ-20261115-{value:04d}" for value in range(1, PROCESSES * WRITERS * REPAIRS + 1)]
    assert sorted(said) == wanted
    with desks.opened(postgres_url) as store:
        assert sorted(store.scalars(Matter.select(Matter.number))) == wanted
        assert gaps(store) == []
        assert check_everything(store) == []
