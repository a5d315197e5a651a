"""Any numbered paper goes one way: number, commit, bytes, journal."""

from hashlib import sha256
from uuid import uuid4

import pytest

from app.services.kernel.desk import Desk
from app.services.kernel.errors import Refused
from app.services.kernel.unit import writing
from app.services.matters import sheets
from app.services.matters.printing import Declare, Making, issue_paper, preview_sheet, print_sheet, sheet_qr
from app.services.paper.kit import Copy, Foot, Heading, Paper, Row, value
from app.services.paper.payload import Verdict, judge, parse_payload
from app.services.paper.profiles import A4_PORTRAIT


def notice(desk: Desk, words: str = "因抢修停热") -> Declare:
    def declare(making: Making) -> Paper:
        heading = Heading("供热公司", "停热公告", making.sheet.number, qr=sheet_qr(desk, making.sheet.number))
        copy = Copy(heading, (Row((value(words, 100),)),), Foot(making.foot))
        return Paper("停热公告", making.sheet.number, making.sheet.number, making.at, (copy,))

    return declare


def issued(desk: Desk) -> sheets.Issued:
    return issue_paper(desk, None, uuid4(), series="GG", form="notice")


def test_every_series_counts_for_itself_and_only_slips_have_a_callback_code(desk: Desk) -> None:
    with writing(desk, "test.issue", uuid4()) as unit:
        slip = sheets.issue_sheet(unit, None, None, None)
        first = sheets.issue_sheet(unit, None, None, None, series="GG", form="notice")
        second = sheets.issue_sheet(unit, None, None, None, series="GG", form="notice")

    assert [paper.number.split("-")[::3] for paper in (slip, first, second)] == [
        ["HD", "0001"],
        ["GG", "0001"],
        ["GG", "0002"],
    ]
    notice_row, slip_row = (sheets.sheet_row(desk.store, paper.sheet_id) for paper in (first, slip))
    assert (notice_row.callback_mac, sheets.code_of(desk.store, notice_row)) == ("", "")
    assert len(sheets.code_of(desk.store, slip_row)) == 6


def test_a_number_asked_for_twice_with_one_key_is_one_number(desk: Desk) -> None:
    key = uuid4()
    first = issue_paper(desk, None, key, series="CL", form="opinion")

    assert issue_paper(desk, None, key, series="CL", form="opinion") == first


def test_a_print_is_journalled_with_its_digest_and_a_reprint_says_so(desk: Desk) -> None:
    sheet = issued(desk)

    printed = print_sheet(desk, sheet.sheet_id, notice(desk), A4_PORTRAIT, "前台打印机", uuid4())
    again = print_sheet(desk, sheet.sheet_id, notice(desk), A4_PORTRAIT, "文件", uuid4())

    first, second = sheets.prints_of(desk.store, sheet.sheet_id)
    assert (first.sha256, first.copies, first.target) == (sha256(printed.pdf).hexdigest(), "1", "前台打印机")
    assert (second.ordinal, second.sha256 == first.sha256) == (2, False)
    assert again.ordinal == 2


def test_a_print_pressed_twice_gives_the_same_bytes_unless_the_words_changed(desk: Desk) -> None:
    sheet, key = issued(desk), uuid4()

    first = print_sheet(desk, sheet.sheet_id, notice(desk), A4_PORTRAIT, "文件", key)

    assert print_sheet(desk, sheet.sheet_id, notice(desk), A4_PORTRAIT, "文件", key) == first
    with pytest.raises(Refused, match="内容有变化"):
        print_sheet(desk, sheet.sheet_id, notice(desk, "改了"), A4_PORTRAIT, "文件", key)


def test_a_preview_leaves_no_line_in_the_journal(desk: Desk) -> None:
    sheet = issued(desk)

    assert preview_sheet(desk, sheet.sheet_id, notice(desk), A4_PORTRAIT).startswith(b"%PDF")
    assert sheets.prints_of(desk.store, sheet.sheet_id) == []


def test_the_qr_of_any_paper_is_checked_with_the_stations_keys(desk: Desk) -> None:
    payload = parse_payload(sheet_qr(desk, issued(desk).number))

    assert payload is not None
    assert judge(payload, sheets.check_keys(desk.store), 1) is Verdict.OK
