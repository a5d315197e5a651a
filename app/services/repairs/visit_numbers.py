"""Which 第 n 次上门 a fact belongs to when nobody says."""

from app.services.repairs.facts import RepairFacts


def visit_to_dispatch(facts: RepairFacts) -> int:
    """The ordinal of the visit a dispatch starts: the one still waiting to begin, or the next."""
    last = facts.visits[-1] if facts.visits else None
    if last is None:
        return 1
    return last.ordinal + 1 if last.over or last.arrived_at is not None else last.ordinal


def visit_to_arrive(facts: RepairFacts) -> int:
    """The ordinal of the visit an arrival belongs to; without a dispatch it begins one."""
    last = facts.visits[-1] if facts.visits else None
    if last is None:
        return 1
    return last.ordinal + 1 if last.over else last.ordinal


def visit_to_end(facts: RepairFacts) -> int:
    """The ordinal of the visit a result belongs to: the one at the door, or the one still expected."""
    open_ones = [visit for visit in facts.visits if not visit.result]
    at_the_door = [visit for visit in open_ones if visit.arrived_at is not None]
    for visit in reversed(at_the_door or open_ones):
        return visit.ordinal
    return len(facts.visits) + 1
