"""Ledgers as stations keep them, small enough for a test; people and numbers are invented."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

HEADINGS = ("小区", "楼号", "单元", "室", "户名", "联系电话", "建筑面积")
HOUSEHOLDS = (
    ("和平里小区", 5, 1, 101, "周新", "13800000511", 80.5),
    ("和平里小区", 5, 1, 102, "吴丽", "13800000512", 91),
    ("和平里小区", 5, 1, 102, "吴丽", "13800000512", 91),
    ("和平里小区", 5, 1, "", "无室号", "13800000513", 70),
)


def workbook(path: Path, **sheets: Iterable[Sequence[Any]]) -> Path:
    """A workbook of these sheets, row by row."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    book.close()
    return path


def small_ledger(path: Path) -> Path:
    """Two households, one of them twice, and a line without a room."""
    return workbook(path, 台账=[HEADINGS, *HOUSEHOLDS])


def long_ledger(path: Path, count: int) -> Path:
    """So many households of one community, twenty to a building."""
    rows = [
        ("长街小区", 1 + number // 20, 1, 101 + number % 20, f"周{'一二三四五六七八九十'[number % 10]}", "", 80)
        for number in range(count)
    ]
    return workbook(path, 台账=[HEADINGS, *rows])
