"""Today's numbers, counted from midnight."""

from uuid import uuid4

from app.services.matters.today import Today, todays_numbers
from app.services.repairs import acts
from app.services.repairs.values import CallbackDraft, CallbackResult
from tests.support.repairs import Day


def test_a_day_counts_what_came_in_and_what_was_finished(day: Day) -> None:
    day.take()
    void = day.take().matter_id
    acts.void_matter(day.desk, void, "打错电话", uuid4())
    day.finished()

    assert todays_numbers(day.desk) == Today(taken=2, repairs=2, finished=1, called_back=0)


def test_at_midnight_everything_begins_anew_but_callbacks_of_earlier_repairs_count(day: Day) -> None:
    sent = day.finished()
    day.later(hours=49)
    acts.record_callback(day.desk, sent.matter_id, CallbackDraft(result=CallbackResult.SOLVED), uuid4())

    assert todays_numbers(day.desk) == Today(taken=0, repairs=0, finished=0, called_back=1)
