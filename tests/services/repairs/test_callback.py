"""The callback: 48 hours later, in decent hours, by somebody else, with the code read back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.services.kernel.desk import Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.operators import StaffDraft, actor_named, add_staff
from app.services.matters.check import fold_problems
from app.services.matters.sheets import code_of, find_sheet
from app.services.matters.values import CallerDraft
from app.services.repairs import acts
from app.services.repairs.callback_attempts import Answers, Attempt, attempts_of
from app.services.repairs.callback_list import callbacks
from app.services.repairs.callback_window import window
from app.services.repairs.reads import repair_card
from app.services.repairs.values import (
    CallbackDraft,
    CallbackResult,
    DispatchDraft,
    Dispatched,
    FaultGroup,
    Unreached,
    UnreachedDraft,
    VisitDraft,
    VisitResult,
    VisitResultDraft,
)
from tests.support import desks
from tests.support.repairs import PHONE, Day

SOLVED = CallbackDraft(result=CallbackResult.SOLVED, satisfaction="满意")


def due(day: Day) -> Dispatched:
    """A repair whose sheet is back, 49 hours after its finish (09:50 in China)."""
    sent = day.finished()
    day.returned(sent)
    day.later(hours=49)
    return sent


def test_the_list_shows_a_repair_48_hours_after_its_finish(day: Day) -> None:
    sent = day.finished()
    opens = window(day.desk, day.now()).not_before

    assert callbacks(day.desk) == []
    assert [row.number for row in callbacks(day.desk, ahead=True)] == [sent.number]
    day.clock.set(opens)
    assert [row.number for row in callbacks(day.desk)] == [sent.number]


def test_nobody_is_called_at_night(day: Day) -> None:
    day.finished()
    day.later(hours=48 + 13)

    assert callbacks(day.desk) == []


def test_a_callback_before_its_time_is_refused(day: Day) -> None:
    sent = day.finished()
    day.later(hours=20)

    with pytest.raises(Refused, match="11-17 09:00 起才回访"):
        acts.record_callback(day.desk, sent.matter_id, SOLVED, uuid4())


def test_a_satisfied_user_ends_the_repair(day: Day) -> None:
    sent = due(day)

    called = acts.record_callback(day.desk, sent.matter_id, SOLVED, uuid4())

    card = repair_card(day.desk, sent.matter_id)
    outcome = {clock.policy_id: clock.classification for clock in card.clocks}
    assert (card.head.phase, called.follow_up_id) == ("已归档", None)
    assert outcome == {"repair.leak.arrive": "met", "repair.finish": "met", "repair.callback": "met"}
    assert callbacks(day.desk) == []


def test_an_unsolved_fault_becomes_a_new_repair_told_in_the_callback(day: Day) -> None:
    sent = due(day)
    draft = CallbackDraft(result=CallbackResult.UNSOLVED, note="还在渗水")

    called = acts.record_callback(day.desk, sent.matter_id, draft, uuid4())

    assert called.follow_up_id is not None
    new = repair_card(day.desk, called.follow_up_id)
    assert (new.head.words, new.head.channel, new.head.told_at) == ("还在渗水", "回访", day.now())
    assert (new.head.parent_id, repair_card(day.desk, sent.matter_id).head.phase) == (sent.matter_id, "已归档")
    assert fold_problems(day.desk.store) == []


def test_the_right_code_makes_it_verified(day: Day) -> None:
    sent = due(day)
    code = code_of(day.desk.store, find_sheet(day.desk.store, sent.sheet_number))

    tried = acts.try_code(day.desk, sent.matter_id, f"{code[:3]} {code[3:]}", uuid4())

    assert (tried.matched, repair_card(day.desk, sent.matter_id).facts.verified) == (1, True)


def test_after_three_wrong_codes_the_callback_goes_on_unverified(day: Day) -> None:
    sent = due(day)
    code = code_of(day.desk.store, find_sheet(day.desk.store, sent.sheet_number))
    wrong = f"{(int(code) + 1) % 10**6:06d}"

    left = [acts.try_code(day.desk, sent.matter_id, wrong, uuid4()).left for _ in range(3)]

    assert left == [2, 1, 0]
    with pytest.raises(Refused, match="按未核实记录"):
        acts.try_code(day.desk, sent.matter_id, code, uuid4())
    acts.record_callback(day.desk, sent.matter_id, SOLVED, uuid4())
    assert not repair_card(day.desk, sent.matter_id).facts.verified


def test_a_user_without_the_slip_is_an_answer(day: Day) -> None:
    sent = due(day)

    acts.record_callback(day.desk, sent.matter_id, CallbackDraft(result=CallbackResult.SOLVED, no_sheet=True), uuid4())

    called = next(line for line in repair_card(day.desk, sent.matter_id).timeline if line.kind == "called_back")
    assert dict(called.shown)["回访码"] == "用户没有单子"


def test_an_empty_code_points_to_the_tick_for_no_slip(day: Day) -> None:
    with pytest.raises(InvalidInput, match="用户没有单子"):
        acts.try_code(day.desk, due(day).matter_id, " ", uuid4())


def test_the_repairer_never_calls_back_his_own_work(day: Day) -> None:
    manager = desks.desk_for(day.desk.store, desks.MANAGER)
    both = StaffDraft("周两样", "zly", "120", frozenset({Role.REPAIRER, Role.CLERK}), pin="4567")
    staff_id = add_staff(manager, both, uuid4()).staff_id
    sent = acts.dispatch(day.desk, day.take().matter_id, DispatchDraft(repairer_id=staff_id), uuid4())
    acts.record_arrival(day.desk, sent.matter_id, VisitDraft(), uuid4())
    day.finish(sent.matter_id)
    day.later(hours=50)
    himself = day.desk.with_actor(actor_named(day.desk.store, "周两样"))

    with pytest.raises(Refused, match="维修员不能回访自己修的工单"):
        acts.record_callback(himself, sent.matter_id, SOLVED, uuid4())
    with pytest.raises(Refused, match="维修员不能回访自己修的工单"):
        acts.record_unreached(himself, sent.matter_id, UnreachedDraft(), uuid4())


def test_three_attempts_in_three_half_days_close_an_unreachable_one(day: Day) -> None:
    sent = due(day)
    for hours in (5, 18, 1):
        acts.record_unreached(day.desk, sent.matter_id, UnreachedDraft(), uuid4())
        day.later(hours=hours)

    acts.close_unreached(day.desk, sent.matter_id, "", uuid4())

    card = repair_card(day.desk, sent.matter_id)
    assert (card.facts.callback_result, card.facts.callback_tries, card.head.phase) == ("unreached", 3, "已归档")


def test_three_attempts_in_one_morning_are_not_enough(day: Day) -> None:
    sent = due(day)
    for _ in range(3):
        acts.record_unreached(day.desk, sent.matter_id, UnreachedDraft(), uuid4())
        day.later(minutes=5)

    with pytest.raises(Refused, match="现已拨打 3 次，分在 1 个半天"):
        acts.close_unreached(day.desk, sent.matter_id, "", uuid4())


def test_attempts_before_the_window_opened_do_not_count_towards_closing(day: Day) -> None:
    sent = day.finished()
    for hours in (5, 18, 30):
        acts.record_unreached(day.desk, sent.matter_id, UnreachedDraft(), uuid4())
        day.later(hours=hours)

    with pytest.raises(Refused, match="现已拨打 0 次"):
        acts.close_unreached(day.desk, sent.matter_id, "", uuid4())


def test_a_lost_slip_never_blocks_the_callback(day: Day) -> None:
    sent = day.finished()
    day.later(hours=50)

    acts.record_callback(day.desk, sent.matter_id, SOLVED, uuid4())

    assert repair_card(day.desk, sent.matter_id).head.phase == "已回访"
    day.later(days=1)
    day.returned(sent)
    assert repair_card(day.desk, sent.matter_id).head.phase == "已归档"


def test_a_callback_is_made_once(day: Day) -> None:
    sent = day.finished()
    day.later(hours=50)
    acts.record_callback(day.desk, sent.matter_id, SOLVED, uuid4())

    with pytest.raises(Refused, match="回访，不用再记"):
        acts.record_callback(day.desk, sent.matter_id, SOLVED, uuid4())


def test_the_window_moves_into_calling_hours(day: Day) -> None:
    at_night = day.now() + timedelta(hours=15)

    assert window(day.desk, at_night).not_before == day.now() + timedelta(days=3, hours=1)


def reached(day: Day, sent: Dispatched) -> Attempt:
    return attempts_of(day.desk.store, [sent.matter_id])[sent.matter_id][-1]


def test_what_was_asked_is_kept_with_the_attempt(day: Day) -> None:
    sent = due(day)
    draft = CallbackDraft(
        result=CallbackResult.SOLVED,
        satisfaction="基本满意",
        answered_by="邻居",
        note="鞋套破了",
        on_time=True,
        polite=True,
        protected=False,
        overcharged=False,
        room_c=1750,
        dialled=CallerDraft("王某", "137-0000-1111", "邻居"),
    )

    acts.record_callback(day.desk, sent.matter_id, draft, uuid4())

    attempt = reached(day, sent)
    assert attempt.answers == Answers(True, True, False, False, 1750, "基本满意", "鞋套破了")
    assert (attempt.word, attempt.answered_by, attempt.phone, attempt.by) == (
        "已解决",
        "邻居",
        "13700001111",
        desks.CLERK,
    )
    called = next(line for line in repair_card(day.desk, sent.matter_id).timeline if line.kind == "called_back")
    assert dict(called.shown)["室温（用户自述）"] == "17.5℃"
    assert "13700001111" not in str(called)


def test_a_number_that_was_dialled_before_is_no_second_person(day: Day) -> None:
    sent = due(day)
    other = CallerDraft("王某", "13700001111", "邻居")
    for number in (other, other, CallerDraft(phone=PHONE)):
        acts.record_unreached(day.desk, sent.matter_id, UnreachedDraft(dialled=number), uuid4())
        day.later(minutes=3)

    dialled = [attempt.dialled_id for attempt in attempts_of(day.desk.store, [sent.matter_id])[sent.matter_id]]
    assert dialled[0] == dialled[1]
    assert dialled[2] == repair_card(day.desk, sent.matter_id).head.caller_id


def test_an_answer_no_user_gives_is_named_by_its_field(day: Day) -> None:
    sent = due(day)
    draft = CallbackDraft(result=CallbackResult.SOLVED, satisfaction="还行", room_c=17500)

    with pytest.raises(InvalidInput) as wrong:
        acts.record_callback(day.desk, sent.matter_id, draft, uuid4())

    assert set(wrong.value.fields) == {"satisfaction", "room_c"}


@pytest.mark.parametrize("answer", [{"satisfaction": "不满意"}, {"overcharged": True}], ids=["unhappy", "charged"])
def test_an_unhappy_user_is_offered_a_complaint(day: Day, answer: dict[str, object]) -> None:
    sent = due(day)

    called = acts.record_callback(
        day.desk,
        sent.matter_id,
        CallbackDraft(result=CallbackResult.SOLVED, **answer),  # type: ignore[arg-type]
        uuid4(),
    )

    assert called.offer_complaint == 1


def test_a_wrong_number_is_put_right_and_stays_readable_with_its_attempt(day: Day) -> None:
    sent = due(day)
    acts.record_unreached(day.desk, sent.matter_id, UnreachedDraft(reason=Unreached.WRONG_NUMBER), uuid4())
    assert callbacks(day.desk)[0].wrong_number

    acts.correct_number(day.desk, sent.matter_id, CallerDraft(phone="139 0000 0999"), uuid4())

    row = callbacks(day.desk)[0]
    assert (row.phone, row.caller, row.relation) == ("13900000999", "冯贵", "本人")
    assert [(attempt.word, attempt.phone) for attempt in row.attempts] == [("空号错号", PHONE)]
    assert fold_problems(day.desk.store) == []


def test_a_number_is_not_corrected_to_nothing_or_to_itself(day: Day) -> None:
    sent = due(day)

    for phone, sentence in (("", "正确的号码"), (PHONE, "没有改动")):
        with pytest.raises(InvalidInput, match=sentence):
            acts.correct_number(day.desk, sent.matter_id, CallerDraft(phone=phone), uuid4())


def test_a_tenant_is_called_at_his_own_number_and_the_owners_is_nowhere(day: Day) -> None:
    taken = day.take(caller=CallerDraft("许租户", "13700002222", "租户"))
    sent = day.dispatch(taken.matter_id)
    day.later(minutes=20)
    day.arrive(sent.matter_id)
    day.finish(sent.matter_id)
    day.later(hours=50)

    row = callbacks(day.desk)[0]

    assert (row.caller, row.relation, row.phone) == ("许租户", "租户", "13700002222")
    assert "13900000422" not in repr(row)
    assert "龚䶮" not in repr(row)


def test_who_was_at_any_visit_does_not_call_back(day: Day) -> None:
    manager = desks.desk_for(day.desk.store, desks.MANAGER)
    both = StaffDraft("周两样", "zly", "120", frozenset({Role.REPAIRER, Role.CLERK}), pin="4567")
    staff_id = add_staff(manager, both, uuid4()).staff_id
    taken = day.take()
    # He was there first; another man finished.
    acts.record_arrival(day.desk, taken.matter_id, VisitDraft(repairer_id=staff_id), uuid4())
    first = VisitResultDraft(result=VisitResult.TEMPORARY, repairer_id=staff_id)
    acts.record_visit_result(day.desk, taken.matter_id, first, uuid4())
    acts.record_arrival(day.desk, taken.matter_id, VisitDraft(repairer_id=day.repairers[0]), uuid4())
    day.finish(taken.matter_id, repairer_id=day.repairers[0])
    day.later(hours=50)
    helper = day.desk.with_actor(actor_named(day.desk.store, "周两样"))

    with pytest.raises(Refused, match="维修员不能回访"):
        acts.record_callback(helper, taken.matter_id, SOLVED, uuid4())


def test_a_user_who_calls_again_on_day_two_is_not_called_back(day: Day) -> None:
    sent = day.finished(FaultGroup.COLD)
    day.returned(sent)
    day.later(hours=30)
    taken = day.take(FaultGroup.COLD)
    row = callbacks(day.desk, ahead=True)[0]
    assert row.newer is not None
    assert row.newer.number == taken.number

    acts.merge_callback(day.desk, sent.matter_id, taken.matter_id, uuid4())

    old, new = repair_card(day.desk, sent.matter_id), repair_card(day.desk, taken.matter_id)
    assert (old.facts.callback_result, old.head.phase) == ("merged", "已归档")
    assert new.head.parent_id == sent.matter_id
    assert callbacks(day.desk, ahead=True) == []
    assert fold_problems(day.desk.store) == []


def test_a_callback_is_not_merged_into_what_was_told_before(day: Day) -> None:
    earlier = day.take(FaultGroup.COLD)
    sent = day.finished()

    with pytest.raises(Refused, match="不是完工以后的报修"):
        acts.merge_callback(day.desk, sent.matter_id, earlier.matter_id, uuid4())
    with pytest.raises(Refused, match="还没有完工"):
        acts.merge_callback(day.desk, earlier.matter_id, sent.matter_id, uuid4())


def test_a_callback_that_was_taken_back_is_no_attempt_any_more(day: Day) -> None:
    sent = day.finished()
    day.later(hours=50)
    acts.record_unreached(day.desk, sent.matter_id, UnreachedDraft(reason=Unreached.BUSY), uuid4())
    day.later(minutes=2)
    acts.record_callback(day.desk, sent.matter_id, SOLVED, uuid4())
    event = next(line for line in repair_card(day.desk, sent.matter_id).timeline if line.kind == "called_back")

    acts.withdraw_event(day.desk, sent.matter_id, event.event_id, "打给了别人", uuid4())

    assert [attempt.word for attempt in attempts_of(day.desk.store, [sent.matter_id])[sent.matter_id]] == ["占线"]
