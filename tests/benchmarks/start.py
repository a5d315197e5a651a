"""From exec to a board with rows, beside a bare PySide6 window: each start is a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks import stock
from tests.benchmarks.table import Measured

STARTS = 5
ROOT = Path(__file__).resolve().parents[2]
READY = b"ready"
PATIENCE_S = 60


def starting() -> list[Measured]:
    """Medians of starts in turns; one of each before, so that both find their files in memory."""
    with stock.scratch(stock.station(), "start") as folder:
        ours, theirs = [], []
        for _ in range(STARTS + 1):
            ours.append(_until_ready(["tests.benchmarks.start_program", str(folder)]))
            theirs.append(_until_ready(["tests.benchmarks.start_window"]))
    what = "start to a board with rows, 50,000 premises, 200,000 matters"
    return [Measured("start", what, median(ours[1:]), median(theirs[1:]), "bare PySide6 window", 3.0)]


def _until_ready(module: Sequence[str]) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # An installed program is compiled once; so is this one, even where the developer's tree is kept free of it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(stock.home() / "compiled")
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", *module], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        said = child.stdout.readline().strip()
        took = time.perf_counter() - started
        child.wait(PATIENCE_S)
    if said != READY:
        raise RuntimeError(f"{module[0]} ended without a picture")
    return took
