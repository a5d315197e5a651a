"""Taking an import back from the page: the manager's act, with a reason; what stands against it is named."""

from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.customers.finding.search import search
from app.services.kernel.operators import actor_named
from app.services.repairs.intake import take_repair
from app.services.repairs.values import FaultGroup, RepairDraft
from app.views.desk_window import DeskWindow
from app.views.ledger.page import LedgerPage
from app.views.ledger.stepper import Step
from app.views.ledger.undo_dialog import UndoDialog
from app.views.session import Session
from tests.support import desks
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text
from tests.views.ledgers import small_ledger

Key = Qt.Key


@pytest.fixture
def page(window: DeskWindow, session: Session, tmp_path: Path, qtbot: QtBot) -> LedgerPage:
    """The manager's page at the result of an import."""
    session.take_over(actor_named(session.desk.store, desks.MANAGER))
    page = window.open_page("ledger")
    assert isinstance(page, LedgerPage)
    page.look_at(small_ledger(tmp_path / "台账.xlsx"))
    for step in (Step.COLUMNS, Step.PREVIEW):
        qtbot.waitUntil(lambda step=step: page.step is step and page.task is None)
        qtbot.waitUntil(lambda step=step: step is Step.COLUMNS or page.preview.is_seen())
        page.next_action.trigger()
    qtbot.waitUntil(lambda: page.step is Step.RESULT and page.task is None)
    return page


def test_the_manager_takes_an_import_back_with_a_reason(
    page: LedgerPage, day: Day, window: DeskWindow, qtbot: QtBot
) -> None:
    page.foot.undo_button.setFocus()
    press(page.foot.undo_button, Key.Key_Return)
    dialog = shown(UndoDialog)

    type_text(dialog.reason_edit, "选错了文件", enter=True)
    qtbot.waitUntil(lambda: not is_shown(UndoDialog))

    assert page.step is Step.CHOOSE
    qtbot.waitUntil(lambda: page.choosing.model.index(0, 8).data() == "已撤销")
    assert "已撤销" in window.notices.text.text()
    assert search(day.desk, "5-1-101") == []
    assert not page.undo_action.isEnabled()


def test_an_import_is_not_taken_back_without_a_reason(page: LedgerPage) -> None:
    page.undo_action.trigger()
    dialog = shown(UndoDialog)

    press(dialog.reason_edit, Key.Key_Return)

    assert dialog.isVisible()
    assert dialog.reason_edit.property("invalid")


def test_what_stands_against_an_undo_is_named_and_nothing_is_written(page: LedgerPage, day: Day, qtbot: QtBot) -> None:
    premises_id = search(day.desk, "5-1-101")[0].premises_id
    draft = RepairDraft(fault_group=FaultGroup.LEAK, words="漏水", premises_id=premises_id)
    taken = take_repair(day.desk, draft, uuid4())
    page.undo_action.trigger()
    dialog = shown(UndoDialog)

    type_text(dialog.reason_edit, "选错了文件", enter=True)
    qtbot.waitUntil(lambda: dialog.task is None)

    assert dialog.isVisible()
    assert taken.number in dialog.form.message.text() or "5" in dialog.form.message.text()
    assert [hit.holder for hit in search(day.desk, "5-1-101")] == ["周新"]


def test_undoing_from_the_list_of_earlier_imports(page: LedgerPage, qtbot: QtBot) -> None:
    page.next_action.trigger()
    qtbot.waitUntil(lambda: page.choosing.model.rowCount() == 1)
    page.choosing.table.setFocus()
    page.choosing.table.selectRow(0)
    page.undo_action.trigger()

    type_text(shown(UndoDialog).reason_edit, "重复", enter=True)
    qtbot.waitUntil(lambda: not is_shown(UndoDialog))

    qtbot.waitUntil(lambda: page.choosing.model.index(0, 8).data() == "已撤销")
