"""An enquiry is answered in one window."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.matters import ClockResult
from app.services.enquiries.acts import answer, enquiry_card, take_enquiry, void_enquiry
from app.services.enquiries.facts import EnquiryFacts, fold
from app.services.enquiries.values import AnswerDraft, EnquiryDraft
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.unit import writing
from app.services.kinds import all_kinds, kind_of
from app.services.matters.board import Board
from app.services.matters.check import fold_problems
from app.services.matters.steps import matter_row, open_follow_up, record_correction
from app.services.matters.values import FollowUp, PlaceDraft, PlaceKind

HOW = EnquiryDraft(words="热费怎么算", topic="收费", answer="按供热面积", content=True)


def test_a_question_is_taken_and_answered_in_one_save(desk: Desk) -> None:
    taken = take_enquiry(desk, HOW, uuid4())

    card = enquiry_card(desk, taken.matter_id)
    assert taken.number == "ZX-PQZ-20261115-0001"
    assert (card.phase, card.answer, card.content) == ("已归档", "按供热面积", True)
    assert desk.store.tuples(ClockResult.select(ClockResult.policy_id, ClockResult.outcome)) == [
        ("opinion.dispatch", "met")
    ]
    assert fold_problems(desk.store) == []


def test_a_question_that_waits_stands_on_the_board_until_it_is_answered(desk: Desk) -> None:
    taken = take_enquiry(desk, EnquiryDraft(words="什么时候检修完"), uuid4())
    before = [row.policy_id for row in Board().refresh(desk)]

    answer(desk, taken.matter_id, AnswerDraft(note="今晚八点前"), uuid4())

    assert (before, Board().refresh(desk)) == (["opinion.dispatch"], [])


def test_an_answer_is_given_once_and_with_words(desk: Desk) -> None:
    taken = take_enquiry(desk, HOW, uuid4())

    with pytest.raises(Refused, match="已答复"):
        answer(desk, taken.matter_id, AnswerDraft(note="再说一遍"), uuid4())
    with pytest.raises(InvalidInput):
        answer(desk, taken.matter_id, AnswerDraft(), uuid4())


def test_a_mistake_is_voided_with_its_reason(desk: Desk) -> None:
    taken = take_enquiry(desk, EnquiryDraft(words="喂"), uuid4())

    void_enquiry(desk, taken.matter_id, "打错电话", uuid4())

    assert enquiry_card(desk, taken.matter_id).phase == "作废"
    with pytest.raises(Refused):
        void_enquiry(desk, taken.matter_id, "再作废", uuid4())
    with pytest.raises(Refused, match="已作废"):
        answer(desk, taken.matter_id, AnswerDraft(note="好"), uuid4())
    assert fold_problems(desk.store) == []


def test_the_same_key_saves_once(desk: Desk) -> None:
    key = uuid4()

    assert take_enquiry(desk, HOW, key) == take_enquiry(desk, HOW, key)


def test_an_enquiry_may_grow_out_of_another_one(desk: Desk) -> None:
    parent = take_enquiry(desk, replace(HOW, place=PlaceDraft("供热站门口", PlaceKind.OUTSIDE)), uuid4())

    with writing(desk, "test.follow_up", uuid4()) as unit:
        draft = FollowUp(parent.matter_id, "再问一下", desk.now())
        child = open_follow_up(unit, matter_row(unit.store, parent.matter_id), kind="enquiry", draft=draft)

    old, new = (matter_row(desk.store, taken.matter_id) for taken in (parent, child))
    assert new.parent_id == parent.matter_id
    assert (new.place_text, new.place_kind) == (old.place_text, old.place_kind) == ("供热站门口", "outside")


def test_a_withdrawn_answer_opens_it_again(desk: Desk) -> None:
    taken = take_enquiry(desk, HOW, uuid4())
    with writing(desk, "test.withdraw", uuid4()) as unit:
        matter = matter_row(unit.store, taken.matter_id)
        record_correction(unit, matter, 2, "答错了人", {"withdrawn": True})
        kind_of("enquiry").settle(unit, taken.matter_id)

    assert enquiry_card(desk, taken.matter_id).phase == "已受理"
    assert set(desk.store.scalars(ClockResult.select(ClockResult.outcome))) == {"none"}
    assert fold_problems(desk.store) == []


def test_a_corrected_answer_time_keeps_the_books_in_line(desk: Desk) -> None:
    told_at = desk.now() - timedelta(hours=3)
    taken = take_enquiry(desk, EnquiryDraft("问", answer="答", told_at=told_at), uuid4())
    with writing(desk, "test.correct", uuid4()) as unit:
        matter = matter_row(unit.store, taken.matter_id)
        record_correction(unit, matter, 2, "当时就答了", {"happened_at": told_at + timedelta(minutes=2)})
        kind_of("enquiry").settle(unit, taken.matter_id)

    assert desk.store.scalars(ClockResult.select(ClockResult.outcome)) == ["met"]
    assert fold_problems(desk.store) == []


def test_what_is_not_an_enquiry_is_said_so(desk: Desk) -> None:
    with pytest.raises(NotFound):
        enquiry_card(desk, 999)


def test_no_events_fold_to_a_taken_enquiry() -> None:
    assert fold([]) == EnquiryFacts()
    assert fold([]).phase == "已受理"


def test_the_list_of_kinds_is_whole() -> None:
    assert {(kind.name, kind.prefix, kind.word) for kind in all_kinds()} >= {
        ("repair", "WX", "报修"),
        ("enquiry", "ZX", "咨询"),
        ("forwarded", "ZB", "上级转办"),
        ("complaint", "TS", "投诉"),
        ("tipoff", "JB", "举报"),
    }
