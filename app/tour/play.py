"""Plays the calls in the order of their times: a queue of what happens next, and a clock that follows it."""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from app.services.kernel.times import FrozenClock
from app.tour.acts import ByServices, Played

SHEET_BACK_AFTER = timedelta(minutes=90)


@dataclass(order=True, slots=True)
class _Next:
    at: datetime
    turn: int
    act: Callable[[], None] = field(compare=False)


class Player:
    """Knows what every call still has to live through."""

    def __init__(self, clock: FrozenClock, hands_of: Callable[[Played], ByServices]) -> None:
        self._clock = clock
        self._hands_of = hands_of
        self._turns = count()
        self._queue: list[_Next] = []

    def expect(self, calls: Iterable[Played]) -> None:
        """Put the calls into the queue."""
        for played in calls:
            self._put(played.call.told_at, played, self._take)

    def play(self, until: datetime | None = None) -> None:
        """Everything up to `until`, or to the end; the clock stands at the last act."""
        while self._queue and (until is None or self._queue[0].at <= until):
            step = heapq.heappop(self._queue)
            self._clock.set(step.at)
            step.act()
        if until is not None:
            self._clock.set(until)

    def _put(self, at: datetime, played: Played, act: Callable[[Played], None]) -> None:
        heapq.heappush(self._queue, _Next(at, next(self._turns), lambda: act(played)))

    def _take(self, played: Played) -> None:
        call, hands = played.call, self._hands_of(played)
        hands.take(played)
        if call.is_enquiry:
            return
        self._put(call.dispatched_at, played, hands.dispatch)
        if call.contacted_at is not None:
            self._put(call.contacted_at, played, hands.contact)
        if call.arrived_at is not None:
            self._put(call.arrived_at, played, hands.arrive)
        if call.finished_at is not None:
            self._put(call.finished_at, played, self._finish)

    def _finish(self, played: Played) -> None:
        hands = self._hands_of(played)
        hands.finish(played)
        finished = played.call.finished_at
        assert finished is not None
        self._put(finished + SHEET_BACK_AFTER, played, hands.return_sheet)
        self._put(hands.callback_at(finished), played, hands.call_back)
