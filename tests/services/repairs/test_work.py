"""The work on a repair, as it is phoned in."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.services.kernel.errors import InvalidInput, Refused
from app.services.matters.clocks import clocks_of
from app.services.matters.sheets import sheets_of
from app.services.matters.values import Noted
from app.services.repairs import acts
from app.services.repairs.blank_matters import matters_for_blank
from app.services.repairs.reads import repair_card
from app.services.repairs.slips import print_slip
from app.services.repairs.values import (
    ContactDraft,
    DispatchDraft,
    ExplanationDraft,
    FaultGroup,
    FinishDraft,
    VisitDraft,
    VisitResult,
    VisitResultDraft,
)
from app.services.repairs.work_values import PhoneAdviceDraft, PriceRefusedDraft
from tests.support.repairs import Day


def phases(day: Day, matter_id: int) -> str:
    return repair_card(day.desk, matter_id).head.phase


def test_a_leak_is_dispatched_before_anything_else_is_known(day: Day) -> None:
    taken = acts.take_quick_line(day.desk, "喷水", None, uuid4())

    sent = day.dispatch(taken.matter_id)

    assert (sent.visit_no, sent.sheet_number) == (1, "HD-PQZ-20261115-0001")
    assert phases(day, taken.matter_id) == "已派工"


def test_the_words_on_the_board_follow_the_work(day: Day) -> None:
    matter_id = day.take(FaultGroup.COLD).matter_id
    seen = [phases(day, matter_id)]
    acts.record_contact(day.desk, matter_id, ContactDraft(), uuid4())
    seen.append(phases(day, matter_id))
    day.dispatch(matter_id)
    seen.append(phases(day, matter_id))
    acts.set_out(day.desk, matter_id, VisitDraft(), uuid4())
    seen.append(phases(day, matter_id))
    day.arrive(matter_id)
    seen.append(phases(day, matter_id))
    day.finish(matter_id)
    seen.append(phases(day, matter_id))

    assert seen == ["已受理", "已联系", "已派工", "上门中", "处理中", "待回访"]


def test_a_repairer_may_arrive_before_anybody_rang_or_sent_him(day: Day) -> None:
    matter_id = day.take(FaultGroup.COLD).matter_id

    acts.record_arrival(day.desk, matter_id, VisitDraft(repairer_id=day.repairers[2]), uuid4())

    card = repair_card(day.desk, matter_id)
    assert card.facts.visits[0].repairer_id == day.repairers[2]
    assert {clock.policy_id: clock.classification for clock in card.clocks}["repair.contact"] == "met"


def test_an_arrival_typed_after_the_finish_counts_when_it_happened(day: Day) -> None:
    matter_id = day.take().matter_id
    day.dispatch(matter_id)
    came = day.later(minutes=25)
    day.later(hours=2)

    acts.finish(day.desk, matter_id, FinishDraft(arrived_at=came, cause="管道/接口"), uuid4())

    card = repair_card(day.desk, matter_id)
    assert (card.facts.arrived_at, card.facts.repairer_id) == (came, day.repairers[0])
    assert {clock.policy_id: clock.classification for clock in card.clocks}["repair.leak.arrive"] == "met"


def test_a_finish_without_an_arrival_asks_for_it(day: Day) -> None:
    matter_id = day.take().matter_id

    with pytest.raises(Refused, match="到场时间"):
        day.finish(matter_id)


def test_a_fact_before_the_call_and_a_fact_in_the_future_are_refused(day: Day) -> None:
    matter_id = day.take().matter_id

    with pytest.raises(Refused, match="早于受理时间"):
        day.arrive(matter_id, day.now() - timedelta(minutes=5))
    with pytest.raises(Refused, match="还没有到"):
        day.arrive(matter_id, day.now() + timedelta(minutes=5))


def test_a_time_typed_in_whole_minutes_is_not_before_a_call_of_the_same_minute(day: Day) -> None:
    minute = day.now()
    day.later(seconds=40)
    matter_id = day.take().matter_id

    day.arrive(matter_id, minute)

    assert phases(day, matter_id) == "处理中"


def test_nobody_at_home_then_another_man_the_same_evening(day: Day) -> None:
    matter_id = day.take(FaultGroup.COLD).matter_id
    day.dispatch(matter_id)
    day.later(minutes=30)
    day.arrive(matter_id)
    result = VisitResultDraft(result=VisitResult.NOBODY_HOME, evidence="photo")
    acts.record_visit_result(day.desk, matter_id, result, uuid4())
    day.later(hours=8)

    sent = day.dispatch(matter_id, 1)
    day.arrive(matter_id)
    day.finish(matter_id)

    first, second = repair_card(day.desk, matter_id).facts.visits
    assert (sent.visit_no, first.result, second.result) == (2, "nobody_home", "fixed")
    assert (first.repairer_id, second.repairer_id) == (day.repairers[0], day.repairers[1])


def test_a_missing_part_keeps_the_clock_and_says_until_when(day: Day) -> None:
    matter_id = day.take(FaultGroup.VALVE).matter_id
    came = day.later(minutes=40)
    until = day.now() + timedelta(days=1, hours=9)
    draft = VisitResultDraft(
        result=VisitResult.WAITING_PARTS,
        arrived_at=came,
        until=until,
        repairer_id=day.repairers[4],
    )
    acts.record_visit_result(day.desk, matter_id, draft, uuid4())
    acts.explain(day.desk, matter_id, ExplanationDraft(note="备件明日到", until=until), uuid4())
    day.later(hours=30)

    card = repair_card(day.desk, matter_id)
    finish = next(clock for clock in card.clocks if clock.policy_id == "repair.finish")
    assert (card.head.phase, card.facts.waiting_until) == ("待备件", until)
    assert (finish.state, finish.classification) == ("overdue", "late_explained")


def test_advice_over_the_phone_ends_the_repair_and_leaves_the_callback(day: Day) -> None:
    matter_id = day.take(FaultGroup.COLD).matter_id
    day.later(minutes=12)

    acts.solve_by_phone(day.desk, matter_id, PhoneAdviceDraft(note="打开排气阀放气", agrees=True), uuid4())

    card = repair_card(day.desk, matter_id)
    outcome = {clock.policy_id: clock.classification for clock in card.clocks}
    assert card.head.phase == "待回访"
    assert (outcome["repair.contact"], outcome["repair.finish"], "repair.arrive" in outcome) == ("met", "met", False)


def test_a_user_who_puts_us_off_is_not_our_lateness(day: Day) -> None:
    matter_id = day.take(FaultGroup.COLD).matter_id
    evening = day.now() + timedelta(hours=10)
    acts.reschedule(day.desk, matter_id, ContactDraft(appointment_at=evening), uuid4())
    day.later(hours=9)
    day.dispatch(matter_id)
    day.arrive(matter_id)

    arrive = next(c for c in clocks_of(day.desk, matter_id) if c.policy_id == "repair.arrive")

    assert arrive.classification == "late_user"


def test_joining_an_outage_owes_no_visit(day: Day) -> None:
    matter_id = day.take(FaultGroup.COLD).matter_id

    day.join_outage(matter_id, note="停电 03:10–05:40", until=day.now() + timedelta(hours=2))

    assert {clock.policy_id: clock.classification for clock in clocks_of(day.desk, matter_id)} == {
        "repair.contact": "met"
    }


def test_another_man_for_the_same_visit_voids_the_first_sheet(day: Day) -> None:
    matter_id = day.take().matter_id
    first = day.dispatch(matter_id)

    second = day.dispatch(matter_id, 1)

    sheets = [(card.sheet.number, card.sheet.state) for card in repair_card(day.desk, matter_id).sheets]
    assert sheets == [(first.sheet_number, "void"), (second.sheet_number, "out")]
    assert (first.visit_no, second.visit_no) == (1, 1)


def test_the_same_man_told_twice_keeps_his_sheet(day: Day) -> None:
    matter_id = day.take().matter_id

    assert day.dispatch(matter_id).sheet_number == day.dispatch(matter_id).sheet_number


def test_only_a_repairer_of_the_station_is_sent(day: Day) -> None:
    clerk_id = day.desk.actor.staff_id
    assert clerk_id is not None

    with pytest.raises(Refused, match="不是本站在岗的维修员"):
        acts.dispatch(day.desk, day.take().matter_id, DispatchDraft(repairer_id=int(clerk_id)), uuid4())


def test_a_blank_from_the_pocket_is_attached_when_the_printer_jams(day: Day) -> None:
    blanks = acts.issue_blanks(day.desk, day.repairers[0], 3, uuid4())
    matter_id = day.take().matter_id

    sent = day.dispatch(matter_id, blank_number=blanks.first)

    assert (sent.sheet_number, blanks.count) == (blanks.first, 3)
    with pytest.raises(Refused, match="已用于其他工单"):
        acts.attach_sheet(day.desk, day.take().matter_id, blanks.first, 1, uuid4())


def test_after_a_jam_the_blank_takes_the_place_of_the_slip_that_was_never_printed(day: Day) -> None:
    blanks = acts.issue_blanks(day.desk, day.repairers[0], 2, uuid4())
    jammed, printed = day.take().matter_id, day.take().matter_id
    sent = day.dispatch(jammed)
    paper = day.dispatch(printed)
    print_slip(day.desk, paper.sheet_id or 0, "文件", uuid4())
    offered = [line.matter_id for line in matters_for_blank(day.desk, day.repairers[0])]

    acts.attach_sheet(day.desk, jammed, blanks.first, 1, uuid4())
    acts.attach_sheet(day.desk, printed, blanks.last, 1, uuid4())

    states = {sheet.number: sheet.state for matter in (jammed, printed) for sheet in sheets_of(day.desk.store, matter)}
    assert offered == [jammed]
    assert states == {
        sent.sheet_number: "void",
        blanks.first: "out",
        paper.sheet_number: "out",
        blanks.last: "out",
    }


def test_a_dispatch_pressed_twice_sends_one_man_with_one_sheet(day: Day) -> None:
    matter_id = day.take().matter_id
    key = uuid4()
    draft = DispatchDraft(repairer_id=day.repairers[0])

    assert acts.dispatch(day.desk, matter_id, draft, key) == acts.dispatch(day.desk, matter_id, draft, key)
    assert len(repair_card(day.desk, matter_id).timeline) == 2


def test_a_dispatch_written_down_after_the_man_came_belongs_to_the_visit_he_is_on(day: Day) -> None:
    matter_id = day.take().matter_id
    acts.record_arrival(day.desk, matter_id, VisitDraft(repairer_id=day.repairers[1]), uuid4())

    same, other = day.dispatch(matter_id, 1), day.dispatch(matter_id, 2)

    assert (same.visit_no, other.visit_no) == (1, 2)


def test_urging_and_a_refused_price_stand_in_the_history(day: Day) -> None:
    matter_id = day.take(FaultGroup.VALVE).matter_id
    acts.urge(day.desk, matter_id, Noted(note="怎么还不来"), uuid4())
    day.arrive(matter_id)
    acts.refuse_price(day.desk, matter_id, PriceRefusedDraft(note="嫌贵", risk_told=True), uuid4())
    acts.record_leaving(day.desk, matter_id, VisitDraft(), uuid4())

    lines = repair_card(day.desk, matter_id).timeline

    assert [line.word for line in lines] == ["受理", "催办", "到场", "不同意收费", "离开"]
    assert lines[1].note == "怎么还不来"


@pytest.mark.parametrize(
    ("act", "draft"),
    [
        (acts.explain, ExplanationDraft()),
        (acts.solve_by_phone, PhoneAdviceDraft(note=" ")),
        (acts.reschedule, ContactDraft()),
    ],
)
def test_an_act_without_its_words_or_time_names_the_field(day: Day, act, draft) -> None:
    with pytest.raises(InvalidInput):
        act(day.desk, day.take().matter_id, draft, uuid4())
