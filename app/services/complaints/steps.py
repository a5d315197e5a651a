"""Steps of complaints and tip-offs shared by their acts and by the spine."""

from functools import partial
from typing import Any

from app.models.complaints import Complaint, TipOff
from app.services.complaints.books import BOOKS, COMPLAINTS, TIP_OFFS, Book
from app.services.complaints.facts import ComplaintFacts, Event, Phase, fold
from app.services.complaints.values import ComplaintDraft, TipOffDraft
from app.services.kernel.desk import Role
from app.services.kernel.errors import Refused
from app.services.kernel.operators import list_staff
from app.services.kernel.store import Store
from app.services.kernel.text import clean
from app.services.kernel.unit import Unit
from app.services.kinds import SEALED_WORDS, MatterKind
from app.services.matters.answering import move_answered, open_said, store_corrected, store_recorded
from app.services.matters.check import kind_problems
from app.services.matters.events import effective_events
from app.services.matters.steps import (
    MatterRow,
    matter_row,
    open_matter,
    record_event,
)
from app.services.matters.values import FoldProblem, FollowUp, Happening, NewMatter, PlaceDraft, PlaceKind, Taken

_ENDINGS = (Event.PASSED_ON, Event.ANSWERED, Event.VOIDED)


def open_complaint(unit: Unit, draft: ComplaintDraft, *, parent: MatterRow | None = None) -> Taken:
    """A new complaint, open until it is answered; out of another matter it is where that one is."""
    taken = open_said(
        unit,
        draft,
        kind=COMPLAINTS.name,
        prefix=COMPLAINTS.prefix,
        words=clean(draft.words).strip(),
        phase=Phase.TAKEN,
        parent=parent,
    )
    unit.insert(Complaint, matter_id=taken.matter_id, sheet_id=draft.sheet_id)
    return taken


def open_tip_off(unit: Unit, draft: TipOffDraft) -> Taken:
    """A new tip-off. The spine holds neither its words nor a place; of an anonymous one it holds no caller."""
    taken = open_matter(
        unit,
        NewMatter(
            kind=TIP_OFFS.name,
            prefix=TIP_OFFS.prefix,
            words="",
            phase=Phase.TAKEN,
            told_at=draft.told_at,
            channel=draft.channel,
            place=PlaceDraft(SEALED_WORDS, PlaceKind.FREE),
            caller=None if draft.anonymous else draft.caller,
        ),
    )
    unit.insert(
        TipOff,
        matter_id=taken.matter_id,
        anonymous=draft.anonymous,
        words=clean(draft.words).strip(),
        summary=clean(draft.summary).strip()[:300],
        about_head=draft.about_head,
    )
    return taken


def record(unit: Unit, matter_id: int, fact: Happening, **kept: Any) -> None:
    """Append the fact and store what the events lead to now, with `kept` beside it; an answer or a voiding ends it.

    Refused when the matter is voided, and when it was answered before.
    """
    matter = complaint_row(unit.store, matter_id)
    book = BOOKS[matter.kind]
    standing = facts_of(unit.store, matter_id)
    if standing.voided_at is not None:
        raise Refused(f"{matter.number} 已作废，不能再记。")
    if standing.answered_at is not None and fact.kind in _ENDINGS:
        raise Refused(f"{matter.number} 已经答复。写错的内容请用“更正”。")
    record_event(unit, matter_id, matter.told_at, fact)
    facts = facts_of(unit.store, matter_id)
    _keep(unit, book, matter_id, facts, **kept)
    store_recorded(unit, matter, fact, facts, answer=Event.ANSWERED)


def facts_of(store: Store, matter_id: int) -> ComplaintFacts:
    """The complaint or tip-off as its events have it."""
    return fold(effective_events(store, matter_id))


def complaint_row(store: Store, matter_id: int) -> MatterRow:
    """The spine of the complaint or tip-off; Refused when the matter is of another kind."""
    matter = matter_row(store, matter_id)
    if matter.kind not in BOOKS:
        raise Refused(f"{matter.number} 不是投诉或举报。")
    return matter


def refuse_the_reported(unit: Unit, matter: MatterRow) -> bool:
    """Whether the matter is a tip-off about the head; Refused when the head himself is at the desk."""
    if matter.kind != TIP_OFFS.name:
        return False
    about_head = bool(unit.store.scalar(TipOff.select(TipOff.about_head).where(TipOff.matter == matter.id)))
    if about_head and Role.MANAGER in unit.desk.actor.roles:
        raise Refused("反映站长的举报，站长不能经手。请由值班客服转递公司。")
    return about_head


def kind_for(book: Book) -> MatterKind:
    """The kind as the spine knows it."""
    return MatterKind(
        name=book.name,
        prefix=book.prefix,
        word=book.word,
        follow_up=partial(_follow_up, book),
        note=note,
        settle=settle,
        move=move,
        fold_problems=partial(_fold_problems, book),
    )


def note(unit: Unit, matter_id: int, fact: Happening) -> None:
    """Record a fact that another chapter knows of.

    Refused when the matter was voided, or never has such a fact, and when a tip-off would come to whom it is about.
    """
    if fact.kind not in set(Event):
        raise Refused("投诉举报件没有这一种办理经过。")
    about_head = refuse_the_reported(unit, complaint_row(unit.store, matter_id))
    if about_head and fact.staff_id in {row.id for row in list_staff(unit.store, Role.MANAGER)}:
        raise Refused("反映站长的举报不能交给站长。请转递公司。")
    record(unit, matter_id, fact)


def move(unit: Unit, matter_id: int, premises_id: int | None, place: PlaceDraft | None, reason: str) -> None:
    """更正户号: another address; the old one stays readable. Refused when voided, and for a tip-off, which has none."""
    matter = complaint_row(unit.store, matter_id)
    if matter.kind == TIP_OFFS.name:
        raise Refused("举报不记地址，没有可以更正的户号。")
    move_answered(unit, matter, premises_id, place, reason)


def settle(unit: Unit, matter_id: int) -> None:
    """Store what the corrected events lead to."""
    matter = complaint_row(unit.store, matter_id)
    facts = facts_of(unit.store, matter_id)
    kept = {"answer": ""} if facts.answered_at is None else {}
    _keep(unit, BOOKS[matter.kind], matter_id, facts, **kept)
    store_corrected(unit, matter, facts)


def _follow_up(book: Book, unit: Unit, draft: FollowUp) -> Taken:
    parent = matter_row(unit.store, draft.parent_id)
    if book is TIP_OFFS:
        # Nothing of the parent may lead back to whoever spoke.
        return open_tip_off(unit, TipOffDraft(words=draft.words, told_at=draft.told_at))
    said = ComplaintDraft(words=draft.words, told_at=draft.told_at, premises_id=parent.premises_id)
    return open_complaint(unit, said, parent=parent)


def _fold_problems(book: Book, store: Store) -> list[FoldProblem]:
    return kind_problems(store, book.name, book.table, fold, book.stored)


def _keep(unit: Unit, book: Book, matter_id: int, facts: ComplaintFacts, **kept: Any) -> None:
    table: Any = book.table
    row_id = unit.store.scalar(table.select(table.id).where(table.matter == matter_id))
    unit.update(table, row_id, None, **book.stored(facts), **kept)
