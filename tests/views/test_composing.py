"""While an input method composes, its keys save nothing, leave nothing, pick nothing; what it commits is typed text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.views.board.page import BoardPage
from app.views.desk_window import DeskWindow
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.shell.palette import Palette
from app.views.widgets.choice_row import ChoiceRow
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press, type_text

Key = Qt.Key


@pytest.fixture
def dialog(window: DeskWindow, qtbot: QtBot) -> IntakeDialog:
    press(window, Key.Key_F2)
    dialog = shown(IntakeDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def compose(widget: QWidget, letters: str) -> None:
    """The input method shows letters that are no text yet."""
    widget.setFocus()
    QApplication.sendEvent(widget, QInputMethodEvent(letters, []))


def commit(widget: QWidget, words: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_while_composing_saves_nothing_and_after_it_saves(
    dialog: IntakeDialog, window: DeskWindow, key: Qt.Key
) -> None:
    compose(dialog.words_edit, "loushui")
    press(dialog.words_edit, key)
    assert is_shown(IntakeDialog)
    assert dialog.words_edit.text() == ""

    commit(dialog.words_edit, "漏水")
    assert dialog.words_edit.text() == "漏水"
    press(dialog.words_edit, key)

    assert not is_shown(IntakeDialog)
    page = window.page
    assert isinstance(page, BoardPage)
    card = page.current_card()
    assert card is not None
    assert card.head.words == "漏水"


def test_the_digit_that_chooses_a_word_is_no_digit_in_the_text(dialog: IntakeDialog) -> None:
    compose(dialog.words_edit, "loushui")

    press(dialog.words_edit, Key.Key_2)
    commit(dialog.words_edit, "漏水")

    assert dialog.words_edit.text() == "漏水"
    assert dialog.group_row.value() is None


def test_escape_gives_up_the_word_and_not_the_call(dialog: IntakeDialog) -> None:
    compose(dialog.words_edit, "loushui")

    press(dialog.words_edit, Key.Key_Escape)
    assert is_shown(IntakeDialog)

    compose(dialog.words_edit, "")
    press(dialog.words_edit, Key.Key_Escape)
    assert not is_shown(IntakeDialog)


def test_enter_while_composing_takes_no_flat_from_the_list(dialog: IntakeDialog, day: Day, qtbot: QtBot) -> None:
    type_text(dialog.place_edit, "3-2-1102")
    qtbot.waitUntil(dialog.place_edit.popup_is_open)

    compose(dialog.place_edit, "heping")
    press(dialog.place_edit, Key.Key_Return)
    assert dialog.premises_id is None

    compose(dialog.place_edit, "")
    press(dialog.place_edit, Key.Key_Return)
    assert dialog.premises_id == day.premises_id


def test_enter_while_composing_saves_no_quick_line(page: BoardPage) -> None:
    type_text(page.quick_edit, "9-9-909 ")
    compose(page.quick_edit, "penshui")
    press(page.quick_edit, Key.Key_Return)
    assert page.model.rowCount() == 0

    commit(page.quick_edit, "喷水")
    press(page.quick_edit, Key.Key_Return)

    assert page.model.rowCount() == 1
    assert page.quick_edit.text() == ""


def test_keys_with_another_key_held_are_commands_even_then(dialog: IntakeDialog) -> None:
    compose(dialog.words_edit, "lou")

    press(dialog.words_edit, Key.Key_2, Qt.KeyboardModifier.AltModifier)

    assert dialog.group_row.value() == "cold"


def test_an_input_method_left_on_never_stands_between_a_digit_and_an_answer(dialog: IntakeDialog) -> None:
    rows = dialog.findChildren(ChoiceRow)

    assert rows
    assert [row for row in rows if row.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)] == []


def test_a_word_half_composed_is_kept_in_no_draft(dialog: IntakeDialog, window: DeskWindow) -> None:
    type_text(dialog.words_edit, "不热")
    compose(dialog.words_edit, "loushui")
    dialog.draft_kept.watch.write()
    window.calls.wait()

    assert [draft.values["fields"]["words"] for draft in window.calls.folder.read()] == ["不热"]


def test_a_word_left_behind_with_the_cursor_holds_no_key_back(dialog: IntakeDialog) -> None:
    compose(dialog.words_edit, "loushui")
    dialog.phone_edit.setFocus()
    dialog.words_edit.setFocus()

    press(dialog.words_edit, Key.Key_Return)

    assert not is_shown(IntakeDialog)


def test_enter_while_composing_runs_no_command(window: DeskWindow, page: BoardPage) -> None:
    window.help.palette_action.trigger()
    edit = window.findChild(Palette).edit
    compose(edit, "daochang")

    press(edit, Key.Key_Return)

    assert edit.isVisible()
