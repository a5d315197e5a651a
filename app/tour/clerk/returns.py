"""收单 by keys: the scan of a slip is pasted, its form is typed in the order of the paper."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QSignalSpy

from app.services.kernel.errors import Refused
from app.services.repairs.values import SheetReturnDraft
from app.tour.clerk.clerk import Clerk
from app.tour.keyboard import focused, until
from app.views.complaints.from_sheet_dialog import FromSheetDialog
from app.views.returns.page import READING, ReturnsPage

FIELDS = (
    "arrived_written_at",
    "finished_written_at",
    "difference_reason",
    "view",
    "words",
    "signed",
    "signer",
    "signed_at",
    "refused_reason",
    "witness",
)


class Returns:
    """`pictures` counts the scans that led to their slip, `refused` keeps the sentences for those that did not."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk
        self.pictures = 0
        self.refused: list[str] = []

    def take_in(self, draft: SheetReturnDraft, picture: Path | None) -> None:
        """The slip by its picture, or by its number; then what is written on it."""
        clerk = self._clerk
        with clerk.at_work():
            page = clerk.go_to("returns", ReturnsPage)
            if picture is None:
                clerk.find(draft.number)
            elif sentence := self._paste(page, picture):
                raise Refused(sentence)
            until(lambda: self._in_hand(page, draft.number), "the sheet's form")
            self.pictures += picture is not None
            clerk.typing.fill(page.form.fields, **{name: getattr(draft, name) for name in FIELDS})
            self._save(page)

    def show(self, picture: Path) -> None:
        """A picture that leads nowhere: what the page says to it is kept."""
        with self._clerk.at_work():
            page = self._clerk.go_to("returns", ReturnsPage)
            self.refused.append(self._paste(page, picture))

    def complain(self) -> Any:
        """转投诉 of the slip taken in last, when that is offered; what came of it, else None."""
        with self._clerk.at_work():
            page = self._clerk.go_to("returns", ReturnsPage)
            if not page.complaint_action.isEnabled():
                return None
            dialog = self._clerk.open("returns.complaint", FromSheetDialog)
            until(lambda: dialog.number_edit.text(), "the slip to complain about")
            return self._clerk.save(dialog)

    def _paste(self, page: ReturnsPage, picture: Path) -> str:
        """The sentence that is said instead of opening the form; empty when it opens."""
        before = page.form.found
        QGuiApplication.clipboard().setImage(QImage(str(picture)))
        self._clerk.keys.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        problem = page.problem

        def opened() -> bool:
            return page.form.found is not None and page.form.found is not before

        until(lambda: opened() or (problem.isVisible() and problem.text() not in ("", READING)), "the picture read")
        return "" if opened() else problem.text()

    def _in_hand(self, page: ReturnsPage, number: str) -> bool:
        found = page.form.found
        here = found is not None and found.number == number
        return here and page.form.isVisible() and page.form.isAncestorOf(focused())

    def _save(self, page: ReturnsPage) -> None:
        saved = QSignalSpy(page.form.saved)
        message = page.form.fields.message
        self._clerk.keys.shortcut("dialog.save")
        until(lambda: saved.count() or message.isVisible(), "the sheet taken in")
        if not saved.count():
            sentence = message.text()
            page.form.found = None
            raise Refused(sentence)
