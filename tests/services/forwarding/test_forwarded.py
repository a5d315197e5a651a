"""What the dispatch room forwards is owed its result; what is said before is shown and not counted."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.matters import ClockResult
from app.services.forwarding.acts import (
    record_contact,
    record_progress,
    reply_result,
    take_forwarded,
    void_forwarded,
)
from app.services.forwarding.facts import ForwardedFacts, fold
from app.services.forwarding.values import ForwardedDraft, ReplyDraft
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotAllowed, Refused
from app.services.kernel.unit import writing
from app.services.kinds import kind_of
from app.services.matters.check import fold_problems
from app.services.matters.clocks import clocks_of
from app.services.matters.events import effective_events
from app.services.matters.steps import matter_row, open_follow_up, record_correction
from app.services.matters.values import CallerDraft, FollowUp, Happening, Noted, PlaceDraft
from tests.support import desks
from tests.support.repairs import Day, begin

SAID = ForwardedDraft(
    words="某户反映室温低，1 小时回复处理结果",
    sender="调度室 值班员",
    their_number="DD-0071",
    reply_to="调度室 022-00009999",
    place=PlaceDraft("和平里小区-2-2-301"),
    caller=CallerDraft("值班员", "02200001234"),
)


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)


def outcomes(desk: Desk) -> list[tuple[str, str]]:
    return desk.store.tuples(ClockResult.select(ClockResult.policy_id, ClockResult.outcome))


def test_the_result_ends_the_matter_within_its_hour(day: Day) -> None:
    taken = take_forwarded(day.desk, SAID, uuid4())
    day.later(minutes=20)
    record_contact(day.desk, taken.matter_id, Noted(note="已通话"), uuid4())
    day.later(minutes=30)

    reply_result(day.desk, taken.matter_id, ReplyDraft(note="已排气，室温正常", received_by="调度室"), uuid4())

    matter = matter_row(day.desk.store, taken.matter_id)
    assert (taken.number, matter.phase, matter.closed_at) == ("ZB-PQZ-20261115-0001", "已归档", day.now())
    assert outcomes(day.desk) == [("forwarded.reply", "met")]
    assert fold_problems(day.desk.store) == []


def test_a_reply_on_the_way_is_shown_and_not_counted(day: Day) -> None:
    taken = take_forwarded(day.desk, SAID, uuid4())
    day.later(minutes=40)
    record_progress(day.desk, taken.matter_id, ReplyDraft(note="维修员已到场", received_by="调度室"), uuid4())
    day.later(minutes=50)

    (clock,) = clocks_of(day.desk, taken.matter_id)
    reply_result(day.desk, taken.matter_id, ReplyDraft(note="已修好"), uuid4())

    assert (clock.policy_id, clock.state.word) == ("forwarded.reply", "超时")
    assert outcomes(day.desk) == [("forwarded.reply", "late_unexplained")]
    assert fold(effective_events(day.desk.store, taken.matter_id)).progress_at is not None


def test_a_result_is_replied_once_and_with_words(day: Day) -> None:
    taken = take_forwarded(day.desk, SAID, uuid4())
    with pytest.raises(InvalidInput):
        reply_result(day.desk, taken.matter_id, ReplyDraft(), uuid4())
    key = uuid4()
    done = reply_result(day.desk, taken.matter_id, ReplyDraft(note="已修好"), key)

    assert reply_result(day.desk, taken.matter_id, ReplyDraft(note="已修好"), key) == done
    with pytest.raises(Refused, match="已经回复"):
        reply_result(day.desk, taken.matter_id, ReplyDraft(note="又修好"), uuid4())
    with pytest.raises(Refused, match="已经回复"):
        void_forwarded(day.desk, taken.matter_id, "重复", uuid4())


def test_a_forwarded_matter_sent_by_mistake_is_voided(day: Day) -> None:
    taken = take_forwarded(day.desk, SAID, uuid4())

    void_forwarded(day.desk, taken.matter_id, "不归本站", uuid4())

    matter = matter_row(day.desk.store, taken.matter_id)
    assert (matter.phase, matter.void_reason) == ("作废", "不归本站")
    with pytest.raises(Refused, match="已作废"):
        record_progress(day.desk, taken.matter_id, ReplyDraft(note="在办"), uuid4())
    assert fold_problems(day.desk.store) == []


def test_somebody_who_only_looks_on_replies_nothing(day: Day) -> None:
    taken = take_forwarded(day.desk, SAID, uuid4())
    viewer = desks.desk_for(day.desk.store, desks.VIEWER)

    with pytest.raises(NotAllowed):
        reply_result(viewer, taken.matter_id, ReplyDraft(note="已修好"), uuid4())


def test_a_time_that_has_not_come_or_lies_before_the_call_is_refused(day: Day) -> None:
    taken = take_forwarded(day.desk, SAID, uuid4())

    for at in (day.now() + timedelta(hours=1), day.now() - timedelta(hours=1)):
        with pytest.raises(Refused):
            reply_result(day.desk, taken.matter_id, ReplyDraft(at=at, note="已修好"), uuid4())


def test_a_repair_is_no_forwarded_matter(day: Day) -> None:
    repair = day.take()

    with pytest.raises(Refused, match="不是上级转办件"):
        reply_result(day.desk, repair.matter_id, ReplyDraft(note="已修好"), uuid4())


def test_another_chapter_may_note_what_it_knows(day: Day) -> None:
    taken = take_forwarded(day.desk, SAID, uuid4())
    note = kind_of("forwarded").note
    with writing(day.desk, "test.note", uuid4()) as unit:
        note(unit, taken.matter_id, Happening("handed_on", day.now(), day.now(), code="维修班"))
    with pytest.raises(Refused), writing(day.desk, "test.note", uuid4()) as unit:
        note(unit, taken.matter_id, Happening("sheet_returned", day.now(), day.now()))

    assert [event.kind for event in effective_events(day.desk.store, taken.matter_id)] == ["told", "handed_on"]
    assert fold_problems(day.desk.store) == []


def test_a_withdrawn_result_opens_it_again_and_another_house_keeps_the_clock(day: Day) -> None:
    taken = take_forwarded(day.desk, SAID, uuid4())
    reply_result(day.desk, taken.matter_id, ReplyDraft(note="已修好"), uuid4())
    replied = effective_events(day.desk.store, taken.matter_id)[-1]
    with writing(day.desk, "test.withdraw", uuid4()) as unit:
        matter = matter_row(unit.store, taken.matter_id)
        record_correction(unit, matter, replied.id, "回复错了件", {"withdrawn": True})
        kind_of("forwarded").settle(unit, taken.matter_id)
        kind_of("forwarded").move(unit, taken.matter_id, day.premises_id, None, "说错门牌")

    matter = matter_row(day.desk.store, taken.matter_id)
    assert (matter.phase, matter.closed_at, matter.premises_id) == ("已受理", None, day.premises_id)
    assert outcomes(day.desk) == [("forwarded.reply", "none")]
    assert fold_problems(day.desk.store) == []


def test_a_forwarded_matter_may_grow_out_of_another_one(day: Day) -> None:
    repair = day.take()
    with writing(day.desk, "test.follow_up", uuid4()) as unit:
        draft = FollowUp(repair.matter_id, "调度室来电追问", day.now())
        taken = open_follow_up(unit, matter_row(unit.store, repair.matter_id), kind="forwarded", draft=draft)

    assert matter_row(day.desk.store, taken.matter_id).parent_id == repair.matter_id


def test_no_events_fold_to_a_taken_matter() -> None:
    assert fold([]) == ForwardedFacts()
    assert fold([]).phase == "已受理"


def test_a_result_is_not_replied_before_a_stage_reply(day: Day) -> None:
    taken = take_forwarded(day.desk, ForwardedDraft("某户无供热"), uuid4())
    day.later(minutes=10)
    record_progress(day.desk, taken.matter_id, ReplyDraft(note="已派人"), uuid4())

    early = day.now() - timedelta(minutes=8)
    with pytest.raises(Refused, match="早于阶段回复"):
        reply_result(day.desk, taken.matter_id, ReplyDraft(early, note="已修复"), uuid4())
