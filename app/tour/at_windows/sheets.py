"""Slips coming back at the window: scanned, pasted, typed in the order of the paper."""

from app.services.matters.values import Taken
from app.services.repairs.values import SheetReturnDraft
from app.tour.at_windows.room import Room
from app.tour.clerk.scans import scan_of
from app.tour.real_day.book import Entry
from app.tour.real_day.hands import Hands
from app.tour.real_day.sheets import Sheets


class SheetsAtWindow(Sheets):
    """A slip the tour has no paper of, such as a blank, is taken in by its number."""

    def __init__(self, hands: Hands, room: Room) -> None:
        super().__init__(hands)
        self._room = room

    def take_in(self, draft: SheetReturnDraft) -> None:
        paper = self._room.papers / f"{draft.number}-1.pdf"
        seed = self._room.returns.pictures
        picture = scan_of(paper, self._room.scans, seed) if paper.exists() else None
        self._room.returns.take_in(draft, picture)
        self._room.count("收单")

    def replace(self, entry: Entry, sheet_id: int, reason: str) -> None:
        self._room.repairs.replace_sheet(entry.number, reason)
        self._room.count("遗失补办")

    def complain_on(self, number: str, words: str) -> Taken:
        taken: Taken | None = self._room.returns.complain()
        if taken is None:
            return super().complain_on(number, words)
        self._room.count("转投诉")
        return taken
