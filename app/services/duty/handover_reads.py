"""Handovers as they are kept: one with its lines, the unfinished one, and those of the last weeks."""

from typing import Any

from peewee import JOIN, ModelSelect

from app.models.duty import Handover, HandoverLine
from app.models.matters import Matter
from app.models.papers import Sheet
from app.models.station import Staff
from app.models.work import Approval
from app.services.duty.handover_rules import handover_rules
from app.services.duty.handover_values import Counted, HandoverCard, HandoverHead, HandoverLineRow, Sort
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound
from app.services.kernel.store import Store

_ORDER = {sort: place for place, sort in enumerate(Sort)}
_Row = dict[str, Any]


def handover_card(desk: Desk, handover_id: int) -> HandoverCard:
    """The handover with its lines; NotFound when there is none with this id."""
    head = head_of(desk.store, handover_id)
    kept: str = desk.store.scalar(Handover.select(Handover.counted).where(Handover.id == handover_id))
    return HandoverCard(head, lines_of(desk.store, handover_id), Counted.read(kept))


def unfinished(desk: Desk) -> list[HandoverHead]:
    """Handovers that are neither accepted nor voided: the operator's own first, then the newest."""
    query = _heads().where(Handover.accepted_at.is_null(), Handover.voided_at.is_null())
    heads = desk.store.rows(query.order_by(Handover.id.desc()), HandoverHead)
    return sorted(heads, key=lambda head: head.leaving_id != desk.actor.staff_id)


def recent_handovers(desk: Desk) -> list[HandoverHead]:
    """The last handovers, the newest first; voided ones too."""
    query = _heads().order_by(Handover.id.desc()).limit(handover_rules().recent)
    return desk.store.rows(query, HandoverHead)


def head_of(store: Store, handover_id: int) -> HandoverHead:
    """The handover without its lines; NotFound when there is none with this id."""
    found = store.first(_heads().where(Handover.id == handover_id), HandoverHead)
    if found is None:
        raise NotFound("没有这份交接班记录。请刷新后再试。")
    return found


def sheet_of(store: Store, head: HandoverHead) -> int:
    """The id of its numbered sheet."""
    return int(store.scalar(Sheet.select(Sheet.id).where(Sheet.number == head.number)))


def lines_of(store: Store, handover_id: int) -> tuple[HandoverLineRow, ...]:
    """Its lines by sort, then as they were written."""
    query = (
        HandoverLine.select(
            HandoverLine.id,
            HandoverLine.sort,
            HandoverLine.matter.alias("matter_id"),
            HandoverLine.approval.alias("approval_id"),
            Matter.number,
            HandoverLine.words,
            HandoverLine.due_at,
            HandoverLine.ticked_at,
            Matter.closed_at,
            Approval.signed_at,
            Handover.accepted_at,
        )
        .join(Handover, on=(Handover.id == HandoverLine.handover))
        .switch(HandoverLine)
        .join(Matter, JOIN.LEFT_OUTER, on=(Matter.id == HandoverLine.matter))
        .join(Approval, JOIN.LEFT_OUTER, on=(Approval.id == HandoverLine.approval))
        .where(HandoverLine.handover == handover_id)
        .order_by(HandoverLine.id)
    )
    rows = [_line(row) for row in store.rows(query, _Row)]
    return tuple(sorted(rows, key=lambda row: (_ORDER[row.sort], row.id)))


def _line(row: _Row) -> HandoverLineRow:
    ended = row["signed_at"] if row["approval_id"] is not None else row["closed_at"]
    accepted = row["accepted_at"]
    return HandoverLineRow(
        row["id"],
        Sort(row["sort"]),
        row["matter_id"],
        row["approval_id"],
        row["number"] or "",
        row["words"],
        row["due_at"],
        row["ticked_at"],
        over=ended is not None and (accepted is None or ended <= accepted),
    )


def _heads() -> "ModelSelect[Handover]":
    leaving, coming = Staff.alias("leaving_staff"), Staff.alias("coming_staff")
    return (
        Handover.select(
            Handover.id,
            Handover.number,
            Handover.day,
            Handover.shift,
            Handover.leaving.alias("leaving_id"),
            leaving.name.alias("leaving"),
            Handover.coming.alias("coming_id"),
            coming.name.alias("coming"),
            Handover.since_at,
            Handover.written_at,
            Handover.signed_at,
            Handover.accepted_at,
            Handover.promises,
            Handover.notices,
            Handover.orders,
            Handover.things,
            Handover.remark,
            Handover.late_reason,
            Handover.void_reason,
            Handover.voided_at,
            Handover.version,
        )
        .join(leaving, JOIN.LEFT_OUTER, on=(leaving.id == Handover.leaving))
        .switch(Handover)
        .join(coming, JOIN.LEFT_OUTER, on=(coming.id == Handover.coming))
    )
