"""断电夹: written every evening and at handover, read back as paper."""

import os
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from app.models.care import PremisesFlag
from app.models.duty import FolderCopy, Handover
from app.models.papers import PrintRecord
from app.models.people import Caller
from app.services.duty.power_settings import power_settings
from app.services.kernel.desk import Desk
from app.services.kernel.errors import Gone, NotAllowed
from app.services.kernel.times import CHINA
from app.services.kernel.unit import writing
from app.services.matters.sheets import check_keys, code_of, find_sheet, last_print, prints_of
from app.services.matters.values import CallerDraft
from app.services.paper.payload import Verdict, judge, parse_payload
from app.services.repairs.intake import take_repair
from app.services.repairs.values import RepairDraft
from app.services.reports.power_copies import ASKED, EVENING, HANDOVER, due_reason, folder_copies
from app.services.reports.power_folder import (
    print_folder,
    write_folder,
)
from app.services.reports.power_papers import reserve
from tests.support import desks
from tests.support.papers import codes_of, run, text_of
from tests.support.repairs import PHONE, Day, begin


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "断电夹"


@pytest.fixture
def day(sqlite_desk: Desk) -> Day:
    return begin(sqlite_desk)


def test_the_evening_comes_once_a_day(day: Day, place: Path) -> None:
    day.clock.set(datetime(2026, 11, 15, 17, 29, tzinfo=CHINA))
    assert due_reason(day.desk, place) == ""  # nothing to write about yet
    day.take()
    assert due_reason(day.desk, place) == EVENING  # nothing since yesterday evening
    first = write_folder(day.desk, place, ASKED, uuid4())
    assert due_reason(day.desk, place) == ""

    day.later(minutes=1)
    assert due_reason(day.desk, place) == EVENING
    write_folder(day.desk, place, EVENING, uuid4())
    assert due_reason(day.desk, place) == ""
    day.later(hours=23)
    assert due_reason(day.desk, place) == ""
    # Another computer's folder, or a file somebody took away, is none.
    (place / folder_copies(day.desk)[0].file_name).unlink()
    assert due_reason(day.desk, place) == EVENING
    assert (place / first.file_name).exists()


def test_a_handover_makes_another_one_due(day: Day, place: Path) -> None:
    write_folder(day.desk, place, EVENING, uuid4())
    day.later(minutes=30)
    times = {"since_at": day.now(), "written_at": day.now(), "accepted_at": day.now()}
    with writing(day.desk, "test.handover", uuid4()) as unit:
        unit.insert(Handover, number="JJ-PQZ-1", day="2026-11-15", shift="白班", **times)

    assert due_reason(day.desk, place) == HANDOVER
    day.later(minutes=1)
    write_folder(day.desk, place, HANDOVER, uuid4())
    assert due_reason(day.desk, place) == ""


def test_the_file_is_journalled_and_says_everything(day: Day, place: Path, tmp_path: Path) -> None:
    said = RepairDraft(words="厨房喷水，独居老人", premises_id=day.premises_id, caller=CallerDraft("冯贵", PHONE))
    taken = take_repair(day.desk, said, uuid4())
    day.dispatch(taken.matter_id)
    with writing(day.desk, "test.flag", uuid4()) as unit:
        flag = {"word": "独居老人", "source": "社区", "from_day": "2026-11-15"}
        unit.insert(PremisesFlag, premises_id=day.premises_id, **flag)

    written = write_folder(day.desk, place, HANDOVER, uuid4())
    pdf = place / written.file_name

    text = text_of(pdf)
    for words in (
        taken.number,
        "和平里小区-3-2-1102",
        PHONE,
        "张建国",
        "13800000101",
        "单元门内左侧",
        "▲",
        "119",
    ):
        assert words in text
    assert "独居" not in text
    (copy,) = folder_copies(day.desk)
    digest = day.desk.store.scalar(FolderCopy.select(FolderCopy.file_sha256))
    assert digest == sha256(pdf.read_bytes()).hexdigest()
    assert (copy.reason_word, copy.pages, copy.by) == ("交接班", written.pages, desks.CLERK)
    assert int(run("pdfinfo", pdf).split("Pages:")[1].split()[0]) == written.pages
    assert all("yes yes yes" in line for line in run("pdffonts", pdf).splitlines()[2:])
    numbers = {sheet.number for sheet in reserve(day.desk.store)}
    read = [parse_payload(code) for page in codes_of(pdf, 150, tmp_path) for code in page]
    assert {payload.number for payload in read if payload} == numbers | {written.number}
    assert {judge(payload, check_keys(day.desk.store)) for payload in read if payload} == {Verdict.OK}


def test_codes_of_the_users_copy_stand_on_paper_and_not_in_the_file(day: Day, place: Path, tmp_path: Path) -> None:
    printed = print_folder(day.desk, place, "打印机", uuid4())
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(printed.pdf)
    slip = next(sheet for sheet in reserve(day.desk.store) if sheet.form == "folder_blank")
    code = code_of(day.desk.store, slip)

    assert code in text_of(paper)
    assert code not in text_of(place / folder_copies(day.desk)[0].file_name)
    # What the user signs is what was printed.
    assert last_print(day.desk.store, slip.id).sha256 == sha256(printed.pdf).hexdigest()
    assert last_print(day.desk.store, find_sheet(day.desk.store, printed.number).id).target == "打印机"
    prints = len(day.desk.store.scalars(PrintRecord.select(PrintRecord.id)))
    assert prints == len(reserve(day.desk.store)) + 2


def test_a_name_no_face_can_print_does_not_stop_the_folder(day: Day, place: Path) -> None:
    day.take(caller=CallerDraft("冯\U00020bb7", "13800000421"))

    written = write_folder(day.desk, place, EVENING, uuid4())

    assert "冯〓" in text_of(place / written.file_name)
    assert day.desk.store.scalar(Caller.select(Caller.name)) == "冯\U00020bb7"


def test_old_folders_go(day: Day, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = power_settings().files_kept
    place.mkdir()
    for number in range(kept + 3):
        (place / f"断电夹-2026{number:04d}-1730-0001.pdf").write_bytes(b"old")
    (place / "别的文件.pdf").write_bytes(b"theirs")

    written = write_folder(day.desk, place, EVENING, uuid4())

    names = sorted(path.name for path in place.iterdir())
    assert len(names) == kept + 1
    assert {written.file_name, "别的文件.pdf"} <= set(names)


def test_what_a_killed_program_left_goes_and_a_file_somebody_has_open_stays(day: Day, place: Path) -> None:
    (place / "断电夹-20260000-1730-0001.pdf").mkdir(parents=True)
    for number in range(power_settings().files_kept):
        (place / f"断电夹-2026{number:04d}-1730-0002.pdf").write_bytes(b"old")
    torn, fresh = (place / f"断电夹-20261114-1730-{name}.pdf.aa.part" for name in ("0001", "0002"))
    for path in (torn, fresh):
        path.write_bytes(b"half")
    os.utime(torn, (0, 0))

    written = write_folder(day.desk, place, EVENING, uuid4())

    names = {path.name for path in place.iterdir()}
    assert {written.file_name, fresh.name, "断电夹-20260000-1730-0001.pdf"} <= names
    assert torn.name not in names
    assert "断电夹-20260000-1730-0002.pdf" not in names


def test_a_place_that_cannot_be_reached_holds_no_folder(day: Day, place: Path) -> None:
    write_folder(day.desk, place, EVENING, uuid4())

    assert due_reason(day.desk, place / ("远" * 200)) == EVENING


def test_tried_again_with_the_same_key_it_keeps_its_number(day: Day, place: Path) -> None:
    key = uuid4()
    place.write_text("a file in the way")
    for _ in range(3):
        with pytest.raises(Gone):
            write_folder(day.desk, place, EVENING, key)
    place.unlink()

    assert write_folder(day.desk, place, EVENING, key).number.endswith("-0001")


def test_a_folder_that_cannot_be_written_is_not_journalled(day: Day, tmp_path: Path) -> None:
    taken = tmp_path / "断电夹"
    taken.write_text("a file in the way")

    with pytest.raises(Gone, match="没有写成"):
        write_folder(day.desk, taken, EVENING, uuid4())
    assert folder_copies(day.desk) == []


def test_where_no_file_can_be_written_the_folder_is_printed_all_the_same(day: Day, place: Path) -> None:
    place.write_text("a file in the way")

    printed = print_folder(day.desk, place, "前台打印机", uuid4())

    assert printed.pdf.startswith(b"%PDF")
    sheet = find_sheet(day.desk.store, printed.number)
    assert [row.target for row in prints_of(day.desk.store, sheet.id)] == ["前台打印机"]
    assert folder_copies(day.desk) == []


def test_the_same_key_writes_one_folder(day: Day, place: Path) -> None:
    key = uuid4()
    first = write_folder(day.desk, place, EVENING, key)

    assert write_folder(day.desk, place, EVENING, key) == first
    assert len(folder_copies(day.desk)) == 1


def test_who_only_looks_on_writes_none(day: Day, place: Path) -> None:
    viewer = desks.desk_for(day.desk.store, desks.VIEWER, day.clock)
    with pytest.raises(NotAllowed):
        write_folder(viewer, place, EVENING, uuid4())
    assert not place.exists()
