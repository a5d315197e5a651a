"""A small town whose ledger somebody has to look after."""

from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import uuid4

from app.models.people import Person
from app.models.premises import Building, Community, Contact, Doubt, Premises, SeasonAccount
from app.services.customers.contacts.steps import announce_people
from app.services.customers.ledger.addresses import floor_of, written
from app.services.customers.ledger.lines import Place
from app.services.kernel.desk import Desk
from app.services.kernel.unit import writing


@dataclass
class Town:
    """Flats are made as they are wanted; their communities and buildings with them."""

    desk: Desk
    communities: dict[str, int] = field(default_factory=dict)
    buildings: dict[tuple[str, str], int] = field(default_factory=dict)

    def flat(
        self,
        building: str,
        unit_name: str,
        room: str,
        holder: str = "",
        phone: str = "",
        community: str = "和平里小区",
        **values: object,
    ) -> int:
        """A flat with its holder, when a name or number is given; returns its id."""
        with writing(self.desk, "test.flat", uuid4()) as unit:
            if community not in self.communities:
                self.communities[community] = unit.insert(Community, name=community, short_name=community)
            if (community, building) not in self.buildings:
                self.buildings[community, building] = unit.insert(
                    Building, community_id=self.communities[community], name=building
                )
            premises_id = unit.insert(
                Premises,
                building_id=self.buildings[community, building],
                unit=unit_name,
                room=room,
                floor=floor_of(room),
                address=written(Place(community, building, unit_name, room)),
                **values,
            )
            if holder or phone:
                person_id = unit.insert(Person, name=holder or None, phone=phone or None)
                unit.insert(Contact, premises_id=premises_id, person_id=person_id)
            announce_people(unit, [premises_id])
        return premises_id

    def doubt(self, premises_id: int, column: str, reason: str) -> int:
        """A value that looked wrong when it was taken in."""
        with writing(self.desk, "test.doubt", uuid4()) as unit:
            return unit.insert(Doubt, premises_id=premises_id, field=column, reason=reason, found_at=self.desk.now())

    def account(self, premises_id: int, paid: str, area_c: int = 9000) -> int:
        """The season account of a flat."""
        with writing(self.desk, "test.account", uuid4()) as unit:
            return unit.insert(
                SeasonAccount,
                premises_id=premises_id,
                season=self.desk.station.season,
                heated_area_c=area_c,
                charged_area_c=area_c,
                state="供热",
                paid=paid,
            )


def town(desk: Desk) -> Town:
    """A town without any flat yet."""
    return Town(desk)


class Somebody(NamedTuple):
    """A contact as the tables have it; days '' when nobody said."""

    name: str
    phone: str
    relation: str
    from_day: str
    until_day: str


def people_of(desk: Desk, premises_id: int) -> list[Somebody]:
    """Everybody at the premises, present ones first."""
    query = (
        Contact.select(Person.name, Person.phone, Contact.relation, Contact.from_day, Contact.until_day)
        .join(Person, on=(Contact.person == Person.id))
        .where(Contact.premises == premises_id)
        .order_by(Contact.until_day.is_null(False), Contact.id)
    )
    return [Somebody(*(value or "" for value in row)) for row in desk.store.tuples(query)]


def holder_of(desk: Desk, premises_id: int) -> Somebody:
    """The one holder of the premises."""
    (holder,) = (who for who in people_of(desk, premises_id) if who.relation == "户主" and not who.until_day)
    return holder


def value_of(desk: Desk, premises_id: int, column: str) -> object:
    """One column of the premises."""
    return desk.store.scalar(Premises.select(getattr(Premises, column)).where(Premises.id == premises_id))


def open_reasons(desk: Desk, premises_id: int) -> list[str]:
    """Why something about the premises is doubtful."""
    query = Doubt.select(Doubt.reason).where(Doubt.premises == premises_id, Doubt.settled_at.is_null())
    return list(desk.store.scalars(query))
