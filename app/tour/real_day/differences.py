"""How each clock came out, beside how the file expects it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.services.clocks.engine import ClockState, State
from app.services.kernel.desk import Desk
from app.services.matters.clocks import clocks_of
from app.tour.real_day.book import Book, Entry
from app.tour.real_day.values import CLOCKS, NO_CLOCK

_MINUTE = timedelta(minutes=1)
NOT_TAKEN = "not_taken"


@dataclass(frozen=True, slots=True)
class Difference:
    """`clock` is the file's word, `policy` the limit it was compared with, empty where there was none."""

    call: str
    scene: str
    clock: str
    expected: str
    found: str
    policy: str = ""


def differences(desk: Desk, book: Book, told_until: datetime) -> list[Difference]:
    """Every expectation that did not come true, in the order of the file.

    Judged when the day is over: at `told_until`, and for a clock that still runs then a minute after it has run out.
    """
    return [found for entry in book for found in _of(desk, entry, told_until)]


def _of(desk: Desk, entry: Entry, told_until: datetime) -> Iterable[Difference]:
    story = entry.story
    if not story.expect:
        return
    states = clocks_of(desk, entry.matter_id, told_until) if entry.taken else []
    for word, expected in story.expect.items():
        policies = CLOCKS.get(word, (word,))
        state = next((state for state in states if state.policy_id in policies), None)
        found = _verdict(desk, entry, state, told_until) if entry.taken else NOT_TAKEN
        if found != expected:
            policy = state.policy_id if state else ""
            yield Difference(story.call, story.scene, word, expected, found, policy)


def _verdict(desk: Desk, entry: Entry, state: ClockState | None, told_until: datetime) -> str:
    if state is None:
        return NO_CLOCK
    if state.state is not State.STOPPED and state.due >= told_until:
        later = clocks_of(desk, entry.matter_id, state.due + _MINUTE)
        same = (again for again in later if (again.policy_id, again.round) == (state.policy_id, state.round))
        state = next(same, state)
    return str(state.classification or NO_CLOCK)
