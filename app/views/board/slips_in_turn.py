"""Several slips, one after the other: the next one comes when the one before was printed or put off."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.services.kernel.errors import AppError
from app.views.theme import Tone

if TYPE_CHECKING:
    from app.views.board.page import BoardPage


class SlipsInTurn(QObject):
    """Lives until the last one was shown."""

    def __init__(self, page: "BoardPage", numbers: Sequence[str]) -> None:
        super().__init__(page)
        self._page = page
        self._numbers = list(numbers)

    @Slot()
    def next(self) -> None:
        from app.services.repairs.reads import sheet_to_print

        if self._numbers:
            self._page.session.ask(sheet_to_print, self._numbers[0], then=self._show, failed=self._pass_over)
        else:
            self.deleteLater()

    def _pass_over(self, error: AppError) -> None:
        """One that was voided meanwhile is no reason to keep the others."""
        self._page.session.notice(error.message, Tone.AMBER)
        self._numbers.pop(0)
        self.next()

    def _show(self, sheet_id: int) -> None:
        self._page.in_front.show_slip(sheet_id, self._numbers.pop(0)).finished.connect(self.next)
