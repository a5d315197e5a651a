"""Saved choices of 工单查询: a clerk's own, or shared with the whole desk."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from peewee import JOIN

from app.models.station import Staff
from app.models.worklist import SavedFilter
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.text import clean
from app.services.kernel.unit import writing
from app.services.matters.worklist import Period, Standing, Wanted

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class FilterRow:
    """One saved choice; `mine` when the operator made it."""

    id: int
    name: str
    wanted: Wanted
    shared: bool
    mine: bool
    by: str


@dataclass(frozen=True, slots=True)
class FilterKept:
    filter_id: int


def saved_filters(desk: Desk) -> list[FilterRow]:
    """The operator's own and those shared with him, by name."""
    me = desk.actor.staff_id
    visible = (SavedFilter.staff == me) | (SavedFilter.shared == 1)
    query = (
        SavedFilter.select(
            SavedFilter.id, SavedFilter.name, SavedFilter.body, SavedFilter.shared, SavedFilter.staff, Staff.name
        )
        .join(Staff, JOIN.LEFT_OUTER, on=(Staff.id == SavedFilter.staff))
        .where(SavedFilter.voided_at.is_null(), visible)
        .order_by(SavedFilter.name, SavedFilter.id)
    )
    return [
        FilterRow(filter_id, name, _read(body), shared, staff_id == me, by or "")
        for filter_id, name, body, shared, staff_id, by in desk.store.tuples(query)
    ]


def save_filter(desk: Desk, name: str, wanted: Wanted, shared: bool, key: UUID) -> FilterKept:
    """Keep a choice under a name; one's own of the same name is replaced. InvalidInput without a name."""
    desk.require(Role.CLERK)
    said = clean(name).strip()
    if not said or len(said) > LONGEST_NAME:
        raise InvalidInput({"name": f"请给这个筛选起个名字，最多 {LONGEST_NAME} 个字。"})
    with writing(desk, "worklist.save_filter", key) as unit:
        if first := unit.earlier(FilterKept):
            return first
        me = unit.desk.actor.staff_id
        same = SavedFilter.select(SavedFilter.id).where(
            SavedFilter.staff == me, SavedFilter.name == said, SavedFilter.voided_at.is_null()
        )
        for filter_id in unit.store.scalars(same):
            unit.update(SavedFilter, filter_id, voided_at=unit.at)
        filter_id = unit.insert(SavedFilter, staff_id=me, name=said, body=_written(wanted), shared=shared)
        unit.changed("saved_filter", filter_id)
        return unit.result(FilterKept(filter_id))


def drop_filter(desk: Desk, filter_id: int, key: UUID) -> FilterKept:
    """Take a choice off the list: one's own; the manager also a shared one."""
    desk.require(Role.CLERK)
    with writing(desk, "worklist.drop_filter", key) as unit:
        if first := unit.earlier(FilterKept):
            return first
        me = unit.desk.actor.staff_id
        visible = (SavedFilter.staff == me) | (SavedFilter.shared == 1)
        found = unit.store.scalars(
            SavedFilter.select(SavedFilter.staff).where(
                SavedFilter.id == filter_id, SavedFilter.voided_at.is_null(), visible
            )
        )
        if not found:
            raise NotFound("这个筛选已经删去。请刷新后再试。")
        if found[0] != me and Role.MANAGER not in unit.desk.actor.roles:
            raise Refused("这是别人共享的筛选，只有他本人或站长能删。")
        unit.update(SavedFilter, filter_id, voided_at=unit.at)
        unit.changed("saved_filter", filter_id)
        return unit.result(FilterKept(filter_id))


def _written(wanted: Wanted) -> str:
    values = {name: value for name, value in asdict(wanted).items() if value != getattr(Wanted(), name)}
    return json.dumps(values, ensure_ascii=False, default=str)


def _read(body: str) -> Wanted:
    """What a later version wrote and this one does not know is left out."""
    values: dict[str, Any] = {name: value for name, value in json.loads(body).items() if name in Wanted.__slots__}
    for name in ("first", "last"):
        if name in values:
            values[name] = date.fromisoformat(values[name])
    if "kinds" in values:
        values["kinds"] = tuple(values["kinds"])
    for name, known in (("standing", Standing), ("period", Period)):
        if values.get(name) in list(known):
            values[name] = known(values[name])
        else:
            values.pop(name, None)
    return Wanted(**values)
