"""Which lines of a sheet are its headings, and what stands above each column."""

from collections.abc import Sequence
from typing import Any

from app.services.customers.ledger.cells import plain
from app.services.customers.ledger.contents import fields_of_text
from app.services.customers.ledger.headings import EXACT, Field, field_of_heading

HEADING_SEARCH = 100
MAX_COLUMNS = 400
# Cells of these looks never stand in a heading line.
DATA_LOOKS = frozenset({Field.PHONE, Field.ID_NUMBER, Field.AREA, Field.CONNECTED_ON})


def heading_rows(rows: Sequence[Sequence[Any]]) -> tuple[int, ...]:
    """The best heading line near the top, with its upper or lower half when the heading has two lines."""
    scores = [_heading_score(row) for row in rows[:HEADING_SEARCH]]
    best = max(range(len(scores)), key=scores.__getitem__, default=0)
    if not scores or scores[best] < 2:
        return ()
    if best + 1 < len(scores) and scores[best + 1] >= 1.5 and _fills_gaps(rows[best], rows[best + 1]):
        return best, best + 1
    if best and _group_line(rows[best - 1], rows[best]):
        return best - 1, best
    return (best,)


def merged_headings(rows: Sequence[Sequence[Any]], width: int) -> tuple[str, ...]:
    """One heading for each column out of one line or two; blank without any line."""
    if not rows:
        return ("",) * width
    lines = [[*texts_of(row), *[""] * width][:width] for row in rows]
    if len(lines) == 1:
        return tuple(lines[0])
    merged: list[str] = []
    group = ""
    for above, below in zip(lines[0], lines[1], strict=True):
        # A group's name reaches over the blank cells to its right, as long as something stands below.
        group = above or (group if below else "")
        merged.append(below if below and field_of_heading(below)[0] else below + group)
    return tuple(merged)


def texts_of(row: Sequence[Any]) -> list[str]:
    """The cells of a heading line as words of one spelling."""
    return [plain(cell) for cell in row[:MAX_COLUMNS]]


def _heading_score(row: Sequence[Any]) -> float:
    """How much a row reads like a heading: known words, no numbers, phones or days; 0 when it cannot be one."""
    filled, score, known = 0, 0.0, set()
    for cell in row[:MAX_COLUMNS]:
        if cell is None or cell == "":
            continue
        if type(cell) is not str:
            return 0.0
        text = plain(cell)
        if not text:
            continue
        filled += 1
        field, sure = field_of_heading(text)
        if field is None and DATA_LOOKS.intersection(fields_of_text(text)):
            return 0.0
        if field is not None:
            score += sure
            known.add(field)
    enough = score >= 0.4 * filled or len(known) >= 5
    return score if len(known) >= 2 and enough else 0.0


def _fills_gaps(upper: Sequence[Any], lower: Sequence[Any]) -> bool:
    """A second heading line stands where the first is blank or only names a group."""
    above, below = texts_of(upper), texts_of(lower)
    return above != below and any(text and not head for head, text in zip(above, below, strict=False))


def _group_line(upper: Sequence[Any], lower: Sequence[Any]) -> bool:
    """A line of headings above whose columns the lower line leaves blank."""
    above, below = texts_of(upper), texts_of(lower)
    known = [index for index, text in enumerate(above) if text and field_of_heading(text)[0] is not None]
    # A title stands alone in its line.
    several = sum(1 for text in above if text) > 1
    named = any(index < len(below) and not below[index] for index in known) or _completes(above, below)
    return several and named and not any(type(cell) is not str for cell in upper if cell is not None)


def _completes(above: Sequence[str], below: Sequence[str]) -> bool:
    """`面积` over `建筑` and `收费`: only both together name the columns. A title stands alone in its line."""
    return sum(1 for text in above if text) > 1 and any(
        text and field_of_heading(text)[0] is None and field_of_heading(head)[1] == EXACT
        for head, text in zip(above, below, strict=False)
    )
