"""Ledgers made for a test, and the two that ship with the tests."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

MakeLedger = Callable[..., Path]


@pytest.fixture
def workbook(tmp_path: Path) -> MakeLedger:
    """Write sheets (name → rows) as an xlsx file and give its path."""

    def make(sheets: dict[str, Sequence[Sequence[Any]]], name: str = "台账.xlsx") -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / name
        book.save(path)
        book.close()
        return path

    return make


@pytest.fixture
def text_file(tmp_path: Path) -> MakeLedger:
    """Write lines as a text table in an encoding and give its path."""

    def make(lines: Sequence[str], encoding: str = "utf-8", name: str = "台账.csv") -> Path:
        path = tmp_path / name
        path.write_bytes("\r\n".join(lines).encode(encoding))
        return path

    return make
