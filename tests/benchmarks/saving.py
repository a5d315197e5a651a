"""Rows that write: a repair, and a whole ledger."""

import time
from pathlib import Path
from statistics import median
from uuid import uuid4

import python_calamine

from app.services.customers.importing.imports import import_ledger
from app.services.customers.ledger.parsing import parse_ledger
from app.services.kernel.desk import Desk
from app.services.matters.values import CallerDraft
from app.services.repairs.acts import take_repair
from app.services.repairs.values import FaultGroup, RepairDraft
from tests.benchmarks import bare, stock
from tests.benchmarks.table import Measured
from tests.benchmarks.timing import in_new_process, seconds

LEDGER = Path(__file__).resolve().parents[1] / "data" / "ledger_station.xlsx"
SAVES, WARM_UP = 80, 5
IMPORTS, READS = 3, 5


def saving() -> list[Measured]:
    """A call written down, each followed by the very same rows in one transaction on another copy."""
    ours, theirs = [], []
    station = stock.station()
    with stock.scratch(station, "ours") as here, stock.scratch(station, "bare") as there, stock.desk_on(here) as desk:
        plain = bare.connect_without_triggers(there)
        added = bare.Added(here, ("number_counter",))
        for turn in range(SAVES + WARM_UP):
            ours.append(seconds(lambda turn=turn: _save(desk, turn)))
            rows = added.take()
            theirs.append(seconds(lambda rows=rows: bare.insert(plain, rows)))
        added.close()
        plain.close()
    beside = "the same rows, one bare transaction"
    return [Measured("save", "saving a repair", median(ours[WARM_UP:]), median(theirs[WARM_UP:]), beside, 4.0)]


def _save(desk: Desk, turn: int) -> None:
    premises_id = turn * 577 + 11
    caller = CallerDraft("陈桂兰", f"1380000{turn:04d}")
    draft = RepairDraft(FaultGroup.COLD, "卧室暖气不热,昨天晚上开始的", premises_id, caller=caller, fault="不热")
    take_repair(desk, draft, uuid4())


def ledger() -> list[Measured]:
    """A ledger of 5,000 premises: read and checked; then written into a new station."""
    parsed = median(in_new_process(seconds_of_parsing, LEDGER) for _ in range(READS))
    read = median(in_new_process(seconds_of_reading, LEDGER) for _ in range(READS))
    commits, inserts = [], []
    for _ in range(IMPORTS):
        with stock.scratch(stock.founded(), "ours") as here, stock.scratch(stock.founded(), "bare") as there:
            plain = bare.connect_without_triggers(there)
            added = bare.Added(here, ("number_counter", "search_key"))
            commits.append(in_new_process(seconds_of_commit, here, LEDGER))
            rows = added.take()
            inserts.append(seconds(lambda plain=plain, rows=rows: bare.insert(plain, rows)))
            added.close()
            plain.close()
    return [
        Measured("ledger", "ledger, parse and check", parsed, read, "calamine's bare read", 8.0),
        Measured("commit", "ledger, commit", median(commits), median(inserts), "executemany of the same rows", 5.0),
    ]


def seconds_of_parsing(path: Path) -> float:
    """Read and checked, nothing known from before."""
    return seconds(lambda: parse_ledger(path))


def seconds_of_reading(path: Path) -> float:
    """Every sheet of the workbook as Python values."""

    def read() -> None:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)

    return seconds(read)


def seconds_of_commit(folder: Path, path: Path) -> float:
    """An import without its parsing: from the first word that nothing is written yet and all lines are checked."""
    checked = 0.0

    def go_on(done: int, _of: int) -> bool:
        nonlocal checked
        if done == 0:
            checked = time.perf_counter()
        return True

    with stock.desk_on(folder) as desk:
        import_ledger(desk, path, key=uuid4(), go_on=go_on)
        return time.perf_counter() - checked
