"""Taking a station's ledger in: parsed and checked without the database, then written in short units."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid5

from app.models.ledger import ImportBatch, ImportLine
from app.services.customers.error_workbook import refuse_place, write_rejected
from app.services.customers.import_steps import (
    CREATED,
    DUPLICATE,
    REJECTED,
    SKIPPED,
    UNCHANGED,
    UPDATED,
    Writing,
    is_household,
    outcome_outside,
    planned,
)
from app.services.customers.ledger.lines import LedgerLine
from app.services.customers.ledger.parsing import Ledger, parse_ledger
from app.services.customers.register import Register
from app.services.customers.search_keys import name_keys
from app.services.kernel.desk import Desk, Role
from app.services.kernel.unit import writing

# No unit holds the database longer than this; the number of lines follows from what the last one took.
AIM_MS = 70
FIRST_LINES, FEWEST_LINES, MOST_LINES = 60, 20, 160

GoOn = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one source line that a person should look at. Holds no personal value."""

    sheet: str
    line_no: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a ledger: `rows` = created + updated + unchanged + duplicate + rejected + skipped + left.

    `left` is 0 unless the import was cancelled. Rows count every source line, titles and sub-totals too.
    """

    rows: int
    created: int
    updated: int
    unchanged: int
    duplicate: int
    rejected: int
    skipped: int
    left: int = 0
    cancelled: bool = False
    problems: tuple[Problem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class BatchOpened:
    batch_id: int


@dataclass(frozen=True, slots=True)
class LinesWritten:
    """How many lines of one unit came out how."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicate: int = 0
    rejected: int = 0
    skipped: int = 0


class _Cancelled(Exception):
    """The caller does not want the rest of the file read."""


def import_ledger(
    desk: Desk,
    path: Path,
    *,
    key: UUID,
    dry_run: bool = False,
    errors: Path | None = None,
    go_on: GoOn | None = None,
) -> ImportReport:
    """Take in a ledger file (xlsx, xls, csv), or with `dry_run` only count what it would do.

    The same file again goes on where it was stopped, and leaves alone every line it took in before, whatever a
    clerk has changed since. `go_on(done, of)` is asked between units; False stops, what was written stays.
    `errors` names a workbook for the rejected lines, made only when there are any.
    Raises AppError when the file is no ledger, NotAllowed for other roles than clerk and manager.
    """
    desk.require(Role.CLERK)
    if errors is not None:
        refuse_place(errors, path)
    try:
        ledger = parse_ledger(path, _asking(go_on))
    except _Cancelled:
        return ImportReport(0, 0, 0, 0, 0, 0, 0, cancelled=True)
    tally = _counted(desk, ledger) if dry_run else _written(desk, ledger, key, go_on)
    if errors is not None:
        write_rejected(ledger, errors)
    handled = sum(tally.values())
    return ImportReport(
        rows=len(ledger.lines),
        created=tally[CREATED],
        updated=tally[UPDATED],
        unchanged=tally[UNCHANGED],
        duplicate=tally[DUPLICATE],
        rejected=tally[REJECTED],
        skipped=tally[SKIPPED],
        left=len(ledger.lines) - handled,
        cancelled=handled < len(ledger.lines),
        problems=tuple(_problems(ledger)),
    )


def _asking(go_on: GoOn | None) -> Callable[[int, int], None] | None:
    if go_on is None:
        return None

    def ask(done: int, of: int) -> None:
        if not go_on(0, of):
            raise _Cancelled

    return ask


def _problems(ledger: Ledger) -> Iterator[Problem]:
    for line in ledger.lines:
        if line.problem is not None:
            yield Problem(line.sheet, line.line_no, "place", line.problem)
        elif is_household(line):
            for doubt in line.doubts:
                yield Problem(line.sheet, line.line_no, doubt.field, doubt.reason)


def _counted(desk: Desk, ledger: Ledger) -> Counter[str]:
    tally: Counter[str] = Counter()
    done = _done_lines(desk, _known_batch(desk, ledger))
    register = Register(desk.store)
    for start in range(0, len(ledger.lines), MOST_LINES):
        lines = ledger.lines[start : start + MOST_LINES]
        standing = register.standing([line for line in lines if is_household(line)], desk.station.season)
        for line in lines:
            if not is_household(line):
                tally[outcome_outside(line)] += 1
            elif (line.sheet[:80], line.line_no) in done:
                tally[UNCHANGED] += 1
            else:
                tally[planned(line, register, standing).outcome] += 1
    return tally


def _written(desk: Desk, ledger: Ledger, key: UUID, go_on: GoOn | None) -> Counter[str]:
    batch_id = _open_batch(desk, ledger, key)
    done = _done_lines(desk, batch_id)
    tally: Counter[str] = Counter()
    waiting: list[LedgerLine] = []
    for line in ledger.lines:
        if (line.sheet[:80], line.line_no) in done:
            tally[UNCHANGED if is_household(line) else outcome_outside(line)] += 1
        else:
            waiting.append(line)
    register = Register(desk.store)
    size, start = FIRST_LINES, 0
    while start < len(waiting):
        if go_on is not None and not go_on(len(ledger.lines) - len(waiting) + start, len(ledger.lines)):
            _close_batch(desk, batch_id, key, cancelled=True)
            return tally
        lines = waiting[start : start + size]
        # Readings of names come out of a dictionary; the database is not held meanwhile.
        for line in lines:
            if line.household is not None and line.household.holder:
                name_keys(line.household.holder)
        started = time.monotonic()
        for outcome, count in _write_lines(desk, register, batch_id, lines).items():
            tally[outcome] += count
        took_ms = (time.monotonic() - started) * 1000
        start += size
        size = max(FEWEST_LINES, min(MOST_LINES, int(size * AIM_MS / max(took_ms, 1))))
    _close_batch(desk, batch_id, key, cancelled=False)
    return tally


def _write_lines(desk: Desk, register: Register, batch_id: int, lines: list[LedgerLine]) -> dict[str, int]:
    first = lines[0]
    # The key names the lines, so that a run that was killed after its commit writes nothing twice.
    key = uuid5(UUID(int=batch_id), f"{first.sheet}\x1f{first.line_no}\x1f{len(lines)}")
    with writing(desk, "ledger.import", key) as unit:
        changes = Writing(unit, register, desk.station.season, batch_id).write(lines)
        outcomes = Counter(
            changes[index].outcome if index in changes else outcome_outside(line) for index, line in enumerate(lines)
        )
        unit.result(LinesWritten(**outcomes))
    return outcomes


def _known_batch(desk: Desk, ledger: Ledger) -> int | None:
    found = desk.store.scalar(
        ImportBatch.select(ImportBatch.id)
        .where(ImportBatch.file_hash == ledger.source.digest, ImportBatch.season == desk.station.season)
        .order_by(ImportBatch.id)
    )
    return None if found is None else int(found)


def _done_lines(desk: Desk, batch_id: int | None) -> set[tuple[str, int]]:
    if batch_id is None:
        return set()
    query = ImportLine.select(ImportLine.sheet, ImportLine.line_no).where(ImportLine.batch == batch_id)
    return {(sheet, line_no) for sheet, line_no in desk.store.tuples(query)}


def _open_batch(desk: Desk, ledger: Ledger, key: UUID) -> int:
    if (known := _known_batch(desk, ledger)) is not None:
        return known
    with writing(desk, "ledger.open", key) as unit:
        if first := unit.earlier(BatchOpened):
            return first.batch_id
        batch_id = unit.insert(
            ImportBatch,
            file_name=ledger.source.name[:200],
            file_hash=ledger.source.digest,
            season=desk.station.season,
            started_at=unit.at,
            lines=len(ledger.lines),
        )
        unit.changed("import_batch", batch_id)
        return unit.result(BatchOpened(batch_id)).batch_id


def _close_batch(desk: Desk, batch_id: int, key: UUID, *, cancelled: bool) -> None:
    if desk.store.scalar(ImportBatch.select(ImportBatch.finished_at).where(ImportBatch.id == batch_id)):
        return
    with writing(desk, "ledger.close", uuid5(key, "close")) as unit:
        if unit.earlier(BatchOpened):
            return
        unit.update(ImportBatch, batch_id, finished_at=None if cancelled else unit.at, cancelled=cancelled)
        unit.changed("import_batch", batch_id)
        unit.result(BatchOpened(batch_id))
