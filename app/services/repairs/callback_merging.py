"""The user called first: the callback a repair still owes is merged into the new repair."""

from uuid import UUID

from app.models.matters import Matter
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import Refused
from app.services.kernel.unit import writing
from app.services.matters.steps import matter_row
from app.services.matters.values import Done, Happening
from app.services.repairs.facts import Event
from app.services.repairs.steps import archive_when_answered, done, read_life, record


def merge_callback(desk: Desk, matter_id: int, newer_id: int, key: UUID) -> Done:
    """回访并入: the finished repair is linked to `newer_id`, a repair told after it; one callback answers for both.

    Refused while the old one is not finished, when its callback is over, and when the new one was told before it
    was finished or is voided.
    """
    desk.require(Role.CLERK)
    with writing(desk, "callback.merge", key) as unit:
        if first := unit.earlier(Done):
            return first
        life, newer = read_life(unit.store, matter_id), read_life(unit.store, newer_id)
        finished_at = life.facts.finished_at
        if finished_at is None:
            raise Refused(f"{life.matter.number} 还没有完工，没有要并的回访。同一件事请用“并件”。")
        if newer.facts.voided_at is not None:
            raise Refused(f"{newer.matter.number} 已作废，回访不能并入。")
        if newer_id == matter_id or newer.matter.told_at < finished_at:
            raise Refused(f"{newer.matter.number} 不是完工以后的报修，回访不能并入。")
        now = unit.desk.now()
        life = record(
            unit,
            life,
            Happening(Event.REOPENED, newer.matter.told_at, now, code=newer.matter.number),
            Happening(Event.CALLBACK_CLOSED, newer.matter.told_at, now, code="merged"),
        )
        linked = matter_row(unit.store, newer_id)
        if linked.parent_id is None:
            unit.update(Matter, newer_id, linked.version, parent_id=matter_id)
            unit.changed("matter", newer_id)
        return unit.result(done(archive_when_answered(unit, life, now)))
