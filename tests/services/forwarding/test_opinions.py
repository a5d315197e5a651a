"""处理意见 go to the dispatch room once for each matter, singly or in the summary of their hour."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.forwarding import OpinionLine, OpinionReport
from app.models.matters import ClockResult, MatterEvent
from app.models.papers import Sheet
from app.services.complaints.acts import take_complaint
from app.services.complaints.tip_offs import take_tip_off, write_summary
from app.services.complaints.values import ComplaintDraft, TipOffDraft
from app.services.enquiries.acts import take_enquiry
from app.services.enquiries.values import EnquiryDraft
from app.services.forwarding.acts import take_forwarded
from app.services.forwarding.opinions import (
    SINGLE,
    SUMMARY,
    OpinionDraft,
    OpinionWords,
    opinions_due,
    send_opinion,
    summary_due,
)
from app.services.forwarding.values import ForwardedDraft
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound, Refused
from app.services.matters.check import fold_problems
from app.services.matters.values import PlaceDraft
from app.services.repairs.values import FaultGroup
from tests.support import desks
from tests.support.repairs import Day, begin


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)


def report(form: str, *matter_ids: int, words: str = "已受理，正在办理。", **more: object) -> OpinionDraft:
    lines = tuple(OpinionWords(matter_id, words) for matter_id in matter_ids)
    return OpinionDraft(form, lines, **({"how": "电话", "received_by": "调度室"} | more))  # type: ignore[arg-type]


def ask(day: Day, words: str = "几点恢复", **values: object) -> int:
    return take_enquiry(day.desk, EnquiryDraft(words, **values), uuid4()).matter_id  # type: ignore[arg-type]


def complain(day: Day) -> int:
    return take_complaint(day.desk, ComplaintDraft("电话打不通"), uuid4()).matter_id


def test_a_complaint_is_reported_singly_and_its_clock_is_met(day: Day) -> None:
    complaint = complain(day)
    day.later(minutes=20)
    (due,) = opinions_due(day.desk)

    sent = send_opinion(day.desk, report(SINGLE, complaint), uuid4())

    assert (due.matter_id, due.singly, due.word, due.is_late) == (complaint, True, "投诉", False)
    assert sent.sheet_number == "CL-PQZ-20261115-0001"
    assert opinions_due(day.desk) == []
    store = day.desk.store
    assert store.tuples(Sheet.select(Sheet.form, Sheet.matter)) == [("opinion", complaint)]
    assert store.tuples(OpinionReport.select(OpinionReport.form, OpinionReport.how, OpinionReport.received_by)) == [
        ("single", "电话", "调度室")
    ]
    events = store.tuples(MatterEvent.select(MatterEvent.kind, MatterEvent.code).where(MatterEvent.matter == complaint))
    assert events[-1] == ("opinion_sent", sent.sheet_number)
    assert fold_problems(store) == []


def test_the_summary_lists_every_matter_of_the_hour_repairs_without_a_clock(day: Day) -> None:
    repair = day.take().matter_id
    question = ask(day)
    answered = ask(day, "热费怎么算", answer="按供热面积", content=True)
    complain(day)
    day.later(minutes=30)

    due = summary_due(day.desk)

    assert [line.matter_id for line in due.lines] == [repair, question, answered]
    assert [line.due is not None for line in due.lines] == [False, True, False]
    assert due.lines[2].suggestion == "已答复：按供热面积"
    assert (due.from_at, due.until_at) == (due.lines[0].told_at, day.now())


def test_what_is_not_solved_within_the_hour_goes_singly(day: Day) -> None:
    question, repair = ask(day), day.take(FaultGroup.COLD).matter_id
    before = [(line.matter_id, line.singly) for line in opinions_due(day.desk)]
    day.later(minutes=61)

    after = [(line.matter_id, line.singly, line.is_late) for line in opinions_due(day.desk)]

    assert (before, after) == ([(question, False)], [(question, True, True)])
    assert [line.matter_id for line in summary_due(day.desk).lines] == [repair]


def test_the_next_summary_begins_where_the_last_one_ended(day: Day) -> None:
    first = ask(day)
    day.later(minutes=30)
    send_opinion(day.desk, report(SUMMARY, first), uuid4())
    ended = day.now()
    day.later(minutes=10)
    second = ask(day)
    day.later(minutes=10)

    due = summary_due(day.desk)

    assert [line.matter_id for line in due.lines] == [second]
    assert due.from_at == ended
    assert day.desk.store.tuples(Sheet.select(Sheet.form, Sheet.matter)) == [("opinion_summary", None)]


def test_a_line_left_out_comes_again_with_the_next_summary(day: Day) -> None:
    first, left_out = ask(day), ask(day)
    send_opinion(day.desk, report(SUMMARY, first), uuid4())
    day.later(minutes=5)

    assert [line.matter_id for line in summary_due(day.desk).lines] == [left_out]


def test_what_has_no_room_on_a_summary_comes_with_the_next_one(day: Day) -> None:
    ids = [ask(day, f"第 {place} 问") for place in range(62)]
    first = summary_due(day.desk)
    with pytest.raises(Refused, match="最多 60 件"):
        send_opinion(day.desk, report(SUMMARY, *ids), uuid4())
    send_opinion(day.desk, report(SUMMARY, *(line.matter_id for line in first.lines)), uuid4())
    second = summary_due(day.desk)

    assert (len(first.lines), first.left) == (60, 2)
    assert [line.matter_id for line in second.lines] == ids[60:]


def test_a_repair_that_is_over_is_still_on_the_summary_of_its_hour(day: Day) -> None:
    sent = day.finished()
    day.returned(sent)

    (line,) = summary_due(day.desk).lines
    send_opinion(day.desk, report(SUMMARY, line.matter_id, words=line.suggestion), uuid4())

    assert line.suggestion == "08:50 已修复：管道/接口，补焊/紧固。"
    assert fold_problems(day.desk.store) == []


def test_a_tip_off_is_reported_by_its_summary_and_never_by_its_words(day: Day) -> None:
    taken = take_tip_off(day.desk, TipOffDraft("有个师傅收了钱没给票"), uuid4())
    (before,) = opinions_due(day.desk)
    write_summary(day.desk, taken.matter_id, "反映收费未给票据", uuid4())
    (after,) = opinions_due(day.desk)

    assert (before.words, before.suggestion) == ("举报（内容保密）", "")
    assert (after.words, after.suggestion, after.place) == ("反映收费未给票据", "反映收费未给票据", "举报（内容保密）")


def test_a_matter_is_reported_once(day: Day) -> None:
    complaint = complain(day)
    key = uuid4()
    sent = send_opinion(day.desk, report(SINGLE, complaint), key)

    assert send_opinion(day.desk, report(SINGLE, complaint), key) == sent
    with pytest.raises(Refused, match=sent.sheet_number):
        send_opinion(day.desk, report(SINGLE, complaint), uuid4())


def test_a_report_that_is_not_whole_is_refused(day: Day) -> None:
    one, other = ask(day), ask(day)
    for draft, error in (
        (report(SINGLE), Refused),
        (report(SINGLE, one, other), Refused),
        (report(SUMMARY, one, one), Refused),
        (report(SINGLE, one, words=" "), InvalidInput),
        (report(SINGLE, one, words="长" * 301), InvalidInput),
        (report(SINGLE, one, how=""), InvalidInput),
        (report(SINGLE, one, received_by=" "), InvalidInput),
        (report(SINGLE, 999), NotFound),
        (report(SINGLE, one, sent_at=day.now() + timedelta(hours=1)), Refused),
        (report(SINGLE, one, sent_at=day.now() - timedelta(hours=1)), Refused),
    ):
        with pytest.raises(error):
            send_opinion(day.desk, draft, uuid4())
    viewer = desks.desk_for(day.desk.store, desks.VIEWER, day.clock)
    with pytest.raises(NotAllowed):
        send_opinion(viewer, report(SINGLE, one), uuid4())

    assert day.desk.store.scalars(OpinionReport.select(OpinionReport.id)) == []
    assert day.desk.store.scalars(Sheet.select(Sheet.id)) == []


def test_a_forwarded_matter_owes_its_result_and_no_opinion(day: Day) -> None:
    take_forwarded(day.desk, ForwardedDraft("某户不热", place=PlaceDraft("2-2-301")), uuid4())

    assert opinions_due(day.desk) == []
    assert summary_due(day.desk).lines == ()


def test_a_late_opinion_is_late_in_the_books(day: Day) -> None:
    complaint = complain(day)
    day.later(minutes=90)
    send_opinion(day.desk, report(SINGLE, complaint), uuid4())
    day.later(minutes=5)

    from app.services.complaints.acts import answer
    from app.services.complaints.values import AnswerDraft

    answer(day.desk, complaint, AnswerDraft(note="已加派人手", content=True), uuid4())
    results = dict(day.desk.store.tuples(ClockResult.select(ClockResult.policy_id, ClockResult.outcome)))
    assert results["opinion.dispatch"] == "late_unexplained"


MOVES = st.lists(st.sampled_from(["complaint", "enquiry", "repair", "single", "summary", "wait"]), max_size=25)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(MOVES)
def test_whatever_is_done_each_matter_is_reported_at_most_once_and_sums_agree(
    sqlite_desk: Desk, moves: list[str]
) -> None:
    day = Day(sqlite_desk)
    makes = {"complaint": complain, "enquiry": ask, "repair": lambda day: day.take(premises_id=None).matter_id}
    made: set[int] = set()
    already = set(day.desk.store.scalars(OpinionLine.select(OpinionLine.matter)))
    for move in moves:
        if move in makes:
            made.add(makes[move](day))
        elif move == "wait":
            day.later(minutes=17)
        elif move == "single" and (due := opinions_due(day.desk)):
            send_opinion(day.desk, report(SINGLE, due[0].matter_id), uuid4())
        elif move == "summary" and (lines := summary_due(day.desk).lines):
            send_opinion(day.desk, report(SUMMARY, *(line.matter_id for line in lines)), uuid4())

    store = day.desk.store
    lines = Counter(store.scalars(OpinionLine.select(OpinionLine.matter)))
    events = store.scalars(MatterEvent.select(MatterEvent.matter).where(MatterEvent.kind == "opinion_sent"))
    waiting = {line.matter_id for line in opinions_due(day.desk)} | {
        line.matter_id for line in summary_due(day.desk).lines
    }
    assert set(lines.values()) <= {1}
    assert Counter(events) == lines
    assert made - set(lines) == (waiting & made) - already
    assert waiting.isdisjoint(lines)
    assert fold_problems(store) == []
