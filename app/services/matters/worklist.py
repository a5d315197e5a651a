"""工单查询: matters of every kind, open and closed, by whatever a clerk knows of them; newest first.

Ids come first and rows by the block, so that a list of two hundred thousand matters costs what is looked at. Tip-offs
are found by number, day and state alone: neither place nor words of theirs stand here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from peewee import JOIN, fn

from app.models.matters import ClockResult, Matter
from app.models.premises import Building
from app.models.repairs import Repair
from app.models.station import Staff
from app.services.clocks.engine import Classification
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput
from app.services.kernel.times import CHINA
from app.services.kinds import SEALED, SEALED_WORDS, kind_of
from app.services.matters.clocks import clocks_of_many

# More lines than this nobody reads; the count says how many there are.
MOST = 20_000
_LATE = (Classification.LATE_EXPLAINED, Classification.LATE_USER, Classification.LATE_UNEXPLAINED)


class Period(StrEnum):
    """Days that move with the calendar; a choice that is kept means those of the day it is used on."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    MONTH = "month"
    SEASON = "season"


class Standing(StrEnum):
    """Where a matter is in its life."""

    ALL = "all"
    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; what is empty does not narrow. `first` and `last` are the days of China it was told on.

    `period` says where those days came from and narrows nothing by itself. `owner_id` is who answers for it,
    `repairer_id` who was sent last. `late`: at least one limit of it ran out.
    """

    first: date | None = None
    last: date | None = None
    period: Period | None = None
    kinds: tuple[str, ...] = ()
    standing: Standing = Standing.ALL
    community_id: int | None = None
    building_id: int | None = None
    repairer_id: int | None = None
    owner_id: int | None = None
    words: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of the matters, newest first; `count` is how many there are, of which at most `MOST` are listed."""

    ids: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One matter. `late` are the titles of the limits that ran out, by policy id."""

    matter_id: int
    number: str
    kind: str
    kind_word: str
    place: str
    words: str
    phase: str
    told_at: datetime
    closed_at: datetime | None
    voided: bool
    owner: str
    repairer: str
    late: tuple[str, ...]


def find_matters(desk: Desk, wanted: Wanted) -> Found:
    """InvalidInput when the days are the wrong way round. May take half a second: ask beside the window."""
    if wanted.first and wanted.last and wanted.last < wanted.first:
        raise InvalidInput({"last": "截止日期早于起始日期。"})
    query = _narrowed(Matter.select(Matter.id), wanted)
    if wanted.late:
        ids = _only_late(desk, query)
        return Found(tuple(ids[:MOST]), len(ids))
    count = desk.store.scalar(_narrowed(Matter.select(fn.COUNT(Matter.id)), wanted))
    return Found(tuple(desk.store.scalars(query.order_by(Matter.told_at.desc(), Matter.id.desc()).limit(MOST))), count)


def work_rows(desk: Desk, ids: Sequence[int]) -> dict[int, WorkRow]:
    """The matters with these ids, those that exist."""
    late = _late_titles(desk, ids)
    query = _rows_query().where(Matter.id.in_(list(ids)))
    rows = (_row(late, *row) for row in desk.store.tuples(query))
    return {row.matter_id: row for row in rows}


def _narrowed(query: Any, wanted: Wanted) -> Any:
    if wanted.repairer_id is not None:
        query = query.join(Repair, on=(Repair.matter == Matter.id)).where(Repair.repairer == wanted.repairer_id)
    if wanted.community_id is not None:
        there = Building.select(Building.id).where(Building.community == wanted.community_id)
        query = query.where(Matter.building.in_(there))
    if wanted.first is not None:
        query = query.where(Matter.told_at >= _midnight(wanted.first))
    if wanted.last is not None:
        query = query.where(Matter.told_at < _midnight(wanted.last + timedelta(days=1)))
    if wanted.kinds:
        query = query.where(Matter.kind.in_(wanted.kinds))
    if wanted.building_id is not None:
        query = query.where(Matter.building == wanted.building_id)
    if wanted.owner_id is not None:
        query = query.where(Matter.owner == wanted.owner_id)
    for word in wanted.words.split():
        said = (Matter.words.contains(word) | Matter.place_text.contains(word)) & Matter.kind.not_in(SEALED)
        query = query.where(said | Matter.number.contains(word))
    if wanted.standing is Standing.OPEN:
        return query.where(Matter.closed_at.is_null())
    if wanted.standing is Standing.CLOSED:
        return query.where(Matter.closed_at.is_null(False), Matter.void_reason == "")
    if wanted.standing is Standing.VOID:
        return query.where(Matter.void_reason != "")
    return query


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(tzinfo=CHINA))


def _only_late(desk: Desk, query: Any) -> list[int]:
    """Closed ones by the verdicts written down, open ones by their clocks now; newest first."""
    written = ClockResult.select(ClockResult.matter).where(ClockResult.outcome.in_(_LATE))
    columns = query.select(Matter.id, Matter.told_at)
    found = desk.store.tuples(columns.where(Matter.closed_at.is_null(False), Matter.id.in_(written)))
    running = desk.store.tuples(columns.where(Matter.closed_at.is_null()))
    late = _running_late(desk, [matter_id for matter_id, _ in running])
    found += [(matter_id, told) for matter_id, told in running if matter_id in late]
    return [matter_id for matter_id, _ in sorted(found, key=lambda line: (line[1], line[0]), reverse=True)]


def _late_titles(desk: Desk, ids: Sequence[int]) -> dict[int, list[str]]:
    titles: dict[int, list[str]] = {}
    written = ClockResult.select(ClockResult.matter, ClockResult.policy_id, ClockResult.started_at).where(
        ClockResult.matter.in_(list(ids)), ClockResult.outcome.in_(_LATE)
    )
    for matter_id, policy_id, started in desk.store.tuples(written.order_by(ClockResult.started_at)):
        titles.setdefault(matter_id, []).append(desk.rules.policies.at(policy_id, started).title)
    running = Matter.select(Matter.id).where(Matter.id.in_(list(ids)), Matter.closed_at.is_null())
    return titles | _running_late(desk, desk.store.scalars(running))


def _running_late(desk: Desk, ids: Sequence[int]) -> dict[int, list[str]]:
    """Titles of the limits of open matters that ran out, whether met since or not."""
    late = {}
    for matter_id, states in clocks_of_many(desk, ids).items():
        if titles := [state.title for state in states if state.classification in _LATE]:
            late[matter_id] = titles
    return late


def _rows_query() -> Any:
    sent = Staff.alias("sent")
    return (
        Matter.select(
            Matter.id,
            Matter.number,
            Matter.kind,
            Matter.place_text,
            Matter.words,
            Matter.phase,
            Matter.told_at,
            Matter.closed_at,
            Matter.void_reason,
            Staff.name,
            sent.name,
        )
        .join(Staff, JOIN.LEFT_OUTER, on=(Staff.id == Matter.owner))
        .join_from(Matter, Repair, JOIN.LEFT_OUTER, on=(Repair.matter == Matter.id))
        .join_from(Repair, sent, JOIN.LEFT_OUTER, on=(sent.id == Repair.repairer))
    )


def _row(
    late: dict[int, list[str]],
    matter_id: int,
    number: str,
    kind: str,
    place: str,
    words: str,
    phase: str,
    told_at: datetime,
    closed_at: datetime | None,
    void_reason: str,
    owner: str | None,
    repairer: str | None,
) -> WorkRow:
    sealed = kind in SEALED
    return WorkRow(
        matter_id,
        number,
        kind,
        kind_of(kind).word,
        "" if sealed else place,
        SEALED_WORDS if sealed else words,
        phase,
        told_at,
        closed_at,
        bool(void_reason),
        owner or "",
        repairer or "",
        tuple(late.get(matter_id, ())),
    )
