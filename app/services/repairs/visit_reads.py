"""The visits of a repair as a card shows them: who, when, how they ended, and what proves it."""

from dataclasses import dataclass
from datetime import datetime

from app.models.repairs import Visit
from app.models.station import Staff
from app.services.kernel.store import Store
from app.services.repairs.work_values import Temperatures


@dataclass(frozen=True, slots=True)
class VisitRow:
    """第 n 次上门; `evidence` is a key of `evidence.EVIDENCE_WORDS` or ''."""

    ordinal: int
    repairer_id: int | None
    repairer: str | None
    set_out_at: datetime | None
    arrived_at: datetime | None
    left_at: datetime | None
    result: str
    note: str
    present: str
    risk_told: bool
    evidence: str
    photo_sha256: str
    receiver: str
    part: str
    room_before_c: int | None
    supply_before_c: int | None
    return_before_c: int | None
    room_after_c: int | None
    supply_after_c: int | None
    return_after_c: int | None

    @property
    def temperatures(self) -> Temperatures:
        """Before and after the work."""
        return Temperatures(
            self.room_before_c,
            self.supply_before_c,
            self.return_before_c,
            self.room_after_c,
            self.supply_after_c,
            self.return_after_c,
        )


def visits_of(store: Store, matter_id: int) -> list[VisitRow]:
    """Every visit of the repair, in order; one that a withdrawn fact had made stays, empty."""
    columns = [getattr(Visit, name) for name in VisitRow.__slots__ if not name.startswith("repairer")]
    query = (
        Visit.select(*columns, Visit.repairer.alias("repairer_id"), Staff.name.alias("repairer"))
        .left_outer_join(Staff, on=(Staff.id == Visit.repairer))
        .where(Visit.matter == matter_id)
        .order_by(Visit.ordinal)
    )
    return store.rows(query, VisitRow)
