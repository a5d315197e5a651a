"""Rejected lines as a workbook with the ledger's own columns, to be mended and imported again."""

from pathlib import Path
from typing import Any

from app.services.customers.ledger.cells import shown
from app.services.customers.ledger.parsing import Ledger
from app.services.kernel.errors import AppError

REASON = "原因"
TITLE_LIMIT = 31


def refuse_place(path: Path, ledger: Path) -> None:
    """AppError when the rejected lines cannot be written there, before anything is taken in."""
    if path.is_dir() or not path.resolve().parent.is_dir():
        raise AppError(f"“{path}”不能用来存退回的行。请写明一个已有文件夹里的文件名，例如 退回.xlsx。")
    if path.resolve() == ledger.resolve():
        raise AppError("退回的行不能写进台账文件本身。请换一个文件名。")


def write_rejected(ledger: Ledger, path: Path) -> int:
    """Write the rejected lines, each with its reason in one more column; returns how many. None: no file is made."""
    rejected = [line for line in ledger.lines if line.problem is not None]
    if not rejected:
        return 0
    # Loaded here: most imports have nothing to give back.
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in dict.fromkeys(line.sheet for line in rejected):
        headings = list(ledger.shapes[name].headings)
        sheet = book.create_sheet((name or "台账")[:TITLE_LIMIT])
        lines = [line for line in rejected if line.sheet == name]
        width = max([len(headings), *(len(line.raw) for line in lines)])
        _append(sheet, [*headings, *[""] * (width - len(headings)), REASON])
        for line in lines:
            _append(sheet, [*line.raw, *[""] * (width - len(line.raw)), line.problem])
    try:
        book.save(path)
    except OSError as exc:
        raise AppError(f"写不进《{path.name}》，请检查文件夹是否可写、文件是否正被打开。") from exc
    finally:
        book.close()
    return len(rejected)


def _append(sheet: Any, values: list[Any]) -> None:
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet.cell(1, 1).value is not None else 1
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            # As text always: a cell that begins with = must not come alive as a formula.
            cell.value = shown(value)
            cell.data_type = "s"
        elif value is not None:
            cell.value = value
