"""What was wrong is put right beside the old."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.matters import ClockResult
from app.services.customers.card.premises import premises_card
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.matters.check import fold_problems
from app.services.matters.clocks import clocks_of
from app.services.matters.sheets import code_of
from app.services.matters.values import PlaceDraft, PlaceKind
from app.services.repairs import acts
from app.services.repairs.reads import repair_card
from app.services.repairs.values import (
    CallbackDraft,
    CallbackResult,
    CorrectionDraft,
    FaultGroup,
    FindingsDraft,
    ReopenDraft,
)
from tests.support.repairs import Day


def event_of(day: Day, matter_id: int, kind: str) -> int:
    return next(line.event_id for line in repair_card(day.desk, matter_id).timeline if line.kind == kind)


def leak_outcome(day: Day, matter_id: int) -> object:
    return next(c for c in clocks_of(day.desk, matter_id) if c.policy_id == "repair.leak.arrive").classification


def archived(day: Day) -> int:
    sent = day.finished()
    day.returned(sent)
    day.later(days=3)
    acts.record_callback(day.desk, sent.matter_id, CallbackDraft(result=CallbackResult.SOLVED), uuid4())
    return sent.matter_id


def test_a_corrected_arrival_moves_the_clock_and_keeps_the_old_time_readable(day: Day) -> None:
    matter_id = day.finished().matter_id
    arrived = event_of(day, matter_id, "arrived")
    late = day.now() - timedelta(minutes=15)

    acts.correct_event(day.desk, matter_id, CorrectionDraft(arrived, "听错了，是 8:35", at=late), uuid4())

    card = repair_card(day.desk, matter_id)
    correction = next(line for line in card.timeline if line.kind == "corrected")
    assert leak_outcome(day, matter_id) == "late_unexplained"
    assert card.facts.arrived_at == late
    assert (correction.word, correction.old, correction.note) == (
        "更正：到场",
        "原为 11-15 08:20，张建国",
        "听错了，是 8:35",
    )
    assert not next(line for line in card.timeline if line.event_id == arrived).standing
    assert fold_problems(day.desk.store) == []


def test_the_told_time_may_be_corrected_and_the_clocks_start_anew(day: Day) -> None:
    matter_id = day.finished().matter_id
    told = event_of(day, matter_id, "told")
    earlier = day.now() - timedelta(minutes=90)

    acts.correct_event(day.desk, matter_id, CorrectionDraft(told, "电话记录为 7:20", at=earlier), uuid4())

    assert repair_card(day.desk, matter_id).head.told_at == earlier
    assert leak_outcome(day, matter_id) == "late_unexplained"
    assert fold_problems(day.desk.store) == []


def test_a_correction_of_an_archived_repair_changes_its_kept_result(day: Day) -> None:
    matter_id = archived(day)
    told = repair_card(day.desk, matter_id).head.told_at
    kept = ClockResult.select(ClockResult.outcome).where(
        ClockResult.matter == matter_id, ClockResult.policy_id == "repair.leak.arrive"
    )
    before = day.desk.store.scalars(kept)

    draft = CorrectionDraft(event_of(day, matter_id, "arrived"), "听错了", at=told + timedelta(minutes=40))
    acts.correct_event(day.desk, matter_id, draft, uuid4())

    assert (before, day.desk.store.scalars(kept)) == (["met"], ["late_unexplained"])


def test_a_clock_that_a_correction_leaves_without_a_verdict_keeps_none(day: Day) -> None:
    matter_id = archived(day)
    finished = event_of(day, matter_id, "finished")
    kept = ClockResult.select(ClockResult.outcome, ClockResult.stopped_at).where(
        ClockResult.matter == matter_id, ClockResult.policy_id == "repair.callback"
    )
    before = day.desk.store.tuples(kept)[0][0]

    draft = CorrectionDraft(finished, "第二天才修好", at=day.now() - timedelta(hours=40))
    acts.correct_event(day.desk, matter_id, draft, uuid4())

    assert before == "met"
    assert day.desk.store.tuples(kept) == [("none", None)]


@pytest.mark.parametrize(
    ("kind", "shift", "said"),
    [("arrived", 40, "晚于完工时间"), ("arrived", -30, "早于受理时间"), ("finished", 300, "还没有到")],
)
def test_a_correction_that_cannot_be_true_is_refused_and_leaves_nothing(
    day: Day, kind: str, shift: int, said: str
) -> None:
    matter_id = day.finished().matter_id
    day.later(hours=1)
    line = next(line for line in repair_card(day.desk, matter_id).timeline if line.kind == kind)
    draft = CorrectionDraft(line.event_id, "改", at=line.happened_at + timedelta(minutes=shift))

    with pytest.raises(Refused, match=said):
        acts.correct_event(day.desk, matter_id, draft, uuid4())

    assert "corrected" not in [line.kind for line in repair_card(day.desk, matter_id).timeline]


def test_a_withdrawn_finish_puts_the_repair_back_to_work(day: Day) -> None:
    matter_id = day.finished().matter_id

    acts.withdraw_event(day.desk, matter_id, event_of(day, matter_id, "finished"), "是另一单", uuid4())

    card = repair_card(day.desk, matter_id)
    assert (card.head.phase, card.facts.finished_at) == ("处理中", None)
    assert card.timeline[-1].word == "撤回：排除故障"
    assert fold_problems(day.desk.store) == []


def test_a_withdrawn_visit_keeps_its_number_empty(day: Day) -> None:
    matter_id = day.take().matter_id
    day.arrive(matter_id)

    acts.withdraw_event(day.desk, matter_id, event_of(day, matter_id, "arrived"), "报错单号", uuid4())

    assert repair_card(day.desk, matter_id).head.phase == "已受理"
    assert fold_problems(day.desk.store) == []


def test_a_callback_noted_on_the_wrong_repair_is_withdrawn(day: Day) -> None:
    sent = day.finished()
    day.later(days=3)
    acts.record_callback(day.desk, sent.matter_id, CallbackDraft(result=CallbackResult.SOLVED), uuid4())

    acts.withdraw_event(day.desk, sent.matter_id, event_of(day, sent.matter_id, "called_back"), "是另一单", uuid4())

    assert repair_card(day.desk, sent.matter_id).head.phase == "待回访"
    assert fold_problems(day.desk.store) == []


def test_the_call_itself_is_voided_not_withdrawn(day: Day) -> None:
    matter_id = day.take().matter_id

    with pytest.raises(Refused, match="误报的工单请作废"):
        acts.withdraw_event(day.desk, matter_id, event_of(day, matter_id, "told"), "误报", uuid4())


def test_tries_of_the_callback_code_are_never_taken_back(day: Day) -> None:
    sent = day.finished()
    day.later(days=3)
    sheet = repair_card(day.desk, sent.matter_id).sheets[0].sheet
    acts.try_code(day.desk, sent.matter_id, "abc", uuid4())
    acts.try_code(day.desk, sent.matter_id, code_of(day.desk.store, sheet), uuid4())

    for kind in ("code_failed", "code_matched"):
        tried = event_of(day, sent.matter_id, kind)
        with pytest.raises(Refused, match="不能撤回"):
            acts.withdraw_event(day.desk, sent.matter_id, tried, "再试一次", uuid4())
        with pytest.raises(Refused, match="不能更正"):
            acts.correct_event(day.desk, sent.matter_id, CorrectionDraft(tried, "改", at=day.now()), uuid4())

    assert repair_card(day.desk, sent.matter_id).facts.code_failures == 1


def test_a_told_time_after_the_arrival_is_refused(day: Day) -> None:
    matter_id = day.finished().matter_id
    told = event_of(day, matter_id, "told")

    with pytest.raises(Refused, match="受理时间 11-15 08:25 晚于派工时间 11-15 08:00"):
        acts.correct_event(
            day.desk, matter_id, CorrectionDraft(told, "改", at=day.now() - timedelta(minutes=25)), uuid4()
        )


def test_only_a_repairer_is_written_beside_a_visit(day: Day) -> None:
    matter_id = day.finished().matter_id
    arrived, clerk = event_of(day, matter_id, "arrived"), day.desk.actor.staff_id
    told = event_of(day, matter_id, "told")

    with pytest.raises(Refused, match="不是本站在岗的维修员"):
        acts.correct_event(day.desk, matter_id, CorrectionDraft(arrived, "改", staff_id=clerk), uuid4())
    with pytest.raises(InvalidInput, match="不记维修员"):
        acts.correct_event(day.desk, matter_id, CorrectionDraft(told, "改", staff_id=day.repairers[1]), uuid4())

    acts.correct_event(day.desk, matter_id, CorrectionDraft(arrived, "改", staff_id=day.repairers[1]), uuid4())
    assert repair_card(day.desk, matter_id).facts.repairer_id == day.repairers[1]


def test_a_correction_needs_a_reason_a_change_and_a_standing_fact(day: Day) -> None:
    matter_id = day.finished().matter_id
    arrived = event_of(day, matter_id, "arrived")

    with pytest.raises(Refused, match="写明原因"):
        acts.correct_event(day.desk, matter_id, CorrectionDraft(arrived, " ", at=day.now()), uuid4())
    with pytest.raises(InvalidInput):
        acts.correct_event(day.desk, matter_id, CorrectionDraft(arrived, "改"), uuid4())
    with pytest.raises(NotFound):
        acts.correct_event(day.desk, matter_id, CorrectionDraft(9999, "改", at=day.now()), uuid4())


def test_a_voided_repair_keeps_number_reason_and_sheet_and_owes_nothing(day: Day) -> None:
    taken = day.take()
    day.dispatch(taken.matter_id)

    acts.void_matter(day.desk, taken.matter_id, "打错电话", uuid4())

    card = repair_card(day.desk, taken.matter_id)
    assert (card.head.number, card.head.phase, card.head.void_reason) == (taken.number, "作废", "打错电话")
    assert (card.sheets[0].sheet.state, card.clocks) == ("void", ())
    assert premises_card(day.desk, day.premises_id).open == ()
    with pytest.raises(Refused, match="已作废"):
        day.arrive(taken.matter_id)


def test_cold_again_is_a_new_repair_that_takes_over_the_callback(day: Day) -> None:
    sent = day.finished(FaultGroup.COLD)
    day.returned(sent)
    day.later(hours=20)

    again = acts.reopen(day.desk, sent.matter_id, ReopenDraft("又不热了"), uuid4())

    old, new = repair_card(day.desk, sent.matter_id), repair_card(day.desk, again.matter_id)
    assert (old.head.phase, old.facts.callback_result) == ("已归档", "merged")
    assert [line.number for line in old.follow_ups] == [again.number]
    assert (new.head.parent_id, new.head.place, new.head.phone) == (sent.matter_id, old.head.place, old.head.phone)
    assert (new.head.fault_group, new.head.told_at) == ("cold", day.now())
    assert fold_problems(day.desk.store) == []


@pytest.mark.parametrize("kind", [PlaceKind.HOME, PlaceKind.OUTSIDE])
def test_a_new_repair_is_where_the_old_one_was(day: Day, kind: PlaceKind) -> None:
    place = PlaceDraft("幸福里9-9-909", kind)
    taken = day.take(FaultGroup.COLD, premises_id=None, place=place)
    day.later(minutes=10)
    day.arrive(taken.matter_id)
    day.finish(taken.matter_id)

    again = acts.reopen(day.desk, taken.matter_id, ReopenDraft("又不热了"), uuid4())

    old, new = (repair_card(day.desk, matter_id).head for matter_id in (taken.matter_id, again.matter_id))
    assert (new.place, new.place_kind, new.unlisted) == (old.place, old.place_kind, old.unlisted)
    assert new.unlisted == (kind is PlaceKind.HOME)


def test_a_repair_that_is_not_finished_is_not_reopened(day: Day) -> None:
    with pytest.raises(Refused, match="在原工单上继续办理"):
        acts.reopen(day.desk, day.take().matter_id, ReopenDraft(), uuid4())


def test_an_archived_repair_may_be_reopened(day: Day) -> None:
    matter_id = archived(day)

    again = acts.reopen(day.desk, matter_id, ReopenDraft("又漏了"), uuid4())

    assert repair_card(day.desk, matter_id).head.phase == "已归档"
    assert repair_card(day.desk, again.matter_id).head.parent_id == matter_id


def test_a_wrong_house_number_leaves_the_wrong_file_and_keeps_the_clocks(day: Day) -> None:
    taken = day.take()
    start = clocks_of(day.desk, taken.matter_id)[0].start
    day.later(minutes=10)

    acts.change_premises(day.desk, taken.matter_id, None, PlaceDraft("3-3-1102"), "应为三单元", uuid4())

    card = repair_card(day.desk, taken.matter_id)
    moved = card.timeline[-1]
    assert (card.head.place, card.head.premises_id) == ("3-3-1102", None)
    assert (moved.shown, moved.note) == ((("原地址", "和平里小区-3-2-1102"),), "应为三单元")
    assert clocks_of(day.desk, taken.matter_id)[0].start == start
    assert premises_card(day.desk, day.premises_id).open == ()


def test_another_address_needs_a_reason(day: Day) -> None:
    taken = day.take()

    with pytest.raises(InvalidInput, match="写明原因"):
        acts.change_premises(day.desk, taken.matter_id, None, PlaceDraft("3-3-1102"), " ", uuid4())

    assert repair_card(day.desk, taken.matter_id).head.premises_id == day.premises_id


def test_corrected_findings_keep_the_old_ones_in_the_history(day: Day) -> None:
    matter_id = day.finished().matter_id

    acts.correct_findings(day.desk, matter_id, FindingsDraft("阀门", "更换", "用户自用设施", "单上为阀门"), uuid4())

    card = repair_card(day.desk, matter_id)
    assert (card.head.cause, card.head.responsibility) == ("阀门", "用户自用设施")
    assert dict(card.timeline[-1].shown)["原原因"] == "管道/接口"


def test_a_view_read_wrongly_is_corrected_to_one_of_the_paper(day: Day) -> None:
    sent = day.finished()
    day.returned(sent)
    returned = event_of(day, sent.matter_id, "sheet_returned")

    acts.correct_event(day.desk, sent.matter_id, CorrectionDraft(returned, "看错了", code="不满意"), uuid4())

    assert repair_card(day.desk, sent.matter_id).facts.view == "不满意"
    with pytest.raises(InvalidInput, match="不能改成“很好”"):
        acts.correct_event(day.desk, sent.matter_id, CorrectionDraft(returned, "看错了", code="很好"), uuid4())


def test_a_withdrawn_dispatch_voids_the_sheet_that_is_out_for_it(day: Day) -> None:
    matter_id = day.take().matter_id
    sent = day.dispatch(matter_id)
    event = next(line for line in repair_card(day.desk, matter_id).timeline if line.kind == "dispatched")

    acts.withdraw_event(day.desk, matter_id, event.event_id, "是另一单", uuid4())

    sheet = repair_card(day.desk, matter_id).sheets[0].sheet
    assert (sheet.number, sheet.state, sheet.void_reason) == (sent.sheet_number, "void", "派工已撤回：是另一单")
