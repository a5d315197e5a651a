"""Times people say: what can be true, and how they are written in a sentence."""

from datetime import datetime, timedelta

from app.services.kernel.errors import Refused
from app.services.kernel.times import china

# Clerks type minutes; a fact of the same minute is not in the future and not before the call.
MINUTE = timedelta(minutes=1)
# Two clocks in one room differ by this much without anybody noticing.
TOLERANCE = timedelta(minutes=2)
# Typed in later than this after it was told, a fact is a late entry (补录) and marked as such.
LATE_ENTRY = timedelta(minutes=10)


def spoken(moment: datetime) -> str:
    """`11-15 10:30` in China time."""
    return f"{china(moment):%m-%d %H:%M}"


def is_late(told_at: datetime, entered_at: datetime) -> bool:
    """Whether the fact was typed in long after the station had been told."""
    return entered_at - told_at > LATE_ENTRY


def whole_minute(moment: datetime) -> datetime:
    """The minute the moment lies in."""
    return moment.replace(second=0, microsecond=0)


def refuse_future(at: datetime, now: datetime, what: str = "时间") -> None:
    """Raise Refused when `at` has not come yet."""
    if at > now + TOLERANCE:
        raise Refused(f"{what} {spoken(at)} 还没有到，现在是 {spoken(now)}。请核对日期和时间。")


def refuse_before_told(at: datetime, told_at: datetime) -> None:
    """Raise Refused when a fact would lie before the matter was told."""
    if at < whole_minute(told_at):
        raise Refused(f"{spoken(at)} 早于受理时间 {spoken(told_at)}。请核对；受理时间记错了，请先更正受理时间。")
