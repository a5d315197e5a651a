"""Where each flat stands in the picture of its building: floors down the side, units and doors across.

Pure arithmetic on room numbers. Buildings are not regular: floors have unequal numbers of flats, numbers are
skipped, shops have no floor, cottages stand in rows. Each of them gets a place; none is left out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from typing import Any

from app.paths import resource_json
from app.services.kernel.text import natural

NUMBERED = re.compile(
    r"(?P<front>(?:地下|负|-|[A-Z甲乙丙丁东西南北中附临])*)(?P<digits>\d{3,5})(?P<end>[A-Z甲乙丙丁东西南北中]|-\d{1,2})?"
)
BELOW_GROUND = ("地下", "负", "-")
OTHERS = "底商/其他"


@dataclass(frozen=True, slots=True)
class Door:
    """A flat as the ledger has it. `tall`: it reaches into the floor above. `line`: the row of cottages it is in."""

    id: int
    unit: str
    room: str
    floor: int | None = None
    tall: bool = False
    line: str = ""


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """Flats that share risers; both parts may be empty."""

    unit: str
    position: str


@dataclass(frozen=True, slots=True)
class RowHead:
    """`floor` is negative below ground, None where flats without a floor stand."""

    floor: int | None
    label: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the picture. Without a door: a flat the pattern of the building asks for and nobody has."""

    row: int
    column: int
    room: str
    door_id: int | None = None
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """The picture: columns from left to right, rows from the top."""

    columns: tuple[ColumnHead, ...]
    rows: tuple[RowHead, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class _Number:
    """A room number taken apart: what stands before its floor, the floor as written, and behind it.

    `position` names the riser: the wing and the door, the same on every floor.
    """

    unit: str
    floor: int
    front: str
    written: str
    end: str
    position: str

    def on(self, floor: int) -> str:
        """The same door on another floor."""
        width = len(self.written) if self.written.startswith("0") else 0
        return f"{self.front}{str(floor).zfill(width)}{self.end}"


Column = tuple[str, str]
Taken = dict[tuple[Column, int], Door]


@cache
def rules() -> Mapping[str, Any]:
    """The numbers of the trade behind the picture (resources/elevation.json), read once."""
    table: Mapping[str, Any] = resource_json("elevation.json")
    return table


def arrange(doors: Iterable[Door], *, houses: bool = False) -> Plan:
    """Give every door its place; `houses`: these numbers tell no floor (cottages, villages)."""
    wanted = sorted(doors, key=lambda door: (natural(door.unit), natural(door.room), door.id))
    if houses:
        return _lines_of_houses(wanted) if any(door.line for door in wanted) else _grid(wanted)
    winged = any(door.room.startswith("A") for door in wanted)
    numbers = {door.id: _number(door, winged) for door in wanted}
    taken, rest = _places(wanted, numbers)
    if not taken:
        return _grid(rest)
    columns = sorted({column for column, _ in taken}, key=lambda column: (natural(column[0]), natural(column[1])))
    floors = _floors({floor for _, floor in taken})
    return _picture(columns, floors, taken, rest, numbers)


def _number(door: Door, winged: bool) -> _Number | None:
    match = NUMBERED.fullmatch(door.room)
    if match is None:
        return None
    front, digits, end = match["front"], match["digits"], match["end"] or ""
    unit, written, end = door.unit, digits[:-2], f"{digits[-2:]}{end}"
    position = f"{front}{end}"
    if len(digits) == 5:
        if unit or front:
            return None
        # 10203: door 3 on floor 2 of unit 1.
        unit, front, written, position = digits[0], digits[0], digits[1:3], end
    floor = int(written)
    if floor <= rules()["basement_floors"] and (front in BELOW_GROUND or (front == "B" and not winged)):
        floor, position = -floor, end
    return _Number(unit, floor, front, written, end, position) if floor else None


def _places(doors: Sequence[Door], numbers: Mapping[int, _Number | None]) -> tuple[Taken, list[Door]]:
    """Doors by column and floor: first by their numbers, then by their order on the floor; and those without."""
    taken: Taken = {}
    rest: list[Door] = []
    for door in sorted(doors, key=lambda door: numbers[door.id] is None):
        number = numbers[door.id]
        floor = door.floor or (number.floor if number else 0)
        unit = number.unit if number else door.unit
        if not floor:
            rest.append(door)
            continue
        # 302 and 0302 are two doors in the ledger; the second stands beside the first.
        wishes = [number.position, door.room] if number else []
        orders = (f"{order:02}" for order in range(1, len(doors) + 1))
        position = next(wish for wish in chain(wishes, orders) if ((unit, wish), floor) not in taken)
        taken[(unit, position), floor] = door
    return taken, rest


def _floors(known: set[int]) -> list[int]:
    """All floors from the top; one that nobody has is drawn only when it cannot have been skipped on purpose."""
    floors = sorted(known, reverse=True)
    above = [floor for floor in floors if floor > 0]
    for upper, lower in pairwise(above):
        gap = [floor for floor in range(lower + 1, upper) if floor not in rules()["skipped_floors"]]
        if len(gap) <= rules()["gap_floors"]:
            known = known | set(gap)
    return sorted(known, reverse=True)


def _picture(
    columns: list[Column],
    floors: list[int],
    taken: Taken,
    rest: list[Door],
    numbers: Mapping[int, _Number | None],
) -> Plan:
    above = [floor for floor in floors if floor > 0]
    below = [floor for floor in floors if floor < 0]
    width = len(columns)
    lines = [rest[start : start + width] for start in range(0, len(rest), width)]
    heads = [
        *(RowHead(floor, f"{floor} 层") for floor in above),
        *(RowHead(None, OTHERS if not number else "") for number in range(len(lines))),
        *(RowHead(floor, f"地下 {-floor} 层") for floor in below),
    ]
    row_of = {head.floor: row for row, head in enumerate(heads) if head.floor is not None}
    column_of = {column: place for place, column in enumerate(columns)}
    spots = [
        Spot(len(above) + line, place, door.room, door.id)
        for line, doors in enumerate(lines)
        for place, door in enumerate(doors)
    ]
    covered: set[tuple[Column, int]] = set()
    for (column, floor), door in taken.items():
        upper = floor + 1
        row, rows = row_of[floor], 1
        if door.tall and upper in row_of and (column, upper) not in taken:
            covered.add((column, upper))
            row, rows = row_of[upper], 2
        spots.append(Spot(row, column_of[column], door.room, door.id, rows))
    for (column, floor), room in _missing(columns, above, taken, numbers).items():
        if (column, floor) not in covered:
            spots.append(Spot(row_of[floor], column_of[column], room))
    heads_across = tuple(ColumnHead(unit, position) for unit, position in columns)
    return Plan(heads_across, tuple(heads), tuple(sorted(spots, key=lambda spot: (spot.row, spot.column))))


def _missing(
    columns: Sequence[Column], floors: Sequence[int], taken: Taken, numbers: Mapping[int, _Number | None]
) -> dict[tuple[Column, int], str]:
    """Doors that ought to exist: the floors above and below have them, or a full floor at the end lacks one."""
    place_of = {floor: place for place, floor in enumerate(floors)}
    of_column: dict[Column, list[int]] = defaultdict(list)
    of_unit: dict[str, Counter[int]] = defaultdict(Counter)
    for column, floor in taken:
        if floor in place_of:
            of_column[column].append(place_of[floor])
            of_unit[column[0]][place_of[floor]] += 1
    found: dict[tuple[Column, int], str] = {}
    for column in columns:
        places = sorted(of_column[column])
        unit = of_unit[column[0]]
        gaps = [
            (place, upper)
            for upper, lower in pairwise(places)
            if lower - upper - 1 <= rules()["gap_floors"]
            for place in range(upper + 1, lower)
        ]
        for end, step in ((min(unit, default=0), 1), (max(unit, default=0), -1)):
            # Shops and setbacks: the first and last floor of a unit ask for a door only when nearly full.
            beside = {end + step, end + 2 * step}
            if end not in places and beside <= set(places) and unit[end] * 2 > unit[end + step]:
                gaps.append((end, end + step))
        for place, like in gaps:
            number = numbers[taken[column, floors[like]].id]
            if number is not None:
                found[column, floors[place]] = number.on(floors[place])
    return found


def _grid(doors: Sequence[Door]) -> Plan:
    """No floors anywhere: one house after the other."""
    width = min(int(rules()["houses_a_row"]), len(doors))
    lines = [doors[start : start + width] for start in range(0, len(doors), width or 1)]
    heads = tuple(
        RowHead(None, line[0].room if len(line) == 1 else f"{line[0].room}–{line[-1].room}") for line in lines
    )
    spots = (Spot(row, place, door.room, door.id) for row, line in enumerate(lines) for place, door in enumerate(line))
    return Plan((ColumnHead("", ""),) * width, heads, tuple(spots))


def _lines_of_houses(doors: Sequence[Door]) -> Plan:
    """Cottages: each row of houses a row of the picture, the same house number in the same column."""
    lines = sorted({door.line for door in doors}, key=natural)
    columns = sorted({(door.unit, door.room) for door in doors}, key=lambda column: tuple(map(natural, column)))
    row_of = {line: row for row, line in enumerate(lines)}
    column_of = {column: place for place, column in enumerate(columns)}
    spots = [Spot(row_of[door.line], column_of[door.unit, door.room], door.room, door.id) for door in doors]
    heads = tuple(RowHead(None, line) for line in lines)
    return Plan(
        tuple(ColumnHead(unit, room) for unit, room in columns),
        heads,
        tuple(sorted(spots, key=lambda spot: (spot.row, spot.column))),
    )
