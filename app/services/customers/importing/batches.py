"""The ledgers taken in so far, and the way back: an import is undone by voiding, in units as short as its own."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from peewee import fn

from app.models.kernel import RowImage
from app.models.kernel import Unit as UnitRow
from app.models.ledger import ImportBatch, ImportLine
from app.services.customers.importing.changes import CREATED, REJECTED, UNCHANGED, UPDATED
from app.services.customers.importing.dependents import UnitCheck, listed_addresses, refuse_later_work
from app.services.customers.importing.undo import LinesUndone, Undoing
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.progress import GoOn, always
from app.services.kernel.restoring import Span
from app.services.kernel.store import Store
from app.services.kernel.times import china
from app.services.kernel.unit import writing

# A desk's clock may have been a little ahead when the batch was opened.
SLACK = timedelta(days=1)


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
    """What the undo of an import did, over all its runs: premises voided and given back, accounts voided, 待核 settled.

    `kept` premises were worked on while the undo ran. `left` units wait for another run when this one was stopped.
    """

    batch_id: int
    voided: int = 0
    restored: int = 0
    accounts: int = 0
    doubts: int = 0
    kept: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class UndoBegun:
    batch_id: int


def batches(desk: Desk) -> list[BatchRow]:
    """Every ledger taken in, the newest first."""
    counts: dict[int, Counter[str]] = {}
    lines = ImportLine.select(ImportLine.batch, ImportLine.outcome, fn.COUNT(ImportLine.id))
    for batch_id, outcome, count in desk.store.plain(lines.group_by(ImportLine.batch, ImportLine.outcome)):
        counts.setdefault(batch_id, Counter())[outcome] = count
    found = []
    for row in desk.store.tuples(_batches().order_by(ImportBatch.id.desc())):
        batch_id, file_name, season, started_at, finished_at, total, undone_at, undo_reason = row
        of = counts.get(batch_id, Counter())
        told = (of[CREATED], of[UPDATED], of[UNCHANGED], of[REJECTED])
        found.append(
            BatchRow(batch_id, file_name, season, started_at, finished_at, total, *told, undone_at, undo_reason)
        )
    return found


def undo_batch(desk: Desk, batch_id: int, reason: str, key: UUID, go_on: GoOn | None = None) -> UndoReport:
    """Give back what an import found, and void what it made; the manager's act, with a reason.

    Refused, with nothing written, where something depends on it: a matter at premises it made, a value changed
    since, a later import of the same premises. `go_on(done, of)` is asked between units; an undo that was stopped
    or killed goes on when called again. Premises worked on between two runs stay; the last run then ends Refused with
    their names, everything else being taken back. The persons it brought stay in the database, without any premises.
    """
    desk.require(Role.MANAGER)
    if not reason.strip():
        raise InvalidInput({"reason": "请写明为什么撤销这次导入。"})
    file_name, undone_at, begun, started_at = _found(desk.store, batch_id)
    with writing(desk, "ledger.undone", key) as unit:
        if first := unit.earlier(UndoReport):
            return _whole(desk.store, first, _spans(desk.store, batch_id, started_at), started_at, file_name)
    if undone_at is not None:
        raise Refused(f"《{file_name}》的这次导入已在 {china(undone_at):%Y-%m-%d %H:%M} 撤销，不用再撤。")
    spans = _spans(desk.store, batch_id, started_at)
    go_on = go_on or always
    if not begun:
        # Where the check is stopped, nothing has been written yet.
        if not _checked(desk.store, batch_id, spans, go_on):
            return UndoReport(batch_id, left=len(spans))
        with writing(desk, "ledger.undo_begin", uuid5(key, "begin")) as unit:
            unit.update(ImportBatch, batch_id, None, undo_reason=reason.strip()[:200])
            unit.changed("import_batch", batch_id)
            unit.result(UndoBegun(batch_id))
    done = _undone_units(desk.store, started_at)
    waiting = [span for span in reversed(spans) if str(_unit_key(batch_id, span)) not in done]
    for index, span in enumerate(waiting):
        if not go_on(len(spans) * 2 - len(waiting) + index, len(spans) * 2):
            return _report(desk.store, batch_id, spans, started_at, left=len(waiting) - index)
        with writing(desk, "ledger.undo", _unit_key(batch_id, span)) as unit:
            unit.result(Undoing(unit, f"撤销导入《{file_name}》：{reason.strip()}").take_back(span))
    report = _report(desk.store, batch_id, spans, started_at, left=0)
    with writing(desk, "ledger.undone", key) as unit:
        unit.update(ImportBatch, batch_id, None, undone_at=unit.at)
        unit.changed("import_batch", batch_id)
        unit.result(report)
    return _whole(desk.store, report, spans, started_at, file_name)


def _whole(store: Store, report: UndoReport, spans: list[Span], started_at: datetime, file_name: str) -> UndoReport:
    """The report of an ended undo; Refused when it had to leave premises."""
    if not report.kept:
        return report
    ids = {int(row_id) for result in _mine(store, report.batch_id, spans, started_at) for row_id in result.held.split()}
    raise Refused(
        f"《{file_name}》的导入已撤销，只留下这些用户：{listed_addresses(store, ids)}。"
        "撤销中间它们又有了工单或改动，请逐户处理。"
    )


def _batches() -> Any:
    return ImportBatch.select(
        ImportBatch.id,
        ImportBatch.file_name,
        ImportBatch.season,
        ImportBatch.started_at,
        ImportBatch.finished_at,
        ImportBatch.lines,
        ImportBatch.undone_at,
        ImportBatch.undo_reason,
    )


def _found(store: Store, batch_id: int) -> tuple[str, datetime | None, str, datetime]:
    columns = (ImportBatch.file_name, ImportBatch.undone_at, ImportBatch.undo_reason, ImportBatch.started_at)
    rows = store.tuples(ImportBatch.select(*columns).where(ImportBatch.id == batch_id))
    if not rows:
        raise NotFound("找不到这次导入。请刷新后再试。")
    file_name, undone_at, undo_reason, started_at = rows[0]
    return file_name, undone_at, undo_reason, started_at


def _spans(store: Store, batch_id: int, started_at: datetime) -> list[Span]:
    """The units of the batch in order: the last image of each is one of its lines, which names the batch."""
    query = (
        UnitRow.select(UnitRow.first_seq, UnitRow.last_seq, RowImage.image)
        .join(RowImage, on=(RowImage.id == UnitRow.last_seq))
        .where(UnitRow.at >= started_at - SLACK, UnitRow.act == "ledger.import", RowImage.table_name == "import_line")
        .order_by(UnitRow.id)
    )
    units = store.plain(query)
    return [Span(first, last) for first, last, image in units if json.loads(image)["batch_id"] == batch_id]


def _unit_key(batch_id: int, span: Span) -> UUID:
    return uuid5(UUID(int=batch_id), f"undo\x1f{span.first}")


def _checked(store: Store, batch_id: int, spans: list[Span], go_on: GoOn) -> bool:
    refuse_later_work(store, batch_id)
    check = UnitCheck(store)
    for index, span in enumerate(spans):
        if not go_on(index, len(spans) * 2):
            return False
        check.look(span)
    check.refuse()
    return True


def _undone_units(store: Store, started_at: datetime) -> dict[str, LinesUndone]:
    query = UnitRow.select(UnitRow.key, UnitRow.result)
    rows = store.plain(query.where(UnitRow.at >= started_at - SLACK, UnitRow.act == "ledger.undo"))
    return {key: LinesUndone(**json.loads(result)) for key, result in rows}


def _mine(store: Store, batch_id: int, spans: list[Span], started_at: datetime) -> list[LinesUndone]:
    done = _undone_units(store, started_at)
    return [done[key] for span in spans if (key := str(_unit_key(batch_id, span))) in done]


def _report(store: Store, batch_id: int, spans: list[Span], started_at: datetime, left: int) -> UndoReport:
    mine = _mine(store, batch_id, spans, started_at)
    return UndoReport(
        batch_id,
        voided=sum(result.voided for result in mine),
        restored=sum(result.restored for result in mine),
        accounts=sum(result.accounts for result in mine),
        doubts=sum(result.doubts for result in mine),
        kept=sum(result.kept for result in mine),
        left=left,
    )
