"""Blanks of the 断电夹: kept ready, used, voided; a power cut is settled when every one is accounted for."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.services.complaints.acts import take_complaint
from app.services.complaints.values import ComplaintDraft
from app.services.duty.call_register import rest_empty
from app.services.duty.power_cuts import (
    CutDraft,
    change_cut,
    cut_row,
    record_cut,
    unsettled_cut,
    void_cut,
)
from app.services.duty.power_settings import power_settings
from app.services.kernel.errors import InvalidInput, Refused
from app.services.matters.sheets import find_sheet
from app.services.repairs.acts import print_slip, return_sheet
from app.services.repairs.blank_matters import matters_for_blank
from app.services.repairs.blanks import blanks
from app.services.repairs.values import SheetReturnDraft
from app.services.reports import power_papers
from app.services.reports.power_papers import attach_paper, folder_papers, gaps, reserve, settle_cut, void_papers
from tests.support.power import BEGAN, ENDED, Night, dark_night
from tests.support.repairs import Day, begin

LYING = sum(kind.count for kind in power_settings().blanks)


@pytest.fixture
def day(desk) -> Day:
    return begin(desk)


@pytest.fixture
def night(day: Day) -> Night:
    return dark_night(day.desk)


def test_blanks_lie_ready_and_are_numbered_once(night: Night) -> None:
    before = [sheet.number for sheet in reserve(night.desk.store)]

    assert night.fill() == 0
    assert len(before) == LYING
    assert [sheet.number for sheet in reserve(night.desk.store)] == before


def test_only_what_was_used_is_numbered_anew(night: Night, day: Day) -> None:
    taken = day.take()
    day.dispatch(taken.matter_id, with_sheet=False)
    used = night.blank("folder_blank")
    attach_paper(night.desk, used, taken.number, uuid4())

    assert night.fill() == 1
    lying = [sheet.number for sheet in reserve(night.desk.store)]
    assert len(lying) == LYING
    assert used not in lying


def test_a_used_slip_is_attached_and_comes_back_like_any_other(night: Night, day: Day) -> None:
    taken = day.take()
    day.dispatch(taken.matter_id, with_sheet=False)
    day.arrive(taken.matter_id)
    day.finish(taken.matter_id)
    number = night.blank("folder_blank")

    attach_paper(night.desk, number.lower(), taken.number, uuid4())
    back = return_sheet(night.desk, SheetReturnDraft(number, view="满意"), uuid4())

    assert back.matter_id == taken.matter_id
    assert next(row for row in folder_papers(night.desk) if row.number == number).state_word == "已收单"
    # It never was in a repairer's pocket.
    assert blanks(night.desk) == []


def test_a_slip_of_the_folder_may_belong_to_any_repair_without_one(night: Night, day: Day) -> None:
    waiting, sent, slipped = day.take(), day.take(), day.take()
    day.dispatch(sent.matter_id, with_sheet=False)
    print_slip(day.desk, day.dispatch(slipped.matter_id).sheet_id, "前台打印机", uuid4())

    assert [line.matter_id for line in matters_for_blank(night.desk, None)] == [sent.matter_id, waiting.matter_id]
    assert [line.matter_id for line in matters_for_blank(night.desk, day.repairers[0])] == [sent.matter_id]


def test_of_two_slips_of_the_folder_for_one_repair_none_falls_away(night: Night, day: Day) -> None:
    taken = day.take()
    numbers = [sheet.number for sheet in reserve(night.desk.store) if sheet.form == "folder_blank"][:2]

    for number in numbers:
        attach_paper(night.desk, number, taken.number, uuid4())

    assert [find_sheet(night.desk.store, number).state for number in numbers] == ["out", "out"]
    assert matters_for_blank(night.desk, None) == []


def test_a_complaint_written_by_hand_finds_its_matter(night: Night, day: Day) -> None:
    repair = day.take()
    complaint = take_complaint(night.desk, ComplaintDraft("没人接电话", premises_id=day.premises_id), uuid4())
    number = night.blank("complaint_blank")

    with pytest.raises(Refused, match="不是投诉"):
        attach_paper(night.desk, number, repair.number, uuid4())
    attach_paper(night.desk, number, complaint.number, uuid4())

    assert find_sheet(night.desk.store, number).matter_id == complaint.matter_id
    with pytest.raises(Refused, match="不用再登记"):
        attach_paper(night.desk, number, complaint.number, uuid4())


def test_a_cut_is_settled_when_nothing_is_missing(night: Night, day: Day) -> None:
    cut = record_cut(night.desk, CutDraft(BEGAN, ENDED), uuid4())
    night.line(1)
    with pytest.raises(Refused, match=f"等 {LYING} 张"):
        settle_cut(night.desk, cut.cut_id, uuid4())

    rest_empty(night.desk, night.register_id, cut.cut_id, uuid4())
    attach_paper(night.desk, night.blank("handover_blank"), "", uuid4())
    left = gaps(night.desk, cut.cut_id)
    assert len(left) == LYING - 2
    void_papers(night.desk, [row.sheet_id for row in left], "停电 03:10–05:40 未用", uuid4())

    settle_cut(night.desk, cut.cut_id, uuid4())
    assert unsettled_cut(night.desk.store) is None
    assert cut_row(night.desk.store, cut.cut_id).settled_at == night.desk.now()


def test_papers_numbered_after_the_light_came_back_are_no_gap(night: Night) -> None:
    cut = record_cut(night.desk, CutDraft(BEGAN, ENDED), uuid4())
    void_papers(night.desk, [row.sheet_id for row in gaps(night.desk, cut.cut_id)], "未用", uuid4())

    assert night.fill() == LYING
    assert gaps(night.desk, cut.cut_id) == []


def test_however_many_papers_there_were_what_lies_out_is_listed(night: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(power_papers, "LATEST", 3)
    cut = record_cut(night.desk, CutDraft(BEGAN, ENDED), uuid4())
    void_papers(night.desk, [row.sheet_id for row in folder_papers(night.desk)][:5], "未用", uuid4())

    states = [row.state for row in folder_papers(night.desk)]

    assert states == ["out"] * 11 + ["void"] * 3
    assert len(gaps(night.desk, cut.cut_id)) == 11


def test_a_register_with_lines_is_not_voided(night: Night) -> None:
    night.line(1)
    with pytest.raises(Refused, match="已录入 1 行"):
        void_papers(night.desk, [night.register_id], "未用", uuid4())
    with pytest.raises(InvalidInput):
        void_papers(night.desk, [night.register_id], "  ", uuid4())


def test_a_cut_that_lasts_is_not_settled_and_two_do_not_overlap(night: Night) -> None:
    cut = record_cut(night.desk, CutDraft(BEGAN), uuid4())
    with pytest.raises(Refused, match="重叠"):
        record_cut(night.desk, CutDraft(ENDED, night.desk.now()), uuid4())
    with pytest.raises(Refused, match="重叠"):
        record_cut(night.desk, CutDraft(night.desk.now()), uuid4())
    with pytest.raises(InvalidInput) as refused:
        change_cut(night.desk, cut.cut_id, 1, CutDraft(BEGAN, BEGAN - timedelta(minutes=1)), uuid4())
    assert list(refused.value.fields) == ["ended_at"]

    void_papers(night.desk, [row.sheet_id for row in gaps(night.desk, cut.cut_id)], "未用", uuid4())
    with pytest.raises(Refused, match="恢复供电"):
        settle_cut(night.desk, cut.cut_id, uuid4())
    change_cut(night.desk, cut.cut_id, 1, CutDraft(BEGAN, ENDED, "变电站故障"), uuid4())
    settle_cut(night.desk, cut.cut_id, uuid4())
    with pytest.raises(Refused, match="办结"):
        change_cut(night.desk, cut.cut_id, 3, CutDraft(BEGAN), uuid4())


def test_a_cut_that_never_was_leaves_the_list_with_its_reason(night: Night) -> None:
    cut = record_cut(night.desk, CutDraft(BEGAN, ENDED), uuid4())
    void_cut(night.desk, cut.cut_id, "跳闸，没停电", uuid4())

    assert unsettled_cut(night.desk.store) is None
