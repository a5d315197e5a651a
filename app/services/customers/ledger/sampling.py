"""Some rows of a sheet, enough to see how it is laid out, taken in one pass."""

from typing import Any

from app.services.customers.ledger.containers import Ask
from app.services.customers.ledger.reading import Grid

HEAD = 700
SPREAD = 2_000
ASK_EVERY = 500


def sampled(grid: Grid, ask: Ask) -> list[list[Any]]:
    """The first 700 rows, and at most 2,000 spread evenly over the others; `ask` may raise to stop."""
    head: list[list[Any]] = []
    step = max(1, -(-(grid.height - HEAD) // SPREAD))
    for index, row in enumerate(grid.rows()):
        if index < HEAD or (index - HEAD) % step == 0:
            head.append(row)
        if index % ASK_EVERY == 0:
            ask()
    return head
