"""What moves when next year's plan is loaded."""

from datetime import date, datetime

import pytest

from app.services.clocks.calendar import YearPlan
from app.services.clocks.facts import Subject, TimedFact
from app.services.clocks.recompute import OpenMatter, recompute
from app.services.clocks.rules import Rules
from app.services.kernel.times import CHINA

NOW = datetime(2026, 12, 31, 18, 0, tzinfo=CHINA)
PLAN = YearPlan(2027, "示例", (date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3)), (date(2027, 1, 9),))


def complaint(ref: str, told: datetime, *more: TimedFact) -> OpenMatter[str]:
    return OpenMatter(ref, Subject("complaint"), (TimedFact("told", told), *more))


@pytest.fixture
def matters() -> list[OpenMatter[str]]:
    december = datetime(2026, 12, 30, 9, 0, tzinfo=CHINA)
    return [
        complaint("moved", december),
        complaint("settled", datetime(2027, 1, 4, 9, 0, tzinfo=CHINA)),
        complaint("inside 2026", datetime(2026, 12, 7, 9, 0, tzinfo=CHINA)),
        complaint("answered", december, TimedFact("answered", NOW)),
        OpenMatter("minutes", Subject("repair", "cold"), (TimedFact("told", december),)),
    ]


def test_loading_a_plan_lists_running_clocks_that_moved_or_settled(matters) -> None:
    found = {row.ref: row for row in recompute(Rules.shipped(), Rules.shipped(years=[PLAN]), matters, NOW)}

    assert found.keys() == {"moved", "settled"}
    moved = found["moved"]
    assert (moved.old_due.astimezone(CHINA).date(), moved.new_due.astimezone(CHINA).date()) == (
        date(2027, 1, 6),
        date(2027, 1, 7),
    )
    assert (moved.was_provisional, moved.provisional, moved.moved) == (True, False, True)
    # The made-up Saturday comes in, so this one is due earlier.
    assert found["settled"].new_due.astimezone(CHINA).date() == date(2027, 1, 9)


def test_the_same_rules_move_nothing(matters) -> None:
    assert recompute(Rules.shipped(), Rules.shipped(), matters, NOW) == []
