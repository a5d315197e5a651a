"""Two premises side by side: nothing is merged that could not be compared."""

from PySide6.QtCore import Qt

from app.services.customers.care.merging import latest_merges
from app.views.care.compare_dialog import CompareDialog
from app.views.desk_window import DeskWindow
from tests.support.repairs import Day
from tests.views.dialogs import is_shown, shown
from tests.views.keys import press

Key = Qt.Key


def test_premises_that_are_not_there_are_said_and_cannot_be_merged(window: DeskWindow, day: Day) -> None:
    CompareDialog(window.session, day.premises_id, 999_999, "同一地址", window).open()
    dialog = shown(CompareDialog)
    said = dialog.form.message.text()

    for key in (Key.Key_F10, Key.Key_F4, Key.Key_Return):
        press(dialog, key)

    assert "找不到" in said
    assert not dialog.save_button.isEnabled()
    assert is_shown(CompareDialog)
    assert latest_merges(day.desk) == []
