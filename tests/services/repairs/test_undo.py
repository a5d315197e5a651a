"""撤销: one's own last act, within a minute."""

from uuid import uuid4

import pytest

from app.services.kernel.errors import Refused
from app.services.matters.check import fold_problems
from app.services.repairs import acts
from app.services.repairs.materials import material_rows
from app.services.repairs.reads import repair_card
from app.services.repairs.together import TogetherDraft, dispatch_together
from app.services.repairs.values import (
    ContactDraft,
    FaultGroup,
    FinishDraft,
    VisitDraft,
    VisitResult,
    VisitResultDraft,
)
from app.services.repairs.work_values import MaterialDraft, UserCloseDraft
from tests.support import desks
from tests.support.repairs import Day


def states(day: Day, matter_id: int) -> list[tuple[str, str]]:
    return [(card.sheet.number, card.sheet.state) for card in repair_card(day.desk, matter_id).sheets]


def test_a_dispatch_taken_back_voids_its_sheet(day: Day) -> None:
    matter_id = day.take().matter_id
    sent = day.dispatch(matter_id)

    offered = acts.last_undoable(day.desk)
    undone = acts.undo_last(day.desk, uuid4())

    assert offered is not None
    assert (offered.word, undone.word) == ("派工", "派工")
    assert repair_card(day.desk, matter_id).head.phase == "已受理"
    assert states(day, matter_id) == [(sent.sheet_number, "void")]
    assert fold_problems(day.desk.store) == []


def test_another_man_taken_back_leaves_the_first_with_his_sheet(day: Day) -> None:
    matter_id = day.take().matter_id
    first = day.dispatch(matter_id)
    second = day.dispatch(matter_id, 1)

    acts.undo_last(day.desk, uuid4())

    assert states(day, matter_id) == [(first.sheet_number, "out"), (second.sheet_number, "void")]
    assert repair_card(day.desk, matter_id).facts.repairer_id == day.repairers[0]


def test_a_call_taken_back_is_void_with_its_number(day: Day) -> None:
    taken = day.take()

    undone = acts.undo_last(day.desk, uuid4())

    assert (undone.number, repair_card(day.desk, taken.matter_id).head.phase) == (taken.number, "作废")


def test_a_finish_taken_back_takes_findings_and_materials_along(day: Day) -> None:
    matter_id = day.take().matter_id
    day.arrive(matter_id)
    used = (MaterialDraft("截止阀", 200, "个"),)
    acts.finish(day.desk, matter_id, FinishDraft(cause="阀门", done="更换", materials=used, left_over="墙面"), uuid4())

    acts.undo_last(day.desk, uuid4())

    card = repair_card(day.desk, matter_id)
    assert (card.head.phase, card.head.cause, card.head.done) == ("处理中", "", "")
    assert [(row.quantity_c, row.current) for row in material_rows(day.desk.store, matter_id)] == [
        (200, False),
        (0, True),
    ]


def test_a_closing_taken_back_opens_the_repair_again(day: Day) -> None:
    head = desks.desk_for(day.desk.store, desks.MANAGER, day.clock)
    matter_id = day.take(FaultGroup.COLD).matter_id
    acts.record_contact(day.desk, matter_id, ContactDraft(), uuid4())
    acts.close_for_user_reason(head, matter_id, UserCloseDraft(reason="不让进", evidence="通话"), uuid4())

    acts.undo_last(head, uuid4())

    card = repair_card(day.desk, matter_id)
    assert (card.head.phase, card.head.closed_at) == ("已联系", None)
    assert fold_problems(day.desk.store) == []


def test_a_result_taken_back_takes_its_arrival_and_evidence_along(day: Day) -> None:
    matter_id = day.take().matter_id
    came = day.later(minutes=9)
    draft = VisitResultDraft(result=VisitResult.NOBODY_HOME, arrived_at=came, evidence="photo")
    acts.record_visit_result(day.desk, matter_id, draft, uuid4())

    acts.undo_last(day.desk, uuid4())

    assert repair_card(day.desk, matter_id).head.phase == "已受理"
    assert fold_problems(day.desk.store) == []


def test_after_a_minute_it_is_a_correction(day: Day) -> None:
    day.dispatch(day.take().matter_id)
    day.later(seconds=61)

    assert acts.last_undoable(day.desk) is None
    with pytest.raises(Refused, match="已超过 60 秒"):
        acts.undo_last(day.desk, uuid4())


def test_nothing_twice_and_nothing_of_others(day: Day) -> None:
    head = desks.desk_for(day.desk.store, desks.MANAGER, day.clock)
    day.take()

    with pytest.raises(Refused, match="没有可以撤销的操作"):
        acts.undo_last(head, uuid4())
    acts.undo_last(day.desk, uuid4())
    with pytest.raises(Refused, match="没有可以撤销的操作"):
        acts.undo_last(day.desk, uuid4())


def test_a_call_somebody_went_on_from_is_not_taken_back(day: Day) -> None:
    head = desks.desk_for(day.desk.store, desks.MANAGER, day.clock)
    matter_id = day.take().matter_id
    acts.record_contact(head, matter_id, ContactDraft(), uuid4())

    with pytest.raises(Refused, match="之后已有别的经过"):
        acts.undo_last(day.desk, uuid4())


def test_the_same_key_takes_back_once(day: Day) -> None:
    day.take()
    key = uuid4()

    assert acts.undo_last(day.desk, key) == acts.undo_last(day.desk, key)


def test_what_another_desk_wrote_down_at_the_door_is_not_pulled_away_from_under_it(day: Day) -> None:
    ids = tuple(day.take(FaultGroup.COLD).matter_id for _ in range(2))
    dispatch_together(day.desk, TogetherDraft(repairer_id=day.repairers[0], matter_ids=ids), uuid4())
    neighbour = desks.desk_for(day.desk.store, desks.MANAGER, day.clock)
    acts.record_arrival(neighbour, ids[1], VisitDraft(), uuid4())

    with pytest.raises(Refused, match="已记“到场”"):
        acts.undo_last(day.desk, uuid4())

    phases = [repair_card(day.desk, matter_id).head.phase for matter_id in ids]
    assert phases == ["已派工", "处理中"]
    assert [state for matter_id in ids for _, state in states(day, matter_id)] == ["out", "out"]


def test_a_word_with_the_user_does_not_keep_an_act_from_being_taken_back(day: Day) -> None:
    matter_id = day.take().matter_id
    day.dispatch(matter_id)
    neighbour = desks.desk_for(day.desk.store, desks.MANAGER, day.clock)
    acts.record_contact(neighbour, matter_id, ContactDraft(), uuid4())

    assert acts.undo_last(day.desk, uuid4()).word == "派工"


def test_a_clock_set_back_leaves_no_hour_of_taking_back(day: Day) -> None:
    day.dispatch(day.take().matter_id)

    day.later(hours=-1)

    assert acts.last_undoable(day.desk) is None
    with pytest.raises(Refused):
        acts.undo_last(day.desk, uuid4())
