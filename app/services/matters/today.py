"""Today's numbers: what came in since midnight, and what was finished and called back."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from peewee import fn

from app.models.matters import Matter
from app.models.repairs import Repair
from app.services.kernel.desk import Desk
from app.services.kernel.times import CHINA
from app.services.kinds import MODULES

# Who is called back today was finished within this span; it keeps the count on its index.
_LATEST_CALLBACK = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Today:
    """Counted from midnight in China: matters of every kind taken, repairs among them, repairs finished, callbacks.

    Voided matters count nowhere.
    """

    taken: int
    repairs: int
    finished: int
    called_back: int


def todays_numbers(desk: Desk) -> Today:
    """The figures of the running day, by counting only."""
    midnight = datetime.combine(desk.today(), time(), CHINA)
    kinds = dict(
        desk.store.tuples(
            Matter.select(Matter.kind, fn.COUNT(Matter.id))
            # The kinds are named for the index, which begins with them.
            .where(Matter.kind.in_(list(MODULES)), Matter.told_at >= midnight, Matter.void_reason == "")
            .group_by(Matter.kind)
        )
    )
    finished = Repair.select(fn.COUNT(Repair.id)).where(Repair.finished_at >= midnight, Repair.voided_at.is_null())
    called_back = Repair.select(fn.COUNT(Repair.id)).where(
        Repair.finished_at >= midnight - _LATEST_CALLBACK,
        Repair.called_back_at >= midnight,
        Repair.voided_at.is_null(),
    )
    return Today(
        taken=sum(kinds.values()),
        repairs=kinds.get("repair", 0),
        finished=desk.store.scalar(finished),
        called_back=desk.store.scalar(called_back),
    )
