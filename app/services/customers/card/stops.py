"""Where heat is off by an incident, or is to go off, seen from one flat: words for its card."""

from datetime import datetime
from typing import Any

from peewee import JOIN

from app.models.matters import Matter
from app.models.outages import Outage, OutageArea
from app.models.premises import Building
from app.services.customers.card.flags import Flag
from app.services.kernel.store import Store
from app.services.kernel.store.prepared import Prepared, gap
from app.services.kernel.times import china, from_ms

# As an incident that is announced and has not begun calls itself.
PLANNED = "计划停热"
OFF = "停热事件"
STOP_WORDS = frozenset({OFF, PLANNED})


def stop_flags(store: Store, building_id: int, unit: str) -> list[Flag]:
    """The incidents that cover the flat and are not over, the first first; one without areas covers every flat."""
    # An incident of several areas may cover the flat by more than one.
    rows = dict.fromkeys(map(tuple, _STOPS.rows(store, building=building_id, unit=unit)))
    return [_flag(*row) for row in rows]


def _query() -> Any:
    community = Building.select(Building.community).where(Building.id == gap("building"))
    whole_community = OutageArea.building.is_null() & OutageArea.community.in_(community)
    of_building = (OutageArea.building == gap("building")) & (
        (OutageArea.unit == "") | (OutageArea.unit == gap("unit"))
    )
    standing = (OutageArea.outage == Outage.id) & OutageArea.voided_at.is_null()
    return (
        Outage.select(Matter.number, Matter.phase, Outage.reason, Outage.began_at, Outage.expected_at)
        .join(Matter, on=(Outage.matter == Matter.id))
        .join_from(Outage, OutageArea, JOIN.LEFT_OUTER, on=standing)
        .where(
            Outage.restored_at.is_null(),
            Outage.voided_at.is_null(),
            OutageArea.id.is_null() | whole_community | of_building,
        )
        .order_by(Outage.began_at, Outage.id)
    )


_STOPS = Prepared(_query)


def _flag(number: str, phase: str, reason: str, began_at: int, expected_at: int | None) -> Flag:
    planned = phase == PLANNED
    end = f"预计 {_spoken(from_ms(expected_at))} 恢复" if expected_at is not None else "恢复时间未定"
    source = "，".join(filter(None, (number, reason, f"{_spoken(from_ms(began_at))} 起", end)))
    return Flag(PLANNED if planned else OFF, source, grave=not planned)


def _spoken(moment: datetime) -> str:
    return f"{china(moment):%m-%d %H:%M}"
