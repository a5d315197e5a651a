"""Endings without a repair at the door: advice over the phone, and 因用户原因无法处理."""

from datetime import datetime
from uuid import UUID

from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.unit import Unit, writing
from app.services.matters.steps import close_matter, matter_row
from app.services.matters.values import Done, Happening
from app.services.repairs.facts import Event
from app.services.repairs.one_fact import record_one
from app.services.repairs.phase import Phase
from app.services.repairs.steps import Life, done, happening, read_life, record, release_incident
from app.services.repairs.work_values import PhoneAdviceDraft, UserCloseDraft
from app.services.staff.approvals import USER_REASON, record_approval

# What shows that the station tried: somebody stood at the door, or spoke with the user.
_TRIED = frozenset(
    {
        Event.NOBODY_HOME,
        Event.REFUSED_ENTRY,
        Event.NO_ADULT,
        Event.RESCHEDULED,
        Event.CONTACTED,
        Event.AGREED_IN_CALL,
        Event.PRICE_REFUSED,
    }
)


def solve_by_phone(desk: Desk, matter_id: int, draft: PhoneAdviceDraft, key: UUID) -> Done:
    """电话指导办结: the advice in `note` helped and the user agrees that no visit is needed; the callback stays.

    InvalidInput without the advice or without the user's consent.
    """
    problems: dict[str, str] = {}
    if not draft.note.strip():
        problems["note"] = "请写明给用户的指导。"
    if not draft.agrees:
        problems["agrees"] = "用户同意不上门，才能按电话指导办结。不同意的请派工。"
    if problems:
        raise InvalidInput(problems)
    return record_one(
        desk, "repair.phone_solved", matter_id, Event.PHONE_SOLVED, draft, key, shown={"用户": "同意不上门"}
    )


def close_for_user_reason(desk: Desk, matter_id: int, draft: UserCloseDraft, key: UUID) -> Done:
    """因用户原因无法处理: the repair is closed and archived, with the head's consent.

    A head does it himself; anybody else needs `draft.approval`, which stands 待站长补签. Refused when
    nothing on record shows that the station tried. InvalidInput names a missing reason, evidence or approval.
    """
    desk.require(Role.CLERK)
    is_head = Role.MANAGER in desk.actor.roles
    problems: dict[str, str] = {}
    if not draft.reason.strip():
        problems["reason"] = "请写明用户的什么原因。"
    if not draft.evidence.strip():
        problems["evidence"] = "请写明依据：上门记录、照片、通话或告知单。"
    if draft.approval is None and not is_head:
        problems["approval"] = "因用户原因办结要站长同意。请站长办理，或先电话请示，写明请示了谁、几时、怎么答复。"
    if problems:
        raise InvalidInput(problems)
    with writing(desk, "repair.close_for_user", key) as unit:
        if first := unit.earlier(Done):
            return first
        life = read_life(unit.store, matter_id)
        if not any(event.kind in _TRIED for event in life.events):
            raise Refused("还没有上门或联系用户的记录，不能按用户原因办结。请先记无人在家、拒绝入户、改约或联系。")
        if draft.approval is not None and not is_head:
            record_approval(unit, USER_REASON, draft.reason, draft.approval, matter_id)
        note = "；".join(filter(None, (draft.reason.strip(), draft.note.strip())))
        shown = {"依据": draft.evidence.strip(), "同意": "站长" if is_head else "电话请示，待站长补签"}
        closed = happening(unit, Event.USER_CLOSED, draft, shown=shown)
        fact = Happening(closed.kind, closed.at, closed.told_at, note=note, shown=shown)
        return unit.result(done(_archive(unit, record(unit, life, fact), fact.at)))


def _archive(unit: Unit, life: Life, at: datetime) -> Life:
    life = record(unit, life, Happening(Event.ARCHIVED, at, at))
    close_matter(unit, life.matter, Phase.USER_CLOSED, at)
    release_incident(unit, life)
    return Life(matter_row(unit.store, life.matter.id), life.events, life.facts, life.repair_id)
