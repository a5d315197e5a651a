"""What a desk shows about incidents: the list, one card, who was told, who has to be called."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from peewee import JOIN, ModelSelect

from app.models.matters import Matter
from app.models.outages import Outage, OutageCall, Posting
from app.models.papers import Sheet
from app.models.people import Caller
from app.models.station import Staff
from app.services.clocks.engine import ClockState
from app.services.kernel import blobs
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound
from app.services.kernel.store import Store
from app.services.matters.clocks import clocks_of
from app.services.matters.sheets import SheetRow, sheets_of
from app.services.matters.timeline import TimelineRow, timeline
from app.services.outages.areas import Area, areas_of, closeness, spot_of, words_of
from app.services.outages.facts import OutageFacts, Phase, fold
from app.services.outages.settings import cause_words
from app.services.outages.steps import read_life
from app.services.outages.waiting import still_joined

LATEST = 300

_Row = dict[str, Any]
# Phases in which somebody may be left to call.
_UNFINISHED = (str(Phase.OFF), str(Phase.RESTORED))


@dataclass(frozen=True, slots=True)
class OutageRow:
    """One incident; `began_at` of a planned one is when it is to begin.

    `joined` callers stand in it, `to_tell` of them do not know yet that heat is back.
    """

    matter_id: int
    outage_id: int
    number: str
    phase: str
    cause: str
    reason: str
    area: str
    told_at: datetime
    began_at: datetime
    expected_at: datetime | None
    arrived_at: datetime | None
    users_told_at: datetime | None
    restored_at: datetime | None
    joined: int
    to_tell: int

    @property
    def cause_word(self) -> str:
        return cause_words().get(self.cause, self.cause)

    @property
    def is_open(self) -> bool:
        """Heat is off."""
        return self.phase == Phase.OFF

    @property
    def is_planned(self) -> bool:
        """Heat is to go off, and is on still."""
        return self.phase == Phase.PLANNED


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One caller who was told: when, until when, and what came after (`last`: joined, left, updated, restored).

    `tries`: how often he could not be reached. `waits`: he stands in the incident and has not heard that heat is back.
    Whole phones: this is the list to dial from.
    """

    matter_id: int
    number: str
    kind: str
    phase: str
    place: str
    caller: str = field(repr=False)
    phone: str = field(repr=False)
    relation: str
    joined_at: datetime
    until: datetime | None
    last: str
    last_at: datetime
    tries: int
    waits: bool


@dataclass(frozen=True, slots=True)
class PostingRow:
    """A notice that hangs somewhere."""

    posting_id: int
    what: str
    place: str
    posted_at: datetime
    by: str
    sheet_number: str
    has_photo: bool


@dataclass(frozen=True, slots=True)
class OutageCard:
    """Everything the page shows about one incident."""

    row: OutageRow
    words: str
    facts: OutageFacts
    areas: tuple[Area, ...]
    clocks: tuple[ClockState, ...]
    timeline: tuple[TimelineRow, ...]
    told: tuple[ToldRow, ...]
    postings: tuple[PostingRow, ...]
    sheets: tuple[SheetRow, ...]
    version: int


@dataclass(frozen=True, slots=True)
class OutageBanner:
    """What a caller from there is told. `outage_id` is the incident's matter; `until` None means nobody knows.

    `planned`: heat is on still and is to go off at `began_at`; nobody joins yet.
    """

    outage_id: int
    number: str
    cause_word: str
    reason: str
    area: str
    began_at: datetime
    until: datetime | None
    planned: bool = False


def outages(desk: Desk) -> list[OutageRow]:
    """Heat is off first, then restored with callers to tell, then planned, then the rest, the newest first."""
    rows = _rows(desk.store, _heads().order_by(Outage.id.desc()).limit(LATEST))

    def rank(row: OutageRow) -> int:
        if row.is_open:
            return 0
        return 1 if row.to_tell and row.phase == Phase.RESTORED else 2 if row.is_planned else 3

    return sorted(rows, key=rank)


def open_outages(desk: Desk) -> list[OutageRow]:
    """Where heat is off now, the newest first."""
    return _rows(desk.store, _heads().where(Matter.phase == Phase.OFF).order_by(Outage.id.desc()))


def outage_for(desk: Desk, premises_id: int | None = None, building_id: int | None = None) -> OutageBanner | None:
    """The incident a caller from there rings up about: the one that names his place most exactly; None when none does.

    One that is only planned is named when no other is. Known by the building alone, a unit's incident counts, too. An
    incident without areas covers everybody.
    """
    ahead = Matter.phase.in_([Phase.OFF, Phase.PLANNED])
    rows = _rows(desk.store, _heads().where(ahead).order_by(Outage.id.desc()))
    if not rows:
        return None
    areas = areas_of(desk.store, [row.outage_id for row in rows])
    spot = spot_of(desk.store, premises_id, building_id)
    close = [(row.is_open, closeness(areas.get(row.outage_id, ()), spot), row.matter_id, row) for row in rows]
    found = max((each for each in close if each[1]), key=lambda each: each[:3], default=None)
    if found is None:
        return None
    row = found[-1]
    return OutageBanner(
        row.matter_id,
        row.number,
        row.cause_word,
        row.reason,
        row.area,
        row.began_at,
        row.expected_at,
        row.is_planned,
    )


def outage_card(desk: Desk, outage_id: int) -> OutageCard:
    """The incident as the page shows it; NotFound or Refused when the id belongs to nothing or to another kind."""
    store = desk.store
    life = read_life(store, outage_id)
    rows = _rows(store, _heads().where(Matter.id == outage_id))
    return OutageCard(
        row=rows[0],
        words=life.matter.words,
        facts=fold(life.events),
        areas=areas_of(store, [life.outage_id]).get(life.outage_id, ()),
        clocks=tuple(clocks_of(desk, outage_id, life.matter.closed_at)),
        timeline=tuple(timeline(store, outage_id)),
        told=tuple(told_list(desk, outage_id)),
        postings=tuple(_postings(store, life.outage_id)),
        sheets=tuple(sheets_of(store, outage_id)),
        version=life.matter.version,
    )


def told_list(desk: Desk, outage_id: int) -> list[ToldRow]:
    """Everybody who was ever told about the incident, in the order they joined."""
    store = desk.store
    life = read_life(store, outage_id)
    query = OutageCall.select(OutageCall.matter, OutageCall.what, OutageCall.at, OutageCall.until_at)
    calls = store.tuples(query.where(OutageCall.outage == life.outage_id).order_by(OutageCall.id))
    people = _people(store, {matter_id for matter_id, *_ in calls})
    lines: dict[int, dict[str, Any]] = {}
    for matter_id, what, at, until in calls:
        line = lines.setdefault(matter_id, {"tries": 0, "until": None, "joined_at": at})
        if what == "unreached":
            line["tries"] += 1
            continue
        line |= {"last": what, "last_at": at}
        if what == "joined":
            line["joined_at"] = at
        if what in ("joined", "updated"):
            line["until"] = until
    waiting = set(still_joined(store, life.outage_id))
    return [
        ToldRow(matter_id=matter_id, waits=matter_id in waiting, **people[matter_id], **line)
        for matter_id, line in lines.items()
    ]


def to_call_at_restoration(desk: Desk, outage_id: int) -> list[ToldRow]:
    """Who has to be told that heat is back, who was never tried first."""
    return sorted((row for row in told_list(desk, outage_id) if row.waits), key=lambda row: row.tries)


def posting_photo(desk: Desk, posting_id: int) -> bytes | None:
    """The photo of a posted notice as a JPEG; None when there is none."""
    name = desk.store.scalar(Posting.select(Posting.photo_sha256).where(Posting.id == posting_id))
    return blobs.get(desk.store, name) if name else None


def outage_number(desk: Desk, number: str) -> int:
    """The incident with this number; NotFound with a sentence."""
    query = Matter.select(Matter.id).join(Outage, on=(Outage.matter == Matter.id))
    found: int | None = desk.store.scalar(query.where(Matter.number == number.strip().upper()))
    if found is None:
        raise NotFound(f"没有编号为 {number.strip()} 的停热事件。请核对编号。")
    return found


def _heads() -> "ModelSelect[Matter]":
    return Matter.select(
        Matter.id.alias("matter_id"),
        Outage.id.alias("outage_id"),
        Matter.number,
        Matter.phase,
        Outage.cause,
        Outage.reason,
        Matter.told_at,
        Outage.began_at,
        Outage.expected_at,
        Outage.arrived_at,
        Outage.users_told_at,
        Outage.restored_at,
    ).join(Outage, on=(Outage.matter == Matter.id))


def _rows(store: Store, query: Any) -> list[OutageRow]:
    heads = store.rows(query, _Row)
    if not heads:
        return []
    ids = [head["outage_id"] for head in heads]
    areas, joined = areas_of(store, ids), _joined(store, ids)
    rows = []
    for head in heads:
        outage_id = head["outage_id"]
        to_tell = len(still_joined(store, outage_id)) if joined.get(outage_id) and head["phase"] in _UNFINISHED else 0
        area = words_of(areas.get(outage_id, ()))
        rows.append(OutageRow(**head, area=area, joined=joined.get(outage_id, 0), to_tell=to_tell))
    return rows


def _joined(store: Store, outage_ids: Sequence[int]) -> dict[int, int]:
    """How many callers joined each incident and have not left."""
    query = OutageCall.select(OutageCall.outage, OutageCall.matter, OutageCall.what).order_by(OutageCall.id)
    inside: dict[int, set[int]] = {}
    for outage_id, matter_id, what in store.tuples(query.where(OutageCall.outage.in_(list(outage_ids)))):
        if what == "joined":
            inside.setdefault(outage_id, set()).add(matter_id)
        elif what == "left":
            inside.setdefault(outage_id, set()).discard(matter_id)
    return {outage_id: len(matters) for outage_id, matters in inside.items()}


def _people(store: Store, matter_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    query = (
        Matter.select(
            Matter.id,
            Matter.number,
            Matter.kind,
            Matter.phase,
            Matter.place_text.alias("place"),
            Caller.name.alias("caller"),
            Caller.phone,
            Caller.relation,
        )
        .join(Caller, JOIN.LEFT_OUTER, on=(Caller.id == Matter.caller))
        .where(Matter.id.in_(list(matter_ids)))
    )
    found: dict[int, dict[str, Any]] = {}
    for row in store.rows(query, _Row):
        matter_id = row.pop("id")
        found[matter_id] = {name: value or "" for name, value in row.items()}
    return found


def _postings(store: Store, outage_id: int) -> list[PostingRow]:
    query = (
        Posting.select(
            Posting.id,
            Posting.what,
            Posting.place,
            Posting.posted_at,
            Staff.name,
            Sheet.number,
            Posting.photo_sha256,
        )
        .join(Staff, JOIN.LEFT_OUTER, on=(Staff.id == Posting.by))
        .join(Sheet, JOIN.LEFT_OUTER, on=(Sheet.id == Posting.sheet))
        .where(Posting.outage == outage_id)
        .order_by(Posting.id)
    )
    return [
        PostingRow(posting_id, what, place, at, by or "", number or "", bool(photo))
        for posting_id, what, place, at, by, number, photo in store.tuples(query)
    ]
