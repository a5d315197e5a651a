"""Taking times on a computer that other programs use too: medians, and turns instead of one block after the other."""

import gc
import multiprocessing
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from statistics import median
from typing import Any, TypeVar

R = TypeVar("R")


def seconds(act: Callable[[], Any]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def in_turns(ours: Callable[[], Any], baseline: Callable[[], Any], turns: int) -> tuple[float, float]:
    """The medians of both, called one after the other, so that a slow minute falls on both."""
    gc.collect()
    pairs = [(seconds(ours), seconds(baseline)) for _ in range(turns)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 stay within."""
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


def in_new_process(act: Callable[..., R], *args: Any) -> R:
    """The seconds `act` returns from a process of its own, whose caches are empty."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(act, *args).result()
