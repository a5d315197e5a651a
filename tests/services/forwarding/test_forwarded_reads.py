"""The list and the card of forwarded matters, and the job they follow."""

from uuid import uuid4

import pytest

from app.services.forwarding.acts import reply_result, take_forwarded
from app.services.forwarding.reads import forwarded_card, forwarded_list
from app.services.forwarding.values import ForwardedDraft, ReplyDraft
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound, Refused
from app.services.matters.check import fold_problems
from app.services.matters.merging import merge, unmerge
from app.services.matters.values import PlaceDraft
from tests.support.repairs import Day, begin

SAID = ForwardedDraft("同一户厨房立管漏水", "调度室", "DD-0071", place=PlaceDraft("13-3-502"))


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)


def test_the_list_begins_with_what_runs_out_first_and_ends_with_what_was_replied(day: Day) -> None:
    replied = take_forwarded(day.desk, SAID, uuid4())
    reply_result(day.desk, replied.matter_id, ReplyDraft(note="已修好"), uuid4())
    first = take_forwarded(day.desk, SAID, uuid4())
    day.later(minutes=70)
    second = take_forwarded(day.desk, SAID, uuid4())

    lines = forwarded_list(day.desk)

    assert [line.matter_id for line in lines] == [first.matter_id, second.matter_id, replied.matter_id]
    assert [line.is_late for line in lines] == [True, False, False]
    assert [line.due is None for line in lines] == [False, False, True]


def test_a_merged_one_shows_the_job_and_offers_its_words_and_keeps_its_own_clock(day: Day) -> None:
    repair = day.take()
    forwarded = take_forwarded(day.desk, SAID, uuid4())
    merge(day.desk, forwarded.matter_id, repair.matter_id, "同一户", uuid4())
    day.dispatch(repair.matter_id)
    day.later(minutes=20)
    day.arrive(repair.matter_id)
    day.later(minutes=50)
    day.finish(repair.matter_id)

    card = forwarded_card(day.desk, forwarded.matter_id)
    (line,) = forwarded_list(day.desk)

    assert card.main is not None
    assert (card.main.number, card.main.repairer) == (repair.number, "张建国")
    assert "08:20 到场" in card.main.words_for_reply
    assert "管道/接口，补焊/紧固" in card.main.words_for_reply
    assert (line.merged_into, line.is_late, card.head.closed_at) == (repair.number, True, None)
    reply_result(day.desk, forwarded.matter_id, ReplyDraft(note=card.main.words_for_reply), uuid4())
    assert forwarded_card(day.desk, forwarded.matter_id).facts.result == card.main.words_for_reply
    assert fold_problems(day.desk.store) == []


def test_one_merged_by_mistake_goes_its_own_way_again(day: Day) -> None:
    repair = day.take()
    forwarded = take_forwarded(day.desk, SAID, uuid4())
    merge(day.desk, forwarded.matter_id, repair.matter_id, "", uuid4())
    unmerge(day.desk, forwarded.matter_id, "不是同一户", uuid4())

    assert forwarded_card(day.desk, forwarded.matter_id).main is None
    assert fold_problems(day.desk.store) == []


def test_what_is_not_forwarded_is_said_so(day: Day) -> None:
    with pytest.raises(Refused):
        forwarded_card(day.desk, day.take().matter_id)
    with pytest.raises(NotFound):
        forwarded_card(day.desk, 999)
