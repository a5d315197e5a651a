"""What was recorded wrongly about a forwarded matter, a complaint or a tip-off is put right beside the old."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.complaints import Complaint
from app.models.matters import ClockResult
from app.services.complaints.acts import answer, correct_complaint, pass_on, take_complaint, void_complaint
from app.services.complaints.reads import complaint_card
from app.services.complaints.tip_offs import take_tip_off
from app.services.complaints.values import AnswerDraft, ComplaintDraft, PassOnDraft, TipOffDraft
from app.services.forwarding.acts import correct_forwarded, record_progress, reply_result, take_forwarded
from app.services.forwarding.opinions import SINGLE, OpinionDraft, OpinionWords, send_opinion
from app.services.forwarding.reads import forwarded_card
from app.services.forwarding.values import ForwardedDraft, ReplyDraft
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.matters.check import fold_problems
from app.services.matters.correcting import FactCorrection
from app.services.matters.events import effective_events
from tests.support import desks
from tests.support.repairs import Day, begin


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)


def last_event(day: Day, matter_id: int) -> int:
    return effective_events(day.desk.store, matter_id)[-1].id


def outcome(day: Day, policy_id: str) -> str:
    found: str = day.desk.store.scalar(
        ClockResult.select(ClockResult.outcome).where(ClockResult.policy_id == policy_id)
    )
    return found


def test_a_result_typed_in_late_gets_its_true_time(day: Day) -> None:
    told_at = day.now()
    taken = take_forwarded(day.desk, ForwardedDraft("某户不热"), uuid4())
    day.later(minutes=90)
    reply_result(day.desk, taken.matter_id, ReplyDraft(note="已修好"), uuid4())
    assert outcome(day, "forwarded.reply") == "late_unexplained"

    right = FactCorrection(last_event(day, taken.matter_id), "电话里早已回复", told_at + timedelta(minutes=40))
    correct_forwarded(day.desk, taken.matter_id, right, uuid4())

    assert outcome(day, "forwarded.reply") == "met"
    assert forwarded_card(day.desk, taken.matter_id).head.closed_at == told_at + timedelta(minutes=40)
    assert fold_problems(day.desk.store) == []


def test_a_reply_recorded_by_mistake_is_taken_back(day: Day) -> None:
    taken = take_forwarded(day.desk, ForwardedDraft("某户不热"), uuid4())
    record_progress(day.desk, taken.matter_id, ReplyDraft(note="别家的话"), uuid4())
    draft = FactCorrection(last_event(day, taken.matter_id), "记错了件")
    key = uuid4()
    done = correct_forwarded(day.desk, taken.matter_id, draft, key)

    assert correct_forwarded(day.desk, taken.matter_id, draft, key) == done
    assert forwarded_card(day.desk, taken.matter_id).head.phase == "已受理"
    assert fold_problems(day.desk.store) == []


def test_an_answer_taken_back_leaves_no_answer(day: Day) -> None:
    taken = take_complaint(day.desk, ComplaintDraft("电话打不通"), uuid4())
    answer(day.desk, taken.matter_id, AnswerDraft(note="已道歉", content=True), uuid4())
    correct_complaint(
        day.desk, taken.matter_id, FactCorrection(last_event(day, taken.matter_id), "答复错了人"), uuid4()
    )

    card = complaint_card(day.desk, taken.matter_id)
    assert (card.head.answer, card.head.phase, card.head.closed_at) == ("", "已受理", None)
    assert day.desk.store.scalars(Complaint.select(Complaint.content)) == [None]
    assert fold_problems(day.desk.store) == []


def test_what_has_left_the_station_or_has_its_own_way_back_is_refused(day: Day) -> None:
    told_at = day.now()
    taken = take_complaint(day.desk, ComplaintDraft("电话打不通"), uuid4())
    told = last_event(day, taken.matter_id)
    day.later(minutes=5)
    pass_on(day.desk, taken.matter_id, PassOnDraft(to="站长"), uuid4())
    passed = last_event(day, taken.matter_id)
    day.later(minutes=5)
    report = OpinionDraft(SINGLE, (OpinionWords(taken.matter_id, "已转站长"),), "电话", "调度室")
    send_opinion(day.desk, report, uuid4())

    for draft, error in (
        (FactCorrection(last_event(day, taken.matter_id), "报错了"), Refused),
        (FactCorrection(told, "误报"), Refused),
        (FactCorrection(told, "记晚了", told_at + timedelta(minutes=7)), Refused),
        (FactCorrection(passed, ""), InvalidInput),
        (FactCorrection(passed, "记早了", told_at - timedelta(minutes=9)), Refused),
        (FactCorrection(passed, "记晚了", day.now() + timedelta(minutes=9)), Refused),
        (FactCorrection(9999, "没有这条"), NotFound),
    ):
        with pytest.raises(error):
            correct_complaint(day.desk, taken.matter_id, draft, uuid4())
    correct_complaint(
        day.desk, taken.matter_id, FactCorrection(told, "早五分钟", told_at - timedelta(minutes=5)), uuid4()
    )
    void_complaint(day.desk, taken.matter_id, "重复", uuid4())
    with pytest.raises(Refused, match="已作废"):
        correct_complaint(day.desk, taken.matter_id, FactCorrection(passed, "记错"), uuid4())
    assert fold_problems(day.desk.store) == []


def test_the_head_corrects_nothing_about_himself(day: Day) -> None:
    taken = take_tip_off(day.desk, TipOffDraft("站长亲戚家不交费", about_head=True), uuid4())
    pass_on(day.desk, taken.matter_id, PassOnDraft(), uuid4())
    head = desks.desk_for(day.desk.store, desks.MANAGER, day.clock)

    with pytest.raises(Refused, match="站长不能经手"):
        correct_complaint(head, taken.matter_id, FactCorrection(last_event(day, taken.matter_id), "转错"), uuid4())
