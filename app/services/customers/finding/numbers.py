"""Matters and sheets by their official numbers: whole, from the beginning, or by the last figures of these days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from unicodedata import normalize

from peewee import JOIN

from app.models.kernel import NumberCounter
from app.models.matters import Matter
from app.models.papers import Sheet
from app.services.customers.lately import lately_days
from app.services.kernel.desk import Desk
from app.services.kernel.store import Store
from app.services.kernel.store.prepared import Prepared, PreparedForIds, gap

NUMBER_START = re.compile(r"[a-z]{2}-[a-z0-9]+-\d{2,8}(?:-\d{0,6})?")
# wx7, HD0012, #7
SHORT = re.compile(r"(?:(?P<series>[a-z]{2})[\W_]*|#\s*)(?P<value>\d{1,6})")
LAST_FOUR = re.compile(r"0\d{3}")
LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A matter, or a sheet with the matter it belongs to."""

    why: str
    premises_id: int | None
    place: str
    matter_id: int | None
    matter_number: str
    sheet_number: str


def _sheets() -> Any:
    return Sheet.select(Sheet.number, Matter.id, Matter.number, Matter.place_text, Matter.premises).join(
        Matter, JOIN.LEFT_OUTER, on=(Sheet.matter == Matter.id)
    )


def _matters() -> Any:
    return Matter.select(Matter.id, Matter.number, Matter.place_text, Matter.premises)


def _beginning(query: Any, column: Any) -> Any:
    return query.where(column >= gap("low"), column < gap("high")).order_by(column).limit(gap("limit"))


_SHEETS = Prepared(lambda: _beginning(_sheets(), Sheet.number))
_MATTERS = Prepared(lambda: _beginning(_matters(), Matter.number))
_SHEETS_NUMBERED = PreparedForIds(lambda numbers: _sheets().where(Sheet.number.in_(numbers)))
_MATTERS_NUMBERED = PreparedForIds(lambda numbers: _matters().where(Matter.number.in_(numbers)))
_COUNTERS = Prepared(
    lambda: (
        NumberCounter.select(NumberCounter.series, NumberCounter.day)
        .where(NumberCounter.day >= gap("since"), NumberCounter.last >= gap("value"))
        .order_by(NumberCounter.day.desc(), NumberCounter.series)
    )
)


def numbered(store: Store, number: str, limit: int) -> list[Numbered]:
    """Sheets and matters whose number begins so, in the order of the numbers; at most `limit`."""
    edges = {"low": number, "high": number + LAST, "limit": limit}
    found = [_sheet(*row) for row in _SHEETS.rows(store, **edges)]
    found += [_matter(*row) for row in _MATTERS.rows(store, **edges)]
    return found[:limit]


def numbered_shortly(desk: Desk, text: str) -> list[Numbered]:
    """What a short number like `wx7`, `HD0012` or `#7` means among the numbers of the last days, newest first."""
    match = SHORT.fullmatch(normalize("NFKC", text).strip().casefold())
    if match is None:
        return []
    return _of_days(desk, int(match["value"]), (match["series"] or "").upper(), lately_days())


def numbered_today(desk: Desk, word: str) -> list[Numbered]:
    """What was numbered `…0007` today, for the four figures a caller reads out; no other word means that."""
    return _of_days(desk, int(word), "", 1) if LAST_FOUR.fullmatch(word) else []


def _of_days(desk: Desk, value: int, series: str, days: int) -> list[Numbered]:
    if not value:
        return []
    since = f"{desk.today() - timedelta(days=days - 1):%Y%m%d}"
    numbers = [
        f"{one}-{desk.station.code}-{day}-{value:04d}"
        for one, day in _COUNTERS.rows(desk.store, since=since, value=value)
        if series in ("", one)
    ]
    return _numbered_exactly(desk.store, numbers)


def _numbered_exactly(store: Store, numbers: Sequence[str]) -> list[Numbered]:
    found = {row[0]: _sheet(*row) for row in _SHEETS_NUMBERED.rows(store, numbers)}
    found |= {row[1]: _matter(*row) for row in _MATTERS_NUMBERED.rows(store, numbers)}
    return [found[number] for number in numbers if number in found]


def _sheet(
    number: str, matter_id: int | None, matter_number: str | None, place: str | None, premises_id: int | None
) -> Numbered:
    return Numbered(f"单据编号 {number}", premises_id, place or "", matter_id, matter_number or "", number)


def _matter(matter_id: int, number: str, place: str, premises_id: int | None) -> Numbered:
    return Numbered(f"受理号 {number}", premises_id, place, matter_id, number, "")
