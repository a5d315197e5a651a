"""A visit as it is phoned in: what proves its end, who recorded it first, and what cannot be true."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.work import SupportRequest
from app.services.kernel.errors import InvalidInput, Refused
from app.services.matters.check import fold_problems
from app.services.matters.clocks import clocks_of
from app.services.repairs import acts
from app.services.repairs.materials import material_rows
from app.services.repairs.reads import repair_card
from app.services.repairs.values import (
    ContactDraft,
    CorrectionDraft,
    FaultGroup,
    FinishDraft,
    RepairDraft,
    VisitDraft,
    VisitResult,
    VisitResultDraft,
)
from app.services.repairs.work_values import (
    DamageDraft,
    ManyDraft,
    MaterialDraft,
    PriceRefusedDraft,
    SupportDraft,
    Temperatures,
)
from tests.support import desks
from tests.support.repairs import Day

PUT_OFF = [VisitResult.NOBODY_HOME, VisitResult.REFUSED_ENTRY, VisitResult.NO_ADULT]


def at_the_door(day: Day, group: FaultGroup = FaultGroup.COLD) -> int:
    matter_id = day.take(group).matter_id
    day.later(minutes=20)
    acts.record_arrival(day.desk, matter_id, VisitDraft(repairer_id=day.repairers[0]), uuid4())
    return matter_id


def ended(day: Day, matter_id: int, result: VisitResult, **values: object) -> None:
    draft = VisitResultDraft(result=result, **values)  # type: ignore[arg-type]
    acts.record_visit_result(day.desk, matter_id, draft, uuid4())


@pytest.mark.parametrize("result", PUT_OFF)
def test_whoever_says_the_user_was_the_reason_shows_it(day: Day, result: VisitResult) -> None:
    matter_id = at_the_door(day)

    with pytest.raises(InvalidInput) as raised:
        ended(day, matter_id, result)
    assert list(raised.value.fields) == ["evidence"]
    with pytest.raises(InvalidInput) as raised:
        ended(day, matter_id, result, evidence="witness")
    assert list(raised.value.fields) == ["present"]

    ended(day, matter_id, result, evidence="witness", present="物业 周某", risk_told=True, note="说改天再来")

    visit = repair_card(day.desk, matter_id).visits[0]
    assert (visit.result, visit.evidence, visit.present, visit.risk_told) == (
        str(result),
        "witness",
        "物业 周某",
        True,
    )


def test_a_part_asks_when_it_comes_and_telling_the_user_explains(day: Day) -> None:
    matter_id = at_the_door(day, FaultGroup.VALVE)
    tomorrow = day.now() + timedelta(hours=30)
    with pytest.raises(InvalidInput) as raised:
        ended(day, matter_id, VisitResult.WAITING_PARTS)
    assert list(raised.value.fields) == ["until"]
    with pytest.raises(InvalidInput) as raised:
        ended(day, matter_id, VisitResult.WAITING_PARTS, until=day.now() - timedelta(minutes=1))
    assert list(raised.value.fields) == ["until"]

    ended(day, matter_id, VisitResult.WAITING_PARTS, until=tomorrow, told_user=True, part="温控阀")
    day.later(hours=25)

    card = repair_card(day.desk, matter_id)
    finish = next(clock for clock in clocks_of(day.desk, matter_id) if clock.policy_id == "repair.finish")
    assert (card.head.phase, card.visits[0].part, card.facts.waiting_until) == ("待备件", "温控阀", tomorrow)
    assert (finish.state, finish.classification) == ("overdue", "late_explained")


def test_a_fault_that_is_not_ours_is_handed_to_somebody(day: Day) -> None:
    matter_id = at_the_door(day)
    with pytest.raises(InvalidInput) as raised:
        ended(day, matter_id, VisitResult.NOT_OURS)
    assert list(raised.value.fields) == ["receiver"]

    ended(day, matter_id, VisitResult.NOT_OURS, receiver="物业 李某")

    assert repair_card(day.desk, matter_id).visits[0].receiver == "物业 李某"


def test_the_same_arrival_typed_by_two_people_counts_once(day: Day) -> None:
    head = desks.desk_for(day.desk.store, desks.MANAGER, day.clock)
    matter_id = at_the_door(day)
    before = repair_card(day.desk, matter_id)

    acts.record_arrival(head, matter_id, VisitDraft(at=day.now()), uuid4())
    assert repair_card(day.desk, matter_id).timeline == before.timeline

    day.later(minutes=7)
    with pytest.raises(Refused, match="第 1 次上门已由李客服记录到场 11-15 08:20"):
        acts.record_arrival(head, matter_id, VisitDraft(), uuid4())
    with pytest.raises(Refused, match="已由李客服记录到场"):
        acts.record_arrival(head, matter_id, VisitDraft(at=day.now(), repairer_id=day.repairers[1]), uuid4())
    with pytest.raises(Refused, match="已由李客服记录到场"):
        day.finish(matter_id, arrived_at=day.now())


def test_times_that_cannot_be_true_together_are_refused(day: Day) -> None:
    matter_id = day.take().matter_id
    day.later(minutes=10)
    acts.set_out(day.desk, matter_id, VisitDraft(), uuid4())
    with pytest.raises(Refused, match="早于出发时间"):
        day.arrive(matter_id, day.now() - timedelta(minutes=5))
    day.later(minutes=5)
    day.arrive(matter_id)
    day.later(minutes=5)
    with pytest.raises(Refused, match="晚于到场时间"):
        acts.set_out(day.desk, matter_id, VisitDraft(visit_no=1), uuid4())
    ended(day, matter_id, VisitResult.TEMPORARY)
    with pytest.raises(Refused, match="第 1 次上门已有结果"):
        ended(day, matter_id, VisitResult.EMERGENCY_TEAM, visit_no=1)
    with pytest.raises(Refused, match="第 2 次上门的到场时间"):
        day.arrive(matter_id, day.now() - timedelta(minutes=9))
    with pytest.raises(Refused, match="还没有到"):
        day.arrive(matter_id, day.now() + timedelta(minutes=9))


def test_a_finish_keeps_temperatures_materials_and_what_is_left_over(day: Day) -> None:
    matter_id = at_the_door(day)
    measured = Temperatures(room_before_c=1610, room_after_c=1940, supply_after_c=5200)
    used = (MaterialDraft("排气阀", 100, "个"),)

    draft = FinishDraft(cause="气堵", materials=used, left_over="过滤器下周清洗", temperatures=measured, present="本人")
    acts.finish(day.desk, matter_id, draft, uuid4())

    card = repair_card(day.desk, matter_id)
    assert card.visits[0].temperatures == measured
    assert (card.head.left_over, card.visits[0].present) == ("过滤器下周清洗", "本人")
    assert [(line.name, line.quantity_c) for line in material_rows(day.desk.store, matter_id)] == [("排气阀", 100)]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"temperatures": Temperatures(room_after_c=19_400)}, "room_after_c"),
        ({"materials": (MaterialDraft(" "),)}, "materials"),
        ({"materials": (MaterialDraft("阀", 0),)}, "materials"),
        ({"responsibility": "邻居"}, "responsibility"),
    ],
)
def test_what_nobody_would_believe_names_its_field(day: Day, values, field: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        acts.finish(day.desk, at_the_door(day), FinishDraft(**values), uuid4())

    assert list(raised.value.fields) == [field]


def test_a_withdrawn_result_takes_its_evidence_along(day: Day) -> None:
    matter_id = at_the_door(day)
    ended(day, matter_id, VisitResult.NOBODY_HOME, evidence="photo", note="敲门无人应")
    event = next(line for line in repair_card(day.desk, matter_id).timeline if line.kind == "nobody_home")

    acts.withdraw_event(day.desk, matter_id, event.event_id, "开门了", uuid4())

    visit = repair_card(day.desk, matter_id).visits[0]
    assert (visit.result, visit.evidence, visit.note) == ("", "", "")
    assert fold_problems(day.desk.store) == []


def test_being_told_whether_it_costs_is_a_fact_and_can_be_taken_back(day: Day) -> None:
    matter_id = day.take().matter_id
    acts.tell_fee(day.desk, matter_id, ContactDraft(note="户内材料收费"), uuid4())
    told = repair_card(day.desk, matter_id)
    assert (told.head.fee_told, told.timeline[-1].word) == (True, "已告知收费规则")

    acts.withdraw_event(day.desk, matter_id, told.timeline[-1].event_id, "记错单", uuid4())

    assert not repair_card(day.desk, matter_id).head.fee_told


def test_damage_by_the_user_says_which_whose_and_whether_he_agrees(day: Day) -> None:
    matter_id = at_the_door(day)
    with pytest.raises(InvalidInput) as raised:
        acts.find_damage(day.desk, matter_id, DamageDraft(), uuid4())
    assert set(raised.value.fields) == {"facility", "owner"}

    draft = DamageDraft(facility="地暖支管", owner="用户自用设施", agrees=True, note="装修打穿")
    acts.find_damage(day.desk, matter_id, draft, uuid4())

    shown = dict(repair_card(day.desk, matter_id).timeline[-1].shown)
    assert shown == {"设施": "地暖支管", "产权": "用户自用设施", "用户": "认可"}
    event_id = repair_card(day.desk, matter_id).timeline[-1].event_id
    acts.correct_event(day.desk, matter_id, CorrectionDraft(event_id, "用户改口", code="disputes"), uuid4())
    with pytest.raises(InvalidInput):
        acts.correct_event(day.desk, matter_id, CorrectionDraft(event_id, "写错", code="maybe"), uuid4())


def test_whoever_will_not_pay_is_told_the_risk(day: Day) -> None:
    with pytest.raises(InvalidInput) as raised:
        acts.refuse_price(day.desk, at_the_door(day), PriceRefusedDraft(note="太贵"), uuid4())

    assert list(raised.value.fields) == ["risk_told"]


def test_one_explanation_reaches_many_and_names_whom_it_did_not(day: Day) -> None:
    first, second = day.take(FaultGroup.COLD).matter_id, day.take(FaultGroup.COLD).matter_id
    done = day.finished(FaultGroup.COLD)
    day.later(minutes=1)
    draft = ManyDraft("抢修集中，两小时后到", None, (first, done.matter_id), (second,))

    told = acts.explain_many(day.desk, draft, uuid4())

    assert (told.told, told.unreached, told.left_out) == (1, 1, done.number)
    words = [repair_card(day.desk, matter_id).timeline[-1].word for matter_id in (first, second)]
    assert words == ["已说明", "说明未接通"]
    with pytest.raises(InvalidInput):
        acts.explain_many(day.desk, ManyDraft("稍后", None, (first,), (first,)), uuid4())
    with pytest.raises(InvalidInput):
        acts.explain_many(day.desk, ManyDraft(" "), uuid4())


def test_asking_for_help_keeps_how_many_were_open_and_late(day: Day) -> None:
    day.take()
    day.later(minutes=31)
    day.take(FaultGroup.COLD)

    asked = acts.request_support(day.desk, SupportDraft("公司抢修队", "三处漏水，人手不够", "派两人"), uuid4())

    assert (asked.open_count, asked.late_count) == (2, 1)
    assert day.desk.store.tuples(SupportRequest.select(SupportRequest.asked_of, SupportRequest.answer)) == [
        ("公司抢修队", "派两人")
    ]
    with pytest.raises(InvalidInput):
        acts.request_support(day.desk, SupportDraft(" "), uuid4())


def test_answers_stand_beside_their_questions_and_others_are_refused(day: Day) -> None:
    answers = {"rooms": "一两间", "neighbours": "都热"}
    taken = acts.take_repair(day.desk, RepairDraft(FaultGroup.COLD, "北屋不热", answers=answers), uuid4())

    assert repair_card(day.desk, taken.matter_id).head.answers == (("哪几间", "一两间"), ("上下邻居", "都热"))
    for wrong in ({"rooms": "地下室"}, {"colour": "白"}):
        with pytest.raises(InvalidInput) as raised:
            acts.take_repair(day.desk, RepairDraft(FaultGroup.COLD, answers=wrong), uuid4())
        assert list(raised.value.fields) == ["answers"]
