"""计划停热 is told and posted beforehand; its clocks run only from when heat really went off."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from app.services.forwarding.opinion_matters import these
from app.services.kernel.errors import NotAllowed, Refused
from app.services.kernel.times import CHINA
from app.services.matters.check import fold_problems
from app.services.matters.clocks import clocks_of
from app.services.matters.events import effective_events
from app.services.matters.printing import Making
from app.services.matters.sheets import sheet_row
from app.services.matters.steps import matter_row
from app.services.matters.values import Noted, Taken
from app.services.outages import acts
from app.services.outages.banner import intake_banner
from app.services.outages.notice import issue_notice, notice_letter
from app.services.outages.reads import open_outages, outage_card, outage_for, outages
from app.services.outages.values import (
    Cause,
    ExtendDraft,
    JoinDraft,
    PlanDraft,
    PostDraft,
    RestoredDraft,
    TellDraft,
    TimeCorrection,
)
from app.services.trust.verify import verify
from tests.support import desks
from tests.support.outages import Block

STARTS = datetime(2026, 11, 17, 9, 0, tzinfo=CHINA)
ENDS = datetime(2026, 11, 17, 21, 0, tzinfo=CHINA)


def planned(block: Block, **values: object) -> Taken:
    """Two days before, twelve hours of work in the building are announced."""
    known = {"cause": Cause.PLANNED, "reason": "更换楼前井阀门", "began_at": STARTS, "expected_at": ENDS}
    return block.incident(**(known | values))  # type: ignore[arg-type]


def wait_until(block: Block, moment: datetime) -> None:
    block.desk.clock.set(moment)  # type: ignore[attr-defined]


def running(block: Block, outage_id: int) -> dict[str, datetime]:
    return {clock.policy_id: clock.start.astimezone(CHINA) for clock in clocks_of(block.desk, outage_id)}


def test_no_clock_of_the_stop_runs_until_heat_is_really_off(block: Block) -> None:
    outage = planned(block).matter_id
    before = running(block, outage)
    wait_until(block, STARTS + timedelta(minutes=40))
    at_the_hour = running(block, outage)

    acts.begin(block.desk, outage, Noted(STARTS + timedelta(minutes=30)), uuid4())

    off = STARTS + timedelta(minutes=30)
    assert set(before) == set(at_the_hour) == {"opinion.dispatch"}
    after = running(block, outage)
    assert {name: after[name] for name in after if name.startswith("outage.")} == {
        "outage.notify": off,
        "outage.notify_long": off,
        "outage.hours8": off,
        "outage.hours24": off,
    }
    assert matter_row(block.desk.store, outage).phase == "停热中"
    assert fold_problems(block.desk.store) == []


def test_who_was_told_beforehand_was_told_in_time_and_of_the_long_stop_too(block: Block) -> None:
    outage = planned(block).matter_id
    block.later(hours=2)
    notice = issue_notice(block.desk, outage, False, uuid4())
    acts.post_notice(block.desk, outage, PostDraft(place="23号楼门口", sheet_number=notice.number), uuid4())
    wait_until(block, STARTS)

    acts.begin(block.desk, outage, Noted(), uuid4())
    block.later(hours=5)
    acts.restore(block.desk, outage, Noted(), uuid4())

    outcomes = block.outcomes(outage)
    assert {name: outcomes[name] for name in outcomes if name.startswith("outage.")} == {
        "outage.notify": "met",
        "outage.notify_long": "met",
        "outage.hours8": "met",
        "outage.hours24": "met",
    }
    assert [event.kind for event in effective_events(block.desk.store, outage)][-4:] == [
        "began",
        "long_expected",
        "long_notified",
        "restored",
    ]
    assert fold_problems(block.desk.store) == []
    assert verify(block.desk.store) == []


def test_nobody_told_beforehand_is_late_half_an_hour_after_heat_went_off(block: Block) -> None:
    outage = planned(block).matter_id
    wait_until(block, STARTS)
    acts.begin(block.desk, outage, Noted(), uuid4())

    block.later(minutes=31)

    assert block.outcomes(outage)["outage.notify"] == "late_unexplained"
    assert block.outcomes(outage)["outage.notify_long"] == "late_unexplained"


def test_a_caller_hears_of_the_plan_and_joins_only_once_it_began(block: Block) -> None:
    outage, call = planned(block).matter_id, block.call()
    banner = intake_banner(block.desk, premises_id=block.flats[0]).outage
    with pytest.raises(Refused, match="还没有停热，不能并入"):
        acts.join(block.desk, outage, call.matter_id, JoinDraft(), uuid4())
    assert open_outages(block.desk) == []

    wait_until(block, STARTS)
    acts.begin(block.desk, outage, Noted(), uuid4())
    late = block.call(1)
    acts.join(block.desk, outage, late.matter_id, JoinDraft(), uuid4())

    assert banner is not None
    assert (banner.planned, banner.began_at, banner.until) == (True, STARTS, ENDS)
    now = outage_for(block.desk, premises_id=block.flats[0])
    assert now is not None
    assert not now.planned


def test_a_plan_hides_neither_a_real_incident_nor_a_storm(block: Block) -> None:
    planned(block)
    for flat in range(3):
        block.call(flat)
    offered = intake_banner(block.desk, premises_id=block.flats[2])

    real = block.incident(areas=())

    assert offered.storm is not None
    assert offered.outage is not None
    found = outage_for(block.desk, premises_id=block.flats[0])
    assert found is not None
    assert found.outage_id == real.matter_id
    assert [row.phase for row in outages(block.desk)] == ["停热中", "计划停热"]


def test_its_notice_says_that_it_is_planned(block: Block) -> None:
    outage = planned(block)
    notice = issue_notice(block.desk, outage.matter_id, False, uuid4())
    wait_until(block, STARTS)
    acts.begin(block.desk, outage.matter_id, Noted(), uuid4())
    now = issue_notice(block.desk, outage.matter_id, False, uuid4())

    def first_words(sheet_id: int) -> str:
        making = Making(sheet_row(block.desk.store, sheet_id), 1, block.desk.now(), "")
        return notice_letter(block.desk, making).paragraphs[0]

    assert first_words(notice.sheet_id).startswith("因更换楼前井阀门，计划自2026年11月17日9时起雍阳花园 23号楼暂停供热")
    assert "预计2026年11月17日21时恢复供热" in first_words(notice.sheet_id)
    assert first_words(now.sheet_id).startswith("因更换楼前井阀门，自2026年11月17日9时起")


def test_work_is_put_off_and_every_plan_stays_readable(block: Block) -> None:
    outage = planned(block).matter_id
    day = timedelta(days=1)

    acts.replan(
        block.desk, outage, PlanDraft(begins_at=STARTS + day, expected_at=ENDS + day, note="阀门未到货"), uuid4()
    )
    with pytest.raises(Refused, match="早于停热开始"):
        acts.replan(block.desk, outage, PlanDraft(begins_at=STARTS + 9 * day), uuid4())
    with pytest.raises(Refused, match="已过"):
        acts.replan(block.desk, outage, PlanDraft(begins_at=STARTS - 9 * day), uuid4())

    card = outage_card(block.desk, outage)
    assert (card.row.began_at, card.row.expected_at) == (STARTS + day, ENDS + day)
    assert [row.until_at for row in card.timeline if row.kind == "planned"] == [STARTS, STARTS + day]
    assert fold_problems(block.desk.store) == []


def test_what_has_not_begun_neither_ends_nor_begins_twice_and_may_be_called_off(block: Block) -> None:
    outage = planned(block).matter_id
    for act in (acts.arrive, acts.restore):
        with pytest.raises(Refused, match="请先记开始停热"):
            act(block.desk, outage, Noted(), uuid4())
    with pytest.raises(Refused, match="还没有到"):
        acts.begin(block.desk, outage, Noted(STARTS), uuid4())
    called_off = planned(block).matter_id
    acts.void(block.desk, called_off, "不停了", uuid4())
    wait_until(block, STARTS)

    key = uuid4()
    first = acts.begin(block.desk, outage, Noted(), key)
    assert acts.begin(block.desk, outage, Noted(), key) == first
    for _ in range(2):
        with pytest.raises(Refused, match="不用再记"):
            acts.begin(block.desk, outage, Noted(), uuid4())
    with pytest.raises(Refused, match="不用再记"):
        acts.replan(block.desk, outage, PlanDraft(begins_at=STARTS + timedelta(days=1)), uuid4())
    with pytest.raises(Refused, match="作废"):
        acts.begin(block.desk, called_off, Noted(), uuid4())
    assert fold_problems(block.desk.store) == []


def test_a_beginning_pressed_by_mistake_is_taken_back_while_nobody_joined(block: Block) -> None:
    outage = planned(block).matter_id
    wait_until(block, STARTS - timedelta(hours=20))
    acts.begin(block.desk, outage, Noted(), uuid4())
    began = next(event for event in effective_events(block.desk.store, outage) if event.kind == "began")

    acts.withdraw_event(block.desk, outage, began.id, "按错了", uuid4())
    assert matter_row(block.desk.store, outage).phase == "计划停热"
    assert "outage.hours8" not in running(block, outage)
    assert fold_problems(block.desk.store) == []

    acts.begin(block.desk, outage, Noted(), uuid4())
    call = block.call()
    acts.join(block.desk, outage, call.matter_id, JoinDraft(), uuid4())
    began = next(event for event in effective_events(block.desk.store, outage) if event.kind == "began")
    with pytest.raises(Refused, match="已有来电并入"):
        acts.withdraw_event(block.desk, outage, began.id, "按错了", uuid4())


def test_times_of_a_plan_must_agree(block: Block) -> None:
    with pytest.raises(Refused, match="早于停热开始"):
        planned(block, expected_at=STARTS - timedelta(hours=1))
    with pytest.raises(Refused, match="还没有到"):
        planned(block, cause=Cause.FAULT)
    outage = planned(block).matter_id
    plan = next(event for event in effective_events(block.desk.store, outage) if event.kind == "planned")
    with pytest.raises(Refused, match="不能撤回"):
        acts.withdraw_event(block.desk, outage, plan.id, "不停了", uuid4())
    late = TimeCorrection(plan.id, "记错", until=ENDS + timedelta(hours=1))
    with pytest.raises(Refused, match="早于停热开始"):
        acts.correct_time(block.desk, outage, late, uuid4())
    wait_until(block, ENDS + timedelta(hours=1))
    with pytest.raises(Refused, match="请先改预计恢复"):
        acts.begin(block.desk, outage, Noted(), uuid4())

    acts.extend(block.desk, outage, ExtendDraft(expected_at=ENDS + timedelta(hours=9)), uuid4())
    acts.begin(block.desk, outage, Noted(), uuid4())
    assert fold_problems(block.desk.store) == []


def test_a_planned_stop_lives_to_its_end_like_any_other(block: Block) -> None:
    outage = planned(block).matter_id
    acts.tell_users(block.desk, outage, TellDraft(how="业主群"), uuid4())
    wait_until(block, STARTS)
    acts.begin(block.desk, outage, Noted(), uuid4())
    call = block.call()
    acts.join(block.desk, outage, call.matter_id, JoinDraft(), uuid4())
    wait_until(block, ENDS)
    acts.restore(block.desk, outage, Noted(), uuid4())
    acts.tell_restored(block.desk, outage, RestoredDraft(told=(call.matter_id,)), uuid4())

    assert matter_row(block.desk.store, call.matter_id).closed_at is not None
    assert fold_problems(block.desk.store) == []
    assert verify(block.desk.store) == []


def test_what_is_reported_of_a_plan_says_so(block: Block) -> None:
    outage = planned(block).matter_id

    assert these(block.desk.store, [outage])[outage].suggestion == "更换楼前井阀门，计划 11-17 09:00 停热。"


def test_only_a_clerk_begins_or_changes_a_plan(block: Block) -> None:
    outage = planned(block).matter_id
    for name in (desks.VIEWER, desks.REPAIRERS[0]):
        other = desks.desk_for(block.desk.store, name)
        with pytest.raises(NotAllowed):
            acts.begin(other, outage, Noted(), uuid4())
        with pytest.raises(NotAllowed):
            acts.replan(other, outage, PlanDraft(begins_at=ENDS), uuid4())
