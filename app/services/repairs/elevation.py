"""楼栋立面图: a building as floors and flats, with what is being repaired, cold, stopped or not in the ledger.

Three queries whatever the size of the building: its flats, its repairs, the history of those that are open.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from operator import attrgetter
from typing import Any

from peewee import JOIN, fn

from app.models.matters import Matter
from app.models.people import Person
from app.models.premises import Building, Community, Contact, Doubt, Premises
from app.models.repairs import Repair
from app.services.clocks.engine import State, clock_states
from app.services.clocks.facts import Subject
from app.services.customers.floors import ColumnHead, Door, Plan, RowHead, arrange, rules
from app.services.customers.names import split_name
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound
from app.services.matters.clocks import timed_facts
from app.services.matters.events import EventRow, effective, event_rows
from app.services.repairs.faults import short_word

HEATED = ("供热", "复热中")
ROW_OF_COTTAGES = "排"
COTTAGES = "平房"
STOREYED = "楼房"


class Mark(StrEnum):
    """What a flat may be marked with, the gravest first; the words stand on the filters."""

    COLD = "不热"
    REPAIR = "在修"
    STOPPED = "停热"
    NO_FILE = "无档"
    DOUBT = "待核"


class HintKind(StrEnum):
    """What a pattern of cold flats suggests."""

    RISER = "riser"
    AIR = "air"


@dataclass(frozen=True, slots=True)
class OpenRepair:
    """A repair that is not finished; `due` is when its next limit runs out."""

    matter_id: int
    number: str
    word: str
    cold: bool
    place: str
    phase: str
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Flat:
    """One place in the picture; without an id the pattern of the building asks for it and the ledger has none.

    `holder` is masked: others may look at the picture. `cold_at` is the newest cold call of the last days.
    """

    premises_id: int | None
    room: str
    address: str
    holder: str
    state: str
    marks: frozenset[Mark]
    repairs: tuple[OpenRepair, ...] = ()
    cold_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """So many cold flats on one riser, or (unit and position empty) on the top floors."""

    kind: HintKind
    unit: str
    position: str
    flats: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A flat and where it stands; a duplex is two rows high."""

    row: int
    column: int
    rows: int
    flat: Flat


@dataclass(frozen=True, slots=True)
class Elevation:
    """The whole picture. `elsewhere`: open repairs of the building that belong to no flat of it."""

    building_id: int
    community: str
    building: str
    columns: tuple[ColumnHead, ...]
    rows: tuple[RowHead, ...]
    cells: tuple[Cell, ...]
    hints: tuple[Hint, ...]
    elsewhere: tuple[OpenRepair, ...]

    @property
    def flats(self) -> list[Flat]:
        return [cell.flat for cell in self.cells]


@dataclass(frozen=True, slots=True)
class _Home:
    building_id: int
    building: str
    community: str
    form: str
    id: int | None
    unit: str
    room: str
    floor: int | None
    address: str
    state: str
    position: str
    remark: str
    origin: str
    holder: str | None
    doubtful: bool


@dataclass(frozen=True, slots=True)
class _Job:
    matter_id: int
    number: str
    kind: str
    premises_id: int | None
    place: str
    place_kind: str
    phase: str
    told_at: datetime
    closed_at: datetime | None
    fault_group: str
    finished_at: datetime | None


def elevation(desk: Desk, building_id: int) -> Elevation:
    """The picture of a building as it stands now; NotFound when there is none.

    A row of cottages (`3排`) is shown with the other rows of its community.
    """
    homes = desk.store.rows(_homes(building_id), _Home)
    if not homes:
        raise NotFound("找不到这栋楼，可能已被合并。请重新查找。")
    # Two holders of one flat are one flat.
    doors = {home.id: home for home in reversed(homes) if home.id is not None}
    shown = next(home for home in homes if home.building_id == building_id)
    jobs = desk.store.rows(_jobs(desk, sorted({home.building_id for home in homes})), _Job)
    open_at, cold_at, elsewhere = _by_flat(desk, jobs, set(doors))
    flats = {row_id: _flat(home, open_at[row_id], cold_at.get(row_id)) for row_id, home in doors.items()}
    plan = arrange(map(_door, doors.values()), houses=_is_houses(shown))
    cells = tuple(
        Cell(spot.row, spot.column, spot.rows, _missing(spot.room) if spot.door_id is None else flats[spot.door_id])
        for spot in plan.spots
    )
    return Elevation(
        building_id,
        shown.community,
        shown.building,
        plan.columns,
        plan.rows,
        cells,
        tuple(_hints(plan, cells)),
        elsewhere,
    )


def elevation_of(desk: Desk, premises_id: int) -> Elevation:
    """The picture of the building these premises are in; NotFound when there are none."""
    building_id: int | None = desk.store.scalar(Premises.select(Premises.building).where(Premises.id == premises_id))
    if building_id is None:
        raise NotFound("找不到这一户，可能已被合并或作废。请重新查找。")
    return elevation(desk, building_id)


def _homes(building_id: int) -> Any:
    asked = Building.alias("asked")
    same_rows = (
        (Building.community == asked.community)
        & Building.name.endswith(ROW_OF_COTTAGES)
        & asked.name.endswith(ROW_OF_COTTAGES)
    )
    doubtful = fn.EXISTS(Doubt.select(Doubt.id).where(Doubt.premises == Premises.id, Doubt.settled_at.is_null()))
    return (
        Building.select(
            Building.id.alias("building_id"),
            Building.name.alias("building"),
            Community.name.alias("community"),
            Community.form.alias("form"),
            Premises.id,
            Premises.unit,
            Premises.room,
            Premises.floor,
            Premises.address,
            Premises.state,
            Premises.position,
            Premises.remark,
            Premises.origin,
            Person.name.alias("holder"),
            doubtful.alias("doubtful"),
        )
        .join(asked, on=((asked.id == building_id) & ((Building.id == asked.id) | same_rows)))
        .join(Community, on=(Community.id == Building.community))
        .join(
            Premises,
            JOIN.LEFT_OUTER,
            on=((Premises.building == Building.id) & Premises.voided_at.is_null()),
        )
        .join(
            Contact,
            JOIN.LEFT_OUTER,
            on=((Contact.premises == Premises.id) & (Contact.relation == "户主") & Contact.until_day.is_null()),
        )
        .join(Person, JOIN.LEFT_OUTER, on=(Contact.person == Person.id))
        .order_by(Premises.id)
    )


def _jobs(desk: Desk, building_ids: Sequence[int]) -> Any:
    """Open repairs, and cold ones of the last days whatever became of them."""
    lately_cold = (Matter.told_at >= _since(desk)) & Repair.fault_group.in_(rules()["cold_groups"])
    return (
        Matter.select(
            Matter.id.alias("matter_id"),
            Matter.number,
            Matter.kind,
            Matter.premises.alias("premises_id"),
            Matter.place_text.alias("place"),
            Matter.place_kind,
            Matter.phase,
            Matter.told_at,
            Matter.closed_at,
            Repair.fault_group,
            Repair.finished_at,
        )
        .join(Repair, on=(Repair.matter == Matter.id))
        .where(Matter.building.in_(building_ids), Repair.voided_at.is_null(), Matter.closed_at.is_null() | lately_cold)
        .order_by(Matter.told_at)
    )


def _since(desk: Desk) -> datetime:
    return desk.now() - timedelta(days=rules()["recent_days"])


def _by_flat(
    desk: Desk, jobs: Sequence[_Job], flats: set[int]
) -> tuple[dict[int, tuple[OpenRepair, ...]], dict[int, datetime], tuple[OpenRepair, ...]]:
    """Open repairs by flat, the newest cold call of each flat, and open repairs of no flat."""
    unfinished = [job for job in jobs if job.closed_at is None and job.finished_at is None]
    due = _dues(desk, unfinished)
    at: dict[int, list[OpenRepair]] = defaultdict(list)
    elsewhere: list[OpenRepair] = []
    for job in unfinished:
        cold = job.fault_group in rules()["cold_groups"]
        word = short_word(job.fault_group)
        repair = OpenRepair(job.matter_id, job.number, word, cold, job.place, job.phase, due.get(job.matter_id))
        if job.place_kind == "home" and job.premises_id in flats:
            at[job.premises_id].append(repair)
        else:
            elsewhere.append(repair)
    since = _since(desk)
    cold_at = {
        job.premises_id: job.told_at
        for job in jobs
        if job.premises_id is not None
        and job.place_kind == "home"
        and job.told_at >= since
        and job.fault_group in rules()["cold_groups"]
    }
    return defaultdict(tuple, {row_id: _urgent(found) for row_id, found in at.items()}), cold_at, _urgent(elsewhere)


def _urgent(repairs: Iterable[OpenRepair]) -> tuple[OpenRepair, ...]:
    return tuple(sorted(repairs, key=lambda repair: (repair.due is None, repair.due, repair.matter_id)))


def _dues(desk: Desk, jobs: Sequence[_Job]) -> dict[int, datetime]:
    """When the next limit of each runs out."""
    if not jobs:
        return {}
    histories: dict[int, list[EventRow]] = defaultdict(list)
    for row in event_rows(desk.store, [job.matter_id for job in jobs]):
        histories[row.matter_id].append(row)
    now = desk.now()
    found: dict[int, datetime] = {}
    for job in jobs:
        facts = timed_facts(effective(histories[job.matter_id]))
        subject = Subject(job.kind, job.fault_group)
        states = clock_states(desk.rules.policies, facts, desk.rules.calendar, now, subject)
        dues = [state.due for state in states if state.stopped is None and state.state is not State.WAITING_WINDOW]
        if dues:
            found[job.matter_id] = min(dues)
    return found


def _is_houses(home: _Home) -> bool:
    """Whether numbers here tell no floor."""
    if not home.building:
        return home.form != STOREYED
    return home.building == COTTAGES or home.building.endswith(ROW_OF_COTTAGES)


def _door(home: _Home) -> Door:
    assert home.id is not None
    tall = any(word in f"{home.position} {home.remark}" for word in rules()["duplex_words"])
    line = home.building if home.building.endswith(ROW_OF_COTTAGES) else ""
    return Door(home.id, home.unit, home.room, home.floor, tall, line)


def _flat(home: _Home, repairs: tuple[OpenRepair, ...], cold_at: datetime | None) -> Flat:
    marks = (
        (Mark.COLD, cold_at is not None or any(repair.cold for repair in repairs)),
        (Mark.REPAIR, bool(repairs)),
        (Mark.STOPPED, home.state not in HEATED),
        (Mark.NO_FILE, home.origin == "call"),
        (Mark.DOUBT, bool(home.doubtful)),
    )
    given = frozenset(mark for mark, holds in marks if holds)
    return Flat(home.id, home.room, home.address, _masked(home.holder or ""), home.state, given, repairs, cold_at)


def _missing(room: str) -> Flat:
    return Flat(None, room, "", "", "", frozenset({Mark.NO_FILE}))


def _masked(name: str) -> str:
    return f"{split_name(name)[0]}**" if name else ""


def _hints(plan: Plan, cells: Iterable[Cell]) -> list[Hint]:
    """What three cold flats above one another, or under the roof, suggest."""
    on_floors = [cell for cell in cells if plan.rows[cell.row].floor is not None]
    tops: dict[str, int] = {}
    for cell in on_floors:
        unit = plan.columns[cell.column].unit
        tops[unit] = min(tops.get(unit, cell.row), cell.row)
    cold = [cell for cell in on_floors if Mark.COLD in cell.flat.marks]
    by_column: dict[int, int] = defaultdict(int)
    for cell in sorted(cold, key=attrgetter("column")):
        by_column[cell.column] += 1
    hints = [
        Hint(HintKind.RISER, plan.columns[column].unit, plan.columns[column].position, count)
        for column, count in by_column.items()
        if count >= rules()["riser_flats"]
    ]
    under_roof = sum(cell.row == tops[plan.columns[cell.column].unit] for cell in cold)
    if under_roof >= rules()["top_flats"]:
        hints.append(Hint(HintKind.AIR, "", "", under_roof))
    return hints
