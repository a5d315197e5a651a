"""Working days by the State Council's yearly plans, Monday to Friday where no plan is known."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Self

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class YearPlan:
    """One year's plan: days off (weekend days inside a holiday included) and weekend days that are worked.

    A plan may reach into the last week of the December before, as those for 2019 and 2023 did.
    """

    year: int
    source: str
    holidays: tuple[date, ...]
    worked: tuple[date, ...]


class WorkingDay(NamedTuple):
    """A day reached by counting; provisional when the count ran through a year without a plan."""

    ordinal: int
    provisional: bool


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """Which days are worked in China; immutable. Days are proleptic ordinals inside, dates outside."""

    years: frozenset[int]
    _off: frozenset[int] = field(repr=False)
    _worked: frozenset[int] = field(repr=False)
    # The same few start days are asked for again and again by every open matter.
    _reached: dict[tuple[int, int], WorkingDay] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, plans: Iterable[YearPlan]) -> Self:
        """The calendar of `plans`; of two plans for one year the later in the row counts."""
        by_year = {plan.year: plan for plan in plans}
        off: set[int] = set()
        worked: set[int] = set()
        for year in sorted(by_year):
            holidays = {day.toordinal() for day in by_year[year].holidays}
            made_up = {day.toordinal() for day in by_year[year].worked}
            off = (off - made_up) | holidays
            worked = (worked - holidays) | made_up
        return cls(frozenset(by_year), frozenset(off), frozenset(worked))

    def covers(self, year: int) -> bool:
        """Whether the plan of `year` is known."""
        return year in self.years

    def is_working(self, day: date) -> bool:
        """Whether `day` is worked: by the plan, else Monday to Friday."""
        return self.works(day.toordinal())

    def is_made_up(self, day: date) -> bool:
        """Whether `day` is a weekend day worked in exchange for a holiday (调休上班)."""
        return day.toordinal() in self._worked

    def working_day_after(self, day: date, count: int) -> tuple[date, bool]:
        """The `count`-th working day after `day` (day 0 is `day`, worked or not), and whether it is provisional."""
        reached = self.reach(day.toordinal(), count)
        return date.fromordinal(reached.ordinal), reached.provisional

    def works(self, ordinal: int) -> bool:
        """`is_working` for an ordinal."""
        if ordinal in self._off:
            return False
        return (ordinal - 1) % 7 < _SATURDAY or ordinal in self._worked

    def reach(self, ordinal: int, count: int) -> WorkingDay:
        """`working_day_after` for ordinals, remembered; ValueError when `count` is below 1."""
        known = self._reached.get((ordinal, count))
        if known is not None:
            return known
        if count < 1:
            raise ValueError(f"count of working days below 1: {count}")
        day, left, provisional = ordinal, count, False
        while left:
            day += 1
            provisional = provisional or date.fromordinal(day).year not in self.years
            left -= self.works(day)
        reached = WorkingDay(day, provisional)
        self._reached[ordinal, count] = reached
        return reached
