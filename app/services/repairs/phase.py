"""Where a repair stands, in one word, from its facts alone."""

from enum import StrEnum

from app.services.repairs.facts import RepairFacts


class Phase(StrEnum):
    """The words on the board and in lists."""

    TAKEN = "已受理"
    CONTACTED = "已联系"
    DISPATCHED = "已派工"
    ON_THE_WAY = "上门中"
    AT_WORK = "处理中"
    WAITING = "待备件"
    JOINED = "已并入停热"
    TO_CALL_BACK = "待回访"
    CALLED_BACK = "已回访"
    USER_CLOSED = "用户原因办结"
    ARCHIVED = "已归档"
    VOID = "作废"


WAITING_RESULTS = frozenset({"waiting_parts", "waiting_shutdown"})


def phase(facts: RepairFacts) -> Phase:
    """The phase for any facts whatever; what ends a matter outranks what moves it."""
    if facts.voided_at is not None:
        return Phase.VOID
    if facts.user_closed_at is not None:
        return Phase.USER_CLOSED
    if facts.archived_at is not None:
        return Phase.ARCHIVED
    if facts.called_back_at is not None:
        return Phase.CALLED_BACK
    if facts.finished_at is not None:
        return Phase.TO_CALL_BACK
    return _before_the_end(facts)


def _before_the_end(facts: RepairFacts) -> Phase:
    visit = facts.visits[-1] if facts.visits else None
    if visit is not None and visit.result:
        return Phase.WAITING if visit.result in WAITING_RESULTS else Phase.AT_WORK
    if visit is not None and visit.arrived_at is not None:
        return Phase.AT_WORK
    if visit is not None and visit.set_out_at is not None:
        return Phase.ON_THE_WAY
    if facts.joined_at is not None:
        return Phase.JOINED
    if facts.arrived_at is not None:
        return Phase.AT_WORK
    if visit is not None:
        return Phase.DISPATCHED
    return Phase.CONTACTED if facts.contacted_at is not None else Phase.TAKEN
