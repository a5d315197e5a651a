"""同楼集中派工: several repairs of one building go to one man in one act, each with its own slip (9.8)."""

from dataclasses import dataclass, field
from uuid import UUID

from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.unit import writing
from app.services.matters.values import Noted
from app.services.repairs.dispatching import send
from app.services.repairs.facts import Event
from app.services.repairs.rules import Moment, objection
from app.services.repairs.steps import read_life, require_repairer
from app.services.repairs.values import DispatchDraft, Dispatched
from app.services.repairs.visit_numbers import visit_to_dispatch
from app.services.staff.approvals import ApprovalDraft


@dataclass(frozen=True, slots=True)
class TogetherDraft(Noted):
    """Who goes to which repairs; the rest is meant as in a single dispatch."""

    repairer_id: int = field(kw_only=True)
    matter_ids: tuple[int, ...] = field(kw_only=True)
    with_sheet: bool = True
    override_reason: str = ""
    approval: ApprovalDraft | None = None


@dataclass(frozen=True, slots=True)
class SentTogether:
    """How many repairs he goes to; `matter_id` is the first of them.

    `sheets` are the numbers of their slips, `left_out` those of repairs that take no dispatch any more, divided by 、.
    """

    count: int
    matter_id: int
    sheets: str
    left_out: str

    @property
    def sheet_numbers(self) -> tuple[str, ...]:
        return tuple(filter(None, self.sheets.split("、")))


def dispatch_together(desk: Desk, draft: TogetherDraft, key: UUID) -> SentTogether:
    """Send one man to several repairs, all or none; each visit has its slip as in `dispatch`.

    Repairs that were finished or closed meanwhile are left out and named; Refused when none is left. InvalidInput
    without any repair, and as `dispatch` when his certificate has run out.
    """
    desk.require(Role.CLERK)
    if not draft.matter_ids:
        raise InvalidInput({"matter_ids": "请勾选派给他的工单。"})
    with writing(desk, "repair.dispatch_together", key) as unit:
        if first := unit.earlier(SentTogether):
            return first
        require_repairer(unit, draft.repairer_id)
        sent: list[Dispatched] = []
        left_out: list[str] = []
        one = DispatchDraft(
            at=draft.at,
            told_at=draft.told_at,
            note=draft.note,
            repairer_id=draft.repairer_id,
            with_sheet=draft.with_sheet,
            override_reason=draft.override_reason,
            approval=draft.approval,
        )
        for matter_id in dict.fromkeys(draft.matter_ids):
            life = read_life(unit.store, matter_id)
            moment = Moment(draft.at or desk.now(), visit_to_dispatch(life.facts, draft.repairer_id))
            if objection(Event.DISPATCHED, life.facts, moment) is not None:
                left_out.append(life.matter.number)
            else:
                sent.append(send(unit, life, one))
        if not sent:
            raise Refused("勾选的工单都已完工或办结，不用再派。请刷新后再看。")
        numbers = "、".join(each.sheet_number for each in sent if each.sheet_number)
        return unit.result(SentTogether(len(sent), sent[0].matter_id, numbers, "、".join(left_out)))
