"""What each event of a repair needs and forbids, each with the sentence a clerk reads.

There is no order of steps: a leak may be dispatched before anything else is known, and a repairer may
stand in the flat before anybody rang the user. Only what cannot be true is refused.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from app.services.matters.moments import spoken, whole_minute
from app.services.repairs.facts import VISIT_RESULTS, Event, RepairFacts, VisitFacts


class Moment(NamedTuple):
    """When a fact is said to have happened, and at which visit."""

    at: datetime
    visit_no: int | None = None


# Says why not, or nothing.
Rule = Callable[[RepairFacts, Moment], str | None]


def not_void(facts: RepairFacts, _moment: Moment) -> str | None:
    return None if facts.voided_at is None else "工单已作废，不能再记。还需要处理的，请重新受理。"


def not_archived(facts: RepairFacts, _moment: Moment) -> str | None:
    return None if facts.archived_at is None else "工单已归档，不能再记。又坏了请用“重开”，记错了请用“更正”。"


def not_after_finish(facts: RepairFacts, moment: Moment) -> str | None:
    if facts.finished_at is None or moment.at <= facts.finished_at:
        return None
    return f"已于 {spoken(facts.finished_at)} 完工。又不好请用“重开”；时间记错了请改时间。"


def not_finished(facts: RepairFacts, _moment: Moment) -> str | None:
    if facts.finished_at is None:
        return None
    return f"已于 {spoken(facts.finished_at)} 完工，不用再记。记错了请先撤回完工。"


def not_visited(facts: RepairFacts, _moment: Moment) -> str | None:
    if facts.arrived_at is None:
        return None
    return f"维修员已于 {spoken(facts.arrived_at)} 到场，不能按电话指导办结。请记完工。"


def not_joined(facts: RepairFacts, _moment: Moment) -> str | None:
    return None if facts.joined_at is None else f"已于 {spoken(facts.joined_at)} 并入停热事件，不用再记。"


def not_user_closed(facts: RepairFacts, _moment: Moment) -> str | None:
    if facts.user_closed_at is None:
        return None
    return f"已于 {spoken(facts.user_closed_at)} 因用户原因办结。用户又要修的请用“重开”。"


def not_called_back(facts: RepairFacts, _moment: Moment) -> str | None:
    return None if facts.called_back_at is None else f"已于 {spoken(facts.called_back_at)} 回访，不用再记。"


def not_merged(facts: RepairFacts, _moment: Moment) -> str | None:
    return None if not facts.merged_into else f"已并入 {facts.merged_into}，不用再并。并错了请先撤销并件。"


def merged(facts: RepairFacts, _moment: Moment) -> str | None:
    return None if facts.merged_into else "这张工单没有并件，不用撤销。"


def not_set_out_after_arrival(facts: RepairFacts, moment: Moment) -> str | None:
    visit = facts.visit(moment.visit_no or 1)
    if visit is None or visit.arrived_at is None or whole_minute(moment.at) <= visit.arrived_at:
        return None
    return f"出发时间 {spoken(moment.at)} 晚于到场时间 {spoken(visit.arrived_at)}。请核对两个时间。"


def not_arrived_before_setting_out(facts: RepairFacts, moment: Moment) -> str | None:
    visit = facts.visit(moment.visit_no or 1)
    if visit is None or visit.set_out_at is None or moment.at >= whole_minute(visit.set_out_at):
        return None
    return f"到场时间 {spoken(moment.at)} 早于出发时间 {spoken(visit.set_out_at)}。请核对两个时间。"


def visits_in_order(facts: RepairFacts, moment: Moment) -> str | None:
    for visit in facts.visits:
        if moment.visit_no is None or visit.arrived_at is None:
            continue
        if visit.ordinal < moment.visit_no and moment.at < whole_minute(visit.arrived_at):
            return _order_words(moment.visit_no, moment.at, visit.ordinal, visit.arrived_at)
        if visit.ordinal > moment.visit_no and whole_minute(moment.at) > visit.arrived_at:
            return _order_words(visit.ordinal, visit.arrived_at, moment.visit_no, moment.at)
    return None


def no_other_result(facts: RepairFacts, moment: Moment) -> str | None:
    visit = facts.visit(moment.visit_no or 1)
    if visit is None or not visit.result:
        return None
    return f"第 {visit.ordinal} 次上门已有结果。记错了请先撤回；又去了一次，请记新的到场时间。"


def arrived(facts: RepairFacts, moment: Moment) -> str | None:
    if moment.visit_no is None and facts.arrived_at is not None and not facts.visits:
        # 随主件: the visit is the main job's.
        if moment.at >= facts.arrived_at:
            return None
        return f"{spoken(moment.at)} 早于到场时间 {spoken(facts.arrived_at)}。请核对两个时间。"
    visit = facts.visit(moment.visit_no or 1)
    if visit is None or visit.arrived_at is None:
        return f"第 {moment.visit_no or 1} 次上门还没有到场时间。请一并填写到场时间（可补录）。"
    if moment.at < visit.arrived_at:
        return f"{spoken(moment.at)} 早于到场时间 {spoken(visit.arrived_at)}。请核对两个时间。"
    return None


def visit_begun(facts: RepairFacts, _moment: Moment) -> str | None:
    return None if facts.visits else "还没有上门记录。请先记派工或到场。"


def not_left_before_arrival(facts: RepairFacts, moment: Moment) -> str | None:
    visit = facts.visit(moment.visit_no or 1)
    if visit is None or visit.arrived_at is None or moment.at >= whole_minute(visit.arrived_at):
        return None
    return f"离开时间 {spoken(moment.at)} 早于到场时间 {spoken(visit.arrived_at)}。请核对两个时间。"


def finished(facts: RepairFacts, moment: Moment) -> str | None:
    if facts.finished_at is None:
        return "还没有完工。请先记完工。"
    if moment.at < facts.finished_at:
        return f"{spoken(moment.at)} 早于完工时间 {spoken(facts.finished_at)}。请核对两个时间。"
    return None


def after_the_last_visit(facts: RepairFacts, moment: Moment) -> str | None:
    for visit in facts.visits:
        if visit.arrived_at is not None and moment.at < whole_minute(visit.arrived_at):
            return f"{spoken(moment.at)} 早于到场时间 {spoken(visit.arrived_at)}。请核对两个时间。"
    return None


def ended(facts: RepairFacts, moment: Moment) -> str | None:
    return None if facts.user_closed_at is not None or facts.over_with_outage else finished(facts, moment)


def joined(facts: RepairFacts, _moment: Moment) -> str | None:
    return None if facts.joined_at is not None else "没有并入停热事件，不用记告知已恢复。"


NEEDS: Mapping[Event, tuple[Rule, ...]] = {
    Event.LEFT: (visit_begun, not_left_before_arrival),
    Event.SET_OUT: (not_set_out_after_arrival,),
    Event.ARRIVED: (not_arrived_before_setting_out, visits_in_order),
    **dict.fromkeys(VISIT_RESULTS, (no_other_result, arrived)),
    Event.FINISHED: (arrived,),
    Event.USER_CLOSED: (after_the_last_visit,),
    Event.UNMERGED: (merged,),
    Event.CODE_MATCHED: (finished,),
    Event.CODE_FAILED: (finished,),
    Event.CALLED_BACK: (finished,),
    Event.CALLBACK_UNREACHED: (finished,),
    Event.CALLBACK_CLOSED: (finished,),
    Event.RESTORED_TOLD: (joined,),
    Event.ARCHIVED: (ended,),
}

_OPEN = (not_void, not_archived)
_BEFORE_FINISH = (*_OPEN, not_after_finish, not_user_closed)
_CALLBACK = (*_OPEN, not_called_back)

FORBIDS: Mapping[Event, tuple[Rule, ...]] = {
    Event.TOLD: (not_void,),
    Event.CONTACTED: _BEFORE_FINISH,
    Event.AGREED_IN_CALL: _BEFORE_FINISH,
    Event.DISPATCHED: _BEFORE_FINISH,
    Event.SHEET_ISSUED: (not_void,),
    Event.SET_OUT: _BEFORE_FINISH,
    Event.ARRIVED: _BEFORE_FINISH,
    Event.LEFT: _OPEN,
    **dict.fromkeys(VISIT_RESULTS, _BEFORE_FINISH),
    Event.PRICE_REFUSED: _BEFORE_FINISH,
    Event.RESCHEDULED: _BEFORE_FINISH,
    Event.EXPLAINED: _BEFORE_FINISH,
    Event.URGED: _BEFORE_FINISH,
    Event.EXPLAIN_UNREACHED: _BEFORE_FINISH,
    Event.FEE_TOLD: _OPEN,
    Event.DAMAGE_FOUND: _OPEN,
    Event.FINISHED: (*_OPEN, not_finished, not_user_closed),
    Event.PHONE_SOLVED: (*_OPEN, not_finished, not_visited, not_user_closed),
    Event.USER_CLOSED: (*_OPEN, not_finished, not_user_closed),
    Event.JOINED_OUTAGE: (*_BEFORE_FINISH, not_joined),
    Event.RESTORED_TOLD: _OPEN,
    Event.MERGED: (*_BEFORE_FINISH, not_merged),
    Event.UNMERGED: (not_void,),
    Event.HANDED_ON: _OPEN,
    Event.ACCEPTED: _OPEN,
    Event.OPINION_SENT: (not_void,),
    Event.SHEET_RETURNED: (not_void,),
    Event.SHEET_VOIDED: (),
    Event.SIGNED_LATER: (not_void,),
    Event.CODE_MATCHED: _CALLBACK,
    Event.CODE_FAILED: _CALLBACK,
    Event.CALLED_BACK: _CALLBACK,
    Event.CALLBACK_UNREACHED: _CALLBACK,
    Event.CALLBACK_CLOSED: _CALLBACK,
    Event.PREMISES_CHANGED: (not_void,),
    Event.FINDINGS_CHANGED: (not_void,),
    Event.REOPENED: (not_void,),
    Event.VOIDED: _OPEN,
    Event.ARCHIVED: _OPEN,
}


def objection(kind: Event, facts: RepairFacts, moment: Moment) -> str | None:
    """The first sentence that speaks against recording `kind` at `moment`; None when nothing does."""
    for rule in (*FORBIDS[kind], *NEEDS.get(kind, ())):
        sentence = rule(facts, moment)
        if sentence is not None:
            return sentence
    return None


def contradiction(facts: RepairFacts) -> str | None:
    """What cannot be true among facts that a correction has changed; None when they agree."""
    return _before_told(facts) or _visits_disagree(facts) or _callback_disagrees(facts)


def _before_told(facts: RepairFacts) -> str | None:
    if facts.told_at is None:
        return None
    later = {
        "派工": facts.dispatched_at,
        "联系": facts.contacted_at,
        "并入停热事件": facts.joined_at,
        "到场": facts.arrived_at,
        "完工": facts.finished_at,
    }
    for word, at in later.items():
        if at is not None and at < whole_minute(facts.told_at):
            return f"受理时间 {spoken(facts.told_at)} 晚于{word}时间 {spoken(at)}。请核对两个时间。"
    return None


def _order_words(later_no: int, later: datetime, earlier_no: int, earlier: datetime) -> str:
    return (
        f"第 {later_no} 次上门的到场时间 {spoken(later)} 早于第 {earlier_no} 次的 {spoken(earlier)}。请核对两个时间。"
    )


def _visits_disagree(facts: RepairFacts) -> str | None:
    before: VisitFacts | None = None
    for visit in facts.visits:
        arrived_at, left_at = visit.arrived_at, visit.left_at
        if arrived_at is not None and visit.set_out_at is not None and arrived_at < whole_minute(visit.set_out_at):
            return f"到场时间 {spoken(arrived_at)} 早于出发时间 {spoken(visit.set_out_at)}。请核对两个时间。"
        if arrived_at is not None:
            if before is not None and before.arrived_at is not None and arrived_at < whole_minute(before.arrived_at):
                return _order_words(visit.ordinal, arrived_at, before.ordinal, before.arrived_at)
            before = visit
        if arrived_at is not None and left_at is not None and left_at < whole_minute(arrived_at):
            return f"离开时间 {spoken(left_at)} 早于到场时间 {spoken(arrived_at)}。请核对两个时间。"
        if arrived_at is not None and facts.user_closed_at is not None and arrived_at > facts.user_closed_at:
            closed_at = spoken(facts.user_closed_at)
            return f"到场时间 {spoken(arrived_at)} 晚于因用户原因办结的时间 {closed_at}。请核对两个时间。"
        if facts.finished_at is None:
            continue
        if arrived_at is not None and arrived_at > facts.finished_at:
            return f"到场时间 {spoken(arrived_at)} 晚于完工时间 {spoken(facts.finished_at)}。请核对两个时间。"
        if visit.result == "fixed" and arrived_at is None:
            return "完工的那次上门不能没有到场时间。请改时间，不要撤回到场。"
    return None


def _callback_disagrees(facts: RepairFacts) -> str | None:
    if facts.finished_at is None:
        if facts.called_back_at is not None or facts.callback_tries:
            return "已有回访记录，完工不能撤回。请先撤回回访。"
        ended_otherwise = facts.user_closed_at is not None or facts.over_with_outage
        if facts.archived_at is None or ended_otherwise:
            return None
        return "工单已归档，完工不能撤回。又坏了请用“重开”。"
    if facts.called_back_at is None:
        return "工单已归档，回访不能撤回。" if facts.archived_at is not None else None
    if facts.called_back_at < facts.finished_at:
        return f"回访时间 {spoken(facts.called_back_at)} 早于完工时间 {spoken(facts.finished_at)}。请核对两个时间。"
    return None
