"""One premises on one card: what a clerk wants to see while the caller speaks.

Telephones and the user number are masked here; whole they come only from `disclosure.reveal`, which records it.
"""

from collections.abc import Sequence
from typing import Any

from peewee import JOIN

from app.models.districts import District
from app.models.people import Person
from app.models.premises import Building, Community, Contact, Doubt, Premises, SeasonAccount
from app.models.station import Staff
from app.services.customers.card.flags import Flag, Stated, derive_flags, join_flags, read_standing
from app.services.customers.card.matters import RecentCall, last_repairs, open_matters, papers, recent_calls
from app.services.customers.card.rules import card_rules
from app.services.customers.card.states import state_since
from app.services.customers.card.stops import stop_flags
from app.services.customers.card.values import AccountRow, ContactRow, DoubtRow, PremisesCard
from app.services.customers.contacts.contacts import OtherPremises, other_premises_of
from app.services.customers.contacts.tenure import has_held
from app.services.customers.families import NOT_FOUND, kept_of, premises_family
from app.services.customers.lately import lately_days
from app.services.customers.masks import masked_number, masked_phone, masked_phones
from app.services.customers.words import HOLDER, WARM_STATES
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound
from app.services.kernel.store import Store
from app.services.kernel.store.prepared import Prepared, PreparedForIds, gap
from app.services.kernel.times import china


def premises_card(desk: Desk, premises_id: int) -> PremisesCard:
    """Everything known about a premises; one that was merged shows the one it was merged into. NotFound when none."""
    store, rules = desk.store, card_rules()
    base = _base(store, premises_id)
    if base.pop("merged_into") is not None:
        premises_id = kept_of(store, premises_id)
        base = _base(store, premises_id)
        del base["merged_into"]
    family = premises_family(store, premises_id)
    people = _CONTACTS.rows(store, premises=premises_id)
    contacts = [_contact(*row) for row in people]
    holder = next((row for row in contacts if row.relation == HOLDER and not row.until_day), None)
    accounts = tuple(AccountRow(*row) for row in _ACCOUNTS.rows(store, premises=premises_id))
    account = next((row for row in accounts if row.season == desk.station.season), None)
    sides = _stopped_sides(store, base)
    # Whole numbers leave this function masked only.
    phones = [phone for row in people if not row[7] for phone in row[3:5] if phone]
    calls = recent_calls(desk, family, phones, lately_days())
    return PremisesCard(
        **base,
        state_since=state_since(store, premises_id, base["state"]) or base["connected_on"],
        family=tuple(family),
        holder=holder,
        contacts=tuple(contacts),
        other_premises=_others(desk, premises_id, holder),
        account=account,
        accounts=accounts,
        doubts=tuple(DoubtRow(row[0], row[1], masked_phones(row[2])) for row in _DOUBTS.rows(store, family)),
        flags=_flags(desk, base, family, account, sides, calls),
        stopped_sides=sides,
        open=open_matters(desk, family),
        repairs=last_repairs(store, family, rules.last_repairs),
        papers=papers(store, family, rules.papers),
        calls=calls,
    )


def _card_query() -> Any:
    deputy = Staff.alias("deputy_staff")
    return (
        Premises.select(
            Premises.id,
            Premises.version,
            Premises.number,
            Premises.address,
            Community.name,
            Community.form,
            Building.id,
            Building.name,
            Building.valves,
            Building.valve_photo,
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
            Premises.voided_at,
            Premises.merged_into,
            District.name,
            Staff.name,
            deputy.name,
        )
        .join(Building, on=(Premises.building == Building.id))
        .join(Community, on=(Building.community == Community.id))
        .join_from(
            Building,
            District,
            JOIN.LEFT_OUTER,
            on=((Building.district == District.id) & District.voided_at.is_null()),
        )
        .join_from(District, Staff, JOIN.LEFT_OUTER, on=(District.repairer == Staff.id))
        .join_from(District, deputy, JOIN.LEFT_OUTER, on=(District.deputy == deputy.id))
        .where(Premises.id == gap("premises"))
    )


_BASE_NAMES = (
    *("id", "version", "number", "address", "community", "community_form", "building_id", "building", "valves"),
    *("valve_photo", "unit", "room", "floor", "use", "low_income", "area_c", "heating", "position", "state"),
    *("state_basis", "connected_on", "remark", "origin", "voided", "merged_into", "district", "repairer", "deputy"),
)
_CARD = Prepared(_card_query)
_CONTACTS = Prepared(
    lambda: (
        Contact.select(
            Contact.id,
            Person.id,
            Person.name,
            Person.phone,
            Person.phone2,
            Contact.relation,
            Contact.from_day,
            Contact.until_day,
        )
        .join(Person, on=(Contact.person == Person.id))
        .where(Contact.premises == gap("premises"), has_held())
        .order_by(Contact.until_day.is_null(False), Contact.id)
    )
)
_ACCOUNTS = Prepared(
    lambda: (
        SeasonAccount.select(
            SeasonAccount.season,
            SeasonAccount.heated_area_c,
            SeasonAccount.charged_area_c,
            SeasonAccount.state,
            SeasonAccount.paid,
        )
        .where(SeasonAccount.premises == gap("premises"), SeasonAccount.voided_at.is_null())
        .order_by(SeasonAccount.season.desc())
    )
)
_DOUBTS = PreparedForIds(
    lambda ids: (
        Doubt.select(Doubt.id, Doubt.field, Doubt.reason)
        .where(Doubt.premises.in_(ids), Doubt.settled_at.is_null())
        .order_by(Doubt.id)
    )
)
_NEIGHBOURS = PreparedForIds(
    lambda rooms: (
        Premises.select(Premises.room, Premises.state)
        .where(
            Premises.building == gap("building"),
            Premises.unit == gap("unit"),
            Premises.room.in_(rooms),
            Premises.state.not_in(WARM_STATES),
            Premises.voided_at.is_null(),
        )
        .order_by(Premises.room)
    )
)


def _base(store: Store, premises_id: int) -> dict[str, Any]:
    rows = _CARD.rows(store, premises=premises_id)
    if not rows:
        raise NotFound(NOT_FOUND)
    base = dict(zip(_BASE_NAMES, rows[0], strict=True))
    return base | {
        "number": masked_number(base["number"] or ""),
        "remark": masked_phones(base["remark"]),
        "low_income": bool(base["low_income"]),
        "voided": base["voided"] is not None,
        "district": base["district"] or "",
        "repairer": base["repairer"] or "",
        "deputy": base["deputy"] or "",
    }


def _contact(
    contact_id: int,
    person_id: int,
    name: str | None,
    phone: str | None,
    phone2: str | None,
    relation: str,
    from_day: str | None,
    until_day: str | None,
) -> ContactRow:
    return ContactRow(
        contact_id,
        person_id,
        name or "",
        masked_phone(phone or ""),
        masked_phone(phone2 or ""),
        relation,
        from_day or "",
        until_day or "",
    )


def _others(desk: Desk, premises_id: int, holder: ContactRow | None) -> tuple[OtherPremises, ...]:
    if holder is None:
        return ()
    return tuple(row for row in other_premises_of(desk, holder.person_id, premises_id) if not row.until_day)


def _flags(
    desk: Desk,
    base: dict[str, Any],
    family: Sequence[int],
    account: AccountRow | None,
    sides: tuple[str, ...],
    calls: Sequence[RecentCall],
) -> tuple[Flag, ...]:
    stated = Stated(
        base["state"],
        base["state_basis"],
        base["low_income"],
        base["remark"],
        account.season if account else "",
        account.paid if account else "",
        sides,
    )
    from_ledger = derive_flags(stated)
    if calls:
        source = f"最近一次 {china(calls[0].told_at):%m-%d %H:%M} {calls[0].number}"
        from_ledger.append(Flag(f"{lately_days()} 天内来电 {len(calls)} 次", source))
    stops = stop_flags(desk.store, base["building_id"], base["unit"])
    return join_flags(read_standing(desk.store, family, desk.today()), [*stops, *from_ledger])


def _stopped_sides(store: Store, base: dict[str, Any]) -> tuple[str, ...]:
    """Which of the four neighbours have no heat: above, below, and the next doors of the same floor."""
    room = base["room"]
    if base["floor"] is None or not (room.isascii() and room.isdigit()):
        return ()
    number = int(room)
    sides = {str(number + 100): "楼上", str(number - 100): "楼下", str(number - 1): "邻户", str(number + 1): "邻户"}
    rows = _NEIGHBOURS.rows(store, list(sides), building=base["building_id"], unit=base["unit"])
    return tuple(f"{sides[neighbour]} {neighbour} {state}" for neighbour, state in rows)
