"""Steps of making a file: the place as the ledger writes it, its community and building, a voided one revived."""

from dataclasses import replace
from typing import Any

from app.models.premises import Building, Community, Contact, Doubt, Premises, SeasonAccount
from app.services.customers.care.unlisted_values import PARTS, FileDraft, Form
from app.services.customers.ledger.addresses import building_part, community_key, community_name, room_part, unit_part
from app.services.customers.ledger.lines import Place
from app.services.kernel.errors import Refused
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit

ANEW = "作废后重新建档"


def place_of(draft: FileDraft) -> Place:
    """The parts without their words; those the form does not have are empty."""
    parts = {name: clean(getattr(draft, name)).strip() if word else "" for name, word in PARTS[draft.form].items()}
    building = building_part(parts["building"]).building if parts["building"] else ""
    if draft.form is Form.COTTAGES:
        building = _row(building)
    unit = unit_part(parts["unit"]).unit if parts["unit"] else ""
    room = room_part(parts["room"]).room or parts["room"]
    return Place(community_name(parts["community"]), building[:20], unit[:20], room[:20])


def _row(building: str) -> str:
    if not building:
        return "平房"
    return f"{building}排" if building.isdigit() else building


def make_building(unit: Unit, place: Place, form: Form) -> tuple[int, Place]:
    """The building of the place, made with its community when new, and the place with the ledger's community name.

    What was voided stands again.
    """
    community_id, community = _community(unit, place, form)
    place = replace(place, community=community)
    rows = unit.store.tuples(
        Building.select(Building.id, Building.voided_at).where(
            Building.community == community_id, Building.name == place.building
        )
    )
    if not rows:
        return unit.insert(Building, community_id=community_id, name=place.building), place
    building_id, voided_at = rows[0]
    if voided_at is not None:
        unit.update(Building, building_id, None, voided_at=None)
    return int(building_id), place


def _community(unit: Unit, place: Place, form: Form) -> tuple[int, str]:
    wanted = community_key(place.community)
    query = Community.select(Community.id, Community.name, Community.short_name, Community.voided_at)
    for row_id, name, short_name, voided_at in unit.store.tuples(query.order_by(Community.voided_at.is_null(False))):
        if wanted in (community_key(name), community_key(short_name)):
            if voided_at is not None:
                unit.update(Community, row_id, None, voided_at=None)
            return int(row_id), str(name)
    made = unit.insert(Community, name=place.community, short_name=wanted, form=form)
    unit.changed("community", made)
    return made, place.community


def revive(unit: Unit, building_id: int, place: Place, columns: dict[str, Any]) -> int | None:
    """A voided premises at this very door begins anew with these values; None when there is none.

    As when a ledger brings it back, nothing of what was voided counts any more: state, words, people, account, doubts.
    Refused when the door has a file that stands, or one that was merged into another.
    """
    rows = unit.store.tuples(
        Premises.select(Premises.id, Premises.address, Premises.voided_at, Premises.merged_into).where(
            Premises.building == building_id, Premises.unit == place.unit, Premises.room == place.room
        )
    )
    if not rows:
        return None
    premises_id, address, voided_at, merged_into = rows[0]
    if voided_at is None:
        raise Refused(f"台账里已有 {address}。请用“并入”，把工单挂到这一户。")
    if merged_into is not None:
        kept = unit.store.scalar(Premises.select(Premises.address).where(Premises.id == merged_into))
        raise Refused(f"{address} 已并入 {kept}。请用“并入”，把工单挂到那一户。")
    _clear(unit, int(premises_id))
    unit.update(Premises, premises_id, None, **(_blank() | columns), voided_at=None, void_reason="")
    return int(premises_id)


def _blank() -> dict[str, Any]:
    """What a premises says of which nobody has said anything."""
    names = ("low_income", "area_c", "heating", "position", "state", "connected_on", "remark")
    return {name: getattr(Premises, name).default for name in names}


def _clear(unit: Unit, premises_id: int) -> None:
    today = unit.desk.today().isoformat()
    people = Contact.select(Contact.id, Contact.from_day).where(
        Contact.premises == premises_id, Contact.until_day.is_null(), Contact.voided_at.is_null()
    )
    for contact_id, from_day in unit.store.tuples(people):
        unit.update(Contact, contact_id, None, until_day=max(today, from_day or today))
    accounts = SeasonAccount.select(SeasonAccount.id).where(
        SeasonAccount.premises == premises_id, SeasonAccount.voided_at.is_null()
    )
    for account_id in unit.store.scalars(accounts):
        unit.update(SeasonAccount, account_id, None, voided_at=unit.at)
    doubts = Doubt.select(Doubt.id).where(Doubt.premises == premises_id, Doubt.settled_at.is_null())
    for doubt_id in unit.store.scalars(doubts):
        unit.update(Doubt, doubt_id, None, settled_at=unit.at, settlement=ANEW)
