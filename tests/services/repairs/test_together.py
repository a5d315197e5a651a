"""同楼集中派工: several repairs of one building in one act (9.8)."""

from uuid import uuid4

import pytest

from app.services.kernel.errors import InvalidInput, Refused
from app.services.matters.check import fold_problems
from app.services.matters.sheets import sheets_of
from app.services.repairs import acts
from app.services.repairs.reads import repair_card
from app.services.repairs.together import TogetherDraft, dispatch_together
from app.services.repairs.values import FaultGroup
from tests.support.repairs import Day


def test_one_man_goes_to_all_of_them_and_each_has_its_slip(day: Day) -> None:
    ids = tuple(day.take(FaultGroup.COLD).matter_id for _ in range(3))

    sent = dispatch_together(day.desk, TogetherDraft(repairer_id=day.repairers[0], matter_ids=ids), uuid4())

    cards = [repair_card(day.desk, matter_id) for matter_id in ids]
    assert (sent.count, sent.left_out) == (3, "")
    assert [(card.head.phase, card.head.repairer) for card in cards] == [("已派工", "张建国")] * 3
    assert sent.sheet_numbers == tuple(card.sheets[0].sheet.number for card in cards)
    assert len(set(sent.sheet_numbers)) == 3


def test_one_that_was_finished_meanwhile_is_left_out_and_named(day: Day) -> None:
    done = day.finished(FaultGroup.COLD).matter_id
    waiting = day.take(FaultGroup.COLD).matter_id
    day.later(minutes=1)

    sent = dispatch_together(day.desk, TogetherDraft(repairer_id=day.repairers[1], matter_ids=(done, waiting)), uuid4())

    assert (sent.count, sent.left_out) == (1, repair_card(day.desk, done).head.number)
    assert repair_card(day.desk, waiting).head.repairer == "赵志强"


def test_when_all_of_them_are_finished_nobody_is_sent(day: Day) -> None:
    done = day.finished(FaultGroup.COLD).matter_id
    day.later(minutes=1)

    with pytest.raises(Refused):
        dispatch_together(day.desk, TogetherDraft(repairer_id=day.repairers[0], matter_ids=(done,)), uuid4())


def test_taken_back_within_the_minute_all_of_them_wait_again_and_their_slips_are_void(day: Day) -> None:
    ids = tuple(day.take(FaultGroup.COLD).matter_id for _ in range(2))
    dispatch_together(day.desk, TogetherDraft(repairer_id=day.repairers[0], matter_ids=ids), uuid4())

    undone = acts.undo_last(day.desk, uuid4())

    cards = [repair_card(day.desk, matter_id) for matter_id in ids]
    assert undone.word == "同楼派工"
    assert [(card.head.phase, card.sheets[0].sheet.state) for card in cards] == [("已受理", "void")] * 2
    assert fold_problems(day.desk.store) == []


def test_pressed_twice_it_is_one_dispatch(day: Day) -> None:
    ids = (day.take(FaultGroup.COLD).matter_id, day.take(FaultGroup.COLD).matter_id)
    draft, key = TogetherDraft(repairer_id=day.repairers[0], matter_ids=ids), uuid4()

    assert dispatch_together(day.desk, draft, key) == dispatch_together(day.desk, draft, key)
    assert len(sheets_of(day.desk.store, ids[0])) == 1


def test_nobody_is_sent_when_the_man_is_no_repairer_of_the_station(day: Day) -> None:
    taken = day.take(FaultGroup.COLD).matter_id
    clerk = day.desk.actor.staff_id or 0

    with pytest.raises(Refused):
        dispatch_together(day.desk, TogetherDraft(repairer_id=clerk, matter_ids=(taken,)), uuid4())
    with pytest.raises(InvalidInput):
        dispatch_together(day.desk, TogetherDraft(repairer_id=day.repairers[0], matter_ids=()), uuid4())

    assert repair_card(day.desk, taken).head.phase == "已受理"


def test_the_act_stands_among_those_of_repairs() -> None:
    assert acts.dispatch_together is dispatch_together
