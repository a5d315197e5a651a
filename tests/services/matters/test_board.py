"""The board: the most urgent first, computed once, turning by itself."""

from datetime import timedelta
from uuid import uuid4

from app.services.clocks.engine import State
from app.services.matters.board import Board
from app.services.matters.values import Noted
from app.services.repairs import acts
from app.services.repairs.reads import repair_card
from app.services.repairs.values import (
    ContactDraft,
    CorrectionDraft,
    FaultGroup,
    VisitResult,
    VisitResultDraft,
)
from tests.support.repairs import Day


def listed(day: Day, board: Board) -> list[tuple[str, str]]:
    return [(row.number[-4:], row.policy_id) for row in board.refresh(day.desk)]


def test_open_clocks_stand_by_due_time(day: Day) -> None:
    day.take(FaultGroup.COLD)
    day.later(minutes=5)
    day.take(FaultGroup.LEAK)

    assert listed(day, Board()) == [
        ("0001", "repair.contact"),
        ("0002", "repair.leak.arrive"),
        ("0001", "repair.arrive"),
        ("0001", "repair.finish"),
        ("0002", "repair.finish"),
    ]


def test_clocks_due_together_stand_by_severity(day: Day) -> None:
    day.take(FaultGroup.COLD)
    day.take(FaultGroup.LEAK, severity="滴")
    day.take(FaultGroup.LEAK, severity="喷")

    assert [row.gravity or row.title for row in Board().refresh(day.desk)][:3] == ["喷", "滴", "联系用户"]


def test_a_row_says_what_a_clerk_needs(day: Day) -> None:
    matter_id = day.take(severity="喷").matter_id
    day.dispatch(matter_id)
    day.later(minutes=34)

    row = Board().refresh(day.desk)[0]

    assert (row.place, row.words, row.phase, row.repairer) == ("和平里小区-3-2-1102", "漏水", "已派工", "张建国")
    assert (row.title, row.clause, row.state, row.minutes_left) == ("漏水到场", "9.10a", State.OVERDUE, -4)


def test_only_what_changed_is_read_again_and_the_rest_stays(day: Day) -> None:
    board = Board()
    first, second = day.take(FaultGroup.COLD), day.take(FaultGroup.COLD)
    board.refresh(day.desk)

    acts.record_contact(day.desk, first.matter_id, ContactDraft(), uuid4())

    contacts = [row.number for row in board.refresh(day.desk) if row.policy_id == "repair.contact"]
    assert contacts == [second.number]


def test_told_what_changed_it_reads_no_more_and_says_the_same_as_a_new_one(day: Day) -> None:
    board = Board()
    first, second = day.take(FaultGroup.COLD).matter_id, day.take(FaultGroup.LEAK).matter_id
    board.refresh(day.desk)

    third = day.take(FaultGroup.LEAK).matter_id
    acts.record_contact(day.desk, first, ContactDraft(), uuid4())
    acts.void_matter(day.desk, second, "打错电话", uuid4())
    day.later(minutes=7)

    assert board.refresh(day.desk, {first, second, third}) == Board().refresh(day.desk)
    assert len(board.refresh(day.desk, set())) == 4


def test_a_board_kept_for_hours_says_the_same_as_a_new_one(day: Day) -> None:
    board = Board()
    matter_id = day.take(FaultGroup.COLD).matter_id
    day.take(FaultGroup.LEAK)
    for minutes in (0, 20, 10, 1, 60, 40, 600):
        day.later(minutes=minutes)
        assert board.refresh(day.desk) == Board().refresh(day.desk)
    day.arrive(matter_id)
    assert board.refresh(day.desk) == Board().refresh(day.desk)


def test_the_board_knows_when_it_turns_next(day: Day) -> None:
    board = Board()
    day.take(FaultGroup.LEAK)
    board.refresh(day.desk)
    states = []
    for _ in range(3):
        wake = board.next_wake
        assert wake is not None
        day.clock.set(wake)
        states.append(board.refresh(day.desk)[0].state)

    assert states == [State.WARNING, State.OVERDUE, State.OVERDUE]
    assert Board().next_wake is None


def test_a_clock_set_back_does_not_confuse_it(day: Day) -> None:
    board = Board()
    day.take(FaultGroup.LEAK)
    day.later(hours=2)
    board.refresh(day.desk)

    day.clock.advance(timedelta(hours=-2))

    assert board.refresh(day.desk)[0].state is State.RUNNING


def test_a_corrected_time_moves_the_clock(day: Day) -> None:
    matter_id = day.take(FaultGroup.LEAK).matter_id
    board = Board()
    due = board.refresh(day.desk)[0].due
    told = repair_card(day.desk, matter_id).timeline[0]

    earlier = CorrectionDraft(told.event_id, "电话记录", at=told.happened_at - timedelta(minutes=10))
    acts.correct_event(day.desk, matter_id, earlier, uuid4())

    assert board.refresh(day.desk)[0].due == due - timedelta(minutes=10)


def test_a_withdrawn_arrival_starts_the_clock_again(day: Day) -> None:
    matter_id = day.take(FaultGroup.LEAK).matter_id
    day.arrive(matter_id)
    board = Board()
    quiet = [row.policy_id for row in board.refresh(day.desk)]
    arrived = repair_card(day.desk, matter_id).timeline[-1].event_id

    acts.withdraw_event(day.desk, matter_id, arrived, "报错单号", uuid4())

    assert (quiet, board.refresh(day.desk)[0].policy_id) == (["repair.finish"], "repair.leak.arrive")


def test_a_callback_is_not_shown_before_its_window(day: Day) -> None:
    day.finished()

    assert Board().refresh(day.desk) == []
    assert [row.policy_id for row in Board(waiting=True).refresh(day.desk)] == ["repair.callback"]
    day.later(hours=49)
    assert [row.policy_id for row in Board().refresh(day.desk)] == ["repair.callback"]


def test_an_awaited_part_is_quiet_until_it_comes(day: Day) -> None:
    matter_id = day.take(FaultGroup.VALVE).matter_id
    until = day.now() + timedelta(days=1)
    draft = VisitResultDraft(result=VisitResult.WAITING_PARTS, arrived_at=day.now(), until=until)
    acts.record_visit_result(day.desk, matter_id, draft, uuid4())

    (row,) = Board().refresh(day.desk)

    assert (row.phase, row.quiet_until) == ("待备件", until)


def test_closed_and_voided_matters_leave_the_board(day: Day) -> None:
    board = Board()
    matter_id = day.take(FaultGroup.COLD).matter_id
    acts.urge(day.desk, matter_id, Noted(note="快点"), uuid4())
    board.refresh(day.desk)

    acts.void_matter(day.desk, matter_id, "打错电话", uuid4())

    assert board.refresh(day.desk) == []


def test_many_changed_matters_are_read_at_once(day: Day, monkeypatch) -> None:
    monkeypatch.setattr("app.services.matters.board._MANY", 1)
    day.take(FaultGroup.COLD)
    day.take(FaultGroup.LEAK)

    assert len(Board().refresh(day.desk)) == 5
