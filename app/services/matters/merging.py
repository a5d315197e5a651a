"""并件: several matters, one job on site; each keeps its own number, clocks and answers."""

from collections.abc import Iterable
from uuid import UUID

from app.models.matters import Matter
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.store import Store
from app.services.kernel.unit import Unit, writing
from app.services.kinds import SEALED, kind_of
from app.services.matters.events import EffectiveEvent
from app.services.matters.steps import MatterRow, matter_row
from app.services.matters.values import Done, Happening

MERGED, UNMERGED = "merged", "unmerged"
# Callers join an incident by another act, which lists them as told.
OUTAGE = "outage"


def merge(desk: Desk, matter_id: int, into_id: int, note: str, key: UUID) -> Done:
    """Let the matter follow another one, the main one, on site.

    Refused for itself, for what already follows this matter (also by way of others), when one of the two is
    closed, void or sealed, and into an incident; then with the sentence of the matter's own kind.
    """
    desk.require(Role.CLERK)
    with writing(desk, "matter.merge", key) as unit:
        if first := unit.earlier(Done):
            return first
        merge_step(unit, matter_id, into_id, note)
        return unit.result(_done(unit, matter_id))


def merge_step(unit: Unit, matter_id: int, into_id: int, note: str) -> None:
    """The step of `merge`, for an act that opens a matter and merges it in the same save."""
    matter, main = matter_row(unit.store, matter_id), matter_row(unit.store, into_id)
    _refuse_what_cannot_be(unit.store, matter, main)
    # The kind's own note looks at the main matter, so the link stands before it.
    unit.update(Matter, matter.id, matter.version, merged_into_id=main.id)
    now = unit.desk.now()
    kind_of(matter.kind).note(unit, matter.id, Happening(MERGED, now, now, code=main.number, note=note.strip()))
    unit.changed("matter", main.id)


def unmerge(desk: Desk, matter_id: int, note: str, key: UUID) -> Done:
    """撤销并件: the matter goes its own way again; what it had taken over from the main one is taken back.

    InvalidInput without a reason; Refused when it was not merged.
    """
    desk.require(Role.CLERK)
    if not note.strip():
        raise InvalidInput({"note": "撤销并件要写明原因。"})
    with writing(desk, "matter.unmerge", key) as unit:
        if first := unit.earlier(Done):
            return first
        matter = matter_row(unit.store, matter_id)
        if matter.merged_into_id is None:
            raise Refused(f"{matter.number} 没有并件，不用撤销。")
        main = matter_row(unit.store, matter.merged_into_id)
        unit.update(Matter, matter.id, matter.version, merged_into_id=None)
        now = unit.desk.now()
        kind_of(matter.kind).note(unit, matter.id, Happening(UNMERGED, now, now, code=main.number, note=note.strip()))
        unit.changed("matter", main.id)
        return unit.result(_done(unit, matter_id))


def merged_of(store: Store, matter_id: int) -> list[int]:
    """The matters that follow this one, by their ids."""
    return store.scalars(Matter.select(Matter.id).where(Matter.merged_into == matter_id).order_by(Matter.id))


def main_of(events: Iterable[EffectiveEvent]) -> str:
    """The number of the matter that these events let it follow, or an empty text."""
    number = ""
    for event in events:
        if event.kind == MERGED:
            number = event.code
        elif event.kind == UNMERGED:
            number = ""
    return number


def _refuse_what_cannot_be(store: Store, matter: MatterRow, main: MatterRow) -> None:
    if matter.id == main.id:
        raise Refused("不能并入自己。请选择另一张工单作主件。")
    if matter.merged_into_id is not None:
        raise Refused(f"{matter.number} 已经并件，不用再并。并错了请先撤销并件。")
    if main.kind == OUTAGE:
        raise Refused(f"{main.number} 是停热事件。请用“并入停热事件”，来电才会列入告知名单。")
    for row in (matter, main):
        if row.kind in SEALED:
            raise Refused(f"{row.number} 内容保密，单独办理，不能并件。")
        if row.void_reason:
            raise Refused(f"{row.number} 已作废，不能并件。")
        if row.closed_at is not None:
            raise Refused(f"{row.number} 已办结，不能并件。")
    above: MatterRow = main
    while above.merged_into_id is not None:
        if above.merged_into_id == matter.id:
            raise Refused(f"{main.number} 已并入 {matter.number}，不能再反过来并。请以 {matter.number} 作主件。")
        above = matter_row(store, above.merged_into_id)


def _done(unit: Unit, matter_id: int) -> Done:
    matter = matter_row(unit.store, matter_id)
    return Done(matter.id, matter.number, matter.version)
