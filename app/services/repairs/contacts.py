"""What is said to the user and by him between the call and the work."""

from uuid import UUID

from app.models.repairs import Repair
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput
from app.services.kernel.unit import writing
from app.services.matters.values import Done, Noted
from app.services.repairs.facts import Event
from app.services.repairs.one_fact import record_one
from app.services.repairs.steps import done, happening, read_life, record
from app.services.repairs.values import ContactDraft
from app.services.repairs.work_values import PriceRefusedDraft


def record_contact(desk: Desk, matter_id: int, draft: ContactDraft, key: UUID) -> Done:
    """Somebody spoke with the user, perhaps agreeing on a time."""
    _refuse_backwards(desk, draft)
    return record_one(desk, "repair.contact", matter_id, Event.CONTACTED, draft, key, until=draft.appointment_at)


def reschedule(desk: Desk, matter_id: int, draft: ContactDraft, key: UUID) -> Done:
    """改约: the user asked for another time; the clocks go on and say why it became late."""
    if draft.appointment_at is None:
        raise InvalidInput({"appointment_at": "请填写用户改约到的时间。"})
    _refuse_backwards(desk, draft)
    return record_one(desk, "repair.reschedule", matter_id, Event.RESCHEDULED, draft, key, until=draft.appointment_at)


def urge(desk: Desk, matter_id: int, draft: Noted, key: UUID) -> Done:
    """催办 +1: the user asked again, with the words."""
    return record_one(desk, "repair.urge", matter_id, Event.URGED, draft, key)


def tell_fee(desk: Desk, matter_id: int, draft: Noted, key: UUID) -> Done:
    """已告知收费规则: the user was told whether it costs, before any work is paid for (9.4)."""
    desk.require(Role.CLERK)
    with writing(desk, "repair.fee_told", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, matter_id)
        life = record(unit, life, happening(unit, Event.FEE_TOLD, draft))
        unit.update(Repair, life.repair_id, None, fee_told=True)
        return unit.result(done(life))


def refuse_price(desk: Desk, matter_id: int, draft: PriceRefusedDraft, key: UUID) -> Done:
    """用户不同意收费, at the door or over the phone: nothing was repaired, the risk was told; the words in `note`.

    InvalidInput when the risk was not told.
    """
    if not draft.risk_told:
        raise InvalidInput({"risk_told": "请先告知用户不维修的风险，再勾选“风险已告知”。"})
    shown = {"风险": "已告知"} | ({"签字": draft.signed_by.strip()} if draft.signed_by.strip() else {})
    return record_one(desk, "repair.price_refused", matter_id, Event.PRICE_REFUSED, draft, key, shown=shown)


def _refuse_backwards(desk: Desk, draft: ContactDraft) -> None:
    if draft.appointment_at is not None and draft.appointment_at < (draft.at or desk.now()):
        raise InvalidInput({"appointment_at": "约定的时间早于通话时间。请核对两个时间。"})
