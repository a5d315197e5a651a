"""A computer whose clock jumped is asked about before anything is written."""

from datetime import timedelta
from uuid import uuid4

from app.models.premises import Community
from app.services.kernel.clock_guard import clock_question
from app.services.kernel.times import FrozenClock
from app.services.kernel.unit import writing
from tests.support import desks


def test_a_jump_of_more_than_two_minutes_back_or_a_day_ahead_is_asked_about(store):
    for jump, asked in (
        (timedelta(minutes=-2), False),
        (timedelta(minutes=-2, seconds=-1), True),
        (timedelta(), False),
        (timedelta(days=1), False),
        (timedelta(days=1, seconds=1), True),
        (timedelta(days=400), True),
    ):
        question = clock_question(store, FrozenClock(desks.MORNING + jump))

        assert (question is not None) is asked, jump


def test_the_question_says_both_times_in_china_time(store):
    back = clock_question(store, FrozenClock(desks.MORNING - timedelta(hours=3)))
    ahead = clock_question(store, FrozenClock(desks.MORNING + timedelta(days=2)))

    assert "11月15日 05:00" in back
    assert "11月15日 08:00" in back
    assert "11月17日 08:00" in ahead


def test_the_mark_is_the_newest_act_and_a_backwards_act_does_not_lower_it(store, desk):
    desk.clock.advance(timedelta(hours=2))
    with writing(desk, "community.add", uuid4()) as unit:
        unit.insert(Community, name="和平里", short_name="和平里")
    desk.clock.advance(timedelta(hours=-2))
    with writing(desk, "community.add", uuid4()) as unit:
        unit.insert(Community, name="建设里", short_name="建设里")

    assert clock_question(store, FrozenClock(desks.MORNING + timedelta(minutes=119))) is None
    assert clock_question(store, FrozenClock(desks.MORNING + timedelta(minutes=117))) is not None


def test_a_new_database_asks_nothing(tmp_path):
    with desks.opened(tmp_path / "new") as store:
        assert clock_question(store, FrozenClock(desks.MORNING - timedelta(days=9999))) is None
