"""One row below the heading → place, values and doubts; built once per sheet, then run for every row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.services.customers.ledger import values
from app.services.customers.ledger.addresses import (
    ZONE,
    building_part,
    community_key,
    community_name,
    room_part,
    side_of_floor,
    tidy,
    unit_part,
    whole_address,
)
from app.services.customers.ledger.cells import plain, shown
from app.services.customers.ledger.columns import Shape
from app.services.customers.ledger.headings import Field, names_floor, names_person, numbers_shops
from app.services.customers.ledger.houses import house_address, house_room
from app.services.customers.ledger.lines import Doubt, Household, Place

PLACE_WORDS = {"community": "小区名", "building": "楼号", "unit": "单元", "room": "室号"}
PLACE_LIMIT = 20
COMMUNITY_LIMIT = 60
# No room of the 20th floor is numbered like a year in which stations had spreadsheets.
OFFICE_YEARS = 2016
NOT_TICKED = Doubt("state", "没有打勾，按停热录入")
BASIC_CHARGE_ONLY = Doubt("state", "只收基本热费，按停热录入，请核对")
BASIC_CHARGE = re.compile(r"基[本础]热费")
NO_NUMBER = Doubt("room", "室号里没有数字，请核对")
ODD_ROOM = 3
# Places that have a name and no number.
ROOM_WORDS = re.compile(
    r"底商|商铺|门市|门面|网点|车库|地下室|商业|整栋|整院|阁楼|[会部站所校院园店厅室]$|[东西南北中]户$"
)
OTHER_PART = Doubt("room", "楼号、单元与室号里写的不一致，按楼号和单元录入，请核对")
COUNT = re.compile(r"(?:共|计|合计)?\d+户")
DAY_PLACE = Doubt("room", "楼号或室号被表格软件改成了日期，已还原，请核对")
# Shops and cottages have no unit of their own; a blank cell there is no merged one.
WITHOUT_UNIT = re.compile(r"排/|平房/|/(?:底商|商铺|门市|门面|网点|车库)")
SHOPS = frozenset({"底商", "商铺", "门市", "门市房", "门面", "门面房", "网点", "车库", "地下室", "商业"})
SHOP_NUMBER = re.compile(r"[A-Z]{1,2}-?\d{1,4}[A-Z]?")
NAMING = (Field.BUILDING, Field.UNIT, Field.ADDRESS)
SIDE = re.compile(r"(?P<side>[东西南北中左右]{1,2})(?:[边侧]?户|[边侧室门])?")
DOOR_DIGITS = 2
DIGIT = re.compile(r"\d")
NUMBER_LIMIT = 30
WORD_LIMIT = 20
REMARK_LIMIT = 300


@dataclass(slots=True)
class Carry:
    """What merged cells, section lines and the sheet's name say for the rows below them."""

    community: str = ""
    building: str = ""
    unit: str = ""
    # The unit that was named together with the building: `3-2`, `3号楼2单元`.
    joint: str = ""
    # Said by a title or a section line since the last household: a community that changes below it has this building.
    fresh: bool = False

    def around(self, shape: Shape) -> Place:
        """Community, building and unit that stand in no column of the sheet."""
        columns = {field: shape.column(field) for field in (Field.COMMUNITY, Field.BUILDING, Field.UNIT)}
        return Place(
            self.community if columns[Field.COMMUNITY] is None else "",
            self.building if columns[Field.BUILDING] is None else "",
            self.joint if columns[Field.UNIT] is None else "",
            "",
        )


def _place_text(row: Sequence[Any], column: int | None) -> str:
    """The cell's text; a day is turned back into the two numbers somebody typed."""
    if column is None:
        return ""
    cell = row[column]
    if isinstance(cell, date):
        # `2-11` becomes a day of the year in which it was typed, `2-1901` the first of a month long ago.
        return f"{cell.month}-{cell.year if cell.day == 1 and cell.year < OFFICE_YEARS else cell.day}"
    return shown(cell)


def _cut(place: Place, doubts: tuple[Doubt, ...]) -> tuple[Place, tuple[Doubt, ...]]:
    """The place as long as the table allows, and a doubt about every part that was longer."""
    parts = {"community": COMMUNITY_LIMIT, "building": PLACE_LIMIT, "unit": PLACE_LIMIT, "room": PLACE_LIMIT}
    long = [name for name, limit in parts.items() if len(getattr(place, name)) > limit]
    if not long:
        return place, doubts
    cut = replace(place, **{name: getattr(place, name)[: parts[name]] for name in long})
    return cut, (*doubts, *(Doubt(name, f"{PLACE_WORDS[name]}过长，已截短") for name in long))


def _differs(part: Place, building: str, unit: str) -> bool:
    """Whether a cell names another building or unit than the columns for them."""
    return bool(building and part.building and building != part.building) or bool(
        unit and part.unit and unit != part.unit
    )


class RowReader:
    """Reads the rows of one sheet by its shape; `told` are some of them, `state` is what the sheet's name says."""

    def __init__(
        self, shape: Shape, *, carries: frozenset[Field], told: Sequence[Sequence[Any]] = (), state: str | None = None
    ) -> None:
        self._community = shape.column(Field.COMMUNITY)
        self._building = shape.column(Field.BUILDING)
        self._unit = shape.column(Field.UNIT)
        self._room = shape.column(Field.ROOM)
        heading = "" if self._building is None else shape.headings[self._building]
        self._building_word = next((word for word in "排组队" if word in heading), "")
        # Where only rooms have a column, what their cells say of the building is not said for the lines below.
        self._names_building = any(shape.column(field) is not None for field in NAMING)
        self._shops = self._room is not None and numbers_shops(shape.headings[self._room])
        self._floor = next((at for at, heading in enumerate(shape.headings) if names_floor(heading)), None)
        self._address = shape.column(Field.ADDRESS)
        self._holder = shape.column(Field.HOLDER)
        self._phones = shape.columns(Field.PHONE)
        self._name_beside_phone = bool(self._phones) and names_person(shape.headings[self._phones[0]])
        self._id_number = shape.column(Field.ID_NUMBER)
        self._number = shape.column(Field.NUMBER)
        self._use = shape.column(Field.USE)
        self._low_income = shape.column(Field.LOW_INCOME)
        # A list whose uses never say 低保 tells nothing about it.
        self._use_tells = self._use is not None and any(
            values.use(plain(row[self._use]))[1] for row in told if len(row) > self._use
        )
        self._area = shape.column(Field.AREA)
        self._charged = shape.column(Field.CHARGED_AREA)
        if self._area is None:
            self._area = self._charged
        self._heating = shape.column(Field.HEATING)
        self._state = shape.column(Field.STATE)
        self._sheet_state = state
        asked_connected = self._state is not None and "入网" in shape.headings[self._state]
        self._not_heated = "未入网" if asked_connected else "停热"
        # Where open flats are ticked and nothing else is said, a blank cell is a flat without a tick.
        self._ticked = self._state is not None and values.TICKS.issuperset(
            plain(row[self._state]).lower() or "√" for row in told[shape.first_row :] if len(row) > self._state
        )
        self._stopped = shape.column(Field.STOPPED)
        self._position = shape.column(Field.POSITION)
        self._paid = shape.column(Field.PAID)
        self._arrears = shape.column(Field.ARREARS)
        self._connected = shape.column(Field.CONNECTED_ON)
        self._remarks = shape.columns(Field.REMARK)
        self._carries_building = Field.BUILDING in carries
        self._carries_unit = Field.UNIT in carries
        self.personal = frozenset(
            column for column in (self._holder, *self._phones, self._id_number, *self._remarks) if column is not None
        )
        self._evidence = tuple(
            column for column in (self._holder, *self._phones, self._area, self._id_number) if column is not None
        )

    def evidence(self, row: Sequence[Any]) -> int:
        """How many of the cells that only a household has are filled."""
        return sum(1 for column in self._evidence if row[column] not in ("", None))

    def is_person(self, row: Sequence[Any]) -> bool:
        """Whether a holder or a telephone is named."""
        return any(column is not None and row[column] not in ("", None) for column in (self._holder, *self._phones))

    def counts_rooms(self, row: Sequence[Any]) -> bool:
        """`36户` below the rooms: how many there are."""
        if self._room is None or self.is_person(row):
            return False
        above = [column for column in (self._building, self._unit) if column is not None]
        return bool(COUNT.fullmatch(plain(row[self._room]))) and all(row[column] in ("", None) for column in above)

    def completed(self, raw: tuple[Any, ...], carry: Carry) -> tuple[Any, ...]:
        """The row with what merged cells above say for it, so that it can be understood apart from them."""
        cells = list(raw)
        above = [(self._community, carry.community)]
        if self._carries_building:
            above.append((self._building, carry.building))
        if self._carries_unit:
            above.append((self._unit, carry.unit))
        for column, text in above:
            if column is not None and column < len(cells) and cells[column] in ("", None):
                cells[column] = text
        return tuple(cells)

    def place(self, row: Sequence[Any], carry: Carry) -> tuple[Place | None, tuple[Doubt, ...]]:
        """Which premises the row is about, and what is doubtful about that; None when it cannot be told.

        Blank merged cells take what stands above.
        """
        told, doubts = self._told(row, carry)
        carry.fresh = False
        if not told.room:
            told = self._house(row, told) or told
        if not any(map(str.isalnum, told.room)):
            return None, ()
        if len(told.room) >= ODD_ROOM and not DIGIT.search(told.room) and not ROOM_WORDS.search(told.room):
            doubts = (*doubts, NO_NUMBER)
        building, unit = told.building, told.unit
        if building:
            if building != carry.building:
                carry.unit = ""
            if self._names_building:
                carry.building = building
        elif self._carries_building:
            building = carry.building
            if not unit and not WITHOUT_UNIT.search(f"{building}/{told.room}"):
                unit = carry.joint or (carry.unit if self._unit is not None else "")
        if unit:
            carry.unit = unit
        elif self._carries_unit and self._unit is not None and not WITHOUT_UNIT.search(f"{building}/{told.room}"):
            unit = carry.unit
        return _cut(Place(told.community or carry.community, building, unit, told.room), (*doubts, *self._swapped(row)))

    def _told(self, row: Sequence[Any], carry: Carry) -> tuple[Place, tuple[Doubt, ...]]:
        """What the row's own cells say; every cell may hold more than its column promises."""
        community = building = unit = room = ""
        doubts: tuple[Doubt, ...] = ()
        if self._community is not None and (cell := plain(row[self._community])):
            community = community_name(cell)
            if community != carry.community and not carry.fresh:
                carry.building = carry.unit = carry.joint = ""
            carry.community = community
        if cell := _place_text(row, self._building):
            part = building_part(cell)
            building, unit = part.building, part.unit
            carry.joint = unit
            if part.community and not community and self._community is None and not ZONE.fullmatch(part.community):
                community = part.community
            elif part.community and community_key(part.community) != community_key(community or carry.community):
                # `老干部3号楼` stands in the community beside `3号楼`.
                building = tidy(plain(cell))
        if cell := _place_text(row, self._unit):
            part = unit_part(cell)
            building, unit = building or part.building, part.unit or unit
        cell = _place_text(row, self._room)
        if cell and self._shops and SHOP_NUMBER.fullmatch(tidy(cell)):
            room = tidy(cell)
        elif cell:
            part = room_part(cell)
            if part.community and building and community_key(part.community) != community_key(community):
                room = tidy(plain(cell))
            else:
                if _differs(part, building, unit):
                    doubts = (OTHER_PART,)
                community, room = community or part.community, part.room
                building, unit = building or part.building, unit or part.unit
                if self._building is None and part.unit and not building and not carry.building and "-" in tidy(cell):
                    # `2-1102` where no other column names a building: the 2 is one.
                    building, unit = unit, ""
        cell = _place_text(row, self._address)
        if cell and not (room and building and community):
            told = whole_address(cell) or (building_part(cell) if room else None)
            if told and not told.room and not told.community:
                # Beside a room, an address without figures is the community.
                told = Place("" if DIGIT.search(cell) else community_name(cell), "", "", "")
            if told:
                if _differs(told, building, unit):
                    doubts = (OTHER_PART,)
                community = community or told.community
                building, unit, room = building or told.building, unit or told.unit, room or told.room
        if building.isdigit() and self._building_word:
            building = f"{building}{self._building_word}"
        if unit in SHOPS or building in SHOPS:
            # The shop's word stood in a column of its own.
            room = f"{unit if unit in SHOPS else building}{room}"
            building, unit = "" if building in SHOPS else building, ""
        if self._floor is not None and building and room.isdigit() and len(room) <= DOOR_DIGITS:
            floor = plain(row[self._floor]).rstrip("层楼Ff")
            room = f"{floor}{int(room):02}" if floor.isdigit() else room
        elif self._floor is not None and (side := SIDE.fullmatch(room)):
            floor = tidy(f"{plain(row[self._floor])}层").rstrip("层楼Ff")
            room = side_of_floor(floor, side["side"]) if floor.isdigit() else room
        return Place(community, building, unit, room), doubts

    def _house(self, row: Sequence[Any], told: Place) -> Place | None:
        """The premises of a line without a room, when holder and address tell them all the same."""
        holder = "" if self._holder is None else plain(row[self._holder])
        if cell := _place_text(row, self._address):
            found = house_address(cell, holder)
            return found and replace(found, community=told.community or found.community)
        if (told.community or told.building) and (room := house_room(holder, told.building)):
            return replace(told, room=room)
        return None

    def _swapped(self, row: Sequence[Any]) -> tuple[Doubt, ...]:
        """The spreadsheet took `2-11` for a day."""
        columns = (self._building, self._unit, self._room, self._address)
        days = [column for column in columns if column is not None and isinstance(row[column], date)]
        return (DAY_PLACE,) if days else ()

    def household(self, row: Sequence[Any]) -> tuple[Household, tuple[Doubt, ...]]:
        """The row's values and what is doubtful about them."""
        doubts: list[Doubt] = []
        holder = None
        if self._holder is not None:
            holder, doubt = values.holder(row[self._holder])
            if doubt:
                doubts.append(doubt)
        elif self._name_beside_phone:
            holder = values.name_beside_phone(row[self._phones[0]])
        phones: tuple[str, ...] | None = None
        if self._phones:
            phones, phone_doubts = self._all_phones(row)
            doubts += phone_doubts
        if self._id_number is not None and row[self._id_number] and (doubt := values.id_doubt(row[self._id_number])):
            doubts.append(doubt)
        area_c = charged_c = None
        if self._area is not None:
            area_c, doubt = values.area(row[self._area])
            if doubt:
                doubts.append(doubt)
        if self._charged is not None:
            charged_c, _ = values.area(row[self._charged])
        use, low_income = None, None
        if self._use is not None:
            use, subsidised = values.use(plain(row[self._use]))
            low_income = subsidised if self._use_tells or subsidised else None
        if self._low_income is not None:
            low_income = bool(low_income) or plain(row[self._low_income]).lower() not in {"", *values.NO}
        state = self._premises_state(row, doubts)
        connected_on = None
        if self._connected is not None:
            connected_on, doubt = values.day(row[self._connected])
            if doubt:
                doubts.append(doubt)
        household = Household(
            holder,
            phones,
            None if self._number is None else shown(row[self._number])[:NUMBER_LIMIT],
            use,
            low_income,
            area_c,
            charged_c,
            None if self._heating is None else shown(row[self._heating])[:WORD_LIMIT],
            None if self._position is None else shown(row[self._position])[:WORD_LIMIT],
            state,
            self._payment(row),
            connected_on,
            self._remark(row),
        )
        return household, tuple(doubts)

    def _all_phones(self, row: Sequence[Any]) -> tuple[tuple[str, ...], tuple[Doubt, ...]]:
        if len(self._phones) == 1:
            return values.phones(row[self._phones[0]])
        found: list[str] = []
        doubts: list[Doubt] = []
        for column in self._phones:
            numbers, more = values.phones(row[column])
            found += numbers
            doubts += more
        distinct = tuple(dict.fromkeys(found))
        if len(distinct) > 2:
            doubts.append(values.MANY_PHONES)
        return distinct[:2], tuple(dict.fromkeys(doubts))

    def _premises_state(self, row: Sequence[Any], doubts: list[Doubt]) -> str | None:
        doubt = None
        name = self._sheet_state if self._state is None and self._stopped is None else None
        if self._state is not None:
            text = plain(row[self._state])
            said = values.answered(text)
            if said is not None:
                return "供热" if said else self._not_heated
            name, doubt = ("停热", NOT_TICKED) if self._ticked and not text else values.state(text)
        if self._stopped is not None and name in (None, "供热"):
            name, doubt = values.stopped(plain(row[self._stopped]))
        if name is None and self._use is not None and BASIC_CHARGE.search(plain(row[self._use])):
            name, doubt = "停热", BASIC_CHARGE_ONLY
        if doubt:
            doubts.append(doubt)
        return name

    def _payment(self, row: Sequence[Any]) -> str | None:
        if self._paid is not None:
            return values.paid(plain(row[self._paid]))
        if self._arrears is not None:
            text = plain(row[self._arrears])
            said = values.answered(text)
            if said is not None:
                return "欠费" if said else "已缴"
            return (
                "欠费" if text.startswith(("是", "欠", "有")) else "已缴" if text.startswith(("否", "无", "不")) else ""
            )
        return None

    def _remark(self, row: Sequence[Any]) -> str | None:
        if not self._remarks:
            return None
        if len(self._remarks) == 1:
            return shown(row[self._remarks[0]])[:REMARK_LIMIT]
        return "；".join(filter(None, (shown(row[column]) for column in self._remarks)))[:REMARK_LIMIT]
