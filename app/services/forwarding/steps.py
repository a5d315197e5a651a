"""Steps of a forwarded matter shared by its acts and by the spine."""

from typing import Any

from app.models.forwarding import Forwarded
from app.models.matters import Matter
from app.services.forwarding.facts import Event, ForwardedFacts, Phase, fold
from app.services.forwarding.values import ForwardedDraft
from app.services.kernel.errors import Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit
from app.services.matters.check import differences, histories
from app.services.matters.events import effective_events
from app.services.matters.steps import (
    MatterRow,
    close_matter,
    keep_place,
    matter_row,
    move_place,
    open_matter,
    record_event,
    write_clock_results,
)
from app.services.matters.values import FoldProblem, FollowUp, Happening, NewMatter, PlaceDraft, Taken

KIND, PREFIX = "forwarded", "ZB"
_FOLDED = ("progress_at", "replied_at", "result", "received_by", "voided_at")

_Row = dict[str, Any]


def open_forwarded(unit: Unit, draft: ForwardedDraft, *, parent: MatterRow | None = None) -> Taken:
    """A new forwarded matter, open until its result is replied."""
    taken = open_matter(
        unit,
        NewMatter(
            kind=KIND,
            prefix=PREFIX,
            words=draft.words,
            phase=Phase.TAKEN,
            told_at=draft.told_at,
            channel=draft.channel[:10],
            premises_id=draft.premises_id,
            place=draft.place,
            caller=draft.caller,
            caller_id=parent.caller_id if parent else None,
            parent_id=parent.id if parent else None,
        ),
    )
    if parent is not None:
        keep_place(unit, taken, parent)
    unit.insert(
        Forwarded,
        matter_id=taken.matter_id,
        sender=clean(draft.sender).strip()[:40],
        their_number=clean(draft.their_number).strip()[:40],
        reply_to=clean(draft.reply_to).strip()[:60],
    )
    return taken


def record(unit: Unit, matter_id: int, fact: Happening) -> None:
    """Append the fact and store what the events lead to now; a result or a voiding ends the matter.

    Refused when the matter is voided, and when a second result would be recorded.
    """
    matter = forwarded_row(unit.store, matter_id)
    standing = facts_of(unit.store, matter_id)
    if standing.voided_at is not None:
        raise Refused(f"{matter.number} 已作废，不能再记。")
    if standing.replied_at is not None and fact.kind in (Event.REPLIED_RESULT, Event.REPLIED_PROGRESS, Event.VOIDED):
        raise Refused(f"{matter.number} 的处理结果已经回复。写错的内容请用“更正”。")
    record_event(unit, matter_id, matter.told_at, fact)
    facts = facts_of(unit.store, matter_id)
    _keep(unit, matter_id, facts)
    if fact.kind == Event.REPLIED_RESULT and facts.replied_at is not None:
        close_matter(unit, matter, facts.phase, facts.replied_at)
    elif fact.kind == Event.VOIDED:
        end = {"phase": facts.phase, "closed_at": facts.voided_at, "void_reason": fact.note[:200]}
        unit.update(Matter, matter_id, matter.version, **end)
    else:
        unit.update(Matter, matter_id, matter.version, phase=facts.phase)


def facts_of(store: Store, matter_id: int) -> ForwardedFacts:
    """The forwarded matter as its events have it."""
    return fold(effective_events(store, matter_id))


def forwarded_row(store: Store, matter_id: int) -> MatterRow:
    """The spine of the forwarded matter; Refused when the matter is of another kind."""
    matter = matter_row(store, matter_id)
    if matter.kind != KIND:
        raise Refused(f"{matter.number} 不是上级转办件。")
    return matter


def follow_up(unit: Unit, draft: FollowUp) -> Taken:
    """A forwarded matter out of another one."""
    parent = matter_row(unit.store, draft.parent_id)
    said = ForwardedDraft(words=draft.words, told_at=draft.told_at, premises_id=parent.premises_id)
    return open_forwarded(unit, said, parent=parent)


def move(unit: Unit, matter_id: int, premises_id: int | None, place: PlaceDraft | None, reason: str) -> None:
    """更正户号: another address; the old one stays readable. Refused when it was voided."""
    matter = forwarded_row(unit.store, matter_id)
    if facts_of(unit.store, matter_id).voided_at is not None:
        raise Refused(f"{matter.number} 已作废，不能再改地址。")
    now = unit.desk.now()
    fact = Happening(Event.PREMISES_CHANGED, now, now, note=reason.strip(), shown={"原地址": matter.place_text})
    record_event(unit, matter_id, matter.told_at, fact)
    move_place(unit, matter, premises_id, place)


def note(unit: Unit, matter_id: int, fact: Happening) -> None:
    """Record a fact that another chapter knows of. Refused when the matter was voided, or never has such a fact."""
    if fact.kind not in set(Event):
        raise Refused("上级转办件没有这一种办理经过。")
    record(unit, matter_id, fact)


def settle(unit: Unit, matter_id: int) -> None:
    """Store what the corrected events lead to."""
    matter = matter_row(unit.store, matter_id)
    facts = facts_of(unit.store, matter_id)
    _keep(unit, matter_id, facts)
    unit.update(Matter, matter_id, None, phase=facts.phase, told_at=facts.told_at)
    if facts.replied_at is not None and facts.voided_at is None:
        close_matter(unit, matter_row(unit.store, matter_id), facts.phase, facts.replied_at)
    elif matter.closed_at != facts.closed_at:
        unit.update(Matter, matter_id, None, closed_at=facts.closed_at)
        write_clock_results(unit, matter_id, None)


def fold_problems(store: Store) -> list[FoldProblem]:
    """Stored facts of forwarded matters that their events do not lead to."""
    spine = Matter.select(Matter.id, Matter.told_at, Matter.phase, Matter.closed_at).where(Matter.kind == KIND)
    matters = {row["id"]: row for row in store.rows(spine, _Row)}
    columns = [getattr(Forwarded, name) for name in _FOLDED]
    own = Forwarded.select(Forwarded.id, Forwarded.matter.alias("matter_id"), *columns)
    rows = {row["matter_id"]: row for row in store.rows(own, _Row)}
    found: list[FoldProblem] = []
    for matter_id, events in histories(store, KIND):
        facts = fold(events)
        spine_of = {"told_at": facts.told_at, "phase": str(facts.phase), "closed_at": facts.closed_at}
        found += differences("matter", matter_id, spine_of, matters[matter_id])
        found += differences("forwarded", rows[matter_id]["id"], _stored(facts), rows[matter_id])
    return found


def _keep(unit: Unit, matter_id: int, facts: ForwardedFacts) -> None:
    row_id = unit.store.scalar(Forwarded.select(Forwarded.id).where(Forwarded.matter == matter_id))
    unit.update(Forwarded, row_id, None, **_stored(facts))


def _stored(facts: ForwardedFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in _FOLDED}
