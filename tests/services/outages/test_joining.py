"""Callers join an incident, leave it again, and hear when heat is back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.outages import OutageCall
from app.services.enquiries.acts import take_enquiry
from app.services.enquiries.values import EnquiryDraft
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.unit import writing
from app.services.kinds import kind_of
from app.services.matters.check import fold_problems
from app.services.matters.clocks import clocks_of
from app.services.matters.events import effective_events
from app.services.matters.main_candidates import main_candidates
from app.services.matters.merging import merge
from app.services.matters.steps import matter_row
from app.services.matters.values import Happening, Noted
from app.services.outages import acts
from app.services.outages.reads import to_call_at_restoration
from app.services.outages.values import JoinDraft, RestoredDraft, TellDraft, UpdateDraft
from app.services.repairs.acts import correct_event, finish, void_matter, withdraw_event
from app.services.repairs.reads import repair_card
from app.services.repairs.values import CorrectionDraft, FaultGroup, FinishDraft
from tests.support.outages import Block


def calls(block: Block) -> list[tuple[int, str]]:
    return block.desk.store.tuples(OutageCall.select(OutageCall.matter, OutageCall.what).order_by(OutageCall.id))


def test_twelve_callers_of_one_riser_join_with_one_key_each_and_owe_nothing(block: Block) -> None:
    outage = block.incident(3)
    for flat in range(6):
        taken = block.call(flat)
        block.later(minutes=2)
        acts.join(block.desk, outage.matter_id, taken.matter_id, JoinDraft(words="立管爆了"), uuid4())
        assert block.outcomes(taken.matter_id) == {"repair.leak.arrive": "met"}
        card = repair_card(block.desk, taken.matter_id)
        assert (card.facts.outage_number, card.sheets) == (outage.number, ())

    assert [what for _, what in calls(block)] == ["joined"] * 6
    assert fold_problems(block.desk.store) == []


def test_the_caller_hears_the_end_of_the_incident_unless_told_otherwise(block: Block) -> None:
    outage = block.incident(3)
    expected = block.desk.now() + timedelta(hours=3)
    first, second = block.call(0), block.call(1)

    acts.join(block.desk, outage.matter_id, first.matter_id, JoinDraft(), uuid4())
    other = expected + timedelta(hours=1)
    acts.join(block.desk, outage.matter_id, second.matter_id, JoinDraft(until=other), uuid4())

    query = OutageCall.select(OutageCall.until_at).order_by(OutageCall.id)
    assert block.desk.store.scalars(query) == [expected, other]


def test_nobody_joins_what_is_over_or_joins_twice(block: Block) -> None:
    outage, second = block.incident(), block.incident()
    repair, done = block.call(0), block.call(1)
    acts.join(block.desk, outage.matter_id, repair.matter_id, JoinDraft(), uuid4())
    finish(block.desk, done.matter_id, FinishDraft(arrived_at=block.desk.now()), uuid4())
    late = block.call(2)

    with pytest.raises(Refused, match="不用再并"):
        acts.join(block.desk, second.matter_id, repair.matter_id, JoinDraft(), uuid4())
    with pytest.raises(Refused, match="完工"):
        acts.join(block.desk, outage.matter_id, done.matter_id, JoinDraft(), uuid4())
    with pytest.raises(Refused, match="停热事件"):
        acts.join(block.desk, outage.matter_id, second.matter_id, JoinDraft(), uuid4())
    future = JoinDraft(at=block.desk.now() + timedelta(hours=1))
    with pytest.raises(Refused, match="还没有到"):
        acts.join(block.desk, outage.matter_id, late.matter_id, future, uuid4())
    block.later(hours=1)
    acts.restore(block.desk, outage.matter_id, Noted(), uuid4())
    with pytest.raises(Refused, match="恢复供热，不能再并入"):
        acts.join(block.desk, outage.matter_id, late.matter_id, JoinDraft(), uuid4())
    acts.void(block.desk, second.matter_id, "重复登记", uuid4())
    with pytest.raises(Refused, match="已作废"):
        acts.join(block.desk, second.matter_id, late.matter_id, JoinDraft(), uuid4())
    assert fold_problems(block.desk.store) == []


def test_a_line_of_the_paper_list_joins_with_its_true_time_although_heat_is_back(block: Block) -> None:
    began = block.desk.now()
    outage = block.incident(None)
    block.later(hours=2)
    acts.restore(block.desk, outage.matter_id, Noted(), uuid4())
    block.later(hours=3)
    told = began + timedelta(minutes=10)
    line = block.call(0, FaultGroup.COLD, at=told)

    draft = JoinDraft(at=told + timedelta(minutes=1))
    acts.join(block.desk, outage.matter_id, line.matter_id, draft, uuid4())

    assert block.outcomes(line.matter_id)["repair.contact"] == "met"


def test_who_heard_it_in_his_own_call_heard_it_when_he_told_us(block: Block) -> None:
    outage = block.incident(None)
    told = block.later(minutes=10)
    block.later(hours=5)
    line = block.call(0, FaultGroup.COLD, at=told)

    acts.join(block.desk, outage.matter_id, line.matter_id, JoinDraft(in_call=True), uuid4())

    assert repair_card(block.desk, line.matter_id).facts.joined_at == told
    assert block.outcomes(line.matter_id)["repair.contact"] == "met"


def test_who_leaves_has_his_own_clocks_from_when_he_told_us_and_what_he_was_told(block: Block) -> None:
    outage = block.incident(3)
    taken = block.call(0, FaultGroup.COLD)
    told_at = block.desk.now()
    joined_at = block.later(minutes=2)
    acts.join(block.desk, outage.matter_id, taken.matter_id, JoinDraft(words="预计 11 点恢复"), uuid4())
    block.later(hours=3, minutes=10)
    acts.restore(block.desk, outage.matter_id, Noted(), uuid4())

    acts.leave(block.desk, taken.matter_id, "恢复后仍不热", uuid4())

    assert {state.start for state in clocks_of(block.desk, taken.matter_id)} == {told_at}
    assert block.outcomes(taken.matter_id) == {"repair.contact": "late_explained", "repair.arrive": "late_explained"}
    explained = next(e for e in effective_events(block.desk.store, taken.matter_id) if e.kind == "explained")
    assert (explained.happened_at, explained.until_at, explained.note) == (
        joined_at,
        told_at + timedelta(hours=3),
        "预计 11 点恢复",
    )
    assert fold_problems(block.desk.store) == []


def test_only_who_joined_can_leave(block: Block) -> None:
    block.incident()
    taken = block.call()

    with pytest.raises(Refused, match="没有并入"):
        acts.leave(block.desk, taken.matter_id, "点错了", uuid4())
    with pytest.raises(InvalidInput):
        acts.leave(block.desk, taken.matter_id, " ", uuid4())


def test_at_restoration_the_warm_ones_are_over_and_the_cold_ones_go_on(block: Block) -> None:
    outage = block.incident(3)
    warm, cold, silent = (block.call(flat) for flat in range(3))
    everyone = [warm.matter_id, cold.matter_id, silent.matter_id]
    acts.join_many(block.desk, outage.matter_id, everyone, JoinDraft(), uuid4())
    block.later(hours=2)
    with pytest.raises(Refused, match="还没有记恢复供热"):
        acts.tell_restored(block.desk, outage.matter_id, RestoredDraft(told=(warm.matter_id,)), uuid4())
    acts.restore(block.desk, outage.matter_id, Noted(), uuid4())
    block.later(minutes=10)

    draft = RestoredDraft(told=(warm.matter_id,), unreached=(silent.matter_id,))
    told = acts.tell_restored(block.desk, outage.matter_id, draft, uuid4())
    acts.leave(block.desk, cold.matter_id, "仍不热", uuid4())

    assert (told.told, told.unreached, told.left) == (1, 1, 2)
    phases = [matter_row(block.desk.store, matter_id).phase for matter_id in everyone]
    assert phases == ["已归档", "已受理", "已并入停热"]
    assert block.outcomes(warm.matter_id) == {"repair.leak.arrive": "met"}
    assert fold_problems(block.desk.store) == []


def test_who_cannot_be_reached_is_left_alone_after_three_tries(block: Block) -> None:
    outage = block.incident(3)
    silent = block.call()
    acts.join(block.desk, outage.matter_id, silent.matter_id, JoinDraft(), uuid4())
    acts.restore(block.desk, outage.matter_id, Noted(), uuid4())

    left = [
        acts.tell_restored(block.desk, outage.matter_id, RestoredDraft(unreached=(silent.matter_id,)), uuid4()).left
        for _ in range(3)
    ]

    assert left == [1, 1, 0]
    assert matter_row(block.desk.store, silent.matter_id).phase == "已归档"
    with pytest.raises(Refused, match="不在待告知名单里"):
        acts.tell_restored(block.desk, outage.matter_id, RestoredDraft(told=(silent.matter_id,)), uuid4())


def test_joined_callers_are_told_a_new_end(block: Block) -> None:
    outage = block.incident(3)
    first, stranger = block.call(0), block.call(1)
    acts.join(block.desk, outage.matter_id, first.matter_id, JoinDraft(), uuid4())

    told = acts.tell_update(block.desk, outage.matter_id, UpdateDraft(told=(first.matter_id,)), uuid4())

    assert (told.told, calls(block)) == (1, [(first.matter_id, "joined"), (first.matter_id, "updated")])
    with pytest.raises(Refused):
        acts.tell_update(block.desk, outage.matter_id, UpdateDraft(told=(stranger.matter_id,)), uuid4())


def test_voiding_an_incident_lets_everybody_go(block: Block) -> None:
    outage = block.incident()
    taken = block.call()
    acts.join(block.desk, outage.matter_id, taken.matter_id, JoinDraft(), uuid4())

    acts.void(block.desk, outage.matter_id, "误报", uuid4())

    assert repair_card(block.desk, taken.matter_id).facts.joined_at is None
    assert [what for _, what in calls(block)] == ["joined", "left"]
    assert fold_problems(block.desk.store) == []


def test_many_join_all_or_none(block: Block) -> None:
    outage = block.incident()
    first, second = block.call(0), block.call(1)
    acts.join(block.desk, outage.matter_id, second.matter_id, JoinDraft(), uuid4())

    with pytest.raises(Refused):
        acts.join_many(block.desk, outage.matter_id, [first.matter_id, second.matter_id], JoinDraft(), uuid4())

    assert repair_card(block.desk, first.matter_id).facts.joined_at is None


def test_an_enquiry_about_the_stop_is_listed_and_told(block: Block) -> None:
    outage = block.incident()
    asked = take_enquiry(block.desk, EnquiryDraft(words="几点来暖气"), uuid4())

    acts.join(block.desk, outage.matter_id, asked.matter_id, JoinDraft(), uuid4())
    acts.restore(block.desk, outage.matter_id, Noted(), uuid4())
    told = acts.tell_restored(block.desk, outage.matter_id, RestoredDraft(told=(asked.matter_id,)), uuid4())

    assert told.left == 0


def test_who_was_voided_finished_or_taken_back_otherwise_is_not_waited_for(block: Block) -> None:
    outage = block.incident(3)
    voided, back, finished = (block.call(flat).matter_id for flat in range(3))
    acts.join_many(block.desk, outage.matter_id, [voided, back, finished], JoinDraft(), uuid4())
    void_matter(block.desk, voided, "打错电话", uuid4())
    event = next(e for e in effective_events(block.desk.store, back) if e.kind == "joined_outage")
    withdraw_event(block.desk, back, event.id, "点错了", uuid4())
    finish(block.desk, finished, FinishDraft(arrived_at=block.desk.now()), uuid4())
    acts.restore(block.desk, outage.matter_id, Noted(), uuid4())

    assert [row.matter_id for row in to_call_at_restoration(block.desk, outage.matter_id)] == [finished]
    acts.tell_restored(block.desk, outage.matter_id, RestoredDraft(told=(finished,)), uuid4())

    # His repair was done by a visit: he is still called back.
    assert matter_row(block.desk.store, finished).phase == "待回访"
    assert fold_problems(block.desk.store) == []


def test_two_people_recording_the_same_arrival_record_it_once(block: Block) -> None:
    outage = block.incident(3)
    acts.arrive(block.desk, outage.matter_id, Noted(), uuid4())

    with pytest.raises(Refused, match="不用再记"):
        acts.arrive(block.desk, outage.matter_id, Noted(), uuid4())


def test_a_call_joins_an_incident_and_is_not_merged_into_it(block: Block) -> None:
    outage, call = block.incident(), block.call()

    with pytest.raises(Refused, match="并入停热事件"):
        merge(block.desk, call.matter_id, outage.matter_id, "", uuid4())
    with pytest.raises(Refused, match="没有这一种"):
        merge(block.desk, outage.matter_id, call.matter_id, "", uuid4())

    assert [row.matter_id for row in main_candidates(block.desk, call.matter_id)] == []


def test_an_incident_is_over_when_the_last_repair_inside_ends_another_way(block: Block) -> None:
    outage, call = block.incident(), block.call()
    acts.join(block.desk, outage.matter_id, call.matter_id, JoinDraft(), uuid4())
    acts.tell_users(block.desk, outage.matter_id, TellDraft(), uuid4())
    with writing(block.desk, "test.opinion", uuid4()) as unit:
        kind_of("outage").note(unit, outage.matter_id, Happening("opinion_sent", unit.at, unit.at))
    block.later(hours=1)
    acts.restore(block.desk, outage.matter_id, Noted(), uuid4())
    assert matter_row(block.desk.store, outage.matter_id).phase == "已恢复"

    void_matter(block.desk, call.matter_id, "打错了", uuid4())

    assert matter_row(block.desk.store, outage.matter_id).phase == "已归档"
    assert fold_problems(block.desk.store) == []


def test_nobody_joined_before_he_rang(block: Block) -> None:
    outage, call = block.incident(), block.call()
    acts.join(block.desk, outage.matter_id, call.matter_id, JoinDraft(), uuid4())
    told = effective_events(block.desk.store, call.matter_id)[0]
    block.later(minutes=20)

    with pytest.raises(Refused, match="晚于并入停热事件"):
        correct_event(block.desk, call.matter_id, CorrectionDraft(told.id, "记错", at=block.desk.now()), uuid4())
    earlier = CorrectionDraft(told.id, "记错", at=block.desk.now() - timedelta(hours=2))
    correct_event(block.desk, call.matter_id, earlier, uuid4())
    acts.leave(block.desk, call.matter_id, "不在范围", uuid4())

    assert {clock.start for clock in clocks_of(block.desk, call.matter_id)} == {earlier.at}
    assert fold_problems(block.desk.store) == []
