"""What an import kept of its source lines: where each stood and why it was not taken in, without its values."""

from dataclasses import dataclass

from peewee import fn

from app.models.ledger import ImportLine
from app.services.customers.importing.changes import REJECTED
from app.services.customers.importing.report import Problem
from app.services.kernel.desk import Desk


@dataclass(frozen=True, slots=True)
class RejectedLines:
    """The first rejected lines of an import, and how many there are."""

    count: int
    lines: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    sheet: str
    line_no: int
    reason: str


def rejected_lines(desk: Desk, batch_id: int, most: int) -> RejectedLines:
    """The rejected lines of an import in the order of its file, at most `most` of them."""
    at = (ImportLine.batch == batch_id) & (ImportLine.outcome == REJECTED)
    count = int(desk.store.scalar(ImportLine.select(fn.COUNT(ImportLine.id)).where(at)))
    query = (
        ImportLine.select(ImportLine.sheet, ImportLine.line_no, ImportLine.reason)
        .where(at)
        .order_by(ImportLine.id)
        .limit(most)
    )
    lines = desk.store.rows(query, _Line)
    return RejectedLines(count, tuple(Problem(line.sheet, line.line_no, "place", line.reason) for line in lines))
