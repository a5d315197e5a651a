"""Files that are no ledger, or hardly one: a sentence each, and the program goes on."""

import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from app.services.customers.ledger.lines import LedgerLine, Place
from app.services.customers.ledger.parsing import parse_ledger
from app.services.kernel.errors import AppError
from tests.support.spreadsheets import write_lines_xlsx, write_ods, write_ole, write_xls, xlsx_line

HEADING = ["小区", "楼号", "单元", "室号", "户名", "电话", "建筑面积", "入网日期"]
HOME = ["甲花园", 1, 1, 101, "王伟", "13800001234", 90.5, "2020-01-02"]
LINES = [HEADING, HOME, [*HOME[:3], 102, "李娜", "13800001235", 80, ""]]
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20
EXCEL_LAST = "XFD1048576"


def refusal(path: Path) -> str:
    with pytest.raises(AppError) as caught:
        parse_ledger(path)
    return caught.value.message


def households(path: Path) -> list[LedgerLine]:
    return [line for line in parse_ledger(path).lines if line.household is not None]


def as_text(sign: str = ",") -> str:
    return "\r\n".join(sign.join(map(str, row)) for row in LINES)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("照片.xlsx", JPEG, "是图片"),
        ("照片.csv", JPEG, "是图片"),
        ("说明.xls", b"%PDF-1.7\n", "是 PDF"),
        ("台账.rar.xlsx", b"Rar!\x1a\x07\x00" + bytes(40), "是压缩包"),
        ("导出.xls", "<html><table><tr><td>小区</td></tr></table></html>".encode(), "网页格式"),
        ("空.xlsx", b"", "空文件"),
        ("空行.csv", b" \r\n\r\n", "不是表格文件"),
        ("程序.csv", b"MZ\x90\x00\x03\x00\x00\x00" * 50, "不是表格文件"),
        ("断.csv", as_text().encode()[:200] + b"\x00" + as_text().encode()[200:], "第 3 行里有空字节"),
        ("改.csv", as_text().encode() + "\r\n甲花园,1,1,103,赵敏,,,".encode("gb18030"), "混有两种文字编码（第 4 行"),
        ("混.csv", as_text().encode("gb18030") + "\r\n甲花园,1,1,103,赵敏,,,".encode(), "混有两种文字编码（第 4 行"),
        ("坏.csv", as_text().encode("gb18030") + b"\r\n\xff\xff\xfe,1,1\r\n", "第 4 行的文字读不出来"),
    ],
)
def test_what_is_no_table_is_refused_by_its_bytes_whatever_its_name(tmp_path, name, data, says) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    assert says in refusal(path)


def test_a_workbook_with_a_password_is_known_in_both_forms(tmp_path: Path) -> None:
    write_ole(tmp_path / "新.xlsx", {"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"x" * 9_000})
    write_xls(tmp_path / "旧.xls", {"台账": LINES}, locked=True)

    assert "打开密码" in refusal(tmp_path / "新.xlsx")
    assert "打开密码" in refusal(tmp_path / "旧.xls")


def test_a_document_in_the_container_of_a_workbook_is_none(tmp_path: Path) -> None:
    write_ole(tmp_path / "通知.xls", {"WordDocument": b"x" * 9_000})

    assert "不是可读的工作簿" in refusal(tmp_path / "通知.xls")


@pytest.mark.parametrize("kept", [60, 400, 0.5, 0.9, 0.999])
def test_a_workbook_cut_short_is_damaged(workbook, kept: float) -> None:
    path = workbook({"台账": LINES})
    data = path.read_bytes()
    path.write_bytes(data[: int(kept if kept > 1 else kept * len(data))])

    assert "已损坏" in refusal(path)


@pytest.mark.parametrize("kept", [0.1, 0.3, 0.6, 0.9])
@pytest.mark.parametrize(("name", "write"), [("台账.xls", write_xls), ("台账.ods", write_ods)])
def test_other_workbooks_cut_short_are_damaged_too(tmp_path: Path, name: str, write, kept: float) -> None:
    write(tmp_path / name, {"台账": LINES * 50})
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[: int(kept * len(data))])

    assert "已损坏" in refusal(tmp_path / name)


def test_a_container_that_leads_the_reader_astray_is_damaged(tmp_path: Path) -> None:
    # More sectors than its first list names: the reader runs over its end and panics.
    write_ole(tmp_path / "台账.xls", {"Workbook": b"x" * 8_000_000})

    assert "已损坏" in refusal(tmp_path / "台账.xls")


def test_an_archive_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "台账.xlsx", "w") as archive:
        archive.writestr("台账.csv", as_text())

    assert "压缩包" in refusal(tmp_path / "台账.xlsx")


@pytest.mark.parametrize(
    ("arrange", "says"),
    [
        (lambda book: (book.create_chartsheet("图"), book.remove(book["台账"])), "没有工作表"),
        (lambda book: (book.create_sheet("空"), setattr(book["台账"], "sheet_state", "hidden")), "只有隐藏的工作表"),
        (lambda book: book["台账"].delete_rows(1, 9), "没有任何内容"),
    ],
)
def test_a_workbook_in_which_nobody_sees_a_table_says_so(
    workbook, arrange: Callable[[openpyxl.Workbook], object], says: str
) -> None:
    path = workbook({"台账": LINES})
    book = openpyxl.load_workbook(path)
    arrange(book)
    book.active = len(book.sheetnames) - 1
    book.save(path)

    assert says in refusal(path)


def test_hidden_sheets_are_left_out_and_named(workbook) -> None:
    path = workbook({"台账": LINES, "旧": [HEADING, ["乙花园", *HOME[1:]]]})
    book = openpyxl.load_workbook(path)
    book["旧"].sheet_state = "hidden"
    book.save(path)

    ledger = parse_ledger(path)

    assert ledger.hidden == ("旧",)
    assert {line.place.community for line in ledger.lines if line.place} == {"甲花园"}


def test_one_sign_at_the_far_end_of_a_sheet_is_named_before_it_takes_all_memory(workbook) -> None:
    path = workbook({"台账": LINES})
    book = openpyxl.load_workbook(path)
    book["台账"][EXCEL_LAST] = "x"
    book.save(path)

    assert "第 1048576 行、第 16384 列" in refusal(path)


def test_a_million_times_the_same_cell_is_no_ledger(tmp_path: Path) -> None:
    write_ods(tmp_path / "台账.ods", {"台账": LINES}, rows_repeated=200_000)

    assert "重复的单元格" in refusal(tmp_path / "台账.ods")


def test_what_unpacks_to_more_than_a_gigabyte_is_not_opened(tmp_path: Path) -> None:
    write_lines_xlsx(tmp_path / "台账.xlsx", [" " * (1 << 26)] * 17)

    assert (tmp_path / "台账.xlsx").stat().st_size < 20_000_000
    assert "超过 1 GB" in refusal(tmp_path / "台账.xlsx")


def test_a_folder_and_what_may_not_be_read_say_so(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").mkdir()

    assert "是文件夹" in refusal(tmp_path / "台账.xlsx")
    assert "找不到文件" in refusal(tmp_path / "没有.xlsx")
    assert "打不开" in refusal(tmp_path / ("长" * 300 + ".xlsx"))


def test_formulas_with_errors_and_days_nobody_can_know_are_empty_cells(workbook) -> None:
    rows = [
        HEADING,
        [*HOME[:4], "#REF!", "#N/A", "#VALUE!", "1899-12-31"],
        ["#REF!", *HOME[1:3], 102, "李娜", "", 80, -5],
    ]

    first, second = households(workbook({"台账": rows}))

    assert first.household is not None
    assert (first.household.holder, first.household.phones, first.household.area_c) == ("", (), None)
    assert {doubt.field for doubt in first.doubts} == {"holder", "area", "connected_on"}
    assert second.place == Place("甲花园", "1", "1", "102")


def test_what_is_too_long_for_its_field_is_cut_and_doubted(workbook) -> None:
    rows = [HEADING, ["甲花园" * 3_000, "楼" * 40, "门" * 40, "室1" * 5_000, "长" * 10_000, "1" * 10_000, 80, ""]]

    (line,) = households(workbook({"台账": rows}))

    assert line.place is not None
    assert [len(part) for part in (line.place.community, line.place.building, line.place.unit, line.place.room)] == [
        *(60, 20, 20, 20)
    ]
    assert {"community", "building", "unit", "room", "holder", "phone"} == {doubt.field for doubt in line.doubts}


def test_marks_of_writing_direction_vanish_and_emoji_stay(workbook) -> None:
    rows = [HEADING, [*HOME[:4], "王\u202e伟\u200f😀", *HOME[5:]]]

    (line,) = households(workbook({"台账": rows}))

    assert line.household is not None
    assert line.household.holder == "王伟😀"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_text_tables_come_in_every_encoding_and_with_every_separator(tmp_path, encoding: str, sign: str) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(as_text(sign).encode(encoding))

    assert [line.place for line in households(path)] == [
        Place("甲花园", "1", "1", "101"),
        Place("甲花园", "1", "1", "102"),
    ]


@pytest.mark.parametrize(("name", "write"), [("台账.xls", write_xls), ("台账.ods", write_ods)])
def test_old_and_open_workbooks_are_read_like_new_ones(tmp_path, workbook, name: str, write) -> None:
    write(tmp_path / name, {"台账": LINES})

    assert [(line.place, line.household) for line in households(tmp_path / name)] == [
        (line.place, line.household) for line in households(workbook({"台账": LINES}))
    ]


# VmHWM begins anew with the program; ru_maxrss would begin with what the parent held.
CHILD = """
import re, sys
from pathlib import Path
from app.services.customers.ledger.parsing import parse_ledger
lines = parse_ledger(Path(sys.argv[1])).lines
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(sum(line.place is not None for line in lines), int(peak[1]) // 1024)
"""


def parsed_in_a_child(path: Path) -> tuple[int, int]:
    """Households and the greatest memory in MB, of a process that does nothing else."""
    done = subprocess.run([sys.executable, "-c", CHILD, str(path)], capture_output=True, text=True, check=True)
    households_found, megabytes = done.stdout.split()
    return int(households_found), int(megabytes)


def test_a_million_formatted_lines_below_the_table_cost_next_to_nothing(tmp_path: Path) -> None:
    def lines() -> Iterator[str]:
        yield "".join(xlsx_line(number, row) for number, row in enumerate(LINES, start=1))
        for start in range(4, 1_048_577, 4_096):
            yield "".join(xlsx_line(number, ["", ""]) for number in range(start, min(start + 4_096, 1_048_577)))

    write_lines_xlsx(tmp_path / "台账.xlsx", lines(), dimension=f"A1:{EXCEL_LAST}")

    found, megabytes = parsed_in_a_child(tmp_path / "台账.xlsx")

    assert found == 2
    assert megabytes <= 600


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_two_hundred_thousand_lines_are_parsed_within_the_memory(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"台账.{form}"
    rows = (
        [f"{at // 4_000}花园", at // 100 % 40 + 1, at % 100 // 25 + 1, f"{at % 25 + 1}01", "王伟", "13800001234", 90.5]
        for at in range(200_000)
    )
    if form == "xlsx":
        numbered = enumerate(rows, start=2)
        write_lines_xlsx(path, (xlsx_line(1, HEADING[:7]), *(xlsx_line(at, row) for at, row in numbered)))
    else:
        path.write_text("\n".join(",".join(map(str, row)) for row in (HEADING[:7], *rows)), encoding="gb18030")

    found, megabytes = parsed_in_a_child(path)

    assert found == 200_000
    assert megabytes <= 450
