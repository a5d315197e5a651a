"""Run as a program: children that take repairs and say each number after its commit, each killed at a drawn moment.

One process imports everything and forks every child, so that a hundred children start in seconds.
Arguments: data folder, seed, how many children. Each line of output is a number, or `killed AFTER_MS`.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

from app.services.matters.values import CallerDraft, PlaceDraft
from app.services.repairs.acts import take_repair
from app.services.repairs.values import FaultGroup, RepairDraft
from tests.support import desks

LATEST_MS = 200


def take_repairs_until_killed(folder: Path, ready: int) -> NoReturn:
    with desks.opened(folder) as store:
        desk = desks.desk_for(store)
        os.write(ready, b"!")
        while True:
            draft = RepairDraft(
                FaultGroup.LEAK,
                words="暖气片漏水",
                place=PlaceDraft("和平里3-2-1102"),
                caller=CallerDraft("林小燕", "13800001234"),
            )
            taken = take_repair(desk, draft, uuid4())
            os.write(1, f"{taken.number}\n".encode())


def kill_one(folder: Path, after_ms: float) -> None:
    ready, ready_in_child = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            take_repairs_until_killed(folder, ready_in_child)
        finally:
            os._exit(1)
    os.close(ready_in_child)
    began = os.read(ready, 1)
    os.close(ready)
    time.sleep(after_ms / 1000)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not began or not os.WIFSIGNALED(status):
        raise RuntimeError(f"the child ended by itself: {status}")
    os.write(1, f"killed {after_ms:.1f}\n".encode())


if __name__ == "__main__":
    points = random.Random(int(sys.argv[2]))
    for _ in range(int(sys.argv[3])):
        kill_one(Path(sys.argv[1]), points.uniform(0, LATEST_MS))
