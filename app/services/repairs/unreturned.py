"""未交回执单 by repairer: how many slips each has out, and how old they are."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from app.services.kernel.desk import Desk
from app.services.repairs.reads import UnreturnedSheet, unreturned_sheets
from app.services.repairs.slip_rules import slip_rules


@dataclass(frozen=True, slots=True)
class Carrier:
    """A repairer with the slips of finished repairs he has not handed in, oldest first; `old` of them are overdue."""

    repairer_id: int | None
    repairer: str
    sheets: tuple[UnreturnedSheet, ...]
    oldest_at: datetime
    old: int

    @property
    def count(self) -> int:
        return len(self.sheets)


def unreturned(desk: Desk) -> list[Carrier]:
    """Repairers with slips out, who has the oldest first; `old` is counted by slips.json."""
    found = sorted(unreturned_sheets(desk), key=lambda sheet: sheet.repairer_id or 0)
    limit = desk.now() - slip_rules().old
    carriers = []
    for repairer_id, group in groupby(found, key=lambda sheet: sheet.repairer_id):
        mine = tuple(sorted(group, key=_since))
        old = sum(1 for sheet in mine if _since(sheet) < limit)
        carriers.append(Carrier(repairer_id, mine[0].repairer or "未指定", mine, _since(mine[0]), old))
    return sorted(carriers, key=lambda carrier: carrier.oldest_at)


def _since(sheet: UnreturnedSheet) -> datetime:
    return sheet.finished_at or sheet.made_at
