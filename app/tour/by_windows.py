"""The same acts through the windows, key by key, as a clerk would do them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from app.tour.acts import ByServices, Played
from app.tour.keyboard import focused, until
from app.tour.windows import Windows
from app.views.repairs import words
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.repairs.slip_dialog import SlipDialog

TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


class ByWindows(ByServices):
    """Counts the keys of every call it takes."""

    def __init__(self, windows: Windows, services: ByServices) -> None:
        super().__init__(services.desk, services.papers)
        self._windows = windows
        self._keys = windows.keyboard
        self.keys_by_number: dict[str, int] = {}

    def take(self, played: Played) -> None:
        """F2, the address, Enter, the number that rings, the fault by number keys, the words, Enter."""
        call, keys = played.call, self._keys
        before = keys.keys
        self._windows.to_front()
        keys.press(Qt.Key.Key_F2)
        dialog = self._windows.dialog("intake")
        assert isinstance(dialog, IntakeDialog)
        taken = QSignalSpy(dialog.succeeded)
        keys.type(call.address)
        until(lambda: not dialog.place_edit.is_searching(), "hits for the address")
        places = [hit.title for hit in dialog.place_edit.hits()]
        for _ in range(next(place for place, title in enumerate(places) if title.startswith(call.community))):
            keys.press(Qt.Key.Key_Down)
        keys.press(ENTER)
        keys.type(call.phone)
        self._tab_to(dialog.group_row)
        groups = [value for value, _ in words.groups()]
        keys.digit(1 + groups.index(call.group))
        while focused() is not dialog.words_edit:
            keys.digit(1)
        keys.type(call.words)
        keys.press(ENTER)
        self._windows.closed(dialog)
        result = taken.at(0)[0]
        played.matter_id, played.number = result.matter_id, result.number
        self.keys_by_number[played.number] = keys.keys - before

    def contact(self, played: Played) -> None:
        self._row_act(played, Qt.Key.Key_C)

    def dispatch(self, played: Played) -> None:
        """D, the repairer's number, Enter; the slip comes up and is saved as a file."""
        self._find(played)
        self._keys.press(Qt.Key.Key_D)
        dialog = self._windows.dialog("dispatch")
        self._keys.digit(1 + self._windows.stage.repairer_ids.index(played.repairer_id))
        self._keys.press(ENTER)
        until(lambda: isinstance(self._windows.dialog("slip"), SlipDialog), "the slip")
        slip = self._windows.dialog("slip")
        assert isinstance(slip, SlipDialog)
        assert dialog is not slip
        played.sheet_id, played.sheet_number = slip.sheet_id, slip.number
        # The file dialog is the operating system's; the tour answers it with the path.
        slip.save_to(self.papers / f"{slip.number}-1.pdf")
        self._windows.closed(slip)

    def arrive(self, played: Played) -> None:
        self._row_act(played, Qt.Key.Key_A)

    def finish(self, played: Played) -> None:
        """F, then cause, remedy and responsibility by number keys."""
        self._find(played)
        self._keys.press(Qt.Key.Key_F)
        dialog = self._windows.dialog("finish")
        rows = (dialog.cause_row, dialog.done_row, dialog.responsibility_row)  # type: ignore[attr-defined]
        for row, number in zip(rows, (1, 1, 1), strict=True):
            self._tab_to(row)
            self._keys.digit(number)
        self._keys.press(ENTER)
        self._windows.closed(dialog)

    def _row_act(self, played: Played, key: Qt.Key) -> None:
        """Find the row, press its key, accept the time that stands there."""
        self._find(played)
        self._keys.press(key)
        dialog = self._windows.dialog(f"dialog of {key}")
        self._keys.press(ENTER)
        self._windows.closed(dialog)

    def _find(self, played: Played) -> None:
        """Ctrl+F, the number, Enter: the board stands on the row."""
        window, keys = self._windows.window, self._keys
        self._windows.to_front()
        keys.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        keys.type(played.number)
        keys.press(ENTER)
        until(lambda: getattr(window.page, "current_line", lambda: None)() is not None, "the row")

    def _tab_to(self, widget: object) -> None:
        for _ in range(20):
            if focused() is widget:
                return
            self._keys.press(TAB)
        raise RuntimeError("the field is not in the tab order")
