"""A ledger of 200,000 lines, from the file to the last search key."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.services.customers.importing.imports import import_ledger
from tests.benchmarks import bare, stock
from tests.benchmarks.saving import seconds_of_reading
from tests.benchmarks.table import Measured
from tests.benchmarks.timing import in_new_process
from tests.benchmarks.town import BACKS, FIRSTS, FRONTS, SECONDS, SURNAMES

LINES = 200_000
# Whoever changes the workbook counts this up, so that an old one in the cache is not taken for it.
GENERATION = 1
ROWS_AT_ONCE = 5_000
HEADINGS = (
    *("小区", "楼号", "单元", "室号", "户名", "电话", "备用电话"),
    *("建筑面积", "收费面积", "供热状态", "缴费情况", "采暖方式", "备注"),
)


def large_ledger() -> list[Measured]:
    """Read, checked, written with images, seals and search keys; beside it the bare read and the bare rows."""
    ledger = workbook()
    with stock.scratch(stock.founded(), "ours") as here, stock.scratch(stock.founded(), "bare") as there:
        ours = in_new_process(seconds_of_import, here, ledger)
        theirs = in_new_process(seconds_of_reading, ledger) + in_new_process(seconds_of_rows, here, there)
    what = f"ledger of {LINES:,} lines, {LINES / ours:,.0f} a second"
    beside = f"calamine and executemany, {LINES / theirs:,.0f} a second"
    return [Measured("ledger-200k", what, ours, theirs, beside, 5.0)]


def workbook() -> Path:
    """The workbook, made once and kept in the cache."""
    # Loaded here: only whoever has no workbook yet pays for it.
    import openpyxl

    path = stock.home() / f"ledger-{LINES}-{GENERATION}.xlsx"
    if not path.exists():
        stock.say(f"Making a workbook of {LINES:,} lines, once …")
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("台账")
        sheet.append(HEADINGS)
        for row in _rows():
            sheet.append(row)
        making = path.with_suffix(".making")
        book.save(making)
        making.rename(path)
    return path


def seconds_of_import(folder: Path, ledger: Path) -> float:
    """The whole of it, in a process of its own."""
    with stock.desk_on(folder) as desk:
        started = time.perf_counter()
        report = import_ledger(desk, ledger, key=uuid4())
        took = time.perf_counter() - started
    if report.created != LINES:
        raise RuntimeError(f"the workbook should make {LINES} premises: {report.created}")
    return took


def seconds_of_rows(source: Path, target: Path) -> float:
    """Every row the import made, through the driver alone in one transaction; reading them does not count."""
    rows, plain = bare.connect(source), bare.connect_without_triggers(target)
    tables = [name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    took = 0.0
    plain.execute("PRAGMA foreign_keys = OFF").fetchone()
    plain.execute("BEGIN IMMEDIATE")
    for table in tables:
        if table.startswith("sqlite_"):
            continue
        cursor = rows.execute(f"SELECT * FROM {table}")
        while found := cursor.fetchmany(ROWS_AT_ONCE):
            started = time.perf_counter()
            marks = ", ".join("?" * len(found[0]))
            plain.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", found)
            took += time.perf_counter() - started
    started = time.perf_counter()
    plain.execute("COMMIT")
    took += time.perf_counter() - started
    plain.close()
    rows.close()
    return took


def _rows() -> Iterator[list[Any]]:
    for n in range(LINES):
        place, home = divmod(n, 2_000)
        building, door = divmod(home, 100)
        unit, flat = divmod(door, 25)
        name = SURNAMES[n * 37 % len(SURNAMES)] + FIRSTS[n * 13 // 7 % len(FIRSTS)]
        area = 45 + n * 7919 % 9000 / 100
        yield [
            FRONTS[place % len(FRONTS)] + BACKS[place // len(FRONTS)],
            building + 1,
            unit + 1,
            (flat // 2 + 1) * 100 + flat % 2 + 1,
            name + (SECONDS[n * 29 // 11 % len(SECONDS)] if n % 7 else ""),
            f"1{30 + n % 67}0000{n * 7 % 10_000:04d}",
            f"1{31 + n % 61}0000{n * 11 % 10_000:04d}" if n % 5 == 0 else "",
            area,
            area,
            "停热" if n % 20 == 0 else "供热",
            "欠费" if n % 9 == 0 else "已缴",
            "地暖" if n % 3 == 0 else "散热器",
            "独居老人" if n % 50 == 0 else "",
        ]
