"""Steps of a forwarded matter shared by its acts and by the spine."""

from typing import Any

from app.models.forwarding import Forwarded
from app.services.forwarding.facts import Event, ForwardedFacts, Phase, fold
from app.services.forwarding.values import ForwardedDraft
from app.services.kernel.errors import Refused
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit
from app.services.matters.answering import move_answered, open_said, store_corrected, store_recorded
from app.services.matters.check import kind_problems
from app.services.matters.events import effective_events
from app.services.matters.moments import spoken, whole_minute
from app.services.matters.steps import (
    MatterRow,
    matter_row,
    record_event,
)
from app.services.matters.values import FoldProblem, FollowUp, Happening, PlaceDraft, Taken

KIND, PREFIX = "forwarded", "ZB"
_FOLDED = ("progress_at", "replied_at", "result", "received_by", "voided_at")


def open_forwarded(unit: Unit, draft: ForwardedDraft, *, parent: MatterRow | None = None) -> Taken:
    """A new forwarded matter, open until its result is replied."""
    taken = open_said(unit, draft, kind=KIND, prefix=PREFIX, words=draft.words, phase=Phase.TAKEN, parent=parent)
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

    Refused when the matter is voided, and when a second result would be recorded or one before a 阶段回复.
    """
    matter = forwarded_row(unit.store, matter_id)
    standing = facts_of(unit.store, matter_id)
    if standing.voided_at is not None:
        raise Refused(f"{matter.number} 已作废，不能再记。")
    if standing.replied_at is not None and fact.kind in (Event.REPLIED_RESULT, Event.REPLIED_PROGRESS, Event.VOIDED):
        raise Refused(f"{matter.number} 的处理结果已经回复。写错的内容请用“更正”。")
    replied = standing.progress_at
    if fact.kind == Event.REPLIED_RESULT and replied is not None and fact.at < whole_minute(replied):
        raise Refused(f"处理结果 {spoken(fact.at)} 早于阶段回复 {spoken(replied)}。请核对两个时间。")
    record_event(unit, matter_id, matter.told_at, fact)
    facts = facts_of(unit.store, matter_id)
    _keep(unit, matter_id, facts)
    store_recorded(unit, matter, fact, facts, answer=Event.REPLIED_RESULT)


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
    """更正户号: another address; promises as `move_answered`."""
    move_answered(unit, forwarded_row(unit.store, matter_id), premises_id, place, reason)


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
    store_corrected(unit, matter, facts)


def fold_problems(store: Store) -> list[FoldProblem]:
    """Stored facts of forwarded matters that their events do not lead to."""
    return kind_problems(store, KIND, Forwarded, fold, _stored)


def _keep(unit: Unit, matter_id: int, facts: ForwardedFacts) -> None:
    row_id = unit.store.scalar(Forwarded.select(Forwarded.id).where(Forwarded.matter == matter_id))
    unit.update(Forwarded, row_id, None, **_stored(facts))


def _stored(facts: ForwardedFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in _FOLDED}
