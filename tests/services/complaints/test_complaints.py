"""A complaint is passed on at once and closes with an answer only."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from app.models.matters import ClockResult
from app.services.complaints.acts import answer, complaint_from_sheet, pass_on, take_complaint, void_complaint
from app.services.complaints.facts import ComplaintFacts, fold
from app.services.complaints.values import AnswerDraft, ComplaintDraft, PassOnDraft
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.times import CHINA
from app.services.kernel.unit import writing
from app.services.kinds import kind_of
from app.services.matters.check import fold_problems
from app.services.matters.events import effective_events
from app.services.matters.steps import matter_row, record_correction
from app.services.matters.values import CallerDraft
from tests.support.repairs import Day, begin

SAID = ComplaintDraft(words="反映供热站电话打不通", channel="12345", caller=CallerDraft("秦德", "13800000901"))
FOUND = AnswerDraft(note="当晚来电集中，已加派一人接听", told_how="电话", told_to="秦德", content=True)


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)


def outcomes(desk: Desk) -> dict[str, str]:
    return dict(desk.store.tuples(ClockResult.select(ClockResult.policy_id, ClockResult.outcome)))


def test_a_complaint_is_passed_on_and_answered(day: Day) -> None:
    taken = take_complaint(day.desk, replace(SAID, premises_id=day.premises_id), uuid4())
    day.later(minutes=15)
    pass_on(day.desk, taken.matter_id, PassOnDraft(to="站长", received_by="王站长"), uuid4())
    day.later(days=1)
    answer(day.desk, taken.matter_id, FOUND, uuid4())

    facts = fold(effective_events(day.desk.store, taken.matter_id))
    assert taken.number == "TS-PQZ-20261115-0001"
    assert (facts.passed_to, facts.content, facts.phase) == ("站长（王站长）", True, "已归档")
    assert outcomes(day.desk) == {
        "complaint.pass_on": "met",
        "complaint.answer": "met",
        "opinion.dispatch": "late_unexplained",
    }
    assert fold_problems(day.desk.store) == []


def test_no_complaint_closes_without_an_answer_and_none_is_answered_twice(day: Day) -> None:
    taken = take_complaint(day.desk, SAID, uuid4())
    with pytest.raises(InvalidInput):
        answer(day.desk, taken.matter_id, AnswerDraft(content=True), uuid4())
    with pytest.raises(Refused, match="留有来电人"):
        answer(day.desk, taken.matter_id, AnswerDraft(note="已查", unanswerable=True), uuid4())
    answer(day.desk, taken.matter_id, FOUND, uuid4())

    with pytest.raises(Refused, match="已经答复"):
        answer(day.desk, taken.matter_id, FOUND, uuid4())
    with pytest.raises(Refused, match="已经答复"):
        void_complaint(day.desk, taken.matter_id, "重复", uuid4())


def test_a_letter_without_a_name_ends_as_unanswerable(day: Day) -> None:
    taken = take_complaint(day.desk, ComplaintDraft(words="态度不好", channel="意见箱"), uuid4())

    answer(day.desk, taken.matter_id, AnswerDraft(note="已查，已批评教育", unanswerable=True), uuid4())

    assert matter_row(day.desk.store, taken.matter_id).phase == "无法答复"
    assert fold_problems(day.desk.store) == []


def test_a_voided_complaint_keeps_its_number_and_reason(day: Day) -> None:
    taken = take_complaint(day.desk, SAID, uuid4())
    with pytest.raises(InvalidInput):
        void_complaint(day.desk, taken.matter_id, " ", uuid4())
    void_complaint(day.desk, taken.matter_id, "同一人重复来电", uuid4())

    matter = matter_row(day.desk.store, taken.matter_id)
    assert (matter.phase, matter.void_reason) == ("作废", "同一人重复来电")
    with pytest.raises(Refused, match="已作废"):
        pass_on(day.desk, taken.matter_id, PassOnDraft(to="站长"), uuid4())
    assert fold_problems(day.desk.store) == []


def test_words_on_a_slip_count_from_when_the_repairer_took_it(day: Day) -> None:
    sent = day.finished()
    signed_at = day.now() + timedelta(minutes=5)
    day.later(hours=2)
    day.returned(sent, signed_at=signed_at, words="来晚了还弄脏地板")
    day.later(hours=3)

    taken = complaint_from_sheet(day.desk, sent.sheet_number, "", uuid4())

    matter = matter_row(day.desk.store, taken.matter_id)
    assert (matter.told_at, matter.words, matter.channel) == (signed_at, "来晚了还弄脏地板", "回执单")
    assert (matter.parent_id, matter.premises_id) == (sent.matter_id, day.premises_id)
    assert matter.caller_id == matter_row(day.desk.store, sent.matter_id).caller_id
    with pytest.raises(Refused, match=taken.number):
        complaint_from_sheet(day.desk, sent.sheet_number, "再写一遍", uuid4())


def test_a_slip_without_its_time_counts_from_its_return(day: Day) -> None:
    sent = day.finished()
    day.returned(sent)
    returned_at = day.now()
    day.later(hours=1)
    with pytest.raises(InvalidInput):
        complaint_from_sheet(day.desk, sent.sheet_number, "", uuid4())

    taken = complaint_from_sheet(day.desk, sent.sheet_number, "地板划了", uuid4())

    assert matter_row(day.desk.store, taken.matter_id).told_at == returned_at


def test_a_voided_complaint_lets_the_slip_become_one_again(day: Day) -> None:
    sent = day.finished()
    day.returned(sent, words="来晚了")
    first = complaint_from_sheet(day.desk, sent.sheet_number, "", uuid4())
    void_complaint(day.desk, first.matter_id, "录错单", uuid4())

    second = complaint_from_sheet(day.desk, sent.sheet_number, "", uuid4())

    assert second.number != first.number


def test_a_slip_that_is_not_back_or_not_known_is_no_complaint(day: Day) -> None:
    sent = day.finished()

    with pytest.raises(Refused, match="还没有收单"):
        complaint_from_sheet(day.desk, sent.sheet_number, "来晚了", uuid4())
    with pytest.raises(NotFound):
        complaint_from_sheet(day.desk, "HD-PQZ-20261115-9999", "来晚了", uuid4())


def test_a_withdrawn_answer_opens_the_complaint_again(day: Day) -> None:
    taken = take_complaint(day.desk, SAID, uuid4())
    answer(day.desk, taken.matter_id, FOUND, uuid4())
    answered = effective_events(day.desk.store, taken.matter_id)[-1]
    with writing(day.desk, "test.withdraw", uuid4()) as unit:
        record_correction(unit, matter_row(unit.store, taken.matter_id), answered.id, "答复错了人", {"withdrawn": True})
        kind_of("complaint").settle(unit, taken.matter_id)

    assert matter_row(day.desk.store, taken.matter_id).closed_at is None
    assert fold_problems(day.desk.store) == []


def test_five_working_days_go_over_the_new_year_holiday(desk: Desk) -> None:
    friday = datetime(2026, 2, 13, 10, tzinfo=CHINA)

    assert desk.rules.due("complaint.answer", friday).due.date() == date(2026, 2, 27)


def test_no_events_fold_to_a_taken_complaint() -> None:
    assert fold([]) == ComplaintFacts()
    assert fold([]).phase == "已受理"
