"""Which flats a ledger says are heated: words, ticks, letters and figures."""

import pytest

from app.services.customers.ledger.parsing import parse_ledger
from app.services.customers.ledger.values import state

BASE = ["小区", "楼号", "单元", "房号", "户名", "电话", "面积"]


def states(workbook, heading: str, cells: list[object]) -> list[tuple[str | None, bool]]:
    rows = [["甲苑", 1, 1, 101 + at, "王建国", "13800001234", 88.5, cell] for at, cell in enumerate(cells)]
    lines = parse_ledger(workbook({"台账": [[*BASE, heading], *rows]})).lines
    return [
        (line.household.state, any(doubt.field == "state" for doubt in line.doubts)) for line in lines if line.household
    ]


@pytest.mark.parametrize(
    ("heading", "opened", "closed"),
    [
        ("是否开栓", "√", "×"),
        ("开栓", "1", "0"),
        ("开阀", "是", "否"),
        ("阀门", "开", "关闭"),
        ("供热", "是", "否"),
        ("供暖", "Y", "N"),
        ("用热", "√", "×"),
        ("用暖", "有", "无"),
        ("是否用热", 1, 0),
        ("是否供暖", "✔", "✘"),
        ("今年是否供热", "是", "否"),
        ("用热(1是0否)", 1, 0),
        ("状态（1停0供）", 0, 1),
        ("本年度", "供", "停"),
        ("供热情况", "√", "×"),
    ],
)
def test_a_yes_or_no_column_tells_the_state_without_doubt(
    workbook, heading: str, opened: object, closed: object
) -> None:
    assert states(workbook, heading, [opened, closed, opened]) == [("供热", False), ("停热", False), ("供热", False)]


def test_a_flat_without_a_tick_among_ticked_ones_is_closed_and_doubted(workbook) -> None:
    assert states(workbook, "是否供暖", ["√", None, "√"]) == [("供热", False), ("停热", True), ("供热", False)]


@pytest.mark.parametrize("word", ["未供暖", "未开栓", "不供", "空置", "基础热费", "本年未供暖", "没供热", "锁闭"])
def test_a_word_for_a_closed_flat_is_never_taken_for_a_heated_one(word: str) -> None:
    assert state(word) == ("停热", None)


@pytest.mark.parametrize(("word", "name"), [("未开通", "未入网"), ("未接入", "未入网"), ("不欠费正常用热", "供热")])
def test_other_words_with_a_no_in_them_keep_their_meaning(word: str, name: str) -> None:
    assert state(word) == (name, None)


def test_a_charge_under_the_heading_of_a_state_is_no_state(workbook) -> None:
    assert states(workbook, "供热", [2212.5, 1980.25, 2045.0]) == [(None, False)] * 3


def test_a_household_that_pays_the_basic_charge_only_is_closed_and_doubted(workbook) -> None:
    assert states(workbook, "缴费类型", ["基本热费"]) == [("停热", True)]
