"""Who has called lately."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import uuid4

import pytest

from app.models.people import Caller
from app.models.premises import Community
from app.services.customers.card.disclosure import reveal_card
from app.services.customers.care.merging import MergeDraft, merge
from app.services.customers.finding.calls import Call
from app.services.customers.finding.calls_lately import calls_lately
from app.services.customers.finding.recent_callers import recent_callers
from app.services.customers.finding.search import search
from app.services.customers.lately import lately_days
from app.services.kernel.desk import Desk
from app.services.kernel.unit import writing
from app.services.matters.values import CallerDraft, PlaceDraft
from app.services.repairs.acts import take_repair, void_matter
from app.services.repairs.values import FaultGroup, RepairDraft
from tests.support.care import town
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


def test_what_an_import_writes_or_a_clerk_looks_at_leaves_the_calls_as_they_were_read(desk: Desk) -> None:
    day = begin(desk)
    before = calls_lately(desk)

    reveal_card(desk, day.premises_id, "用户", uuid4())
    with writing(desk, "ledger.import", uuid4()) as unit:
        unit.insert(Community, name="康乐新村", short_name="康乐")

    assert calls_lately(desk) is before


def test_calls_are_read_again_only_after_somebody_has_written(desk: Desk) -> None:
    day = begin(desk)
    before = calls_lately(desk)
    assert calls_lately(desk) is before

    stranger(day, "覃女士", "13700006677")

    assert [call.name for call in calls_lately(desk).fitting(["6677"])] == ["覃女士"]
    assert calls_lately(desk).fitting(["66"]) == []
    assert calls_lately(desk).fitting([]) == []


def read_anew(desk: Desk) -> list[Call]:
    """As a window that has just been opened would read them."""
    other = desk.store.sibling()
    try:
        return calls_lately(replace(desk, store=other)).all
    finally:
        other.close()


def test_what_was_read_before_an_act_and_what_the_act_touched_are_all_calls(desk: Desk) -> None:
    day = begin(desk)
    manager = desk_for(desk.store, MANAGER, day.clock)
    first, second = day.take().matter_id, day.take(premises_id=None, place=PlaceDraft("锅炉房东墙外")).matter_id
    acts: list[Callable[[], object]] = [
        partial(stranger, day, "覃女士", "13700006677"),
        partial(day.dispatch, first),
        partial(day.arrive, first),
        partial(void_matter, manager, second, "录重了", uuid4()),
        partial(day.finish, first),
        partial(day.later, days=lately_days()),
        day.take,
        partial(day.later, days=1),
    ]
    for act in acts:
        calls_lately(desk)
        act()
        assert calls_lately(desk).all == read_anew(desk), act

    assert second not in [call.matter_id for call in calls_lately(desk).all]


def test_the_other_name_of_a_caller_is_known_at_once(desk: Desk) -> None:
    day = begin(desk)
    day.take()
    assert [call.name for call in calls_lately(desk).all] == ["冯贵"]

    with writing(desk, "test.caller", uuid4()) as unit:
        unit.update(Caller, int(desk.store.scalar(Caller.select(Caller.id))), name="龚䶮")

    assert [call.name for call in calls_lately(desk).all] == ["龚䶮"]


def test_a_running_matter_is_known_until_it_is_closed(desk: Desk) -> None:
    day = begin(desk)
    day.take()

    calls = calls_lately(desk)

    assert (calls.running, calls.lately) == ({day.premises_id}, {day.premises_id})


@pytest.fixture
def merged(desk: Desk) -> tuple[int, int]:
    """A flat kept and its double merged into it, the double with an open matter of a stranger."""
    place = town(desk)
    kept = place.flat("3", "2", "1102", "王伟", "13800004490")
    double = place.flat("3", "2", "11-02")
    draft = RepairDraft(words="不热", premises_id=double, caller=CallerDraft("覃女士", "13700006677"))
    take_repair(desk, draft, uuid4())
    merge(desk, MergeDraft(kept, double), uuid4())
    return kept, double


def test_a_matter_of_a_merged_file_is_one_of_the_file_that_stands_for_it(desk: Desk, merged: tuple[int, int]) -> None:
    kept, _ = merged

    calls = calls_lately(desk)

    assert (calls.running, calls.lately) == ({kept}, {kept})
    assert [(hit.premises_id, hit.is_open) for hit in search(desk, "6677")] == [(kept, True)]
    assert [hit.premises_id for hit in search(desk, "13700006677")] == [kept]
    assert [line.premises_id for line in recent_callers(desk)] == [kept]
    assert recent_callers(desk)[0].place == "和平里小区3号楼2单元1102室"


def test_after_two_merges_the_last_file_stands_for_all(desk: Desk, merged: tuple[int, int]) -> None:
    kept, _ = merged
    last = town(desk).flat("5", "1", "101", community="雍阳花园")

    merge(desk, MergeDraft(last, kept), uuid4())

    assert calls_lately(desk).running == {last}
    assert [hit.premises_id for hit in search(desk, "6677")] == [last]
