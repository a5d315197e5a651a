"""Which 第 n 次上门 a fact belongs to when nobody says."""

from app.services.repairs.facts import RepairFacts


def visit_to_dispatch(facts: RepairFacts, repairer_id: int) -> int:
    """The ordinal of the visit a dispatch starts: the one still waiting to begin, or the next.

    Of a man who is already at the door it is written down afterwards, and belongs to the visit he is on.
    """
    last = facts.visits[-1] if facts.visits else None
    if last is None:
        return 1
    if last.arrived_at is not None and not last.over and last.repairer_id == repairer_id:
        return last.ordinal
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
