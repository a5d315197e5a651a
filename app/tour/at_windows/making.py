"""Which calls of a day go through the window, and who plays them there."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from app.tour.at_windows.incidents import IncidentsAtWindow
from app.tour.at_windows.others import OthersAtWindow
from app.tour.at_windows.repairs import RepairsAtWindow
from app.tour.at_windows.room import Room
from app.tour.at_windows.sheets import SheetsAtWindow
from app.tour.real_day.hands import Hands
from app.tour.real_day.incidents import Incident, Incidents
from app.tour.real_day.play import AtWindows, Parts
from app.tour.real_day.values import Story, What

# Of each scene the first call is played by keys, of those that are about more than one call so many.
OF_MANY = 3
# A day with few scenes shows other calls besides.
AT_LEAST = 25


def shown(stories: Sequence[Story]) -> frozenset[int]:
    """The lines of the calls that are played by keys: of every scene the first, of shared scenes some more."""
    seen: Counter[str] = Counter()
    chosen: set[int] = set()
    for story in stories:
        if seen[story.scene] < (OF_MANY if _is_shared(story) else 1):
            chosen.add(story.line)
        seen[story.scene] += 1
    others = [story.line for story in stories if story.line not in chosen]
    return frozenset(chosen | set(others[: max(0, AT_LEAST - len(chosen))]))


def at_windows(room: Room) -> AtWindows:
    """Makes those who play at this window."""
    return partial(_parts, room)


def _parts(room: Room, hands: Hands, incidents: dict[str, Incident]) -> tuple[Parts, Incidents]:
    at_window = IncidentsAtWindow(hands, incidents, room)
    return (
        Parts(RepairsAtWindow(hands, room, at_window), OthersAtWindow(hands, room), SheetsAtWindow(hands, room)),
        at_window,
    )


def _is_shared(story: Story) -> bool:
    """Whether the call is one of several about the same."""
    return story.only_urges or story.first(What.JOINED_OUTAGE) is not None
