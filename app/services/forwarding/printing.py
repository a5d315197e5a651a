"""From what was sent and replied to the bytes of its paper, through the door all papers go through."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from app.models.forwarding import OpinionLine, OpinionReport
from app.models.papers import Sheet
from app.models.station import Staff
from app.services.clocks.facts import Subject
from app.services.forwarding.facts import Event
from app.services.forwarding.opinion_matters import these
from app.services.forwarding.opinion_rules import opinion_rules
from app.services.forwarding.opinions import FORMS, SINGLE, SUMMARY
from app.services.forwarding.papers import Head, OpinionOn, Reply, Sent, opinion_paper, reply_paper, summary_paper
from app.services.forwarding.reads import forwarded_card
from app.services.kernel.desk import Desk, Role
from app.services.kernel.errors import NotFound, Refused
from app.services.kernel.unit import writing
from app.services.kinds import kind_of
from app.services.matters.events import EffectiveEvent, EventRow, effective, event_rows
from app.services.matters.printing import Making, Printed, preview_sheet, print_sheet, sheet_qr
from app.services.matters.sheets import VOID, Issued, SheetRow, issue_sheet, sheet_row, sheets_of
from app.services.paper.kit import Paper
from app.services.paper.profiles import A4_LANDSCAPE, Profile, daily_profile

REPLY_SERIES = "HB"
REPLY_FORMS = {Event.REPLIED_RESULT: "reply_result", Event.REPLIED_PROGRESS: "reply_progress"}


@dataclass(frozen=True, slots=True)
class _Report:
    id: int
    form: str
    from_at: datetime | None
    until_at: datetime | None
    sent_at: datetime
    how: str
    received_by: str
    by: str | None


def reply_sheet(desk: Desk, matter_id: int, key: UUID) -> Issued:
    """The paper of the last reply: a number of its own, or the one that was given for this reply before.

    Refused when nothing was replied yet.
    """
    desk.require(Role.CLERK)
    with writing(desk, "forwarded.reply_sheet", key) as unit:
        if first := unit.earlier(Issued):
            return first
        rows = event_rows(unit.store, [matter_id])
        last = _last_reply(rows)
        if last is None:
            raise Refused("还没有回复过，没有可打印的回复单。请先记阶段回复或处理结果。")
        form = REPLY_FORMS[Event(last.kind)]
        known = [sheet for sheet in sheets_of(unit.store, matter_id) if sheet.form == form and sheet.state != VOID]
        if known and known[-1].made_at >= last.entered_at:
            return unit.result(Issued(known[-1].id, known[-1].number))
        return unit.result(issue_sheet(unit, matter_id, None, None, series=REPLY_SERIES, form=form))


def print_paper(desk: Desk, sheet_id: int, target: str, key: UUID, approved_by: str = "") -> Printed:
    """The bytes of a report or reply, journalled; promises as `matters.printing.print_sheet`."""
    return print_sheet(desk, sheet_id, partial(_declare, desk), _profile(desk, sheet_id), target, key, approved_by)


def preview_paper(desk: Desk, sheet_id: int) -> bytes:
    """The same as it would be printed now; nothing is journalled."""
    return preview_sheet(desk, sheet_id, partial(_declare, desk), _profile(desk, sheet_id))


def _profile(desk: Desk, sheet_id: int) -> Profile:
    form = sheet_row(desk.store, sheet_id).form
    return A4_LANDSCAPE if form == FORMS[SUMMARY] else daily_profile(desk.station.paper)


def _declare(desk: Desk, making: Making) -> Paper:
    station, sheet = desk.station, making.sheet
    head = Head(
        company=station.company,
        station=station.name,
        number=sheet.number,
        qr=sheet_qr(desk, sheet.number),
        made=making.foot,
        at=making.at,
    )
    if sheet.form in REPLY_FORMS.values():
        return reply_paper(head, _reply(desk, sheet))
    if sheet.form not in FORMS.values():
        raise Refused(f"{sheet.number} 不是处理意见单或回复单。")
    report = _report(desk, sheet.id)
    sent = Sent(report.sent_at, report.how, report.received_by, report.by or "", report.from_at, report.until_at)
    lines = _opinions(desk, report)
    return opinion_paper(head, lines[0], sent) if report.form == SINGLE else summary_paper(head, lines, sent)


def _report(desk: Desk, sheet_id: int) -> _Report:
    query = (
        OpinionReport.select(
            OpinionReport.id,
            OpinionReport.form,
            OpinionReport.from_at,
            OpinionReport.until_at,
            OpinionReport.sent_at,
            OpinionReport.how,
            OpinionReport.received_by,
            Staff.name.alias("by"),
        )
        .join(Sheet, on=(Sheet.id == OpinionReport.sheet))
        .left_outer_join(Staff, on=(Staff.id == OpinionReport.by))
        .where(Sheet.id == sheet_id)
    )
    found = desk.store.first(query, _Report)
    if found is None:
        raise NotFound("这张单没有报送记录。请核对编号。")
    return found


def _opinions(desk: Desk, report: _Report) -> tuple[OpinionOn, ...]:
    query = OpinionLine.select(OpinionLine.matter, OpinionLine.words).where(OpinionLine.report == report.id)
    sent = desk.store.tuples(query.order_by(OpinionLine.id))
    known = these(desk.store, [matter_id for matter_id, _ in sent])
    policy = desk.rules.policies.at(opinion_rules().policy, report.sent_at)
    found = []
    for matter_id, words in sent:
        row = known[matter_id]
        clocked = policy.applies(Subject(row.kind, row.fault_group or ""))
        word = kind_of(row.kind).word
        found.append(OpinionOn(row.number, row.told_at, word, row.channel, row.place, row.words, words, clocked))
    return tuple(found)


def _reply(desk: Desk, sheet: SheetRow) -> Reply:
    if sheet.matter_id is None:
        raise Refused(f"{sheet.number} 不属于任何上级转办件。")
    card = forwarded_card(desk, sheet.matter_id)
    kind = next(kind for kind, form in REPLY_FORMS.items() if form == sheet.form)
    # The paper is of the reply it was numbered for, whatever was replied since.
    rows = [row for row in event_rows(desk.store, [sheet.matter_id]) if row.entered_at <= sheet.made_at]
    event = _last_reply(rows, kind)
    if event is None:
        raise Refused(f"{sheet.number} 的回复已撤回，不能打印。")
    names = dict(desk.store.tuples(Staff.select(Staff.id, Staff.name)))
    shown = next((dict(line.shown) for line in card.timeline if line.event_id == event.id), {})
    return Reply(
        final=kind is Event.REPLIED_RESULT,
        matter_number=card.head.number,
        their_number=card.head.their_number,
        sender=card.head.sender,
        reply_to=card.head.reply_to,
        told_at=card.head.told_at,
        due=next((clock.due for clock in card.clocks), None),
        place=card.head.place,
        words=card.head.words,
        reply=event.note,
        replied_at=event.happened_at,
        how=shown.get("方式", ""),
        received_by=event.code,
        by=names.get(event.actor_id, ""),
    )


def _last_reply(rows: list[EventRow], kind: Event | None = None) -> EffectiveEvent | None:
    """The reply that counts: a result before any progress, of several the last."""
    replies = [event for event in effective(rows) if event.kind in REPLY_FORMS and kind in (None, event.kind)]
    replies.sort(key=lambda event: (event.kind == Event.REPLIED_RESULT, event.happened_at, event.id))
    return replies[-1] if replies else None
