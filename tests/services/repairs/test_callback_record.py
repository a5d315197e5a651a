"""回访记录表: read back by tools that are not ours."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app.services.kernel.errors import InvalidInput, Refused
from app.services.matters.sheets import find_sheet, prints_of
from app.services.matters.values import CallerDraft
from app.services.repairs import acts
from app.services.repairs.callback_record import preview_record, print_record, record_lines
from app.services.repairs.values import CallbackDraft, CallbackResult, Unreached, UnreachedDraft
from tests.support.papers import codes_of, run, text_of
from tests.support.repairs import PHONE, Day

CALLED_ON = date(2026, 11, 17)


def called(day: Day, count: int = 1) -> list[str]:
    """Repairs of the first morning, called back two days later: solved, not reached, unsolved, one after the other."""
    sent = [day.finished() for _ in range(count)]
    day.clock.set(day.now() + timedelta(hours=49))
    for place, each in enumerate(sent):
        if place % 3 == 1:
            acts.record_unreached(day.desk, each.matter_id, UnreachedDraft(reason=Unreached.BUSY), uuid4())
            continue
        draft = CallbackDraft(
            result=CallbackResult.SOLVED if place % 3 == 0 else CallbackResult.UNSOLVED,
            satisfaction="满意" if place % 3 == 0 else "不满意",
            answered_by="邻居",
            on_time=True,
            polite=True,
            protected=False,
            overcharged=False,
            room_c=1750,
            note="好，𬭎师傅修的",
            dialled=CallerDraft("王某", "13700001111", "邻居"),
        )
        acts.record_callback(day.desk, each.matter_id, draft, uuid4())
    return [each.number for each in sent]


def printed(day: Day, folder: Path) -> Path:
    today = day.desk.today()
    made = print_record(day.desk, today, today, "文件", uuid4())
    file = folder / f"{made.number}.pdf"
    file.write_bytes(made.pdf)
    return file


def test_the_paper_tells_each_attempt_and_every_answer(day: Day, tmp_path: Path) -> None:
    numbers = called(day, 3)

    text = "".join(text_of(printed(day, tmp_path)).split())

    for word in (
        "回访记录表",
        "HF-PQZ-20261117-0001",
        "3件，接通2件",
        *numbers,
        "占线",
        "已解决邻居接拨137****1111",
        "17.5℃",
        "好，𬭎师傅修的",
        "成功",
        "未接通1次",
        "情况不符",
        "WX-PQZ-20261117-0001",
    ):
        assert word in text, word


def test_no_number_stands_on_it_whole(day: Day, tmp_path: Path) -> None:
    called(day)

    text = text_of(printed(day, tmp_path))

    assert PHONE not in text
    assert "13700001111" not in text
    assert "138****0421" in text


def test_its_fonts_are_embedded_and_its_code_is_read_from_every_page(day: Day, tmp_path: Path) -> None:
    called(day, 30)
    file = printed(day, tmp_path)

    lines = run("pdffonts", file).splitlines()[2:]
    assert lines
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in lines)
    codes = codes_of(file, 150, tmp_path)
    assert len(codes) > 1
    assert {code.split(".")[0] for page in codes for code in page} == {file.stem}
    assert all(page for page in codes)
    assert "受理号、地点" in text_of(file, 2)


def test_a_record_has_a_number_of_its_own_and_its_print_is_journalled(day: Day) -> None:
    called(day)
    key = uuid4()

    first = print_record(day.desk, CALLED_ON, CALLED_ON, "文件", key)
    again = print_record(day.desk, CALLED_ON, CALLED_ON, "文件", key)
    other = print_record(day.desk, CALLED_ON, CALLED_ON, "文件", uuid4())

    assert (first.number, again.number, again.pdf == first.pdf) == (first.number, first.number, True)
    assert other.number == "HF-PQZ-20261117-0002"
    sheet = find_sheet(day.desk.store, first.number)
    assert [row.sha256 for row in prints_of(day.desk.store, sheet.id)] == [first.sha256]


def test_looking_at_it_gives_out_no_number(day: Day) -> None:
    called(day)

    preview_record(day.desk, CALLED_ON, CALLED_ON)

    assert print_record(day.desk, CALLED_ON, CALLED_ON, "文件", uuid4()).number == "HF-PQZ-20261117-0001"


def test_a_line_ends_with_the_day_it_is_about(day: Day) -> None:
    sent = day.finished()
    day.later(hours=49)
    acts.record_unreached(day.desk, sent.matter_id, UnreachedDraft(), uuid4())
    day.later(hours=24)
    acts.record_callback(day.desk, sent.matter_id, CallbackDraft(result=CallbackResult.REFUSED), uuid4())

    of_the_day = record_lines(day.desk, CALLED_ON, CALLED_ON)
    of_both = record_lines(day.desk, CALLED_ON, CALLED_ON + timedelta(days=1))

    assert [(line.result, len(line.attempts)) for line in of_the_day] == [("未接通 1 次", 1)]
    assert [(line.result, len(line.attempts)) for line in of_both] == [("拒访", 2)]


def test_days_without_a_callback_are_not_printed(day: Day) -> None:
    with pytest.raises(Refused, match="没有回访记录"):
        preview_record(day.desk, CALLED_ON, CALLED_ON)
    with pytest.raises(InvalidInput, match="早于"):
        record_lines(day.desk, CALLED_ON, CALLED_ON - timedelta(days=1))
    with pytest.raises(InvalidInput, match="31 天"):
        record_lines(day.desk, CALLED_ON, CALLED_ON + timedelta(days=40))
