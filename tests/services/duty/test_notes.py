"""值班记录: lines with true times, corrections that keep what stood there, and the paper of a shift."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app.services.duty.notes import LONGEST, NoteDraft, correct_note, notes, write_note
from app.services.duty.readings import ReadingDraft, record_reading
from app.services.duty.record import preview_record, print_record
from app.services.duty.shifts import shift_at, shift_before
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.trust.integrity import check_everything
from tests.support.desks import MORNING
from tests.support.papers import text_of
from tests.support.repairs import begin

HOUR = timedelta(hours=1)
SINCE, UNTIL = MORNING - HOUR, MORNING + HOUR


def line(words: str, **values: object) -> NoteDraft:
    return NoteDraft(**({"at": MORNING, "sort": "通知", "words": words} | values))  # type: ignore[arg-type]


def words(desk: Desk) -> list[str]:
    return [note.line.words for note in notes(desk, SINCE, UNTIL)]


def test_lines_stand_in_the_order_they_happened_and_late_ones_say_so(desk: Desk) -> None:
    write_note(desk, line("现在"), uuid4())
    write_note(desk, line("先前", at=MORNING - timedelta(minutes=30)), uuid4())
    found = notes(desk, SINCE, UNTIL)
    assert [(note.line.words, note.line.late, note.line.by) for note in found] == [
        ("先前", True, "李客服"),
        ("现在", False, "李客服"),
    ]


def test_a_correction_stands_instead_and_what_was_written_stays_beside_it(desk: Desk) -> None:
    first = write_note(desk, line("5 号楼"), uuid4())
    second = correct_note(desk, first.note_id, line("6 号楼"), uuid4())
    correct_note(desk, second.note_id, line("7 号楼"), uuid4())
    (note,) = notes(desk, SINCE, UNTIL)
    assert note.line.words == "7 号楼"
    assert [old.words for old in note.earlier] == ["5 号楼", "6 号楼"]


def test_a_line_corrected_into_another_hour_is_only_there(desk: Desk) -> None:
    first = write_note(desk, line("时间记错"), uuid4())
    correct_note(desk, first.note_id, line("时间记错", at=MORNING - 3 * HOUR), uuid4())
    assert words(desk) == []
    (note,) = notes(desk, MORNING - 4 * HOUR, SINCE)
    assert len(note.earlier) == 1


def test_a_line_is_corrected_once(desk: Desk) -> None:
    first = write_note(desk, line("甲"), uuid4())
    correct_note(desk, first.note_id, line("乙"), uuid4())
    with pytest.raises(Refused, match="已更正过"):
        correct_note(desk, first.note_id, line("丙"), uuid4())
    with pytest.raises(NotFound):
        correct_note(desk, first.note_id + 99, line("丙"), uuid4())


def test_a_line_may_name_its_matter_by_number(desk: Desk) -> None:
    taken = begin(desk).take()
    write_note(desk, line("已催", matter_number=taken.number.lower()), uuid4())
    (note,) = notes(desk, SINCE, UNTIL)
    assert (note.line.matter_id, note.line.matter_number) == (taken.matter_id, taken.number)
    with pytest.raises(InvalidInput, match="没有编号"):
        write_note(desk, line("已催", matter_number="WX-1"), uuid4())


@pytest.mark.parametrize(
    ("values", "name"),
    [({"words": " "}, "words"), ({"sort": "闲聊"}, "sort"), ({"words": "长" * (LONGEST + 1)}, "words")],
)
def test_what_is_missing_is_named(desk: Desk, values: dict[str, str], name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        write_note(desk, line(**({"words": "内容"} | values)), uuid4())
    assert list(refused.value.fields) == [name]


def test_times_to_come_are_refused_and_the_same_key_writes_once(desk: Desk) -> None:
    with pytest.raises(Refused, match="还没有到"):
        write_note(desk, line("明天的事", at=MORNING + HOUR), uuid4())
    key = uuid4()
    assert write_note(desk, line("一次"), key) == write_note(desk, line("一次"), key)
    assert words(desk) == ["一次"]


def test_the_paper_has_readings_lines_and_corrections_and_no_telephone(desk: Desk, tmp_path: Path) -> None:
    # Given a shift with a reading and a line that was corrected
    record_reading(desk, ReadingDraft(MORNING, "小雪", outdoor_c=-520), uuid4())
    first = write_note(desk, line("居委会 13800001234 来电"), uuid4())
    correct_note(desk, first.note_id, line("街道 13800001234 来电"), uuid4())
    # When it is printed
    printed = print_record(desk, shift_at(desk, MORNING), "文件", uuid4())
    # Then both stand on it, numbered, with masked telephones
    file = tmp_path / "record.pdf"
    file.write_bytes(printed.pdf)
    text = text_of(file)
    assert printed.number.startswith("ZJ-PQZ-20261115-")
    for word in ("值班记录", "小雪", "-5.2", "街道", "更正前", "居委会", "未排班", printed.number):
        assert word in text
    assert "13800001234" not in text
    assert check_everything(desk.store) == []


def test_a_shift_without_a_line_has_no_paper(desk: Desk) -> None:
    with pytest.raises(Refused, match="还没有记录"):
        preview_record(desk, shift_before(desk, shift_at(desk, MORNING)))


def test_a_long_line_stands_on_the_paper_whole_with_what_it_said_before(desk: Desk, tmp_path: Path) -> None:
    many = "".join(f"第{number}处阀门，" for number in range(60))
    first = write_note(desk, line(many), uuid4())
    correct_note(desk, first.note_id, line(many.replace("阀门", "井盖")), uuid4())

    path = tmp_path / "record.pdf"
    path.write_bytes(preview_record(desk, shift_at(desk, MORNING)))

    text = "".join(text_of(path).split())
    assert "…" not in text
    assert all(f"第{number}处{what}" in text for number in (0, 59) for what in ("井盖", "阀门"))
