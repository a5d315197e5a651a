"""The snapshot a desk works by."""

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from time import perf_counter

from app.services.clocks.calendar import YearPlan
from app.services.clocks.facts import Subject
from app.services.clocks.policies import PolicyOverride
from app.services.clocks.rules import Rules
from app.services.kernel.times import CHINA, to_ms

SINCE = datetime(2026, 12, 1, tzinfo=CHINA)
PLAN = YearPlan(2027, "示例", (date(2027, 1, 1),), ())


def test_the_version_follows_the_content() -> None:
    def adjusted(minutes: int) -> PolicyOverride:
        return PolicyOverride("repair.contact", {"limit_minutes": minutes}, SINCE, None, "试行", "站长")

    versions = [
        Rules.shipped().version,
        Rules.shipped([adjusted(20)]).version,
        Rules.shipped([adjusted(25)]).version,
        Rules.shipped(years=[PLAN]).version,
    ]

    assert len(set(versions)) == 4
    assert versions == [
        Rules.shipped().version,
        Rules.shipped([adjusted(20)]).version,
        Rules.shipped([adjusted(25)]).version,
        Rules.shipped(years=[PLAN]).version,
    ]


def test_an_imported_year_takes_its_place_in_the_calendar() -> None:
    assert not Rules.shipped().calendar.covers(2027)
    assert Rules.shipped(years=[PLAN]).calendar.covers(2027)


def test_the_rules_load_neither_chinesecalendar_nor_qt_nor_a_database() -> None:
    code = (
        "import sys; from app.services.clocks.rules import Rules; Rules.shipped();"
        "print(sorted(set(sys.modules) & {'chinese_calendar', 'PySide6', 'peewee', 'sqlcipher3', 'app.models'}))"
    )
    root = Path(__file__).parents[3]
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_thousand_open_matters_take_a_fraction_of_a_glance() -> None:
    rules = Rules.shipped()
    told = to_ms(SINCE)
    matters = [
        [("told", told + n, None), ("contacted", told + n + 300_000, None), ("explained", told + n + 600_000, None)]
        for n in range(1000)
    ]
    best = 1.0
    for _ in range(5):
        begun = perf_counter()
        found = [rules.ticks(Subject("repair", "cold"), facts, told + 86_000_000) for facts in matters]
        best = min(best, perf_counter() - begun)

    assert sum(map(len, found)) == 3000
    # Measured: 9 ms; the rest is room for a busy machine.
    assert best < 0.1
