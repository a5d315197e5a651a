"""From exec to a board with rows beside a bare PySide6 window: 50,000 premises, 200,000 matters, new processes."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks import stock
from tests.benchmarks.history import OPEN, leave_one_open_of
from tests.benchmarks.table import Measured

STARTS = 5
# Of the thousand open repairs one in twenty stays: a cold morning.
KEPT_OPEN = 20
BESIDE = "bare PySide6 window"
ROOT = Path(__file__).resolve().parents[2]
READY = b"ready"
PATIENCE_S = 60


def starting() -> list[Measured]:
    """Medians of starts in turns; one of each before, so that all find their files in memory."""
    times: dict[str, list[float]] = {"bare": [], "start": [], "start-1000": []}
    with stock.scratch(stock.station(), "start") as calm, stock.scratch(stock.station(), "start-1000") as worst:
        with stock.desk_on(calm) as desk:
            leave_one_open_of(desk, KEPT_OPEN)
        for _ in range(STARTS + 1):
            times["bare"].append(_until_ready(["tests.benchmarks.start_window"]))
            times["start"].append(_until_ready(["tests.benchmarks.start_program", str(calm)]))
            times["start-1000"].append(_until_ready(["tests.benchmarks.start_program", str(worst)]))
    bare = median(times["bare"][1:])
    return [
        Measured(row, f"start to a board with {count} open, of 200,000", median(times[row][1:]), bare, BESIDE, 3.0)
        for row, count in (("start", OPEN // KEPT_OPEN), ("start-1000", OPEN))
    ]


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
