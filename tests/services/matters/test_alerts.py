"""What calls the clerk, and what does not: decided from rows of the board alone."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from app.services.clocks.engine import Classification, State
from app.services.kernel.times import CHINA
from app.services.matters.alerts import Alert, Heard, alert_rules, alerts
from app.services.matters.board import Board, BoardRow
from app.services.repairs.values import FaultGroup
from tests.support.repairs import Day

NOON = datetime(2026, 11, 15, 12, 0, tzinfo=CHINA)
MIDNIGHT = datetime(2026, 11, 15, 23, 30, tzinfo=CHINA)
LIMITS = {"repair.leak.arrive": 30, "repair.contact": 30, "complaint.pass_on": 30, "repair.finish": 1440}


def row(
    state: State = State.WARNING, policy_id: str = "repair.leak.arrive", matter_id: int = 1, **values: object
) -> BoardRow:
    started = NOON - timedelta(minutes=25)
    plain = BoardRow(
        matter_id=matter_id,
        number=f"WX-YY-20261115-{matter_id:04d}",
        kind="repair",
        place="和平里小区3号楼2单元1102",
        words="漏水",
        phase="已受理",
        fault_group="leak",
        gravity="流",
        repairer_id=None,
        repairer="",
        building_id=None,
        building="",
        community_id=None,
        community="",
        quiet_until=None,
        policy_id=policy_id,
        title="漏水到场",
        clause="9.10a",
        severity=1,
        started=started,
        due=started + timedelta(minutes=LIMITS.get(policy_id, 240)),
        not_before=None,
        closing=None,
        provisional=False,
        state=state,
        classification=Classification.LATE_UNEXPLAINED if state is State.OVERDUE else None,
        minutes_left=5,
    )
    return plain._replace(**values)


@dataclass
class Ear:
    """A clerk who looks now and then."""

    heard: Heard = field(default_factory=Heard)

    def hear(self, *rows: BoardRow, at: datetime = NOON, in_hand: Collection[int] | None = ()) -> list[Alert]:
        self.heard, found = alerts(alert_rules(), self.heard, rows, at, in_hand)
        return found


def test_a_short_clock_calls_aloud_once_when_its_limit_is_near() -> None:
    ear = Ear()

    assert ear.hear(row(State.RUNNING)) == []
    (alert,) = ear.hear(row())
    assert (alert.matter_id, alert.title, alert.aloud) == (1, "漏水到场", True)
    assert ear.hear(row()) == []
    assert ear.hear(row(State.OVERDUE)) == []


def test_a_clock_nobody_saw_coming_calls_when_it_is_late() -> None:
    assert [alert.matter_id for alert in Ear().hear(row(State.OVERDUE))] == [1]


def test_a_matter_reopened_calls_again() -> None:
    ear = Ear()
    ear.hear(row())

    assert ear.hear(row(started=NOON, due=NOON + timedelta(minutes=30))) != []


def test_what_somebody_has_just_done_is_silent_and_calls_only_when_it_gets_worse() -> None:
    ear = Ear()

    assert ear.hear(row(), in_hand={1}) == []
    assert ear.hear(row()) == []
    assert len(ear.hear(row(State.OVERDUE))) == 1
    assert ear.hear(row(State.OVERDUE)) == []


def test_what_stands_on_the_board_when_the_window_opens_is_silent() -> None:
    ear = Ear()

    assert ear.hear(row(State.OVERDUE, matter_id=1), row(matter_id=2), in_hand=None) == []
    assert [
        alert.matter_id for alert in ear.hear(row(State.OVERDUE, matter_id=1), row(State.OVERDUE, matter_id=2))
    ] == [2]


def test_a_clock_whose_user_waits_for_a_part_calls_when_the_part_is_due() -> None:
    ear = Ear()
    waiting = row(State.OVERDUE, quiet_until=NOON + timedelta(hours=20))

    assert ear.hear(waiting) == []
    assert ear.hear(waiting, at=NOON + timedelta(hours=19)) == []
    assert len(ear.hear(waiting, at=NOON + timedelta(hours=20))) == 1


def test_at_night_what_can_wait_calls_in_the_morning_and_water_calls_at_once() -> None:
    ear = Ear()
    complaint, leak = row(policy_id="complaint.pass_on", matter_id=1), row(matter_id=2)

    assert [alert.matter_id for alert in ear.hear(complaint, leak, at=MIDNIGHT)] == [2]
    assert ear.hear(complaint, leak, at=MIDNIGHT + timedelta(hours=6)) == []
    assert [alert.matter_id for alert in ear.hear(complaint, leak, at=MIDNIGHT + timedelta(hours=6.5))] == [1]


@pytest.mark.parametrize("why", [Classification.LATE_EXPLAINED, Classification.LATE_USER])
def test_lateness_the_user_knows_of_does_not_call(why: Classification) -> None:
    assert Ear().hear(row(State.OVERDUE, classification=why)) == []


def test_a_long_limit_shows_in_the_taskbar_without_a_sound_and_others_not_at_all() -> None:
    (alert,) = Ear().hear(
        row(policy_id="repair.finish", due=NOON + timedelta(hours=4)),
        row(policy_id="complaint.answer", due=NOON + timedelta(days=1)),
    )

    assert (alert.aloud, alert.matter_id) == (False, 1)


def test_clocks_that_are_gone_are_forgotten() -> None:
    ear = Ear()
    ear.hear(row(), row(matter_id=2), in_hand={2})

    ear.hear()

    assert ear.heard == Heard()


def test_the_names_in_the_data_are_limits_of_the_regulation(day: Day) -> None:
    rules = alert_rules()

    assert rules.long_limits | rules.can_wait <= day.desk.rules.policies.versions.keys()


def test_a_leak_nobody_is_sent_to_calls_after_three_quarters_of_its_half_hour(day: Day) -> None:
    ear, board = Ear(), Board()
    day.take(FaultGroup.LEAK)
    calls = []
    for _ in range(60):
        day.later(minutes=1)
        calls.append([alert.title for alert in ear.hear(*board.refresh(day.desk), at=day.now())])

    assert [minute for minute, called in enumerate(calls, 1) if called] == [23]
    assert calls[22] == ["漏水到场"]
