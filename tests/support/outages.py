"""A building whose heat is off, and the people who ring up about it."""

from datetime import datetime, timedelta
from uuid import uuid4

from app.models.premises import Premises
from app.services.kernel.desk import Desk
from app.services.matters.clocks import clocks_of
from app.services.matters.values import CallerDraft, Taken
from app.services.outages import acts
from app.services.outages.values import AreaDraft, Cause, OutageDraft
from app.services.repairs.intake import take_repair
from app.services.repairs.values import FaultGroup, RepairDraft
from tests.support.care import town

GARDEN = "雍阳花园"


class Block:
    """A building of two units, people who ring up, and an incident in it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        made = town(desk)
        self.flats = [
            made.flat("23", unit, room, "冯贵", community=GARDEN) for unit in "12" for room in ("101", "201", "301")
        ]
        self.elsewhere = made.flat("7", "1", "101", "单雄", community=GARDEN)
        self.building_id = made.buildings[GARDEN, "23"]
        self.community_id = made.communities[GARDEN]

    def unit_of(self, premises_id: int) -> str:
        return str(self.desk.store.scalar(Premises.select(Premises.unit).where(Premises.id == premises_id)))

    def call(self, flat: int = 0, group: FaultGroup = FaultGroup.LEAK, at: datetime | None = None) -> Taken:
        """Somebody of that flat rings up."""
        draft = RepairDraft(
            fault_group=group,
            words="楼道往下流水",
            premises_id=self.flats[flat],
            caller=CallerDraft(f"用户{flat}", f"1380000{flat:04d}"),
            told_at=at,
        )
        return take_repair(self.desk, draft, uuid4())

    def incident(self, hours: float | None = 3, **values: object) -> Taken:
        """Heat is off in the building from now, expected back after some hours."""
        now = self.desk.now()
        known: dict[str, object] = {
            "cause": Cause.FAULT,
            "reason": "立管爆裂",
            "areas": (AreaDraft(building_id=self.building_id),),
            "expected_at": None if hours is None else now + timedelta(hours=hours),
        }
        return acts.take_outage(self.desk, OutageDraft(**(known | values)), uuid4())  # type: ignore[arg-type]

    def later(self, **span: float) -> datetime:
        self.desk.clock.advance(timedelta(**span))  # type: ignore[attr-defined]
        return self.desk.now()

    def outcomes(self, matter_id: int) -> dict[str, str]:
        """The verdicts so far, by policy."""
        return {
            state.policy_id: str(state.classification)
            for state in clocks_of(self.desk, matter_id)
            if state.classification is not None
        }
