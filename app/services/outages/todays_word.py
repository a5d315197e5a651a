"""今日口径: one paragraph of today's truth, shown in every intake window; the newest of the day counts.

What was said in the evening is true through the night: it counts until the day's business begins (outages.json).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from peewee import JOIN

from app.models.outages import TodaysWord
from app.models.station import Staff
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput
from app.services.kernel.text import clean
from app.services.kernel.times import china
from app.services.kernel.unit import writing
from app.services.outages.settings import word_until

LONGEST = 300


@dataclass(frozen=True, slots=True)
class WordOfToday:
    """What everybody says today, since when, and whose words they are."""

    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Said:
    word_id: int


def todays_word(desk: Desk) -> WordOfToday | None:
    """The newest of today, in the early hours that of yesterday; None when there is none, or it was taken back."""
    now = china(desk.now())
    days = [desk.today()]
    if now.time() < word_until():
        days.append(desk.today() - timedelta(days=1))
    query = (
        TodaysWord.select(TodaysWord.words, TodaysWord.at, Staff.name)
        .join(Staff, JOIN.LEFT_OUTER, on=(Staff.id == TodaysWord.by))
        .where(TodaysWord.day.in_([day.isoformat() for day in days]))
        .order_by(TodaysWord.id.desc())
        .limit(1)
    )
    for words, at, by in desk.store.tuples(query):
        if words:
            return WordOfToday(words, at, by or "")
    return None


def say_todays_word(desk: Desk, words: str, key: UUID) -> Said:
    """From now on everybody says this; empty words take it back. Earlier ones stay on record."""
    desk.require(Role.CLERK)
    said = clean(words).strip()
    if len(said) > LONGEST:
        raise InvalidInput({"words": f"今日口径最多 {LONGEST} 字，现在 {len(said)} 字。请写短些，电话里才念得完。"})
    with writing(desk, "outage.todays_word", key) as unit:
        if first := unit.earlier(Said):
            return first
        word_id = unit.insert(TodaysWord, day=desk.today(), words=said, at=desk.now(), by_id=unit.desk.actor.staff_id)
        unit.changed("todays_word", word_id)
        return unit.result(Said(word_id))
