"""Tables that stand beside each other on one sheet, as they were printed to save paper."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.services.customers.ledger.cells import plain
from app.services.customers.ledger.containers import Ask
from app.services.customers.ledger.headings import Field, field_of_heading
from app.services.customers.ledger.reading import Book, Grid
from app.services.customers.ledger.sampling import sampled

HEADING_SEARCH = 30
PLACES = frozenset({Field.ROOM, Field.ADDRESS})
BLOCK_NAME = re.compile(r"[(（]第\d栏[)）]$")
# `1号楼1单元` over the left table and `1号楼2单元` over the right one.
HOUSE = re.compile(r"[\d一二三四五六七八九十](?:号楼|#|栋|幢|座|楼|单元)")
NOTHING = (None, "")


@dataclass(frozen=True, slots=True)
class Block:
    """One of the tables: the sheet's lines with the columns of the others blank, below the heading."""

    sheet: str
    height: int
    whole: Grid
    heading: int
    first: int
    end: int

    def rows(self) -> Iterator[list[Any]]:
        """Every line of the sheet; titles above the heading and lines between households are said to all tables."""
        for index, row in enumerate(self.whole.rows()):
            several = index < self.heading and sum(bool(HOUSE.search(str(cell))) for cell in row if cell) > 1
            if index < self.heading and not several:
                yield row
                continue
            own = [cell if self.first <= at < self.end else "" for at, cell in enumerate(row)]
            told = [cell for cell in row if cell not in NOTHING]
            if len(told) == 1 and self.first < len(own):
                own[self.first] = told[0]
            yield own


def tables(book: Book, ask: Ask) -> Iterator[tuple[Grid, list[list[Any]]]]:
    """Every table of the book with some of its rows; a sheet with tables side by side gives one after another."""
    for grid in book.grids():
        sample = sampled(grid, ask)
        blocks = _blocks(grid, sample)
        if not blocks:
            yield grid, sample
        for block in blocks:
            yield block, sampled(block, ask)


def _blocks(grid: Grid, sample: Sequence[Sequence[Any]]) -> list[Block]:
    for index, row in enumerate(sample[:HEADING_SEARCH]):
        texts = [plain(cell) for cell in row]
        starts = _starts(texts)
        if len(starts) > 1:
            ends = [*starts[1:], len(texts)]
            return [
                Block(f"{grid.sheet}（第{number}栏）", grid.height, grid, index, first, end)
                for number, (first, end) in enumerate(zip(starts, ends, strict=True), start=1)
            ]
    return []


def _starts(texts: Sequence[str]) -> list[int]:
    """Where each of several equal runs of headings begins; none, when a row is not that."""
    first = next((text for text in texts if text), "")
    starts = [at for at, text in enumerate(texts) if text == first]
    if not 2 <= len(starts) <= 9:
        return []
    runs = {
        tuple(text for text in texts[at:end] if text) for at, end in zip(starts, [*starts[1:], len(texts)], strict=True)
    }
    if len(runs) > 1:
        return []
    fields = {field_of_heading(text)[0] for text in runs.pop()}
    return starts if fields & PLACES and len(fields - {None}) >= 2 else []


def sheet_name(name: str) -> str:
    """The name of the sheet on which a table stands."""
    return BLOCK_NAME.sub("", name)
