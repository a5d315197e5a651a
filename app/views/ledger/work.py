"""The long work of the wizard, run beside the window; each returns whole objects to the main thread."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from app.services.customers.importing.imports import Cancelled, import_ledger, inspect_ledger
from app.services.customers.importing.layouts import remember, remembered
from app.services.customers.importing.report import ChangeKind, ImportReport
from app.services.customers.ledger.columns import Columns
from app.services.customers.ledger.inspection import Inspection
from app.services.kernel.desk import Desk
from app.services.kernel.progress import GoOn
from app.views.ledger.findings import Group, groups_of


@dataclass(frozen=True, slots=True)
class Looked:
    """A file looked at, with what people chose for files of its layout before."""

    inspection: Inspection
    remembered: Mapping[str, Columns]


@dataclass(frozen=True, slots=True)
class Counted:
    """A report without its problems, and what a person should look at grouped by kind."""

    report: ImportReport
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Stopped:
    """The work was stopped before anything was known."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to take in and how: `chosen` is the part of the mapping that a person made, to be remembered.

    `accept`: the kinds of change to take over, None for all.
    """

    inspection: Inspection
    mapping: Mapping[str, Columns]
    chosen: Mapping[str, Columns]
    accept: frozenset[ChangeKind] | None = None

    def accepting(self, accept: frozenset[ChangeKind] | None) -> "Order":
        """The same with the kinds the clerk has ticked."""
        return replace(self, accept=accept)


def look(path: Path, desk: Desk, go_on: GoOn) -> Looked | Stopped:
    """How the sheets of the file are laid out. Raises AppError when it is no table."""
    try:
        inspection = inspect_ledger(desk, path, go_on)
    except Cancelled:
        return Stopped()
    return Looked(inspection, remembered(desk, inspection.shapes))


def count(order: Order, desk: Desk, go_on: GoOn) -> Counted | Stopped:
    """What the file would do; nothing is written. AppError when it is no more the file that was looked at."""
    path, seen = order.inspection.path, order.inspection.source.digest
    report = import_ledger(desk, path, key=uuid4(), dry_run=True, go_on=go_on, mapping=order.mapping, expected=seen)
    return Stopped() if report.cancelled else _counted(report)


def take_in(order: Order, desk: Desk, go_on: GoOn) -> Counted:
    """Write the file; what was written before it was stopped stays, and the same order goes on there.

    AppError when it is no more the file that was looked at; nothing is written then.
    """
    if order.chosen:
        remember(desk, order.inspection.shapes, order.chosen, uuid4())
    path, seen = order.inspection.path, order.inspection.source.digest
    report = import_ledger(
        desk, path, key=uuid4(), go_on=go_on, mapping=order.mapping, accept=order.accept, expected=seen
    )
    return _counted(report)


def save_rejected(order: Order, errors: Path, desk: Desk, go_on: GoOn) -> bool:
    """Write the lines that cannot be taken in as a workbook; whether there were any."""
    path, seen = order.inspection.path, order.inspection.source.digest
    report = import_ledger(
        desk, path, key=uuid4(), dry_run=True, errors=errors, go_on=go_on, mapping=order.mapping, expected=seen
    )
    return report.rejected > 0 and not report.cancelled


def _counted(report: ImportReport) -> Counted:
    """Of 100,000 problems only those that are listed stay in memory."""
    return Counted(replace(report, problems=(), missing_addresses=()), groups_of(report))
