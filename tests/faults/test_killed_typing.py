"""The program is killed while a call is typed: what stood on the disk is whole, and the next start brings it back."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.services.kernel.drafts import Draft, DraftFolder
from app.views.drafts import FOLDER
from tests.faults.typing_child import typed

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60


@contextmanager
def clerk(folder: Path, how: str) -> Iterator[subprocess.Popen[str]]:
    """Somebody types; killed at the end of the block, without a word."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.typing_child", str(folder), how],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield child
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert child.stdout is not None
        child.stdout.close()


def words_of(draft: Draft) -> str:
    return str(draft.values["fields"]["words"])


def until_kept(drafts: DraftFolder, least: int) -> None:
    """Wait for a state with so many words on the disk."""
    end = time.monotonic() + PATIENCE_S
    while not any(len(words_of(draft)) >= least for draft in drafts.read()):
        assert time.monotonic() < end, "no draft appeared"
        time.sleep(0.002)


@pytest.mark.skipif(sys.platform == "win32", reason="a signal kills the child")
def test_whatever_moment_the_program_is_killed_at_the_call_comes_back(data_folder: Path) -> None:
    seed = int(os.environ.get("HEATDESK_SEED", random.randrange(2**32)))
    sys.stdout.write(f"HEATDESK_SEED={seed}\n")
    drafts = DraftFolder(data_folder / FOLDER)

    with clerk(data_folder, "anew"):
        until_kept(drafts, 1)
        time.sleep(random.Random(seed).uniform(0, 0.4))

    (left,) = drafts.read()
    words = words_of(left)
    assert words
    assert words == typed(len(words))

    with clerk(data_folder, "resume") as child:
        assert child.stdout is not None
        assert child.stdout.readline() == f"restored {words}\n"
        until_kept(drafts, len(words) + 1)

    (again,) = drafts.read()
    assert (again.name, again.key, again.begun_at) == (left.name, left.key, left.begun_at)
    assert words_of(again).startswith(words)
    assert words_of(again) == typed(len(words_of(again)))
