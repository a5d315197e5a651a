"""楼栋立面图: a building as floors and flats, with what is being repaired, cold, stopped or not in the ledger.

A handful of queries whatever the size of the building: its flats, what was merged into them, its repairs, and the
history of those that are open.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

from peewee import JOIN, fn

from app.models.people import Person
from app.models.premises import Building, Community, Contact, Doubt, Premises
from app.services.customers.contacts.tenure import holds_now
from app.services.customers.families import NOT_FOUND, kept_of, members_of
from app.services.customers.finding.names import split_name
from app.services.customers.ledger.addresses import written
from app.services.customers.ledger.lines import Place
from app.services.customers.places.floors import ColumnHead, Door, Plan, RowHead, Spot, arrange, rules
from app.services.customers.words import STOREYED, WARM_STATES
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound
from app.services.repairs.building_repairs import BuildingRepairs, OpenRepair, repairs_in

ROW_OF_COTTAGES = "排"
COTTAGES = "平房"


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
    """The whole picture. `elsewhere`: open repairs of the building that belong to no flat of it.

    `premises_id`: the flat somebody asked from, or the one it was merged into.
    """

    building_id: int
    premises_id: int | None
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


def elevation(desk: Desk, building_id: int, premises_id: int | None = None) -> Elevation:
    """The picture of a building as it stands now; NotFound when there is none.

    A row of cottages (`3排`) is shown with the other rows of its community.
    """
    homes = desk.store.rows(_homes(building_id), _Home)
    if not homes:
        raise NotFound("找不到这栋楼，可能已被合并。请重新查找。")
    # Two holders of one flat are one flat.
    doors = {home.id: home for home in reversed(homes) if home.id is not None}
    shown = next(home for home in homes if home.building_id == building_id)
    stands_for = {row_id: row_id for row_id in doors} | members_of(desk.store, doors)
    repairs = repairs_in(desk, sorted({home.building_id for home in homes}), stands_for)
    flats = {row_id: _flat(home, repairs) for row_id, home in doors.items()}
    plan = arrange(map(_door, doors.values()), houses=_is_houses(shown))
    cells = tuple(
        Cell(
            spot.row,
            spot.column,
            spot.rows,
            _missing(shown, plan, spot) if spot.door_id is None else flats[spot.door_id],
        )
        for spot in plan.spots
    )
    return Elevation(
        building_id,
        premises_id,
        shown.community,
        shown.building,
        plan.columns,
        plan.rows,
        cells,
        tuple(_hints(plan, cells)),
        repairs.elsewhere,
    )


def elevation_of(desk: Desk, premises_id: int) -> Elevation:
    """The picture of the building these premises are in; NotFound when there are none."""
    kept_id = kept_of(desk.store, premises_id)
    building_id: int | None = desk.store.scalar(Premises.select(Premises.building).where(Premises.id == kept_id))
    if building_id is None:
        raise NotFound(NOT_FOUND)
    return elevation(desk, building_id, kept_id)


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
            on=((Contact.premises == Premises.id) & holds_now()),
        )
        .join(Person, JOIN.LEFT_OUTER, on=(Contact.person == Person.id))
        .order_by(Premises.id)
    )


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


def _flat(home: _Home, repairs: BuildingRepairs) -> Flat:
    row_id = home.id or 0
    opened, cold_at = repairs.open_at.get(row_id, ()), repairs.cold_at.get(row_id)
    marks = (
        (Mark.COLD, cold_at is not None or any(repair.cold for repair in opened)),
        (Mark.REPAIR, bool(opened)),
        (Mark.STOPPED, home.state not in WARM_STATES),
        (Mark.NO_FILE, home.origin == "call"),
        (Mark.DOUBT, bool(home.doubtful)),
    )
    given = frozenset(mark for mark, holds in marks if holds)
    return Flat(home.id, home.room, home.address, _masked(home.holder or ""), home.state, given, opened, cold_at)


def _missing(shown: _Home, plan: Plan, spot: Spot) -> Flat:
    address = written(Place(shown.community, shown.building, plan.columns[spot.column].unit, spot.room))
    return Flat(None, spot.room, address, "", "", frozenset({Mark.NO_FILE}))


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
