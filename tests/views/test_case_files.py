"""案卷 by keys: from the row in hand to a PDF for somebody."""

from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.services.case_files.making import case_files, make_case_file
from app.services.case_files.values import CaseFileDraft
from app.views.case_files.dialog import FIRST, CaseFileDialog
from app.views.case_files.register_dialog import CaseFileRegister
from app.views.desk_window import DeskWindow
from app.views.session import Session
from tests.support.papers import text_of
from tests.support.repairs import PHONE, Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def dialog(window: DeskWindow, day: Day) -> CaseFileDialog:
    """Opened on the board for the matter in hand."""
    taken = day.take()
    window.open_page("board").go_to("matter", taken.matter_id)
    press(window, Key.Key_J, BOTH)
    return shown(CaseFileDialog)


def fill(dialog: CaseFileDialog, receiver: str, purpose: str) -> None:
    type_text(dialog.receiver_edit, receiver)
    type_text(dialog.purpose_edit, purpose)
    press(dialog.purpose_edit, Key.Key_Return)


def test_without_receiver_and_purpose_there_is_nothing_to_print(dialog: CaseFileDialog, qtbot: QtBot) -> None:
    press(dialog.receiver_edit, Key.Key_Return)

    assert dialog.problem.text() == FIRST
    assert not dialog.save_button.isEnabled()


def test_the_matter_in_hand_becomes_a_file_on_record(
    dialog: CaseFileDialog, day: Day, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(dialog, "热力公司调度室", "核查漏水经过")
    qtbot.waitUntil(dialog.save_button.isEnabled)

    dialog.save_to(tmp_path / "案卷.pdf")

    qtbot.waitUntil((tmp_path / "案卷.pdf").exists)
    assert PHONE in text_of(tmp_path / "案卷.pdf")
    assert [row.receiver for row in case_files(day.desk)] == ["热力公司调度室"]
    assert not is_shown(CaseFileDialog)


def test_enter_shows_the_file_and_only_the_next_one_lets_it_leave(dialog: CaseFileDialog, qtbot: QtBot) -> None:
    fill(dialog, "热力公司调度室", "核查漏水经过")
    qtbot.waitUntil(dialog.save_button.isEnabled)
    assert not is_shown(QFileDialog)
    assert dialog.focusWidget() is dialog.save_button

    press(dialog.save_button, Key.Key_Return)

    shown(QFileDialog).reject()


def test_a_stranger_is_offered_no_scans(dialog: CaseFileDialog) -> None:
    dialog.attachments_check.setChecked(True)

    dialog.kind_box.setCurrentIndex(dialog.kind_box.findData("other"))

    assert not dialog.attachments_check.isEnabled()
    assert not dialog.attachments_check.isChecked()
    assert "电话、他人姓名已遮挡" in dialog.masked.text()


def test_where_nothing_is_selected_it_says_what_to_do(window: DeskWindow, day: Day) -> None:
    window.open_page("settings")

    press(window, Key.Key_J, BOTH)

    assert "请先选一行" in window.notices.text.text()


def test_a_household_s_file_begins_on_its_card(window: DeskWindow, day: Day, tmp_path: Path, qtbot: QtBot) -> None:
    day.take()
    window.show_thing("premises", day.premises_id)
    press(window, Key.Key_J, BOTH)
    dialog = shown(CaseFileDialog)
    fill(dialog, "冯贵", "本人查询")

    dialog.save_to(tmp_path / "案卷.pdf")

    qtbot.waitUntil((tmp_path / "案卷.pdf").exists)
    assert case_files(day.desk)[0].place


def test_the_register_shows_who_got_what_and_the_very_pages(
    window: DeskWindow, day: Day, session: Session, qtbot: QtBot
) -> None:
    draft = CaseFileDraft("company", "热力公司调度室", "核查漏水经过", matter_id=day.take().matter_id)
    made = make_case_file(day.desk, draft, "文件", uuid4())
    page = window.open_page("worklist")
    press(page, Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    register = shown(CaseFileRegister)
    assert [register.model.index(0, column).data() for column in (0, 3, 4)] == [
        made.number,
        "热力公司调度室",
        "核查漏水经过",
    ]

    press(register.table, Key.Key_Return)

    qtbot.waitUntil(lambda: bool(register.findChildren(QPdfView)))
    assert register.findChildren(QPdfView)[0].document().pageCount() == 1
    register.reject()


def test_an_empty_register_says_how_a_case_file_is_made(window: DeskWindow, qtbot: QtBot) -> None:
    page = window.open_page("worklist")

    press(page, Key.Key_J, Qt.KeyboardModifier.ControlModifier)

    register = shown(CaseFileRegister)
    assert register.stack.currentWidget() is not register.table
    register.reject()
