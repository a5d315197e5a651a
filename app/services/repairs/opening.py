"""A repair begins: taken at the desk, or grown out of another matter."""

import json

from app.models.repairs import Repair
from app.services.kernel.unit import Unit
from app.services.matters.steps import MatterRow, keep_place, matter_row, open_matter, record_event
from app.services.matters.values import FollowUp, Happening, NewMatter, Taken
from app.services.repairs.facts import Event
from app.services.repairs.faults import refuse_unasked
from app.services.repairs.phase import Phase
from app.services.repairs.steps import KIND, PREFIX
from app.services.repairs.values import FaultGroup, RepairDraft


def open_repair(unit: Unit, draft: RepairDraft, *, parent_id: int | None = None, caller_id: int | None = None) -> Taken:
    """A new repair with its number and the fact `told`; what was agreed and said in the call is recorded with it."""
    refuse_unasked(draft.fault_group, draft.answers)
    first = Phase.TAKEN if draft.agreed_at is None else Phase.CONTACTED
    taken = open_matter(
        unit,
        NewMatter(
            kind=KIND,
            prefix=PREFIX,
            words=draft.words,
            phase=first,
            told_at=draft.told_at,
            channel=draft.channel,
            premises_id=draft.premises_id,
            place=draft.place,
            caller=draft.caller,
            caller_id=caller_id,
            parent_id=parent_id,
        ),
    )
    told_at = draft.told_at or unit.desk.now()
    agreed = draft.agreed_at is not None
    unit.insert(
        Repair,
        matter_id=taken.matter_id,
        fault_group=draft.fault_group,
        fault=draft.fault[:30],
        severity=draft.severity,
        can_close=draft.can_close,
        below_wet=draft.below_wet,
        electricity=draft.electricity,
        answers=json.dumps(dict(draft.answers), ensure_ascii=False),
        fee_told=draft.fee_told,
        contacted_at=told_at if agreed else None,
        appointment_at=draft.agreed_at,
    )
    if agreed:
        agreement = Happening(Event.AGREED_IN_CALL, told_at, told_at, until=draft.agreed_at)
        record_event(unit, taken.matter_id, told_at, agreement)
    if draft.fee_told:
        record_event(unit, taken.matter_id, told_at, Happening(Event.FEE_TOLD, told_at, told_at))
    return taken


def follow_up(unit: Unit, draft: FollowUp) -> Taken:
    """A repair out of another matter: same place, same caller. `draft.facts` may name fault_group and fault."""
    parent = matter_row(unit.store, draft.parent_id)
    return open_again(unit, parent, draft)


def open_again(unit: Unit, parent: MatterRow, draft: FollowUp) -> Taken:
    """A new repair at the parent's place for the parent's caller, linked to it."""
    group = draft.facts.get("fault_group", FaultGroup.OTHER)
    taken = open_repair(
        unit,
        RepairDraft(
            fault_group=FaultGroup(group),
            fault=draft.facts.get("fault", ""),
            words=draft.words,
            premises_id=parent.premises_id,
            told_at=draft.told_at,
            channel=draft.facts.get("channel", "电话"),
        ),
        parent_id=parent.id,
        caller_id=parent.caller_id,
    )
    keep_place(unit, taken, parent)
    return taken
