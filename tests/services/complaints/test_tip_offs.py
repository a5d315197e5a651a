"""A tip-off leaves its words in one sealed place; whoever reads them leaves a record."""

from uuid import uuid4

import pytest

from app.models.complaints import TipOff
from app.models.disclosure import Disclosure
from app.models.kernel import RowImage
from app.models.matters import ClockResult, Matter, MatterEvent
from app.models.people import Caller
from app.models.search import SearchKey
from app.services.complaints.acts import answer, pass_on, void_complaint
from app.services.complaints.tip_offs import read_words, take_tip_off, write_summary
from app.services.complaints.values import AnswerDraft, PassOnDraft, TipOffDraft
from app.services.customers.finding.calls_lately import calls_lately
from app.services.customers.finding.recent_callers import recent_callers
from app.services.customers.finding.search import search
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotAllowed, Refused
from app.services.matters.board import Board
from app.services.matters.check import fold_problems
from app.services.matters.events import effective_events
from app.services.matters.handing import accept, hand_on
from app.services.matters.merging import merge
from app.services.matters.steps import matter_row
from app.services.matters.values import CallerDraft
from tests.support import desks
from tests.support.repairs import Day, begin

WORDS = "有个师傅收了钱没给票"
SAID = TipOffDraft(words=WORDS, caller=CallerDraft("傅桂", "13900001111"))


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)


@pytest.fixture
def head(day: Day) -> Desk:
    return desks.desk_for(day.desk.store, desks.MANAGER, day.clock)


def test_an_anonymous_tip_off_leaves_nobody_and_no_words_outside_its_table(day: Day) -> None:
    taken = take_tip_off(day.desk, SAID, uuid4())

    store = day.desk.store
    matter = matter_row(store, taken.matter_id)
    assert taken.number == "JB-PQZ-20261115-0001"
    assert (matter.words, matter.caller_id, matter.premises_id) == ("", None, None)
    assert (matter.place_text, matter.unlisted) == ("举报（内容保密）", False)
    assert store.scalars(Caller.select(Caller.id)) == []
    assert store.scalars(MatterEvent.select(MatterEvent.note)) == [""]
    assert store.scalars(TipOff.select(TipOff.words)) == [WORDS]
    images = store.tuples(RowImage.select(RowImage.table_name, RowImage.image))
    assert {table for table, image in images if WORDS in image} == {"tip_off"}
    assert not any("13900001111" in image or "傅桂" in image for _, image in images)


def test_neither_search_nor_the_last_callers_know_a_tip_off_even_with_a_name(day: Day) -> None:
    taken = take_tip_off(day.desk, TipOffDraft(WORDS, anonymous=False, caller=SAID.caller), uuid4())

    assert matter_row(day.desk.store, taken.matter_id).caller_id is not None
    for typed in ("傅桂", "1111", "13900001111", "收了钱", "举报"):
        assert search(day.desk, typed, 12) == []
    assert calls_lately(day.desk).fitting(["1111"]) == []
    assert recent_callers(day.desk) == []
    assert day.desk.store.scalars(SearchKey.select(SearchKey.key).where(SearchKey.key.contains("1111"))) == []


def test_the_board_says_that_its_content_is_kept(day: Day) -> None:
    take_tip_off(day.desk, SAID, uuid4())

    rows = Board().refresh(day.desk)
    assert {row.policy_id for row in rows} == {"tipoff.pass_on", "tipoff.answer", "opinion.dispatch"}
    assert {(row.place, row.words) for row in rows} == {("举报（内容保密）", "")}


def test_only_the_head_reads_the_words_and_each_reading_is_on_record(day: Day, head: Desk) -> None:
    taken = take_tip_off(day.desk, SAID, uuid4())
    with pytest.raises(NotAllowed):
        read_words(day.desk, taken.matter_id, uuid4())
    key = uuid4()

    assert [read_words(head, taken.matter_id, key) for _ in range(2)] == [WORDS, WORDS]

    shown = head.store.tuples(Disclosure.select(Disclosure.staff, Disclosure.field, Disclosure.place))
    assert shown == [(head.actor.staff_id, "举报原文", taken.number)]
    kinds = [event.kind for event in effective_events(head.store, taken.matter_id)]
    assert kinds == ["told", "words_read"]
    assert fold_problems(head.store) == []


def test_what_is_told_about_the_head_goes_sealed_to_the_company_and_past_him(day: Day, head: Desk) -> None:
    taken = take_tip_off(day.desk, TipOffDraft("站长亲戚家不交费也供热", about_head=True), uuid4())
    with pytest.raises(Refused, match="已封存"):
        read_words(head, taken.matter_id, uuid4())
    for act in (
        lambda: pass_on(head, taken.matter_id, PassOnDraft(to="公司"), uuid4()),
        lambda: answer(head, taken.matter_id, AnswerDraft(note="查无此事", unanswerable=True), uuid4()),
        lambda: void_complaint(head, taken.matter_id, "不实", uuid4()),
    ):
        with pytest.raises(Refused, match="站长不能经手"):
            act()
    with pytest.raises(Refused, match="封存转递公司"):
        pass_on(day.desk, taken.matter_id, PassOnDraft(to="站长"), uuid4())

    pass_on(day.desk, taken.matter_id, PassOnDraft(received_by="纪检"), uuid4())

    assert head.store.scalars(TipOff.select(TipOff.passed_to)) == ["公司（纪检）"]
    assert head.store.scalars(Disclosure.select(Disclosure.id)) == []


def test_an_anonymous_tip_off_ends_as_unanswerable_with_what_was_found_sealed(day: Day) -> None:
    taken = take_tip_off(day.desk, SAID, uuid4())
    day.later(minutes=20)
    pass_on(day.desk, taken.matter_id, PassOnDraft(to="站长"), uuid4())

    answer(day.desk, taken.matter_id, AnswerDraft(note="已查实，已退费", unanswerable=True), uuid4())

    store = day.desk.store
    assert store.tuples(Matter.select(Matter.phase, Matter.words)) == [("无法答复", "")]
    assert store.scalars(TipOff.select(TipOff.answer)) == ["已查实，已退费"]
    assert all("已查实" not in note for note in store.scalars(MatterEvent.select(MatterEvent.note)))
    results = dict(store.tuples(ClockResult.select(ClockResult.policy_id, ClockResult.outcome)))
    assert results == {"tipoff.pass_on": "met", "tipoff.answer": "met", "opinion.dispatch": "met"}
    assert fold_problems(store) == []


def test_the_summary_is_written_apart_and_not_after_the_end(day: Day) -> None:
    taken = take_tip_off(day.desk, SAID, uuid4())
    with pytest.raises(InvalidInput):
        write_summary(day.desk, taken.matter_id, "", uuid4())
    write_summary(day.desk, taken.matter_id, "反映收费未给票据", uuid4())
    answer(day.desk, taken.matter_id, AnswerDraft(note="已查", unanswerable=True), uuid4())

    assert day.desk.store.tuples(TipOff.select(TipOff.summary, TipOff.words)) == [("反映收费未给票据", WORDS)]
    with pytest.raises(Refused, match="已办结"):
        write_summary(day.desk, taken.matter_id, "改一改", uuid4())


def test_a_tip_off_without_words_is_not_taken(day: Day) -> None:
    with pytest.raises(InvalidInput):
        take_tip_off(day.desk, TipOffDraft(words=" "), uuid4())


def test_whom_a_tip_off_is_about_cannot_get_it_into_his_hands(day: Day, head: Desk) -> None:
    taken = take_tip_off(day.desk, TipOffDraft("站长乱收费", about_head=True), uuid4())
    head_id = int(head.actor.staff_id or 0)

    with pytest.raises(Refused, match="不能交给站长"):
        hand_on(day.desk, taken.matter_id, head_id, "", uuid4())
    with pytest.raises(Refused, match="不能经手"):
        accept(head, taken.matter_id, uuid4())
    with pytest.raises(Refused, match="不能经手"):
        write_summary(head, taken.matter_id, "没有这回事", uuid4())
    hand_on(day.desk, taken.matter_id, "公司纪检", "", uuid4())

    assert [event.kind for event in effective_events(day.desk.store, taken.matter_id)] == ["told", "handed_on"]
    assert fold_problems(day.desk.store) == []


def test_a_tip_off_is_merged_with_nothing(day: Day) -> None:
    taken, repair = take_tip_off(day.desk, SAID, uuid4()), day.take()

    for one, other in ((taken, repair), (repair, taken)):
        with pytest.raises(Refused, match="单独办理"):
            merge(day.desk, one.matter_id, other.matter_id, "", uuid4())
