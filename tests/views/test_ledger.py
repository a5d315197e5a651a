"""台账导入 as a clerk goes through it: file, columns, preview, import, result."""

from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from app.services.customers.finding.search import search
from app.services.kernel.operators import actor_named
from app.services.kernel.unit import writing
from app.views.desk_window import DeskWindow
from app.views.ledger.page import LedgerPage
from app.views.ledger.stepper import Step
from app.views.session import Session
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import shown
from tests.views.keys import press
from tests.views.ledgers import HEADINGS, HOUSEHOLDS, long_ledger, small_ledger, workbook

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
# A list that drops down takes the keyboard of a real screen.
dropping_down = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
# A workbook with a password, as far as its kind can be told.
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


@pytest.fixture
def page(window: DeskWindow) -> LedgerPage:
    page = window.open_page("ledger")
    assert isinstance(page, LedgerPage)
    return page


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return small_ledger(tmp_path / "台账.xlsx")


def tap(key: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """A key on whatever has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None
    press(focused, key, modifier)


def look(page: LedgerPage, path: Path, qtbot: QtBot) -> None:
    """The file is chosen, and its columns are shown."""
    page.look_at(path)
    qtbot.waitUntil(lambda: page.task is None)


def on(page: LedgerPage, qtbot: QtBot) -> None:
    """The next step by its key, once its work is done."""
    tap(Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.task is None and is_ready(page), timeout=30_000)


def is_ready(page: LedgerPage) -> bool:
    return page.step is not Step.PREVIEW or page.preview.is_seen()


def take_in(page: LedgerPage, path: Path, qtbot: QtBot) -> None:
    look(page, path, qtbot)
    on(page, qtbot)
    on(page, qtbot)
    assert page.step is Step.RESULT


def test_a_ledger_goes_in_with_three_times_enter(
    page: LedgerPage, ledger: Path, day: Day, window: DeskWindow, qtbot: QtBot
) -> None:
    tap(Key.Key_Return)
    dialog = shown(QFileDialog)
    name = dialog.findChild(QLineEdit)
    name.setText(str(ledger))
    press(name, Key.Key_Return)
    qtbot.waitUntil(lambda: page.task is None and page.step is Step.COLUMNS)
    assert page.columns.verdict.text() == "都认出来了，按回车继续。"
    # Off the screen nobody gives the keys back to the window when a dialog has gone.
    window.activateWindow()
    qtbot.waitUntil(page.foot.next_button.hasFocus)

    tap(Key.Key_Return)
    qtbot.waitUntil(lambda: page.task is None and page.step is Step.PREVIEW and page.preview.is_seen())
    assert search(day.desk, "5-1-101") == []
    tap(Key.Key_Return)
    qtbot.waitUntil(lambda: page.task is None and page.step is Step.RESULT)

    assert page.result.sum.text() == "5 行 = 新建 2 + 重复 1 + 不能导入 1 + 跳过 1"
    assert [hit.holder for hit in search(day.desk, "5-1-101")] == ["周新"]
    tap(Key.Key_Return)
    assert page.step is Step.CHOOSE
    assert page.choosing.choose_button.hasFocus()


def test_one_enter_too_many_takes_nothing_in_unseen(page: LedgerPage, ledger: Path, day: Day, qtbot: QtBot) -> None:
    look(page, ledger, qtbot)

    tap(Key.Key_Return)
    qtbot.waitUntil(lambda: page.task is None and page.step is Step.PREVIEW)
    tap(Key.Key_Return)
    tap(Key.Key_Return, CONTROL)

    assert page.task is None
    assert page.step is Step.PREVIEW
    assert search(day.desk, "5-1-101") == []
    qtbot.waitUntil(page.preview.is_seen)
    tap(Key.Key_Return)
    qtbot.waitUntil(lambda: page.task is None and page.step is Step.RESULT)


def test_a_file_dropped_on_the_page_is_looked_at(page: LedgerPage, ledger: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(ledger))])
    copy = Qt.DropAction.CopyAction

    page.dropEvent(QDropEvent(QPoint(5, 5), copy, data, Qt.MouseButton.LeftButton, NONE))
    qtbot.waitUntil(lambda: page.task is None)

    assert page.step is Step.COLUMNS
    assert page.columns.file_label.text() == "台账.xlsx"


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("照片.xlsx", b"\x89PNG\r\n\x1a\n", "图片"),
        ("空.csv", b"", "空文件"),
        ("加密.xlsx", LOCKED, "密码"),
        ("通知.csv", "今天停水，请大家准备。\n".encode(), "不是表格"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_in_the_page(
    page: LedgerPage, tmp_path: Path, qtbot: QtBot, name: str, content: bytes, word: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    look(page, path, qtbot)

    assert page.step is Step.CHOOSE
    assert page.choosing.message.isVisible()
    assert word in page.choosing.message.text()
    assert page.choosing.choose_button.hasFocus()


def test_the_column_table_gives_both_reasons_and_masks_phones(page: LedgerPage, ledger: Path, qtbot: QtBot) -> None:
    look(page, ledger, qtbot)

    line = page.columns.table.line(5)

    assert line is not None
    assert line.by_heading == "表头“联系电话”"
    assert line.by_content.startswith("100%")
    assert "138****0511" in line.examples
    lines = page.columns.households.model
    assert lines.index(0, 6).data() == "138****0511"


def test_a_covered_screen_keeps_the_names_of_a_ledger(
    page: LedgerPage, ledger: Path, session: Session, qtbot: QtBot
) -> None:
    look(page, ledger, qtbot)

    session.cover(True)

    assert page.columns.households.model.index(0, 5).data() == "周＊"
    assert page.columns.table.lines.index(4, 2).data() == "周＊、吴＊、无＊＊"


def unknown_headings(path: Path) -> Path:
    rows = [("片区", 5, 1, 101 + n, f"周{'一二三四五六七八九'[n]}", f"138000005{n:02}", 80 + n) for n in range(9)]
    return workbook(path, 台账=[("小区", "楼号", "单元", "室", "户名", "联系电话", "占地"), *rows])


def choose(page: LedgerPage, column: int, down: int, qtbot: QtBot) -> None:
    """Another field for a column, by keys: Enter opens the choice, arrows move in it."""
    page.columns.table.setFocus()
    page.columns.table.go_to_column(column)
    tap(Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    choices = popup.findChild(QListView)
    for _ in range(abs(down)):
        press(choices, Key.Key_Down if down > 0 else Key.Key_Up)
    # The choice is gone before the key is let go.
    QTest.keyPress(choices, Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


@dropping_down
def test_a_choice_made_by_the_clerk_shows_at_once_and_is_remembered(
    page: LedgerPage, tmp_path: Path, qtbot: QtBot
) -> None:
    first = unknown_headings(tmp_path / "今年.xlsx")
    look(page, first, qtbot)
    area = page.columns.households.model.index(0, 7)
    assert area.data() == ""

    # From 不导入, the last of the choices, up to 建筑面积.
    choose(page, 6, -12, qtbot)

    assert area.data() == "80.00 ㎡"
    assert page.columns.table.line(6).trust.badge.text == "你选的"
    assert page.columns.table.hasFocus()
    on(page, qtbot)
    on(page, qtbot)
    assert page.step is Step.RESULT
    next_year = tmp_path / "明年.xlsx"
    next_year.write_bytes(first.read_bytes())
    look(page, next_year, qtbot)
    assert page.columns.verdict.text() == "和上次同样的表，已照上次的选择，按回车继续。"
    assert page.foot.next_button.hasFocus()
    assert page.columns.table.line(6).trust.badge.text == "上次选的"


@dropping_down
def test_a_field_chosen_anew_is_taken_from_the_column_that_had_it(page: LedgerPage, ledger: Path, qtbot: QtBot) -> None:
    look(page, ledger, qtbot)

    # From 室号 up to 单元.
    choose(page, 3, -1, qtbot)

    fields = {line.heading: line.field.value for line in (page.columns.table.line(n) for n in range(7))}
    assert (fields["单元"], fields["室"]) == ("other", "unit")
    assert "看不出" in page.columns.verdict.text()
    assert not page.foot.next_button.isEnabled()


@dropping_down
def test_going_back_loses_nothing(page: LedgerPage, tmp_path: Path, qtbot: QtBot) -> None:
    look(page, unknown_headings(tmp_path / "台账.xlsx"), qtbot)
    choose(page, 6, -12, qtbot)
    on(page, qtbot)
    assert page.step is Step.PREVIEW

    tap(Key.Key_Left, ALT)
    assert page.step is Step.COLUMNS
    tap(Key.Key_Left, ALT)
    assert page.step is Step.CHOOSE
    tap(Key.Key_Return, CONTROL)

    assert page.step is Step.COLUMNS
    assert page.columns.table.line(6).trust.badge.text == "你选的"
    tap(Key.Key_Return, CONTROL)
    assert page.step is Step.PREVIEW, "nothing has changed, so it is not counted again"


def test_sheets_without_households_are_left_out_and_others_can_be(
    page: LedgerPage, tmp_path: Path, day: Day, qtbot: QtBot
) -> None:
    path = workbook(
        tmp_path / "台账.xlsx",
        封面=[("示例供热站台账",), ("制表",)],
        东区=[HEADINGS, ("东苑", 1, 1, 101, "周东", "", 80), ("东苑", 1, 1, 102, "周冬", "", 80)],
        西区=[HEADINGS, ("西苑", 1, 1, 101, "周西", "", 80), ("西苑", 1, 1, 102, "周夕", "", 80)],
    )
    look(page, path, qtbot)
    sheets = page.columns.sheets
    assert [sheets.item(row).text() for row in range(3)] == ["封面　没有住户", "东区　3 行", "西区　3 行"]

    sheets.setFocus()
    sheets.setCurrentRow(2)
    tap(Key.Key_Space)
    assert sheets.item(2).text() == "西区　不导入"
    on(page, qtbot)
    on(page, qtbot)

    assert [hit.holder for hit in search(day.desk, "周东")] == ["周东"]
    assert search(day.desk, "周西") == []


def test_one_sheet_with_nothing_recognised_says_what_to_do(page: LedgerPage, tmp_path: Path, qtbot: QtBot) -> None:
    rows = [("用户", "手机", "平方"), ("王伟", "13800000511", 80), ("李娜", "13800000512", 90)]

    look(page, workbook(tmp_path / "台账.xlsx", 散户=rows), qtbot)

    assert not page.columns.sheets.isVisible()
    assert page.columns.verdict.text() == "没有认出住户：请在“认作”里给室号或地址选一列。"
    assert "左边" not in page.columns.households.title.text()


def test_columns_that_were_not_read_are_named_before_anything_is_written(
    page: LedgerPage, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = [(*HEADINGS, "车位"), *((*line, f"{number}区") for number, line in zip("甲乙", HOUSEHOLDS, strict=False))]
    look(page, workbook(tmp_path / "台账.xlsx", 居民=rows), qtbot)

    on(page, qtbot)

    assert page.preview.unread.isVisible()
    assert page.preview.unread.text() == "列“车位”未认出，没有导入。"


def test_a_file_written_anew_after_its_preview_is_not_taken_in_unseen(
    page: LedgerPage, ledger: Path, day: Day, qtbot: QtBot
) -> None:
    look(page, ledger, qtbot)
    on(page, qtbot)
    workbook(ledger, 台账=[HEADINGS, *((*line[:4], "冯程", *line[5:]) for line in HOUSEHOLDS)])

    on(page, qtbot)

    assert page.step is Step.CHOOSE
    assert "在预览后变了" in page.choosing.message.text()
    assert search(day.desk, "冯程") == []
    take_in(page, ledger, qtbot)
    assert [hit.holder for hit in search(day.desk, "5-1-101")] == ["冯程"]


def test_only_the_kinds_of_change_with_a_tick_are_taken_over(
    page: LedgerPage, tmp_path: Path, ledger: Path, day: Day, qtbot: QtBot
) -> None:
    take_in(page, ledger, qtbot)
    changed = [(*line[:5], "13900000599", 88) for line in HOUSEHOLDS[:2]]
    look(page, workbook(tmp_path / "明年.xlsx", 台账=[HEADINGS, *changed]), qtbot)
    on(page, qtbot)
    boxes = {kind.value: box for kind, box in page.preview.changes.boxes.items()}
    assert {box.text() for box in boxes.values()} == {"电话　2 户", "面积　2 户"}
    assert boxes["电话"].hasFocus()

    tap(Key.Key_Space)
    on(page, qtbot)

    assert page.step is Step.RESULT
    assert [hit.holder for hit in search(day.desk, "0511")] == ["周新"]
    assert search(day.desk, "13900000599") == []


def test_households_the_next_ledger_does_not_name_are_listed(
    page: LedgerPage, tmp_path: Path, ledger: Path, qtbot: QtBot
) -> None:
    take_in(page, ledger, qtbot)
    look(page, workbook(tmp_path / "明年.xlsx", 台账=[HEADINGS, HOUSEHOLDS[0]]), qtbot)

    on(page, qtbot)

    findings = page.preview.findings.model
    words = [findings.index(row, 3).data() for row in range(findings.rowCount())]
    assert "和平里小区 5-1-102　台账里没有，保持不变" in words


def test_an_import_that_was_stopped_goes_on_with_enter(
    page: LedgerPage, tmp_path: Path, day: Day, window: DeskWindow, qtbot: QtBot
) -> None:
    look(page, long_ledger(tmp_path / "长.xlsx", 900), qtbot)
    on(page, qtbot)
    tap(Key.Key_Return)
    assert page.running.isVisible()
    qtbot.waitUntil(lambda: page.running.bar.value() > 0 and page.running.bar.maximum() > 0, timeout=30_000)
    assert page.running.hasFocus()
    tap(Key.Key_Return)

    tap(Key.Key_Escape)
    qtbot.waitUntil(lambda: page.task is None, timeout=30_000)

    assert "停在一半" in page.result.title.text()
    assert "还没导入" in page.result.sum.text()
    assert page.foot.next_button.text() == "接着导入"
    tap(Key.Key_Return)
    qtbot.waitUntil(lambda: page.task is None, timeout=60_000)
    assert "导入完成" in page.result.title.text()
    assert [hit.holder for hit in search(day.desk, "45-1-120")] == ["周十"]


def test_an_import_that_was_stopped_yesterday_goes_on_from_the_list(
    page: LedgerPage, tmp_path: Path, day: Day, qtbot: QtBot
) -> None:
    look(page, long_ledger(tmp_path / "长.xlsx", 600), qtbot)
    on(page, qtbot)
    tap(Key.Key_Return)
    qtbot.waitUntil(lambda: page.running.bar.value() > 0 and page.running.bar.maximum() > 0, timeout=30_000)
    tap(Key.Key_Escape)
    qtbot.waitUntil(lambda: page.task is None, timeout=30_000)
    tap(Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: page.choosing.model.rowCount() == 1)
    page.choosing.table.setFocus()
    page.choosing.table.selectRow(0)
    qtbot.waitUntil(lambda: page.choosing.model.index(0, 8).data() == "停在一半")

    page.choosing.go_on_action.trigger()
    qtbot.waitUntil(lambda: page.task is None)
    on(page, qtbot)
    on(page, qtbot)

    assert "导入完成" in page.result.title.text()
    assert [hit.holder for hit in search(day.desk, "30-1-120")] == ["周十"]
    tap(Key.Key_Left, ALT)
    assert page.choosing.model.rowCount() == 1
    qtbot.waitUntil(lambda: page.choosing.model.index(0, 8).data() == "已导入")


def test_the_bottom_line_tells_of_the_import_on_every_page(
    page: LedgerPage, tmp_path: Path, window: DeskWindow, qtbot: QtBot
) -> None:
    look(page, long_ledger(tmp_path / "长.xlsx", 400), qtbot)
    on(page, qtbot)
    tap(Key.Key_Return)
    window.open_page("customers")

    qtbot.waitUntil(lambda: window.bottom_bar.work.text().startswith("台账导入"))
    qtbot.waitUntil(lambda: page.task is None, timeout=60_000)

    assert window.bottom_bar.work.text() == ""
    assert "导入完成" in window.notices.text.text()
    assert window.open_page("ledger") is page
    assert page.step is Step.RESULT


def test_somebody_else_may_save_while_a_ledger_comes_in(page: LedgerPage, ledger: Path, day: Day, qtbot: QtBot) -> None:
    look(page, ledger, qtbot)
    on(page, qtbot)
    tap(Key.Key_Return)

    with writing(day.desk, "test.nothing", uuid4()):
        pass

    qtbot.waitUntil(lambda: page.task is None)
    assert page.step is Step.RESULT


def test_lines_that_cannot_be_taken_in_go_to_a_workbook(
    page: LedgerPage, ledger: Path, tmp_path: Path, window: DeskWindow, qtbot: QtBot
) -> None:
    take_in(page, ledger, qtbot)
    tap(Key.Key_S, CONTROL)
    name = shown(QFileDialog).findChild(QLineEdit)
    name.setText(str(tmp_path / "改好再导.xlsx"))

    press(name, Key.Key_Return)
    qtbot.waitUntil(lambda: page.task is None)

    assert (tmp_path / "改好再导.xlsx").exists()
    assert "已另存" in window.notices.text.text()
    assert page.step is Step.RESULT


def test_an_earlier_import_shows_its_rejected_lines(page: LedgerPage, ledger: Path, qtbot: QtBot) -> None:
    take_in(page, ledger, qtbot)
    on(page, qtbot)
    table = page.choosing.table
    qtbot.waitUntil(lambda: page.choosing.model.index(0, 8).data() == "已导入")

    table.setFocus()
    table.selectRow(0)
    tap(Key.Key_Return)

    assert page.step is Step.RESULT
    assert "看不出是哪一户" in page.result.findings.model.index(0, 3).data()
    tap(Key.Key_Left, ALT)
    assert page.step is Step.CHOOSE


def test_a_clerk_does_not_undo_an_import(page: LedgerPage, ledger: Path, qtbot: QtBot) -> None:
    take_in(page, ledger, qtbot)

    assert not page.undo_action.isEnabled()
    assert not page.foot.undo_button.isVisible()


def test_a_viewer_is_told_that_he_may_not_import(
    page: LedgerPage, ledger: Path, session: Session, window: DeskWindow, qtbot: QtBot
) -> None:
    session.take_over(actor_named(session.desk.store, desks.VIEWER))

    look(page, ledger, qtbot)

    assert page.step is Step.CHOOSE
    assert window.notices.isVisible()
