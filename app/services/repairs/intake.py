"""Taking a repair: nothing an incoming call lacks keeps it from being written down."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.services.kernel.desk import Desk, Role
from app.services.kernel.unit import writing
from app.services.matters.values import Taken
from app.services.repairs.opening import open_repair
from app.services.repairs.quick_line import read_quick_line
from app.services.repairs.values import RepairDraft


def take_repair(desk: Desk, draft: RepairDraft, key: UUID) -> Taken:
    """Write down a repair; its number is official and its clocks run from `draft.told_at` (None: now).

    Refused only for a told_at in the future; NotFound for a premises that is not in the ledger.
    """
    desk.require(Role.CLERK)
    with writing(desk, "repair.take", key) as unit:
        if first := unit.earlier(Taken):
            return first
        return unit.result(open_repair(unit, draft))


def take_quick_line(
    desk: Desk, line: str, premises_id: int | None, key: UUID, told_at: datetime | None = None
) -> Taken:
    """速记: write down one typed line. `premises_id` when the clerk has picked one from the search; gaps stay 待补.

    `told_at`: when it rang, of a line that was begun then and finished now.
    """
    return take_repair(desk, replace(read_quick_line(line).draft(premises_id), told_at=told_at), key)
