"""Whatever moment the program is killed at, what it said it had saved is there, and the record is whole."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from app.models.kernel import IssuedNumber
from app.models.matters import Matter
from app.services.kernel.numbering import gaps
from app.services.trust.integrity import check_everything
from tests.support import desks

ROOT = Path(__file__).parents[2]
CHILDREN = 105


@pytest.mark.skipif(sys.platform == "win32", reason="children are forked")
def test_every_number_said_before_a_kill_exists_once_and_verify_is_clean(data_folder):
    seed = int(os.environ.get("HEATDESK_SEED", random.randrange(2**32)))
    sys.stdout.write(f"HEATDESK_SEED={seed}\n")

    run = subprocess.run(
        [sys.executable, "-m", "tests.faults.killed_children", str(data_folder), str(seed), str(CHILDREN)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )

    assert run.returncode == 0, run.stderr
    lines = run.stdout.split("\n")
    said = [line for line in lines if line.startswith("WX-")]
    assert sum(line.startswith("killed ") for line in lines) == CHILDREN
    assert len(said) > CHILDREN
    assert len(set(said)) == len(said)
    with desks.opened(data_folder) as store:
        kept = store.scalars(Matter.select(Matter.number))
        assert set(said) <= set(kept)
        # A child may be killed between its commit and its word, but no more than once.
        assert len(kept) - len(said) <= CHILDREN
        assert sorted(kept) == sorted(store.scalars(IssuedNumber.select(IssuedNumber.number)))
        assert gaps(store) == []
        assert check_everything(store) == []
