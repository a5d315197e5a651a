"""Which hours of the day are photographed, and which calls go through the windows."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from app.services.kernel.times import china

# Late afternoon of the first day, when a cold day is at its fullest.
PICTURES_AT = timedelta(hours=17, minutes=30)
# Just after the first of the morning's callbacks have opened.
CALLBACKS_AT = timedelta(hours=9, minutes=6)
CALLBACK_AFTER = timedelta(days=2)
# So many calls go through the windows, key by key.
THROUGH_WINDOWS = 6
# An hour at which this share of the most open repairs is still open shows work enough.
ENOUGH = 0.25


class Timed(Protocol):
    """What these hours ask of a call; `is_enquiry` says that nobody is sent for it."""

    @property
    def told_at(self) -> datetime: ...
    @property
    def is_enquiry(self) -> bool: ...
    @property
    def dispatched_at(self) -> datetime: ...
    @property
    def finished_at(self) -> datetime | None: ...


def busiest_hour(calls: Sequence[Timed]) -> datetime:
    """Late afternoon of the first day; where little is open then, the moment when most repairs are."""
    first = china(calls[0].told_at)
    usual = first.replace(hour=0, minute=0, second=0) + PICTURES_AT
    # A minute after the call its slip is on the way.
    moments = [call.dispatched_at + timedelta(minutes=1) for call in calls if not call.is_enquiry]
    fullest = max(moments, key=lambda moment: count_open(calls, moment), default=None)
    if fullest is None or count_open(calls, usual) > ENOUGH * count_open(calls, fullest):
        return max(usual, first)
    return fullest


def callback_hour(calls: Iterable[Timed], earliest: datetime) -> datetime:
    """The first morning on which somebody is to be called back, not before `earliest`."""
    finished = [call.finished_at for call in calls if not call.is_enquiry and call.finished_at is not None]
    if not finished:
        return earliest
    opens = china(max(min(finished) + CALLBACK_AFTER, earliest))
    morning = opens.replace(hour=0, minute=0, second=0) + CALLBACKS_AT
    return morning if morning >= opens else morning + timedelta(days=1)


def count_open(calls: Iterable[Timed], moment: datetime) -> int:
    """Repairs told and not finished at the moment."""
    return sum(
        call.told_at <= moment and (call.finished_at is None or moment < call.finished_at)
        for call in calls
        if not call.is_enquiry
    )


def through_windows(calls: Sequence[Timed], pictures: datetime) -> set[int]:
    """Places of the calls played by keys: the last repairs finished before the pictures, so that every page is
    worked through; where these are too few, other repairs, those that were finished first.
    """
    repairs = [place for place, call in enumerate(calls) if not call.is_enquiry]

    def less_fit(place: int) -> tuple[bool, bool, int]:
        finished = calls[place].finished_at
        early = finished is not None and finished < pictures
        return not early, finished is None, -place if early else place

    return set(sorted(repairs, key=less_fit)[:THROUGH_WINDOWS])
