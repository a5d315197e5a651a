"""One premises on one card: what a clerk wants to see while the caller speaks."""

from dataclasses import dataclass, field
from typing import Any

from app.models.matters import Matter
from app.models.people import Caller, Person
from app.models.premises import Building, Community, Contact, Doubt, Premises, SeasonAccount
from app.services.customers.listing import PremisesRow, premises_rows
from app.services.customers.search import premises_ids_by_phone
from app.services.customers.search_keys import words_of
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound
from app.services.kernel.store import Store

SUPPLIED = "供热"
# Words of a remark that a clerk must see at once; the flag's name first.
REMARK_FLAGS = (
    ("独居老人", ("独居", "孤寡", "空巢")),
    ("特殊照顾", ("特殊照顾", "残疾", "重病", "行动不便", "孕妇", "婴儿")),
    ("私改", ("私改", "私自改", "私接")),
    ("租户", ("租户", "出租", "租住")),
    ("争议", ("纠纷", "争议", "投诉")),
)


@dataclass(frozen=True, slots=True)
class Flag:
    """A word in colour on the card, and where it comes from."""

    word: str
    source: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person at the premises; an erased person has an empty name. `until_day` is '' for present ones."""

    id: int
    person_id: int
    name: str
    phone: str
    phone2: str
    relation: str
    from_day: str
    until_day: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One heating season of the premises; areas in hundredths of a square metre."""

    season: str
    heated_area_c: int | None
    charged_area_c: int | None
    state: str
    paid: str


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """An open 待核 of the premises."""

    id: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class PremisesCard:
    """One premises whole. Areas in hundredths of a square metre; days as YYYY-MM-DD or shorter, '' unknown."""

    id: int
    version: int
    number: str
    address: str
    community: str
    community_form: str
    building_id: int
    building: str
    valves: str
    unit: str
    room: str
    floor: int | None
    use: str
    low_income: bool
    area_c: int | None
    heating: str
    position: str
    state: str
    state_basis: str
    connected_on: str
    remark: str
    origin: str
    voided: bool
    holder: ContactRow | None = None
    contacts: tuple[ContactRow, ...] = ()
    account: AccountRow | None = None
    accounts: tuple[AccountRow, ...] = ()
    doubts: tuple[DoubtRow, ...] = ()
    flags: tuple[Flag, ...] = ()
    stopped_sides: tuple[str, ...] = field(default=())


def premises_card(desk: Desk, premises_id: int) -> PremisesCard:
    """Everything the ledger knows about a premises; NotFound when there is none."""
    store = desk.store
    base = store.first(_card_query(premises_id), _base)
    if base is None:
        raise NotFound("找不到这一户，可能已被合并或作废。请重新查找。")
    contacts = _contacts(store, premises_id)
    accounts = _accounts(store, premises_id)
    account = next((row for row in accounts if row.season == desk.station.season), None)
    sides = _stopped_sides(store, base)
    holder = next((row for row in contacts if row.relation == "户主" and not row.until_day), None)
    return PremisesCard(
        **base,
        holder=holder,
        contacts=tuple(contacts),
        account=account,
        accounts=tuple(accounts),
        doubts=tuple(_doubts(store, premises_id)),
        flags=_flags(base, account, sides),
        stopped_sides=sides,
    )


def find_by_phone(desk: Desk, phone: str) -> list[PremisesRow]:
    """Every premises this number belongs to in the ledger, then those it has called about; nothing is chosen."""
    ids = premises_ids_by_phone(desk.store, phone)
    words = words_of(phone)
    if words and words[0].isdigit():
        called = (
            Matter.select(Matter.premises)
            .join(Caller, on=(Matter.caller == Caller.id))
            .where(Caller.phone == words[0], Matter.premises.is_null(False))
            .order_by(Matter.told_at.desc())
            .limit(20)
        )
        ids = list(dict.fromkeys([*ids, *desk.store.scalars(called)]))
    return premises_rows(desk.store, ids)


def _card_query(premises_id: int) -> Any:
    return (
        Premises.select(
            Premises.id,
            Premises.version,
            Premises.number,
            Premises.address,
            Community.name.alias("community"),
            Community.form.alias("community_form"),
            Building.id.alias("building_id"),
            Building.name.alias("building"),
            Building.valves,
            Premises.unit,
            Premises.room,
            Premises.floor,
            Premises.use,
            Premises.low_income,
            Premises.area_c,
            Premises.heating,
            Premises.position,
            Premises.state,
            Premises.state_basis,
            Premises.connected_on,
            Premises.remark,
            Premises.origin,
            Premises.voided_at.is_null(False).alias("voided"),
        )
        .join(Building, on=(Premises.building == Building.id))
        .join(Community, on=(Building.community == Community.id))
        .where(Premises.id == premises_id)
    )


def _base(**columns: Any) -> dict[str, Any]:
    return columns | {
        "number": columns["number"] or "",
        "low_income": bool(columns["low_income"]),
        "voided": bool(columns["voided"]),
    }


def _contacts(store: Store, premises_id: int) -> list[ContactRow]:
    query = (
        Contact.select(
            Contact.id,
            Person.id.alias("person_id"),
            Person.name,
            Person.phone,
            Person.phone2,
            Contact.relation,
            Contact.from_day,
            Contact.until_day,
        )
        .join(Person, on=(Contact.person == Person.id))
        .where(Contact.premises == premises_id)
        .order_by(Contact.until_day.is_null(False), Contact.id)
    )
    return [
        ContactRow(row[0], row[1], *("" if value is None else value for value in row[2:]))
        for row in store.tuples(query)
    ]


def _accounts(store: Store, premises_id: int) -> list[AccountRow]:
    query = (
        SeasonAccount.select(
            SeasonAccount.season,
            SeasonAccount.heated_area_c,
            SeasonAccount.charged_area_c,
            SeasonAccount.state,
            SeasonAccount.paid,
        )
        .where(SeasonAccount.premises == premises_id)
        .order_by(SeasonAccount.season.desc())
    )
    return store.rows(query, AccountRow)


def _doubts(store: Store, premises_id: int) -> list[DoubtRow]:
    query = Doubt.select(Doubt.id, Doubt.field, Doubt.reason).where(
        Doubt.premises == premises_id, Doubt.settled_at.is_null()
    )
    return store.rows(query.order_by(Doubt.id), DoubtRow)


def _flags(base: dict[str, Any], account: AccountRow | None, sides: tuple[str, ...]) -> tuple[Flag, ...]:
    flags: list[Flag] = []
    if base["state"] != SUPPLIED:
        flags.append(Flag(base["state"], base["state_basis"]))
    if account is not None and account.paid in {"欠费", "部分"}:
        flags.append(Flag("欠费" if account.paid == "欠费" else "部分缴费", f"{account.season} 采暖季台账"))
    if base["low_income"]:
        flags.append(Flag("低保", "台账"))
    for word, signs in REMARK_FLAGS:
        if any(sign in base["remark"] for sign in signs):
            flags.append(Flag(word, "台账备注"))
    if sides:
        flags.append(Flag(f"周边停热 {len(sides)} 面", "、".join(sides)))
    return tuple(flags)


def _stopped_sides(store: Store, base: dict[str, Any]) -> tuple[str, ...]:
    """Which of the four neighbours have no heat: above, below, and the next doors of the same floor."""
    room = base["room"]
    if base["floor"] is None or not room.isdigit():
        return ()
    number = int(room)
    sides = {str(number + 100): "楼上", str(number - 100): "楼下", str(number - 1): "邻户", str(number + 1): "邻户"}
    query = (
        Premises.select(Premises.room, Premises.state)
        .where(
            Premises.building == base["building_id"],
            Premises.unit == base["unit"],
            Premises.room.in_(list(sides)),
            Premises.state.not_in([SUPPLIED, "复热中"]),
            Premises.voided_at.is_null(),
        )
        .order_by(Premises.room)
    )
    return tuple(f"{sides[neighbour]} {neighbour} {state}" for neighbour, state in store.tuples(query))


__all__ = ["PremisesCard", "PremisesRow", "find_by_phone", "premises_card", "premises_rows"]
