"""排班: who is on duty at a moment, changed by the manager, taken over by a stand-in, copied from week to week."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest

from app.services.duty.roster import Cell, OnDuty, Post, on_duty, roster, set_duty, stand_in
from app.services.duty.roster_weeks import copy_week, fill_days
from app.services.duty.shifts import PlanDraft, ShiftHours, set_shifts
from app.services.duty.week import WeekRow, monday_of, week_of
from app.services.kernel.desk import Desk, StaffId
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound, Refused
from app.services.kernel.operators import leave_station, list_staff
from app.services.kernel.times import CHINA
from app.services.trust.integrity import check_everything
from tests.support.desks import CLERK, MANAGER, MORNING, REPAIRERS, VIEWER

TODAY = MORNING.date()
DAY, NIGHT = Cell(TODAY, Post.DESK, "白班"), Cell(TODAY, Post.DESK, "夜班")
LEADER, STANDBY = Cell(TODAY, Post.LEADER), Cell(TODAY, Post.STANDBY)
MONDAY = monday_of(TODAY)


@pytest.fixture
def ids(desk: Desk) -> dict[str, int]:
    return {row.name: int(row.id) for row in list_staff(desk.store)}


@pytest.fixture
def filled(manager_desk: Desk, ids: dict[str, int]) -> Desk:
    """A day with everybody on it."""
    set_duty(manager_desk, DAY, [ids[CLERK]], uuid4())
    set_duty(manager_desk, NIGHT, [ids[VIEWER]], uuid4())
    set_duty(manager_desk, LEADER, [ids[MANAGER]], uuid4())
    set_duty(manager_desk, STANDBY, [ids[REPAIRERS[0]], ids[REPAIRERS[2]]], uuid4())
    return manager_desk


def named(duty: OnDuty) -> tuple[list[str], str, list[str]]:
    leader = duty.leader.name if duty.leader is not None else ""
    return [one.name for one in duty.desk], leader, [one.name for one in duty.standby]


def row(desk: Desk, title: str, monday: date = MONDAY) -> WeekRow:
    return next(row for row in week_of(desk, monday).rows if row.title == title)


def test_nobody_is_on_duty_where_nobody_is_entered(desk: Desk) -> None:
    assert named(on_duty(desk, MORNING)) == ([], "", [])


def test_the_shift_says_who_is_at_the_desk_and_its_day_who_leads_and_stands_by(filled: Desk) -> None:
    assert named(on_duty(filled, MORNING)) == ([CLERK], MANAGER, [REPAIRERS[0], REPAIRERS[2]])
    at_night = datetime.combine(TODAY + timedelta(days=1), time(2), CHINA)
    assert named(on_duty(filled, at_night)) == ([VIEWER], MANAGER, [REPAIRERS[0], REPAIRERS[2]])
    assert named(on_duty(filled, at_night + timedelta(hours=6))) == ([], "", [])


def test_whoever_is_on_duty_can_be_reached(filled: Desk) -> None:
    assert on_duty(filled, MORNING).standby[0].phone == "13800000101"


def test_setting_a_place_again_replaces_who_stood_there(filled: Desk, ids: dict[str, int]) -> None:
    kept = set_duty(filled, STANDBY, [ids[REPAIRERS[2]], ids[REPAIRERS[4]]], uuid4())
    assert (kept.entered, kept.voided) == (1, 1)
    assert named(on_duty(filled, MORNING))[2] == [REPAIRERS[2], REPAIRERS[4]]
    set_duty(filled, STANDBY, [], uuid4())
    assert named(on_duty(filled, MORNING))[2] == []


def test_the_same_key_sets_once(manager_desk: Desk, ids: dict[str, int]) -> None:
    key = uuid4()
    assert set_duty(manager_desk, DAY, [ids[CLERK]], key) == set_duty(manager_desk, DAY, [ids[CLERK]], key)
    assert len(roster(manager_desk, TODAY, TODAY)) == 1


@pytest.mark.parametrize(
    ("cell", "names", "word"),
    [
        (LEADER, (MANAGER, CLERK), "一位"),
        (Cell(TODAY, Post.DESK, "中班"), (CLERK,), "中班"),
        (Cell(TODAY, Post.DESK), (CLERK,), "班次"),
        (Cell(TODAY, Post.STANDBY, "夜班"), (CLERK,), "班次"),
    ],
)
def test_a_place_the_day_does_not_have_is_refused(
    manager_desk: Desk, ids: dict[str, int], cell: Cell, names: tuple[str, ...], word: str
) -> None:
    with pytest.raises(InvalidInput, match=word):
        set_duty(manager_desk, cell, [ids[name] for name in names], uuid4())


def test_a_clerk_does_not_make_the_roster(desk: Desk, ids: dict[str, int]) -> None:
    with pytest.raises(NotAllowed):
        set_duty(desk, DAY, [ids[CLERK]], uuid4())


def test_a_clerk_enters_a_stand_in_with_the_reason(filled: Desk, desk: Desk, ids: dict[str, int]) -> None:
    stand_in(desk, NIGHT, ids[VIEWER], ids[CLERK], "路上堵车", uuid4())
    night = next(line for line in roster(desk, TODAY, TODAY) if line.shift == "夜班")
    assert (night.name, night.remark) == (CLERK, "替班：路上堵车")


def test_a_stand_in_needs_a_reason_a_present_day_and_somebody_to_stand_in_for(
    filled: Desk, desk: Desk, ids: dict[str, int]
) -> None:
    with pytest.raises(InvalidInput, match="原因"):
        stand_in(desk, NIGHT, ids[VIEWER], ids[CLERK], " ", uuid4())
    with pytest.raises(InvalidInput, match="同一人"):
        stand_in(desk, NIGHT, ids[VIEWER], ids[VIEWER], "生病", uuid4())
    with pytest.raises(Refused, match="不在这一班"):
        stand_in(desk, NIGHT, ids[MANAGER], ids[CLERK], "生病", uuid4())
    past = Cell(TODAY - timedelta(days=4), Post.DESK, "夜班")
    with pytest.raises(Refused, match="已过去"):
        stand_in(desk, past, ids[VIEWER], ids[CLERK], "生病", uuid4())


def test_a_week_is_copied_and_places_taken_already_stay(filled: Desk, ids: dict[str, int]) -> None:
    # Given next Sunday's day shift is somebody else's already
    after = TODAY + timedelta(days=7)
    set_duty(filled, Cell(after, Post.DESK, "白班"), [ids[MANAGER]], uuid4())
    # When the week is copied
    copied = copy_week(filled, MONDAY, MONDAY + timedelta(days=7), uuid4())
    # Then the rest stands as this week
    assert (copied.entered, copied.taken, copied.left) == (4, 1, 0)
    assert [line.name for line in roster(filled, after, after) if line.shift == "白班"] == [MANAGER]
    assert named(on_duty(filled, MORNING + timedelta(days=7, hours=13)))[0] == [VIEWER]
    assert copy_week(filled, MONDAY, MONDAY + timedelta(days=7), uuid4()).entered == 0


def test_the_days_after_are_filled_with_the_same_people(filled: Desk, desk: Desk) -> None:
    # Given somebody else leads on the third day
    third = replace(LEADER, day=TODAY + timedelta(days=2))
    set_duty(filled, third, [on_duty(filled, MORNING).desk[0].staff_id], uuid4())
    # When today's leader is repeated for three days
    kept = fill_days(filled, LEADER, TODAY + timedelta(days=3), uuid4())
    # Then only that day stays
    assert (kept.entered, kept.taken) == (2, 1)
    leaders = [line.name for line in roster(filled, TODAY, TODAY + timedelta(days=9)) if line.post is Post.LEADER]
    assert leaders == [MANAGER, MANAGER, CLERK, MANAGER]
    with pytest.raises(Refused, match="还没有排人"):
        fill_days(filled, replace(LEADER, day=TODAY + timedelta(days=5)), TODAY + timedelta(days=6), uuid4())
    with pytest.raises(NotAllowed):
        fill_days(desk, LEADER, TODAY + timedelta(days=3), uuid4())


def test_the_standby_is_called_out_by_night(filled: Desk) -> None:
    assert not on_duty(filled, MORNING).by_night
    assert on_duty(filled, MORNING + timedelta(hours=13)).by_night


def test_whoever_left_is_neither_on_duty_nor_copied_nor_entered(filled: Desk, ids: dict[str, int]) -> None:
    leave_station(filled, StaffId(ids[VIEWER]), TODAY, uuid4())
    assert named(on_duty(filled, MORNING + timedelta(hours=13)))[0] == []
    with pytest.raises(NotFound, match="不在岗"):
        set_duty(filled, NIGHT, [ids[VIEWER]], uuid4())
    yesterday = Cell(TODAY - timedelta(days=1), Post.DESK, "夜班")
    set_duty(filled, yesterday, [ids[VIEWER]], uuid4())
    assert copy_week(filled, MONDAY, MONDAY + timedelta(days=7), uuid4()).left == 1


def test_the_week_names_what_is_missing_from_today_on(filled: Desk, ids: dict[str, int]) -> None:
    assert week_of(filled, MONDAY).missing == ()
    set_duty(filled, LEADER, [], uuid4())
    assert week_of(filled, MONDAY).missing == (("带班领导", 1),)
    assert week_of(filled, MONDAY + timedelta(days=7)).empty
    assert dict(week_of(filled, MONDAY + timedelta(days=7)).missing) == {
        "白班": 7,
        "夜班": 7,
        "带班领导": 7,
        "夜间备班": 7,
    }


def test_two_shifts_on_end_are_marked_also_across_weeks(filled: Desk, ids: dict[str, int]) -> None:
    # Given Sunday's night shift and Monday's day shift are one person's
    set_duty(filled, Cell(TODAY + timedelta(days=1), Post.DESK, "白班"), [ids[VIEWER]], uuid4())
    monday = row(filled, "白班", MONDAY + timedelta(days=7)).cells[0]
    assert monday.on_end == (VIEWER,)
    # But not a shift with a pause before it
    assert row(filled, "夜班").cells[6].on_end == ()


def test_lines_of_a_shift_that_is_no_more_stay_in_sight_and_can_be_cleared(filled: Desk) -> None:
    set_shifts(filled, PlanDraft(TODAY, (ShiftHours("全天", 480, 480),)), uuid4())
    old = row(filled, "夜班").cells[6]
    assert (old.names, old.asked, old.missing) == (VIEWER, False, False)
    set_duty(filled, NIGHT, [], uuid4())
    assert row(filled, "夜班").cells[6].lines == ()


def test_everything_entered_can_be_verified(filled: Desk) -> None:
    assert check_everything(filled.store) == []
