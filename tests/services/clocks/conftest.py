"""What clock tests share: times of one day in short, and the shipped rules."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from app.services.clocks.facts import TimedFact
from app.services.clocks.rules import Rules
from app.services.kernel.times import CHINA

MONDAY = datetime(2026, 12, 7, tzinfo=CHINA)


@pytest.fixture
def rules() -> Rules:
    return Rules.shipped()


@pytest.fixture
def at() -> Callable[[str], datetime]:
    """`at("08:30")` on Monday 2026-12-07; `at("+1 08:30")` on the day after."""

    def moment(text: str) -> datetime:
        days, _, clock = text.rpartition(" ")
        hours, minutes = clock.split(":")
        return MONDAY + timedelta(days=int(days or 0), hours=int(hours), minutes=int(minutes))

    return moment


@pytest.fixture
def facts(at) -> Callable[[str], list[TimedFact]]:
    """`facts("told 08:00, rescheduled_by_user 08:05>18:30")`; `>` is the time the fact names."""

    def read(text: str) -> list[TimedFact]:
        found = []
        for part in filter(None, text.split(", ")):
            kind, _, when = part.partition(" ")
            moment, _, until = when.partition(">")
            found.append(TimedFact(kind, at(moment), at(until) if until else None))
        return found

    return read
