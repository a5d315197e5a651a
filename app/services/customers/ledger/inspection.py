"""A ledger looked at before it is read whole: how each sheet is laid out, and its first households by any choice."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from app.services.customers.ledger.columns import Columns, Shape, chosen_shape, recognise
from app.services.customers.ledger.lines import LedgerLine
from app.services.customers.ledger.parsing import Progress, empty, sheet_lines
from app.services.customers.ledger.reading import Source, open_book
from app.services.customers.ledger.side_by_side import tables
from app.services.customers.ledger.surroundings import said_in

# Enough for title, headings and the first households; what is kept of 40 sheets stays small.
KEPT_ROWS = 300


@dataclass(frozen=True, slots=True)
class SheetHead:
    """One sheet: its layout as guessed, its length, and its first rows (behaves as a grid of those rows)."""

    sheet: str
    shape: Shape
    lines: int
    kept: tuple[tuple[Any, ...], ...]

    @property
    def height(self) -> int:
        return len(self.kept)

    def rows(self) -> Iterator[list[Any]]:
        return (list(row) for row in self.kept)


@dataclass(frozen=True, slots=True)
class Inspection:
    """A ledger file before it is read; `hidden` names the sheets nobody sees, which are left out."""

    path: Path
    source: Source
    sheets: tuple[SheetHead, ...]
    hidden: tuple[str, ...]

    @property
    def shapes(self) -> dict[str, Shape]:
        return {head.sheet: head.shape for head in self.sheets}


def inspect_file(path: Path, progress: Progress) -> Inspection:
    """Look at every sheet, also where no sheet seems to hold households.

    `progress(0, 0)` is called at least ten times a second and may raise to stop. Raises AppError when the file is
    no table.
    """

    def ask() -> None:
        progress(0, 0)

    book = open_book(path, ask)
    heads: list[SheetHead] = []
    for grid, sample in tables(book, ask):
        kept = tuple(tuple(row) for row in sample[:KEPT_ROWS])
        heads.append(SheetHead(grid.sheet, recognise(sample), grid.height, kept))
    if not heads:
        raise empty(book)
    return Inspection(path, book.source, tuple(heads), book.hidden)


def first_households(
    inspection: Inspection, head: SheetHead, columns: Columns | None, count: int = 8
) -> tuple[LedgerLine, ...]:
    """The first lines of the sheet that hold data, read with this choice (None: as guessed); fast, no file is read."""
    shape = head.shape if columns is None else chosen_shape(head.shape, columns)
    if not shape.households:
        return ()
    lines = sheet_lines(head, shape, head.kept, said_in(inspection.path.stem))
    return tuple(islice((line for line in lines if line.household is not None), count))
