from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.services.customers.search import search
from app.services.kernel.unit import writing
from app.views.customers.page import CustomersPage
from app.views.desk_window import DeskWindow
from app.views.ledger.page import LedgerPage
from app.views.repairs.intake_dialog import IntakeDialog
from tests.support.repairs import Day
from tests.views.dialogs import shown
from tests.views.keys import press, type_text

Key = Qt.Key
LEDGER = """小区,楼号,单元,室,户名,联系电话,建筑面积
和平里小区,5,1,101,周新,13800000511,80.5
和平里小区,5,1,102,吴丽,13800000512,91
和平里小区,5,1,102,吴丽,13800000512,91
和平里小区,5,1,,无室号,13800000513,70
"""


@pytest.fixture
def page(window: DeskWindow) -> CustomersPage:
    page = window.open_page("customers")
    assert isinstance(page, CustomersPage)
    return page


@pytest.fixture
def ledger_page(window: DeskWindow) -> LedgerPage:
    page = window.open_page("ledger")
    assert isinstance(page, LedgerPage)
    return page


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.csv"
    path.write_text(LEDGER, encoding="utf-8-sig")
    return path


def test_a_premises_is_found_and_taken_to_intake_by_keys(page: CustomersPage, day: Day) -> None:
    type_text(page.search_edit, "3-2-1102", enter=True)
    assert page.table.hasFocus()
    assert page.panel.shown is not None

    press(page.table, Key.Key_Return)

    assert shown(IntakeDialog).premises_id == day.premises_id


def test_phones_are_masked_where_nothing_is_handled(page: CustomersPage, day: Day) -> None:
    type_text(page.search_edit, "1102", enter=True)

    texts = " ".join(label.text() for label in page.panel.findChildren(QLabel))
    assert "139****0422" in texts
    assert "13900000422" not in texts


def test_nothing_found_says_what_to_try(page: CustomersPage) -> None:
    type_text(page.search_edit, "9-9-999", enter=True)

    assert page.model.rowCount() == 0
    assert "没有符合的住户" in page.count.text()


def test_a_ledger_is_counted_first_and_written_after(
    ledger_page: LedgerPage, ledger: Path, day: Day, qtbot: QtBot
) -> None:
    ledger_page.look_at(ledger)
    qtbot.waitUntil(lambda: ledger_page.task is None)
    assert "还没有写入" in ledger_page.result.text()
    assert counts(ledger_page) == {"新建 2", "重复 1", "不能导入 1", "表头和小计 1"}
    assert search(day.desk, "5-1-101") == []

    press(ledger_page, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: ledger_page.task is None)

    assert "导入完成" in ledger_page.result.text()
    assert [hit.holder for hit in search(day.desk, "5-1-101")] == ["周新"]


def test_lines_that_cannot_be_taken_in_go_to_a_workbook(
    ledger_page: LedgerPage, ledger: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    ledger_page.look_at(ledger)
    qtbot.waitUntil(lambda: ledger_page.task is None)

    ledger_page.save_errors(tmp_path / "不能导入.xlsx")
    qtbot.waitUntil(lambda: ledger_page.task is None)

    assert (tmp_path / "不能导入.xlsx").exists()


def test_a_file_that_is_no_ledger_is_refused_in_a_sentence(
    ledger_page: LedgerPage, window: DeskWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "照片.xlsx"
    path.write_bytes(b"\x89PNG")

    ledger_page.look_at(path)
    qtbot.waitUntil(lambda: ledger_page.task is None)

    assert window.notices.isVisible()
    assert window.notices.property("tone") == "red"


def counts(page: LedgerPage) -> set[str]:
    return {label.text() for label in page.counts.findChildren(QLabel) if label.isVisible()}


def test_somebody_else_may_save_while_a_ledger_comes_in(
    ledger_page: LedgerPage, ledger: Path, day: Day, qtbot: QtBot
) -> None:
    ledger_page.look_at(ledger)
    qtbot.waitUntil(lambda: ledger_page.task is None)
    ledger_page.import_action.trigger()

    with writing(day.desk, "test.nothing", uuid4()):
        pass

    qtbot.waitUntil(lambda: ledger_page.task is None)
    assert "导入完成" in ledger_page.result.text()
