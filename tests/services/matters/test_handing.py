"""首问责任: whoever took it answers for it until somebody accepts it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.matters import Matter
from app.services.kernel.desk import Role, StaffId
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.operators import StaffDraft, actor_named, add_staff, leave_station
from app.services.kernel.times import china
from app.services.kernel.unit import writing
from app.services.matters.check import fold_problems
from app.services.matters.events import EffectiveEvent
from app.services.matters.handing import (
    ACCEPTED,
    HANDED_ON,
    Moved,
    accept,
    hand_on,
    hand_ons,
    owner_of,
    take_over,
    waiting_hand_on,
)
from app.services.repairs.corrections import void_matter
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


def test_a_shift_change_moves_what_one_answers_for_and_nothing_else(day: Day) -> None:
    mine, others = day.take().matter_id, day.take().matter_id
    clerk_id, head_id = int(day.desk.actor.staff_id or 0), int(head(day).actor.staff_id or 0)
    accept(head(day), others, uuid4())
    closed = day.take().matter_id
    void_matter(day.desk, closed, "误报", uuid4())
    coming = second_clerk(day)

    with writing(day.desk, "test.shift", uuid4()) as unit:
        moved = take_over(unit, clerk_id, coming, day.now(), "JJ-PQZ-20261115-0001")

    owners = dict(day.desk.store.tuples(Matter.select(Matter.id, Matter.owner)))
    assert moved == Moved(1, 0)
    assert owners == {mine: coming, others: head_id, closed: clerk_id}
    assert fold_problems(day.desk.store) == []


STEPS = st.lists(st.tuples(st.sampled_from(["hand_on", "accept", "shift"]), st.integers(1, 4)), max_size=12)


@given(STEPS)
def test_who_answers_and_who_is_waited_for_follow_every_order_of_hand_ons_and_shift_changes(
    steps: list[tuple[str, int]],
) -> None:
    owner, waits_for = 1, None
    events = [_event(0, "told", None, actor=1)]
    for place, (step, who) in enumerate(steps, start=1):
        if step == "hand_on":
            events.append(_event(place, HANDED_ON, who))
            waits_for = who
            continue
        events.append(_event(place, ACCEPTED, who, code="JJ-1" if step == "shift" else ""))
        owner = who
        if step == "accept" or waits_for == who:
            waits_for = None

    waiting = waiting_hand_on(events)
    assert owner_of(events) == owner
    assert (None if waiting is None else waiting.staff_id) == waits_for


def _event(place: int, kind: str, staff_id: int | None, code: str = "", actor: int | None = None) -> EffectiveEvent:
    at = desks.MORNING + timedelta(minutes=place)
    return EffectiveEvent(place, kind, at, at, at, actor, staff_id, code=code)
