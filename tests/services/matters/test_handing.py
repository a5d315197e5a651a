"""首问责任: whoever took it answers for it until somebody accepts it."""

from uuid import uuid4

import pytest

from app.models.matters import Matter
from app.services.kernel.desk import Role, StaffId
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.operators import StaffDraft, actor_named, add_staff, leave_station
from app.services.kernel.times import china
from app.services.kernel.unit import writing
from app.services.matters.check import fold_problems
from app.services.matters.handing import accept, hand_on, hand_ons
from app.services.repairs.reads import repair_card
from tests.support import desks
from tests.support.repairs import Day, begin


@pytest.fixture
def day(desk) -> Day:
    return begin(desk)


def head(day: Day):
    return desks.desk_for(day.desk.store, desks.MANAGER, day.clock)


def second_clerk(day: Day) -> int:
    """Another clerk of the station, 钱客服."""
    draft = StaffDraft("钱客服", "qkf", "004", frozenset({Role.CLERK}), pin="4567")
    add_staff(head(day), draft, uuid4())
    return int(actor_named(day.desk.store, "钱客服").staff_id or 0)


def test_the_first_asked_answers_until_somebody_accepts(day: Day) -> None:
    matter_id = day.take().matter_id
    head_id = int(head(day).actor.staff_id or 0)

    hand_on(day.desk, matter_id, head_id, "重大投诉苗头", uuid4())
    assert repair_card(day.desk, matter_id).head.owner == desks.CLERK

    accept(head(day), matter_id, uuid4())
    hand_on(head(day), matter_id, "公司客服部", "请公司答复", uuid4())

    card = repair_card(day.desk, matter_id)
    assert (card.head.owner, hand_ons(day.desk.store, matter_id)) == (desks.MANAGER, 2)
    assert [line.word for line in card.timeline] == ["受理", "转交", "接件", "转交"]
    assert fold_problems(day.desk.store) == []


def test_only_the_one_it_was_handed_to_accepts_it(day: Day) -> None:
    matter_id = day.take().matter_id
    with pytest.raises(Refused, match="已由您负责"):
        accept(day.desk, matter_id, uuid4())
    hand_on(day.desk, matter_id, second_clerk(day), "", uuid4())

    with pytest.raises(Refused, match="请由 钱客服 接件"):
        accept(head(day), matter_id, uuid4())


def test_what_waits_for_somebody_who_has_left_is_accepted_by_another(day: Day) -> None:
    matter_id = day.take().matter_id
    gone = second_clerk(day)
    hand_on(day.desk, matter_id, gone, "", uuid4())
    day.later(minutes=1)
    leave_station(head(day), StaffId(gone), china(day.now()).date(), uuid4())

    accept(head(day), matter_id, uuid4())

    assert repair_card(day.desk, matter_id).head.owner == desks.MANAGER


def test_nobody_hands_on_to_somebody_who_could_not_accept_it(day: Day) -> None:
    matter_id = day.take().matter_id
    reader = actor_named(day.desk.store, desks.VIEWER).staff_id

    for staff_id in (int(reader or 0), day.repairers[0]):
        with pytest.raises(Refused, match="不能转交给他"):
            hand_on(day.desk, matter_id, staff_id, "", uuid4())


def test_nobody_hands_on_to_nobody_or_to_himself(day: Day) -> None:
    matter_id = day.take().matter_id

    with pytest.raises(InvalidInput):
        hand_on(day.desk, matter_id, " ", "", uuid4())
    with pytest.raises(Refused, match="不用转交"):
        hand_on(day.desk, matter_id, int(day.desk.actor.staff_id or 0), "", uuid4())
    with pytest.raises(Refused, match="不在本站"):
        hand_on(day.desk, matter_id, 9999, "", uuid4())


def test_an_owner_nobody_made_is_found(day: Day) -> None:
    matter_id = day.take().matter_id
    with writing(day.desk, "test.owner", uuid4()) as unit:
        unit.update(Matter, matter_id, None, owner_id=day.repairers[0])

    assert [problem.column for problem in fold_problems(day.desk.store)] == ["owner_id"]
