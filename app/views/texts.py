"""Dates, times and lengths of time as the clerk reads them; China time throughout."""

import re
from datetime import date, datetime, timedelta

from app.services.kernel.times import china

PRODUCT = "HeatDesk 供热服务台"
WEEKDAYS = "一二三四五六日"
MINUTES_PER_DAY = 24 * 60


def clock_time(moment: datetime) -> str:
    """`18:30`."""
    return f"{china(moment):%H:%M}"


def day_and_time(moment: datetime, now: datetime) -> str:
    """`18:30` today, `昨天 23:30`, `明天 08:00`, `11-15 00:42` this year, else with the year."""
    local, today = china(moment), china(now).date()
    word = day_word(local.date(), today)
    return f"{word} {local:%H:%M}" if word else f"{local:%H:%M}"


def day_word(day: date, today: date) -> str:
    """Empty for today."""
    near = {0: "", -1: "昨天", -2: "前天", 1: "明天", 2: "后天"}
    distance = (day - today).days
    if distance in near:
        return near[distance]
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"


def full_time(moment: datetime) -> str:
    """`2026-11-15 00:42`."""
    return f"{china(moment):%Y-%m-%d %H:%M}"


def full_date(moment: datetime) -> str:
    """`11月15日 星期日`."""
    local = china(moment)
    return f"{local.month}月{local.day}日 星期{WEEKDAYS[local.weekday()]}"


def length(span: timedelta) -> str:
    """`12 分`, `3 时 05 分`, `18 时`, `2 天 4 时`; what does not matter any more is dropped, the sign too."""
    minutes = int(abs(span).total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} 分"
    if minutes < 10 * 60:
        return f"{minutes // 60} 时 {minutes % 60:02} 分"
    if minutes < MINUTES_PER_DAY:
        return f"{minutes // 60} 时"
    return f"{minutes // MINUTES_PER_DAY} 天 {minutes % MINUTES_PER_DAY // 60} 时"


def rough_length(span: timedelta) -> str:
    """`12 分`, `3 时`, `2 天`: where the exact length has been told to the user already."""
    minutes = int(abs(span).total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} 分"
    return f"{minutes // 60} 时" if minutes < MINUTES_PER_DAY else f"{minutes // MINUTES_PER_DAY} 天"


def length_of_minutes(minutes: int) -> str:
    """A limit as people say it: `30 分钟`, `2 小时`, `24 小时`, `7 天`."""
    if minutes % 60:
        return f"{minutes} 分钟"
    if minutes % MINUTES_PER_DAY == 0 and minutes > 2 * MINUTES_PER_DAY:
        return f"{minutes // MINUTES_PER_DAY} 天"
    return f"{minutes // 60} 小时"


FULL_PLACE = re.compile(r"(?P<before>.*?)(?P<building>\d+)号楼(?:(?P<unit>\d+)单元)?(?P<room>\w+?)室?")


def short_place(place: str) -> str:
    """`和平里小区 3-2-1102` from the written address, as everybody says it; others stay as they are."""
    match = FULL_PLACE.fullmatch(place)
    if match is None:
        return place
    numbers = "-".join(part for part in (match["building"], match["unit"], match["room"]) if part)
    return f"{match['before']} {numbers}".strip()


def short_number(number: str) -> str:
    """`1115-0007` from `WX-YY-20261115-0007`: what is said across the room."""
    parts = number.split("-")
    return f"{parts[-2][4:]}-{parts[-1]}" if len(parts) >= 4 and len(parts[-2]) == 8 else number
