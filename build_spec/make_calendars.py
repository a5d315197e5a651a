"""Writes resources/calendars/ from chinesecalendar: `python build_spec/make_calendars.py`.

Run once when a new chinesecalendar knows another year; add that year's document number below first.
A test compares every shipped day with the installed chinesecalendar.
"""

import sys
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SOURCES = {
    2021: "国办发明电〔2020〕27号",
    2022: "国办发明电〔2021〕11号",
    2023: "国办发明电〔2022〕16号",
    2024: "国办发明电〔2023〕7号",
    2025: "国办发明电〔2024〕12号",
    2026: "国办发明电〔2025〕7号",
}


def main() -> None:
    """One file a year, in the form of `heatdesk calendar import`."""
    from app.services.clocks.calendar import YearPlan
    from app.services.clocks.plans import plan_json

    for year, source in SOURCES.items():
        first = date(year, 1, 1)
        days = [first + timedelta(number) for number in range((date(year + 1, 1, 1) - first).days)]
        plan = YearPlan(
            year=year,
            source=source,
            holidays=tuple(day for day in days if chinese_calendar.get_holiday_detail(day)[1] and _is_off(day)),
            worked=tuple(day for day in days if day.weekday() > 4 and chinese_calendar.is_workday(day)),
        )
        (ROOT / "resources" / "calendars" / f"{year}.json").write_text(plan_json(plan), encoding="utf-8")


def _is_off(day: date) -> bool:
    return bool(chinese_calendar.is_holiday(day))


if __name__ == "__main__":
    main()
