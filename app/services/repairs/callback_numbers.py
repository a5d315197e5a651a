"""空号: the next attempt dials the right number, the wrong one stays readable in the attempts."""

from uuid import UUID

from app.models.matters import Matter
from app.models.people import Caller
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput
from app.services.kernel.text import clean
from app.services.kernel.unit import writing
from app.services.matters.phones import dialled
from app.services.matters.steps import matter_row
from app.services.matters.values import CallerDraft, Done


def correct_number(desk: Desk, matter_id: int, draft: CallerDraft, key: UUID) -> Done:
    """更正号码: the matter's caller is reached at another number from now on; an empty name keeps the old one.

    What the ledger says is not touched: a number that changed there goes through 信息变更登记. InvalidInput without
    a number, or with the one that is dialled already.
    """
    desk.require(Role.CLERK)
    phone = dialled(clean(draft.phone))[:30]
    if not phone:
        raise InvalidInput({"phone": "请填写正确的号码。"})
    with writing(desk, "callback.correct_number", key) as unit:
        if first := unit.earlier(Done):
            return first
        matter = matter_row(unit.store, matter_id)
        query = Caller.select(Caller.name, Caller.phone, Caller.relation).where(Caller.id == matter.caller_id)
        found = unit.store.tuples(query) if matter.caller_id is not None else []
        name, old, relation = found[0] if found else (None, "", draft.relation)
        if phone == old:
            raise InvalidInput({"phone": "这就是现在的号码，没有改动。"})
        caller_id = unit.insert(
            Caller, name=clean(draft.name).strip()[:60] or name, phone=phone, relation=relation or "本人"
        )
        unit.update(Matter, matter_id, matter.version, caller_id=caller_id)
        unit.changed("matter", matter_id)
        return unit.result(Done(matter.id, matter.number, matter.version + 1))
