"""待核: values taken in although they look wrong, until somebody puts them right, lets them stand, or asks later."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from peewee import fn

from app.models.premises import Building, Community, Doubt, Premises
from app.services.customers.care.counts import FIELDS, KIND_OF, Kind, open_condition
from app.services.customers.contacts.information import SAME, write_information
from app.services.customers.contacts.information_values import InformationDraft, InformationSaved, Told
from app.services.customers.listing import premises_rows
from app.services.customers.masks import masked_number, masked_phone, masked_phones
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, NotFound, Refused
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit, writing
from app.services.paper.areas import square_metres

DAYS_LATER = 7
FINE = "无误"
# Which doubts a value may be typed for; an ID number is not kept, so there is nothing to put right.
CORRECTED_BY = {
    "phone": Told.PHONE,
    "phone2": Told.PHONE2,
    "holder": Told.HOLDER,
    "area": Told.AREA,
    "state": Told.STATE,
    "connected_on": Told.CONNECTED_ON,
    "number": Told.NUMBER,
    "use": Told.USE,
    "remark": Told.REMARK,
}


@dataclass(frozen=True, slots=True)
class OpenDoubt:
    """One line of the list. `value` is what the ledger says now; telephones and user numbers are masked, also those in
    a remark.

    `ask_on` is the day until which the doubt was put off, '' when it was not.
    """

    id: int
    version: int
    premises_id: int
    address: str
    holder: str
    field: str
    kind: Kind
    reason: str
    value: str
    found_at: datetime
    ask_on: str

    @property
    def correctable(self) -> bool:
        return self.field in CORRECTED_BY


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a doubt; `ask_on` is the day it was put off to, '' when it is over."""

    doubt_id: int
    premises_id: int
    settlement: str
    ask_on: str


def doubt_ids(desk: Desk, kind: Kind | None = None, *, put_off: bool = False) -> list[int]:
    """Open doubts of one kind or of all, by community, building and address; `put_off` lists those asked later."""
    query = (
        Doubt.select(Doubt.id)
        .join(Premises, on=(Doubt.premises == Premises.id))
        .join(Building, on=(Premises.building == Building.id))
        .join(Community, on=(Building.community == Community.id))
        .where(open_condition(desk, put_off))
        .order_by(
            Community.name,
            # 2 before 10.
            fn.LENGTH(Building.name),
            Building.name,
            Premises.unit,
            fn.LENGTH(Premises.room),
            Premises.room,
            Doubt.id,
        )
    )
    if kind is Kind.OTHER:
        query = query.where(Doubt.field.not_in(sorted(KIND_OF)))
    elif kind is not None:
        query = query.where(Doubt.field.in_(FIELDS[kind]))
    return desk.store.scalars(query)


def doubt_rows(desk: Desk, ids: Sequence[int]) -> dict[int, OpenDoubt]:
    """The lines of these doubts that are still open, by id."""
    store = desk.store
    query = Doubt.select(
        Doubt.id, Doubt.version, Doubt.premises, Doubt.field, Doubt.reason, Doubt.found_at, Doubt.ask_on
    ).where(Doubt.id.in_(list(ids)), Doubt.settled_at.is_null())
    rows = store.tuples(query)
    premises_ids = sorted({row[2] for row in rows})
    lines = {line.id: line for line in premises_rows(store, premises_ids)}
    values = _values(desk, premises_ids)
    found: dict[int, OpenDoubt] = {}
    for doubt_id, version, premises_id, field, reason, found_at, ask_on in rows:
        line = lines.get(premises_id)
        if line is None:
            continue
        people = {"phone": masked_phone(line.phone), "holder": line.holder}
        value = people.get(field) or values.get(premises_id, {}).get(field, "")
        kind = KIND_OF.get(field, Kind.OTHER)
        found[doubt_id] = OpenDoubt(
            doubt_id,
            version,
            premises_id,
            line.address,
            line.holder,
            field,
            kind,
            reason,
            value,
            found_at,
            ask_on or "",
        )
    return {doubt_id: found[doubt_id] for doubt_id in ids if doubt_id in found}


def correct(desk: Desk, doubt_id: int, value: str, draft: InformationDraft, key: UUID) -> InformationSaved:
    """改正: the right value goes through 信息变更登记 with what `draft` says about who told it; that settles the doubt.

    InvalidInput names the field as `value`. Refused where no value can be typed: that doubt is answered by 无误.
    """
    desk.require(Role.CLERK)
    with writing(desk, "doubt.correct", key) as unit:
        if first := unit.earlier(InformationSaved):
            return first
        return unit.result(_write(unit, _doubt(desk, doubt_id), value, draft))


def _write(unit: Unit, row: "_Doubt", value: str, draft: InformationDraft) -> InformationSaved:
    field = CORRECTED_BY.get(row.field)
    if field is None:
        raise Refused(f"“{row.reason}”没有可以改正的内容，核对后记“无误”，或在用户卡上改。")
    try:
        return write_information(unit, row.premises_id, _fill(draft, field, value))
    except InvalidInput as refused:
        sentence = refused.fields.get(str(field), refused.message)
        if sentence == SAME:
            sentence = "和现在登记的一样。核对过没有错，请记“无误”。"
        others = {name: text for name, text in refused.fields.items() if name != field}
        raise InvalidInput({**({"value": sentence} if str(field) in refused.fields else {}), **others}) from refused


def let_stand(desk: Desk, doubt_id: int, reason: str, key: UUID) -> Settled:
    """无误: the value stays as it is, for a short reason (at most 50 characters)."""
    if len(reason.strip()) > 50:
        raise InvalidInput({"reason": "原因最多 50 个字。"})
    said = masked_phones(clean(reason).strip())
    return _settle(desk, "doubt.let_stand", doubt_id, key, settlement=f"{FINE}：{said}" if said else FINE)


def ask_later(desk: Desk, doubt_id: int, key: UUID, days: int = DAYS_LATER) -> Settled:
    """以后再问: the doubt leaves the list and comes back after so many days."""
    again = desk.today() + timedelta(days=days)
    return _settle(desk, "doubt.ask_later", doubt_id, key, ask_on=again.isoformat())


def _settle(desk: Desk, act: str, doubt_id: int, key: UUID, *, settlement: str = "", ask_on: str = "") -> Settled:
    """Settled with these words, or put off to that day."""
    desk.require(Role.CLERK)
    with writing(desk, act, key) as unit:
        if first := unit.earlier(Settled):
            return first
        row = _doubt(desk, doubt_id)
        values: dict[str, Any] = {"ask_on": ask_on} if ask_on else {"settlement": settlement, "settled_at": unit.at}
        unit.update(Doubt, doubt_id, row.version, **values)
        unit.changed("doubt", doubt_id)
        unit.changed("premises", row.premises_id)
        return unit.result(Settled(doubt_id, row.premises_id, settlement, ask_on))


@dataclass(frozen=True, slots=True)
class _Doubt:
    premises_id: int
    field: str
    reason: str
    version: int


def _doubt(desk: Desk, doubt_id: int) -> _Doubt:
    query = Doubt.select(
        Doubt.premises.alias("premises_id"), Doubt.field, Doubt.reason, Doubt.version, Doubt.settled_at
    ).where(Doubt.id == doubt_id)
    rows = desk.store.tuples(query)
    if not rows:
        raise NotFound("找不到这条待核，请刷新后再试。")
    *known, settled_at = rows[0]
    if settled_at is not None:
        raise Refused("这条待核已经处理过，不用再处理。请刷新后看下一条。")
    return _Doubt(*known)


def _fill(draft: InformationDraft, field: Told, value: str) -> InformationDraft:
    told: dict[str, Any] = {str(field): value}
    if field is Told.HOLDER:
        told["same_person"] = True
    return replace(draft, **told)


def _values(desk: Desk, premises_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """What the premises themselves say, by the doubts' names of fields."""
    if not premises_ids:
        return {}
    query = Premises.select(
        Premises.id,
        Premises.area_c,
        Premises.state,
        Premises.connected_on,
        Premises.number,
        Premises.use,
        Premises.remark,
    ).where(Premises.id.in_(list(premises_ids)))
    return {
        row_id: {
            "area": square_metres(area_c),
            "state": state,
            "connected_on": day,
            "number": masked_number(number or ""),
            "use": use,
            "remark": masked_phones(remark),
        }
        for row_id, area_c, state, day, number, use, remark in desk.store.tuples(query)
    }
