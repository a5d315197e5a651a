"""Where each repairer is now."""

from app.services.matters.board import Board
from app.services.repairs.crew import Hand, crew, hands
from app.services.repairs.values import FaultGroup
from tests.support.repairs import Day


def now(day: Day) -> dict[str, Hand]:
    return {hand.name: hand for hand in hands(crew(day.desk), Board().refresh(day.desk))}


def test_he_is_where_he_arrived_and_what_he_was_sent_to_besides_waits(day: Day) -> None:
    first, second, third = (day.take(FaultGroup.COLD).matter_id for _ in range(3))
    for matter_id in (first, second, third):
        day.dispatch(matter_id)
    day.arrive(second)

    hand = now(day)["张建国"]

    assert (hand.matter_id, hand.phase, hand.waiting) == (second, "处理中", (first, third))
    assert (hand.place, hand.building) == ("和平里小区-3-2-1102", "和平里小区 3 号楼")


def test_who_has_finished_is_free_and_free_ones_stand_last(day: Day) -> None:
    day.finished()
    other = day.take(FaultGroup.COLD).matter_id
    day.dispatch(other, repairer=1)

    found = list(now(day).values())

    assert [hand.free for hand in found] == sorted(hand.free for hand in found)
    assert now(day)["张建国"] == Hand(day.repairers[0], "张建国", None, "", "", "", ())
    assert found[0].matter_id == other


def test_a_repair_that_joined_an_incident_holds_nobody(day: Day) -> None:
    taken = day.take(FaultGroup.COLD).matter_id
    day.join_outage(taken)
    joined = now(day)["张建国"]
    day.dispatch(day.take(FaultGroup.COLD).matter_id)

    assert (joined.free, now(day)["张建国"].free) == (True, False)


def test_who_has_left_and_still_has_a_job_stands_first_and_away(day: Day) -> None:
    mine = day.take(FaultGroup.COLD).matter_id
    day.dispatch(mine)
    present = [(staff_id, name) for staff_id, name in crew(day.desk) if staff_id != day.repairers[0]]

    first, *others = hands(present, Board().refresh(day.desk))

    assert (first.name, first.matter_id, first.away) == ("张建国", mine, True)
    assert [other.away for other in others] == [False] * len(present)
