"""导出台账 by keys: a reason, a file, written beside the window."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.views.customers.export_dialog import LedgerExportDialog
from app.views.desk_window import DeskWindow
from app.views.session import Session
from app.views.settings import Settings
from tests.views.dialogs import shown
from tests.views.keys import press


@pytest.fixture
def dialog(window: DeskWindow, session: Session, settings: Settings, qtbot: QtBot) -> LedgerExportDialog:
    dialog = LedgerExportDialog(session, settings, window)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def test_a_reason_and_enter_write_a_masked_list(dialog: LedgerExportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    out = tmp_path / "台账.xlsx"
    dialog.file_edit.setText(str(out))
    dialog.reason_edit.insert("发物业核对面积")

    with qtbot.waitSignal(dialog.succeeded) as heard:
        qtbot.keyClick(dialog.reason_edit, Qt.Key.Key_Return)

    assert heard.args[0].masked
    assert openpyxl.load_workbook(out)["台账"].max_row == heard.args[0].rows + 1
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_without_a_reason_the_dialog_says_so_and_keeps_what_was_typed(
    dialog: LedgerExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.file_edit.setText(str(tmp_path / "台账.xlsx"))

    qtbot.keyClick(dialog, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: dialog.form.message.isVisible())

    assert dialog.reason_edit.hasFocus()
    assert dialog.save_button.isEnabled()
    assert list(tmp_path.glob("*.xlsx")) == []


def test_only_a_manager_may_tick_whole_names(dialog: LedgerExportDialog) -> None:
    assert not dialog.whole_check.isEnabled()


def test_after_a_file_that_could_not_be_written_the_next_press_writes_another(
    dialog: LedgerExportDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "台账.xlsx"
    dialog.reason_edit.insert("发物业核对面积")
    dialog.file_edit.setText(str(out))
    # As if the old file stood open in another program.
    with monkeypatch.context() as other:
        other.setattr(Path, "replace", refuse)
        qtbot.keyClick(dialog, Qt.Key.Key_F10)
        qtbot.waitUntil(lambda: "写不进" in dialog.form.message.text())

    with qtbot.waitSignal(dialog.succeeded):
        qtbot.keyClick(dialog, Qt.Key.Key_F10)

    assert out.exists()


def refuse(path: Path, target: Path) -> Path:
    raise PermissionError(13, "被占用")


def test_control_e_on_the_page_of_customers_opens_it(window: DeskWindow) -> None:
    page = window.open_page("customers")

    press(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)

    assert shown(LedgerExportDialog).isVisible()


def test_a_file_that_is_there_is_replaced_only_when_told_twice(
    dialog: LedgerExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    out = tmp_path / "台账.xlsx"
    out.write_bytes(b"old")
    dialog.file_edit.setText(str(out))
    dialog.reason_edit.insert("发物业核对面积")

    qtbot.keyClick(dialog, Qt.Key.Key_F10)

    assert "已经存在" in dialog.form.message.text()
    assert out.read_bytes() == b"old"
    with qtbot.waitSignal(dialog.succeeded):
        qtbot.keyClick(dialog, Qt.Key.Key_F10)
    assert out.read_bytes() != b"old"
