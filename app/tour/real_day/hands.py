"""What every part of the play shares: the desks, the station's people, the book of the day, and the caller's place."""

from collections.abc import Callable
from dataclasses import dataclass

from app.services.kernel.desk import Desk
from app.services.matters.values import CallerDraft, PlaceDraft, PlaceKind
from app.services.repairs.values import FaultGroup
from app.tour.finding import find_premises
from app.tour.real_day.book import Book, Entry
from app.tour.real_day.papers import Papers
from app.tour.real_day.values import Story

# As much of a word as the table of matters keeps for the channel.
_CHANNEL = 10


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call is about: a premises of the ledger, or what was said."""

    premises_id: int | None
    draft: PlaceDraft | None


@dataclass(frozen=True, slots=True)
class Hands:
    """`desk` gives the desk of the moment, `papers` keeps what is printed."""

    desk: Callable[[], Desk]
    staff: dict[str, int]
    repairers: tuple[str, ...]
    manager: str
    book: Book
    papers: Papers

    def repairer(self, name: str, entry: Entry) -> int:
        """The repairer of this name; without one he who was sent last, else the first of the list."""
        return self.staff.get(name) or entry.repairer_id or self.staff[self.repairers[0]]

    def place(self, story: Story) -> Place:
        """The premises when the ledger has the address, else the address as said."""
        if not story.address:
            return Place(None, None)
        if not story.free_place:
            premises_id = find_premises(self.desk(), story.address, story.ledger_name)
            if premises_id is not None:
                return Place(premises_id, None)
        outside = story.free_place or story.group is FaultGroup.PUBLIC
        return Place(None, PlaceDraft(story.address, PlaceKind.FREE if outside else PlaceKind.HOME))


def caller_of(story: Story) -> CallerDraft:
    return CallerDraft(story.caller.name, story.caller.phone, story.caller.relation)


def channel_of(story: Story) -> str:
    return story.channel[:_CHANNEL]
