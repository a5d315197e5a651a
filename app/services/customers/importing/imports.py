"""Taking a station's ledger in: parsed and checked without the database, then written in short units."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from uuid import UUID, uuid5

from app.models.ledger import ImportBatch, ImportLine
from app.services.customers.finding.index import fill_index
from app.services.customers.finding.names import load_readings
from app.services.customers.importing.changes import EVERY_KIND, is_household, outcome_outside, planned
from app.services.customers.importing.error_workbook import refuse_place, write_rejected
from app.services.customers.importing.keys import KeyWriter
from app.services.customers.importing.layouts import any_remembered, remembered
from app.services.customers.importing.missing import known_communities, missing_addresses
from app.services.customers.importing.register import Register
from app.services.customers.importing.report import ChangeKind, ImportReport
from app.services.customers.importing.steps import Writing
from app.services.customers.importing.tally import Tally
from app.services.customers.ledger.columns import Columns
from app.services.customers.ledger.inspection import Inspection, inspect_file
from app.services.customers.ledger.lines import LedgerLine
from app.services.customers.ledger.parsing import Ledger, Progress, parse_ledger, read_shapes
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import AppError, Refused
from app.services.kernel.progress import GoOn
from app.services.kernel.unit import writing

# No unit holds the database longer than this; the number of lines follows from what the last one took.
AIM_MS = 60
# Somebody may work at the desk, whoever asks to be asked: what he saves waits for one unit at most.
SHORT_AIM_MS = 10
FIRST_LINES, FEWEST_LINES, MOST_LINES = 4, 2, 160


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


class Cancelled(Exception):
    """The caller does not want the rest of the file read."""


def inspect_ledger(desk: Desk, path: Path, go_on: GoOn | None = None) -> Inspection:
    """Look at a ledger file before it is read whole, for a person to say what its columns hold.

    Raises AppError when the file is no table, NotAllowed for other roles than clerk and manager, Cancelled when
    `go_on` said so.
    """
    desk.require(Role.CLERK)
    return inspect_file(path, _asking(go_on))


def import_ledger(
    desk: Desk,
    path: Path,
    *,
    key: UUID,
    dry_run: bool = False,
    errors: Path | None = None,
    go_on: GoOn | None = None,
    mapping: Mapping[str, Columns] | None = None,
    accept: Set[ChangeKind] | None = None,
    expected: str | None = None,
) -> ImportReport:
    """Take in a ledger file (xlsx, xls, ods, csv), or with `dry_run` only count what it would do.

    `mapping` says by sheet what the columns hold; without it, what a person once said for a file of this shape.
    Of premises known before only the kinds of `accept` are changed (None: all of them); the others are counted and
    stay. A season account is opened in any case.
    The same file again goes on where it was stopped, and leaves alone every line it took in before, whatever a
    clerk has changed since. `go_on(done, of)` is asked between units; False stops, what was written stays.
    `errors` names a workbook for the rejected lines, made only when there are any and the import was not stopped.
    `expected` is the digest of the file as somebody has seen it.
    Raises AppError when the file is no ledger or not the one expected, Refused while its import is being undone,
    NotAllowed for other roles than clerk and manager.
    """
    desk.require(Role.CLERK)
    if errors is not None:
        refuse_place(errors, path)
    taken = EVERY_KIND if accept is None else frozenset(accept)
    asking = _asking(go_on)
    try:
        ledger = parse_ledger(path, asking, _remembered(desk, path, asking) if mapping is None else mapping)
        if not dry_run:
            _heal(desk, asking)
    except Cancelled:
        return ImportReport(0, 0, 0, 0, 0, 0, 0, cancelled=True)
    if expected is not None and ledger.source.digest != expected:
        raise AppError(f"《{ledger.source.name}》在预览后变了，没有导入。请重新选这个文件，再预览一次。")
    known = known_communities(desk.store)
    tally, batch_id = Tally(taken), None
    if dry_run:
        _count(desk, ledger, taken, tally, go_on)
    else:
        batch_id = _write(desk, ledger, taken, tally, key, go_on)
    whole = tally.handled == len(ledger.lines)
    if errors is not None and whole:
        write_rejected(ledger, errors, go_on)
    missing = missing_addresses(desk.store, ledger.lines, known, go_on) if whole else []
    return tally.report(ledger, missing, batch_id)


def _asking(go_on: GoOn | None) -> Progress:
    def ask(done: int, of: int) -> None:
        if go_on is not None and not go_on(0, of):
            raise Cancelled

    return ask


def _heal(desk: Desk, asking: Progress) -> None:
    """Make whole what a killed run left: persons are known again by their keys."""

    def go_on(done: int, of: int) -> bool:
        asking(done, of)
        return True

    fill_index(desk, go_on)


def _remembered(desk: Desk, path: Path, asking: Progress) -> Mapping[str, Columns] | None:
    return remembered(desk, read_shapes(path, asking)) if any_remembered(desk) else None


def _count(desk: Desk, ledger: Ledger, accept: Set[ChangeKind], tally: Tally, go_on: GoOn | None) -> None:
    batch_id = _known_batch(desk, ledger)
    waiting = _waiting(ledger, _done_lines(desk, batch_id), tally)
    register = Register(desk.store)
    while lines := list(islice(waiting, MOST_LINES)):
        if go_on is not None and not go_on(tally.handled, len(ledger.lines)):
            return
        standing = register.standing([line for line in lines if is_household(line)], desk.station.season)
        for line in lines:
            tally.add(line, planned(line, register, standing, accept) if is_household(line) else None)


def _write(desk: Desk, ledger: Ledger, accept: Set[ChangeKind], tally: Tally, key: UUID, go_on: GoOn | None) -> int:
    batch_id = _open_batch(desk, ledger, key)
    # Half a second in a process that has read no name yet: no unit holds the database meanwhile.
    load_readings()
    waiting = _waiting(ledger, _done_lines(desk, batch_id), tally)
    size, aim_ms = FIRST_LINES, AIM_MS if go_on is None else SHORT_AIM_MS
    register = Register(desk.store)
    keys = KeyWriter(desk, lambda: _may(go_on, tally.handled, len(ledger.lines)), aim_ms)
    try:
        while lines := list(islice(waiting, size)):
            if not _may(go_on, tally.handled, len(ledger.lines)):
                break
            started = time.monotonic()
            keys.add(_write_lines(desk, register, batch_id, lines, accept, tally))
            took_ms = (time.monotonic() - started) * 1000
            size = max(FEWEST_LINES, min(MOST_LINES, int(size * aim_ms / max(took_ms, 1))))
    finally:
        keys.flush()
    _close_batch(desk, batch_id, key, cancelled=tally.handled < len(ledger.lines))
    return batch_id


def _may(go_on: GoOn | None, done: int, of: int) -> bool:
    return go_on is None or go_on(done, of)


def _waiting(ledger: Ledger, done: Set[tuple[str, int]], tally: Tally) -> Iterator[LedgerLine]:
    """The lines no earlier run has taken; those it has are counted on the way."""
    for line in ledger.lines:
        if done and (line.sheet[:80], line.line_no) in done:
            tally.add_known(line)
        else:
            yield line


def _write_lines(
    desk: Desk, register: Register, batch_id: int, lines: list[LedgerLine], accept: Set[ChangeKind], tally: Tally
) -> list[int]:
    """Write one unit; returns its new premises."""
    first = lines[0]
    # The key names the lines, so that a run that was killed after its commit writes nothing twice.
    key = uuid5(UUID(int=batch_id), f"{first.sheet}\x1f{first.line_no}\x1f{len(lines)}")
    with writing(desk, "ledger.import", key) as unit:
        _refuse_undoing(
            desk.store.scalars(ImportBatch.select(ImportBatch.undo_reason).where(ImportBatch.id == batch_id))
        )
        writer = Writing(unit, register, desk.station.season, batch_id, accept)
        plans = writer.write(lines)
        outcomes = Counter(
            plans[index].outcome if index in plans else outcome_outside(line) for index, line in enumerate(lines)
        )
        unit.result(LinesWritten(**outcomes))
    for index, line in enumerate(lines):
        tally.add(line, plans.get(index))
    return writer.created


def _known_batch(desk: Desk, ledger: Ledger) -> int | None:
    found = desk.store.tuples(
        ImportBatch.select(ImportBatch.id, ImportBatch.undo_reason)
        .where(
            ImportBatch.file_hash == _file_hash(ledger),
            ImportBatch.season == desk.station.season,
            ImportBatch.undone_at.is_null(),
        )
        .order_by(ImportBatch.id)
    )
    _refuse_undoing(undo_reason for _, undo_reason in found)
    return int(found[0][0]) if found else None


def _refuse_undoing(undo_reasons: Iterable[str]) -> None:
    if any(undo_reasons):
        raise Refused("这份台账的导入正在撤销，还没有撤完。请先在导入记录里把它撤销完，再重新导入。")


def _file_hash(ledger: Ledger) -> str:
    """What a batch is known by: the file, and what a person said of its columns where that is not what was guessed."""
    chosen = [
        (sheet, guess.column, guess.field.value)
        for sheet, shape in sorted(ledger.shapes.items())
        if shape.chosen
        for guess in shape.guesses
    ]
    return sha256(f"{ledger.source.digest}{chosen}".encode()).hexdigest() if chosen else ledger.source.digest


def _done_lines(desk: Desk, batch_id: int | None) -> Set[tuple[str, int]]:
    if batch_id is None:
        return frozenset()
    query = ImportLine.select(ImportLine.sheet, ImportLine.line_no).where(ImportLine.batch == batch_id)
    return {(sheet, line_no) for sheet, line_no in desk.store.plain(query)}


def _open_batch(desk: Desk, ledger: Ledger, key: UUID) -> int:
    if (known := _known_batch(desk, ledger)) is not None:
        return known
    with writing(desk, "ledger.open", key) as unit:
        if first := unit.earlier(BatchOpened):
            return first.batch_id
        batch_id = unit.insert(
            ImportBatch,
            file_name=ledger.source.name[:200],
            file_hash=_file_hash(ledger),
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
