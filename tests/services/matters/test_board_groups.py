"""Which open clocks stand under which word of the board."""

from app.services.matters.board import Board
from app.services.matters.board_groups import board_groups
from app.services.repairs.values import FaultGroup
from tests.support.repairs import Day


def found(day: Day, word: str) -> list[str]:
    """The titles of the clocks that put matters into the group."""
    group = next(group for group in board_groups() if group.word == word)
    by_matter: dict[int, list[object]] = {}
    for row in Board().refresh(day.desk):
        by_matter.setdefault(row.matter_id, []).append(row)
    clocks = [group.clock_of(rows) for rows in by_matter.values()]  # type: ignore[arg-type]
    return [clock.title for clock in clocks if clock is not None]


def test_a_leak_stands_under_leaks_until_it_is_finished(day: Day) -> None:
    day.take(FaultGroup.COLD)
    leak = day.take(FaultGroup.LEAK).matter_id
    before = found(day, "漏水")
    day.dispatch(leak)
    day.arrive(leak)
    at_work = found(day, "漏水")
    day.finish(leak)

    assert (before, at_work, found(day, "漏水")) == (["漏水到场"], ["排除故障"], [])


def test_an_arrival_takes_the_repair_out_of_arrivals_and_leaves_it_among_those_to_finish(day: Day) -> None:
    taken = day.take(FaultGroup.COLD).matter_id
    before = found(day, "到场"), found(day, "办结")
    day.dispatch(taken)
    day.arrive(taken)

    assert before == (["联系用户"], ["排除故障"])
    assert (found(day, "到场"), found(day, "办结")) == ([], ["排除故障"])


def test_a_finished_repair_is_to_be_called_back_two_days_later(day: Day) -> None:
    day.finished()
    day.later(hours=49)

    assert (found(day, "办结"), found(day, "回访")) == ([], ["回访"])


def test_every_limit_of_a_group_is_in_force(day: Day) -> None:
    names = {name for group in board_groups() for name in group.policies}

    assert {day.desk.rules.policies.at(name, day.now()).id for name in names} == names
