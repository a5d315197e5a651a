"""A repair's life told in short steps, for tests of matters and repairs."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from app.models.people import Person
from app.models.premises import Building, Community, Contact, Premises
from app.services.kernel.desk import Desk, Role
from app.services.kernel.operators import list_staff
from app.services.kernel.times import FrozenClock
from app.services.kernel.unit import writing
from app.services.matters.values import CallerDraft, Happening, Taken
from app.services.repairs import acts
from app.services.repairs.facts import Event
from app.services.repairs.steps import note
from app.services.repairs.values import (
    DispatchDraft,
    Dispatched,
    FaultGroup,
    FinishDraft,
    RepairDraft,
    SheetReturnDraft,
    VisitDraft,
)

PHONE = "13800000421"


@dataclass
class Day:
    """A desk whose clock the test moves, and the people and premises of a small station."""

    desk: Desk
    repairers: list[int] = field(default_factory=list)
    premises_id: int = 0

    @property
    def clock(self) -> FrozenClock:
        assert isinstance(self.desk.clock, FrozenClock)
        return self.desk.clock

    def now(self) -> datetime:
        return self.desk.now()

    def later(self, **span: float) -> datetime:
        """Let time pass; returns the new moment."""
        self.clock.advance(timedelta(**span))
        return self.now()

    def take(self, group: FaultGroup = FaultGroup.LEAK, **values: object) -> Taken:
        """A repair at the premises, told now unless said otherwise."""
        known: dict[str, object] = {"premises_id": self.premises_id, "caller": CallerDraft("冯贵", PHONE)}
        draft = RepairDraft(fault_group=group, words="漏水", **(known | values))  # type: ignore[arg-type]
        return acts.take_repair(self.desk, draft, uuid4())

    def dispatch(self, matter_id: int, repairer: int = 0, **values: object) -> Dispatched:
        """Send one of the repairers."""
        draft = DispatchDraft(repairer_id=self.repairers[repairer], **values)  # type: ignore[arg-type]
        return acts.dispatch(self.desk, matter_id, draft, uuid4())

    def arrive(self, matter_id: int, at: datetime | None = None) -> None:
        acts.record_arrival(self.desk, matter_id, VisitDraft(at=at), uuid4())

    def finish(self, matter_id: int, **values: object) -> None:
        draft = FinishDraft(cause="管道/接口", done="补焊/紧固", responsibility="供热单位", **values)  # type: ignore[arg-type]
        acts.finish(self.desk, matter_id, draft, uuid4())

    def finished(self, group: FaultGroup = FaultGroup.LEAK) -> Dispatched:
        """A repair dispatched, arrived at after 20 minutes and finished after another 30."""
        taken = self.take(group)
        sent = self.dispatch(taken.matter_id)
        self.later(minutes=20)
        self.arrive(taken.matter_id)
        self.later(minutes=30)
        self.finish(taken.matter_id)
        return sent

    def join_outage(self, matter_id: int, at: datetime | None = None, **values: object) -> None:
        """The repair joins an outage that some other chapter keeps."""
        with writing(self.desk, "test.join", uuid4()) as unit:
            at = at or self.now()
            note(unit, matter_id, Happening(Event.JOINED_OUTAGE, at, at, code="SJ-PQZ-1", **values))  # type: ignore[arg-type]

    def returned(self, sent: Dispatched, **values: object) -> None:
        """The signed sheet of that dispatch comes back."""
        draft = SheetReturnDraft(sent.sheet_number, **({"view": "满意"} | values))  # type: ignore[arg-type]
        acts.return_sheet(self.desk, draft, uuid4())


def begin(desk: Desk) -> Day:
    """A station with repairers and one listed flat, 和平里小区-3-2-1102."""
    repairers = [int(row.id) for row in list_staff(desk.store, Role.REPAIRER)]
    with writing(desk, "test.premises", uuid4()) as unit:
        community_id = unit.insert(Community, name="和平里小区", short_name="和平里")
        building_id = unit.insert(Building, community_id=community_id, name="3", valves="单元门内左侧")
        premises_id = unit.insert(
            Premises, number="0001", building_id=building_id, unit="2", room="1102", address="和平里小区-3-2-1102"
        )
        person_id = unit.insert(Person, name="龚䶮", phone="13900000422")
        unit.insert(Contact, premises_id=premises_id, person_id=person_id)
    return Day(desk, repairers, premises_id)
