"""What a clerk types for a time, read as a moment."""

import re
from datetime import datetime, timedelta

from app.services.kernel.times import CHINA, china

DAYS = {"今天": 0, "今": 0, "昨天": -1, "昨": -1, "前天": -2, "前": -2, "明天": 1, "明": 1, "后天": 2, "后": 2}
FULL_WIDTH = str.maketrans("０１２３４５６７８９：．－—　", "0123456789:.-- ")
CLOCK = r"(?P<hour>\d{1,2})[:.点时]?(?P<minute>\d{2})"
PATTERN = re.compile(
    rf"(?:(?P<word>{'|'.join(DAYS)})|(?:(?P<year>\d{{4}})-)?(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})[ T])?\s*{CLOCK}"
)
AGO = re.compile(r"-\s*(?P<minutes>\d{1,3})\s*分?")
# A fact typed before midnight is entered after it; nobody means a fact six hours from now.
SURELY_YESTERDAY = timedelta(hours=6)


def read_time(text: str, now: datetime, past: bool = True) -> datetime | None:
    """The moment meant by `1830`, `18:30`, `昨 2330`, `11-15 0042`, `-15` (a quarter of an hour ago); None if none.

    With `past` (a fact, not a promise) a bare time far ahead of now is yesterday's, a date without a year this or
    last year's; otherwise an appointment without a day that is already over is tomorrow's, and a date without a year
    this or next year's.
    """
    text = text.strip().translate(FULL_WIDTH)
    if ago := AGO.fullmatch(text):
        return (now - timedelta(minutes=int(ago["minutes"]))).replace(second=0, microsecond=0)
    match = PATTERN.fullmatch(text)
    if match is None or int(match["hour"]) > 23 or int(match["minute"]) > 59:
        return None
    today = china(now)
    try:
        moment = datetime(
            int(match["year"] or today.year),
            int(match["month"] or today.month),
            int(match["day"] or today.day),
            int(match["hour"]),
            int(match["minute"]),
            tzinfo=CHINA,
        )
        if match["month"] and not match["year"] and past and moment - now > timedelta(days=180):
            return moment.replace(year=today.year - 1)
        if match["month"] and not match["year"] and not past and now - moment > timedelta(days=180):
            return moment.replace(year=today.year + 1)
    except ValueError:
        return None
    if match["word"]:
        return moment + timedelta(days=DAYS[match["word"]])
    if match["month"]:
        return moment
    if past and moment - now > SURELY_YESTERDAY:
        return moment - timedelta(days=1)
    if not past and moment < now:
        return moment + timedelta(days=1)
    return moment
