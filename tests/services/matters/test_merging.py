"""并件: one job on site, own numbers, clocks and answers."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.matters import Matter
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.unit import writing
from app.services.matters.check import fold_problems
from app.services.matters.clocks import clocks_of
from app.services.matters.merging import merge, merged_of, unmerge
from app.services.repairs import acts
from app.services.repairs.reads import repair_card
from app.services.repairs.values import CorrectionDraft, FaultGroup, UnreachedDraft
from tests.support.repairs import Day, begin


@pytest.fixture
def day(desk) -> Day:
    return begin(desk)


def two(day: Day) -> tuple[int, int]:
    """The main repair, and another call about the same leak."""
    return day.take().matter_id, day.take().matter_id


def test_the_main_jobs_arrival_and_finish_count_for_what_follows_it(day: Day) -> None:
    main, other = two(day)
    day.dispatch(main)
    merge(day.desk, other, main, "同一处漏水", uuid4())
    came = day.later(minutes=20)
    day.arrive(main)
    gone = day.later(minutes=30)
    day.finish(main)

    card = repair_card(day.desk, other)
    assert (card.facts.arrived_at, card.facts.finished_at, card.head.phase) == (came, gone, "待回访")
    assert card.facts.repairer_id == day.repairers[0]
    assert merged_of(day.desk.store, main) == [other]
    assert {clock.policy_id: clock.classification for clock in clocks_of(day.desk, other)}[
        "repair.leak.arrive"
    ] == "met"
    assert fold_problems(day.desk.store) == []


def test_whoever_is_there_already_is_there_when_the_second_call_comes(day: Day) -> None:
    main = day.take().matter_id
    day.arrive(main)
    rang = day.later(minutes=10)
    other = day.take().matter_id

    merge(day.desk, other, main, "", uuid4())

    assert repair_card(day.desk, other).facts.arrived_at == rang


def test_a_corrected_and_a_withdrawn_arrival_are_followed(day: Day) -> None:
    main, other = two(day)
    merge(day.desk, other, main, "", uuid4())
    day.later(minutes=30)
    day.arrive(main)
    event = next(line.event_id for line in repair_card(day.desk, main).timeline if line.kind == "arrived")
    earlier = day.now().replace(minute=12)

    acts.correct_event(day.desk, main, CorrectionDraft(event, "听错了", at=earlier), uuid4())
    assert repair_card(day.desk, other).facts.arrived_at == earlier

    acts.withdraw_event(day.desk, main, event, "是另一单", uuid4())
    assert repair_card(day.desk, other).facts.arrived_at is None
    assert fold_problems(day.desk.store) == []


def test_what_was_taken_over_is_put_right_on_the_main_job(day: Day) -> None:
    main, other = two(day)
    merge(day.desk, other, main, "", uuid4())
    day.later(minutes=9)
    day.arrive(main)
    event = next(line.event_id for line in repair_card(day.desk, other).timeline if line.kind == "arrived")

    with pytest.raises(Refused, match="请在主件上更正"):
        acts.withdraw_event(day.desk, other, event, "没到", uuid4())


def test_a_call_told_earlier_than_typed_was_met_when_the_main_job_was(day: Day) -> None:
    main = day.take().matter_id
    came = day.later(minutes=10)
    day.arrive(main)
    day.later(minutes=10)
    other = day.take().matter_id
    merge(day.desk, other, main, "", uuid4())
    told = repair_card(day.desk, other).timeline[0].event_id

    acts.correct_event(day.desk, other, CorrectionDraft(told, "记晚了", at=came - timedelta(minutes=5)), uuid4())

    assert repair_card(day.desk, other).facts.arrived_at == came


def test_merged_no_longer_it_gives_back_what_was_not_its_own(day: Day) -> None:
    main, other = two(day)
    merge(day.desk, other, main, "", uuid4())
    day.later(minutes=5)
    day.arrive(main)

    unmerge(day.desk, other, "不是一处", uuid4())

    assert repair_card(day.desk, other).head.phase == "已受理"
    assert merged_of(day.desk.store, main) == []
    assert fold_problems(day.desk.store) == []


def test_nothing_is_merged_in_a_circle(day: Day) -> None:
    first, second, third = day.take().matter_id, day.take().matter_id, day.take().matter_id
    merge(day.desk, first, second, "", uuid4())
    merge(day.desk, second, third, "", uuid4())

    for main in (first, second):
        with pytest.raises(Refused, match="不能再反过来并"):
            merge(day.desk, third, main, "", uuid4())
    with pytest.raises(Refused, match="不能并入自己"):
        merge(day.desk, third, third, "", uuid4())
    with pytest.raises(Refused, match="已经并件"):
        merge(day.desk, first, third, "", uuid4())


def test_void_and_finished_ones_are_no_main_jobs(day: Day) -> None:
    main, other = two(day)
    acts.void_matter(day.desk, main, "打错电话", uuid4())
    with pytest.raises(Refused, match="已作废"):
        merge(day.desk, other, main, "", uuid4())

    done = day.finished(FaultGroup.COLD).matter_id
    later = day.later(minutes=3)
    cold_again = day.take(FaultGroup.COLD, told_at=later).matter_id
    with pytest.raises(Refused, match="早于这张工单的受理时间"):
        merge(day.desk, cold_again, done, "", uuid4())


def test_a_main_job_is_not_voided_under_those_that_follow_it(day: Day) -> None:
    main, other = two(day)
    merge(day.desk, other, main, "", uuid4())

    with pytest.raises(Refused, match="请先撤销并件"):
        acts.void_matter(day.desk, main, "打错电话", uuid4())
    with pytest.raises(InvalidInput):
        unmerge(day.desk, other, " ", uuid4())
    with pytest.raises(Refused, match="没有并件"):
        unmerge(day.desk, main, "并错了", uuid4())


def test_what_was_finished_through_the_main_job_and_called_back_holds_its_finish(day: Day) -> None:
    main, other = two(day)
    merge(day.desk, other, main, "", uuid4())
    day.arrive(main)
    day.finish(main)
    acts.record_unreached(day.desk, other, UnreachedDraft(), uuid4())
    finish = next(line.event_id for line in repair_card(day.desk, main).timeline if line.kind == "finished")

    with pytest.raises(Refused, match="随主件：已有回访记录"):
        acts.withdraw_event(day.desk, main, finish, "没修好", uuid4())


def test_a_link_nobody_made_is_found(day: Day) -> None:
    main, other = two(day)
    with writing(day.desk, "test.link", uuid4()) as unit:
        unit.update(Matter, other, None, merged_into_id=main)

    assert [problem.column for problem in fold_problems(day.desk.store)] == ["merged_into"]
