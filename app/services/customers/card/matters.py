"""What was brought to the station from one flat: open matters, the last repairs, papers, calls of the last days.

A flat is a family of premises ids: the kept one and those merged into it. Telephones in words are masked here; whole
they stand in the matter itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import JOIN, fn

from app.models.matters import Matter
from app.models.papers import PrintRecord, Sheet, SheetReturn
from app.models.people import Caller
from app.models.repairs import Repair
from app.models.station import Staff
from app.services.clocks.engine import ClockState, State
from app.services.customers.masks import masked_phones
from app.services.kernel.desk import Desk
from app.services.kernel.store import Store
from app.services.kernel.store.prepared import PreparedForIds, gap
from app.services.kernel.times import from_ms, to_ms
from app.services.kinds import SEALED
from app.services.matters.clocks import clocks_of


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """A matter that needs an answer; `clock` is the one that runs out next, None when none runs."""

    matter_id: int
    number: str
    kind: str
    phase: str
    told_at: datetime
    words: str
    fault_group: str
    fault: str
    clock: ClockState | None


@dataclass(frozen=True, slots=True)
class DoneRepair:
    """A repair that was carried out: what it was, why, what was done, by whom."""

    matter_id: int
    number: str
    told_at: datetime
    fault_group: str
    fault: str
    cause: str
    done: str
    responsibility: str
    repairer: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A numbered sheet; `state` as in the table: out, returned, void."""

    sheet_id: int
    number: str
    matter_id: int
    state: str
    prints: int
    made_at: datetime
    returned_at: datetime | None


@dataclass(frozen=True, slots=True)
class RecentCall:
    """A matter told within the last days, at the flat or from one of its telephones."""

    matter_id: int
    number: str
    told_at: datetime


_OPEN = PreparedForIds(
    lambda ids: (
        Matter.select(
            Matter.id,
            Matter.number,
            Matter.kind,
            Matter.phase,
            Matter.told_at,
            Matter.words,
            Repair.fault_group,
            Repair.fault,
        )
        .join(Repair, JOIN.LEFT_OUTER, on=(Repair.matter == Matter.id))
        .where(Matter.premises.in_(ids), Matter.closed_at.is_null())
        .order_by(Matter.told_at)
    )
)
_DONE = PreparedForIds(
    lambda ids: (
        Matter.select(
            Matter.id,
            Matter.number,
            Matter.told_at,
            Repair.fault_group,
            Repair.fault,
            Repair.cause,
            Repair.done,
            Repair.responsibility,
            Staff.name,
        )
        .join(Repair, on=(Repair.matter == Matter.id))
        .join(Staff, JOIN.LEFT_OUTER, on=(Staff.id == Repair.repairer))
        .where(
            Matter.premises.in_(ids),
            Matter.void_reason == "",
            Matter.closed_at.is_null(False) | Repair.finished_at.is_null(False),
        )
        .order_by(Matter.told_at.desc())
        .limit(gap("most"))
    )
)
_PAPERS = PreparedForIds(
    lambda ids: (
        Sheet.select(
            Sheet.id,
            Sheet.number,
            Sheet.matter,
            Sheet.state,
            PrintRecord.select(fn.COUNT(PrintRecord.id)).where(PrintRecord.sheet == Sheet.id),
            Sheet.made_at,
            SheetReturn.select(fn.MAX(SheetReturn.returned_at)).where(SheetReturn.sheet == Sheet.id),
        )
        .join(Matter, on=(Sheet.matter == Matter.id))
        .where(Matter.premises.in_(ids))
        .order_by(Sheet.id.desc())
        .limit(gap("most"))
    )
)
_CALLED_ABOUT = PreparedForIds(
    lambda ids: Matter.select(Matter.id, Matter.number, Matter.told_at).where(
        Matter.premises.in_(ids), Matter.told_at >= gap("since"), Matter.void_reason == ""
    )
)
_CALLED_FROM = PreparedForIds(
    lambda phones: (
        Caller.select(Matter.id, Matter.number, Matter.told_at)
        .join(Matter, on=(Matter.caller == Caller.id))
        .where(
            Caller.phone.in_(phones),
            Matter.told_at >= gap("since"),
            Matter.void_reason == "",
            Matter.kind.not_in(SEALED),
        )
    )
)


def open_matters(desk: Desk, family: Sequence[int]) -> tuple[OpenMatter, ...]:
    """Open matters of any kind, the one that runs out next first."""
    found = [
        OpenMatter(
            matter_id,
            number,
            kind,
            phase,
            from_ms(told_at),
            masked_phones(words),
            group or "",
            fault or "",
            _next_clock(desk, matter_id),
        )
        for matter_id, number, kind, phase, told_at, words, group, fault in _OPEN.rows(desk.store, family)
    ]
    return tuple(sorted(found, key=_urgency))


def last_repairs(store: Store, family: Sequence[int], most: int) -> tuple[DoneRepair, ...]:
    """Repairs that were carried out, newest first; voided ones are no repairs."""
    return tuple(
        DoneRepair(matter_id, number, from_ms(told_at), group, fault, cause, done, responsibility, name or "")
        for matter_id, number, told_at, group, fault, cause, done, responsibility, name in _DONE.rows(
            store, family, most=most
        )
    )


def papers(store: Store, family: Sequence[int], most: int) -> tuple[Paper, ...]:
    """Numbered sheets of the flat's matters, newest first; voided ones too."""
    return tuple(
        Paper(sheet_id, number, matter_id, state, prints, from_ms(made_at), None if back is None else from_ms(back))
        for sheet_id, number, matter_id, state, prints, made_at, back in _PAPERS.rows(store, family, most=most)
    )


def recent_calls(desk: Desk, family: Sequence[int], phones: Sequence[str], days: int) -> tuple[RecentCall, ...]:
    """Matters told within the last `days`, about this flat or from these telephones wherever it was; newest first."""
    since = to_ms(desk.now() - timedelta(days=days))
    rows = _CALLED_ABOUT.rows(desk.store, family, since=since) + _CALLED_FROM.rows(desk.store, phones, since=since)
    calls = {row[0]: RecentCall(row[0], row[1], from_ms(row[2])) for row in rows}
    return tuple(sorted(calls.values(), key=lambda call: call.told_at, reverse=True))


def _next_clock(desk: Desk, matter_id: int) -> ClockState | None:
    running = [clock for clock in clocks_of(desk, matter_id) if clock.stopped is None]
    return min(running, key=lambda clock: (clock.state is State.WAITING_WINDOW, clock.due), default=None)


def _urgency(matter: OpenMatter) -> tuple[Any, ...]:
    return (matter.clock is None, matter.clock.due if matter.clock else matter.told_at, matter.matter_id)
