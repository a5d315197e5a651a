"""What stands on the card of one premises; telephones and the user number are masked."""

from dataclasses import dataclass

from app.services.customers.card.flags import Flag
from app.services.customers.card.matters import DoneRepair, OpenMatter, Paper, RecentCall
from app.services.customers.contacts.contacts import OtherPremises


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
    """One premises whole, its numbers masked. Areas in hundredths of a square metre; days as YYYY-MM-DD, '' unknown.

    `family`: this premises and those merged into it; matters and papers are of all of them.
    """

    id: int
    version: int
    number: str
    address: str
    community: str
    community_form: str
    building_id: int
    building: str
    valves: str
    valve_photo: str
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
    district: str
    repairer: str
    deputy: str
    state_since: str
    family: tuple[int, ...]
    holder: ContactRow | None
    contacts: tuple[ContactRow, ...]
    other_premises: tuple[OtherPremises, ...]
    account: AccountRow | None
    accounts: tuple[AccountRow, ...]
    doubts: tuple[DoubtRow, ...]
    flags: tuple[Flag, ...]
    stopped_sides: tuple[str, ...]
    open: tuple[OpenMatter, ...]
    repairs: tuple[DoneRepair, ...]
    papers: tuple[Paper, ...]
    calls: tuple[RecentCall, ...]
