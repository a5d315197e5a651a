"""How the desk stands at this moment, as the next shift must know it. Nothing here writes."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from peewee import fn

from app.models.duty import Handover
from app.models.matters import Matter, MatterEvent
from app.models.papers import Sheet, SheetReturn, SheetSignature
from app.models.repairs import Repair
from app.models.station import Staff
from app.services.duty.handover_rules import handover_rules
from app.services.duty.handover_values import Counted, LineDraft, RunsOut, Sort, Standing
from app.services.duty.reading_words import reading_words
from app.services.duty.readings import latest_reading
from app.services.duty.roster import on_duty
from app.services.duty.shifts import Shift, shift_after, shift_at
from app.services.kernel.desk import Desk
from app.services.kernel.store import Store
from app.services.kinds import kind_of
from app.services.matters.board import Board, BoardRow
from app.services.matters.events import EffectiveEvent, EventRow, effective, event_rows
from app.services.matters.sheets import OUT, SLIP_FORMS
from app.services.staff.approvals import unsigned_approvals
from app.services.trust.backups import newest_backup

# Of how many matters the history is read by one query.
_SLICE = 500
# So many numbers of one repairer's slips are named in a line.
_NAMED = 8


class _Head(NamedTuple):
    id: int
    number: str
    kind: str
    place: str
    phase: str
    owner_id: int | None


def standing(desk: Desk, board: Board | None = None) -> Standing:
    """What would be handed over now by the operator: lines by sort, the most pressing first, and the figures.

    `board`: one that also lists waiting clocks and remembers what it computed, for a caller who asks often.
    """
    shift, since_at = shift_of(desk)
    now = desk.now()
    clocks = (board or Board(waiting=True)).refresh(desk)
    heads = _open_matters(desk.store)
    overdue, promised = _overdue(clocks), _promised(desk.store, heads)
    lines = (
        *overdue,
        *promised,
        *_asked(desk),
        *_unsigned(desk),
        *_running(heads, clocks, {line.matter_id for line in (*overdue, *promised)}),
    )
    ends = now + handover_rules().ahead
    counted = Counted(
        at=now,
        taken=_numbers(desk.store, (Matter.told_at >= since_at) & (Matter.void_reason == "")),
        finished=_finished(desk.store, since_at),
        open=tuple(head.number for head in heads),
        runs_out=tuple(RunsOut(row.number, row.title, row.due) for row in clocks if now <= row.due <= ends),
        backup_at=newest_backup(desk.store),
        reading=_reading(desk),
    )
    mine = sum(1 for head in heads if head.owner_id is not None and head.owner_id == desk.actor.staff_id)
    return Standing(shift.name, since_at, lines, counted, mine)


def shift_of(desk: Desk) -> tuple[Shift, datetime]:
    """The shift the operator hands over, however late his relief is, and since when he has had the desk."""
    rules, now, staff_id = handover_rules(), desk.now(), desk.actor.staff_id
    of_his = (
        Handover.select(Handover.coming, Handover.accepted_at)
        .where(
            (Handover.coming == staff_id) | (Handover.leaving == staff_id),
            Handover.accepted_at >= now - rules.longest,
        )
        .order_by(Handover.accepted_at.desc(), Handover.id.desc())
        .limit(1)
    )
    newest: list[tuple[int, datetime]] = desk.store.tuples(of_his)
    if newest and newest[0][0] == staff_id:
        had_since = newest[0][1]
        return shift_at(desk, min(had_since + rules.overlap, now)), had_since
    shift = shift_at(desk, now - rules.overlap)
    return shift, shift.begins_at


def is_late(shift_ends_at: datetime, now: datetime) -> bool:
    """Whether the relief came so late that it says why."""
    return now > shift_ends_at + handover_rules().late


def expected_relief(desk: Desk) -> str:
    """The name of who is entered for the next shift; empty when nobody is but the operator."""
    shift, _ = shift_of(desk)
    coming = on_duty(desk, shift_after(desk, shift).begins_at).desk
    return next((one.name for one in coming if one.staff_id != desk.actor.staff_id), "")


def _open_matters(store: Store) -> list[_Head]:
    query = Matter.select(Matter.id, Matter.number, Matter.kind, Matter.place_text, Matter.phase, Matter.owner)
    rows = store.plain(query.where(Matter.closed_at.is_null()).order_by(Matter.told_at, Matter.id))
    return [_Head(*row) for row in rows]


def _overdue(clocks: Iterable[BoardRow]) -> list[LineDraft]:
    """Each matter once, by the limit it broke first."""
    found: dict[int, LineDraft] = {}
    for row in clocks:
        if row.minutes_left < 0 and row.matter_id not in found:
            words = _words(row.place, f"{row.title}超时")
            found[row.matter_id] = LineDraft(Sort.OVERDUE, words, row.matter_id, due_at=row.due, number=row.number)
    return list(found.values())


def _promised(store: Store, heads: list[_Head]) -> list[LineDraft]:
    """Times somebody was told and that nothing has made good since; the last one of each matter counts."""
    known = {head.id: head for head in heads}
    promising = (
        MatterEvent.select(MatterEvent.matter)
        .join(Matter, on=(Matter.id == MatterEvent.matter))
        .where(
            Matter.closed_at.is_null(),
            MatterEvent.kind.in_(list(handover_rules().promises)),
            MatterEvent.until_at.is_null(False),
        )
        .distinct()
    )
    ids = store.scalars(promising)
    found = []
    for start in range(0, len(ids), _SLICE):
        by_matter: dict[int, list[EventRow]] = {}
        for row in event_rows(store, ids[start : start + _SLICE]):
            by_matter.setdefault(row.matter_id, []).append(row)
        for matter_id, rows in by_matter.items():
            promise = standing_promise(effective(rows))
            if promise is not None:
                head = known[matter_id]
                words = _words(head.place, handover_rules().promises[promise.kind].word)
                found.append(LineDraft(Sort.PROMISED, words, matter_id, due_at=promise.until_at, number=head.number))
    return sorted(found, key=lambda line: (line.due_at is None, line.due_at, line.matter_id))


def standing_promise(events: list[EffectiveEvent]) -> EffectiveEvent | None:
    """The last time that was promised and is still owed, or None."""
    rules = handover_rules().promises
    for place in range(len(events) - 1, -1, -1):
        event = events[place]
        rule = rules.get(event.kind)
        if rule is not None and event.until_at is not None:
            return None if any(later.kind in rule.kept_by for later in events[place + 1 :]) else event
    return None


def _asked(desk: Desk) -> list[LineDraft]:
    """电话请示 that wait for the head's signature."""
    return [
        LineDraft(
            Sort.ASKED,
            _words(row.subject, f"已请示{row.asked_of or '站长'}，待补签"),
            row.matter_id,
            row.id,
            row.asked_at,
            row.number or "",
        )
        for row in unsigned_approvals(desk)
    ]


def _unsigned(desk: Desk) -> list[LineDraft]:
    """By repairer: slips of ended repairs that are still out, and slips that came back without a signature."""
    store, since = desk.store, desk.now() - handover_rules().unsigned
    ended = Repair.finished_at.is_null(False) | Repair.user_closed_at.is_null(False)
    out = (
        Sheet.select(Sheet.number, Staff.name)
        .join(Repair, on=(Repair.matter == Sheet.matter))
        .left_outer_join(Staff, on=(Staff.id == Sheet.repairer))
        .where(Sheet.state == OUT, Sheet.form.in_(SLIP_FORMS), ended)
        .order_by(Sheet.made_at)
    )
    later = SheetReturn.alias("later")
    typed_again = later.select(later.id).where((later.sheet == SheetReturn.sheet) & (later.id > SheetReturn.id))
    lacking = (
        SheetReturn.select(Sheet.number, Staff.name)
        .join(Sheet, on=(Sheet.id == SheetReturn.sheet))
        .left_outer_join(Staff, on=(Staff.id == Sheet.repairer))
        .where(
            SheetReturn.signed == "absent",
            SheetReturn.returned_at >= since,
            ~fn.EXISTS(typed_again),
            SheetReturn.sheet.not_in(
                SheetReturn.select(SheetReturn.sheet).join(
                    SheetSignature, on=(SheetSignature.sheet_return == SheetReturn.id)
                )
            ),
        )
        .order_by(SheetReturn.returned_at)
    )
    return [*_by_repairer(store.tuples(out), "未交回执单"), *_by_repairer(store.tuples(lacking), "待补签")]


def _by_repairer(sheets: Iterable[tuple[str, str | None]], what: str) -> list[LineDraft]:
    found: dict[str, list[str]] = {}
    for number, repairer in sheets:
        found.setdefault(repairer or "未指定维修员", []).append(number)
    lines = []
    for repairer, numbers in found.items():
        named = "、".join(numbers[:_NAMED]) + ("等" if len(numbers) > _NAMED else "")
        lines.append(LineDraft(Sort.UNSIGNED, f"{repairer}　{what} {len(numbers)} 张：{named}"))
    return lines


def _running(heads: list[_Head], clocks: Iterable[BoardRow], listed: Collection[int | None]) -> list[LineDraft]:
    """Every other open matter, with its next limit."""
    next_due: dict[int, BoardRow] = {}
    for row in clocks:
        next_due.setdefault(row.matter_id, row)
    lines = []
    for head in heads:
        if head.id not in listed:
            clock = next_due.get(head.id)
            words = _words(head.place, f"{kind_of(head.kind).word}，{head.phase}")
            due = clock.due if clock is not None else None
            lines.append(LineDraft(Sort.RUNNING, words, head.id, due_at=due, number=head.number))
    return lines


def _words(*parts: str) -> str:
    return "　".join(part for part in parts if part)[:300]


def _numbers(store: Store, which: Any) -> tuple[str, ...]:
    query = Matter.select(Matter.number).where(which).order_by(Matter.told_at, Matter.id)
    return tuple(row[0] for row in store.plain(query))


def _finished(store: Store, since_at: datetime) -> tuple[str, ...]:
    """Repairs finished and matters of any other kind closed since then, by their number."""
    query = (
        Matter.select(Matter.number)
        .left_outer_join(Repair, on=(Repair.matter == Matter.id))
        .where(
            Matter.void_reason == "",
            (Repair.finished_at >= since_at) | (Repair.id.is_null() & (Matter.closed_at >= since_at)),
        )
        .order_by(Matter.told_at, Matter.id)
    )
    return tuple(row[0] for row in store.plain(query))


def _reading(desk: Desk) -> str:
    found = latest_reading(desk)
    # The remark is free words and stays with the reading.
    return "" if found is None else reading_words(replace(found, remark=""))
