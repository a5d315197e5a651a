"""An incident from its beginning to its end."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.models.matters import Matter
from app.models.outages import Outage, OutageArea
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.pictures import Fitted
from app.services.kernel.unit import writing
from app.services.kinds import kind_of
from app.services.matters.board import Board
from app.services.matters.check import fold_problems
from app.services.matters.events import effective_events
from app.services.matters.steps import matter_row
from app.services.matters.values import FollowUp, Happening, Noted
from app.services.outages import acts
from app.services.outages.facts import fold
from app.services.outages.notice import issue_notice
from app.services.outages.steps import read_life
from app.services.outages.values import (
    AreaDraft,
    Cause,
    ExtendDraft,
    OutageDraft,
    PostDraft,
    TellDraft,
    TimeCorrection,
)
from tests.support.outages import Block


def kinds(block: Block, outage_id: int) -> list[str]:
    return [event.kind for event in effective_events(block.desk.store, outage_id)]


def test_an_incident_has_a_number_an_area_and_four_clocks_in_view(block: Block) -> None:
    taken = block.incident(areas=(AreaDraft(building_id=block.building_id, unit="2", riser="东立管"),))

    matter = matter_row(block.desk.store, taken.matter_id)
    assert taken.number == "SJ-PQZ-20261115-0001"
    assert (matter.phase, matter.place_kind, matter.place_text) == ("停热中", "riser", "雍阳花园 23号楼 2单元 东立管")
    assert {row.policy_id for row in Board().refresh(block.desk)} == {
        "outage.notify",
        "outage.hours8",
        "outage.hours24",
        "opinion.dispatch",
    }
    assert fold_problems(block.desk.store) == []


def test_without_an_area_heat_is_off_everywhere(block: Block) -> None:
    taken = block.incident(cause=Cause.POWER, areas=())

    assert matter_row(block.desk.store, taken.matter_id).place_text == "本站全部供热区域"


def test_the_beginning_may_lie_before_anybody_told_the_station(block: Block) -> None:
    began = block.desk.now() - timedelta(hours=2)

    taken = block.incident(began_at=began)

    facts = fold(effective_events(block.desk.store, taken.matter_id))
    assert (facts.began_at, facts.told_at) == (began, block.desk.now())
    assert fold_problems(block.desk.store) == []


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [({"began_at": 1.0}, "还没有到"), ({"told_at": 1.0}, "还没有到"), ({"expected_at": -1.0}, "早于停热开始")],
)
def test_no_time_lies_in_the_future_and_no_end_before_the_beginning(
    block: Block, hours: dict[str, float], sentence: str
) -> None:
    times = {name: block.desk.now() + timedelta(hours=span) for name, span in hours.items()}

    with pytest.raises(Refused, match=sentence):
        block.incident(**times)

    assert block.desk.store.scalars(Outage.select(Outage.id)) == []


def test_an_area_names_a_place_of_the_ledger(block: Block) -> None:
    with pytest.raises(InvalidInput):
        block.incident(areas=(AreaDraft(unit="2"),))
    with pytest.raises(InvalidInput):
        block.incident(areas=(AreaDraft(building_id=99_999),))


def test_telling_the_users_in_half_an_hour_meets_the_first_duty(block: Block) -> None:
    taken = block.incident()
    block.later(minutes=20)

    acts.tell_users(block.desk, taken.matter_id, TellDraft(how="业主群", note="预计 11 点恢复"), uuid4())

    assert block.outcomes(taken.matter_id)["outage.notify"] == "met"
    assert "long_notified" not in kinds(block, taken.matter_id)
    assert fold_problems(block.desk.store) == []


def test_an_end_eight_hours_away_starts_the_second_duty_when_it_is_known_and_only_once(block: Block) -> None:
    began = block.desk.now()
    taken = block.incident(3)
    acts.tell_users(block.desk, taken.matter_id, TellDraft(how="业主群"), uuid4())
    known = block.later(hours=2)

    for hours in (8, 12):
        draft = ExtendDraft(note="阀门没有货", expected_at=began + timedelta(hours=hours))
        acts.extend(block.desk, taken.matter_id, draft, uuid4())

    facts = fold(effective_events(block.desk.store, taken.matter_id))
    assert facts.long_expected_at == known
    assert kinds(block, taken.matter_id).count("long_expected") == 1
    assert [expected.until - began for expected in facts.expectations] == [
        timedelta(hours=hours) for hours in (3, 8, 12)
    ]
    assert "outage.notify_long" in {row.policy_id for row in Board().refresh(block.desk)}


def test_seven_hours_and_fifty_nine_minutes_are_not_long(block: Block) -> None:
    taken = block.incident(7 + 59 / 60)

    assert "long_expected" not in kinds(block, taken.matter_id)


def test_a_posted_notice_meets_both_duties_of_a_long_stop(block: Block) -> None:
    taken = block.incident(9)
    block.later(minutes=25)

    draft = PostDraft(place="23号楼一单元门口", photo=Fitted(b"\xff\xd8photo"))
    acts.post_notice(block.desk, taken.matter_id, draft, uuid4())

    met = block.outcomes(taken.matter_id)
    assert (met["outage.notify"], met["outage.notify_long"]) == ("met", "met")


def test_a_stop_that_was_to_be_short_and_lasts_eight_hours_is_long_from_then_on(block: Block) -> None:
    taken = block.incident(3)
    acts.tell_users(block.desk, taken.matter_id, TellDraft(), uuid4())
    began = block.desk.now()
    block.later(hours=9)

    acts.restore(block.desk, taken.matter_id, Noted(), uuid4())

    facts = fold(effective_events(block.desk.store, taken.matter_id))
    assert facts.long_expected_at == began + timedelta(hours=8)
    assert block.outcomes(taken.matter_id)["outage.notify_long"] == "late_unexplained"
    assert block.outcomes(taken.matter_id)["outage.hours8"] == "late_unexplained"


def test_heat_is_back_only_after_it_was_off_and_never_in_the_future(block: Block) -> None:
    taken = block.incident()
    now = block.desk.now()

    with pytest.raises(Refused, match="早于停热开始"):
        acts.restore(block.desk, taken.matter_id, Noted(at=now - timedelta(minutes=5)), uuid4())
    with pytest.raises(Refused, match="还没有到"):
        acts.restore(block.desk, taken.matter_id, Noted(at=now + timedelta(minutes=5)), uuid4())
    with pytest.raises(Refused, match="早于停热开始"):
        acts.extend(block.desk, taken.matter_id, ExtendDraft(expected_at=now - timedelta(hours=1)), uuid4())
    acts.restore(block.desk, taken.matter_id, Noted(), uuid4())
    with pytest.raises(Refused, match="恢复供热，不用再记"):
        acts.restore(block.desk, taken.matter_id, Noted(), uuid4())


def test_an_incident_is_archived_when_it_is_over_and_the_dispatch_room_has_its_opinion(block: Block) -> None:
    taken = block.incident()
    acts.tell_users(block.desk, taken.matter_id, TellDraft(), uuid4())
    now = block.later(minutes=30)
    acts.restore(block.desk, taken.matter_id, Noted(), uuid4())
    before = matter_row(block.desk.store, taken.matter_id)

    with writing(block.desk, "test.opinion", uuid4()) as unit:
        kind_of("outage").note(unit, taken.matter_id, Happening("opinion_sent", now, now, note="已恢复"))

    after = matter_row(block.desk.store, taken.matter_id)
    assert (before.phase, before.closed_at) == ("已恢复", None)
    assert (after.phase, after.closed_at) == ("已归档", now)
    assert fold_problems(block.desk.store) == []


def test_a_fact_that_no_incident_has_is_refused(block: Block) -> None:
    taken = block.incident()
    now = block.desk.now()

    with writing(block.desk, "test.note", uuid4()) as unit, pytest.raises(Refused, match="没有这一种"):
        kind_of("outage").note(unit, taken.matter_id, Happening("merged", now, now))


def test_corrected_times_move_the_clocks_and_what_follows_from_them(block: Block) -> None:
    taken = block.incident(9)
    began = next(e for e in effective_events(block.desk.store, taken.matter_id) if e.kind == "expected")
    shorter = TimeCorrection(began.id, "听错了", until=block.desk.now() + timedelta(hours=2))

    acts.correct_time(block.desk, taken.matter_id, shorter, uuid4())

    assert "long_expected" not in kinds(block, taken.matter_id)
    assert fold_problems(block.desk.store) == []


def test_a_correction_that_contradicts_is_refused(block: Block) -> None:
    taken = block.incident()
    block.later(hours=1)
    acts.restore(block.desk, taken.matter_id, Noted(), uuid4())
    events = {event.kind: event.id for event in effective_events(block.desk.store, taken.matter_id)}
    early = block.desk.now() - timedelta(hours=2)

    with pytest.raises(Refused, match="早于停热开始"):
        acts.correct_time(block.desk, taken.matter_id, TimeCorrection(events["restored"], "记错", at=early), uuid4())
    with pytest.raises(Refused, match="不能撤回"):
        acts.withdraw_event(block.desk, taken.matter_id, events["began"], "记错", uuid4())

    acts.withdraw_event(block.desk, taken.matter_id, events["restored"], "没有热", uuid4())
    assert matter_row(block.desk.store, taken.matter_id).phase == "停热中"


def test_a_false_alarm_is_voided_with_its_reason(block: Block) -> None:
    taken = block.incident()

    acts.void(block.desk, taken.matter_id, "不是停热，是阀门关了", uuid4())

    matter = matter_row(block.desk.store, taken.matter_id)
    assert (matter.phase, matter.void_reason) == ("作废", "不是停热，是阀门关了")
    assert Board().refresh(block.desk) == []
    with pytest.raises(Refused, match="已作废"):
        acts.restore(block.desk, taken.matter_id, Noted(), uuid4())
    assert fold_problems(block.desk.store) == []


def test_other_areas_replace_the_old_ones_which_stay_readable(block: Block) -> None:
    taken = block.incident()

    acts.change_areas(block.desk, taken.matter_id, (AreaDraft(community_id=block.community_id),), "范围扩大", uuid4())

    assert matter_row(block.desk.store, taken.matter_id).place_text == "雍阳花园"
    outage_id = read_life(block.desk.store, taken.matter_id).outage_id
    rows = OutageArea.select(OutageArea.voided_at.is_null()).where(OutageArea.outage == outage_id)
    assert [bool(row) for row in block.desk.store.scalars(rows.order_by(OutageArea.id))] == [False, True]


def test_an_incident_may_grow_out_of_a_repair(block: Block) -> None:
    repair = block.call()

    with writing(block.desk, "test.follow_up", uuid4()) as unit:
        draft = FollowUp(repair.matter_id, "立管爆裂", block.desk.now())
        taken = kind_of("outage").follow_up(unit, draft)

    row = matter_row(block.desk.store, taken.matter_id)
    assert (row.parent_id, row.place_text) == (repair.matter_id, "雍阳花园 23号楼 1单元")


def test_the_same_key_saves_once(block: Block) -> None:
    key = uuid4()
    draft = OutageDraft(reason="停电", cause=Cause.POWER)

    assert acts.take_outage(block.desk, draft, key) == acts.take_outage(block.desk, draft, key)
    assert len(block.desk.store.scalars(Matter.select(Matter.id))) == 1


def test_nobody_was_told_before_heat_was_off_and_the_station_knew(block: Block) -> None:
    now = block.desk.now()
    outage = block.incident(3, began_at=now - timedelta(minutes=20))
    yesterday = now - timedelta(days=1)

    with pytest.raises(Refused, match="请核对日期和时间"):
        acts.tell_users(block.desk, outage.matter_id, TellDraft(yesterday), uuid4())
    with pytest.raises(Refused, match="请核对日期和时间"):
        acts.post_notice(block.desk, outage.matter_id, PostDraft(yesterday, place="门口"), uuid4())
    acts.tell_users(block.desk, outage.matter_id, TellDraft(now - timedelta(minutes=15)), uuid4())
    events = effective_events(block.desk.store, outage.matter_id)
    users_told = next(event for event in events if event.kind == "users_told")

    with pytest.raises(Refused, match="告知用户"):
        acts.correct_time(block.desk, outage.matter_id, TimeCorrection(users_told.id, "记错", at=yesterday), uuid4())
    assert block.outcomes(outage.matter_id) == {"outage.notify": "met"}
    assert fold_problems(block.desk.store) == []


def test_only_a_notice_of_this_incident_hangs_for_it(block: Block) -> None:
    outage, other = block.incident(), block.incident()
    stop = issue_notice(block.desk, outage.matter_id, False, uuid4())

    with pytest.raises(Refused, match="不是这件停热事件的停热公告"):
        acts.post_notice(block.desk, other.matter_id, PostDraft(place="门口", sheet_number=stop.number), uuid4())
    acts.restore(block.desk, outage.matter_id, Noted(), uuid4())
    wrong = PostDraft(place="门口", sheet_number=stop.number, restored=True)
    with pytest.raises(Refused, match="不是这件停热事件的恢复供热公告"):
        acts.post_notice(block.desk, outage.matter_id, wrong, uuid4())


def test_other_areas_need_a_reason(block: Block) -> None:
    outage = block.incident()

    with pytest.raises(InvalidInput):
        acts.change_areas(block.desk, outage.matter_id, (), " ", uuid4())


def test_no_area_names_a_place_that_is_not_there(block: Block) -> None:
    for area in (AreaDraft(community_id=9999), AreaDraft(building_id=9999), AreaDraft()):
        with pytest.raises(InvalidInput):
            block.incident(areas=(area,))


def test_a_channel_of_many_words_is_kept_as_far_as_there_is_room(block: Block) -> None:
    outage = block.incident(channel="微信公众号和小程序留言板")

    assert matter_row(block.desk.store, outage.matter_id).channel == "微信公众号和小程序留"
