"""The same acts through the windows, key by key, as a clerk would do them."""

import re
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from app.services.kernel.times import china
from app.services.matters.sheets import find_sheet
from app.services.paper.scans import read_codes
from app.tour.acts import ByServices, Played
from app.tour.finding import find_premises
from app.tour.keyboard import focused, until
from app.tour.stage import MANAGER
from app.tour.windows import Windows
from app.views.board.page import BoardPage
from app.views.callbacks.page import CallbacksPage
from app.views.repairs import words
from app.views.repairs.finish_dialogs import FinishDialog
from app.views.repairs.intake_dialog import IntakeDialog
from app.views.repairs.slip_dialog import SlipDialog
from app.views.returns.page import ReturnsPage
from app.views.shell.page import Page

TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return
# A leak asks most.
MOST_QUESTIONS = 10

PageKind = TypeVar("PageKind", bound=Page)


class ByWindows(ByServices):
    """Counts the keys of every call it takes."""

    def __init__(self, windows: Windows, services: ByServices) -> None:
        super().__init__(services.desk, services.papers)
        self._windows = windows
        self._keys = windows.keyboard
        self.keys_by_number: dict[str, int] = {}

    def take(self, played: Played) -> None:
        """F2, the address, Enter, the number that rings, the fault by number keys, the words, Enter."""
        with self._windows.working():
            before = self._keys.keys
            self._take(played)
            self.keys_by_number[played.number] = self._keys.keys - before

    def _take(self, played: Played) -> None:
        call, keys = played.call, self._keys
        keys.press(Qt.Key.Key_F2)
        dialog = self._windows.dialog("intake")
        assert isinstance(dialog, IntakeDialog)
        taken = QSignalSpy(dialog.succeeded)
        wanted = find_premises(self.desk(), call.address, call.name)
        keys.type(call.address)
        if wanted is None:
            # Not in the ledger, or nobody can say which: it is taken by the address that was typed.
            self._tab_to(dialog.phone_edit)
        else:
            until(lambda: wanted in [hit.id for hit in dialog.place_edit.hits()], "hits for the address")
            for _ in range([hit.id for hit in dialog.place_edit.hits()].index(wanted)):
                keys.press(Qt.Key.Key_Down)
            keys.press(ENTER)
        keys.type(call.phone)
        self._tab_to(dialog.group_row)
        groups = [value for value, _ in words.groups()]
        keys.digit(1 + groups.index(call.group))
        for _ in range(MOST_QUESTIONS):
            if focused() is dialog.words_edit:
                break
            keys.digit(1)
        keys.type(call.words)
        keys.press(ENTER)
        self._windows.closed(dialog)
        result = taken.at(0)[0]
        played.matter_id, played.number = result.matter_id, result.number

    def contact(self, played: Played) -> None:
        self._row_act(played, Qt.Key.Key_C)

    def dispatch(self, played: Played) -> None:
        """D, the repairer's number, Enter; the slip comes up and is saved as a file."""
        windows = self._windows
        with windows.working():
            self._search(played.number)
            self._row(played.number)
            self._keys.press(Qt.Key.Key_D)
            windows.dialog("dispatch")
            self._keys.digit(1 + windows.stage.repairer_ids.index(played.repairer_id))
            self._keys.press(ENTER)
            until(lambda: isinstance(windows.dialog("slip"), SlipDialog), "the slip")
            slip = windows.dialog("slip")
            assert isinstance(slip, SlipDialog)
            played.sheet_id, played.sheet_number = find_sheet(self.desk().store, slip.number).id, slip.number
            # The file dialog is the operating system's; the tour answers it with the path.
            path = self.papers / f"{slip.number}-1.pdf"
            slip.save_to(path)
            until(lambda: path.exists() or slip.approval_edit.isVisible(), "the slip saved")
            if not path.exists():
                self._keys.type(MANAGER)
                slip.save_to(path)
            windows.closed(slip)

    def arrive(self, played: Played) -> None:
        self._row_act(played, Qt.Key.Key_A)

    def finish(self, played: Played) -> None:
        """F, then cause, remedy and responsibility by number keys."""
        if played.call.arrived_at is None:
            super().finish(played)
            return
        with self._windows.working():
            self._search(played.number)
            self._row(played.number)
            self._keys.press(Qt.Key.Key_F)
            dialog = self._windows.dialog("finish")
            assert isinstance(dialog, FinishDialog)
            for row in (dialog.cause_row, dialog.done_row, dialog.responsibility_row):
                self._tab_to(row)
                self._keys.digit(1)
            self._keys.press(ENTER)
            self._windows.closed(dialog)

    def return_sheet(self, played: Played) -> None:
        """The scanner gun types the station's copy; then the form, in the order of the paper."""
        call, keys = played.call, self._keys
        paper = self.papers / f"{played.sheet_number}-1.pdf"
        with self._windows.working():
            self._search(read_codes(paper)[0])
            page = self._page(ReturnsPage)
            until(lambda: page.form.isVisible() and page.form.isAncestorOf(focused()), "the sheet's form")
            for written in (call.arrived_at, call.finished_at):
                if written is not None:
                    keys.type(self._as_typed(written))
                keys.press(TAB)
            self._tab_to(page.form.fields.view_row)
            keys.digit(1)
            keys.press(Qt.Key.Key_F10)
            until(lambda: not page.form.isVisible(), "the sheet taken in")

    def _as_typed(self, moment: datetime) -> str:
        """Four digits; a time of another day with its date."""
        same_day = china(moment).date() == china(self.desk().now()).date()
        return f"{china(moment):%H%M}" if same_day else f"{china(moment):%Y-%m-%d %H%M}"

    def call_back(self, played: Played) -> None:
        """The user reads six digits from the slip: right; every question has its good answer first."""
        keys = self._keys
        with self._windows.working():
            keys.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
            page = self._page(CallbacksPage)
            keys.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
            for _ in range(page.model.rowCount()):
                if page.table.current_id() == played.matter_id:
                    break
                keys.press(Qt.Key.Key_Down)
            keys.press(ENTER)
            until(page.form.code_edit.hasFocus, "the field of the code")
            keys.type(code_on_users_copy(self.papers / f"{played.sheet_number}-1.pdf"))
            questions = page.form.questions
            until(questions.result_row.hasFocus, "the code found right")
            while not page.form.words_edit.hasFocus():
                if questions.room_edit.hasFocus():
                    keys.press(ENTER)
                else:
                    keys.digit(1)
            keys.press(ENTER)
            until(lambda: page.form.matter_id != played.matter_id, "the callback written down")

    def _page(self, kind: type[PageKind]) -> PageKind:
        until(lambda: isinstance(self._windows.window.page, kind), kind.__name__)
        page = self._windows.window.page
        assert isinstance(page, kind)
        return page

    def _row_act(self, played: Played, key: Qt.Key) -> None:
        """Find the row, press its key, accept the time that stands there."""
        with self._windows.working():
            self._search(played.number)
            self._row(played.number)
            self._keys.press(key)
            dialog = self._windows.dialog(f"dialog of {key}")
            self._keys.press(ENTER)
            self._windows.closed(dialog)

    def _search(self, text: str) -> None:
        """Ctrl+F, the number or what the scanner types, Enter."""
        self._keys.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        self._keys.type(text)
        self._keys.press(ENTER)

    def _row(self, number: str) -> None:
        page = self._page(BoardPage)
        until(lambda: page.current_card() is not None and page.table.hasFocus(), "the row")
        card = page.current_card()
        assert card is not None
        assert card.head.number == number

    def _tab_to(self, widget: object) -> None:
        for _ in range(20):
            if focused() is widget:
                return
            self._keys.press(TAB)
        raise RuntimeError("the field is not in the tab order")


def code_on_users_copy(paper: Path) -> str:
    """The six digits as the user reads them from the second copy."""
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    try:
        text = document[1].get_textpage().get_text_range()
    finally:
        document.close()
    found = re.search(r"回访码\D{0,6}(\d{6})", text)
    if found is None:
        raise RuntimeError(f"no code on {paper.name}")
    return found[1]
