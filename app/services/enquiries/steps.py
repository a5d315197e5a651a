"""Steps of an enquiry shared by its acts."""

from typing import Any

from app.models.enquiries import Enquiry
from app.models.matters import Matter
from app.services.enquiries.facts import CONTENT, NOT_CONTENT, EnquiryFacts, Phase, fold
from app.services.enquiries.values import EnquiryDraft
from app.services.kernel.errors import Refused
from app.services.kernel.store import Store
from app.services.kernel.unit import Unit
from app.services.matters.answering import move_answered, open_said, store_corrected
from app.services.matters.check import kind_problems
from app.services.matters.events import effective_events
from app.services.matters.steps import (
    MatterRow,
    close_matter,
    matter_row,
    record_event,
)
from app.services.matters.values import FoldProblem, FollowUp, Happening, PlaceDraft, Taken

KIND, PREFIX = "enquiry", "ZX"


def open_enquiry(unit: Unit, draft: EnquiryDraft, *, parent: MatterRow | None = None) -> Taken:
    """A new enquiry, open until it is answered."""
    taken = open_said(unit, draft, kind=KIND, prefix=PREFIX, words=draft.words, phase=Phase.TAKEN, parent=parent)
    unit.insert(Enquiry, matter_id=taken.matter_id, topic=draft.topic[:30])
    return taken


def answer_enquiry(unit: Unit, matter: MatterRow, fact: Happening, content: bool | None) -> None:
    """Record the answer and archive the enquiry. Refused when it has been answered or voided."""
    standing = fold(effective_events(unit.store, matter.id))
    if standing.voided_at is not None:
        raise Refused("这条咨询已作废，不能再答复。")
    if standing.answered_at is not None:
        raise Refused("这条咨询已答复。要改内容请用“更正”。")
    record_event(unit, matter.id, matter.told_at, fact)
    row_id = unit.store.scalar(Enquiry.select(Enquiry.id).where(Enquiry.matter == matter.id))
    unit.update(Enquiry, row_id, None, answer=fact.note, answered_at=fact.at, content=content)
    close_matter(unit, matter, Phase.ARCHIVED, fact.at)


def content_code(content: bool | None) -> str:
    """How the event says whether the answer helped."""
    return "" if content is None else CONTENT if content else NOT_CONTENT


def follow_up(unit: Unit, draft: FollowUp) -> Taken:
    """An enquiry out of another matter."""
    parent = matter_row(unit.store, draft.parent_id)
    asked = EnquiryDraft(words=draft.words, told_at=draft.told_at, premises_id=parent.premises_id)
    return open_enquiry(unit, asked, parent=parent)


def move(unit: Unit, matter_id: int, premises_id: int | None, place: PlaceDraft | None, reason: str) -> None:
    """更正户号: the enquiry belongs to another address; promises as `move_answered`."""
    move_answered(unit, matter_row(unit.store, matter_id), premises_id, place, reason)


def note(unit: Unit, matter_id: int, fact: Happening) -> None:
    """Record a fact that another chapter knows of. Refused when the enquiry was voided."""
    matter = matter_row(unit.store, matter_id)
    if fold(effective_events(unit.store, matter_id)).voided_at is not None:
        raise Refused("这条咨询已作废，不能再记。")
    record_event(unit, matter_id, matter.told_at, fact)
    unit.update(Matter, matter_id, matter.version)


def settle(unit: Unit, matter_id: int) -> None:
    """Store what the corrected events lead to."""
    matter = matter_row(unit.store, matter_id)
    facts = fold(effective_events(unit.store, matter_id))
    row_id = unit.store.scalar(Enquiry.select(Enquiry.id).where(Enquiry.matter == matter_id))
    unit.update(Enquiry, row_id, None, **_stored(facts))
    store_corrected(unit, matter, facts)


def fold_problems(store: Store) -> list[FoldProblem]:
    """Stored facts of enquiries that their events do not lead to."""
    return kind_problems(store, KIND, Enquiry, fold, _stored)


def _stored(facts: EnquiryFacts) -> dict[str, Any]:
    return {"answered_at": facts.answered_at, "content": facts.content}
