"""Who has called lately."""

from uuid import uuid4

from app.services.customers.finding.calls import calls_lately, recent_callers
from app.services.kernel.desk import Desk
from app.services.matters.values import CallerDraft, PlaceDraft
from app.services.repairs.acts import take_repair, void_matter
from app.services.repairs.values import FaultGroup, RepairDraft
from tests.support.desks import MANAGER, desk_for
from tests.support.repairs import Day, begin


def stranger(day: Day, name: str, phone: str) -> int:
    place = PlaceDraft("机械厂宿舍5号楼3单元")
    draft = RepairDraft(fault_group=FaultGroup.LEAK, words="漏水", place=place, caller=CallerDraft(name, phone))
    return take_repair(day.desk, draft, uuid4()).matter_id


def test_the_last_callers_stand_newest_first_one_line_for_each_home_or_stranger(desk: Desk) -> None:
    day = begin(desk)
    stranger(day, "覃女士", "13700006677")
    day.take()
    day.later(minutes=3)
    second = day.take()
    stranger(day, "覃女士", "13700006677")
    stranger(day, "", "")

    lines = recent_callers(desk)

    assert [(line.premises_id, line.caller, line.phone) for line in lines] == [
        (None, "", ""),
        (None, "覃女士", "137****6677"),
        (day.premises_id, "冯贵", "138****0421"),
    ]
    assert lines[2].matter_number == second.number
    assert lines[2].told_at == desk.now()
    assert [line.caller for line in recent_callers(desk, 1)] == [""]
    assert recent_callers(desk, 0) == []


def test_a_voided_call_is_no_call(desk: Desk) -> None:
    day = begin(desk)
    void_matter(desk_for(desk.store, MANAGER, day.clock), stranger(day, "覃女士", "13700006677"), "录重了", uuid4())

    assert recent_callers(desk) == []
    assert calls_lately(desk).fitting(["6677"]) == []


def test_calls_are_read_again_only_after_somebody_has_written(desk: Desk) -> None:
    day = begin(desk)
    before = calls_lately(desk)
    assert calls_lately(desk) is before

    stranger(day, "覃女士", "13700006677")

    assert [call.name for call in calls_lately(desk).fitting(["6677"])] == ["覃女士"]
    assert calls_lately(desk).fitting(["66"]) == []
    assert calls_lately(desk).fitting([]) == []


def test_a_running_matter_is_known_until_it_is_closed(desk: Desk) -> None:
    day = begin(desk)
    day.take()

    calls = calls_lately(desk)

    assert (calls.running, calls.lately) == ({day.premises_id}, {day.premises_id})
