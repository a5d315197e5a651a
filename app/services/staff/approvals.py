"""电话请示: at night the head is asked over the phone, the act goes through, and he signs in the morning."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.models.matters import Matter
from app.models.station import Staff
from app.models.work import Approval
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.store import Store
from app.services.kernel.unit import Unit, writing

AGREED, OBJECTED = "agreed", "objected"
CERTIFICATE, USER_REASON = "证书过期派工", "因用户原因办结"

# Two clocks in one room differ by this much without anybody noticing.
_TOLERANCE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class ApprovalDraft:
    """Who was asked over the phone, when, and what he said."""

    asked_of_id: int
    asked_at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A 电话请示 that waits for the head's signature (待站长补签)."""

    id: int
    matter_id: int | None
    number: str | None
    subject: str
    reason: str
    asked_of: str | None
    asked_at: datetime
    said: str
    by: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Signed:
    """The head has signed; `verdict` is agreed or objected."""

    approval_id: int
    verdict: str


def record_approval(unit: Unit, subject: str, reason: str, draft: ApprovalDraft, matter_id: int | None = None) -> int:
    """A row that stands 待站长补签; returns its id.

    InvalidInput when the person asked is not a head of this station, nothing was said, or the call lies ahead.
    """
    problems: dict[str, str] = {}
    heads = Staff.select(Staff.id).where(Staff.id == draft.asked_of_id, Staff.is_manager == 1, Staff.left_on.is_null())
    if unit.store.scalar(heads) is None:
        problems["asked_of_id"] = "请选择请示的站长。"
    if not draft.said.strip():
        problems["said"] = "请写明站长怎么答复的。"
    if draft.asked_at > unit.at + _TOLERANCE:
        problems["asked_at"] = "请示时间还没有到。请核对日期和时间。"
    if problems:
        raise InvalidInput(problems)
    approval_id = unit.insert(
        Approval,
        matter_id=matter_id,
        subject=subject,
        reason=reason.strip()[:300],
        asked_of_id=draft.asked_of_id,
        asked_at=draft.asked_at,
        said=draft.said.strip()[:300],
        by_id=unit.desk.actor.staff_id,
    )
    unit.changed("approval", approval_id)
    return approval_id


def unsigned_approvals(desk: Desk) -> list[ApprovalRow]:
    """待站长补签, the oldest first."""
    asked, by = Staff.alias("asked"), Staff.alias("clerk")
    query = (
        Approval.select(
            Approval.id,
            Approval.matter.alias("matter_id"),
            Matter.number,
            Approval.subject,
            Approval.reason,
            asked.name.alias("asked_of"),
            Approval.asked_at,
            Approval.said,
            by.name.alias("by"),
            Approval.version,
        )
        .left_outer_join(Matter, on=(Matter.id == Approval.matter))
        .left_outer_join(asked, on=(asked.id == Approval.asked_of))
        .left_outer_join(by, on=(by.id == Approval.by))
        .where(Approval.signed_at.is_null())
        .order_by(Approval.asked_at, Approval.id)
    )
    return desk.store.rows(query, ApprovalRow)


def sign_approval(desk: Desk, approval_id: int, agreed: bool, remark: str, key: UUID) -> Signed:
    """补签: the head agrees with what was done in his name, or objects and says why. Only a head may."""
    desk.require(Role.MANAGER)
    if not agreed and not remark.strip():
        raise InvalidInput({"remark": "不同意的，请写明意见。"})
    with writing(desk, "staff.sign_approval", key) as unit:
        if first := unit.earlier(Signed):
            return first
        found = unit.store.tuples(
            Approval.select(Approval.signed_at, Approval.version).where(Approval.id == approval_id)
        )
        if not found:
            raise NotFound("没有这条电话请示。请刷新后再试。")
        if found[0][0] is not None:
            raise Refused("这条电话请示已补签或已撤销，不用再签。")
        verdict = AGREED if agreed else OBJECTED
        _settle(unit, approval_id, found[0][1], verdict=verdict, remark=remark.strip())
        return unit.result(Signed(approval_id, verdict))


def waiting_of(store: Store, matter_id: int, subject: str) -> list[int]:
    """The ids of what was asked about this matter under this subject and still waits for a signature."""
    waiting = Approval.signed_at.is_null()
    query = Approval.select(Approval.id).where(Approval.matter == matter_id, Approval.subject == subject, waiting)
    return store.scalars(query.order_by(Approval.id))


def take_back_approvals(unit: Unit, approval_ids: Collection[int], remark: str) -> None:
    """What was asked for was taken back itself: nothing is left to sign. Signed ones stay as they are."""
    waiting = Approval.select(Approval.id, Approval.version).where(
        Approval.id.in_(list(approval_ids)), Approval.signed_at.is_null()
    )
    for approval_id, version in unit.store.tuples(waiting):
        _settle(unit, approval_id, version, verdict="", remark=remark)


def _settle(unit: Unit, approval_id: int, version: int, *, verdict: str, remark: str) -> None:
    signed_by = unit.desk.actor.staff_id
    values = {"verdict": verdict, "signed_at": unit.at, "signed_by_id": signed_by, "remark": remark[:200]}
    unit.update(Approval, approval_id, version, **values)
    unit.changed("approval", approval_id)
