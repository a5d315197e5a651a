"""The days a report is about."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.services.kernel.errors import InvalidInput
from app.services.kernel.station import season_of
from app.services.kernel.times import CHINA

# A season is counted from its first month of July to the next June.
_SEASON_MONTH = 7


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days of China, both ends included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidInput({"last": "截止日期早于起始日期。"})

    @property
    def begins(self) -> datetime:
        """The first moment, aware."""
        return datetime.combine(self.first, time(tzinfo=CHINA))

    @property
    def ends(self) -> datetime:
        """The first moment after it, aware."""
        return datetime.combine(self.last + timedelta(days=1), time(tzinfo=CHINA))

    def holds(self, moment: datetime) -> bool:
        """Whether the moment lies in these days."""
        return self.begins <= moment < self.ends


def this_month(today: date) -> Span:
    """From the first of the month up to today."""
    return Span(today.replace(day=1), today)


def this_season(today: date) -> Span:
    """From the July in which the heating year of today began up to today."""
    return Span(date(int(season_of(today)[:4]), _SEASON_MONTH, 1), today)
