"""What stands on a repair beside its card: who answers for it, what it is joined to, 电话请示, material and money."""

from dataclasses import dataclass
from datetime import datetime

from app.models.matters import Matter
from app.models.station import Staff
from app.models.work import Approval
from app.services.kernel.desk import Desk
from app.services.kernel.store import Store
from app.services.matters.events import effective_events
from app.services.matters.handing import owner_of, waiting_hand_on
from app.services.repairs.charges import charge_rows
from app.services.repairs.materials import material_rows


@dataclass(frozen=True, slots=True)
class MatterRef:
    """Another matter by its number."""

    matter_id: int
    number: str
    phase: str


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """电话请示 about this repair; `verdict` is '' while it stands 待站长补签."""

    id: int
    subject: str
    asked_of: str | None
    asked_at: datetime
    said: str
    verdict: str
    signed_at: datetime | None


@dataclass(frozen=True, slots=True)
class UsedLine:
    """One line of material or money as it stands now, `amount_fen` None for material; quantity in hundredths."""

    name: str
    quantity_c: int
    unit: str
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class RepairDetails:
    """`first_asked` (首问责任人) took it, `responsible` answers for it now; `waiting_for`: to whom it was handed on."""

    main: MatterRef | None
    outage: MatterRef | None
    approvals: tuple[ApprovalLine, ...]
    used: tuple[UsedLine, ...]
    first_asked: str
    responsible: str
    waiting_for: str


def repair_details(desk: Desk, matter_id: int, main_id: int | None, outage_number: str) -> RepairDetails:
    """Everything above about this repair; `main_id` and `outage_number` stand on its card."""
    store = desk.store
    events = effective_events(store, matter_id)
    waiting = waiting_hand_on(events)
    first = next((event.actor_id for event in events if event.kind == "told"), None)
    return RepairDetails(
        main=None if main_id is None else _ref(store, Matter.id == main_id),
        outage=_ref(store, Matter.number == outage_number) if outage_number else None,
        approvals=tuple(_approvals(store, matter_id)),
        used=tuple(_used(store, matter_id)),
        first_asked=_name(store, first),
        responsible=_name(store, owner_of(events)),
        waiting_for="" if waiting is None else waiting.code or _name(store, waiting.staff_id),
    )


def _ref(store: Store, which: object) -> MatterRef | None:
    query = Matter.select(Matter.id.alias("matter_id"), Matter.number, Matter.phase).where(which)
    return store.first(query, MatterRef)


def _approvals(store: Store, matter_id: int) -> list[ApprovalLine]:
    query = (
        Approval.select(
            Approval.id,
            Approval.subject,
            Staff.name.alias("asked_of"),
            Approval.asked_at,
            Approval.said,
            Approval.verdict,
            Approval.signed_at,
        )
        .left_outer_join(Staff, on=(Staff.id == Approval.asked_of))
        .where(Approval.matter == matter_id)
        .order_by(Approval.id)
    )
    return store.rows(query, ApprovalLine)


def _used(store: Store, matter_id: int) -> list[UsedLine]:
    """What stands after corrections; a line corrected to nothing is gone."""
    materials = [row for row in material_rows(store, matter_id) if row.current and row.quantity_c]
    charges = [row for row in charge_rows(store, matter_id) if row.current and row.quantity_c]
    return [
        *(UsedLine(row.name, row.quantity_c, row.unit, None) for row in materials),
        *(UsedLine(row.name, row.quantity_c, row.unit, row.amount_fen) for row in charges),
    ]


def _name(store: Store, staff_id: int | None) -> str:
    found = None if staff_id is None else store.scalar(Staff.select(Staff.name).where(Staff.id == staff_id))
    return str(found or "")
