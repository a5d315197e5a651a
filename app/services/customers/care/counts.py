"""How much waits for care: what doubts are about, and the figures at the foot of the window."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from peewee import fn

from app.models.matters import Matter
from app.models.premises import Doubt, Premises
from app.services.kernel.desk import Desk


class Kind(StrEnum):
    """Kinds of doubts, as a clerk works through them."""

    PHONE = "电话"
    IDENTITY = "身份证号"
    AREA = "面积"
    HOLDER = "户名"
    STATE = "供热状态"
    DATE = "入网日期"
    TWICE = "台账重复"
    OTHER = "其他"


FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.PHONE: ("phone", "phone2"),
    Kind.IDENTITY: ("id_number",),
    Kind.AREA: ("area", "charged_area"),
    Kind.HOLDER: ("holder",),
    Kind.STATE: ("state",),
    Kind.DATE: ("connected_on",),
    Kind.TWICE: ("duplicate",),
}
KIND_OF = {field: kind for kind, fields in FIELDS.items() for field in fields}


@dataclass(frozen=True, slots=True)
class CareCounts:
    """Doubts to be asked now, and matters whose address waits for a file."""

    doubts: int
    unlisted: int


def care_counts(desk: Desk) -> CareCounts:
    """The two figures, by counting only."""
    doubts = Doubt.select(fn.COUNT(Doubt.id)).join(Premises, on=(Doubt.premises == Premises.id))
    matters = Matter.select(fn.COUNT(Matter.id)).where(unlisted_condition())
    return CareCounts(
        int(desk.store.scalar(doubts.where(open_condition(desk, False)))), int(desk.store.scalar(matters))
    )


def doubt_counts(desk: Desk) -> dict[Kind, int]:
    """How many doubts of each kind are to be asked now; kinds without any are left out."""
    query = (
        Doubt.select(Doubt.field, fn.COUNT(Doubt.id))
        .join(Premises, on=(Doubt.premises == Premises.id))
        .where(open_condition(desk, False))
        .group_by(Doubt.field)
    )
    counts: dict[Kind, int] = {}
    for field, count in desk.store.tuples(query):
        kind = KIND_OF.get(field, Kind.OTHER)
        counts[kind] = counts.get(kind, 0) + count
    return {kind: counts[kind] for kind in Kind if kind in counts}


def open_condition(desk: Desk, put_off: bool) -> Any:
    """Doubts of standing premises that are to be asked now, or those put off to a later day."""
    today = desk.today().isoformat()
    standing = Doubt.settled_at.is_null() & Premises.voided_at.is_null()
    return standing & (Doubt.ask_on > today if put_off else Doubt.ask_on.is_null() | (Doubt.ask_on <= today))


def unlisted_condition() -> Any:
    """Matters told with an address the ledger does not have; voided ones wait for nothing."""
    return Matter.premises.is_null() & (Matter.unlisted == 1) & (Matter.void_reason == "")
