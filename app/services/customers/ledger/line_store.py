"""The lines of a ledger, held so that 200,000 of them neither fill the memory nor slow the program's housekeeping."""

import marshal
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, overload

from app.services.customers.ledger.lines import Doubt, Household, LedgerLine, LineKind, Place

# Lines are packed by so many: few enough to reach one quickly, enough to save the memory.
BLOCK = 64
HOUSEHOLD_FIELDS = tuple(Household.__slots__)


class LineStore(Sequence[LedgerLine]):
    """Behaves like the list of lines; each line is made anew when it is asked for.

    Doubts may be added to a line that is in already, see `doubt`.
    """

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._open: list[tuple[Any, ...]] = []
        self._raw: dict[int, tuple[tuple[Any, ...], Place | None]] = {}
        self._later: dict[int, tuple[Doubt, ...]] = {}

    def append(self, line: LedgerLine) -> None:
        """Put a line behind the last one."""
        if line.raw or line.around:
            self._raw[len(self)] = line.raw, line.around
        self._open.append(_packed(line))
        if len(self._open) == BLOCK:
            self._blocks.append(marshal.dumps(self._open))
            self._open = []

    def doubt(self, index: int, doubt: Doubt) -> None:
        """Add a doubt to the line at this index."""
        self._later[index] = (*self._later.get(index, ()), doubt)

    def __len__(self) -> int:
        return len(self._blocks) * BLOCK + len(self._open)

    @overload
    def __getitem__(self, index: int) -> LedgerLine: ...

    @overload
    def __getitem__(self, index: slice) -> list[LedgerLine]: ...

    def __getitem__(self, index: int | slice) -> LedgerLine | list[LedgerLine]:
        if isinstance(index, slice):
            return self._run(*index.indices(len(self)))
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        return self._line(at, self._block(at // BLOCK)[at % BLOCK])

    def __iter__(self) -> Iterator[LedgerLine]:
        for number in range(len(self._blocks) + 1):
            for offset, packed in enumerate(self._block(number)):
                yield self._line(number * BLOCK + offset, packed)

    def _run(self, start: int, stop: int, step: int) -> list[LedgerLine]:
        lines: list[LedgerLine] = []
        number, block = -1, []
        for at in range(start, stop, step):
            if at // BLOCK != number:
                number = at // BLOCK
                block = self._block(number)
            lines.append(self._line(at, block[at % BLOCK]))
        return lines

    def _block(self, number: int) -> list[tuple[Any, ...]]:
        if number >= len(self._blocks):
            return self._open
        block: list[tuple[Any, ...]] = marshal.loads(self._blocks[number])
        return block

    def _line(self, at: int, packed: tuple[Any, ...]) -> LedgerLine:
        line = _unpacked(packed, *self._raw.get(at, ((), None)))
        later = self._later.get(at)
        return replace(line, doubts=(*line.doubts, *later)) if later else line


def _packed(line: LedgerLine) -> tuple[Any, ...]:
    place, household = line.place, line.household
    return (
        line.line_no,
        line.sheet,
        line.kind.value,
        line.hash,
        place and (place.community, place.building, place.unit, place.room),
        household and tuple([getattr(household, name) for name in HOUSEHOLD_FIELDS]),
        tuple([(doubt.field, doubt.reason) for doubt in line.doubts]),
        line.problem,
        line.duplicate_of,
        line.note,
    )


def _unpacked(packed: tuple[Any, ...], raw: tuple[Any, ...], around: Place | None) -> LedgerLine:
    line_no, sheet, kind, digest, place, household, doubts, problem, duplicate_of, note = packed
    return LedgerLine(
        line_no,
        sheet,
        LineKind(kind),
        raw,
        digest,
        place and Place(*place),
        household and Household(*household),
        tuple([Doubt(*doubt) for doubt in doubts]),
        problem,
        duplicate_of,
        note,
        around,
    )
