"""Rejected lines, mended in the workbook they come back in, go in where they belong."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
import pytest

from app.models.premises import Premises
from app.services.customers.importing.imports import import_ledger
from app.services.kernel.desk import Desk

Text = Callable[..., Path]
ROOM = ["室号", "户名", "电话"]


def mended(desk: Desk, ledger: Path, out: Path, column: str, value: Any) -> list[str]:
    """Take the ledger in, then the one line that came back with another value: the addresses that are new by it."""
    before = import_ledger(desk, ledger, key=uuid4(), errors=out)
    known = set(desk.store.scalars(Premises.select(Premises.address)))
    assert before.rejected == 1
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(2, headings.index(column) + 1).value = value
    book.save(out)
    book.close()

    after = import_ledger(desk, out, key=uuid4())

    assert (after.created, after.rejected) == (1, 0)
    return sorted(set(desk.store.scalars(Premises.select(Premises.address))) - known)


@pytest.mark.parametrize(
    ("sheets", "address"),
    [
        (
            {
                "台账": [
                    ["明珠苑小区供热台账"],
                    ["楼号", "单元", *ROOM],
                    [3, 1, 101, "王伟", "13800004490"],
                    [3, 2, "", "李娜", "13800004491"],
                    [3, 2, 102, "周强", "13800004492"],
                ]
            },
            "明珠苑小区3号楼2单元909室",
        ),
        (
            {
                "台账": [
                    ["小区", *ROOM],
                    ["1号楼1单元"],
                    ["丽景苑", 101, "王伟", "13800004490"],
                    ["2号楼3单元"],
                    ["丽景苑", 101, "周强", "13800004492"],
                    ["丽景苑", "", "李娜", "13800004491"],
                    ["丽景苑", 102, "孙丽", "13800004493"],
                ]
            },
            "丽景苑2号楼3单元909室",
        ),
        (
            {
                "1号楼": [["小区", "单元", *ROOM], ["丽景苑", 1, 101, "王伟", "13800004490"]],
                "2号楼": [
                    ["小区", "单元", *ROOM],
                    ["丽景苑", 1, 101, "周强", "13800004492"],
                    ["丽景苑", 1, "", "李娜", "13800004491"],
                ],
            },
            "丽景苑2号楼1单元909室",
        ),
        (
            {
                "台账": [
                    ["丽景苑小区"],
                    ["1号楼1单元", "", "", "1号楼2单元"],
                    [*ROOM, *ROOM],
                    [101, "王伟", "13800004490", 101, "周强", "13800004492"],
                    [102, "孙丽", "13800004493", "", "李娜", "13800004491"],
                    [201, "钱进", "13800004494", 201, "赵敏", "13800004495"],
                ]
            },
            "丽景苑小区1号楼2单元909室",
        ),
    ],
    ids=["title", "section lines", "sheet per building", "side by side"],
)
def test_a_mended_line_goes_in_where_it_stood(
    desk: Desk, workbook: Text, tmp_path: Path, sheets: dict[str, Sequence[Sequence[Any]]], address: str
) -> None:
    assert mended(desk, workbook(sheets), tmp_path / "退回.xlsx", "室号", 909) == [address]


def test_a_ledger_that_tells_everything_in_columns_comes_back_with_its_own(
    desk: Desk, workbook: Text, tmp_path: Path
) -> None:
    headings = ["小区", "楼号", "单元", *ROOM]
    rows = [["丽景苑", 1, 1, 101, "王伟", "13800004490"], ["丽景苑", 1, 1, "", "李娜", "13800004491"]]
    out = tmp_path / "退回.xlsx"

    import_ledger(desk, workbook({"台账": [["2026年台账"], headings, *rows]}), key=uuid4(), errors=out)

    book = openpyxl.load_workbook(out)
    assert [cell.value for cell in book.worksheets[0][1]] == [*headings, "原因"]
    book.close()


def test_a_mended_address_goes_in_under_the_title(desk: Desk, workbook: Text, tmp_path: Path) -> None:
    rows = [["明珠苑小区供热台账"], ["地址", "户名", "电话"], ["3-2-101", "王伟", "13800004490"]]
    ledger = workbook({"台账": [*rows, ["不清楚", "李娜", "13800004491"], ["3-2-102", "周强", "13800004492"]]})

    assert mended(desk, ledger, tmp_path / "退回.xlsx", "地址", "3-2-909") == ["明珠苑小区3号楼2单元909室"]
