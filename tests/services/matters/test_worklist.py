"""工单查询: found by whatever is known, of every kind, late ones by verdict or by their clocks now."""

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest

from app.models.disclosure import ExportRecord
from app.models.premises import Building
from app.models.station import Staff
from app.models.worklist import SavedFilter
from app.services.complaints.acts import take_complaint
from app.services.complaints.tip_offs import take_tip_off
from app.services.complaints.values import ComplaintDraft, TipOffDraft
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotAllowed, NotFound, Refused
from app.services.kernel.exporting import ListToExport, workbook
from app.services.kernel.unit import writing
from app.services.matters import worklist
from app.services.matters.saved_filters import drop_filter, save_filter, saved_filters
from app.services.matters.values import PlaceDraft
from app.services.matters.worklist import Standing, Wanted, find_matters, work_rows
from app.services.matters.worklist_choices import buildings_of, read_choices
from app.services.matters.worklist_export import export_matters
from app.services.repairs.corrections import void_matter
from app.services.repairs.values import FaultGroup
from tests.support.desks import MANAGER, desk_for
from tests.support.repairs import Day, begin


@pytest.fixture
def day(desk: Desk) -> Day:
    return begin(desk)


def ids(desk: Desk, **wanted: object) -> list[int]:
    return list(find_matters(desk, Wanted(**wanted)).ids)  # type: ignore[arg-type]


def test_nothing_asked_is_everything_newest_first_whatever_the_kind(day: Day, desk: Desk) -> None:
    first = day.take().matter_id
    day.later(minutes=5)
    second = take_complaint(
        desk, ComplaintDraft(words="态度不好", place=PlaceDraft("和平里", "free")), uuid4()
    ).matter_id
    day.later(minutes=5)
    third = take_tip_off(desk, TipOffDraft(words="某人收钱"), uuid4()).matter_id

    found = find_matters(desk, Wanted())
    rows = work_rows(desk, found.ids)

    assert list(found.ids) == [third, second, first]
    assert found.count == 3
    assert [rows[matter_id].kind_word for matter_id in found.ids] == ["举报", "投诉", "报修"]
    assert (rows[third].place, rows[third].words) == ("", "举报（内容保密）")


def test_days_are_those_of_china_and_both_count(day: Day, desk: Desk) -> None:
    today = desk.today()
    matter_id = day.take().matter_id

    assert ids(desk, first=today, last=today) == [matter_id]
    assert ids(desk, last=today - timedelta(days=1)) == []
    assert ids(desk, first=today + timedelta(days=1)) == []
    with pytest.raises(InvalidInput, match="截止日期"):
        find_matters(desk, Wanted(first=today, last=today - timedelta(days=1)))


def test_words_are_looked_for_in_words_place_and_number_and_all_of_them_must_fit(day: Day, desk: Desk) -> None:
    taken = day.take()
    place = work_rows(desk, [taken.matter_id])[taken.matter_id].place

    assert ids(desk, words="漏水") == [taken.matter_id]
    assert ids(desk, words=place) == [taken.matter_id]
    assert ids(desk, words=taken.number[-4:]) == [taken.matter_id]
    assert ids(desk, words="漏水 1102") == [taken.matter_id]
    assert ids(desk, words="漏水 9999") == []
    # What means something to a pattern means itself.
    assert ids(desk, words="%") == []


def test_no_word_of_a_tip_off_finds_it(day: Day, desk: Desk) -> None:
    tip_off = take_tip_off(desk, TipOffDraft(words="某人收钱", summary="反映收费"), uuid4())

    assert ids(desk, words="收") == []
    assert ids(desk, words=tip_off.number) == [tip_off.matter_id]


def test_open_closed_and_void_are_apart(day: Day, desk: Desk) -> None:
    stays = day.take().matter_id
    gone = day.take(FaultGroup.COLD)
    void_matter(desk, gone.matter_id, "打错电话", uuid4())

    assert ids(desk, standing=Standing.OPEN) == [stays]
    assert ids(desk, standing=Standing.CLOSED) == []
    assert ids(desk, standing=Standing.VOID) == [gone.matter_id]


def test_community_building_repairer_and_owner_narrow(day: Day, desk: Desk) -> None:
    matter_id = day.take().matter_id
    elsewhere = day.take(premises_id=None, place=PlaceDraft("河边沟里", "free")).matter_id
    day.dispatch(matter_id)
    ((building_id, community_id),) = desk.store.tuples(Building.select(Building.id, Building.community).limit(1))

    assert ids(desk, building_id=building_id) == [matter_id]
    assert ids(desk, community_id=community_id) == [matter_id]
    assert ids(desk, repairer_id=day.repairers[0]) == [matter_id]
    assert ids(desk, repairer_id=day.repairers[1]) == []
    assert set(ids(desk, owner_id=desk.actor.staff_id)) == {matter_id, elsewhere}
    assert ids(desk, owner_id=day.repairers[0]) == []


def test_late_is_late_while_it_runs_after_it_was_met_and_after_closing(day: Day, desk: Desk) -> None:
    running = day.take(FaultGroup.LEAK).matter_id
    met_late = day.take(FaultGroup.LEAK).matter_id
    day.dispatch(met_late)
    day.later(minutes=45)
    day.arrive(met_late)
    in_time = day.take(FaultGroup.LEAK).matter_id
    closed = day.take(FaultGroup.LEAK).matter_id
    day.later(minutes=20)
    day.dispatch(in_time)
    day.arrive(in_time)
    day.later(minutes=20)
    void_matter(desk, closed, "重复", uuid4())

    late = find_matters(desk, Wanted(late=True))

    assert set(late.ids) == {running, met_late}
    assert late.count == 2
    rows = work_rows(desk, [running, met_late, in_time])
    assert "漏水到场" in rows[met_late].late
    assert rows[in_time].late == ()


def test_a_saved_choice_comes_back_as_it_was(desk: Desk) -> None:
    wanted = Wanted(
        first=desk.today(), kinds=("repair", "complaint"), standing=Standing.OPEN, words="漏水", late=True, owner_id=3
    )
    save_filter(desk, "今天的漏水", wanted, False, uuid4())

    (kept,) = saved_filters(desk)

    assert (kept.name, kept.wanted, kept.shared, kept.mine) == ("今天的漏水", wanted, False, True)


def test_a_name_used_again_replaces_one_s_own(desk: Desk) -> None:
    save_filter(desk, "漏水", Wanted(words="漏水"), False, uuid4())
    save_filter(desk, "漏水", Wanted(words="滴水"), False, uuid4())

    assert [row.wanted.words for row in saved_filters(desk)] == ["滴水"]


def test_others_see_what_is_shared_and_only_the_manager_drops_it(desk: Desk) -> None:
    save_filter(desk, "我的", Wanted(words="甲"), False, uuid4())
    shared = save_filter(desk, "大家的", Wanted(words="乙"), True, uuid4())
    manager = desk_for(desk.store, MANAGER, desk.clock)
    theirs = save_filter(manager, "站长的", Wanted(), True, uuid4())

    assert [row.name for row in saved_filters(manager)] == ["大家的", "站长的"]
    with pytest.raises(Refused, match="站长能删"):
        drop_filter(desk, theirs.filter_id, uuid4())
    drop_filter(manager, shared.filter_id, uuid4())
    assert [row.name for row in saved_filters(desk)] == ["我的", "站长的"]


def test_what_a_later_version_wrote_into_a_choice_is_left_out(desk: Desk) -> None:
    kept = save_filter(desk, "漏水", Wanted(words="漏水"), False, uuid4())
    body = {"words": "漏水", "standing": "paused", "period": "quarter", "colour": "red"}
    with writing(desk, "test.later", uuid4()) as unit:
        unit.update(SavedFilter, kept.filter_id, body=json.dumps(body))

    assert [row.wanted for row in saved_filters(desk)] == [Wanted(words="漏水")]


def test_what_is_not_shared_is_dropped_by_its_author_alone(desk: Desk) -> None:
    kept = save_filter(desk, "我的", Wanted(words="甲"), False, uuid4())
    manager = desk_for(desk.store, MANAGER, desk.clock)

    with pytest.raises(NotFound):
        drop_filter(manager, kept.filter_id, uuid4())
    assert len(saved_filters(desk)) == 1


def test_who_left_and_what_was_voided_stand_last_with_a_word(day: Day, desk: Desk) -> None:
    first = day.repairers[0]
    with writing(desk, "test.gone", uuid4()) as unit:
        unit.update(Staff, first, left_on="2026-11-14")

    found = read_choices(desk)

    assert found.repairers[-1] == (first, "张建国（已离职）")
    assert [word for _, word in found.communities] == ["和平里小区"]
    assert [word for _, word in buildings_of(desk, found.communities[0][0])] == ["3"]


def test_a_filter_without_a_name_is_not_kept(desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="名字"):
        save_filter(desk, "  ", Wanted(), False, uuid4())


def test_the_workbook_has_what_was_found_masked_and_is_on_record(day: Day, desk: Desk, tmp_path: Path) -> None:
    day.take()
    leak = day.take(FaultGroup.LEAK)
    void_matter(desk, leak.matter_id, "重复", uuid4())
    path = tmp_path / "工单.xlsx"

    done = export_matters(desk, path, Wanted(standing=Standing.OPEN), "交公司核对", key=uuid4())

    assert done is not None
    book = openpyxl.load_workbook(path)
    lines = list(book["工单"].iter_rows(values_only=True))
    assert lines[0][:3] == ("编号", "类别", "受理时间")
    assert len(lines) == 2
    assert (lines[1][1], lines[1][2].hour) == ("报修", 8)
    assert desk.store.tuples(ExportRecord.select(ExportRecord.subject, ExportRecord.rows)) == [("工单", 1)]


def test_more_than_are_listed_are_counted_in_the_workbook(
    day: Day, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day.take()
    day.take()
    day.take()
    monkeypatch.setattr(worklist, "MOST", 2)

    export_matters(desk, tmp_path / "工单.xlsx", Wanted(), "交公司核对", key=uuid4())

    book = openpyxl.load_workbook(tmp_path / "工单.xlsx")
    assert book["工单"].max_row == 3
    assert "查到 3 件，只列最近 2 件" in str(book["说明"]["A3"].value)


def test_no_telephone_leaves_in_an_address_either(day: Day, desk: Desk, tmp_path: Path) -> None:
    day.take(premises_id=None, place=PlaceDraft("河边 13800001234", "free"))

    export_matters(desk, tmp_path / "工单.xlsx", Wanted(), "交公司核对", key=uuid4())

    (line,) = list(openpyxl.load_workbook(tmp_path / "工单.xlsx")["工单"].iter_rows(min_row=2, values_only=True))
    assert "13800001234" not in str(line)
    assert "河边" in line[3]


def test_a_character_that_no_workbook_holds_keeps_none_from_being_written(desk: Desk) -> None:
    export = ListToExport("worklist.export", "工单", "件", "交公司核对", True, "")

    body = workbook(desk, export, ["诉求"], [["漏\x0b水"], ["=1+1\x01"]], 2)

    assert body is not None
    lines = list(openpyxl.load_workbook(BytesIO(body))["工单"].iter_rows(values_only=True))
    assert lines[1:] == [("漏水",), ("=1+1",)]


def test_only_the_manager_takes_whole_words_out(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        export_matters(desk, tmp_path / "a.xlsx", Wanted(), "核对", key=uuid4(), masked=False)


def test_what_is_wanted_is_told_apart_from_what_is_not(day: Day, desk: Desk) -> None:
    day.take(FaultGroup.LEAK)
    narrow = Wanted(kinds=("complaint",))

    assert find_matters(desk, narrow).count == 0
    assert find_matters(desk, replace(narrow, kinds=("complaint", "repair"))).count == 1
