"""停热事件 by keys: written down, over, and everybody called who was told of it."""

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt

from app.services.outages.values import Cause
from app.tour.clerk.clerk import Clerk
from app.tour.keyboard import focused, until
from app.views.outages.act_dialogs import RestoreDialog
from app.views.outages.outage_dialog import OutageDialog
from app.views.outages.page import OutagesPage

CONTROL = Qt.KeyboardModifier.ControlModifier


class OutageActs:
    """Ids are those of the incident's matter."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk

    def write_down(
        self, cause: Cause, reason: str, building: tuple[int, str] | None, unit: str, **times: datetime | None
    ) -> int:
        """A new incident, of one building (id and name) or everywhere; `times`: began_at, expected_at, told_at."""
        clerk = self._clerk
        with clerk.at_work():
            clerk.go_to("outages", OutagesPage)
            dialog = clerk.open("outages.new", OutageDialog)
            clerk.typing.fill(dialog.form, cause=cause, reason=reason)
            if building is not None:
                clerk.typing.place(dialog.areas.search, building[1], building[0])
                clerk.keys.type(unit)
            clerk.typing.fill(dialog.form, **times)
            taken: Any = clerk.save(dialog)
            return int(taken.matter_id)

    def restore(self, outage_id: int, at: datetime) -> None:
        """Heat is back; then everybody who waits is called, one key each."""
        clerk = self._clerk
        with clerk.at_work():
            page = self._stand_on(outage_id)
            dialog = clerk.open("outages.restore", RestoreDialog)
            clerk.typing.fill(dialog.form, at=at)
            clerk.save(dialog)
            until(lambda: (card := page.panel.card) is not None and card.facts.restored_at is not None, "heat is back")
            while left := self._waiting(page):
                clerk.typing.go_to(page.told.table)
                until(partial(self._on_somebody, page), "who is to be called")
                clerk.keys.shortcut("outages.told")
                until(partial(self._goes_on, page, left), "the next one to be called")

    def _waiting(self, page: OutagesPage) -> int:
        card = page.panel.card
        return sum(row.waits for row in card.told) if card is not None else 0

    def _on_somebody(self, page: OutagesPage) -> bool:
        """Whoever waits stands first; the list may have stayed on who was told just now."""
        if not page.told.told_action.isEnabled():
            self._clerk.keys.press(Qt.Key.Key_Home, CONTROL)
        return page.told.told_action.isEnabled()

    def _goes_on(self, page: OutagesPage, left: int) -> bool:
        return self._waiting(page) < left

    def _stand_on(self, outage_id: int) -> OutagesPage:
        page = self._clerk.go_to("outages", OutagesPage)
        until(lambda: page.model.index_of(outage_id).isValid() and page.table is focused(), "the incidents")
        self._clerk.keys.press(Qt.Key.Key_Home, CONTROL)
        for _ in range(page.model.rowCount()):
            if page.table.current_id() == outage_id:
                break
            self._clerk.keys.press(Qt.Key.Key_Down)
        until(lambda: page.panel.card is not None and page.panel.card.row.matter_id == outage_id, "the incident")
        return page
