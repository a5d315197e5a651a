"""One measured row, and the table of all of them."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Limit(Enum):
    """What a row's limit is about: ours divided by the baseline, or ours alone in seconds."""

    RATIO = "×"
    SECONDS = "s"


@dataclass(frozen=True, slots=True)
class Measured:
    """A row: seconds of ours and of what stands beside it (`beside` says what that is)."""

    row: str
    what: str
    ours: float
    baseline: float
    beside: str
    limit: float
    kind: Limit = Limit.RATIO

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline

    @property
    def holds(self) -> bool:
        return (self.ratio if self.kind is Limit.RATIO else self.ours) <= self.limit


HEADINGS = ("row", "what", "ours", "baseline", "ratio", "limit", "", "baseline is")
# These read best flush right.
NUMBERS = (2, 3, 4, 5)


def as_table(rows: Sequence[Measured]) -> str:
    """Aligned columns under their headings."""
    lines = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_line(cells, widths) for cells in lines)


def as_json(rows: Sequence[Measured]) -> str:
    """The same rows; times in seconds, a ratio's limit without unit, any other in seconds."""
    return json.dumps(
        [
            {
                "row": row.row,
                "what": row.what,
                "ours": row.ours,
                "baseline": row.baseline,
                "baseline_is": row.beside,
                "ratio": row.ratio,
                "limit": row.limit,
                "limit_on": "ratio" if row.kind is Limit.RATIO else "ours",
                "ok": row.holds,
            }
            for row in rows
        ],
        ensure_ascii=False,
        indent=1,
    )


def _cells(row: Measured) -> tuple[str, ...]:
    limit = f"≤ {row.limit:g}×" if row.kind is Limit.RATIO else f"≤ {_time(row.limit)}"
    ratio = f"{row.ratio:.2f}×"
    return (row.row, row.what, _time(row.ours), _time(row.baseline), ratio, limit, _verdict(row), row.beside)


def _verdict(row: Measured) -> str:
    return "ok" if row.holds else "over"


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = []
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        space = " " * (width - _width(cell))
        padded.append(space + cell if place in NUMBERS else cell + space)
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
