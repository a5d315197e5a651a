"""What a desk shows about forwarded matters: the list with what runs out next, one card, the job it follows."""

from dataclasses import replace
from datetime import timedelta

from peewee import JOIN, ModelSelect, fn

from app.models.forwarding import Forwarded
from app.models.matters import Matter
from app.models.people import Caller
from app.models.repairs import Repair
from app.models.station import Staff
from app.services.clocks.engine import State
from app.services.forwarding.steps import KIND, facts_of, forwarded_row
from app.services.forwarding.values import ForwardedCard, ForwardedHead, ForwardedLine, MainJob
from app.services.kernel.desk import Desk
from app.services.kernel.errors import NotFound
from app.services.kernel.times import china
from app.services.matters.clocks import clocks_of
from app.services.matters.events import effective_events
from app.services.matters.timeline import timeline, word_of

# What of the main job's history belongs into a reply.
_TELLING = frozenset(
    {
        "contacted",
        "agreed_in_call",
        "dispatched",
        "arrived",
        "temporary_fix",
        "waiting_parts",
        "nobody_home",
        "refused_entry",
        "no_adult",
        "rescheduled_by_user",
        "joined_outage",
        "finished",
        "phone_solved",
        "answered",
        "restored",
    }
)


def forwarded_list(desk: Desk, *, closed_days: int = 1) -> list[ForwardedLine]:
    """Open forwarded matters by what runs out first, then those replied within the last days, newest first."""
    main = Matter.alias()
    since = desk.now() - timedelta(days=closed_days)
    query = (
        Matter.select(
            Matter.id.alias("matter_id"),
            Matter.number,
            Matter.phase,
            Matter.told_at,
            Matter.place_text.alias("place"),
            Matter.words,
            Forwarded.sender,
            Forwarded.their_number,
            Matter.premises.alias("premises_id"),
            fn.COALESCE(main.number, "").alias("merged_into"),
            Forwarded.progress_at,
            Forwarded.replied_at,
            Matter.closed_at,
        )
        .join(Forwarded, on=(Forwarded.matter == Matter.id))
        .join(main, JOIN.LEFT_OUTER, on=(Matter.merged_into == main.id))
        .where(Matter.kind == KIND, Matter.closed_at.is_null() | (Matter.closed_at >= since))
        .order_by(Matter.id.desc())
    )
    lines = [_with_clock(desk, line) for line in desk.store.rows(query, ForwardedLine)]
    waiting = [line for line in lines if line.closed_at is None]
    waiting.sort(key=lambda line: (line.due or line.told_at, line.matter_id))
    return waiting + [line for line in lines if line.closed_at is not None]


def forwarded_card(desk: Desk, matter_id: int) -> ForwardedCard:
    """Everything a page shows about the matter; NotFound or Refused when it is none of these."""
    forwarded_row(desk.store, matter_id)
    head = desk.store.first(_heads().where(Matter.id == matter_id), ForwardedHead)
    if head is None:
        raise NotFound("这件上级转办不存在。请核对编号。")
    return ForwardedCard(
        head,
        facts_of(desk.store, matter_id),
        tuple(clocks_of(desk, matter_id)),
        tuple(timeline(desk.store, matter_id)),
        None if head.merged_into_id is None else main_job(desk, head.merged_into_id),
    )


def main_job(desk: Desk, matter_id: int) -> MainJob:
    """The job that others follow: how it stands, and its history as words for a reply."""
    query = (
        Matter.select(Matter.number, Matter.kind, Matter.phase, Matter.told_at, Staff.name, Repair.finished_at)
        .join(Repair, JOIN.LEFT_OUTER, on=(Repair.matter == Matter.id))
        .join(Staff, JOIN.LEFT_OUTER, on=(Staff.id == Repair.repairer))
        .where(Matter.id == matter_id)
    )
    found = desk.store.tuples(query)
    if not found:
        raise NotFound("并入的工单不存在。请核对编号。")
    number, kind, phase, told_at, repairer, finished_at = found[0]
    return MainJob(
        matter_id, number, kind, phase, told_at, repairer or "", finished_at, _words_for_reply(desk, matter_id)
    )


def _words_for_reply(desk: Desk, matter_id: int) -> str:
    names = dict(desk.store.tuples(Staff.select(Staff.id, Staff.name)))
    told = []
    for event in effective_events(desk.store, matter_id):
        if event.kind in _TELLING:
            who = f"（{names[event.staff_id]}）" if event.staff_id in names else ""
            told.append(f"{china(event.happened_at):%H:%M} {word_of(event.kind)}{who}")
    found = desk.store.tuples(Repair.select(Repair.cause, Repair.done).where(Repair.matter == matter_id))
    done = "，".join(part for row in found for part in row if part)
    words = "，".join(told)
    return f"{words}{f'。{done}' if done else ''}。" if words else ""


def _with_clock(desk: Desk, line: ForwardedLine) -> ForwardedLine:
    if line.closed_at is not None:
        return line
    running = [clock for clock in clocks_of(desk, line.matter_id) if clock.stopped is None]
    if not running:
        return line
    first = min(running, key=lambda clock: clock.due)
    return replace(line, due=first.due, is_late=first.state is State.OVERDUE)


def _heads() -> "ModelSelect[Matter]":
    return (
        Matter.select(
            Matter.id.alias("matter_id"),
            Matter.number,
            Matter.version,
            Matter.phase,
            Matter.told_at,
            Matter.late_entry,
            Matter.channel,
            Matter.words,
            Matter.premises.alias("premises_id"),
            Matter.building.alias("building_id"),
            Matter.place_text.alias("place"),
            Matter.caller.alias("caller_id"),
            fn.COALESCE(Caller.name, "").alias("caller"),
            fn.COALESCE(Caller.phone, "").alias("phone"),
            fn.COALESCE(Staff.name, "").alias("owner"),
            Matter.merged_into.alias("merged_into_id"),
            Matter.closed_at,
            Matter.void_reason,
            Forwarded.sender,
            Forwarded.their_number,
            Forwarded.reply_to,
        )
        .join(Forwarded, on=(Forwarded.matter == Matter.id))
        .join(Caller, JOIN.LEFT_OUTER, on=(Matter.caller == Caller.id))
        .join(Staff, JOIN.LEFT_OUTER, on=(Matter.owner == Staff.id))
    )
