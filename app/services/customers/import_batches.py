"""The ledgers taken in so far, and the way back: an import is undone by voiding, in units as short as its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.services.kernel.desk import Desk

GoOn = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One ledger taken in. `finished_at` is None for one that was stopped or killed.

    `undo_reason` without `undone_at`: the undo was stopped half-way and may go on.
    """

    id: int
    file_name: str
    season: str
    started_at: datetime
    finished_at: datetime | None
    lines: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    undone_at: datetime | None
    undo_reason: str


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What an undo did. `left` units wait for another run when it was cancelled; `kept` rows were changed since."""

    batch_id: int
    voided: int = 0
    restored: int = 0
    accounts: int = 0
    doubts: int = 0
    kept: int = 0
    left: int = 0


def batches(desk: Desk) -> list[BatchRow]:
    """Every ledger taken in, the newest first."""
    raise NotImplementedError


def undo_batch(desk: Desk, batch_id: int, reason: str, key: UUID, go_on: GoOn | None = None) -> UndoReport:
    """Give back what an import found, and void what it made; the manager's act, with a reason.

    Refused, with nothing written, where something depends on it: a matter at premises it made, a value changed
    since, a later import of the same premises. `go_on(done, of)` is asked between units; an undo that was stopped
    or killed goes on when called again.
    """
    raise NotImplementedError
