"""回访记录表: who was called back in these days, each attempt, the answers; numbered, printed, kept in the station."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID

from app.models.matters import Matter, MatterEvent
from app.models.people import Caller
from app.models.repairs import Repair
from app.models.station import Staff
from app.services.kernel.desk import Desk
from app.services.kernel.errors import InvalidInput, Refused
from app.services.kernel.times import CHINA
from app.services.matters.events import EffectiveEvent, effective, event_rows
from app.services.matters.printing import Making, Printed, print_new, sheet_qr
from app.services.matters.sheets import SheetRow
from app.services.paper.kit import Paper
from app.services.paper.profiles import A4_LANDSCAPE
from app.services.repairs.callback_attempts import Attempt, attempts_of
from app.services.repairs.facts import Event

SERIES, FORM = "HF", "callback_record"
_CALLS = (Event.CALLED_BACK, Event.CALLBACK_UNREACHED, Event.CALLBACK_CLOSED)
# More days than this on one paper are typed wrongly.
LONGEST = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One repair's callback as the paper shows it; `phone` is the caller's, whole."""

    number: str
    place: str
    caller: str
    relation: str
    phone: str
    finished_at: datetime | None
    repairer: str
    attempts: tuple[Attempt, ...]
    verified: bool
    result: str
    follow_up: str

    @property
    def answered(self) -> Attempt | None:
        """The attempt that reached somebody."""
        return next((attempt for attempt in self.attempts if attempt.reached), None)


@dataclass(frozen=True, slots=True)
class _Head:
    matter_id: int
    number: str
    place: str
    caller: str | None
    relation: str | None
    phone: str | None
    finished_at: datetime | None
    repairer: str | None
    verified: bool


def record_lines(desk: Desk, first: date, last: date) -> list[RecordLine]:
    """Every repair that was called back, tried or closed from `first` to `last`, days of China; by its number.

    Each line has all attempts up to the end of `last`. InvalidInput when the days are in the wrong order or too many.
    """
    begins, ends = _span(first, last)
    touched = (
        MatterEvent.select(MatterEvent.matter)
        .where(MatterEvent.kind.in_(_CALLS), MatterEvent.happened_at >= begins, MatterEvent.happened_at < ends)
        .distinct()
    )
    ids = desk.store.scalars(touched)
    if not ids:
        return []
    attempts = attempts_of(desk.store, ids)
    history: dict[int, list[EffectiveEvent]] = {}
    rows = event_rows(desk.store, ids)
    for matter_id in ids:
        history[matter_id] = effective(row for row in rows if row.matter_id == matter_id)
    lines = []
    for head in _heads(desk, ids):
        events = [event for event in history[head.matter_id] if event.happened_at < ends]
        if any(event.kind in _CALLS and event.happened_at >= begins for event in events):
            seen = tuple(attempt for attempt in attempts.get(head.matter_id, ()) if attempt.at < ends)
            lines.append(_line(head, seen, events))
    return lines


def preview_record(desk: Desk, first: date, last: date) -> bytes:
    """The paper as it would be printed now, without a number; nothing is given out. Refused without any callback."""
    from app.services.paper.pdf import render

    lines = _lines_to_print(desk, first, last)
    return render([_paper(desk, lines, first, last, "", 1, desk.now(), desk.actor.name)], A4_LANDSCAPE)


def print_record(desk: Desk, first: date, last: date, target: str, key: UUID, approved_by: str = "") -> Printed:
    """Number the paper, make it, journal it; promises as `print_sheet`. Refused when nobody was called."""
    lines = _lines_to_print(desk, first, last)
    declare = partial(_declare, desk, lines, first, last)
    return print_new(
        desk, declare, A4_LANDSCAPE, target, key, approved_by, series=SERIES, form=FORM, act="callback.record_issue"
    )


def _lines_to_print(desk: Desk, first: date, last: date) -> list[RecordLine]:
    lines = record_lines(desk, first, last)
    if not lines:
        raise Refused("这几天没有回访记录，不用打印。请换一个日期。")
    return lines


def _declare(desk: Desk, lines: list[RecordLine], first: date, last: date, making: Making) -> Paper:
    sheet: SheetRow = making.sheet
    return _paper(desk, lines, first, last, sheet.number, making.print_no, making.at, making.by)


def _paper(
    desk: Desk, lines: list[RecordLine], first: date, last: date, number: str, print_no: int, at: datetime, by: str
) -> Paper:
    from app.services.repairs.callback_record_form import record_paper

    qr = sheet_qr(desk, number) if number else ""
    return record_paper(desk.station, lines, first, last, number=number, qr=qr, print_no=print_no, at=at, by=by)


def _line(head: _Head, attempts: tuple[Attempt, ...], events: list[EffectiveEvent]) -> RecordLine:
    closed: Mapping[str, EffectiveEvent] = {event.kind: event for event in events}
    again = closed.get(Event.REOPENED)
    return RecordLine(
        head.number,
        head.place,
        head.caller or "",
        head.relation or "",
        head.phone or "",
        head.finished_at,
        head.repairer or "",
        attempts,
        head.verified,
        _result(attempts, closed.get(Event.CALLBACK_CLOSED)),
        again.code if again is not None else "",
    )


def _result(attempts: tuple[Attempt, ...], closed: EffectiveEvent | None) -> str:
    """成功 / 未接通 n 次 / 情况不符 / 拒访, as the paper's result code."""
    reached = next((attempt for attempt in attempts if attempt.reached), None)
    if reached is not None:
        return {"solved": "成功", "unsolved": "情况不符", "refused": "拒访"}[reached.result]
    if closed is not None and closed.code == "merged":
        return "并入新报修"
    missed = f"未接通 {len(attempts)} 次"
    return f"{missed}，按规定办结" if closed is not None else missed


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    if last < first:
        raise InvalidInput({"last": "截止日期早于起始日期。"})
    if last - first > LONGEST:
        raise InvalidInput({"last": f"一次最多打印 {LONGEST.days} 天的回访。"})
    midnight = time(tzinfo=CHINA)
    return datetime.combine(first, midnight), datetime.combine(last + timedelta(days=1), midnight)


def _heads(desk: Desk, ids: list[int]) -> list[_Head]:
    query = (
        Matter.select(
            Matter.id.alias("matter_id"),
            Matter.number,
            Matter.place_text.alias("place"),
            Caller.name.alias("caller"),
            Caller.relation,
            Caller.phone,
            Repair.finished_at,
            Staff.name.alias("repairer"),
            Repair.verified,
        )
        .join(Repair, on=(Repair.matter == Matter.id))
        .left_outer_join(Caller, on=(Caller.id == Matter.caller))
        .left_outer_join(Staff, on=(Staff.id == Repair.repairer))
        .where(Matter.id.in_(ids), Repair.voided_at.is_null())
        .order_by(Matter.number)
    )
    return desk.store.rows(query, _Head)
