"""Who is offered at dispatch, and what an expired certificate asks for (regulation 1.3, 9.8)."""

from datetime import date
from uuid import uuid4

import pytest

from app.models.matters import Matter
from app.models.qualifications import Certificate
from app.services.customers.places.districts import DistrictDraft, add_district, assign_buildings
from app.services.kernel.errors import InvalidInput
from app.services.kernel.unit import writing
from app.services.repairs import acts
from app.services.repairs.candidates import dispatch_candidates
from app.services.repairs.reads import repair_card
from app.services.repairs.values import FaultGroup
from app.services.staff.approvals import ApprovalDraft, unsigned_approvals
from app.services.trust.integrity import check_everything
from tests.support import desks


def offered(day, matter_id) -> list[tuple[str, str]]:
    return [(candidate.name, candidate.duty) for candidate in dispatch_candidates(day.desk, matter_id)]


def let_expire(day, repairer: int) -> None:
    with writing(day.desk, "test.certificate", uuid4()) as unit:
        unit.insert(
            Certificate, staff_id=day.repairers[repairer], kind="焊工证", valid_until=date(2026, 11, 12).isoformat()
        )


def test_without_a_district_everybody_is_offered_by_badge(day):
    taken = day.take()

    assert offered(day, taken.matter_id) == [(name, "") for name in desks.REPAIRERS]


def test_the_repairer_of_the_district_comes_first_and_his_deputy_second(day, store):
    taken = day.take()
    manager = desks.desk_for(store, desks.MANAGER, day.clock)
    building_id = store.scalar(Matter.select(Matter.building).where(Matter.id == taken.matter_id))
    draft = DistrictDraft("东片", day.repairers[4], day.repairers[2])
    assign_buildings(manager, add_district(manager, draft, uuid4()).district_id, [building_id], uuid4())

    assert offered(day, taken.matter_id)[:3] == [("刘世全", "片区"), ("孙波", "备班"), ("张建国", "")]
    assert len(offered(day, taken.matter_id)) == len(desks.REPAIRERS)


def test_somebody_with_an_expired_certificate_is_offered_with_the_word(day):
    let_expire(day, 1)
    taken = day.take()

    found = dispatch_candidates(day.desk, taken.matter_id)

    assert [candidate.expired for candidate in found] == ["", "焊工证已过期 3 天", "", "", "", ""]
    assert not any(candidate.needs_reason for candidate in found)
    cold = dispatch_candidates(day.desk, day.take(FaultGroup.COLD).matter_id)
    assert [candidate.name for candidate in cold if candidate.needs_reason] == ["赵志强"]


def test_an_ordinary_repair_asks_for_a_reason_which_stands_in_the_history(day):
    let_expire(day, 1)
    taken = day.take(FaultGroup.COLD)

    with pytest.raises(InvalidInput, match="赵志强的焊工证已过期 3 天") as refused:
        day.dispatch(taken.matter_id, 1, note="带扳手")
    assert refused.value.fields.keys() == {"override_reason"}
    day.dispatch(taken.matter_id, 1, note="带扳手", override_reason="已报名复审，人手不够")

    notes = [row.note for row in repair_card(day.desk, taken.matter_id).timeline if row.note]
    assert notes[-1] == "带扳手；焊工证已过期 3 天，仍派工：已报名复审，人手不够"
    assert check_everything(day.desk.store) == []


def test_the_head_asked_over_the_phone_signs_in_the_morning_unless_it_was_taken_back(day, store):
    let_expire(day, 1)
    manager = desks.desk_for(store, desks.MANAGER, day.clock)
    asked = ApprovalDraft(int(manager.actor.staff_id or 0), day.now(), "可以，两人同去")
    taken = day.take(FaultGroup.COLD)

    day.dispatch(taken.matter_id, 1, override_reason="人手不够", approval=asked)

    waiting = unsigned_approvals(day.desk)
    assert [(row.number, row.subject, row.said) for row in waiting] == [
        (taken.number, "证书过期派工", "可以，两人同去")
    ]
    acts.undo_last(day.desk, uuid4())
    assert unsigned_approvals(day.desk) == []


def test_a_leak_never_waits_for_a_reason(day):
    let_expire(day, 1)
    taken = day.take(FaultGroup.LEAK)

    assert day.dispatch(taken.matter_id, 1).visit_no == 1


def test_whoever_has_no_certificate_at_all_is_sent_as_before(day):
    let_expire(day, 1)
    taken = day.take(FaultGroup.COLD)

    assert day.dispatch(taken.matter_id, 0).visit_no == 1
