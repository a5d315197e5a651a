"""Moments of time: aware datetimes in Python, integer milliseconds UTC in tables, China time for people."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol

# One zone, no daylight saving since 1992.
CHINA = timezone(timedelta(hours=8))

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def to_ms(moment: datetime) -> int:
    """Whole milliseconds since 1970 UTC, rounded down; ValueError when `moment` is naive."""
    return (_aware(moment) - _EPOCH) // _MILLISECOND


def from_ms(milliseconds: int) -> datetime:
    """The aware UTC moment of `milliseconds` since 1970."""
    return _EPOCH + timedelta(milliseconds=milliseconds)


def china(moment: datetime) -> datetime:
    """The same moment in China time; ValueError when `moment` is naive."""
    return _aware(moment).astimezone(CHINA)


class Clock(Protocol):
    """What time it is; injected, so that a test or a replayed day brings its own."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FrozenClock:
    """A clock that stands still until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self._now = _aware(moment).astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def set(self, moment: datetime) -> None:
        """Jump to `moment`, forwards or back."""
        self._now = _aware(moment).astimezone(UTC)

    def advance(self, span: timedelta) -> None:
        """Move by `span`."""
        self._now += span


def _aware(moment: datetime) -> datetime:
    # A naive time would be read in the computer's own zone and shift by eight hours on another one.
    if moment.utcoffset() is None:
        raise ValueError(f"naive datetime: {moment!r}")
    return moment
