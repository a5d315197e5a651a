"""What the day came to so far, the weather as typed in last, 今日口径: read once the board is painted."""

from dataclasses import dataclass
from datetime import datetime

from app.services.duty.reading_words import degrees, reading_words
from app.services.duty.readings import Reading, latest_reading
from app.services.kernel.desk import Desk
from app.services.kernel.times import china
from app.services.matters.today import todays_numbers
from app.services.outages.todays_word import WordOfToday, todays_word
from app.views.texts import day_word

NEVER_READ = "还没有记过天气和供回水温度"


@dataclass(frozen=True, slots=True)
class DayFacts:
    """In words; `weather` from the longest to the shortest, empty when nothing was read off yet."""

    numbers: str
    numbers_tip: str
    weather: tuple[str, ...]
    weather_tip: str
    word: WordOfToday | None


def day_facts(desk: Desk) -> DayFacts:
    """All of it at this moment."""
    today, reading, now = todays_numbers(desk), latest_reading(desk), desk.now()
    return DayFacts(
        f"今日报修 {today.repairs}　完工 {today.finished}　回访 {today.called_back}",
        f"今日来电来件 {today.taken}，其中报修 {today.repairs}",
        _weather(reading, now) if reading is not None else (),
        f"{_day(reading, now)} {reading_words(reading)}　{reading.by}".strip() if reading is not None else NEVER_READ,
        todays_word(desk),
    )


def _weather(reading: Reading, now: datetime) -> tuple[str, ...]:
    """`晴 -5℃　供 62℃ 回 41℃`, `晴 -5℃`; what was not read off is left out."""
    outdoor = "" if reading.outdoor_c is None else f"{degrees(reading.outdoor_c)}℃"
    figures = (("供", reading.supply_c), ("回", reading.return_c))
    water = " ".join(f"{word} {degrees(figure)}℃" for word, figure in figures if figure is not None)
    # Weather of another day is no news: it says which day.
    short = " ".join(part for part in (_day(reading, now), reading.weather, outdoor) if part)
    return tuple(text for text in (f"{short}　{water}".strip("　"), short or water) if text)


def _day(reading: Reading, now: datetime) -> str:
    return day_word(china(reading.at).date(), china(now).date())
