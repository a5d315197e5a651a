"""Rejected lines as a workbook with the ledger's own columns, to be mended and imported again.

Titles, section lines and names of sheets stay behind, so what they say of a line stands in columns in front of it.
"""

from pathlib import Path
from typing import Any

from app.services.customers.ledger.cells import shown
from app.services.customers.ledger.headings import FIELD_LABELS, Field
from app.services.customers.ledger.lines import LedgerLine
from app.services.customers.ledger.parsing import Ledger
from app.services.kernel.errors import AppError
from app.services.kernel.progress import GoOn

REASON = "原因"
PARTS = (Field.COMMUNITY, Field.BUILDING, Field.UNIT)
TITLE_LIMIT = 31
ASK_EVERY = 500


def refuse_place(path: Path, ledger: Path) -> None:
    """AppError when the rejected lines cannot be written there, before anything is taken in."""
    if path.is_dir() or not path.resolve().parent.is_dir():
        raise AppError(f"“{path}”不能用来存退回的行。请写明一个已有文件夹里的文件名，例如 退回.xlsx。")
    if path.resolve() == ledger.resolve():
        raise AppError("退回的行不能写进台账文件本身。请换一个文件名。")


def write_rejected(ledger: Ledger, path: Path, go_on: GoOn | None = None) -> int:
    """Write the rejected lines, each with its reason in one more column; returns how many. None: no file is made.

    `go_on(done, of)` is asked now and then; False stops, and no file is made.
    """
    count = sum(line.problem is not None for line in ledger.lines)
    if not count:
        return 0
    # Loaded here: most imports have nothing to give back.
    import openpyxl

    # Row after row to the disk: a ledger whose every line is rejected would fill the memory.
    book = openpyxl.Workbook(write_only=True)
    done = 0
    widths = _widths(ledger)
    told = _told_around(ledger)
    for name, width in widths.items():
        headings, front = ledger.shapes[name].headings, told[name]
        sheet = book.create_sheet((name or "台账")[:TITLE_LIMIT])
        before = [FIELD_LABELS[field] for field in front]
        sheet.append(_row(sheet, [*before, *headings, *[""] * (width - len(headings)), REASON]))
        for line in ledger.lines:
            if line.problem is None or line.sheet != name:
                continue
            before = [_said(line, field) for field in front]
            sheet.append(_row(sheet, [*before, *line.raw, *[""] * (width - len(line.raw)), line.problem]))
            done += 1
            if done % ASK_EVERY == 0 and go_on is not None and not go_on(done, count):
                # What was written goes with the program; an open sheet would complain.
                sheet.close()
                return 0
    try:
        book.save(path)
    except OSError as exc:
        raise AppError(f"写不进《{path.name}》，请检查文件夹是否可写、文件是否正被打开。") from exc
    finally:
        book.close()
    return count


def _widths(ledger: Ledger) -> dict[str, int]:
    """The sheets with rejected lines, in their order, and how many columns each needs."""
    widths: dict[str, int] = {}
    for line in ledger.lines:
        if line.problem is not None:
            known = widths.get(line.sheet) or len(ledger.shapes[line.sheet].headings)
            widths[line.sheet] = max(known, len(line.raw))
    return widths


def _told_around(ledger: Ledger) -> dict[str, tuple[Field, ...]]:
    """By sheet, the parts of an address that stand around its rejected lines and in no column."""
    found: dict[str, set[Field]] = {}
    for line in ledger.lines:
        if line.problem is not None:
            shape = ledger.shapes[line.sheet]
            # An address tells building and unit itself.
            parts = PARTS if shape.column(Field.ADDRESS) is None else PARTS[:1]
            told = (field for field in parts if shape.column(field) is None and _said(line, field))
            found.setdefault(line.sheet, set()).update(told)
    return {sheet: tuple(field for field in PARTS if field in fields) for sheet, fields in found.items()}


def _said(line: LedgerLine, field: Field) -> str:
    return (
        ""
        if line.around is None
        else {
            Field.COMMUNITY: line.around.community,
            Field.BUILDING: line.around.building,
            Field.UNIT: line.around.unit,
        }[field]
    )


def _row(sheet: Any, values: list[Any]) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell

    cells: list[Any] = []
    for value in values:
        if isinstance(value, str):
            # As text always: a cell that begins with = must not come alive as a formula.
            cell = WriteOnlyCell(sheet, value=None)
            cell.value = shown(value)
            cell.data_type = "s"
            cells.append(cell)
        else:
            cells.append(value)
    return cells
