from datetime import timedelta
from uuid import uuid4

import pytest

from app.services.duty.relief import expected_operator, relief_before
from app.services.duty.roster import Cell, Post, set_duty
from app.services.duty.shifts import shift_at
from app.services.kernel.desk import Desk, Role
from app.services.kernel.operators import StaffDraft, add_staff, leave_station, list_staff
from app.services.kernel.times import FrozenClock
from tests.support.desks import CLERK, MANAGER, MORNING, REPAIRERS, VIEWER, desk_for

TODAY = MORNING.date()
NIGHT_CLERK = "周客服"


@pytest.fixture
def ids(desk: Desk, manager_desk: Desk) -> dict[str, int]:
    """The station with a clerk for the night."""
    add_staff(manager_desk, StaffDraft(NIGHT_CLERK, "zkf", "004", frozenset({Role.CLERK}), pin="4567"), uuid4())
    return {row.name: int(row.id) for row in list_staff(desk.store)}


@pytest.fixture
def rostered(manager_desk: Desk, ids: dict[str, int]) -> None:
    set_duty(manager_desk, Cell(TODAY, Post.DESK, "白班"), [ids[CLERK]], uuid4())
    set_duty(manager_desk, Cell(TODAY, Post.DESK, "夜班"), [ids[REPAIRERS[0]], ids[NIGHT_CLERK]], uuid4())


def expected(desk: Desk) -> str:
    found = expected_operator(desk)
    return found.name if found is not None else ""


def to_the_end_of_the_shift(desk: Desk, left: timedelta) -> None:
    assert isinstance(desk.clock, FrozenClock)
    desk.clock.set(shift_at(desk, desk.now()).ends_at - left)


def test_near_the_end_of_a_shift_the_next_ones_clerk_is_expected(desk: Desk, rostered: None) -> None:
    to_the_end_of_the_shift(desk, relief_before())

    # Whoever has no PIN never sits here.
    assert expected(desk) == NIGHT_CLERK


def test_whoever_relieves_late_is_expected_after_the_shift_began(desk: Desk, rostered: None) -> None:
    to_the_end_of_the_shift(desk, timedelta(minutes=-40))

    assert expected(desk) == NIGHT_CLERK


def test_a_stranger_at_the_desk_is_followed_by_the_one_on_duty(desk: Desk, rostered: None) -> None:
    assert expected(desk_for(desk.store, MANAGER, desk.clock)) == CLERK  # type: ignore[arg-type]


def test_without_a_roster_whoever_sat_here_before_is_expected(desk: Desk, ids: dict[str, int]) -> None:
    assert expected(desk) == MANAGER


def test_whoever_has_left_is_not_expected(desk: Desk, manager_desk: Desk, rostered: None, ids: dict[str, int]) -> None:
    leave_station(manager_desk, ids[NIGHT_CLERK], TODAY, uuid4())  # type: ignore[arg-type]
    to_the_end_of_the_shift(desk, timedelta(minutes=-40))

    assert expected(desk) != NIGHT_CLERK


def test_nobody_relieves_himself(desk: Desk, manager_desk: Desk, ids: dict[str, int]) -> None:
    set_duty(manager_desk, Cell(TODAY, Post.DESK, "夜班"), [ids[CLERK]], uuid4())
    to_the_end_of_the_shift(desk, timedelta(minutes=10))

    assert expected(desk) in (MANAGER, VIEWER)
