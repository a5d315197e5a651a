"""What each event needs and forbids, and the sentence the clerk reads."""

from datetime import UTC, datetime, timedelta

import pytest

from app.services.repairs.facts import Event, RepairFacts, VisitFacts
from app.services.repairs.rules import FORBIDS, Moment, contradiction, objection

TEN = datetime(2026, 11, 15, 2, 0, tzinfo=UTC)  # 10:00 in China
ELEVEN = TEN + timedelta(hours=1)
TAKEN = RepairFacts(told_at=TEN)
AT_WORK = RepairFacts(told_at=TEN, arrived_at=TEN, visits=(VisitFacts(1, 7, arrived_at=TEN),))
DONE = RepairFacts(
    told_at=TEN, arrived_at=TEN, visits=(VisitFacts(1, 7, arrived_at=TEN, result="fixed"),), finished_at=TEN
)
WENT = RepairFacts(told_at=TEN, visits=(VisitFacts(1, 7, set_out_at=ELEVEN),))
HALFWAY = RepairFacts(
    told_at=TEN, arrived_at=TEN, visits=(VisitFacts(1, 7, arrived_at=TEN, result="temporary"), VisitFacts(2, 8))
)
CLOSED = RepairFacts(told_at=TEN, user_closed_at=TEN)
MERGED = RepairFacts(told_at=TEN, merged_into="WX-PQZ-20261115-0001")
CALLED = RepairFacts(told_at=TEN, finished_at=TEN, called_back_at=TEN)
VOID = RepairFacts(told_at=TEN, voided_at=TEN)
ARCHIVED = RepairFacts(told_at=TEN, finished_at=TEN, called_back_at=TEN, archived_at=TEN)


def test_every_kind_of_event_has_its_rules() -> None:
    assert set(FORBIDS) == set(Event)


@pytest.mark.parametrize("kind", [Event.DISPATCHED, Event.SET_OUT, Event.ARRIVED, Event.CONTACTED, Event.EXPLAINED])
def test_nothing_is_needed_before_a_leak_is_dispatched_or_somebody_arrives(kind: Event) -> None:
    assert objection(kind, TAKEN, Moment(ELEVEN, 1)) is None


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        (Event.FINISHED, TAKEN, "第 1 次上门还没有到场时间"),
        (Event.NOBODY_HOME, TAKEN, "第 1 次上门还没有到场时间"),
        (Event.LEFT, TAKEN, "还没有上门记录"),
        (Event.FINISHED, DONE, "已于 11-15 10:00 完工"),
        (Event.PHONE_SOLVED, AT_WORK, "维修员已于 11-15 10:00 到场"),
        (Event.DISPATCHED, DONE, "又不好请用“重开”"),
        (Event.ARRIVED, DONE, "又不好请用“重开”"),
        (Event.URGED, DONE, "又不好请用“重开”"),
        (Event.CALLED_BACK, AT_WORK, "还没有完工"),
        (Event.CALLED_BACK, CALLED, "已于 11-15 10:00 回访"),
        (Event.JOINED_OUTAGE, RepairFacts(told_at=TEN, joined_at=TEN), "已于 11-15 10:00 并入停热事件"),
        (Event.SET_OUT, AT_WORK, "出发时间 11-15 11:00 晚于到场时间 11-15 10:00"),
        (Event.NOBODY_HOME, HALFWAY, "第 1 次上门已有结果"),
        (Event.DISPATCHED, CLOSED, "已于 11-15 10:00 因用户原因办结"),
        (Event.USER_CLOSED, CLOSED, "用户又要修的请用“重开”"),
        (Event.USER_CLOSED, DONE, "已于 11-15 10:00 完工"),
        (Event.MERGED, MERGED, "已并入 WX-PQZ-20261115-0001"),
        (Event.UNMERGED, TAKEN, "没有并件"),
        (Event.CONTACTED, VOID, "已作废"),
        (Event.SHEET_RETURNED, VOID, "已作废"),
        (Event.DISPATCHED, ARCHIVED, "已归档"),
        (Event.VOIDED, ARCHIVED, "已归档"),
    ],
)
def test_what_cannot_be_true_is_refused_with_a_sentence(kind: Event, facts: RepairFacts, said: str) -> None:
    sentence = objection(kind, facts, Moment(ELEVEN, 1))

    assert sentence is not None
    assert said in sentence


def test_an_arrival_before_the_finish_may_be_entered_late() -> None:
    assert objection(Event.ARRIVED, DONE, Moment(TEN - timedelta(minutes=5), 1)) is None


def test_a_result_before_the_arrival_is_refused() -> None:
    sentence = objection(Event.FINISHED, AT_WORK, Moment(TEN - timedelta(minutes=5), 1))

    assert sentence == "11-15 09:55 早于到场时间 11-15 10:00。请核对两个时间。"


def test_a_second_visit_needs_its_own_arrival() -> None:
    facts = RepairFacts(told_at=TEN, arrived_at=TEN, visits=(VisitFacts(1, 7, arrived_at=TEN), VisitFacts(2, 8)))

    assert "第 2 次" in str(objection(Event.FINISHED, facts, Moment(ELEVEN, 2)))


def test_nobody_arrives_before_he_set_out_or_before_the_visit_before() -> None:
    assert "早于出发时间 11-15 11:00" in str(objection(Event.ARRIVED, WENT, Moment(TEN, 1)))
    assert "早于第 1 次的 11-15 10:00" in str(objection(Event.ARRIVED, HALFWAY, Moment(TEN - timedelta(minutes=5), 2)))
    assert objection(Event.ARRIVED, HALFWAY, Moment(ELEVEN, 2)) is None


def test_what_follows_the_main_job_is_finished_without_a_visit_of_its_own() -> None:
    follower = RepairFacts(told_at=TEN, arrived_at=TEN)

    assert objection(Event.FINISHED, follower, Moment(ELEVEN)) is None
    assert "早于到场时间" in str(objection(Event.FINISHED, follower, Moment(TEN - timedelta(minutes=5))))


def test_it_is_not_closed_for_the_users_reason_before_somebody_came() -> None:
    facts = RepairFacts(told_at=TEN, visits=(VisitFacts(1, 7, arrived_at=ELEVEN),))

    assert "早于到场时间" in str(objection(Event.USER_CLOSED, facts, Moment(TEN)))


def test_facts_that_agree_have_no_contradiction() -> None:
    assert [contradiction(facts) for facts in (TAKEN, AT_WORK, DONE, CALLED, VOID, ARCHIVED, CLOSED)] == [None] * 7


def test_corrected_facts_that_contradict_one_another_are_named() -> None:
    late = (VisitFacts(1, 7, arrived_at=ELEVEN, result="fixed"),)
    unseen = (VisitFacts(1, 7, result="fixed"),)

    assert "晚于完工时间" in str(contradiction(RepairFacts(visits=late, finished_at=TEN)))
    assert "不能没有到场时间" in str(contradiction(RepairFacts(visits=unseen, finished_at=TEN)))
    assert "先撤回回访" in str(contradiction(RepairFacts(called_back_at=TEN)))
    assert "早于完工时间" in str(contradiction(RepairFacts(finished_at=ELEVEN, called_back_at=TEN)))


def test_corrected_visits_keep_their_order() -> None:
    swapped = (VisitFacts(1, 7, arrived_at=ELEVEN), VisitFacts(2, 8, arrived_at=TEN))
    too_soon = (VisitFacts(1, 7, set_out_at=ELEVEN, arrived_at=TEN),)
    too_late = (VisitFacts(1, 7, arrived_at=ELEVEN),)

    assert "第 2 次上门的到场时间 11-15 10:00 早于第 1 次的" in str(contradiction(RepairFacts(visits=swapped)))
    assert "早于出发时间" in str(contradiction(RepairFacts(visits=too_soon)))
    assert "晚于因用户原因办结" in str(contradiction(RepairFacts(visits=too_late, user_closed_at=TEN)))


def test_a_matter_is_not_told_after_what_was_done_about_it() -> None:
    for later in ("contacted_at", "dispatched_at", "arrived_at", "finished_at"):
        facts = RepairFacts(told_at=ELEVEN, **{later: TEN})

        assert "受理时间 11-15 11:00 晚于" in str(contradiction(facts))
    assert contradiction(RepairFacts(told_at=TEN + timedelta(seconds=40), contacted_at=TEN)) is None


def test_nobody_leaves_before_he_came() -> None:
    gone = RepairFacts(visits=(VisitFacts(1, 7, arrived_at=ELEVEN, left_at=TEN),))

    assert contradiction(gone) == "离开时间 11-15 10:00 早于到场时间 11-15 11:00。请核对两个时间。"
    assert "早于到场时间" in str(objection(Event.LEFT, gone, Moment(TEN, 1)))
