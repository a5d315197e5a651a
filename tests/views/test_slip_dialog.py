from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.repairs.reads import repair_card
from app.services.repairs.values import Dispatched
from app.views.board.page import BoardPage
from app.views.desk_window import DeskWindow
from app.views.repairs.slip_dialog import SlipDialog
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press

Key = Qt.Key


@pytest.fixture
def sent(day: Day) -> Dispatched:
    return day.dispatch(day.take().matter_id)


@pytest.fixture
def dialog(window: DeskWindow, day: Day, sent: Dispatched) -> SlipDialog:
    """P on the board."""
    page = window.open_page("board")
    assert isinstance(page, BoardPage)
    page.go_to("matter", sent.matter_id)
    press(page.table, Key.Key_P)
    return shown(SlipDialog)


def prints(day: Day, sent: Dispatched) -> list[str]:
    return [record.target for sheet in repair_card(day.desk, sent.matter_id).sheets for record in sheet.prints]


def test_looking_at_a_slip_journals_nothing(dialog: SlipDialog, day: Day, sent: Dispatched) -> None:
    document = dialog.view.document()
    assert document is not None
    assert document.pageCount() >= 1

    dialog.reject()

    assert prints(day, sent) == []


def test_a_saved_slip_is_journalled_with_its_file(
    dialog: SlipDialog, day: Day, sent: Dispatched, tmp_path: Path, window: DeskWindow
) -> None:
    dialog.save_to(tmp_path / "slip.pdf")

    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")
    assert prints(day, sent) == [str(tmp_path / "slip.pdf")]
    assert not is_shown(SlipDialog)
    assert "slip.pdf" in window.notices.text.text()


def test_two_presses_while_the_database_is_locked_are_one_print(
    dialog: SlipDialog, day: Day, sent: Dispatched, tmp_path: Path, qtbot: QtBot
) -> None:
    other = day.desk.store.sibling()
    with other.transaction():
        dialog.save_to(tmp_path / "slip.pdf")
        assert not dialog.save_button.isEnabled()
        dialog.save_to(tmp_path / "slip.pdf")
    other.close()

    qtbot.waitUntil(lambda: not is_shown(SlipDialog))
    assert len(prints(day, sent)) == 1


def test_after_a_refusal_the_slip_can_be_saved_elsewhere(
    dialog: SlipDialog, day: Day, sent: Dispatched, tmp_path: Path
) -> None:
    dialog.save_to(tmp_path / "missing" / "slip.pdf")

    assert dialog.save_button.isEnabled()
    dialog.save_to(tmp_path / "slip.pdf")

    assert len(prints(day, sent)) == 2
    assert (tmp_path / "slip.pdf").exists()


def test_a_folder_that_takes_no_file_is_said_in_place(
    dialog: SlipDialog, day: Day, sent: Dispatched, tmp_path: Path
) -> None:
    dialog.save_to(tmp_path / "missing" / "slip.pdf")

    assert is_shown(SlipDialog)
    assert "无法写入" in dialog.problem.text()


def test_without_a_printer_the_file_is_offered(dialog: SlipDialog) -> None:
    if dialog.printer_box.count():
        pytest.skip("this machine has a printer")

    assert not dialog.print_button.isEnabled()
    assert dialog.save_button.isEnabled()


def test_a_matter_without_a_slip_says_when_it_gets_one(window: DeskWindow, day: Day, qtbot: QtBot) -> None:
    taken = day.take()
    page = window.open_page("board")
    assert isinstance(page, BoardPage)
    page.go_to("matter", taken.matter_id)

    press(page.table, Key.Key_P)

    assert not is_shown(SlipDialog)
    assert "派工" in window.notices.text.text()
