"""What a desk shows about complaints and tip-offs: the list by what runs out first, and one card.

Of a tip-off no caller and no words leave the tables here; what was found about it only the head sees.
"""

from dataclasses import replace
from datetime import timedelta

from peewee import JOIN, ModelSelect, fn

from app.models.complaints import Complaint, TipOff
from app.models.matters import Matter
from app.models.papers import Sheet
from app.models.people import Caller
from app.models.station import Staff
from app.services.clocks.engine import State
from app.services.complaints.books import BOOKS, TIP_OFFS
from app.services.complaints.steps import complaint_row, facts_of
from app.services.complaints.values import ComplaintCard, ComplaintHead, ComplaintLine
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import NotFound
from app.services.kinds import SEALED_WORDS
from app.services.matters.clocks import clocks_of
from app.services.matters.timeline import timeline


def complaint_list(desk: Desk, *, closed_days: int = 31) -> list[ComplaintLine]:
    """Open complaints and tip-offs by what runs out first, then those closed within the last days, newest first."""
    since = desk.now() - timedelta(days=closed_days)
    query = (
        Matter.select(
            Matter.id.alias("matter_id"),
            Matter.number,
            Matter.kind,
            Matter.phase,
            Matter.told_at,
            Matter.place_text.alias("place"),
            fn.COALESCE(TipOff.summary, Matter.words).alias("words"),
            fn.COALESCE(Complaint.passed_to, TipOff.passed_to).alias("passed_to"),
            Matter.premises.alias("premises_id"),
            Complaint.content,
            Matter.closed_at,
        )
        .join(Complaint, JOIN.LEFT_OUTER, on=(Complaint.matter == Matter.id))
        .join(TipOff, JOIN.LEFT_OUTER, on=(TipOff.matter == Matter.id))
        .where(Matter.kind.in_(list(BOOKS)), Matter.closed_at.is_null() | (Matter.closed_at >= since))
        .order_by(Matter.id.desc())
    )
    lines = [_with_clock(desk, line) for line in desk.store.rows(query, ComplaintLine)]
    waiting = [line for line in lines if line.closed_at is None]
    waiting.sort(key=lambda line: (line.due or line.told_at, line.matter_id))
    return waiting + [line for line in lines if line.closed_at is not None]


def complaint_card(desk: Desk, matter_id: int) -> ComplaintCard:
    """Everything a page shows about it; NotFound or Refused when it is none of these."""
    complaint_row(desk.store, matter_id)
    head = desk.store.first(_heads().where(Matter.id == matter_id), ComplaintHead)
    if head is None:
        raise NotFound("这件投诉或举报不存在。请核对编号。")
    if head.kind == TIP_OFFS.name:
        sees = Role.MANAGER in desk.actor.roles and not head.about_head
        head = replace(head, caller="", phone="", relation="", answer=head.answer if sees else "")
    return ComplaintCard(
        head,
        facts_of(desk.store, matter_id),
        tuple(clocks_of(desk, matter_id)),
        tuple(timeline(desk.store, matter_id)),
    )


def _with_clock(desk: Desk, line: ComplaintLine) -> ComplaintLine:
    if line.kind == TIP_OFFS.name and not line.words:
        line = replace(line, words=SEALED_WORDS)
    if line.closed_at is not None:
        return line
    running = [clock for clock in clocks_of(desk, line.matter_id) if clock.stopped is None]
    if not running:
        return line
    first = min(running, key=lambda clock: clock.due)
    warned = first.start if first.state is State.WARNING else first.due
    return replace(line, title=first.title, due=first.due, warn_from=warned)


def _heads() -> "ModelSelect[Matter]":
    parent = Matter.alias()
    return (
        Matter.select(
            Matter.id.alias("matter_id"),
            Matter.number,
            Matter.kind,
            Matter.version,
            Matter.phase,
            Matter.told_at,
            Matter.late_entry,
            Matter.channel,
            fn.COALESCE(TipOff.summary, Matter.words).alias("words"),
            Matter.premises.alias("premises_id"),
            Matter.building.alias("building_id"),
            Matter.place_text.alias("place"),
            fn.COALESCE(Caller.name, "").alias("caller"),
            fn.COALESCE(Caller.phone, "").alias("phone"),
            fn.COALESCE(Caller.relation, "").alias("relation"),
            fn.COALESCE(Staff.name, "").alias("owner"),
            Matter.parent.alias("parent_id"),
            fn.COALESCE(parent.number, "").alias("parent_number"),
            Matter.closed_at,
            Matter.void_reason,
            fn.COALESCE(Complaint.passed_to, TipOff.passed_to).alias("passed_to"),
            fn.COALESCE(Complaint.answer, TipOff.answer).alias("answer"),
            fn.COALESCE(Sheet.number, "").alias("sheet_number"),
            TipOff.anonymous,
            TipOff.about_head,
        )
        .join(Complaint, JOIN.LEFT_OUTER, on=(Complaint.matter == Matter.id))
        .join(TipOff, JOIN.LEFT_OUTER, on=(TipOff.matter == Matter.id))
        .join(Sheet, JOIN.LEFT_OUTER, on=(Complaint.sheet == Sheet.id))
        .join(Caller, JOIN.LEFT_OUTER, on=(Matter.caller == Caller.id))
        .join(Staff, JOIN.LEFT_OUTER, on=(Matter.owner == Staff.id))
        .join(parent, JOIN.LEFT_OUTER, on=(Matter.parent == parent.id))
    )
