"""A day at the station before a window: what was done stands on its pages before the test goes on."""

from datetime import datetime

from app.services.matters.values import Taken
from app.services.repairs.values import Dispatched, FaultGroup
from tests.support.repairs import Day
from tests.views.keys import settle


class DayAtTheWindow(Day):
    """The steps of a repair, done at another desk of the same program."""

    def take(self, group: FaultGroup = FaultGroup.LEAK, **values: object) -> Taken:
        taken = super().take(group, **values)
        settle()
        return taken

    def dispatch(self, matter_id: int, repairer: int = 0, **values: object) -> Dispatched:
        sent = super().dispatch(matter_id, repairer, **values)
        settle()
        return sent

    def arrive(self, matter_id: int, at: datetime | None = None) -> None:
        super().arrive(matter_id, at)
        settle()

    def finish(self, matter_id: int, **values: object) -> None:
        super().finish(matter_id, **values)
        settle()

    def join_outage(self, matter_id: int, at: datetime | None = None, **values: object) -> None:
        super().join_outage(matter_id, at, **values)
        settle()

    def returned(self, sent: Dispatched, **values: object) -> None:
        super().returned(sent, **values)
        settle()
